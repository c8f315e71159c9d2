"""What somebody asks of the trail: by whom, what, about which record, when, and words."""

import ipaddress
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import and_
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organizations.audit.names import MEMBER, called
from organizations.audit.verbs import kinds, kinds_in_order, verbs, verbs_of_kind
from organizations.models import Event, Membership
from organizations.models.events import EventQuerySet, Place
from organizations.plain_names import holds

LARGEST_ID = 2**63 - 1
MOST_WORDS, MOST_PEOPLE = 6, 200
DAY_WORDS = {"invalid": _("Write the day as 2026-11-16.")}


class AuditForm(forms.Form):
    """The question, all of it optional. `what` is a kind of events or one verb."""

    q = forms.CharField(required=False, max_length=200, label=_("Search"))
    what = forms.CharField(required=False, max_length=60, label=_("What happened"))
    by = forms.IntegerField(
        required=False, min_value=1, max_value=LARGEST_ID, label=_("Who did it"), widget=forms.HiddenInput
    )
    record = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    id = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    since = forms.DateField(required=False, label=_("From"), error_messages=DAY_WORDS)
    until = forms.DateField(required=False, label=_("To"), error_messages=DAY_WORDS)

    def offer(self, people: Sequence[Membership]) -> None:
        """Lists to choose from, for a page; people only where they are not too many for one."""
        self.fields["what"].widget = forms.Select(choices=[("", gettext("Everything")), *choices()])
        if people:
            named = [(person.pk, person.name) for person in people]
            self.fields["by"].widget = forms.Select(choices=[("", gettext("Anybody")), *named])

    def clean_q(self) -> str:
        return self.cleaned_data["q"].replace("\0", "").strip()

    def clean_what(self) -> str:
        what = self.cleaned_data["what"]
        if what and what not in verbs and what not in kinds:
            raise forms.ValidationError(gettext("There is nothing of this name. Choose one from the list."))
        return what

    def clean_record(self) -> str:
        record = self.cleaned_data["record"]
        if record and record not in called:
            raise forms.ValidationError(gettext("There are no records of this kind."))
        return record

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("since"), cleaned.get("until")
        if first and last and last < first:
            self.add_error("until", gettext("The last day is before the first. Swap them."))
        return cleaned

    @property
    def asks(self) -> dict[str, Any]:
        """What is asked for, empty values left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def events_asked(events: EventQuerySet, asked: dict[str, Any], zone: str) -> EventQuerySet:
    """The events that fit the question. Days are those of `zone`."""
    if by := asked.get("by"):
        events = events.by(by)
    if what := asked.get("what"):
        events = events.told_by(verbs_of_kind(what) if what in kinds else [what])
    if asked.get("record") and asked.get("id"):
        events = events.about(asked["record"], asked["id"])
    if first := asked.get("since"):
        events = events.filter(at__gte=midnight(first, zone))
    if (last := asked.get("until")) and last < date.max:
        events = events.filter(at__lt=midnight(last + timedelta(days=1), zone))
    return search(events, asked.get("q", ""))


def midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def search(events: EventQuerySet, text: str) -> EventQuerySet:
    """Every word must fit: the name of who did it or of whom it is about, what happened, an address, a number."""
    found = [fits(word) for word in text.casefold().split()[:MOST_WORDS]]
    return events.filter(reduce(and_, found)) if found else events


def fits(word: str) -> Q:
    if number := re.fullmatch(r"#?(\d{1,18})", word):
        return Q(subject_id=int(number[1]))
    if address := as_address(word):
        return Q(address=address)
    told = [key for key, verb in verbs.items() if word in f"{verb.title} {verb.sentence}".casefold()]
    people = list(
        Membership.objects.filter(holds("plain_name", word)).values_list("pk", flat=True)[:MOST_PEOPLE]
    )
    return Q(verb__in=[*told, word]) | Q(actor__in=people) | Q(subject_type=MEMBER, subject_id__in=people)


def as_address(word: str) -> str | None:
    try:
        return str(ipaddress.ip_address(word))
    except ValueError:
        return None


def choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Every kind with its verbs."""
    return [
        (kind.title, [(kind.key, gettext("All: %(kind)s") % {"kind": kind.title}), *titles(kind.key)])
        for kind in kinds_in_order()
        if verbs_of_kind(kind.key)
    ]


def titles(kind: str) -> list[tuple[str, Any]]:
    return sorted(((key, verbs[key].title) for key in verbs_of_kind(kind)), key=lambda one: str(one[1]))


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_mark(event: Event) -> str:
    """A place in the trail as an address carries it: microseconds and id, so that nothing is rounded."""
    return f"{(event.at - EPOCH) // timedelta(microseconds=1)}-{event.pk}"


def place_of(mark: str) -> Place | None:
    """The place that a mark names; None for anything else."""
    found = re.fullmatch(r"(\d{1,17})-(\d{1,18})", mark)
    return (EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None
