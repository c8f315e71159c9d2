"""What this app keeps about a person."""

from django.utils.translation import gettext_lazy as _

from organizations.privacy.parts import TALKS, keep

HERE = "goals."


def register() -> None:
    keep("goals", TALKS, f"{HERE}Goal", ["member"], title=_("Your goals"),
         why=_("So that a week can be judged fairly."), route="goals:goals",
         columns="id metric__name cadence starts_on ends_on why created_at")  # fmt: skip
    keep("targets", TALKS, f"{HERE}TargetStep", ["goal__member"], title=_("Your targets, from their dates on"),
         why=_("A closed week keeps the target that it had."), route="goals:goals",
         columns="id goal__metric__name from_on value reason set_by__name created_at")  # fmt: skip
