"""How long things are kept: what is older than the organization's rules goes, and what counts never does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from organizations.models import Event, MailAbout, OutboxMail, Viewing
from organizations.privacy import keeping, tasks
from tests.cast import NOW
from tests.world import make_world

MONTHS = [keeping.TRAIL, keeping.REFUSALS, keeping.VIEWINGS, keeping.MAILS]
KEEPING = "/o/acme/settings/data/keeping/"


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


def purge(acme, batch: int = 5000) -> int:
    return keeping.purge(organization_id=acme.organization.pk, now=datetime.now(UTC), batch=batch)


def rule(acme, **rules) -> None:
    for field, value in rules.items():
        setattr(acme.organization, field, value)
    acme.organization.save(update_fields=list(rules))


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
    rule(acme, **dict.fromkeys(MONTHS))
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


def test_each_kind_goes_by_its_own_rule(acme):
    at = datetime.now(UTC) - timedelta(days=400)
    with acme.scope():
        for verb in ("refused", "sign_in_failed", "dated"):
            Event.objects.create(at=at, actor=acme.rob, verb=verb, subject_type="x", data={})
        Viewing.objects.create(viewer=acme.lea, subject=acme.rob, page="card", hour=at, door="web")

    def left() -> tuple[set[str], int]:
        with acme.scope():
            return set(Event.objects.filter(at=at).values_list("verb", flat=True)), Viewing.objects.count()

    rule(acme, keep_refusals_months=14, keep_viewings_months=14)
    assert purge(acme) == 0
    rule(acme, keep_refusals_months=1)
    assert purge(acme) == 2
    assert left() == ({"dated"}, 1)
    rule(acme, keep_viewings_months=3)
    assert purge(acme) == 1
    assert left() == ({"dated"}, 0)
    rule(acme, retention_months=13)
    purge(acme)
    assert left() == (set(), 0)


def test_much_goes_in_small_batches_and_all_of_it(acme, old, django_assert_max_num_queries):
    ages_ago = datetime(2016, 1, 4, 10, tzinfo=UTC)
    with acme.scope():
        Event.objects.bulk_create(
            Event(at=ages_ago, actor=acme.rob, verb="dated", subject_type="x", data={})
            for _number in range(25)
        )
    purge(acme, batch=10)
    with acme.scope():
        assert Event.objects.filter(at=ages_ago).count() == 0
        assert Event.objects.get(verb="history_purged").data["lines"] >= 27


def test_the_words_of_a_mail_go_with_whom_it_was_about_and_a_waiting_one_stays(acme, old):
    with acme.scope():
        mail = OutboxMail.objects.get(pk=old.mail.pk)
        MailAbout.objects.create(mail=mail, member=acme.rita, shows=True)
        mail.pk, mail.key, mail.state = None, "waits", "pending"
        mail.save()
    purge(acme)
    with acme.scope():
        assert not MailAbout.objects.exists()
        assert OutboxMail.objects.get(key="waits").text == "78"


def test_an_admin_says_how_long_and_nonsense_is_refused(acme, enter):
    client, rules = enter(acme.ada), {
        "retention_months": "24", "keep_refusals_months": "6", "keep_viewings_months": "13", "keep_mails_months": "36",
        "keep_files_days": "3",
    }  # fmt: skip
    assert client.post(KEEPING, rules).status_code == 302
    wrong = client.post(KEEPING, rules | {"retention_months": "3"})
    assert wrong.status_code == 422
    assert "greater than or equal to 13" in wrong.content.decode()
    assert client.post(KEEPING, rules | {"keep_files_days": ""}).status_code == 422
    assert client.post(KEEPING, rules | {"retention_months": ""}).status_code == 302
    acme.organization.refresh_from_db()
    assert acme.organization.retention_months is None
    assert (acme.organization.keep_refusals_months, acme.organization.keep_files_days) == (6, 3)
    with acme.scope():
        told = Event.objects.filter(verb="retention_set").order_by("pk")
        changes = [(event.data["before"], event.data["after"]) for event in told]
    assert changes == [
        (
            {"retention_months": 36, "keep_refusals_months": 13, "keep_files_days": 7},
            {"retention_months": 24, "keep_refusals_months": 6, "keep_files_days": 3},
        ),
        ({"retention_months": 24}, {"retention_months": None}),
    ]
    page = client.get(KEEPING).content.decode()
    assert "Changed last on" in page
    assert "by Ada Admin" in page


def test_the_service_refuses_what_the_form_would(acme):
    with acme.scope(), pytest.raises(ValidationError, match="from 13 to 240"):
        keeping.set_keeping(
            organization=acme.organization, rules={"retention_months": 1}, by=acme.ada, now=NOW
        )
    with acme.scope():
        assert not Event.objects.filter(verb="retention_set").exists()


def test_everybody_reads_the_times_and_the_hub_says_them(acme, enter):
    rule(acme, retention_months=None, keep_viewings_months=5)
    page = enter(acme.rob).get("/o/acme/you/recorded/").content.decode()
    assert "5 months" in page
    assert "As long as the organization is" in page
    assert "As long as the organization is" in enter(acme.ada).get("/o/acme/settings/").content.decode()


def test_the_hourly_task_does_it(acme, old):
    tasks.tidy_organization(organization_id=acme.organization.pk)
    with acme.scope():
        assert Event.objects.filter(verb="dated").count() == 1


def test_months_are_counted_back_to_the_same_day_or_the_last():
    assert keeping.months_before(datetime(2026, 3, 31, tzinfo=UTC), 13) == datetime(2025, 2, 28, tzinfo=UTC)
    assert keeping.months_before(datetime(2026, 1, 15, tzinfo=UTC), 24) == datetime(2024, 1, 15, tzinfo=UTC)
