"""Reading a pasted list of people: one or several a line, in any of the ways that people copy addresses.

Understood: `mail`, `Name <mail>`, `mail, name`, `name, mail`, and several of these on a line with commas,
semicolons or tabs between them. Nothing is left out: what is not understood comes back with the reason.
"""

import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organizations.addresses import check_address

ADDRESS = re.compile(r"[^\s<>,;\"]+@[^\s<>,;\"]*")
LONGEST_NAME = 300


@dataclass(frozen=True)
class Invitee:
    """Somebody as written on line `line`; `problem` says in words what is wrong, empty when nothing is."""

    line: int
    text: str
    name: str = ""
    address: str = ""
    problem: str = ""


def read_invitees(pasted: str) -> list[Invitee]:
    """Everybody on a pasted list, in its order."""
    lines = enumerate(pasted.splitlines(), start=1)
    return [checked(one) for number, text in lines for one in on_line(number, text)]


def on_line(number: int, text: str) -> list[Invitee]:
    """Semicolons part people; so do commas where a part holds several addresses."""
    cut: list[str] = []
    for part in pieces(text, ";"):
        cut += pieces(part, ",") if len(addresses(part)) > 1 else [part]
    return paired(number, [piece.strip() for piece in cut if piece.strip(" \t,;")])


def paired(number: int, cut: list[str]) -> list[Invitee]:
    """A piece that is a name alone belongs to the address after it if the line begins with a name, else before it."""
    names_first = len(cut) > 1 and not addresses(cut[0])
    found: list[Invitee] = []
    for piece in reversed(cut) if names_first else cut:
        name_alone = found and not addresses(piece) and found[-1].address and not found[-1].name
        if name_alone:
            found[-1] = replace(found[-1], name=as_name(piece), text=f"{piece}, {found[-1].address}")
        else:
            found.append(one_person(number, piece))
    return found[::-1] if names_first else found


def addresses(text: str) -> list[str]:
    return ADDRESS.findall(re.sub(r'"[^"]*"', "", text))


def pieces(text: str, mark: str) -> list[str]:
    """Cut at `mark`, but not inside quotes: "Doe, Jane" <jane@…> is one person."""
    return re.findall(rf'(?:"[^"]*"|[^"{mark}]|")+', text)


def one_person(number: int, text: str) -> Invitee:
    there = addresses(text) or ADDRESS.findall(text)
    if not there:
        return Invitee(number, text, problem=_("There is no e-mail address here."))
    if len(there) > 1:
        return Invitee(number, text, problem=_("There are several addresses here. Put a comma between them."))
    address = there[0].removeprefix("mailto:").rstrip(".")
    return Invitee(number, text, as_name(text.replace(there[0], " ", 1)), address)


def as_name(text: str) -> str:
    """What is left beside the address; what stands in quotes is meant as it stands."""
    quoted = " ".join(re.findall(r'"([^"]*)"', text)).strip()
    return " ".join((quoted or re.sub(r"[<>\"\t;]+", " ", text)).split()).strip(" ,")


def checked(one: Invitee) -> Invitee:
    if one.problem:
        return one
    try:
        check_address(one.address)
    except ValidationError:
        return replace(one, problem=_("“%(address)s” is not an e-mail address.") % {"address": one.address})
    if len(one.address) > 254:
        return replace(one, problem=_("This address is too long: 254 characters are the most."))
    if len(one.name) > LONGEST_NAME:
        return replace(one, problem=_("This name is too long: 300 characters are the most."))
    return one
