"""Names that hurt: markup, commands, right-to-left, emoji and three hundred characters, on every page and mail."""

import email
import email.policy
from datetime import timedelta

import pytest
from django.test import Client

from activities.models import Activity, FollowUp
from activities.services import give_reminders
from crm.models import Account, Contact, Opportunity
from organizations.links import link
from organizations.mail.connection import as_message
from organizations.models import Membership, Organization, OutboxMail, Team
from scorecards.models import Observer
from scorecards.weekly import close_due
from tests.access import RULES
from tests.cast import NOW
from tests.naughty import big_list
from tests.routes import routes_inside
from tests.world import make_world

OWN = {
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>",
    "template": "{{ 7*7 }}{% now 'Y' %}${7*7}%(name)s %s {0}",
    "header": "Rob\r\nBcc: all@example.com\r\n\r\n<b>body</b>",
    "right to left": "\u202eمرحبا بالعالم\u202c שלום",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 Zoë Ñandú İstanbul",
    "long": "Wolfeschlegelsteinhausenbergerdorff" * 8 + "x" * 20,
    "long with spaces": ("Anna Maria " * 28)[:300],
}
ROUTES = {route.name: route for route in routes_inside()}
GETS = sorted(name for name in RULES if RULES[name].get and name in ROUTES)
MARKS = ("<script>alert(", "<img src=x", "<b>body</b>", "onerror=alert(2)>")
AT_ONCE = 40


def naughty() -> list[str]:
    """The big list without zero bytes, which no column holds; skipped where it is not there."""
    return [text.replace("\x00", "") for text in big_list() if text.strip("\x00 \t\n")]


def rename_everything(acme, name: str) -> None:
    """The same name for every record that has one, straight into the tables: older data knew no forms."""
    with acme.scope():
        for model, field in [
            (Membership, "name"), (Account, "name"), (Contact, "name"), (Opportunity, "name"), (Observer, "name"),
            (FollowUp, "reason"), (Activity, "note"),
        ]:  # fmt: skip
            longest = getattr(model._meta.get_field(field), "max_length", None)
            model.objects.update(**{field: name[:longest] if longest else name})
        for number, team in enumerate(Team.objects.all()):
            Team.objects.filter(pk=team.pk).update(name=f"{name[:298]}{number}")
    Organization.objects.filter(pk=acme.organization.pk).update(name=name[:300])


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def walk(acme, world, client_of) -> None:
    for name in GETS:
        rule, route = RULES[name], ROUTES[name]
        person = rule.get.who.split()[0]
        path = route.path("acme", **rule.arguments(world)) + rule.query.format(world=world)
        answer: Client = client_of(person).get(path)
        assert answer.status_code == rule.get.ok, (name, answer.status_code)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        found = [mark for mark in MARKS if mark in html]
        assert not found, (name, found)
        assert "49{" not in html, name


@pytest.mark.parametrize("kind", sorted(OWN))
@pytest.mark.long
def test_every_page_and_every_answer_of_the_api_bears_a_name(kind, acme, world, enter):
    rename_everything(acme, OWN[kind])
    clients = {}
    walk(acme, world, lambda person: clients.setdefault(person, enter(getattr(acme, person))))


def mails(acme, world, clock) -> list[OutboxMail]:
    with acme.scope():
        FollowUp.objects.create(member=acme.rob, contact=world.contact, due_on=NOW.date(), created_at=NOW)
        give_reminders(organization=acme.organization, now=NOW)
    close_due(organization_id=acme.organization.pk, now=NOW + timedelta(days=7))
    with acme.scope():
        return list(OutboxMail.objects.exclude(pk=world.mail.pk).exclude(text=""))


def assert_whole(mail: OutboxMail) -> None:
    """It reads back as one mail with its own headers, and both parts."""
    back = email.message_from_bytes(as_message(mail).message().as_bytes(), policy=email.policy.default)
    assert back["To"] == mail.to_address
    assert back["Bcc"] is None
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject
    assert back.get_body(("plain",)).get_content().strip()
    html = back.get_body(("html",)).get_content()
    assert not [
        html[max(0, html.index(mark) - 160) : html.index(mark) + 60] for mark in MARKS if mark in html
    ]
    assert html.rstrip().endswith("</html>")


@pytest.mark.parametrize("kind", sorted(OWN))
def test_every_mail_bears_a_name(kind, acme, world, clock):
    rename_everything(acme, OWN[kind])
    found = mails(acme, world, clock)
    assert {"card", "morning"} <= {mail.kind for mail in found}
    for mail in found:
        assert_whole(mail)


def test_naughty_strings_are_borne_by_the_pages_that_show_most_names(acme, world, enter):
    lea, texts = enter(acme.lea), naughty()
    for start in range(0, len(texts), AT_ONCE):
        rename_everything(acme, " ".join(texts[start : start + AT_ONCE])[:300])
        for page in ("team", "organizations:people", "coaching:feed", "crm:accounts"):
            assert lea.get(link(acme.organization, page)).status_code == 200, (page, start)
