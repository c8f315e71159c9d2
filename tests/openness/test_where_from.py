"""Every event says where it came from: door, address, token, software."""

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.test import Client

from organizations.events import record
from organizations.mail import queue_mail
from organizations.models import ApiToken, Event
from organizations.services import make_token
from organizations.tasks import deliver_mail
from organizations.tenancy.commands import RecordedCommand
from organizations.tenancy.origin import short_agent
from organizations.tenancy.scope import organization_scope
from tests.cast import NOW

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OURS = ("organizations", "metrics", "imports", "crm", "activities", "goals", "playbooks", "scorecards", "coaching",
        "salesleader")  # fmt: skip


def newest(acme, verb: str) -> Event:
    with acme.scope():
        return Event.objects.filter(verb=verb).latest("pk")


def add_account(client: Client, **more):
    return client.post("/o/acme/customers/add/", {"name": "Kestrel", "kind": "prospect"}, **more)


def test_a_page_says_web_with_address_and_browser(acme, enter):
    answer = add_account(enter(acme.rob), headers={"user-agent": FIREFOX}, REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 302
    event = newest(acme, "account_created")
    assert (event.door, event.address, event.agent) == ("web", "203.0.113.7", "Firefox 140 on Linux")
    assert event.token is None


def test_a_call_with_a_token_names_the_token(acme, bearer):
    answer = bearer(acme.rob).post(
        "/api/v1/o/acme/accounts/", {"name": "Kestrel"}, content_type="application/json",
        headers={"user-agent": "dialler/2.1 (+https://dialler.example)"},
    )  # fmt: skip
    assert answer.status_code == 201
    event = newest(acme, "account_created")
    with acme.scope():
        assert event.token == ApiToken.objects.get(membership=acme.rob)
    assert (event.door, event.agent) == ("api", "dialler/2.1")


def test_a_refusal_says_where_it_was_tried_from(acme, bearer, enter):
    assert enter(acme.rob).get("/o/acme/admin/", REMOTE_ADDR="203.0.113.9").status_code == 403
    event = newest(acme, "refused")
    assert (event.door, event.address, event.actor_id) == ("web", "203.0.113.9", acme.rob.pk)


def test_a_failed_sign_in_says_where_it_was_tried_from(acme):
    Client().post(
        "/accounts/login/",
        {"login": acme.rob.user.email, "password": "not this one"},
        REMOTE_ADDR="203.0.113.5",
    )
    event = newest(acme, "sign_in_failed")
    assert (event.door, event.address, event.actor_id) == ("web", "203.0.113.5", None)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "198.51.100.1", "127.0.0.1"),  # nobody is trusted: what a client writes there is not believed
        (1, "198.51.100.66, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.66, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (1, "not an address", None),
        (2, "198.51.100.1", None),  # fewer proxies than there should be
    ],
)
def test_the_address_is_as_many_proxies_back_as_are_trusted(acme, enter, settings, proxies, forwarded, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    add_account(enter(acme.rob), headers={"x-forwarded-for": forwarded})
    assert newest(acme, "account_created").address == found


def test_a_task_says_task_and_what_follows_says_nothing(acme, clock):
    with acme.scope():
        queue_mail(key="x", kind="end", recipient=acme.rob, to_address="rob@acme.example", subject="Hello",
                   text="Hello", html="",
                   now=NOW)  # fmt: skip
    deliver_mail(organization_id=acme.organization.pk)
    event = newest(acme, "mail_sent")
    assert (event.door, event.address) == ("task", None)
    with acme.scope():
        assert record("probed", acme.rob, by=None, now=NOW).door == ""


def test_a_command_says_command(acme):
    call_command(
        "make_token",
        "dialler",
        "--scope",
        "activities:write",
        organization="acme",
        member=acme.rob.user.email,
    )
    assert newest(acme, "token_made").door == "command"


def test_every_command_of_ours_says_where_it_comes_from():
    ours = {name: app for name, app in get_commands().items() if app in OURS}
    assert ours
    strays = [
        name for name, app in ours.items() if not isinstance(load_command_class(app, name), RecordedCommand)
    ]
    assert strays == []


def test_an_origin_does_not_outlive_its_request(acme, enter):
    add_account(enter(acme.rob))
    with organization_scope(acme.organization.pk):
        make_token(membership=acme.rob, name="x", scopes=["people:read"], by=None, now=NOW)
    assert newest(acme, "token_made").door == ""


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox 140 on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
         "Chrome 131 on Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
         " Safari/537.36 Edg/131.0.0.0", "Edge 131 on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
         " Version/18.1 Mobile/15E148 Safari/604.1", "Safari 18 on iOS"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
        ("\x00<script>" + "x" * 500, "<script>" + "x" * 52),
    ],
)  # fmt: skip
def test_a_user_agent_is_kept_in_a_few_words(agent, words):
    assert short_agent(agent) == words
