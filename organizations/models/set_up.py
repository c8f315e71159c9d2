"""How far the setting up of an organization has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.tenancy.models import Link, Owned


class SetUp(Owned):
    """What was answered and what was skipped while an organization is set up; its answers are in their own places.

    `steps` maps a step to "done" or "skipped". `leading` is the answer to "Who leads sales here?", which nothing
    else says. Closed once everything is done or the admin wants to be reminded no more.
    """

    DONE, SKIPPED = "done", "skipped"
    ALONE, SELLS, LEADS, OTHER = "alone", "sells", "leads", "other"
    LEADING = [
        (ALONE, _("I lead and sell, alone")),
        (SELLS, _("I lead and sell, with others")),
        (LEADS, _("I lead, others sell")),
        (OTHER, _("Somebody else leads")),
    ]

    steps = models.JSONField(default=dict)
    leading = models.CharField(max_length=10, choices=LEADING, blank=True)
    started_by = Link("organizations.Membership", null=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization"], name="one_set_up_an_organization")]

    def __str__(self) -> str:
        return f"{self.done} done"

    @property
    def done(self) -> int:
        return sum(1 for state in self.steps.values() if state == self.DONE)

    @property
    def is_alone(self) -> bool:
        return self.leading == self.ALONE
