"""Making, changing and retiring card templates. What a template scores changes from the next week on."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from metrics.models import Metric
from organizations.events import record
from organizations.models import Membership, Organization
from organizations.models.organization import BEGINNING
from organizations.tenancy.scope import current_organization_id
from scorecards.models import CardTemplate, TemplateAssignment, TemplateLine, TemplateVersion
from scorecards.scoring import MOST_LINES, Line, check_card
from scorecards.seeds import SEEDS, plant

Lines = Sequence[tuple[Metric, int]]
HUNDRED = 100


def adopt_template(*, role: str, by: Membership | None, now: datetime) -> CardTemplate:
    """A template made from the seed of a role. Adopted before, that one; a retired one comes back."""
    if role not in SEEDS:
        raise ValidationError({"role": _("Choose one of these.")})
    there = CardTemplate.objects.filter(role=role).order_by("retired_at", "pk")
    if kept := there.in_use().first():
        return kept
    if retired := there.first():
        restore_template(template=retired, by=by, now=now)
        retired.refresh_from_db()
        return retired
    with transaction.atomic():
        refuse_taken(str(SEEDS[role].name))
        template = plant(SEEDS[role], now)
        record("card_template_made", template, by=by, now=now, name=template.name, role=role)
    return template


def make_template(*, name: str, lines: Lines, by: Membership, now: datetime, **rules: Any) -> CardTemplate:
    """An own template. `lines` are metrics with their weights in percent, `rules` cap, floor and threshold."""
    name = checked_name(name)
    refuse_wrong_lines(lines)
    with transaction.atomic():
        refuse_taken(name)
        template = CardTemplate.objects.create(name=name, created_at=now)
        version = write_version(template, BEGINNING, lines, rules, by, now)
        record(
            "card_template_made", template, by=by, now=now, name=name, role="", after=facts_of(version, lines)
        )
    return template


def change_template(
    *,
    template: CardTemplate,
    name: str,
    lines: Lines,
    by: Membership,
    now: datetime,
    seen: int | None = None,
    **rules: Any,
) -> date | None:
    """Another name at once, and other lines or rules from the next week on; the day they hold from is returned.
    `seen` is the version the change was made from: if somebody made another one since, it is refused.

    What was planned is replaced; choosing what holds now takes it back, and None is returned. A template that
    nobody has had in a week that runs or is over, and every template in the organization's first week, is changed
    from the beginning. Closed cards keep what they were closed with.
    """
    name = checked_name(name)
    refuse_wrong_lines(lines)
    with transaction.atomic():
        held = CardTemplate.objects.select_for_update().get(pk=template.pk)
        refuse_retired(held)
        edge = changes_from(held, now)
        before = version_before(held, edge)
        planned = held.versions.filter(from_on__gte=edge)
        was = latest(planned) or before
        refuse_stale(was, seen)
        rename(held, name, by, now)
        wanted = new_version(held, edge, rules, by, now)
        if was is not None and facts_of(wanted, lines) == facts_of(was, lines_of(was)):
            return None if was == before else was.from_on
        told = was and facts_of(was, lines_of(was))
        planned.delete()
        if before is None or facts_of(wanted, lines) != facts_of(before, lines_of(before)):
            keep_version(wanted, lines)
            begins: date | None = edge
        else:
            begins = None
        record(
            "card_template_changed", held, by=by, now=now, from_on=str(begins) if begins else None,
            before=told, after=facts_of(wanted, lines),
        )  # fmt: skip
    return begins


def take_back_version(*, template: CardTemplate, by: Membership, now: datetime) -> None:
    """Leave a template as it is now: what was planned for later weeks goes."""
    with transaction.atomic():
        edge = changes_from(template, now)
        planned = list(template.versions.filter(from_on__gte=edge)) if edge != BEGINNING else []
        for version in planned:
            record(
                "card_template_kept", template, by=by, now=now, from_on=str(version.from_on),
                before=facts_of(version, lines_of(version)), after=None,
            )  # fmt: skip
            version.delete()


def retire_template(*, template: CardTemplate, by: Membership, now: datetime) -> None:
    """Offer it no more. Refused while somebody has it, or will."""
    with transaction.atomic():
        held = CardTemplate.objects.select_for_update().get(pk=template.pk)
        if held.retired_at is not None:
            return
        if is_had(held, now):
            raise ValidationError(
                _("Somebody has “%(name)s” or will have it. Give them another template first.")
                % {"name": held.name}
            )
        held.retired_at = now
        held.save(update_fields=["retired_at"])
        record(
            "card_template_retired", held, by=by, now=now, name=held.name,
            before={"retired": False}, after={"retired": True},
        )  # fmt: skip


def restore_template(*, template: CardTemplate, by: Membership | None, now: datetime) -> None:
    """Offer a retired template again. Refused when another has taken its name."""
    with transaction.atomic():
        held = CardTemplate.objects.select_for_update().get(pk=template.pk)
        if held.retired_at is None:
            return
        refuse_taken(held.name, held)
        held.retired_at = None
        held.save(update_fields=["retired_at"])
        record("card_template_restored", held, by=by, now=now, name=held.name)


# --- What holds, and from when


def changes_from(template: CardTemplate, now: datetime) -> date:
    """The first day that a change holds for: the next week's, or the beginning where no week has gone by it."""
    edge = organization_here().rules_from(now)
    used = TemplateAssignment.objects.filter(template=template, from_on__lt=edge)
    return edge if used.exists() else BEGINNING


def is_had(template: CardTemplate, now: datetime) -> bool:
    """Whether somebody has the template in the running week or is to have it later, the default included."""
    week = organization_here().week_of(organization_here().today(now))
    running = TemplateAssignment.objects.in_force(week.start).values("pk")
    mine = TemplateAssignment.objects.filter(template=template)
    return mine.filter(pk__in=running).exists() or mine.filter(from_on__gt=week.start).exists()


def version_before(template: CardTemplate, edge: date) -> TemplateVersion | None:
    return template.versions.filter(from_on__lt=edge).order_by("-from_on").first()


def latest(versions: Any) -> TemplateVersion | None:
    found: TemplateVersion | None = versions.order_by("-from_on").first()
    return found


def organization_here() -> Organization:
    return Organization.objects.get(pk=current_organization_id())


# --- Writing


def rename(template: CardTemplate, name: str, by: Membership, now: datetime) -> None:
    if template.name == name:
        return
    refuse_taken(name, template)
    record(
        "card_template_renamed",
        template,
        by=by,
        now=now,
        before={"name": template.name},
        after={"name": name},
    )
    template.name = name
    template.save(update_fields=["name"])


def write_version(
    template: CardTemplate, from_on: date, lines: Lines, rules: dict[str, Any], by: Membership, now: datetime
) -> TemplateVersion:
    version = new_version(template, from_on, rules, by, now)
    keep_version(version, lines)
    return version


def new_version(
    template: CardTemplate, from_on: date, rules: dict[str, Any], by: Membership, now: datetime
) -> TemplateVersion:
    """Checked and not saved yet. Rules that are not named are those of a new template."""
    version = TemplateVersion(template=template, from_on=from_on, set_by=by, created_at=now, **rules)
    version.full_clean(exclude=["organization", "template", "set_by"], validate_constraints=False)
    return version


def keep_version(version: TemplateVersion, lines: Lines) -> None:
    version.save()
    TemplateLine.objects.bulk_create(
        TemplateLine(version=version, metric=metric, weight=weight, position=position)
        for position, (metric, weight) in enumerate(lines)
    )


def lines_of(version: TemplateVersion) -> list[tuple[Metric, int]]:
    return [(line.metric, line.weight) for line in version.lines.select_related("metric")]


def facts_of(version: TemplateVersion, lines: Lines) -> dict[str, Any]:
    """What a version says, as events keep it."""
    return {
        "weights": [[metric.key, weight] for metric, weight in lines], "threshold": version.threshold,
        "cap": f"{Decimal(version.cap).normalize():f}", "floor": f"{Decimal(version.floor).normalize():f}",
    }  # fmt: skip


# --- Refusals


def checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("Give the template a name.")})
    if len(name) > 120:
        raise ValidationError({"name": _("Keep the name to 120 characters.")})
    return name


def refuse_taken(name: str, template: CardTemplate | None = None) -> None:
    others = CardTemplate.objects.in_use().filter(name=name)
    if (others.exclude(pk=template.pk) if template else others).exists():
        raise ValidationError(
            {
                "name": _("There is a template called “%(name)s” already. Choose another name.")
                % {"name": name}
            }
        )


def refuse_retired(template: CardTemplate) -> None:
    if template.retired_at is not None:
        raise ValidationError(_("“%(name)s” is retired. Bring it back first.") % {"name": template.name})


def refuse_stale(newest: TemplateVersion | None, seen: int | None) -> None:
    if seen is not None and (newest is None or newest.pk != seen):
        raise ValidationError(
            _(
                "Somebody else changed this card meanwhile, and nothing of yours was saved yet. "
                "Look at their change in another tab; saving again replaces it."
            )
        )


def refuse_wrong_lines(lines: Lines) -> None:
    """At most five metrics that are in use, each once, whose weights add up to 100."""
    if not lines:
        raise ValidationError({"lines": _("Choose at least one metric.")})
    gone = [metric.name for metric, _weight in lines if metric.retired_at is not None]
    if gone:
        raise ValidationError(
            {"lines": _("“%(name)s” is no longer counted. Choose another metric.") % {"name": gone[0]}}
        )
    try:
        check_card([Line(metric.key, metric.name, weight, 0, 0) for metric, weight in lines])
    except ValueError:
        raise ValidationError({"lines": what_is_wrong(lines)}) from None


def what_is_wrong(lines: Lines) -> str:
    """What `check_card` refused, in the reader's language."""
    weights = [weight for _metric, weight in lines]
    total = sum(weights)
    if len(lines) > MOST_LINES:
        said = _("A card holds at most %(most)s metrics, this one has %(many)s. Remove some.")
        return said % {"most": MOST_LINES, "many": len(lines)}
    if len({metric.pk for metric, _weight in lines}) < len(lines):
        return _("A metric can be on a card only once. Remove the second one.")
    if min(weights) <= 0:
        return _("Every metric on a card needs a weight above 0. Remove the ones that do not count.")
    if total < HUNDRED:
        said = _("The weights add to %(total)s, not 100. Add %(off)s.")
        return said % {"total": total, "off": HUNDRED - total}
    said = _("The weights add to %(total)s, not 100. Take %(off)s away.")
    return said % {"total": total, "off": total - HUNDRED}
