"""The working calendar as the API takes and shows it. Shares of days are decimals as text: "1.00", "0.50"."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from organizations.calendar.forms.time_off import FIRST, LAST
from organizations.models import OwnDay, RampStep, RampTemplate, Schedule, StandardWeek, TimeOff
from organizations.services.calendar import WEEKDAYS

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}


def share(**more: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=3, decimal_places=2, min_value=0, max_value=1, **more)


class TimeOffShown(serializers.ModelSerializer[TimeOff]):
    """`last_on` is the last day off. Only what is approved counts."""

    member = serializers.IntegerField(source="membership_id")
    last_on = serializers.DateField()

    class Meta:
        model = TimeOff
        fields = [
            "id", "member", "starts_on", "last_on", "share", "part", "reason", "state", "decided_by", "decided_at",
            "answer", "withdrawn_at", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class NewTimeOff(serializers.Serializer[Any]):
    member = serializers.IntegerField(required=False, help_text="You, if left out.", **ID)
    starts_on = serializers.DateField()
    last_on = serializers.DateField(required=False, help_text="The last day off; the first if left out.")
    part = serializers.ChoiceField(
        choices=[TimeOff.MORNING, TimeOff.AFTERNOON], required=False, help_text="A half of each day."
    )
    share = share(required=False, help_text="How much of each day; all of it if left out.")
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class TimeOffFilters(serializers.Serializer[Any]):
    member = serializers.IntegerField(required=False, **ID)
    state = serializers.ChoiceField(choices=[state for state, _ in TimeOff.STATES], required=False)
    to = serializers.DateField(required=False)

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), "from": serializers.DateField(required=False)}


class Answer(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class WeekShown(serializers.ModelSerializer[StandardWeek]):
    """The organization's full week from a day on."""

    class Meta:
        model = StandardWeek
        fields = ["from_on", *WEEKDAYS]
        read_only_fields = fields


class Week(serializers.Serializer[Any]):
    """How much of each weekday is worked; a weekday that is left out is not."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), **{day: share(required=False) for day in WEEKDAYS}}


class ScheduleShown(serializers.ModelSerializer[Schedule]):
    member = serializers.IntegerField(source="membership_id")

    class Meta:
        model = Schedule
        fields = ["id", "member", "from_on", *WEEKDAYS]
        read_only_fields = fields


class NewSchedule(Week):
    member = serializers.IntegerField(**ID)
    from_on = serializers.DateField()


class RampStepShown(serializers.ModelSerializer[RampStep]):
    class Meta:
        model = RampStep
        fields = ["from_on", "share"]


class NewRamp(serializers.Serializer[Any]):
    """All steps of the ramp, replacing what there is; none: no ramp."""

    class Step(serializers.Serializer[Any]):
        from_on = serializers.DateField()
        share = share(help_text="Of the full target.")

    steps = Step(many=True, max_length=60)  # type: ignore[call-arg]


class RampTemplateShown(serializers.Serializer[Any]):
    """A ramp to start from. `id` is null for those that are there from the start: they can't be changed."""

    key = serializers.CharField(help_text="What a ramp is given by.")
    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    shares = serializers.ListField(
        child=serializers.IntegerField(), help_text="Of the full target in percent, one after the other."
    )
    every = serializers.IntegerField(help_text="How many weeks or months each share holds.")
    unit = serializers.ChoiceField(choices=[RampTemplate.WEEKS, RampTemplate.MONTHS])


class RampTemplateChange(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=100, required=False)
    shares = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=100),
        max_length=24,
        required=False,
        help_text="2 to 24 shares of the full target in percent; the last one is 100.",
    )
    every = serializers.IntegerField(min_value=1, max_value=12, required=False)
    unit = serializers.ChoiceField(choices=[RampTemplate.WEEKS, RampTemplate.MONTHS], required=False)


class NewRampTemplate(RampTemplateChange):
    name = serializers.CharField(max_length=100)
    shares = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=100),
        max_length=24,
        help_text="2 to 24 shares of the full target in percent; the last one is 100.",
    )
    every = serializers.IntegerField(min_value=1, max_value=12, default=1)
    unit = serializers.ChoiceField(
        choices=[RampTemplate.WEEKS, RampTemplate.MONTHS], default=RampTemplate.MONTHS
    )


class GivenRamp(serializers.Serializer[Any]):
    """A template by its key, laid out from a day on."""

    template = serializers.CharField(max_length=40)
    from_on = serializers.DateField()

    def validate_from_on(self, day: date) -> date:
        if not FIRST <= day < LAST:
            raise serializers.ValidationError(_("Choose a day from 2000 to 2099."))
        return day


class OwnDayShown(serializers.ModelSerializer[OwnDay]):
    """`share` is how much of the day is off; 0 is a public holiday that is worked."""

    class Meta:
        model = OwnDay
        fields = ["id", "on", "name", "share", "country", "subdivision"]
        read_only_fields = fields


class NewOwnDay(serializers.Serializer[Any]):
    on = serializers.DateField()
    name = serializers.CharField(max_length=100)
    share = share(default=1, help_text="How much of it is off; 0 for a public holiday that is worked.")
    country = serializers.CharField(max_length=2, required=False, allow_blank=True, default="")
    subdivision = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class DayOffShown(serializers.Serializer[Any]):
    on = serializers.DateField()
    name = serializers.CharField()
    share = share()
    is_own = serializers.BooleanField(help_text="A day of the organization's own.")


class DayShown(serializers.Serializer[Any]):
    """One day: `own` is `standard` and every change added up."""

    on = serializers.DateField()
    own = serializers.CharField()
    standard = serializers.CharField()
    by_schedule = serializers.CharField()
    by_employment = serializers.CharField()
    by_day_off = serializers.CharField()
    by_leave = serializers.CharField()
    ramp = serializers.CharField(help_text="Share of the full target.")
    reason = serializers.CharField()


class DaysShown(serializers.Serializer[Any]):
    """Own working days of a member from a day to a day, exact, with where each comes from."""

    member = serializers.IntegerField()
    own = serializers.CharField()
    standard = serializers.CharField(help_text="The organization's week, holidays left in.")
    net = serializers.CharField(help_text="The organization's week less days off.")
    days = DayShown(many=True)


class DaysAsked(serializers.Serializer[Any]):
    to = serializers.DateField()

    def get_fields(self) -> dict[str, serializers.Field]:
        return {**super().get_fields(), "from": serializers.DateField()}


class HolidaysAsked(serializers.Serializer[Any]):
    year = serializers.IntegerField(min_value=2000, max_value=2099)
    country = serializers.CharField(max_length=2, required=False)
    subdivision = serializers.CharField(max_length=40, required=False, default="")


class NewDates(serializers.Serializer[Any]):
    started_on = serializers.DateField(allow_null=True, help_text="The first day that is theirs; null: open.")
    ended_on = serializers.DateField(
        allow_null=True, help_text="The first day that is not theirs any more; null: open."
    )


class NewRegion(serializers.Serializer[Any]):
    """Country and part, such as GB and ENG; both empty: where the organization is."""

    country = serializers.CharField(max_length=2, allow_blank=True)
    subdivision = serializers.CharField(max_length=40, allow_blank=True, required=False, default="")
    from_on = serializers.DateField()
