"""How long things are kept: what goes after that, and that what counts never does."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.events import record
from organizations.models import ApiToken, DataExport, Event, MailAbout, Membership, Organization, OutboxMail
from organizations.tenancy.scope import organization_scope

BATCH = 5000
TRAIL, REFUSALS, VIEWINGS, MAILS, FILES = (
    "retention_months", "keep_refusals_months", "keep_viewings_months", "keep_mails_months", "keep_files_days",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One rule: the organization's field, its words, and what goes when its time is over."""

    field: str
    title: Any
    goes: Any
    in_days: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The shortest and the longest, as the model says."""
        field: Any = Organization._meta.get_field(self.field)
        low, high = field.validators[:2]
        return low.limit_value, high.limit_value


RULES = [
    Rule(TRAIL, gettext_lazy("Audit trail"), gettext_lazy("Who changed what, when and from where.")),
    Rule(
        REFUSALS,
        gettext_lazy("Refusals and failed sign-ins"),
        gettext_lazy("They say from where somebody tried. They never stay longer than the trail."),
    ),
    Rule(VIEWINGS, gettext_lazy("Who looked"), gettext_lazy("Who opened which page about whom.")),
    Rule(MAILS, gettext_lazy("Words of mails"), gettext_lazy("What was written. That it was sent stays.")),
    Rule(FILES, gettext_lazy("Files of data"), gettext_lazy("From now on: files that are there keep their day."),
         in_days=True),
]  # fmt: skip


def set_keeping(
    *, organization: Organization, rules: Mapping[str, int | None], by: Membership, now: datetime
) -> bool:
    """Set how long each kind is kept, by the field of its rule; None is for ever. Holds at once. Whether it changed."""
    with transaction.atomic():
        held = Organization.objects.select_for_update().get(pk=organization.pk)
        before = {field: getattr(held, field) for field in rules if getattr(held, field) != rules[field]}
        if not before:
            return False
        for field in before:
            setattr(held, field, rules[field])
        refuse_wrong(held)
        held.save(update_fields=list(before))
        record(
            "retention_set", held, by=by, now=now, before=before, after={name: rules[name] for name in before}
        )
    for field in before:
        setattr(organization, field, rules[field])
    return True


def told(organization: Organization) -> list[tuple[Rule, str]]:
    """Each rule with how long, in words: "13 months", "as long as the organization is"."""
    return [(rule, how_long(rule, getattr(organization, rule.field))) for rule in RULES]


def how_long(rule: Rule, value: int | None) -> str:
    if value is None:
        return _("As long as the organization is")
    words = (
        ngettext("%(n)s day", "%(n)s days", value)
        if rule.in_days
        else ngettext("%(n)s month", "%(n)s months", value)
    )
    return words % {"n": value}


def last_change() -> Event | None:
    """When the rules were changed last, and by whom."""
    return Event.objects.filter(verb="retention_set").select_related("actor").newest_first().first()


def refuse_wrong(organization: Organization) -> None:
    wrong = {}
    for rule in RULES:
        (low, high), value = rule.bounds, getattr(organization, rule.field)
        if (value is None and rule.in_days) or (value is not None and not low <= value <= high):
            wrong[rule.field] = _("Choose from %(shortest)s to %(longest)s.") % {
                "shortest": low,
                "longest": high,
            }
    if wrong:
        raise ValidationError(wrong)


def purge(*, organization_id: int, now: datetime, batch: int = BATCH) -> int:
    """Take away what is older than the organization's rules, in small transactions. How many lines.

    Goes: lines of the trail, who looked, the words of mails, names of tokens that open nothing, lines of deleted
    files. Never: entries, cards, amendments, goals, targets, credit, teams, days, 1:1s, promises, customers.
    """
    with organization_scope(organization_id):
        rules = (
            Organization.objects.filter(pk=organization_id).values(*(rule.field for rule in RULES)).first()
        )
    gone = 0
    for step in steps(rules or {}, now):
        found = batch
        while found:
            with organization_scope(organization_id):
                found = step(batch)
            gone += found
    if gone:
        with organization_scope(organization_id):
            record(
                "history_purged", Organization.objects.get(pk=organization_id), by=None, now=now, lines=gone
            )
    return gone


def steps(rules: Mapping[str, int | None], now: datetime) -> list[Callable[[int], int]]:
    """What to do, each as often as it finds something."""
    found: list[Callable[[int], int]] = [purge_history]
    mails, trail = rules.get(MAILS), rules.get(TRAIL)
    if mails is not None:
        words = months_before(now, mails)
        found += [lambda most: wipe_old_mails(words, now, most), lambda most: forget_about(words, most)]
    if trail is not None:
        lines = months_before(now, trail)
        found += [lambda most: forget_dead_tokens(lines, most), lambda most: forget_old_files(lines, most)]
    return found


def months_before(now: datetime, months: int) -> datetime:
    """The same day so many months ago, or that month's last one."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def purge_history(most: int) -> int:
    """Trail and viewings are append-only for us: a function of the owner looks at the rules itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT purge_history(%s)", [most])
        return cursor.fetchone()[0]


def wipe_old_mails(oldest: datetime, now: datetime, most: int) -> int:
    """The line stays with its key, so that the same cause makes no second mail."""
    old = OutboxMail.objects.filter(created_at__lt=oldest, wiped_at__isnull=True)
    done = (
        old.filter(state__in=[OutboxMail.SENT, OutboxMail.FAILED]).order_by("created_at").values("pk")[:most]
    )
    gone = {"text": "", "html": "", "unsubscribe_url": "", "wiped_at": now}
    return OutboxMail.objects.filter(pk__in=done).update(subject=_("Removed"), **gone)


def forget_about(oldest: datetime, most: int) -> int:
    """A mail without words is about nobody any more."""
    old = MailAbout.objects.filter(mail__created_at__lt=oldest, mail__wiped_at__isnull=False).values("pk")[
        :most
    ]
    return MailAbout.objects.filter(pk__in=old).delete()[0]


def forget_dead_tokens(oldest: datetime, most: int) -> int:
    """Revoked or expired so long ago. Only the name goes: the trail may still say which token it was."""
    dead = ApiToken.objects.dead_before(oldest).exclude(name="").values("pk")[:most]
    return ApiToken.objects.filter(pk__in=dead).update(name="")


def forget_old_files(oldest: datetime, most: int) -> int:
    over = [DataExport.GONE, DataExport.FAILED]
    old = DataExport.objects.filter(state__in=over, asked_at__lt=oldest).values("pk")[:most]
    return DataExport.objects.filter(pk__in=old).delete()[0]
