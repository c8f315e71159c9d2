"""Sessions: how they begin, what ends them, where they may lead."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client

from organizations.models import Event
from organizations.services import deactivate_member, revoke_token
from organizations.tasks import tidy_sign_in
from tests.cast import NOW
from tests.sign_in.conftest import browser, by_password, is_in

TODAY = "/o/acme/today/"
LOG = "/api/v1/o/acme/activities/"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36"
)


def test_a_session_that_somebody_laid_out_before_is_not_the_one_that_is_signed_in(acme, clock):
    client = browser()
    client.get("/accounts/login/")
    client.post("/accounts/login/code/", {"email": "rob@acme.example"})
    laid_out = client.session.session_key
    client.post("/accounts/logout/")
    client.cookies["session"] = laid_out
    by_password(client, "rob@acme.example")
    assert is_in(client)
    assert client.session.session_key != laid_out
    thief = Client()
    thief.cookies["session"] = laid_out
    assert thief.get(TODAY).status_code == 302


def test_signing_out_ends_the_session_for_good(acme, signed_in):
    client = signed_in(acme.rob)
    cookie = client.cookies["session"].value
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["session"] = cookie
    assert thief.get(TODAY).status_code == 302


def test_signing_out_needs_a_press(acme, signed_in):
    client = signed_in(acme.rob)
    assert b"Sign out of this device?" in client.get("/accounts/logout/").content
    assert client.get(TODAY).status_code == 200


def test_the_cookies_are_closed_to_scripts_and_other_sites(acme, signed_in):
    client = signed_in(acme.rob)
    for name in ("session", "device"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
        assert client.cookies[name]["path"] == "/"
        assert not client.cookies[name]["domain"]


def test_behind_https_the_cookies_are_secure_and_bound_to_the_host():
    """Read from the settings as they are for an https address, in a process of their own."""
    import subprocess
    import sys

    ask = (
        "import django; django.setup();"
        "from django.conf import settings as s; from organizations.sign_in import devices as d;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, d.COOKIE)"
    )
    import os

    environment = {
        **os.environ,
        "BASE_URL": "https://sales.example",
        "DJANGO_SETTINGS_MODULE": "salesleader.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True,
        cwd=django_settings.BASE_DIR,
    ).stdout  # fmt: skip
    assert said.split() == ["True", "True", "True", "__Host-session", "__Host-csrf", "__Host-device"]


@pytest.mark.parametrize(
    "path",
    [
        "login/", "logout/", "signup/", "login/code/", "password/reset/", "password/change/", "email/",
        "sessions/0/end/", "reauthenticate/", "reauthenticate/mail/", "2fa/totp/activate/", "2fa/webauthn/add/",
        "2fa/webauthn/login/", "2fa/recovery-codes/generate/",
    ],
)  # fmt: skip
def test_a_form_from_another_site_is_refused(acme, signed_in, path):
    client = Client(enforce_csrf_checks=True)
    client.cookies["session"] = signed_in(acme.rob).cookies["session"].value
    assert client.post(f"/accounts/{path}", {"x": "y"}).status_code == 403


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http://localhost:1/",
        "https:evil.example", "\thttps://evil.example", "http://testserver.evil.example/",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(acme, clock, elsewhere):
    client = browser()
    assert by_password(client, "rob@acme.example", next=elsewhere).url == "/"
    assert client.post("/accounts/logout/", {"next": elsewhere}).url == "/"


def test_signing_in_leads_to_the_page_one_wanted(acme, clock):
    client = browser()
    asked = client.get("/o/acme/log/?who=1")
    assert asked.url == "/accounts/login/?next=/o/acme/log/%3Fwho%3D1"
    assert by_password(client, "rob@acme.example", next="/o/acme/log/?who=1").url == "/o/acme/log/?who=1"


def test_a_disabled_user_is_out_with_the_next_page_everywhere(acme, signed_in, bearer):
    client, token = signed_in(acme.rob), bearer(acme.rob)
    acme.rob.user.is_active = False
    acme.rob.user.save(update_fields=["is_active"])
    assert client.get(TODAY).status_code == 302
    assert client.get("/accounts/").status_code == 302
    assert client.get(LOG).status_code == 401
    assert token.get(LOG).status_code == 401
    assert by_password(browser(), "rob@acme.example").url == "/accounts/inactive/"


def test_a_deactivated_member_is_out_with_the_next_page_and_keeps_other_organizations(
    acme, rival, signed_in, bearer
):
    from organizations.services import add_member

    with rival.scope():
        add_member(name="Rob", email="rob@acme.example", zone="UTC", by=rival.mallory, now=NOW)
    client, token = signed_in(acme.rob), bearer(acme.rob)
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert client.get(TODAY).status_code == 404
    assert client.get(LOG).status_code == 404
    assert token.get(LOG).status_code == 401
    assert client.get("/o/rival/today/").status_code == 200


def test_a_deactivated_member_of_one_organization_is_signed_out_everywhere(acme, signed_in):
    first, second = signed_in(acme.rob), signed_in(acme.rob)
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    for client in (first, second):
        assert client.get(TODAY).url.startswith("/accounts/login/")
        assert client.get("/accounts/sessions/").status_code == 302


def test_a_leader_who_leads_no_more_loses_the_view_with_the_next_page(acme, signed_in):
    from organizations.services import name_leader

    client = signed_in(acme.sam)
    assert client.get("/o/acme/team/").status_code == 200
    with acme.scope():
        name_leader(team=acme.south, leader=acme.lea, by=acme.ada, now=NOW)
    assert client.get("/o/acme/team/").status_code == 403


def test_a_revoked_token_opens_nothing(acme, bearer):
    from organizations.models import ApiToken

    client = bearer(acme.rob)
    assert client.get(LOG).status_code == 200
    with acme.scope():
        revoke_token(token=ApiToken.objects.get(membership=acme.rob), by=acme.rob, now=NOW)
    assert client.get(LOG).status_code == 401


def test_a_session_ends_within_a_working_day_or_a_month_if_it_is_kept(acme, clock):
    for keep, last in (("", timedelta(hours=12)), ("on", timedelta(days=30))):
        client = browser()
        by_password(client, "rob@acme.example", remember=keep)
        assert client.session.get_expire_at_browser_close() is not bool(keep)
        clock.shift(last - timedelta(seconds=1))
        assert client.get(TODAY).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(TODAY).status_code == 302
        assert not is_in(client)


def test_a_busy_session_ends_all_the_same(acme, clock):
    client = browser()
    by_password(client, "rob@acme.example", remember="on")
    for _ in range(30):
        clock.shift(timedelta(days=1))
        session = client.session
        session["touched"] = 1  # Django would put the end off with every change
        session.save()
    assert client.get(TODAY).status_code == 302


def test_a_page_shows_where_one_is_signed_in_and_ends_one_of_them(acme, signed_in):
    here = signed_in(acme.rob)
    there = browser("198.51.100.9", **{"user-agent": CHROME})
    by_password(there, "rob@acme.example")
    page = here.get("/accounts/sessions/").content.decode()
    assert "Chrome 142 on Windows" in page
    assert "198.51.100.9" in page
    assert page.count("This device") == 1
    end = acme.rob.user.usersession_set.get(ip="198.51.100.9")
    here.post(f"/accounts/sessions/{end.pk}/end/")
    assert there.get(TODAY).status_code == 302
    assert here.get(TODAY).status_code == 200
    assert "198.51.100.9" not in here.get("/accounts/sessions/").content.decode()


def test_all_others_end_at_once_and_this_one_stays(acme, signed_in):
    here, others = signed_in(acme.rob), [signed_in(acme.rob) for _ in range(3)]
    here.post("/accounts/sessions/0/end/")
    assert [client.get(TODAY).status_code for client in others] == [302] * 3
    assert here.get(TODAY).status_code == 200
    with acme.scope():
        assert Event.objects.filter(verb="session_ended", actor=acme.rob).count() == 1


def test_nobody_ends_somebody_elses_session(acme, signed_in):
    rita, rob = signed_in(acme.rita), signed_in(acme.rob)
    theirs = acme.rita.user.usersession_set.get()
    assert rob.post(f"/accounts/sessions/{theirs.pk}/end/").status_code == 404
    assert rita.get(TODAY).status_code == 200


def test_looking_at_sessions_writes_nothing(acme, signed_in):
    from django.db import connection

    from tests.test_access import refuse_writes

    client = signed_in(acme.rob)
    ended = signed_in(acme.rob)
    Session.objects.filter(session_key=ended.session.session_key).delete()
    with connection.execute_wrapper(refuse_writes):
        page = client.get("/accounts/sessions/").content.decode()
        client.get("/accounts/")
    assert page.count('<li class="row') == 1


def test_ended_sessions_are_forgotten(acme, signed_in, clock):
    signed_in(acme.rob)
    clock.shift(timedelta(days=31))
    tidy_sign_in()
    assert not Session.objects.exists()


def test_a_new_device_is_told_to_its_owner_once(acme, mailbox, clock):
    first = browser(**{"user-agent": CHROME})
    by_password(first, "rob@acme.example")
    assert mailbox("rob@acme.example") == []  # their first sign-in ever
    first.post("/accounts/logout/")
    by_password(first, "rob@acme.example")
    assert mailbox("rob@acme.example") == []
    by_password(browser("198.51.100.9", **{"user-agent": CHROME}), "rob@acme.example")
    (notice,) = mailbox("rob@acme.example")
    assert notice.subject == "You signed in on a new device"
    assert "18 November 2026, 10:40 UTC, from 198.51.100.9, with Chrome 142 on Windows" in notice.body


def test_coming_and_going_is_in_the_trail(acme, clock):
    client = browser()
    by_password(client, "rob@acme.example")
    client.post("/accounts/logout/")
    with acme.scope():
        seen = Event.objects.filter(actor=acme.rob, verb__startswith="signed").order_by("pk")
        assert [(e.verb, e.data, e.address) for e in seen] == [
            ("signed_in", {"methods": ["password"]}, "203.0.113.7"),
            ("signed_out", {}, "203.0.113.7"),
        ]
