"""Ramp templates of the organization's own."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.events import record
from organizations.models import Membership, RampTemplate
from organizations.ramps import why_not


def save_ramp_template(
    *,
    name: str,
    shares: Sequence[int],
    every: int,
    unit: str,
    by: Membership | None,
    now: datetime,
    template: RampTemplate | None = None,
) -> RampTemplate:
    """Add a template, or change one. Ramps that were set with it before stay as they are."""
    if reason := why_not(shares):
        raise ValidationError({"shares": reason})
    found = template or RampTemplate(created_at=now)
    before = None if template is None else facts(template)
    found.name, found.shares, found.every, found.unit = " ".join(name.split()), list(shares), every, unit
    with transaction.atomic():
        found.full_clean()
        found.save()
        verb = "ramp_template_added" if before is None else "ramp_template_changed"
        record(verb, found, by=by, now=now, before=before, after=facts(found))
    return found


def remove_ramp_template(*, template: RampTemplate, by: Membership | None, now: datetime) -> None:
    """No longer among the choices. Ramps that were set with it stay as they are."""
    with transaction.atomic():
        record("ramp_template_removed", template, by=by, now=now, before=facts(template))
        template.delete()


def facts(template: RampTemplate) -> dict[str, object]:
    return {
        "name": template.name, "shares": template.shares, "every": template.every, "unit": template.unit,
    }  # fmt: skip
