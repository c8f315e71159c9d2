"""One name for everything that has one."""

from collections.abc import Callable

from activities.models import Activity, FollowUp
from crm.models import Account, Contact, Opportunity
from organizations.models import Membership, Organization, Team
from scorecards.models import Observer


def rename_everything(acme, name: str, apart: Callable[[int], str] = str) -> None:
    """The same name for every record that has one, straight into the tables: older data knew no forms.

    Teams, of which no two may be called alike, end in `apart`.
    """
    with acme.scope():
        for model, field in [
            (Membership, "name"), (Account, "name"), (Contact, "name"), (Opportunity, "name"), (Observer, "name"),
            (FollowUp, "reason"), (Activity, "note"),
        ]:  # fmt: skip
            longest = getattr(model._meta.get_field(field), "max_length", None)
            model.objects.update(**{field: name[:longest] if longest else name})
        for number, team in enumerate(Team.objects.all()):
            Team.objects.filter(pk=team.pk).update(name=f"{name[:298]}{apart(number)}")
    Organization.objects.filter(pk=acme.organization.pk).update(name=name[:300])
