"""A week's close by one worker: cards counted, scored and stored, mails rendered, queued and delivered."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import psycopg2
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend as Backend
from django.template import engines
from django.test import override_settings
from psycopg2.extras import execute_values

from bench.by_hand import METRICS, ByHand
from bench.data import LAST_WEEK, NOW, Data, forget_the_close, say
from bench.report import Result
from organizations.mail.connection import SMTP
from organizations.mail.delivery import deliver_due
from organizations.models import Membership, Organization, OutboxMail
from organizations.tenancy.scope import organization_scope
from salesleader.celery import app
from scorecards.weekly import close_week

ROOT = Path(__file__).resolve().parents[2]
LETTER = Path(__file__).resolve().parents[1] / "letter.html"
# Long after the last mail time of anybody.
AFTER = NOW + timedelta(days=1)
TIMES = 3


@contextmanager
def sink() -> Iterator[tuple[int, dict]]:
    """A mail server in a process of its own; its port, and what it took once it has ended."""
    command = [sys.executable, "-m", "bench.sink"]
    took: dict = {}
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        yield int(process.stdout.readline()), took
        took |= json.loads(process.communicate()[0])


def measure(data: Data) -> list[Result]:
    parts: list[dict[str, float]] = []
    floors: list[dict[str, float]] = []
    lost = 0
    for _ in range(1 if data.size.prefix else TIMES):
        forget_the_close([data.large])
        floors.append(floor(data.large))
        spent, missing = close(data.large)
        parts.append(spent)
        lost += missing
    forget_the_close([data.large])
    app.control.purge()
    # Each round is held against the floor right before it; the round in the middle is told.
    rounds = sorted(
        zip(parts, floors, strict=True), key=lambda one: sum(one[0].values()) / sum(one[1].values())
    )
    ours, hand = rounds[len(rounds) // 2]
    say("  ours: " + in_parts(ours))
    say("  floor: " + in_parts(hand))
    people = f"{data.size.people:,}"
    return [
        Result(
            f"close a week: {people} cards and mails, one worker",
            sum(ours.values()),
            sum(hand.values()),
            "s",
            3,
        ),
        Result(
            "close a week: cards stored, mails rendered and queued",
            ours["cards"],
            sum(hand.values()) - hand["mails"],
            "s",
        ),
        Result("close a week: mails delivered", ours["mails"], hand["mails"], "s"),
        Result("close a week: mails lost", lost, None, "", 0),
    ]


def in_parts(spent: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds:.2f} s" for name, seconds in spent.items())


class Stopwatch:
    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.spent[name] = perf_counter() - begun


# --- Ours


def close(organization: Organization) -> tuple[dict[str, float], int]:
    """What the tasks do, in their order; seconds by step, and how many mails did not arrive."""
    watch = Stopwatch()
    with (
        sink() as (port, took),
        override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port),
    ):
        with watch("cards"):
            closed = close_week(organization=organization, week=LAST_WEEK, now=NOW)
        with watch("mails"):
            while deliver_due(organization_id=organization.pk, clock=lambda: AFTER).more:
                pass
    wanted = OutboxMail.objects
    with organization_scope(organization.pk):
        queued, sent = wanted.count(), wanted.filter(state=OutboxMail.SENT).count()
    if not closed.mails == queued == sent:
        raise AssertionError(f"{closed.mails} mails made, {queued} in the outbox, {sent} marked as sent")
    say(f"  {took['mails']:,} mails of {took['bytes'] // took['mails']:,} bytes")
    return watch.spent, closed.mails - took["ids"]


# --- By hand


def floor(organization: Organization) -> dict[str, float]:
    """The same parts with nothing around them: one statement, one insert, one template, one connection."""
    watch = Stopwatch()
    with organization_scope(organization.pk):
        people = list(Membership.objects.reps().select_related("user").order_by("pk"))
        hand = ByHand(organization.pk)
        with watch("figures"):
            figures = hand.figures(LAST_WEEK)
    with watch("rows"):
        insert(people, figures)
    letter = engines["django"].from_string(LETTER.read_text())
    with watch("letters"):
        letters = [letter.render(contents(one, figures)) for one in people]
    with sink() as (port, took), watch("mails"):
        line = Backend(host="127.0.0.1", port=port)
        line.send_messages([as_mail(*pair) for pair in zip(people, letters, strict=True)])
    if took["ids"] != len(people):
        raise AssertionError(f"{took['ids']} mails instead of {len(people)}")
    return watch.spent


def contents(member: Membership, figures: dict) -> dict:
    lines = [
        {"name": name, "actual": actual, "target": 100, "weight": 12, "share": actual / 100}
        for name, actual in zip(METRICS, figures[member.pk, 0], strict=True)
    ]
    return {"name": member.name, "week": LAST_WEEK, "lines": lines, "score": 87, "weeks": range(12)}


def insert(people: list[Membership], figures: dict) -> None:
    with psycopg2.connect(os.environ["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE card (id serial PRIMARY KEY, member bigint, week date, score numeric, snapshot jsonb)"
        )
        rows = [(one.pk, LAST_WEEK.start, 87, json.dumps(figures[one.pk, 0])) for one in people]
        execute_values(cursor, "INSERT INTO card (member, week, score, snapshot) VALUES %s", rows)


def as_mail(member: Membership, letter: str) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives("Your week", f"Hello {member.name}", to=[member.user.email])
    mail.attach_alternative(letter, "text/html")
    return mail
