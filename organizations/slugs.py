"""The short name of an organization in its address: proposed from its name, never one that could mislead."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organizations.models import Organization

LONGEST = 60
FALLBACK = "sales"
# Words that read like a page of SalesLeader itself, or of whoever runs it.
WORDS = """
about account accounts admin api app billing blog contact dashboard demo design docs help home info invitation
invitations jobs legal login logout mail me new news o observer official operator org organization owner privacy
root salesleader security settings set-up setup sign-in sign-up signin signup staff start static status support
switch system team terms test user users web www you
"""
RESERVED = frozenset(WORDS.split())


def proposed_slug(name: str) -> str:
    """A free short name made from a name; numbered where it is taken or reserved."""
    base = slugify(name)[:LONGEST].strip("-_") or FALLBACK
    if is_free(base):
        return base
    stem = base[: LONGEST - 5].strip("-_")
    return next(found for number in range(2, 10_000) if is_free(found := f"{stem}-{number}"))


def is_free(slug: str) -> bool:
    return slug not in RESERVED and not Organization.objects.filter(slug=slug).exists()


def check_slug(slug: str) -> None:
    """Refuses a short name that is reserved or taken, and says which one is free."""
    if slug in RESERVED:
        raise ValidationError(
            {
                "slug": _("“%(slug)s” is a word of the product. “%(free)s” is free.")
                % {"slug": slug, "free": proposed_slug(slug)}
            }
        )
    if Organization.objects.filter(slug=slug).exists():
        raise ValidationError(
            {
                "slug": _("“%(slug)s” is taken. “%(free)s” is free.")
                % {"slug": slug, "free": proposed_slug(slug)}
            }
        )
