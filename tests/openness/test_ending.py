"""The end of an organization: asked for, waited for, called off, or carried out until nothing is left."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import DatabaseError, ProgrammingError, connection, transaction

from organizations.mail.sign_in import queue_sign_in_mail
from organizations.models import Event, Organization, OutboxMail, User
from organizations.privacy import ending, tasks
from organizations.privacy.exporting import folder_of
from organizations.services import add_member
from tests.cast import NOW, PASSWORD, make_acme
from tests.openness.everywhere import places_saying, rows_of, rows_of_everything
from tests.world import make_world

DATA = "/o/acme/settings/data/"
LONG_AGO = datetime.now(UTC) - ending.WAITING - timedelta(hours=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asked(acme, rival):
    """Acme asked for its end so long ago that, by the database's own clock, its time has come."""
    with acme.scope():
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        ending.ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=LONG_AGO)
    with rival.scope():
        make_world(
            member=rival.mallory, team=rival.team,
            leader=add_member(name="Helper", email="helper@rival.example", zone="UTC", by=rival.mallory, now=NOW),
        )  # fmt: skip
        add_member(name="Lea there", email="lea@acme.example", zone="UTC", by=rival.mallory, now=NOW)


def test_nothing_of_it_is_left_and_the_rival_is_untouched(acme, rival, asked):
    mine, theirs = acme.organization.pk, rival.organization.pk
    folder = folder_of(mine)
    folder.mkdir(parents=True)
    (folder / "1.zip").write_text("data")
    before = rows_of(theirs)
    assert sum(rows_of(mine).values()) > 50
    tasks.end_organization(organization_id=mine)
    assert set(rows_of(mine).values()) == {0}
    assert rows_of(theirs) == before
    assert not Organization.objects.filter(pk=mine).exists()
    assert not folder.exists()


def test_the_whole_database_is_as_it_was_before_there_was_the_organization(rival, enter, clock):
    """Every table is counted, those of accounts, too: sessions, factors, accounts elsewhere, mails about them."""
    with rival.scope():
        make_world(
            member=rival.mallory, team=rival.team,
            leader=add_member(name="Helper", email="helper@rival.example", zone="UTC", by=rival.mallory, now=NOW),
        )  # fmt: skip
    enter(rival.mallory).get("/o/rival/today/")
    before = rows_of_everything()
    acme = make_acme("brief", "brief.example")
    account_of(acme.rob, enter)
    with acme.scope():
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        ending.ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=LONG_AGO)
    assert len([table for table, rows in rows_of_everything().items() if rows > before[table]]) > 50
    clock.shift(timedelta(days=30))
    tasks.end_organization(organization_id=acme.organization.pk)
    assert rows_of_everything() == before
    assert places_saying("brief.example") == set()


def account_of(member, enter) -> None:
    """Everything that an account can have outside any organization."""
    session = enter(member).session
    UserSession.objects.create(
        user=member.user, session_key=session.session_key, ip="203.0.113.7", user_agent="x", last_seen_at=NOW
    )
    EmailAddress.objects.create(user=member.user, email="robert@brief.example")
    Authenticator.objects.create(user=member.user, type="totp", data={})
    SocialAccount.objects.create(user=member.user, provider="openid_connect", uid="1", extra_data={})
    for address in ("Robert@brief.example", "rob@brief.example"):
        queue_sign_in_mail(
            kind="code",
            to_address=address,
            subject="Code",
            text="1",
            html="",
            lasts=timedelta(hours=1),
            now=NOW,
        )


def test_accounts_of_nobody_else_go_and_those_of_others_stay(acme, rival, asked):
    tasks.end_organization(organization_id=acme.organization.pk)
    there = set(User.objects.values_list("email", flat=True))
    assert "rob@acme.example" not in there
    assert {"lea@acme.example", "mallory@rival.example"} <= there


def test_doing_it_twice_is_doing_it_once(acme, asked):
    for _time in range(2):
        tasks.end_organization(organization_id=acme.organization.pk)


def test_it_does_not_end_before_its_time_not_even_by_a_bug_of_ours(acme, clock):
    with acme.scope():
        ending.ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=datetime.now(UTC))
    Organization.objects.filter(pk=acme.organization.pk).update(erase_at=datetime(2999, 1, 1, tzinfo=UTC))
    tasks.end_organization(organization_id=acme.organization.pk)
    with pytest.raises(DatabaseError, match="waiting for its end"), transaction.atomic():
        ending.end(organization_id=acme.organization.pk)
    assert Organization.objects.filter(pk=acme.organization.pk).exists()


@pytest.mark.parametrize(
    "call", ["erase_everything_of(1)", "erase_with_referrers('organizations_user'::regclass, ARRAY[1])"]
)
def test_the_application_cannot_erase_past_the_checks(db, call):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {call}")


def test_every_admin_is_mailed_and_any_of_them_calls_it_off(acme, enter):
    with acme.scope():
        other = add_member(
            name="Otto", email="otto@acme.example", zone="UTC", is_admin=True, by=acme.ada, now=NOW
        )
        ending.ask_for_end(organization=acme.organization, typed=" acme ", by=acme.ada, now=NOW)
        mails = OutboxMail.objects.filter(key__startswith="end/asked/")
        assert set(mails.values_list("recipient", flat=True)) == {acme.ada.pk, other.pk}
        assert all("2 December 2026" in mail.subject.replace("\xa0", " ") for mail in mails)
        assert all("/o/acme/settings/data/" in mail.text for mail in mails)
    assert "is to be deleted on" in enter(acme.rob).get("/o/acme/today/").content.decode()
    assert enter(acme.rob).post(DATA + "stay/").status_code == 403
    enter(other).post(DATA + "stay/")
    assert "is to be deleted on" not in enter(acme.rob).get("/o/acme/today/").content.decode()
    with acme.scope():
        assert OutboxMail.objects.filter(key__startswith="end/called_off/").count() == 2
        verbs = list(
            Event.objects.filter(verb__startswith="organization_end")
            .order_by("pk")
            .values_list("verb", flat=True)
        )
    assert verbs == ["organization_end_asked", "organization_end_called_off"]


def test_the_name_is_typed_and_asking_twice_is_refused(acme):
    with acme.scope():
        with pytest.raises(ValidationError, match="exactly as it stands"):
            ending.ask_for_end(organization=acme.organization, typed="Acne", by=acme.ada, now=NOW)
        ending.ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=NOW)
        with pytest.raises(ValidationError, match="already"):
            ending.ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=NOW)


def test_an_admin_is_asked_for_the_password_again_first(acme, enter):
    client = enter(acme.ada)
    answer = client.get(DATA + "end/")
    assert (answer.status_code, "/accounts/reauthenticate/" in answer["Location"]) == (302, True)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "Delete Acme with everything in it?" in client.get(DATA + "end/").content.decode()
    assert client.post(DATA + "end/", {"typed": "acne"}).status_code == 422
    assert client.post(DATA + "end/", {"typed": "Acme"}).status_code == 302
    acme.organization.refresh_from_db()
    assert acme.organization.erase_at == NOW + timedelta(days=14)
