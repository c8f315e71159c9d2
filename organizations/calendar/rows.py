"""The lines of the two hubs that lead to the working calendar."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.hubs import SETTINGS, YOU, Row, add_row
from organizations.models import RampTemplate
from organizations.ramps import TEMPLATES
from organizations.services.rules import standard_week_on

from .forms.days import region_in_words
from .history import weights_in_words


def rules_set(request: Any) -> str:
    """ "Mon to Fri, England, United Kingdom"."""
    organization = request.organization
    week = weights_in_words(standard_week_on(organization.today(request.now)).weights())
    where = region_in_words(organization.country, organization.subdivision)
    return f"{week}, {where or _('no public holidays')}"


def ramps_there(request: Any) -> str:
    return str(len(TEMPLATES) + RampTemplate.objects.count())


def add_rows() -> None:
    """Called when the app starts."""
    add_row(
        SETTINGS,
        Row(
            "time",
            gettext_lazy("Working calendar"),
            gettext_lazy("The week, public holidays and own days that every target rests on."),
            "organizations:calendar_rules",
            rules_set,
            rank=20,
        ),
    )
    add_row(
        SETTINGS,
        Row(
            "people",
            gettext_lazy("Ramps"),
            gettext_lazy("How full targets rise for someone new."),
            "organizations:ramp_templates",
            ramps_there,
            rank=60,
        ),
    )
    add_row(
        YOU,
        Row(
            "time",
            gettext_lazy("Working days and time off"),
            gettext_lazy("Your days of the month, where they come from, and asking for leave."),
            "organizations:my_calendar",
            rank=20,
        ),
    )
