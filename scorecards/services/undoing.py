"""Undo of the last change of a card template, and of who was last given one."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from metrics.models import Metric
from organizations.events import record
from organizations.models import Event, Membership, Organization
from organizations.tenancy.scope import current_organization_id
from scorecards.models import CardTemplate, TemplateAssignment

from .giving import Whose, assignments_of
from .templates import (
    Lines,
    change_template,
    changes_from,
    facts_of,
    latest,
    lines_of,
    refuse_retired,
    restore_template,
    retire_template,
)

TEMPLATE = "scorecards.cardtemplate"
RENAMED, CHANGED = "card_template_renamed", "card_template_changed"
GIVEN, NOT_GIVEN = "card_template_given", "card_template_planning_undone"
GIVING = (GIVEN, NOT_GIVEN, "card_template_giving_undone")


def undo_template_event(*, event: Event, by: Membership, now: datetime) -> None:
    """Put back what this event changed, if nothing has changed since and it has not begun to count."""
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=current_organization_id())
        if event.verb not in UNDO or event != newest_like(event):
            raise ValidationError(_("This was changed again since, so there is nothing to undo."))
        UNDO[event.verb](event, by, now)


def newest_like(event: Event) -> Event | None:
    """The last event about who has which, or about this one template."""
    if event.verb in GIVING:
        return Event.objects.told_by(GIVING).newest_first().first()
    about = Event.objects.about(TEMPLATE, event.subject_id or 0).exclude(verb__in=GIVING)
    return about.newest_first().first()


def last_change(template: CardTemplate) -> Event | None:
    """What was done last to what a template is, for the button that undoes it."""
    about = Event.objects.about(TEMPLATE, template.pk).exclude(verb__in=GIVING)
    return about.newest_first().first()


def last_giving() -> Event | None:
    """What was said last about who has which."""
    return Event.objects.told_by(GIVING).newest_first().first()


# --- What a template is


def held(event: Event) -> CardTemplate:
    return CardTemplate.objects.select_for_update().get(pk=event.subject_id or 0)


def unmake(event: Event, by: Membership, now: datetime) -> None:
    retire_template(template=held(event), by=by, now=now)


def bring_back(event: Event, by: Membership, now: datetime) -> None:
    restore_template(template=held(event), by=by, now=now)


def change_back(event: Event, by: Membership, now: datetime) -> None:
    """Name and lines as they were before; both were changed in one step."""
    template = held(event)
    name, facts = template.name, standing(template)
    for one in changed_together(event):
        if one.verb == RENAMED:
            name = one.data["before"]["name"]
        else:
            refuse_begun(one.data["from_on"], changes_from(template, now))
            facts = one.data["before"]
    write(template, name, facts, by, now)


def plan_again(event: Event, by: Membership, now: datetime) -> None:
    template = held(event)
    refuse_begun(event.data["from_on"], changes_from(template, now))
    write(template, template.name, event.data["before"], by, now)


def changed_together(event: Event) -> list[Event]:
    """This event, and the renaming that was part of the same step."""
    trail = Event.objects.about(TEMPLATE, event.subject_id or 0).newest_first()[:2]
    same = [one for one in trail if (one.at, one.actor_id) == (event.at, event.actor_id)]
    return [one for one in same if one == event or (event.verb == CHANGED and one.verb == RENAMED)]


def standing(template: CardTemplate) -> Mapping[str, Any]:
    """What holds last, planned or begun."""
    version = latest(template.versions.all())
    assert version is not None  # every template is made with one
    return facts_of(version, lines_of(version))


def write(template: CardTemplate, name: str, facts: Mapping[str, Any], by: Membership, now: datetime) -> None:
    change_template(
        template=template, name=name, lines=lines_from(facts["weights"]), by=by, now=now,
        cap=Decimal(facts["cap"]), floor=Decimal(facts["floor"]), threshold=facts["threshold"],
    )  # fmt: skip


def lines_from(weights: list[list[Any]]) -> Lines:
    metrics = {
        metric.key: metric for metric in Metric.objects.filter(key__in=[key for key, _weight in weights])
    }
    return [(metrics[key], weight) for key, weight in weights]


# --- Who has which


def give_back(event: Event, by: Membership, now: datetime) -> None:
    """Who was given it has what they had and were to have before."""
    data = event.data
    organization = Organization.objects.get(pk=current_organization_id())
    refuse_begun(data["from_on"], organization.rules_from(now))
    whose: list[Whose] = list(Membership.objects.filter(pk__in=data["members"]))
    whose += [None] if data["is_default"] else []
    assignments_of(whose).filter(from_on__gte=date.fromisoformat(data["from_on"])).delete()
    put_back([tuple(row) for row in data.get("dropped", [])], by, now)
    record_undone(event, by, now)


def plan_giving_again(event: Event, by: Membership, now: datetime) -> None:
    """What was planned for somebody and taken back is planned once more."""
    organization = Organization.objects.get(pk=current_organization_id())
    for _template, day in event.data["before"]:
        refuse_begun(day, organization.rules_from(now))
    member = None if event.subject_type == "organizations.organization" else event.subject_id
    put_back([(member, template, day) for template, day in event.data["before"]], by, now)
    record_undone(event, by, now)


def put_back(rows: list[tuple[Any, ...]], by: Membership, now: datetime) -> None:
    """Assignments that went: (member or None, template or None, first day)."""
    for template in CardTemplate.objects.filter(
        pk__in=[template for _member, template, _day in rows if template]
    ):
        refuse_retired(template)
    TemplateAssignment.objects.bulk_create(
        TemplateAssignment(
            member_id=member, template_id=template, from_on=date.fromisoformat(day), set_by=by, created_at=now
        )
        for member, template, day in rows
    )


def record_undone(event: Event, by: Membership, now: datetime) -> None:
    template = CardTemplate.objects.filter(pk=event.data.get("after") or 0).first()
    organization = Organization.objects.get(pk=current_organization_id())
    record("card_template_giving_undone", template or organization, by=by, now=now, undone=event.pk)


def refuse_begun(from_on: str | None, edge: date) -> None:
    """A week that runs or is over keeps what it had."""
    if from_on is not None and date.fromisoformat(from_on) < edge:
        raise ValidationError(_("It holds already. Change it from the next week on instead."))


UNDO: dict[str, Callable[[Event, Membership, datetime], None]] = {
    "card_template_made": unmake, RENAMED: change_back, CHANGED: change_back, "card_template_kept": plan_again,
    "card_template_retired": bring_back, "card_template_restored": unmake,
    GIVEN: give_back, NOT_GIVEN: plan_giving_again,
}  # fmt: skip
