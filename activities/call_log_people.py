"""Whose calls the rows of a call log are: a column names people, and who brings the log may bring theirs in.

A rep brings in their own calls, a leader also those of the people they lead, an admin everybody's. Nobody is guessed:
a name is somebody's in whatever letters either was typed, an address in any case; else they are asked about.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from organizations.choosing_people import PersonField
from organizations.models import Membership
from organizations.models.people import MembershipQuerySet
from organizations.plain_names import plain

# So many names are asked about on the page; of more, those that are known are taken.
MOST_ASKED = 40


@dataclass(frozen=True)
class Owners:
    """What a column of people says. `meant` is whose each text is, None for nobody; `why` says of those why not.

    `asked` are those that can be chosen: somebody within reach, or a text that nobody here is known by.
    """

    meant: dict[str, int | None]
    why: dict[str, str]
    asked: Sequence[str]

    @property
    def refused(self) -> list[tuple[str, str]]:
        """Those that can't be chosen, each with why not."""
        return [(text, why) for text, why in self.why.items() if text not in self.asked]


NONE = Owners({}, {}, [])


def within_reach(membership: Membership) -> MembershipQuerySet:
    """Whose calls a member may bring in: their own, and those of the people they lead; an admin everybody's."""
    return Membership.objects.visible_to(membership)


def owners_of(texts: Iterable[str], me: Membership, before: Mapping[str, int | None]) -> Owners:
    """As it was said before, else by name or address; a constant number of queries."""
    wanted = sorted({text for text in texts if text})
    if not wanted:
        return NONE
    found, reach = known_by(wanted), {one.pk: one.name for one in within_reach(me)}
    meant: dict[str, int | None] = {}
    why: dict[str, str] = {}
    asked: list[str] = []
    for text in wanted:
        said, mine = before.get(text), [one for one in found[text] if one.pk in reach]
        meant[text] = said if said in reach else mine[0].pk if len(mine) == 1 else None
        if meant[text] is None:
            why[text] = why_not(text, found[text], mine, me, reach)
        if (meant[text] or mine or not found[text]) and len(asked) < MOST_ASKED:
            asked.append(text)
    return Owners(meant, why, asked)


def known_by(texts: Sequence[str]) -> dict[str, list[Membership]]:
    """For each of these everybody here whose name or address it is; one query.

    Where people are called alike but for their letters, those that are spelled as it is are meant alone.
    """
    names = {text: plain(in_order(text)) for text in texts}
    addresses = {text: text.strip().lower() for text in texts}
    people = Membership.objects.annotate(at=Lower("user__email")).order_by("pk")
    called: dict[str, list[Membership]] = defaultdict(list)
    at: dict[str, list[Membership]] = defaultdict(list)
    for one in people.filter(Q(plain_name__in=names.values()) | Q(at__in=addresses.values())):
        called[one.plain_name].append(one)
        at[one.at].append(one)
    return {
        text: list(dict.fromkeys([*spelled_as(text, called[names[text]]), *at[addresses[text]]]))
        for text in texts
    }


def spelled_as(text: str, people: list[Membership]) -> list[Membership]:
    """Of people who are called alike those with just these letters, else all of them."""
    return [one for one in people if same_letters(one.name) == same_letters(in_order(text))] or people


def same_letters(name: str) -> str:
    """One for é and for e with an accent of its own."""
    return unicodedata.normalize("NFC", name).lower()


def in_order(text: str) -> str:
    """ "Rep, Rob" is "Rob Rep"."""
    last, comma, first = text.partition(",")
    return " ".join((f"{first} {last}" if comma else text).split())


def why_not(
    text: str,
    found: Sequence[Membership],
    mine: Sequence[Membership],
    me: Membership,
    reach: Mapping[int, str],
) -> str:
    shown = {"text": text[:60]}
    if mine:
        return _("Several people here are called “%(text)s”. Say who is meant.") % shown
    if found and (me.is_admin or me.leads_any):
        return _("“%(text)s” is not among the people you lead.") % shown
    if found:
        return _("These are calls of “%(text)s”. You can bring in your own.") % shown
    names = {plain(name): name for name in reach.values()}
    if near := get_close_matches(plain(in_order(text)), list(names), n=1, cutoff=0.6):
        return _("Nobody here is called “%(text)s”. Is it %(name)s?") % (shown | {"name": names[near[0]]})
    return _("Nobody here is called “%(text)s”. Say who is meant.") % shown


class OwnersForm(forms.Form):
    """Whose calls they are, for each text that can be chosen."""

    def __init__(self, data: Any, *, owners: Owners, me: Membership, find: str) -> None:
        super().__init__(data)
        self.owners, first = owners, None
        for at, text in enumerate(owners.asked):
            first = self.fields[f"p_{at}"] = PersonField(
                people=within_reach(me), find=find, label=text, nobody=_("Leave these rows out"),
                initial=owners.meant[text], may_lack=True, like=first,
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Any, str]]:
        """Each field with why its rows are left out as it stands."""
        return [(self[f"p_{at}"], self.owners.why.get(text, "")) for at, text in enumerate(self.owners.asked)]

    @property
    def chosen(self) -> Owners:
        """What is meant now, with what was chosen; what is wrong stays as it was."""
        meant, why = dict(self.owners.meant), dict(self.owners.why)
        for at, text in enumerate(self.owners.asked):
            if f"p_{at}" not in self.data or f"p_{at}" not in getattr(self, "cleaned_data", {}):
                continue
            person = self.cleaned_data[f"p_{at}"]
            meant[text] = person and person.pk
            why.pop(text, None) if person else why.setdefault(
                text, _("Left out: “%(text)s”.") % {"text": text[:60]}
            )
        return Owners(meant, why, self.owners.asked)
