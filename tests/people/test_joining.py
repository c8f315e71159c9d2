"""The page behind an invitation's link, for everybody who may open it."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from organizations.invitations import (
    accept_invitation,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from organizations.invitations.inviting import Part
from organizations.models import Event, Invitation, Membership, OutboxMail, Placement, Team, User
from organizations.services import create_team, deactivate_member
from tests.cast import NOW, TODAY
from tests.test_access import refuse_writes

PASSWORD = "seven green bicycles"


@pytest.fixture
def invited(acme, clock):
    """`invited(address, **part)` is the path behind the link that was mailed, and the invitation."""

    def invite(address="nora@new.example", name="Nora New", **part):
        with acme.scope():
            one = invite_person(email=address, name=name, part=Part(**part), by=acme.ada, now=NOW)
            return link_of(one), one

    return invite


def link_of(one):
    """Inside the scope: what the newest mail to this person says."""
    mail = OutboxMail.objects.filter(key__startswith=f"invitation:{one.pk}:").latest("pk")
    return re.search(r"/invitation/[\w-]+/", mail.text)[0]


def user(address, password="another long password"):
    made = User.objects.create_user(address, password, joined_at=NOW)
    EmailAddress.objects.create(user=made, email=address, verified=True, primary=True)
    return made


def browser_of(someone) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def member(acme, address):
    with acme.scope():
        return Membership.objects.with_duties().filter(user__email__iexact=address).first()


def test_somebody_new_chooses_a_name_and_a_password_and_is_in(acme, invited):
    path, _ = invited(team=acme.north)
    client = Client()
    page = client.get(path).content.decode()
    assert "Join <bdi>Acme</bdi>" in page
    assert 'value="Nora New"' in page
    assert "You will be in the team <bdi>North</bdi>." in page
    answer = client.post(path, {"name": "Nora Neumann", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[0] == ("/o/acme/", 302)
    assert answer.status_code == 200
    nora = member(acme, "nora@new.example")
    assert (nora.name, nora.is_rep, nora.is_admin, nora.started_on) == ("Nora Neumann", True, False, TODAY)
    with acme.scope():
        place = Placement.objects.get(membership=nora)
    assert (place.team_id, place.starts_on) == (acme.north.pk, TODAY)
    assert Client().login(email="nora@new.example", password=PASSWORD)
    assert EmailAddress.objects.get(user=nora.user_id).verified


def test_the_invitation_decides_the_roles_not_what_is_sent(acme, rival, invited):
    path, _ = invited()
    Client().post(
        path,
        {"name": "Nora", "password": PASSWORD, "is_admin": "on", "team": acme.north.pk, "leads": "on",
         "organization": rival.organization.pk, "email": "other@new.example", "user": acme.ada.user_id},
    )  # fmt: skip
    nora = member(acme, "nora@new.example")
    assert (nora.is_admin, nora.leads_any, nora.organization_id) == (False, False, acme.organization.pk)
    assert member(acme, "other@new.example") is None


def test_whoever_was_invited_to_lead_leads(acme, invited):
    with acme.scope():
        east = create_team(name="East", by=acme.ada, now=NOW)
    path, _ = invited(is_rep=False, team=east, leads=True)
    assert "You will lead <bdi>East</bdi>." in Client().get(path).content.decode()
    Client().post(path, {"name": "Nora", "password": PASSWORD})
    assert member(acme, "nora@new.example").leads_any


def test_a_team_that_has_a_leader_by_then_keeps_them(acme, invited):
    with acme.scope():
        east = create_team(name="East", by=acme.ada, now=NOW)
    path, _ = invited(team=east, leads=True)
    with acme.scope():
        Team.objects.filter(pk=east.pk).update(leader=acme.sam)
    Client().post(path, {"name": "Nora", "password": PASSWORD})
    assert not member(acme, "nora@new.example").leads_any


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"name": "Nora", "password": "short"}, "at least 8"),
        ({"name": "Nora", "password": "password123"}, "too common"),
        ({"name": "Nora", "password": "nora@new.example"}, "too similar"),
        ({"name": " ", "password": PASSWORD}, "Fill this in."),
        ({"name": "x" * 301, "password": PASSWORD}, "300"),
        ({"name": "No\x00ra", "password": PASSWORD}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_made(acme, invited, sent, why):
    path, one = invited()
    answer = Client().post(path, sent)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not User.objects.filter(email="nora@new.example").exists()
    with acme.scope():
        assert Invitation.objects.get(pk=one.pk).state == "open"


@pytest.mark.parametrize("name", ["X", "محمد بن سلمان", "👩‍👩‍👧‍👦", "\u202eevil", "é" * 300, "İstanbul ıı"])
def test_any_name_comes_in_as_it_is_written(acme, invited, name):
    path, _ = invited(name="")
    assert Client().post(path, {"name": name, "password": PASSWORD}).status_code == 302
    assert member(acme, "nora@new.example").name == name


def test_somebody_signed_in_with_the_address_joins_with_one_button(acme, rival, invited):
    path, one = invited("Mallory@rival.example", name="")
    client = browser_of(rival.mallory.user)
    page = client.get(path).content.decode()
    assert "Join</button>" in page
    assert 'name="password"' not in page
    assert client.post(path)["Location"] == "/o/acme/"
    assert member(acme, "mallory@rival.example").is_rep
    with acme.scope():
        assert Invitation.objects.get(pk=one.pk).state == "accepted"


def test_whoever_has_an_account_and_is_signed_out_signs_in_and_comes_back(acme, rival, invited):
    path, _ = invited("mallory@rival.example")
    page = Client().get(path).content.decode()
    assert f'href="/accounts/login/?next={path}"' in page
    assert 'name="password"' not in page
    answer = Client().post(path, {"name": "Not me", "password": PASSWORD})
    assert answer.status_code == 403
    assert member(acme, "mallory@rival.example") is None
    assert not Client().login(email="mallory@rival.example", password=PASSWORD)


def test_somebody_elses_invitation_can_not_be_taken_over(acme, rival, invited):
    path, _ = invited()
    client = browser_of(rival.mallory.user)
    page = client.get(path)
    assert "You are signed in as mallory@rival.example." in page.content.decode()
    assert client.post(path, {"name": "Mallory", "password": PASSWORD}).status_code == 403
    assert member(acme, "mallory@rival.example") is None
    assert not User.objects.filter(email="nora@new.example").exists()
    switched = client.post(f"{path}switch/", follow=True)
    assert 'name="password"' in switched.content.decode()


def test_the_service_itself_refuses_another_address(acme, rival, invited):
    _, one = invited()
    with acme.scope(), pytest.raises(Exception, match="another address"):
        accept_invitation(invitation=one, user=rival.mallory.user, now=NOW)


def test_an_account_that_an_import_made_and_nobody_used_gets_its_password_here(acme, rival, invited):
    unused = User.objects.create_user("nora@new.example", None, joined_at=NOW)
    path, _ = invited()
    Client().post(path, {"name": "Nora", "password": PASSWORD})
    assert member(acme, "nora@new.example").user_id == unused.pk
    assert Client().login(email="nora@new.example", password=PASSWORD)


def test_a_link_opened_twice_leads_in_and_changes_nothing(acme, invited):
    path, _ = invited()
    client = Client()
    client.post(path, {"name": "Nora", "password": PASSWORD})
    for answer in (client.get(path), client.post(path, {"name": "Again", "password": PASSWORD})):
        assert answer["Location"] == "/o/acme/"
    assert member(acme, "nora@new.example").name == "Nora"
    with acme.scope():
        assert Event.objects.filter(verb="invitation_accepted").count() == 1
    elsewhere = Client().get(path)
    assert "This invitation has been accepted." in elsewhere.content.decode()
    assert 'href="/accounts/login/?next=/o/acme/"' in elsewhere.content.decode()
    assert Client().post(path, {"name": "Thief", "password": PASSWORD}).status_code != 302
    # A colleague who opens it is told whose it was, and not led home as if it were theirs.
    colleague = browser_of(acme.rob.user).get(path).content.decode()
    assert "Sign in as nora@new.example" in colleague
    assert f"You are signed in as {acme.rob.user.email}." in colleague


def test_looking_writes_nothing_whoever_looks(acme, rival, invited):
    path, _ = invited()
    clients = [Client(), browser_of(rival.mallory.user), browser_of(user("nora@new.example"))]
    for client in clients:
        with connection.execute_wrapper(refuse_writes):
            assert client.get(path).status_code == 200


def test_an_invitation_that_has_run_out_says_so_and_what_to_do(acme, invited, clock):
    path, _ = invited()
    clock.shift(timedelta(days=7))
    for answer in (Client().get(path), Client().post(path, {"name": "Nora", "password": PASSWORD})):
        assert answer.status_code == 410
        assert "This invitation has run out." in answer.content.decode()
        assert "Ask <bdi>Ada Admin</bdi> of <bdi>Acme</bdi> to invite you again" in answer.content.decode()
    assert member(acme, "nora@new.example") is None


def test_an_invitation_that_was_taken_back_says_so(acme, invited):
    path, one = invited()
    with acme.scope():
        revoke_invitation(invitation=one, by=acme.ada, now=NOW)
    answer = Client().post(path, {"name": "Nora", "password": PASSWORD})
    assert answer.status_code == 410
    assert "taken back" in answer.content.decode()


def test_a_link_that_nobody_sent_and_one_that_was_replaced_are_answered_alike(acme, invited):
    path, one = invited()
    with acme.scope():
        resend_invitation(invitation=one, by=acme.ada, now=NOW + timedelta(hours=1))
    answers = [Client().get(path), Client().get("/invitation/never-there/"), Client().post(path)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r"\s", "", answer.content.decode()) for answer in answers}) == 1


def test_a_former_member_does_not_come_back_by_an_old_link(acme, invited):
    path, _ = invited()
    client = Client()
    client.post(path, {"name": "Nora", "password": PASSWORD})
    with acme.scope():
        deactivate_member(membership=member(acme, "nora@new.example"), by=acme.ada, now=NOW)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "This invitation has been accepted." in answer.content.decode()


def test_a_former_member_with_a_second_invitation_is_told_to_ask(acme, invited):
    _, one = invited("mallory@new.example")
    someone = user("mallory@new.example")
    with acme.scope():
        accept_invitation(invitation=one, user=someone, now=NOW)
        deactivate_member(membership=Membership.objects.get(user=someone), by=acme.ada, now=NOW)
        Invitation.objects.filter(pk=one.pk).update(state="open")
        with pytest.raises(Exception, match="You were a member before"):
            accept_invitation(invitation=one, user=someone, now=NOW)


def test_the_page_is_kept_by_no_cache_and_tells_no_other_page_its_address(invited):
    path, _ = invited()
    answer = Client().get(path)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_from_another_site_is_refused(invited):
    path, _ = invited()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"name": "Nora", "password": PASSWORD}).status_code == 403
    assert strict.post(f"{path}switch/").status_code == 403


def test_joining_gives_the_browser_a_new_session(acme, invited):
    path, _ = invited()
    client = Client()
    client.cookies["session"] = "fixed-by-an-attacker-0123456789ab"
    client.post(path, {"name": "Nora", "password": PASSWORD})
    assert client.cookies["session"].value != "fixed-by-an-attacker-0123456789ab"
