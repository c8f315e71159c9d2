"""An invitation says which card somebody will have, and their first week is scored by it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from metrics.models import Metric
from organizations.invitations import accept_invitation, revoke_invitation
from organizations.models import Event, Invitation, Membership, OutboxMail, User
from organizations.periods import Period
from organizations.services import add_member
from scorecards.models import CardTemplate, TemplateAssignment
from scorecards.services import (
    adopt_template,
    close_card,
    make_template,
    retire_template,
    set_default_template,
)
from tests.cast import MONDAY, NOW
from tests.flat import assert_flat
from tests.people.calls import call, get

FIRST_WEEK = Period(MONDAY, MONDAY + timedelta(days=7))
NEW = "/o/acme/invitations/new/"


@pytest.fixture
def keeper(acme) -> CardTemplate:
    """The card of an account manager, beside the default."""
    with acme.scope():
        return adopt_template(role="am", by=acme.ada, now=NOW)


def invite(acme, enter, people="nora@new.example", **more):
    return enter(acme.ada).post(NEW, {"people": people, "is_rep": "on"} | more)


def retire(acme, template):
    with acme.scope():
        retire_template(template=template, by=acme.ada, now=NOW)


def come_in(acme, address="nora@new.example") -> Membership:
    """Somebody new follows the link in their mail."""
    with acme.scope():
        mail = OutboxMail.objects.filter(to_address=address).latest("pk")
    link = re.search(r"/invitation/[\w-]+/", mail.text)[0]
    answer = Client().post(link, {"name": "Nora New", "password": "seven green bicycles"})
    assert answer.status_code == 302
    with acme.scope():
        return Membership.objects.get(user__email=address)


def scored_by(acme, member) -> int:
    """The template that the card of the running week is closed by."""
    with acme.scope():
        card = close_card(member=member, week=FIRST_WEEK, now=NOW + timedelta(days=5))
        return card.snapshot["template"]["id"]


def given(acme):
    with acme.scope():
        return list(TemplateAssignment.objects.filter(member__isnull=False))


def test_the_form_offers_what_everybody_has_and_the_others_that_are_in_use(acme, enter, keeper):
    with acme.scope():
        retire_template(template=adopt_template(role="field", by=acme.ada, now=NOW), by=acme.ada, now=NOW)
    page = enter(acme.ada).get(NEW)
    offered = [str(name) for _pk, name in page.context["form"].fields["card_template"].choices]
    assert offered == ["As everybody else: Prospecting", "Account manager"]


def test_nobody_is_asked_where_there_is_one_card_alone(acme, enter):
    assert "Weekly card" not in enter(acme.ada).get(NEW).content.decode()


@pytest.mark.parametrize("people", ["nora@new.example", "ben@new.example\nNora <nora@new.example>"])
def test_whoever_comes_in_has_the_card_from_their_first_week_on(acme, enter, keeper, people):
    assert invite(acme, enter, people, card_template=keeper.pk).status_code == 302
    page = enter(acme.ada).get("/o/acme/invitations/").content.decode()
    assert page.count("card “Account manager”") == len(people.splitlines())
    nora = come_in(acme)
    assert scored_by(acme, nora) == keeper.pk
    with acme.scope():
        one = TemplateAssignment.objects.select_related("member", "set_by").get(member__isnull=False)
        assert (one.member, one.set_by) == (nora, acme.ada)
        told = Event.objects.get(verb="card_template_given")
    assert (told.actor_id, told.data["members"], told.data["after"]) == (acme.ada.pk, [nora.pk], keeper.pk)


def test_somebody_with_an_account_of_their_own_has_it_too(acme, enter, keeper):
    with acme.scope():
        user = User.objects.create_user("nora@new.example", "another long password", joined_at=NOW)
    invite(acme, enter, card_template=keeper.pk)
    with acme.scope():
        nora = accept_invitation(invitation=Invitation.objects.get(), user=user, now=NOW)
    assert scored_by(acme, nora) == keeper.pk


def test_without_a_choice_they_have_what_everybody_else_has(acme, enter, keeper):
    invite(acme, enter, card_template="")
    nora = come_in(acme)
    assert scored_by(acme, nora) != keeper.pk
    assert given(acme) == []


@pytest.mark.parametrize(("people", "said"), [
    ("nora@new.example", "An open invitation names it. Whoever comes by that will have “Prospecting”."),
    ("ben@new.example\nnora@new.example", "2 open invitations name it. Whoever comes by them will have “Prospecting”."),
])  # fmt: skip
def test_before_a_card_is_retired_the_page_says_who_was_promised_it(acme, enter, keeper, people, said):
    ada, page = enter(acme.ada), f"/o/acme/card-templates/{keeper.pk}/"
    assert "promised" not in ada.get(page).content.decode()
    invite(acme, enter, people, card_template=keeper.pk)
    assert said in " ".join(ada.get(page).content.decode().split())
    with acme.scope():
        for one in Invitation.objects.all():
            revoke_invitation(invitation=one, by=acme.ada, now=NOW)
    assert "promised" not in ada.get(page).content.decode()


def test_a_card_that_was_retired_meanwhile_is_not_given_and_the_list_says_so(acme, enter, keeper):
    invite(acme, enter, card_template=keeper.pk)
    retire(acme, keeper)
    page = enter(acme.ada).get("/o/acme/invitations/").content.decode()
    assert "card “Account manager” is retired, so the default" in page
    nora = come_in(acme)
    assert scored_by(acme, nora) != keeper.pk
    assert given(acme) == []


def test_the_cards_of_a_default_that_changes_go_along(acme, enter, keeper):
    """Who was promised a card keeps it when it becomes everybody's, and afterwards."""
    invite(acme, enter, card_template=keeper.pk)
    with acme.scope():
        set_default_template(template=keeper, by=acme.ada, now=NOW)
    assert scored_by(acme, come_in(acme)) == keeper.pk


def test_who_does_not_sell_is_given_none(acme, enter, keeper):
    assert invite(acme, enter, is_rep="", card_template=keeper.pk).status_code == 302
    with acme.scope():
        assert Invitation.objects.get().card_template is None
    assert come_in(acme).is_rep is False
    assert given(acme) == []


def test_who_became_a_member_meanwhile_stays_as_they_are(acme, enter, keeper):
    invite(acme, enter, card_template=keeper.pk)
    with acme.scope():
        nora = add_member(name="Nora", email="nora@new.example", zone="UTC", by=acme.ada, now=NOW)
        accept_invitation(invitation=Invitation.objects.get(), user=nora.user, now=NOW)
    assert given(acme) == []


def test_a_card_of_another_organization_is_refused_at_its_field(acme, rival, enter, keeper):
    with rival.scope():
        theirs = adopt_template(role="am", by=rival.mallory, now=NOW)
    for wrong in (theirs.pk, "x", "-1", "9" * 30):
        answer = invite(acme, enter, card_template=wrong)
        assert answer.status_code == 422
        assert answer.context["form"].errors["card_template"] == ["Choose one of these cards."]
    with acme.scope():
        assert not Invitation.objects.exists()


def test_it_is_refused_where_there_is_nothing_to_choose_too(acme, rival, enter):
    with rival.scope():
        theirs = CardTemplate.objects.get()
    assert invite(acme, enter, card_template=theirs.pk).status_code == 422


def test_even_if_it_were_kept_a_card_of_another_organization_is_given_to_nobody(acme, rival, enter, keeper):
    invite(acme, enter, card_template=keeper.pk)
    with rival.scope():
        theirs = CardTemplate.objects.get()
    with acme.scope():
        Invitation.objects.update(card_template=theirs.pk)
    assert "card “" not in enter(acme.ada).get("/o/acme/invitations/").content.decode()
    assert scored_by(acme, come_in(acme)) not in (keeper.pk, theirs.pk)


def test_what_was_chosen_stays_in_the_form_for_those_who_need_a_look(acme, enter, keeper):
    page = invite(acme, enter, "nora@new.example\nnobody", card_template=keeper.pk)
    assert f'<option value="{keeper.pk}" selected>' in page.content.decode()


def test_sending_again_keeps_it(acme, enter, keeper):
    invite(acme, enter, card_template=keeper.pk)
    ada = enter(acme.ada)
    with acme.scope():
        one = Invitation.objects.get()
    ada.post(f"/o/acme/invitations/{one.pk}/revoke/")
    ada.post(f"/o/acme/invitations/{one.pk}/resend/")
    assert scored_by(acme, come_in(acme)) == keeper.pk


def test_the_trail_names_the_card(acme, enter, keeper):
    invite(acme, enter, card_template=keeper.pk)
    come_in(acme)
    ada = enter(acme.ada)
    for verb in ("person_invited", "invitation_accepted"):
        with acme.scope():
            event = Event.objects.get(verb=verb)
        page = ada.get(f"/o/acme/audit/{event.pk}/").content.decode()
        assert "<dt>Weekly card</dt><dd>Account manager</dd>" in page


def test_a_list_of_invitations_with_cards_costs_what_a_short_one_costs(acme, enter, keeper):
    def add(many):
        with acme.scope():
            own = make_template(
                name=f"Card {many}", lines=[(Metric.objects.get(key="dials"), 100)], by=acme.ada, now=NOW
            )
        people = "\n".join(f"p{many}-{number}@new.example" for number in range(many))
        assert invite(acme, enter, people, card_template=own.pk).status_code == 302

    assert_flat(enter(acme.ada), "/o/acme/invitations/", add)


def test_a_program_says_which_card(acme, rival, caller, keeper):
    ada, sent = caller(acme.ada), {"email": "nora@new.example", "card_template": keeper.pk}
    with rival.scope():
        theirs = adopt_template(role="ae", by=rival.mallory, now=NOW)
    with acme.scope():
        gone = adopt_template(role="field", by=acme.ada, now=NOW)
    retire(acme, gone)
    for wrong in ({"card_template": theirs.pk}, {"card_template": gone.pk}, {"is_rep": False}):
        status, said = call(ada, "post", "invitations/", sent | wrong)
        assert (status, list(said)) == (422, ["card_template"]), wrong
    status, made = call(ada, "post", "invitations/", sent)
    assert (status, made["card_template"]) == (201, keeper.pk)
    assert get(ada, f"invitations/{made['id']}/")[1]["card_template"] == keeper.pk
    many = {"people": [{"email": "ben@new.example"}], "card_template": keeper.pk}
    assert call(ada, "post", "invitations/many/", many)[1]["results"][0]["status"] == 201
    refused = call(ada, "post", "invitations/many/", many | {"card_template": theirs.pk})
    assert (refused[0], list(refused[1])) == (422, ["card_template"])
    for address in ("nora@new.example", "ben@new.example"):
        assert scored_by(acme, come_in(acme, address)) == keeper.pk
