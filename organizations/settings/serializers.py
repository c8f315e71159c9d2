"""The organization as the API takes and shows it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from organizations.dated_rules import RULES, as_stored, planned
from organizations.models import HolidayRegion, Organization
from organizations.models.organization import BEGINNING, FEWEST_REPORTS, LONGEST_RETENTION, MOST_REPORTS
from organizations.privacy.keeping import RULES as KEPT

HOUR: dict[str, Any] = {"format": "%H:%M", "input_formats": ["%H:%M"]}
MAY: dict[str, Any] = {"required": False}


class PlannedShown(serializers.Serializer[Any]):
    """Another value of a setting, from a day on."""

    setting = serializers.CharField()
    value = serializers.CharField()
    from_on = serializers.DateField()


class OrganizationShown(serializers.Serializer[Any]):
    """What holds today, and what is planned. Weekdays count from Monday, 0; months from January, 1."""

    slug = serializers.CharField()
    name = serializers.CharField()
    zone = serializers.CharField()
    first_weekday = serializers.IntegerField()
    fiscal_month = serializers.IntegerField()
    currency = serializers.CharField()
    close_time = serializers.TimeField(
        format="%H:%M", help_text=_("When weeks close, by each person’s clock.")
    )
    mail_time = serializers.TimeField(format="%H:%M")
    country = serializers.CharField(help_text=_("Whose public holidays hold; empty: none."))
    subdivision = serializers.CharField()
    most_reports = serializers.IntegerField()
    second_factor_required = serializers.BooleanField()
    retention_months = serializers.IntegerField(allow_null=True, help_text=_("Of the trail; null: for ever."))
    keep_refusals_months = serializers.IntegerField(allow_null=True)
    keep_viewings_months = serializers.IntegerField(allow_null=True)
    keep_mails_months = serializers.IntegerField(allow_null=True)
    keep_files_days = serializers.IntegerField()
    planned = PlannedShown(many=True)
    changes_from = serializers.DateField(
        allow_null=True,
        help_text=_("The first day that a change of a rule can hold for; null: from the beginning."),
    )


class ChangedOrganization(serializers.Serializer[Any]):
    """Whatever is given changes; the rest stays. Rules and holidays change from the next week on, the rest at once."""

    name = serializers.CharField(max_length=300, **MAY)
    zone = serializers.CharField(max_length=60, help_text=_("Such as Europe/Berlin."), **MAY)
    first_weekday = serializers.IntegerField(min_value=0, max_value=6, **MAY)
    fiscal_month = serializers.IntegerField(min_value=1, max_value=12, **MAY)
    currency = serializers.CharField(max_length=3, help_text=_("Such as EUR."), **MAY)
    close_time = serializers.TimeField(help_text=_("Such as 06:00."), **HOUR, **MAY)
    mail_time = serializers.TimeField(**HOUR, **MAY)
    country = serializers.CharField(max_length=2, allow_blank=True, help_text=_("Code such as GB."), **MAY)
    subdivision = serializers.CharField(
        max_length=40, allow_blank=True, help_text=_("Code such as ENG."), **MAY
    )
    most_reports = serializers.IntegerField(min_value=FEWEST_REPORTS, max_value=MOST_REPORTS, **MAY)
    second_factor_required = serializers.BooleanField(**MAY)
    retention_months = serializers.IntegerField(allow_null=True, max_value=LONGEST_RETENTION, **MAY)
    keep_refusals_months = serializers.IntegerField(allow_null=True, max_value=LONGEST_RETENTION, **MAY)
    keep_viewings_months = serializers.IntegerField(allow_null=True, max_value=LONGEST_RETENTION, **MAY)
    keep_mails_months = serializers.IntegerField(allow_null=True, max_value=LONGEST_RETENTION, **MAY)
    keep_files_days = serializers.IntegerField(max_value=LONGEST_RETENTION, **MAY)


def facts_of(organization: Organization, now: Any) -> dict[str, Any]:
    """The organization as it is today, for OrganizationShown."""
    today, edge = organization.today(now), organization.rules_from(now)
    at_once = ["slug", "name", "most_reports", "second_factor_required", *(rule.field for rule in KEPT)]
    plans = [planned(organization.changes, rule, edge) for rule in RULES]
    region, later = regions(organization, today)
    return {
        **{field: getattr(organization, field) for field in at_once},
        **{rule: organization.rule_on(rule, today) for rule in RULES},
        **region,
        "planned": [
            *(
                {"setting": one.rule, "value": as_stored(one.value), "from_on": one.from_on}
                for one in plans
                if one
            ),
            *later,
        ],
        "changes_from": None if edge == BEGINNING else edge,
    }


def regions(organization: Organization, today: Any) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Whose holidays hold today, and what holds later."""
    steps = list(HolidayRegion.objects.filter(membership=None).order_by("from_on"))
    begun = [step for step in steps if step.from_on <= today]
    now = begun[-1] if begun else organization
    later = [
        {"setting": name, "value": getattr(step, name), "from_on": step.from_on}
        for step in steps
        if step.from_on > today
        for name in ("country", "subdivision")
    ]
    return {"country": now.country, "subdivision": now.subdivision}, later
