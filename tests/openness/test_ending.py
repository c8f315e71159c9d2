"""The end of an organization, and what is deleted by its rule on keeping."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, ProgrammingError, connection, transaction

from organizations.models import Event, Organization, OutboxMail, User, Viewing
from organizations.privacy import ending, keeping, tasks
from organizations.privacy.exporting import folder_of
from organizations.services import add_member
from tests.cast import NOW, PASSWORD
from tests.world import make_world

DATA = "/o/acme/settings/data/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def rows_of(organization_id: int) -> dict[str, int]:
    """Every table with an organization, whatever model it belongs to, counted past row-level security."""
    from tests.databases import as_owner

    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND column_name = 'organization_id'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE organization_id = %s", [organization_id])
            found[table] = cursor.fetchone()[0]
        return found


@pytest.fixture
def asked(acme, rival):
    """Acme asked for its end so long ago that, by the database's own clock, its time has come."""
    long_ago = datetime.now(UTC) - ending.WAITING - timedelta(hours=1)
    with acme.scope():
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        ending.ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=long_ago)
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


# --- How long things are kept


@pytest.fixture
def old(acme):
    """Things of ten years ago and of now."""
    ages_ago = datetime(2016, 1, 4, 10, tzinfo=UTC)
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        for at in (ages_ago, datetime.now(UTC)):
            Event.objects.create(at=at, actor=acme.rob, verb="dated", subject_type="x", data={})
            Viewing.objects.create(viewer=acme.lea, subject=acme.rob, page="card", hour=at, door="web")
        OutboxMail.objects.filter(pk=world.mail.pk).update(created_at=ages_ago, state="sent")
    return world


def purge(acme) -> int:
    with acme.scope():
        return keeping.purge(organization=acme.organization, now=datetime.now(UTC))


def test_what_is_older_than_the_rule_goes_and_what_is_not_stays(acme, old):
    assert purge(acme) >= 3
    with acme.scope():
        assert Event.objects.filter(verb="dated").count() == 1
        assert Viewing.objects.count() == 1
        mail = OutboxMail.objects.get(pk=old.mail.pk)
        assert (mail.text, mail.html, mail.key) == ("", "", "card:test")
    assert purge(acme) == 0


def test_what_counts_is_never_touched(acme, old):
    from tests.openness.test_erasing import counted

    before = counted(acme)
    purge(acme)
    assert counted(acme) == before


def test_without_a_rule_everything_stays(acme, old):
    acme.organization.retention_months = None
    acme.organization.save(update_fields=["retention_months"])
    assert purge(acme) == 0


def test_a_rival_keeps_its_own_history(acme, rival, old):
    with rival.scope():
        Event.objects.create(at=datetime(2016, 1, 4, tzinfo=UTC), verb="dated", subject_type="x", data={})
    purge(acme)
    with rival.scope():
        assert Event.objects.filter(verb="dated").count() == 1


def test_a_call_sent_again_after_its_event_has_gone_is_still_the_same_call(acme):
    import uuid

    from activities.models import Activity, ActivityType
    from activities.services import log_activity

    with acme.scope():
        kind, sent = ActivityType.objects.get(key="call"), uuid.uuid4()
        outcome = kind.outcomes.get(key="no_answer")
        call = {
            "member": acme.rob, "type": kind, "outcome": outcome, "occurred_at": NOW, "by": acme.rob, "prospect": "Ann",
            "client_id": sent,
        }  # fmt: skip
        first, _created = log_activity(**call, now=NOW)
    from tests.databases import as_owner

    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM organizations_event WHERE verb = 'activity_logged'")
    with acme.scope():
        again, created = log_activity(**call, now=NOW)
        assert (again.pk, created, Activity.objects.count()) == (first.pk, False, 1)


def test_an_admin_says_how_long_and_nonsense_is_refused(acme, enter):
    client = enter(acme.ada)
    assert client.post(DATA + "keeping/", {"months": "24"}).status_code == 302
    acme.organization.refresh_from_db()
    assert acme.organization.retention_months == 24
    assert client.post(DATA + "keeping/", {"months": "3"}).status_code == 422
    assert client.post(DATA + "keeping/", {"months": ""}).status_code == 302
    acme.organization.refresh_from_db()
    assert acme.organization.retention_months is None
    with acme.scope():
        changes = [
            (e.data["before"], e.data["after"])
            for e in Event.objects.filter(verb="retention_set").order_by("pk")
        ]
    assert changes == [(36, 24), (24, None)]


def test_months_are_counted_back_to_the_same_day_or_the_last():
    assert keeping.months_before(datetime(2026, 3, 31, tzinfo=UTC), 13) == datetime(2025, 2, 28, tzinfo=UTC)
    assert keeping.months_before(datetime(2026, 1, 15, tzinfo=UTC), 24) == datetime(2024, 1, 15, tzinfo=UTC)
