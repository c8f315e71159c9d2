"""Choosing one person in a form: from a list where there are few, by name or address where there are many.

The search works without a script: what was typed is looked up when the form is sent, and where several people fit the
form comes back with them to choose from. With a script, names are suggested while one types.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Membership, User
from organizations.models.people import MembershipQuerySet

# A list of so many can still be looked through.
FEW = 40
SHOWN = 10
NOBODY = 0
HINT = gettext_lazy("Type a part of the name or the address.")
HINT_NOBODY = gettext_lazy("Type a part of the name or the address. Empty: nobody.")
Few = Callable[[], list[tuple[int, str]]]


def written(member: Membership) -> str:
    """ "Rob Rep, rob@acme.example": nobody else is written like this."""
    return f"{member.name}, {member.user.email}"


def fitting(people: MembershipQuerySet, text: str) -> list[Membership]:
    """Who is meant by what was typed, at most one more than are shown: by address, by the whole name, else by words."""
    if not text.replace(",", " ").strip():
        return []
    found = people.select_related("user").order_by("plain_name", "pk")
    address = text.rpartition(",")[2].strip()
    owner = User.objects.with_address(address)
    for exact in (found.filter(user=owner), found.spelled_like(text.strip())):
        if there := list(exact[: SHOWN + 1]):
            return there
    return list(found.called(text)[: SHOWN + 1])


class PersonSearch(forms.TextInput):
    """A line to type a name or an address into; `found` are those who fit what was typed, when they are several."""

    def __init__(self, find: str) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"})
        self.find, self.found = find, list[tuple[Membership, str]]()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str] | None:
        if name not in data:
            return None
        return data.get(name, ""), data.get(f"{name}-pick", "")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs) | {
            "name": name,
            "find": self.find,
            "found": self.found,
        }
        return render_to_string("organizations/_person_search.html", context)


class PersonField(forms.Field):
    """One of `people`, as a member; None for nobody, where `nobody` says what that is called.

    `few` gives the lines of the list where there are few people, with `unsaid` before them until one is chosen. `find`
    is the address that suggests names. A form that is sent without the field at all is refused, unless `may_lack` it.
    One of several fields for the same people is made `like` the first, and asks the database nothing anew.
    """

    default_error_messages = {"invalid_choice": gettext_lazy("Choose somebody who is here.")}

    def __init__(
        self, *, people: MembershipQuerySet, find: str, few: Few | None = None, nobody: Any = "", unsaid: Any = "",
        may_lack: bool = False, help_text: Any = "", like: "PersonField | None" = None, **more: Any,
    ) -> None:  # fmt: skip
        self.people, self.nobody, self.may_lack = people, nobody, may_lack
        self.is_search: bool = like.is_search if like else people.count() > FEW
        self.lines: list[tuple[int, str]] = (
            like.lines if like else [] if self.is_search else (few or self.by_name)()
        )
        first: list[tuple[Any, Any]] = [("", unsaid)] if unsaid else []
        first += [(NOBODY, nobody)] if nobody else []
        widget = PersonSearch(find) if self.is_search else forms.Select(choices=[*first, *self.lines])
        required = not (nobody and (self.is_search or may_lack))
        hint = (HINT_NOBODY if nobody else HINT) if self.is_search else help_text
        super().__init__(widget=widget, required=required, help_text=hint, **more)

    def by_name(self) -> list[tuple[int, str]]:
        return list(self.people.order_by("plain_name", "pk").values_list("pk", "name"))

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: in a search the words of whoever is chosen."""
        if isinstance(value, Membership):
            value = value.pk
        if not self.is_search:
            return NOBODY if value is None and self.nobody else value
        return value[0] if isinstance(value, tuple) else self.words_of(str(value or ""))

    def words_of(self, pk: str) -> str:
        chosen = self.one(pk)
        return written(chosen) if chosen else ""

    def one(self, pk: str) -> Membership | None:
        number = int(pk) if pk.isdecimal() and len(pk) < 19 else 0
        return self.people.select_related("user").filter(pk=number).first()

    def clean(self, value: Any) -> Membership | None:
        """Whoever was picked among those who fitted before, else whoever is meant by what was typed."""
        if value is None and self.may_lack:
            return None
        typed, pick = value if isinstance(value, tuple) else ("", value or "")
        if pick == "" and not typed.strip() and (self.required or value is None):
            raise ValidationError(self.error_messages["required"], code="required")
        if pick != "":
            return self.picked(str(pick))
        return self.typed(typed) if typed.strip() else None

    def picked(self, pick: str) -> Membership | None:
        if self.nobody and pick == str(NOBODY):
            return None
        if (member := self.one(pick)) is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return member

    def typed(self, text: str) -> Membership:
        found = fitting(self.people, text.replace("\0", ""))
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("Nobody here is called that. Type a part of the name, or the address."))
        self.widget.found = [(member, written(member)) for member in found[:SHOWN]]
        if len(found) > SHOWN:
            raise ValidationError(_("Many people fit. Choose one of the first, or type more of the name."))
        raise ValidationError(_("Several people fit. Choose one of them."))
