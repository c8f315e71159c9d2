"""What this app tells the audit page, and which of its pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import call
from organizations.audit.verbs import CHANGED, kind, say
from organizations.privacy.viewings import page_kind

GOALS, GOAL = "goals", "goals.goal"


def register() -> None:
    kind(GOALS, _("Goals"), rank=60)
    say("target_set", CHANGED, GOALS, _("Target set"), _("%(who)s set the target of %(what)s"))
    say("goal_ended", CHANGED, GOALS, _("Goal ended"), _("%(who)s ended the goal of %(what)s"))
    call(GOAL, _("goal"), "member__name", "metric__name", route="goals:goal")
    page_kind("goals", _("your goals and how you stand"))
