"""Writing plays: versions are added and never changed; one of them is what readers see."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership
from playbooks.models import Play, PlayVersion

BODY_LENGTH = 50_000
NEWER = "newer"
NOT_A_SLUG = {"", "new", "preview"}  # addresses of pages


def write_play(
    *,
    title: str,
    body: str,
    by: Membership | None,
    now: datetime,
    situation: str = "",
    summary: str = "",
) -> Play:
    """Start a play with its first version. It is a draft until someone publishes it."""
    title, situation = checked_title(title, situation)
    body = checked_body(body)
    with transaction.atomic():
        play = Play.objects.create(
            title=title, situation=situation, slug=free_slug(title), owner=by, created_at=now
        )
        add_version(play, 1, body, summary, by, now)
        record("play_written", play, by=by, now=now, title=title)
    return play


def save_version(
    *,
    play: Play,
    body: str,
    based_on: int,
    by: Membership | None,
    now: datetime,
    title: str | None = None,
    situation: str | None = None,
    summary: str = "",
) -> PlayVersion:
    """Add a version, written from version `based_on`. Where a newer one is there by now, it is refused.

    The refusal's code is "newer": the form keeps what was typed and shows the newer text beside it.
    """
    title, situation = checked_title(
        play.title if title is None else title, play.situation if situation is None else situation
    )
    body = checked_body(body)
    with transaction.atomic():
        Play.objects.select_for_update().get(pk=play.pk)
        latest = PlayVersion.objects.filter(play=play).latest("number")
        check_newest(latest, based_on)
        before = rename(play, title, situation)
        if before is None and latest.body == body:
            raise ValidationError({"body": _("Nothing has changed yet. Change the text, or leave the page.")})
        version = add_version(play, latest.number + 1, body, summary, by, now)
        after = {"title": play.title, "situation": play.situation} if before else {}
        record(
            "play_version_saved", play, by=by, now=now, number=version.number,
            before={**(before or {}), "version": latest.number}, after={**after, "version": version.number},
        )  # fmt: skip
    return version


def publish(*, play: Play, version: PlayVersion, by: Membership | None, now: datetime) -> None:
    """Make one version, newest or older, the one that readers see."""
    if version.play_id != play.pk:
        raise ValidationError(_("This version belongs to another play."))
    if play.archived_at is not None:
        raise ValidationError(_("This play is archived. Bring it back first."))
    with transaction.atomic():
        before = play.live.number if play.live else None
        play.live = version
        play.save(update_fields=["live"])
        record("play_published", play, by=by, now=now, before=before, after=version.number)


def archive(*, play: Play, by: Membership | None, now: datetime) -> None:
    """Take a play off the list. Its versions stay, and it can be brought back."""
    with transaction.atomic():
        if Play.objects.filter(pk=play.pk, archived_at__isnull=True).update(archived_at=now):
            play.archived_at = now
            record("play_archived", play, by=by, now=now, before="in use", after="archived")


def bring_back(*, play: Play, by: Membership | None, now: datetime) -> None:
    """Undo an archiving: the play is where it was."""
    with transaction.atomic():
        if Play.objects.archived().filter(pk=play.pk).update(archived_at=None):
            play.archived_at = None
            record("play_brought_back", play, by=by, now=now, before="archived", after="in use")


def add_version(
    play: Play, number: int, body: str, summary: str, by: Membership | None, now: datetime
) -> PlayVersion:
    summary = " ".join(summary.split())
    if len(summary) > 200:
        raise ValidationError({"summary": _("Say what changed within 200 characters.")})
    return PlayVersion.objects.create(
        play=play, number=number, body=body, summary=summary, author=by, created_at=now
    )


def rename(play: Play, title: str, situation: str) -> dict[str, str] | None:
    """Set title and situation; what they were before, or None where nothing changed."""
    before = {"title": play.title, "situation": play.situation}
    if before == {"title": title, "situation": situation}:
        return None
    play.title, play.situation = title, situation
    play.save(update_fields=["title", "situation"])
    return before


def free_slug(title: str) -> str:
    """The title as an address that no other play of the organization has."""
    base = slugify(title)[:70].strip("-")
    base = base if base not in NOT_A_SLUG else f"play-{base}".rstrip("-")
    taken = set(Play.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def check_newest(latest: PlayVersion, based_on: int) -> None:
    if latest.number != based_on:
        message = _(
            "Version %(number)s was saved while you were writing. Yours is kept here: bring the two "
            "together, then save again."
        ) % {"number": latest.number}
        raise ValidationError({"body": ValidationError(message, code=NEWER)})


def checked_title(title: str, situation: str) -> tuple[str, str]:
    title, situation = " ".join(title.split()), " ".join(situation.split())
    errors = {}
    if not title:
        errors["title"] = _("Give the play a title: what it does, in a few words.")
    elif len(title) > 200:
        errors["title"] = _("Keep the title within 200 characters.")
    if len(situation) > 300:
        errors["situation"] = _("Keep the situation within 300 characters: one sentence.")
    if errors:
        raise ValidationError(errors)
    return title, situation


def checked_body(body: str) -> str:
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise ValidationError({"body": _("Write what to say, show and do.")})
    if len(body) > BODY_LENGTH:
        raise ValidationError(
            {
                "body": _("Keep it within %(body_length)s characters. It has %(count)s.")
                % {"body_length": f"{BODY_LENGTH:,}", "count": f"{len(body):,}"}
            }
        )
    return body
