"""Setting an organization up: its answers are kept at once, so that leaving and coming back goes on."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership, Organization, Placement, SetUp, Team
from organizations.models.organization import BEGINNING
from organizations.tenancy.scope import current_organization_id
from organizations.zones import known_zones

from .house_rules import plan_rule, wanted_value
from .placements import place_member
from .teams import create_team, name_leader

# What is asked in the first days and is the organization's own.
ASKED = ("zone", "first_weekday", "currency", "fiscal_month")


def answer_step(*, step: str, by: Membership, now: datetime, leading: str = "") -> SetUp:
    """Remember that a step is done. `leading` is the answer of the first."""
    return change_step(step, SetUp.DONE, by, now, leading)


def skip_step(*, step: str, by: Membership, now: datetime) -> SetUp:
    """Go past a step for now. One that was done stays done."""
    return change_step(step, SetUp.SKIPPED, by, now)


def change_step(step: str, state: str, by: Membership, now: datetime, leading: str = "") -> SetUp:
    with transaction.atomic():
        SetUp.objects.get_or_create(defaults={"started_by": by})
        held = SetUp.objects.select_for_update().get()
        before = held.steps.get(step)
        if before == SetUp.DONE and state == SetUp.SKIPPED:
            return held
        held.steps[step], held.leading = state, leading or held.leading
        held.save(update_fields=["steps", "leading"])
        record("set_up_step_taken", held, by=by, now=now, step=step, before=before, after=state)
    return held


def close_set_up(*, by: Membership, now: datetime) -> None:
    """Remind of it no more. What was answered stays, and every page of it can still be opened."""
    with transaction.atomic():
        held = SetUp.objects.filter(closed_at__isnull=True).first()
        if held is not None and SetUp.objects.filter(pk=held.pk, closed_at=None).update(closed_at=now):
            record("set_up_closed", held, by=by, now=now, done=held.done)


def reopen_set_up(*, by: Membership, now: datetime) -> None:
    """Remind of it again."""
    with transaction.atomic():
        held = SetUp.objects.filter(closed_at__isnull=False).first()
        if held is not None and SetUp.objects.filter(pk=held.pk, closed_at__isnull=False).update(
            closed_at=None
        ):
            record("set_up_reopened", held, by=by, now=now)


def say_who_leads(*, leading: str, by: Membership, now: datetime) -> SetUp:
    """The first question. Who leads and sells alone becomes rep and leader of a team of one, and stays admin."""
    if leading not in dict(SetUp.LEADING):
        raise ValidationError({"leading": _("Choose one of the four.")})
    with transaction.atomic():
        sell(by, leading in (SetUp.ALONE, SetUp.SELLS), now)
        held = answer_step(step="leads", leading=leading, by=by, now=now)
        if leading == SetUp.ALONE:
            lead_alone(by, now)
            held = answer_step(step="teams", by=by, now=now)
    return held


def sell(membership: Membership, is_rep: bool, now: datetime) -> None:
    if membership.is_rep == is_rep:
        return
    membership.is_rep = is_rep
    membership.save(update_fields=["is_rep"])
    record(
        "roles_changed",
        membership,
        by=membership,
        now=now,
        before={"is_rep": not is_rep},
        after={"is_rep": is_rep},
    )


def lead_alone(member: Membership, now: datetime) -> None:
    """A team of one: the member's own if there is one, else a new one named after the organization."""
    organization = Organization.objects.get(pk=current_organization_id())
    team = Team.objects.in_use().filter(leader=member).order_by("pk").first()
    if team is None:
        team = Team.objects.in_use().filter(name=organization.name, parent=None).first()
        if team is None:
            team = create_team(name=organization.name, leader=member, by=member, now=now)
        else:
            name_leader(team=team, leader=member, by=member, now=now)
    join_team(member, team, now)


def join_team(member: Membership, team: Team, now: datetime) -> None:
    """Put a member who is in no team yet into one, from today on."""
    today = member.today(now)
    if not Placement.objects.on(today).filter(membership=member).exists():
        place_member(membership=member, team=team, from_on=today, by=member, now=now)


def start_team(*, name: str, is_mine: bool, by: Membership, now: datetime) -> Team:
    """A team of the set-up, led by whoever sets up or by nobody yet. A leader who sells is in the first they lead."""
    with transaction.atomic():
        team = create_team(name=name.strip(), leader=by if is_mine else None, by=by, now=now)
        if is_mine and by.is_rep:
            join_team(by, team, now)
    return team


def settle_in(
    *, organization: Organization, by: Membership, now: datetime, **answers: Any
) -> dict[str, date | None]:
    """Answer what an organization is asked while it is set up: zone, first weekday, currency, fiscal year.

    In its first week nothing has closed yet, so it holds from the beginning. Later a change is planned as one in the
    settings is, and no week moves that runs or is over. From when each change holds is returned, by its rule.
    """
    refuse_unasked(answers)
    changed = {
        rule: value for rule, value in answers.items() if wanted_value(organization, rule, now) != value
    }
    if organization.rules_from(now) != BEGINNING:
        with transaction.atomic():
            return {
                rule: plan_rule(organization=organization, rule=rule, value=value, by=by, now=now)
                for rule, value in changed.items()
            }
    if changed:
        settle_from_the_beginning(organization, changed, by, now)
    return dict.fromkeys(changed, BEGINNING)


def settle_from_the_beginning(
    organization: Organization, changed: dict[str, Any], by: Membership, now: datetime
) -> None:
    before = {rule: getattr(organization, rule) for rule in changed}
    for rule, value in changed.items():
        setattr(organization, rule, value)
    organization.full_clean()
    with transaction.atomic():
        organization.save(update_fields=list(changed))
        record("organization_settled", organization, by=by, now=now, before=before, after=changed)
        if "zone" in changed and by.zone == before["zone"]:
            by.zone = changed["zone"]
            by.save(update_fields=["zone"])


def refuse_unasked(answers: dict[str, Any]) -> None:
    unknown = [key for key in answers if key not in ASKED]
    if unknown:
        raise TypeError(f"Nobody asks for {', '.join(unknown)} here.")
    if "zone" in answers and answers["zone"] not in known_zones():
        raise ValidationError({"zone": _("This is not a time zone. Choose one such as Europe/Berlin.")})
