"""Card templates: what is scored, in versions from a week on, and who has which from when."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from metrics.models import Metric
from organizations.models import Membership
from organizations.prepared import Members
from organizations.tenancy.models import Link, Owned


class CardTemplateQuerySet(models.QuerySet["CardTemplate"]):
    def in_use(self) -> "CardTemplateQuerySet":
        return self.filter(retired_at__isnull=True)

    def visible_to(self, membership: Membership) -> "CardTemplateQuerySet":
        """Open to every member: what is measured is disclosed."""
        return self


class CardTemplate(Owned):
    """A kind of card, such as that of an account manager. What it scores is in its versions.

    `role` is the key of the seed it was made from (scorecards/seeds.py), empty for an own one.
    """

    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CardTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                condition=Q(retired_at__isnull=True),
                name="card_template_name_once",
                violation_error_message=_("There is a template of this name already. Choose another name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    def in_force(self, day: date) -> "TemplateVersionQuerySet":
        """Of each template the one version that holds in the week that begins on this day."""
        begun = self.filter(from_on__lte=day)
        return begun.order_by("template_id", "-from_on").distinct("template_id")

    def with_lines(self) -> "TemplateVersionQuerySet":
        lines = models.Prefetch("lines", TemplateLine.objects.select_related("metric"))
        return self.select_related("template", "set_by").prefetch_related(lines)


class TemplateVersion(Owned):
    """What a template scores from a day on, until its next version. Weights add up to 100; at most five lines.

    A week is scored by the version that holds on its first day. The first version holds from the beginning.
    """

    template = Link(CardTemplate, models.CASCADE, related_name="versions")
    from_on = models.DateField()
    cap = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default=Decimal("1.20"),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(5))],
    )
    floor = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))],
    )
    threshold = models.PositiveSmallIntegerField(
        default=90, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    set_by = Link(Membership, null=True, blank=True)
    created_at = models.DateTimeField()

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "template", "from_on"], name="one_template_version_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_id} from {self.from_on}"


class TemplateLine(Owned):
    """One metric of a version with its weight in percent."""

    version = Link(TemplateVersion, models.CASCADE, related_name="lines")
    metric = Link(Metric)
    weight = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "version", "metric"], name="metric_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.weight}%"


class TemplateAssignmentQuerySet(models.QuerySet["TemplateAssignment"]):
    def about(self, members: Members) -> "TemplateAssignmentQuerySet":
        """What these members were given, and the organization's default."""
        return self.filter(Q(member__in=members) | Q(member__isnull=True))

    def in_force(self, day: date) -> "TemplateAssignmentQuerySet":
        """Of each member, and of the default, the one that holds in the week that begins on this day."""
        begun = self.filter(from_on__lte=day)
        return begun.order_by("member_id", "-from_on").distinct("member_id")

    def latest_first(self) -> "TemplateAssignmentQuerySet":
        return self.select_related("template", "set_by").order_by("-from_on")


class TemplateAssignment(Owned):
    """Which template a member has from a week on, until their next one.

    Without a member it is the default: the template of everybody who was given none. Without a template it
    takes a member back to the default. A week goes by what holds on its first day.
    """

    member = Link(Membership, null=True, blank=True, related_name="card_templates")
    template = Link(CardTemplate, null=True, blank=True, related_name="assignments")
    from_on = models.DateField()
    set_by = Link(Membership, null=True, blank=True)
    created_at = models.DateTimeField()

    objects = TemplateAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member", "from_on"], name="one_template_a_week", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(template__isnull=False),
                name="the_default_is_a_template",
            ),
        ]
        indexes = [models.Index(fields=["organization", "template"], name="assignment_by_template")]

    def __str__(self) -> str:
        return f"{self.template_id} of {self.member_id} from {self.from_on}"
