"""What other rooms ask of customers and opportunities."""

from django.db.models import Count
from django.utils.translation import ngettext

from crm.models import Opportunity, Stage


def amounts_that_stay(currency: str) -> list[str]:
    """How many open opportunities keep the currency that the organization leaves, in a sentence; or nothing."""
    open_ones = Opportunity.objects.filter(stage__kind=Stage.OPEN, currency=currency, amount__isnull=False)
    many = open_ones.aggregate(many=Count("pk"))["many"]
    if not many:
        return []
    words = ngettext(
        "%(many)s open opportunity is in %(currency)s now. It can be brought over on its own page.",
        "%(many)s open opportunities are in %(currency)s now. Each can be brought over on its own page.",
        many,
    )
    return [words % {"many": f"{many:,}", "currency": currency}]
