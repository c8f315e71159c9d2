"""Giving people a card template from a week on. Weeks that run or are over keep theirs."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from organizations.date_words import long_day
from organizations.events import record
from organizations.models import Membership, Organization
from organizations.models.organization import BEGINNING
from organizations.tenancy.scope import current_organization_id
from scorecards.models import CardTemplate, TemplateAssignment
from scorecards.services.templates import refuse_retired

# None stands for the default.
Whose = Membership | None


def give_template(
    *,
    template: CardTemplate | None,
    members: Sequence[Membership],
    by: Membership | None,
    now: datetime,
    from_on: date | None = None,
) -> date:
    """Give these people a template from the first day of a week on, the next one if none is named; None: the
    default. The day is returned. What was planned for that week or later is replaced. While the organization's
    first week runs it holds from the beginning.
    """
    refuse_gone(members)
    return give(template, list(members), by, now, from_on)


def give_first_template(
    *, template: CardTemplate, member: Membership, by: Membership | None, now: datetime
) -> bool:
    """Give somebody who has just come a template from the beginning: no week of theirs is over. False where it was
    retired meanwhile; then they have the default.
    """
    refuse_gone([member])
    with transaction.atomic():
        held = CardTemplate.objects.select_for_update().get(pk=template.pk)
        if held.retired_at is not None:
            return False
        keep_given(held, held, [member], BEGINNING, by, now)
    return True


def set_default_template(
    *, template: CardTemplate, by: Membership | None, now: datetime, from_on: date | None = None
) -> date:
    """The template of everybody who was given none, from the first day of a week on."""
    return give(template, [None], by, now, from_on)


def give(
    template: CardTemplate | None,
    whose: Sequence[Whose],
    by: Membership | None,
    now: datetime,
    from_on: date | None,
) -> date:
    with transaction.atomic():
        # Two who give at once come one after the other.
        organization = Organization.objects.select_for_update().get(pk=current_organization_id())
        if template is not None:
            refuse_retired(CardTemplate.objects.select_for_update().get(pk=template.pk))
        begins = first_day(organization, from_on, now)
        keep_given(template or organization, template, whose, begins, by, now)
    return begins


def keep_given(
    subject: CardTemplate | Organization, template: CardTemplate | None, whose: Sequence[Whose], begins: date,
    by: Membership | None, now: datetime,
) -> None:  # fmt: skip
    before = latest_by_member(assignments_of(whose).filter(from_on__lte=begins))
    dropped = replace(whose, template, begins, by, now)
    record(
        "card_template_given", subject, by=by, now=now, from_on=str(begins),
        members=[one.pk for one in whose if one], is_default=None in whose,
        before={str(one.pk if one else "default"): before.get(one.pk if one else None) for one in whose},
        after=template and template.pk, dropped=dropped,
    )  # fmt: skip


def replace(
    whose: Sequence[Whose], template: CardTemplate | None, begins: date, by: Membership | None, now: datetime
) -> list[list[Any]]:
    """What was planned goes, and is returned; a row is added only where something changes."""
    theirs = assignments_of(whose)
    planned = theirs.filter(from_on__gte=begins)
    rows = planned.order_by("from_on", "pk").values_list("member", "template", "from_on")
    dropped = [[member, chosen, str(day)] for member, chosen, day in rows]
    planned.delete()
    held, wanted = latest_by_member(theirs), template and template.pk
    TemplateAssignment.objects.bulk_create(
        TemplateAssignment(member=one, template=template, from_on=begins, set_by=by, created_at=now)
        for one in whose
        if held.get(one.pk if one else None) != wanted
    )
    return dropped


def assignments_of(whose: Sequence[Whose]) -> QuerySet[TemplateAssignment]:
    """Those of these members, and of the default where None is among them."""
    default = Q(member__isnull=True) if None in whose else Q(pk__in=[])
    return TemplateAssignment.objects.filter(default | Q(member__in=[one for one in whose if one]))


def latest_by_member(found: QuerySet[TemplateAssignment]) -> dict[int | None, int | None]:
    return dict(found.order_by("from_on").values_list("member", "template"))


def take_back_template(*, member: Whose, by: Membership | None, now: datetime) -> bool:
    """Leave a member (or, with None, the default) with what they have: what was planned goes. False for nothing."""
    organization = Organization.objects.get(pk=current_organization_id())
    edge = organization.rules_from(now)
    with transaction.atomic():
        planned = assignments_of([member]).filter(from_on__gte=max(edge, BEGINNING + date.resolution))
        before = list(planned.order_by("from_on").values_list("template", "from_on"))
        if not before:
            return False
        planned.delete()
        record(
            "card_template_planning_undone", member or organization, by=by, now=now,
            before=[[template, str(day)] for template, day in before], after=None,
        )  # fmt: skip
    return True


def first_day(organization: Organization, from_on: date | None, now: datetime) -> date:
    """The day that was asked for. Refuses days of weeks that run or are over, and days inside a week."""
    edge = organization.rules_from(now)
    if from_on is None or edge == BEGINNING:
        return edge
    if from_on < edge or organization.week_of(from_on).start != from_on:
        raise ValidationError(
            {
                "from_on": _(
                    "Choose the first day of a week, %(day)s or later. Weeks that run or are over keep their card."
                )
                % {"day": long_day(edge)}
            }
        )
    return from_on


def refuse_gone(members: Sequence[Membership]) -> None:
    """Cards are of people who sell and are here."""
    if not members:
        raise ValidationError({"members": _("Choose at least one person.")})
    for member in members:
        if member.deactivated_at is not None:
            raise ValidationError({"members": _("%(name)s has left.") % {"name": member.name}})
        if not member.is_rep:
            raise ValidationError(
                {"members": _("%(name)s does not sell, and has no card.") % {"name": member.name}}
            )
