"""Plays: what works in one situation, in Markdown, with versions."""

from django.db import models
from django.db.models import Exists, Max, Q

from organizations.lazy_words import gettext_lazy
from organizations.models import Membership, Team
from organizations.plain_names import PlainName, holds
from organizations.tenancy.models import Link, Owned


class PlayQuerySet(models.QuerySet["Play"]):
    def published(self) -> "PlayQuerySet":
        return self.filter(live__isnull=False, archived_at__isnull=True)

    def visible_to(self, membership: Membership) -> "PlayQuerySet":
        """Everyone reads what is published; drafts are for admins, leaders and their author."""
        if membership.is_admin:
            return self
        return self.filter(Q(live__isnull=False) | Q(owner=membership) | leads_a_team(membership))

    def drafts(self) -> "PlayQuerySet":
        """Written and never published."""
        return self.filter(live__isnull=True, archived_at__isnull=True)

    def archived(self) -> "PlayQuerySet":
        return self.filter(archived_at__isnull=False)

    def about(self, words: str) -> "PlayQuerySet":
        """Each of the words is in the title or the situation, in whatever letters either was typed."""
        plays = self.alias(plain_title=PlainName("title"), plain_situation=PlainName("situation"))
        for word in words.split():
            plays = plays.filter(holds("plain_title", word) | holds("plain_situation", word))
        return plays

    def with_newest(self) -> "PlayQuerySet":
        """Each with `newest`, the number of its newest version, and its live version."""
        return self.annotate(newest=Max("versions__number")).select_related("live", "owner")


def leads_a_team(membership: Membership) -> Exists:
    return Exists(Team.objects.in_use().filter(leader=membership))


class Play(Owned):
    """One situation and what to say, show and do in it. `live` is the version that readers see."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    situation = models.CharField(max_length=300, blank=True)
    owner = Link(Membership, null=True, blank=True)
    live = Link("playbooks.PlayVersion", null=True, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    newest: int  # set by `with_newest`

    objects = PlayQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="play_slug_once",
                violation_error_message=gettext_lazy("This play exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlayVersionQuerySet(models.QuerySet["PlayVersion"]):
    def visible_to(self, membership: Membership) -> "PlayVersionQuerySet":
        """What readers see is open to all; the other versions are for admins, leaders and the play's owner."""
        if membership.is_admin:
            return self
        live = Q(pk=models.F("play__live"))
        return self.filter(live | Q(play__owner=membership) | leads_a_team(membership))


class PlayVersion(Owned):
    """The text of a play as it was saved. Versions are added, never changed."""

    append_only = True

    play = Link(Play, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField(max_length=50_000)
    author = Link(Membership, null=True, blank=True)
    created_at = models.DateTimeField()
    summary = models.CharField(max_length=200, blank=True)

    objects = PlayVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "play", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.play_id} version {self.number}"
