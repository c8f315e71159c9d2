"""Which mails one gets: every kind is known, may be turned off where it says so, and links in mails do it safely."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from activities.models import FollowUp, ReminderHours
from activities.services import give_reminders
from organizations.links import link
from organizations.mail import queue_mails
from organizations.mail.delivery import deliver_due
from organizations.mail.kinds import MEMBERS, OUTSIDE, MailKind, kind_of, kinds, mail_kind
from organizations.mail.outbox import NewMail
from organizations.mail.stopping import SALT, one_click, stopping_page
from organizations.models import Event, MailStop, OutboxMail
from scorecards.weekly import close_due
from tests.cast import NOW

PAGE = "/o/acme/you/mail/"
APPS = ("organizations", "activities", "crm", "goals", "meetings", "playbooks", "scorecards", "coaching", "imports",
        "metrics", "salesleader")  # fmt: skip
STOPPABLE = ["card", "morning"]


# --- The register


def calls_that_make_mails() -> list[tuple[str, ast.Call]]:
    found = []
    for path in sorted(path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("NewMail", "queue_mail"):
                found.append((f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}", node))
    return [(where, call) for where, call in found if "organizations/mail/outbox.py" not in where]


@pytest.mark.parametrize(
    ("where", "call"),
    calls_that_make_mails(),
    ids=lambda one: one if isinstance(one, str) else "call",
)
def test_every_mail_that_the_product_writes_is_of_a_registered_kind(where, call):
    given = {word.arg: word.value for word in call.keywords}
    assert isinstance(given.get("kind"), ast.Constant), f"{where} does not say its kind"
    assert given["kind"].value in kinds, f"{where}: register this kind with mail_kind()"


def test_every_registered_kind_is_written_somewhere_or_is_about_accounts():
    written = {
        word.value.value
        for _, call in calls_that_make_mails()
        for word in call.keywords
        if word.arg == "kind"
    }
    assert {key for key, kind in kinds.items() if not kind.letters} == written


def letters_about_accounts() -> set[str]:
    """Every mail that allauth or we have words for; those that are layouts of others left out."""
    folders = [Path(allauth.__file__).parent / "templates", settings.BASE_DIR / "templates"]
    names = {
        path.name.removesuffix("_subject.txt")
        for one in folders
        for path in one.glob("*/email/*_subject.txt")
    }
    return names - {"base"}


def test_every_mail_about_accounts_is_of_a_registered_kind():
    covered = [letter for kind in kinds.values() for letter in kind.letters]
    assert letters_about_accounts() == set(covered)
    assert len(covered) == len(set(covered))


def test_a_mail_of_a_kind_that_nobody_registered_is_refused(acme):
    mail = NewMail("x", "surprise", acme.rob, "rob@acme.example", "Hello", "Hello")
    with acme.scope(), pytest.raises(LookupError, match="no kind of mail 'surprise'"):
        queue_mails(mails=[mail], now=NOW)


def test_only_what_goes_to_members_can_be_turned_off():
    with pytest.raises(ValueError, match="only a member"):
        mail_kind(MailKind("x", OUTSIDE, "X", "x", "x", can_stop=True))
    assert [key for key, kind in kinds.items() if kind.can_stop] == sorted(STOPPABLE, key=list(kinds).index)


@pytest.mark.parametrize("key", sorted(kinds))
def test_a_kind_says_what_it_is_why_and_what_is_lost_or_why_it_stays(key):
    kind = kinds[key]
    assert all(str(words).strip() for words in (kind.title, kind.why, kind.off))
    assert (kind.to == OUTSIDE) == bool(kind.route)


# --- The page


def test_the_page_lists_every_kind_and_says_why_some_always_come(acme, enter):
    html = enter(acme.ada).get(PAGE).content.decode()
    for kind in kinds.values():
        assert str(kind.title) in html
    always = html.split("Always sent")[1]
    assert "If it was not you" in always
    assert "Turn off" not in always
    assert 'href="/o/acme/you/mail/"' in enter(acme.rob).get("/o/acme/you/").content.decode()


@pytest.mark.parametrize("key", STOPPABLE)
def test_a_kind_is_turned_off_on_again_and_every_step_can_be_undone(key, acme, enter):
    rob = enter(acme.rob)
    answer = rob.post(f"{PAGE}{key}/stop/", follow=True).content.decode()
    assert "Turned off" in answer
    undo = re.findall(r'action="([^"]+)"[^>]*>(?:(?!</form>).)*>Undo<', answer, re.DOTALL)[-1]
    assert undo == f"{PAGE}{key}/resume/"
    answer = rob.post(undo, follow=True).content.decode()
    assert "You get these again." in answer
    assert "Turned off" not in answer
    with acme.scope():
        said = Event.objects.filter(verb__in=["mail_stopped", "mail_resumed"]).order_by("pk")
        assert [(one.verb, one.actor_id, one.data) for one in said] == [
            ("mail_stopped", acme.rob.pk, {"kind": key}), ("mail_resumed", acme.rob.pk, {"kind": key}),
        ]  # fmt: skip


@pytest.mark.parametrize("key", ["notices", "codes"])
def test_what_everyone_has_to_get_cannot_be_turned_off(key, acme, enter):
    answer = enter(acme.rob).post(f"{PAGE}{key}/stop/", follow=True)
    assert "This mail cannot be turned off." in answer.content.decode()
    with acme.scope():
        assert not MailStop.objects.exists()


def test_a_kind_that_is_not_there_or_not_for_one_is_not_found(acme, enter):
    assert enter(acme.rob).post(f"{PAGE}surprise/stop/").status_code == 404
    assert enter(acme.rob).post(f"{PAGE}end/stop/").status_code == 404


def test_the_morning_mail_is_one_choice_on_both_pages(acme, enter):
    rob = enter(acme.rob)
    rob.post(f"{PAGE}morning/stop/")
    with acme.scope():
        assert not ReminderHours.objects.get(membership=acme.rob).by_mail
    page = link(acme.organization, "activities:reminder_hours")
    assert rob.post(page, {"starts": "09:00", "ends": "17:00", "by_mail": "on"}).status_code == 302
    assert "Turned off" not in rob.get(PAGE).content.decode()


# --- What it does to mails


def weekly(acme, clock) -> dict[str, str]:
    """Close last week; who has a card mail, and its state."""
    clock.shift(timedelta(days=7))
    close_due(organization_id=acme.organization.pk, now=NOW + timedelta(days=7))
    with acme.scope():
        return {mail.recipient.name: mail.state for mail in OutboxMail.objects.filter(kind="card")}


def test_who_turned_the_card_off_is_sent_none_reads_it_here_and_is_not_flooded_later(acme, enter, clock):
    rob = enter(acme.rob)
    rob.post(f"{PAGE}card/stop/")
    states = weekly(acme, clock)
    assert states["Rob Rep"] == OutboxMail.UNWANTED
    assert states["Rita Rep"] == OutboxMail.PENDING
    assert "Not sent: turned off" in rob.get("/o/acme/outbox/").content.decode()
    clock.shift(timedelta(days=3))
    rob.post(f"{PAGE}card/resume/")
    deliver_due(organization_id=acme.organization.pk, clock=lambda: NOW + timedelta(days=11))
    with acme.scope():
        mine = OutboxMail.objects.filter(recipient=acme.rob, kind="card")
        assert {mail.state for mail in mine} == {OutboxMail.UNWANTED}


def test_what_waits_is_held_back_and_goes_again_when_that_is_undone(acme, enter, queue):
    queue("a", kind="card", not_before=NOW + timedelta(hours=2))
    rob = enter(acme.rob)
    rob.post(f"{PAGE}card/stop/")
    with acme.scope():
        assert OutboxMail.objects.get(key="a").state == OutboxMail.UNWANTED
    rob.post(f"{PAGE}card/resume/")
    with acme.scope():
        assert OutboxMail.objects.get(key="a").state == OutboxMail.PENDING


# --- The links in mails


def test_a_mail_that_can_be_turned_off_says_so_in_its_headers_and_at_its_foot(acme, clock, sink):
    weekly(acme, clock)
    deliver_due(organization_id=acme.organization.pk, clock=lambda: NOW + timedelta(days=9))
    found = [message for message in sink.taken if message["To"] == acme.rob.user.email]
    assert found
    for message in found:
        assert message["List-Unsubscribe"].strip() == f"<{one_click(acme.rob, 'card')}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        for kind in ("plain", "html"):
            assert stopping_page(acme.rob, "card") in message.get_body((kind,)).get_content().replace(
                "\n", ""
            )


def test_the_morning_mail_has_the_same_links(acme, clock, sink):
    with acme.scope():
        FollowUp.objects.create(member=acme.rob, reason="Call Marta", due_on=NOW.date(), created_at=NOW)
        give_reminders(organization=acme.organization, now=NOW)
        mail = OutboxMail.objects.get(kind="morning")
    assert mail.unsubscribe_url == one_click(acme.rob, "morning")
    assert stopping_page(acme.rob, "morning") in mail.text
    assert stopping_page(acme.rob, "morning") in mail.html


def test_what_cannot_be_turned_off_has_no_such_header(acme, queue, sink):
    queue("x", kind="end")
    deliver_due(organization_id=acme.organization.pk, clock=lambda: NOW)
    assert sink.taken[0]["List-Unsubscribe"] is None


def path(address: str) -> str:
    return address.removeprefix(settings.BASE_URL)


def is_stopped(acme, key="card") -> bool:
    with acme.scope():
        return MailStop.objects.filter(membership=acme.rob, kind=key).exists()


def test_looking_at_the_link_changes_nothing_and_its_button_does_without_signing_in(acme, clock):
    stranger, page = Client(), path(stopping_page(acme.rob, "card"))
    for _ in range(3):
        answer = stranger.get(page)
        assert answer.status_code == 200
        assert stranger.head(page).status_code in (200, 405)
    assert not is_stopped(acme)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "is turned off" in stranger.post(page, {"do": "stop"}).content.decode()
    assert is_stopped(acme)
    assert "You get" in stranger.post(page, {"do": "resume"}).content.decode()
    assert not is_stopped(acme)


def test_one_click_of_a_mail_program_works_once_and_twice_and_only_when_posted(acme, clock):
    program, address = Client(enforce_csrf_checks=True), path(one_click(acme.rob, "card"))
    assert program.get(address)["Location"] == path(stopping_page(acme.rob, "card"))
    assert not is_stopped(acme)
    for _ in range(2):
        sent = program.post(
            address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert sent.status_code == 200
    assert is_stopped(acme)
    with acme.scope():
        event = Event.objects.get(verb="mail_stopped")
    assert (event.actor_id, event.subject_id) == (None, acme.rob.pk)


def test_the_button_of_the_page_needs_the_pages_token(acme, clock):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path(stopping_page(acme.rob, "card")), {"do": "stop"}).status_code == 403
    assert not is_stopped(acme)


@pytest.mark.parametrize("what", ["cut", "unsigned", "other key", "always sent", "no kind", "nobody"])
def test_a_link_that_we_did_not_sign_or_that_is_of_no_use_opens_nothing(what, acme, clock):
    good = path(stopping_page(acme.rob, "card")).split("/")[2]
    here = [acme.organization.pk, acme.rob.pk]
    token = {
        "cut": good[:-3], "unsigned": good.split(":")[0], "other key": signing.dumps([*here, "card"], salt="other"),
        "always sent": signing.dumps([*here, "end"], salt=SALT), "no kind": signing.dumps([*here, "?"], salt=SALT),
        "nobody": signing.dumps([here[0], 10**9, "card"], salt=SALT),
    }[what]  # fmt: skip
    for method, end in (("get", ""), ("post", ""), ("post", "stop/")):
        answer = getattr(Client(), method)(f"/mails/{token}/{end}")
        assert answer.status_code == 404
        assert "This link opens nothing." in answer.content.decode()
    assert not is_stopped(acme)


def test_the_link_of_somebody_who_left_opens_nothing(acme, clock):
    address = path(stopping_page(acme.rob, "card"))
    with acme.scope():
        acme.rob.deactivated_at = NOW
        acme.rob.save()
    assert Client().get(address).status_code == 404


def test_members_kinds_are_what_a_member_is_told_of(acme):
    assert all(kind_of(key).to == MEMBERS for key in STOPPABLE)
