"""Erasing a person: their name and words go from everywhere, and every count is exactly what it was."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client

from metrics.engine import tally
from metrics.models import Metric
from organizations.events import record
from organizations.models import Event, MailAbout, Membership, OutboxMail, Team, User
from organizations.periods import Period
from organizations.privacy.erasing import erase_person
from organizations.services import add_member, reactivate_member
from organizations.tenancy.database import owned_models
from organizations.tenancy.origin import WEB, Origin, coming_from
from scorecards.cards import digest_of
from scorecards.models import Card, TeamCard
from scorecards.weekly import close_due
from tests.cast import NOW, PASSWORD, SINCE
from tests.world import make_world

ADDRESS, NAME = "rob@acme.example", "Rob Rep"
ERASED = {
    "photo",
    "user",
    "name",
    "plain_name",  # the database follows the name
    "import_source",
    "external_id",
    "erased_at",
    "erasure_asked_at",
    "is_admin",
}
# What of a membership stays when its person is erased, because it counts or is nobody's in particular.
KEPT = {
    "id", "organization", "is_rep", "zone", "theme", "language", "country", "subdivision", "started_on", "ended_on",
    "deactivated_at", "created_at",
}  # fmt: skip


@pytest.fixture
def world(acme):
    with acme.scope():
        made = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    close_due(organization_id=acme.organization.pk, now=NOW)
    with acme.scope(), coming_from(Origin(WEB, "203.0.113.7", None, "Firefox 140 on Linux")):
        record(
            "account_changed", made.account, by=acme.rob, now=NOW, before={"name": "A"}, after={"name": "B"}
        )
        record(
            "mail_failed", made.mail, by=None, now=NOW, answer=f"550 <{ADDRESS}> unknown", before="", after=""
        )
    return made


def erase(acme, member=None, typed=NAME, by=None):
    with acme.scope():
        erase_person(membership=member or acme.rob, typed=typed, by=by or acme.ada, now=NOW)


def counted(acme) -> dict:
    """Every number there is: each metric by person, by team and in all, every card, every team's card."""
    with acme.scope():
        metrics = list(Metric.objects.all())
        period = Period(SINCE, NOW.date() + timedelta(days=7))
        tallies = {
            by: {row.id: [found.value(metric.key, row.id) for metric in metrics] for row in found.rows}
            for by in ("person", "team", "organization")
            if (found := tally(metrics, period, by=by, organization=acme.organization))
        }
        cards = list(
            Card.objects.order_by("pk").values(
                "pk", "member", "team", "score", "snapshot", "digest", "verdict"
            )
        )
        return {"tallies": tallies, "cards": cards, "teams": list(TeamCard.objects.order_by("pk").values())}


def test_every_tally_card_and_team_card_is_exactly_what_it_was(acme, world):
    before = counted(acme)
    assert before["cards"]
    erase(acme)
    assert counted(acme) == before
    with acme.scope():
        assert all(digest_of(card.snapshot) == card.digest for card in Card.objects.all())


def test_no_row_of_the_organization_says_the_name_or_the_address_any_more(acme, world):
    with acme.scope():
        said = [
            model._meta.label
            for model in owned_models()
            if rows_saying(model, NAME) or rows_saying(model, ADDRESS)
        ]
    assert {"organizations.Membership", "organizations.OutboxMail", "organizations.Event"} <= set(said)
    erase(acme)
    with acme.scope():
        for model in owned_models():
            assert rows_saying(model, NAME) == [], model._meta.label
            assert rows_saying(model, ADDRESS) == [], model._meta.label
    assert not User.objects.filter(email=ADDRESS).exists()


def rows_saying(model, words: str) -> list[str]:
    rows = (json.dumps(row, default=str, ensure_ascii=False) for row in model._default_manager.values())
    return [row for row in rows if words.casefold() in row.casefold()]


def test_no_snapshot_of_a_card_holds_a_name(acme, world):
    with acme.scope():
        names = list(Membership.objects.values_list("name", flat=True))
        snapshots = json.dumps(
            [
                *Card.objects.values_list("snapshot", flat=True),
                *TeamCard.objects.values_list("snapshot", flat=True),
            ]
        )
    assert [name for name in names if name in snapshots] == []


def test_they_cannot_come_in_and_their_address_is_free(acme, world, enter):
    client = enter(acme.rob)
    erase(acme)
    assert client.get("/o/acme/today/").status_code == 302
    answer = Client().post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    assert answer.status_code == 422
    with acme.scope():
        again = add_member(name="Rob Again", email=ADDRESS, zone="UTC", by=acme.ada, now=NOW)
        assert again.pk != acme.rob.pk
        reactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
        assert Membership.objects.get(pk=acme.rob.pk).deactivated_at is not None


def test_mails_to_them_and_about_them_lose_their_words_and_keep_their_line(acme, world):
    with acme.scope():
        about = set(MailAbout.objects.filter(member=acme.rob).values_list("mail", flat=True))
        to = set(OutboxMail.objects.filter(recipient=acme.rob).values_list("pk", flat=True))
        keys = set(OutboxMail.objects.values_list("key", flat=True))
        untouched = OutboxMail.objects.exclude(pk__in=to | about).values_list("pk", flat=True)
        others = dict(OutboxMail.objects.filter(pk__in=list(untouched)).values_list("pk", "text"))
    assert about
    assert to
    erase(acme)
    with acme.scope():
        for mail in OutboxMail.objects.filter(pk__in=to | about):
            assert (mail.subject, mail.text, mail.html, mail.state != "pending") == ("Removed", "", "", True)
        assert {m.to_address for m in OutboxMail.objects.filter(pk__in=to)} == {
            f"former-{acme.rob.pk}@former.invalid"
        }
        assert set(OutboxMail.objects.values_list("key", flat=True)) == keys
        assert all(OutboxMail.objects.get(pk=pk).text == text for pk, text in others.items())


def test_the_trail_keeps_its_lines_and_loses_name_address_and_where_from(acme, world):
    with acme.scope():
        before = Event.objects.count()
    erase(acme)
    with acme.scope():
        mine = Event.objects.filter(actor=acme.rob)
        assert mine.exists()
        assert set(mine.values_list("address", "agent")) == {(None, "")}
        assert Event.objects.get(verb="mail_failed").data["answer"] == "removed"
        assert Event.objects.count() > before
        erased = Event.objects.get(verb="person_erased")
        assert (erased.actor_id, erased.subject_id, erased.data) == (acme.ada.pk, acme.rob.pk, {})


def test_others_keep_where_their_changes_came_from(acme, world):
    with acme.scope(), coming_from(Origin(WEB, "203.0.113.8", None, "Edge 131 on Windows")):
        event = record("account_changed", world.account, by=acme.lea, now=NOW, before={}, after={})
    erase(acme)
    with acme.scope():
        event.refresh_from_db()
    assert (event.address, event.agent) == ("203.0.113.8", "Edge 131 on Windows")


def test_somebody_in_two_organizations_stays_in_the_other(acme, rival, world, enter):
    with rival.scope():
        there = add_member(name="Rob elsewhere", email=ADDRESS, zone="UTC", by=rival.mallory, now=NOW)
    erase(acme)
    with rival.scope():
        there.refresh_from_db()
        assert (there.name, there.user.email, there.user.is_active) == ("Rob elsewhere", ADDRESS, True)
    assert enter(there).get("/o/rival/today/").status_code == 200
    assert enter(there).get("/o/acme/today/").status_code == 404


def test_a_leader_is_erased_and_the_team_says_that_nobody_leads_it(acme, world):
    erase(acme, acme.lea, "Lea Leader")
    with acme.scope():
        assert Team.objects.get(pk=acme.north.pk).leader is None
        assert rows_saying(OutboxMail, "Lea Leader") == []


def test_the_last_admin_and_oneself_are_refused(acme):
    with pytest.raises(ValidationError, match="Another admin"):
        erase(acme, acme.ada, "Ada Admin", by=acme.ada)
    with pytest.raises(ValidationError, match="every organization needs one"):
        erase(acme, acme.ada, "Ada Admin", by=acme.lea)


def test_the_name_must_be_typed(acme, enter):
    client, path = enter(acme.ada), f"/o/acme/settings/data/erase/{acme.rob.pk}/"
    preview = client.get(path).content.decode()
    assert "Erase Rob Rep for good?" in preview
    assert "may mention a name" in preview
    assert client.post(path, {"typed": "Rob"}).status_code == 422
    assert client.post(path, {"typed": " rob  rep "}).status_code == 302
    with acme.scope():
        assert Membership.objects.get(pk=acme.rob.pk).name == "Former member"
    assert client.get(path).status_code == 403


def test_every_field_of_a_membership_is_either_erased_or_kept_for_a_reason():
    assert {field.name for field in Membership._meta.concrete_fields} == ERASED | KEPT


@pytest.mark.parametrize("text", ["reflection", "reason of leave", "private note"])
def test_their_own_words_go(acme, world, text):
    from coaching.models import Note
    from organizations.models import TimeOff

    with acme.scope():
        Card.objects.filter(member=acme.rob).update(reflection="I was tired")
        off = TimeOff.objects.create(
            membership=acme.rob,
            starts_on=SINCE,
            ends_on=SINCE + timedelta(days=1),
            reason="Ill",
            created_at=NOW,
        )
    erase(acme)
    with acme.scope():
        left = {
            "reflection": Card.objects.filter(member=acme.rob).exclude(reflection="").count(),
            "reason of leave": TimeOff.objects.filter(pk=off.pk).exclude(reason="").count(),
            "private note": Note.objects.filter(author=acme.rob, is_shared=False).count(),
        }
    assert left[text] == 0


def test_the_database_forgets_nobody_who_is_not_being_erased(acme):
    with pytest.raises(DatabaseError, match="is not being erased"), acme.scope(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT forget_person(%s, 'x', ARRAY['x@y'])", [acme.rob.pk])


def test_the_database_forgets_nobody_of_another_organization(acme, rival, world):
    erase(acme)
    with pytest.raises(DatabaseError, match="is not being erased"), rival.scope(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT forget_person(%s, 'x', ARRAY['x@y'])", [acme.rob.pk])


def test_an_erased_person_is_called_former_member_on_every_page(acme, world, enter):
    erase(acme)
    assert apps.is_installed("organizations")
    page = enter(acme.ada).get("/o/acme/audit/").content.decode()
    assert NAME not in page
    assert "Former member" in page
