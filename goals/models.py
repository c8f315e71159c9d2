"""Goals: what a person aims at for a metric, with targets that change from a date on and never backwards."""

from datetime import date

from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from metrics.models import Metric
from organizations.lazy_words import gettext_lazy
from organizations.models import Membership
from organizations.models.people import people_led_by
from organizations.tenancy.models import Link, Owned


class GoalQuerySet(models.QuerySet["Goal"]):
    def running(self, start: date, end: date) -> "GoalQuerySet":
        """Goals in force on at least one day from start to end (excluded)."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=start), starts_on__lt=end)

    def of_present(self) -> "GoalQuerySet":
        return self.filter(member__deactivated_at__isnull=True)

    def with_everything(self) -> "GoalQuerySet":
        """Person, metric and the history of steps with who set them: two queries."""
        steps = Prefetch("steps", TargetStep.objects.select_related("set_by").order_by("-from_on"), "history")
        return self.select_related("member", "metric").prefetch_related(steps)

    def visible_to(self, membership: Membership) -> "GoalQuerySet":
        if membership.is_admin:
            return self
        return self.filter(Q(member=membership) | Q(member__in=people_led_by(membership)))


class Goal(Owned):
    """A target of one person for one metric, a week (more holders and cadences come with the cascade)."""

    WEEK = "week"
    CADENCES = [(WEEK, _("A week"))]

    member = Link(Membership, related_name="goals")
    metric = Link(Metric, related_name="goals")
    cadence = models.CharField(max_length=8, choices=CADENCES, default=WEEK)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member", "metric", "cadence"],
                condition=Q(ends_on__isnull=True),
                name="one_running_goal_per_metric",
                violation_error_message=gettext_lazy(
                    "There is a goal for this metric already. Change its target instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="goal_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["organization", "member", "starts_on"], name="goal_by_member")]

    def __str__(self) -> str:
        return f"{self.metric_id} of {self.member_id}"


class TargetStepQuerySet(models.QuerySet["TargetStep"]):
    def in_force(self, start: date, end: date) -> "TargetStepQuerySet":
        """Steps that may matter between start and end (excluded), those that began earlier included."""
        not_over = Q(goal__ends_on__isnull=True) | Q(goal__ends_on__gt=start)
        return self.filter(not_over, from_on__lt=end)


class TargetStep(Owned):
    """The target of a goal from a day on, until the next step. Once its week has closed a step never changes."""

    goal = Link(Goal, models.CASCADE, related_name="steps")
    from_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    set_by = Link(Membership, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = TargetStepQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "goal", "from_on"], name="one_target_step_a_day"),
            models.CheckConstraint(condition=Q(value__gte=0), name="target_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.value} from {self.from_on}"
