"""After somebody was erased, their name and address stand in no column of the database; nothing of others goes."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError

from activities.models import CallLog
from coaching.models import Commitment, Encouragement, Note, OneOnOne
from imports.models import ImportBatch, ImportIssue
from organizations.events import record
from organizations.invitations.inviting import invite_person
from organizations.mail import queue_mail
from organizations.mail.sign_in import queue_sign_in_mail
from organizations.models import Event, Invitation, OutboxMail, SignInMail
from organizations.privacy.erasing import erase_person
from organizations.services import make_token
from scorecards.models import Observer, ObserverKey, Watch
from scorecards.observers.naming import name_observer
from scorecards.weekly import close_due
from tests.cast import NOW
from tests.openness.everywhere import places_saying, sessions_of
from tests.openness.test_erasing import counted
from tests.world import make_world

# A name and an observer that nobody else has: browser tests leave a whole Acme behind, with theirs in it.
NAME, ADDRESS, OTHER = "Rob Quine", "rob@acme.example", "robert.rep@home.example"
OBSERVER, SHARED = "rosa@only.example", "paul@mentor.example"


@pytest.fixture
def full(acme, enter):
    """Acme with Rob's name and address in every place where they can come to stand."""
    with acme.scope():
        acme.rob.name = NAME
        acme.rob.save(update_fields=["name"])
    client = enter(acme.rob)
    client.get("/o/acme/today/")
    user = acme.rob.user
    EmailAddress.objects.create(user=user, email=OTHER)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x", "of": ADDRESS})
    SocialAccount.objects.create(
        user=user, provider="openid_connect", uid="1", extra_data={"email": ADDRESS, "name": NAME}
    )
    UserSession.objects.get_or_create(
        session_key=client.session.session_key,
        defaults={
            "user": user,
            "ip": "203.0.113.7",
            "user_agent": NAME,
            "last_seen_at": NOW,
            "data": {"a": ADDRESS},
        },
    )
    queue_sign_in_mail(
        kind="code", to_address="Robert.Rep@home.example", subject=NAME, text=ADDRESS, html="",
        lasts=timedelta(hours=1), now=NOW,
    )  # fmt: skip
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        Observer.objects.filter(pk=world.watch.observer_id).update(address=OBSERVER)
        words_about(acme, world)
        mails(acme, world)
        Invitation.objects.create(
            email=OTHER.upper(), name=NAME, invited_by=acme.ada, digest="1" * 64, created_at=NOW, sent_at=NOW,
            expires_at=NOW, membership=acme.rob,
        )  # fmt: skip
        make_token(
            membership=acme.rob, name=f"{NAME}'s dialler", scopes=["people:read"], by=acme.rob, now=NOW
        )
    close_due(organization_id=acme.organization.pk, now=NOW)
    return world


def words_about(acme, world) -> None:
    """What he and his leader wrote, what was imported, and the trail of it."""
    for author, shared in ((acme.lea, False), (acme.lea, True), (acme.rob, True)):
        Note.objects.create(
            one_on_one=world.one_on_one,
            author=author,
            body=f"{NAME} is tired",
            is_shared=shared,
            created_at=NOW,
        )
    OneOnOne.objects.filter(pk=world.one_on_one.pk).update(topic=f"{NAME} and the spring")
    Commitment.objects.filter(pk=world.commitment.pk).update(
        text=f"{NAME} calls late", reason=f"for {ADDRESS}"
    )
    Encouragement.objects.filter(member=acme.rob).update(text=f"Well done, {NAME}")
    ImportIssue.objects.create(
        batch=world.batch, line=3, column="Owner", value=f"{NAME} <{ADDRESS.upper()}>", reason="?"
    )
    ImportBatch.objects.filter(pk=world.batch.pk).update(filename=f"calls of {NAME}.csv")
    CallLog.objects.filter(membership=acme.rob).update(
        name=f"{NAME}.csv", text=f"Date,Name\n1,{NAME}", refused=[{"line": 1, "value": NAME}]
    )
    record(
        "mail_failed", world.mail, by=None, now=NOW, answer=f"550 <{ADDRESS}> unknown", before="", after=""
    )
    record(
        "account_changed",
        world.account,
        by=acme.ada,
        now=NOW,
        before={"name": NAME},
        after={"name": f"({NAME})"},
    )
    record(
        "account_changed",
        world.account,
        by=acme.ada,
        now=NOW,
        before={},
        after={"why": [f"as {NAME}, ROB QUINE, says"]},
    )
    record(
        "account_changed",
        world.account,
        by=acme.ada,
        now=NOW,
        before={},
        after={"why": "Rob Quinebury stays"},
    )


def mails(acme, world) -> None:
    """To his address before he was a member, to others about him, and to his observers."""
    for key, to, names in (("before", ADDRESS.upper(), ()), ("leader", "lea@acme.example", (acme.rob.pk,))):
        queue_mail(
            kind="end",
            key=key,
            recipient=None,
            to_address=to,
            subject=f"Of {NAME}",
            text=ADDRESS,
            html=NAME,
            names=names,
            now=NOW,
        )
    name_observer(member=acme.rob, name="Paul Peer", address=SHARED, by=acme.rob, now=NOW)
    name_observer(member=acme.rita, name="Paul Peer", address=SHARED, by=acme.rita, now=NOW)
    name_observer(member=acme.rita, name=NAME, address=ADDRESS, by=acme.rita, now=NOW)
    name_observer(member=acme.rob, name="Olga Only", address="olga@only.example", by=acme.rob, now=NOW)


def erase(acme) -> None:
    with acme.scope():
        erase_person(membership=acme.rob, typed=NAME, by=acme.ada, now=NOW)


def test_the_name_and_the_addresses_stand_in_no_column_of_the_whole_database(acme, full):
    before = {words: places_saying(words) for words in (NAME, ADDRESS, OTHER)}
    assert len(before[NAME]) > 15, before
    assert len(before[ADDRESS]) > 8, before
    assert before[OTHER]
    erase(acme)
    assert places_saying(ADDRESS) == set()
    assert places_saying(OTHER) == set()
    # "Rob Quinebury" is somebody else.
    assert places_saying(NAME) == {"organizations_event.data"}
    with acme.scope():
        said = [event.data for event in Event.objects.filter(data__icontains=NAME)]
    assert said == [{"before": {}, "after": {"why": "Rob Quinebury stays"}}]


def test_every_count_and_card_is_as_it_was_however_much_was_said(acme, full):
    before = counted(acme)
    erase(acme)
    assert counted(acme) == before
    with acme.scope():
        assert Commitment.objects.filter(member=acme.rob).count() == 1
        assert OneOnOne.objects.filter(rep=acme.rob).count() == 1


def test_a_name_inside_a_sentence_of_the_trail_goes_and_the_sentence_stays(acme, full):
    erase(acme)
    with acme.scope():
        after = [event.data["after"] for event in Event.objects.filter(verb="account_changed").order_by("pk")]
    assert after[:2] == [{"name": "(removed)"}, {"why": ["as removed, removed, says"]}]


def test_their_sessions_are_gone_and_those_of_others_stay(acme, full, enter):
    leas = enter(acme.lea)
    assert sessions_of(acme.rob.user_id) > 0
    with acme.scope():
        user = acme.rob.user_id
    erase(acme)
    assert sessions_of(user) == 0
    assert leas.get("/o/acme/today/").status_code == 200
    assert not SignInMail.objects.exists()


def test_an_observer_whom_nobody_else_has_goes_and_one_of_others_stays(acme, full):
    erase(acme)
    with acme.scope():
        names = {observer.name: observer.address for observer in Observer.objects.all()}
        assert names["Paul Peer"] == SHARED
        assert [name for name in names if name != "Paul Peer"] == ["Former observer"] * 1
        assert Observer.objects.filter(name="Former observer").count() == 3
        assert not ObserverKey.objects.exclude(observer__address=SHARED).exists()
        running = Watch.objects.running()
        assert {
            (watch.member_id, watch.observer.address) for watch in running.select_related("observer")
        } == {(acme.rita.pk, SHARED)}
        rest = OutboxMail.objects.filter(to_address=SHARED)
        assert any("Rita Rep" in mail.text for mail in rest)
        assert not any(NAME in mail.text for mail in rest)
    for address in (OBSERVER, "olga@only.example"):
        assert places_saying(address) == set()


def test_what_a_leader_shared_stays_with_whom_it_was_shared_with(acme, full):
    with acme.scope():
        erase_person(membership=acme.lea, typed="Lea Leader", by=acme.ada, now=NOW)
        bodies = list(Note.objects.filter(author=acme.lea).values_list("body", "is_shared"))
        assert bodies == [(f"{NAME} is tired", True)]
        assert OneOnOne.objects.get(pk=full.one_on_one.pk).topic == f"{NAME} and the spring"
        assert not Encouragement.objects.filter(author=acme.lea).exists()


def test_a_rival_with_the_same_name_in_its_words_is_not_touched(acme, rival, full):
    with rival.scope():
        invite_person(email="rob.twin@rival.example", name=NAME, by=rival.mallory, now=NOW)
        record("account_changed", rival.team, by=rival.mallory, now=NOW, before={}, after={"name": NAME})
        theirs = (Invitation.objects.get(name=NAME).email, Event.objects.get(verb="account_changed").data)
    erase(acme)
    with rival.scope():
        kept = (Invitation.objects.get(name=NAME).email, Event.objects.get(verb="account_changed").data)
    assert kept == theirs == ("rob.twin@rival.example", {"before": {}, "after": {"name": NAME}})


NAMES = [
    "O'Brien \"Bob\" (x) [y] {z} $1 \\1 ^|*+?.", "Żółć 李四 مرحبا", "İbrahim Ştefan", "a b", "👩🏽‍🚀 Fam ily",
    "<b>Bold</b> x",    "x" * 149 + " " + "y" * 150,
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whatever_the_name_is_it_goes_from_the_trail(acme, enter, name):
    with acme.scope():
        acme.rob.name = name
        acme.rob.save(update_fields=["name"])
        record(
            "account_changed",
            acme.north,
            by=acme.ada,
            now=NOW,
            before=name,
            after={"said": [f"Ask {name}, now"]},
        )
        with pytest.raises(ValidationError):
            erase_person(membership=acme.rob, typed="somebody", by=acme.ada, now=NOW)
        erase_person(membership=acme.rob, typed=name, by=acme.ada, now=NOW)
        event = Event.objects.get(verb="account_changed")
    assert event.data == {"before": "removed", "after": {"said": ["Ask removed, now"]}}
