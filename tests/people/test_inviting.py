"""Inviting people: one or a list, again, and taking it back. Nobody but the invited reads the link."""

import re
from datetime import timedelta

import pytest
from django.core import mail as sent_mail
from django.core.exceptions import ValidationError

from organizations.invitations import invite_person, resend_invitation, revoke_invitation
from organizations.mail.delivery import deliver_due
from organizations.models import Event, Invitation, Membership, OutboxMail
from organizations.services import deactivate_member
from tests.cast import NOW
from tests.flat import assert_flat


def post(acme, enter, people, **more):
    return enter(acme.ada).post("/o/acme/invitations/new/", {"people": people, "is_rep": "on", **more})


def invitations(acme):
    with acme.scope():
        return {one.email: one for one in Invitation.objects.select_related("team", "invited_by")}


def mails(acme):
    with acme.scope():
        return list(OutboxMail.objects.filter(key__startswith="invitation:"))


def test_an_admin_invites_one_person_who_gets_a_mail_with_a_link(acme, enter):
    answer = post(acme, enter, "Nora New <nora@new.example>", team=acme.north.pk)
    assert answer["Location"] == "/o/acme/invitations/"
    one = invitations(acme)["nora@new.example"]
    assert (one.name, one.is_rep, one.is_admin, one.team, one.leads) == (
        "Nora New",
        True,
        False,
        acme.north,
        False,
    )
    assert one.invited_by == acme.ada
    assert one.expires_at == NOW + timedelta(days=7)
    (mail,) = mails(acme)
    assert mail.to_address == "nora@new.example"
    assert mail.subject == "Ada Admin invites you to Acme"
    assert "Wednesday 25 November" in mail.text
    secret = re.search(r"/invitation/([\w-]{43})/", mail.text)[1]
    assert f"/invitation/{secret}/" in mail.html
    assert secret not in str(vars(one)), "only a digest of the secret is kept"


def test_a_list_is_invited_and_what_can_not_be_comes_back_with_the_reason(acme, enter):
    post(acme, enter, "old@new.example")
    answer = post(
        acme,
        enter,
        "Nora <nora@new.example>\nrob@acme.example\nnobody\nOLD@new.example, nora@new.example\nben@new.example",
    )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "2 people invited." in page
    for why in (
        "Rob Rep is a member already.", "There is no e-mail address here.",
        "Invited already. Send the invitation again instead.", "This address is on the list twice.",
    ):  # fmt: skip
        assert why in page
    kept = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", page, re.S)[1]
    assert kept.splitlines() == ["rob@acme.example", "nobody", "OLD@new.example", "nora@new.example"]
    assert set(invitations(acme)) == {"old@new.example", "nora@new.example", "ben@new.example"}


def test_when_nobody_could_be_invited_the_answer_is_422(acme, enter):
    assert post(acme, enter, "rob@acme.example").status_code == 422
    assert post(acme, enter, "").status_code == 422
    assert invitations(acme) == {}


def test_a_former_member_is_not_invited_anew_but_brought_back(acme, enter):
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    page = post(acme, enter, "rob@acme.example").content.decode()
    assert "Rob Rep was a member before. Bring them back on their own page." in page


def test_an_address_whose_invitation_has_run_out_is_invited_anew(acme, enter, clock):
    post(acme, enter, "nora@new.example")
    clock.shift(timedelta(days=7))
    assert post(acme, enter, "nora@new.example").status_code == 302
    with acme.scope():
        states = list(Invitation.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["revoked", "open"]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"leads": "on"}, "Choose the team that they will lead."),
        ({"leads": "on", "team": "north"}, "North is led by Lea Leader."),
        ({"team": "0"}, "not one of the available choices"),
    ],
)
def test_a_part_that_can_not_be_is_refused_at_its_field(acme, enter, sent, why):
    if sent.get("team") == "north":
        sent = {**sent, "team": acme.north.pk}
    answer = post(acme, enter, "nora@new.example", **sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_two_people_do_not_lead_one_team(acme, enter):
    answer = post(acme, enter, "a@new.example, b@new.example", leads="on", team=acme.north.pk)
    assert "A team has one leader." in answer.content.decode()


def test_a_list_that_is_too_long_is_refused_whole(acme, enter):
    answer = post(acme, enter, "\n".join(f"p{at}@new.example" for at in range(201)))
    assert answer.status_code == 422
    assert "These are 201 people. Invite at most 200 at a time." in answer.content.decode()
    assert invitations(acme) == {}


def test_an_organization_can_not_be_used_to_write_to_strangers_all_day(acme, enter):
    for round in range(2):
        post(acme, enter, "\n".join(f"p{round}-{at}@new.example" for at in range(200)))
    answer = post(acme, enter, "\n".join(f"last-{at}@new.example" for at in range(101)))
    assert "Only 100 more can be invited today." in answer.content.decode()


def test_inviting_many_costs_as_many_looks_as_inviting_few(acme, enter):
    def add(number):
        answer = post(acme, enter, "\n".join(f"p{number}-{at}@new.example" for at in range(number)))
        assert answer.status_code == 302

    assert_flat(enter(acme.ada), "/o/acme/invitations/", add)


def test_sending_again_makes_a_new_link_and_the_old_one_is_dead(acme, enter, clock):
    post(acme, enter, "nora@new.example")
    (first,) = mails(acme)
    one = invitations(acme)["nora@new.example"]
    clock.shift(timedelta(days=3))
    enter(acme.ada).post(f"/o/acme/invitations/{one.pk}/resend/")
    again = invitations(acme)["nora@new.example"]
    assert again.digest != one.digest
    assert again.expires_at == NOW + timedelta(days=10)
    (second,) = mails(acme)  # the first had not gone out yet, so it does not go out any more
    assert second.key != first.key
    old = re.search(r"/invitation/[\w-]+/", first.text)[0]
    assert enter(acme.ada).get(old).status_code == 404


def test_pressing_send_again_twice_sends_one_mail(acme, enter, clock):
    post(acme, enter, "nora@new.example")
    one = invitations(acme)["nora@new.example"]
    clock.shift(timedelta(hours=1))
    for _ in range(2):
        enter(acme.ada).post(f"/o/acme/invitations/{one.pk}/resend/")
    assert invitations(acme)["nora@new.example"].sends == 2


def test_an_address_is_not_written_to_for_ever(acme):
    with acme.scope():
        one = invite_person(email="nora@new.example", by=acme.ada, now=NOW)
        for hour in range(1, 10):
            resend_invitation(invitation=one, by=acme.ada, now=NOW + timedelta(hours=hour))
        with pytest.raises(ValidationError, match="sent 10 times"):
            resend_invitation(invitation=one, by=acme.ada, now=NOW + timedelta(hours=11))


def test_taking_back_can_be_undone_by_inviting_again(acme, enter, clock):
    post(acme, enter, "nora@new.example")
    one = invitations(acme)["nora@new.example"]
    page = enter(acme.ada).post(f"/o/acme/invitations/{one.pk}/revoke/", follow=True).content.decode()
    assert "The invitation of nora@new.example is taken back." in page
    assert f'action="/o/acme/invitations/{one.pk}/resend/"' in page
    assert invitations(acme)["nora@new.example"].state == "revoked"
    assert mails(acme) == []
    enter(acme.ada).post(f"/o/acme/invitations/{one.pk}/resend/")
    assert invitations(acme)["nora@new.example"].state == "open"
    assert len(mails(acme)) == 1


def test_an_old_invitation_is_not_revived_beside_a_newer_one(acme):
    with acme.scope():
        old = invite_person(email="nora@new.example", by=acme.ada, now=NOW)
        revoke_invitation(invitation=old, by=acme.ada, now=NOW)
        invite_person(email="Nora@new.example", by=acme.ada, now=NOW)
        with pytest.raises(ValidationError, match="a newer invitation"):
            resend_invitation(invitation=old, by=acme.ada, now=NOW)


def test_every_step_is_in_the_trail(acme, enter, clock):
    post(acme, enter, "nora@new.example")
    one = invitations(acme)["nora@new.example"]
    clock.shift(timedelta(hours=1))
    for step in ("resend", "revoke"):
        enter(acme.ada).post(f"/o/acme/invitations/{one.pk}/{step}/")
    with acme.scope():
        trail = Event.objects.filter(subject_type="organizations.invitation").order_by("pk")
        assert [(event.verb, event.actor) for event in trail] == [
            (verb, acme.ada) for verb in ("person_invited", "invitation_resent", "invitation_revoked")
        ]


def test_not_even_an_admin_reads_the_link_in_the_outbox_and_it_is_gone_once_it_was_sent(acme, enter):
    post(acme, enter, "nora@new.example")
    (mail,) = mails(acme)
    secret = re.search(r"/invitation/([\w-]+)/", mail.text)[1]
    for path in (
        f"/o/acme/outbox/{mail.pk}/",
        f"/o/acme/outbox/{mail.pk}/?as=text",
        f"/o/acme/outbox/{mail.pk}/html",
    ):
        assert secret not in enter(acme.ada).get(path).content.decode()
    deliver_due(organization_id=acme.organization.pk, clock=lambda: NOW)
    assert secret in sent_mail.outbox[-1].body
    (mail,) = mails(acme)
    assert (mail.state, mail.text, mail.html) == ("sent", "", "")


@pytest.mark.parametrize(
    "name", ["Evil\r\nBcc: all@x.example", "א" * 300, "👩‍👩‍👧 Fam", "\u202eevil", "<b>Bold</b>"]
)
def test_whatever_the_inviters_name_the_mail_keeps_its_headers(acme, name):
    with acme.scope():
        Membership.objects.filter(pk=acme.ada.pk).update(name=name)
        acme.ada.refresh_from_db()
        invite_person(email="nora@new.example", by=acme.ada, now=NOW)
    deliver_due(organization_id=acme.organization.pk, clock=lambda: NOW)
    raw = sent_mail.outbox[-1].message()
    assert raw["To"] == "nora@new.example"
    assert raw["Bcc"] is None
    assert "\n" not in str(raw["Subject"]).replace("\n ", " ")
    assert "<b>Bold" not in sent_mail.outbox[-1].alternatives[0][0]


def test_an_address_with_a_line_break_is_no_address(acme):
    with acme.scope(), pytest.raises(ValidationError, match=r"not an e-mail address|no e-mail"):
        invite_person(email="nora@new.example\r\nBcc: all@x.example", by=acme.ada, now=NOW)
