"""Codes of types and outcomes: given once, changed by an admin, and never given to anything else."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from activities.codes import LONGEST, all_codes, folded, is_code, letter_for, next_code
from activities.models import ActivityType, Outcome
from organizations.models import Membership

MOST_WORDS = 40


def give_code(kind: Any, wanted: str) -> None:
    """The code that was asked for, else the next free one. The caller has its turn."""
    known = codes_of(kind)
    if wanted := folded(wanted):
        refuse_code(kind, wanted, known)
        kind.code = wanted
    elif isinstance(kind, Outcome):
        kind.code = next_code(kind.type.code, known)
    else:
        kind.code = letter_for(kind.name, known)


def change_code(kind: Any, wanted: str, by: Membership | None, now: datetime) -> None:
    """Another code from now on; the former one goes on meaning this. Left empty, it stays."""
    wanted = folded(wanted)
    if wanted in ("", kind.code):
        return
    refuse_code(kind, wanted, codes_of(kind))
    until = str(by.today(now) if by else now.date())
    former = [one for one in kind.former_codes if one["code"] != wanted]
    kind.former_codes = [*former, {"code": kind.code, "until": until}]
    kind.code = wanted


def codes_of(kind: Any) -> dict[str, Any]:
    """What every code of its sort means or meant, retired ones included."""
    return all_codes(type(kind).objects.all())


def refuse_code(kind: Any, code: str, known: dict[str, Any]) -> None:
    if not is_code(code):
        raise ValidationError(
            {"code": _("Type up to %(most)s letters and digits, a letter among them.") % {"most": LONGEST}}
        )
    if (other := known.get(code)) is not None and other.pk != kind.pk:
        told = _("“%(code)s” means “%(name)s”, or did, and sheets may be about. Choose another code.")
        raise ValidationError({"code": told % {"code": code, "name": other.name}})


def outcomes_by_code() -> dict[str, Outcome]:
    """Every code that can stand on a sheet, with the outcome that it means."""
    return all_codes(Outcome.objects.select_related("type"))


def words_in(text: Any) -> list[str]:
    """Other words for it, each once: a list, or a text with commas or lines between them."""
    parts = text if isinstance(text, list) else text.replace("\n", ",").split(",")
    words = {
        " ".join(part.split()).casefold(): " ".join(part.split())[:120] for part in parts if part.strip()
    }
    if len(words) > MOST_WORDS:
        raise ValidationError({"also_called": _("At most %(most)s words.") % {"most": MOST_WORDS}})
    return list(words.values())


def refuse_words(kind: Any, siblings: Any) -> None:
    """One word for one thing in files, too."""
    wanted = {word.casefold() for word in kind.also_called}
    for other in siblings.exclude(pk=kind.pk):
        if taken := wanted & {word.casefold() for word in [other.name, *other.also_called]}:
            said = {"word": sorted(taken)[0], "name": other.name}
            raise ValidationError({"also_called": _("“%(word)s” is a word for “%(name)s” already.") % said})


def take_turn() -> None:
    """Who changes what can be logged waits for whoever does; who logs does not wait."""
    list(ActivityType.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
