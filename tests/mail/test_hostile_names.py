"""Names that hurt, in every mail but those about accounts (tests/sign_in): each reads back as one whole mail."""

from datetime import timedelta

import pytest

from activities.models import FollowUp
from activities.services import give_reminders
from organizations.invitations import invite_person
from organizations.invitations.inviting import Part, resend_invitation
from organizations.mail.kinds import ACCOUNT, kinds
from organizations.models import Organization, OutboxMail
from organizations.privacy.ending import ask_for_end, call_off_end
from organizations.services import make_token
from scorecards.models import Watch
from scorecards.observers.naming import ask_again, name_observer
from scorecards.weekly import close_due
from tests.cast import NOW
from tests.mail.whole import assert_whole
from tests.naughty import HURTING, names_of_the_big_list
from tests.renaming import rename_everything
from tests.world import make_world


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def everything_about_names(acme, world, name: str) -> None:
    """All that is mailed to members and to people outside, with this name on everybody and everything."""
    house = Organization.objects.get(pk=acme.organization.pk)
    ask_for_end(organization=house, typed=house.name, by=acme.ada, now=NOW)
    call_off_end(organization=house, by=acme.ada, now=NOW)
    part = Part(is_rep=True, team=acme.north)
    one = invite_person(
        email="ivy@new.example", name=" ".join(name.split())[:300], part=part, by=acme.ada, now=NOW
    )
    resend_invitation(invitation=one, by=acme.ada, now=NOW + timedelta(hours=1))
    for member, by in [(acme.rita, acme.lea), (acme.rita, acme.rita)]:
        called = f"{name[:290]} {by.pk}"
        name_observer(member=member, name=called, address=f"o{by.pk}@out.example", by=by, now=NOW)
    ask_again(watch=world.watch, by=acme.rob, now=NOW + timedelta(days=2))
    for by in (acme.rob, acme.ada, None):
        label = " ".join(f"{name[:50]} {by}".split())[:60]
        make_token(membership=acme.rob, name=label, scopes=["people:read"], by=by, now=NOW)


def cards_and_reminders(acme, world) -> None:
    with acme.scope():
        Watch.objects.filter(pk=world.watch.pk).update(state=Watch.CONFIRMED, confirmed_at=NOW)
        FollowUp.objects.create(member=acme.rob, contact=world.contact, due_on=NOW.date(), created_at=NOW)
        give_reminders(organization=acme.organization, now=NOW)
    close_due(organization_id=acme.organization.pk, now=NOW + timedelta(days=7))


def written(acme, world) -> list[OutboxMail]:
    with acme.scope():
        return list(OutboxMail.objects.exclude(pk=world.mail.pk).exclude(text=""))


def renamed(acme, name: str) -> None:
    rename_everything(acme, name)
    for member in acme.people:
        member.refresh_from_db()


@pytest.mark.parametrize("hurt", sorted(HURTING))
def test_every_mail_to_members_and_to_people_outside_bears_a_name(hurt, acme, world, clock):
    with acme.scope():
        renamed(acme, HURTING[hurt])
        everything_about_names(acme, world, HURTING[hurt])
    cards_and_reminders(acme, world)
    found = written(acme, world)
    assert {mail.kind for mail in found} == {kind.key for kind in kinds.values() if kind.to != ACCOUNT}
    for mail in found:
        assert_whole(mail)


def test_mails_bear_the_big_list_of_naughty_strings(acme, world, clock):
    names = names_of_the_big_list()
    assert len(names) > 10
    for number, name in enumerate(names, start=1):
        with acme.scope():
            OutboxMail.objects.all().delete()
            renamed(acme, name)
            house = Organization.objects.get(pk=acme.organization.pk)
            ask_for_end(organization=house, typed=house.name, by=acme.ada, now=NOW)
            call_off_end(organization=house, by=acme.ada, now=NOW)
            make_token(
                membership=acme.rob, name=name[:60] or "x", scopes=["people:read"], by=acme.ada, now=NOW
            )
            ask_again(watch=world.watch, by=acme.rob, now=NOW + timedelta(days=2 * number))
            Watch.objects.filter(pk=world.watch.pk).update(asks=1)
            for mail in OutboxMail.objects.all():
                assert_whole(mail)
