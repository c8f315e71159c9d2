"""The pages of tokens: making one, seeing it once, and revoking it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from organizations.models import ApiToken, Event
from tests.cast import NOW
from tests.sign_in.conftest import signed_in  # noqa: F401  (a fixture)

MINE, NEW, ALL = "/o/acme/you/tokens/", "/o/acme/you/tokens/new/", "/o/acme/tokens/"
WISH = {"name": "Dialler", "days": "30", "area_activities": "write", "area_customers": "read"}


def secret_in(answer) -> str:
    return re.search(r'value="(slt_[\w-]{43})"', answer.content.decode()).group(1)


def test_a_token_is_made_shown_once_and_works(acme, signed_in):  # noqa: F811
    client = signed_in(acme.rob)
    assert b"What may the program do?" in client.get(NEW).content
    made = client.post(NEW, WISH)
    assert made.status_code == 201
    assert "no-store" in made["Cache-Control"]
    secret = secret_in(made)
    with acme.scope():
        token = ApiToken.objects.get()
        assert token.scopes == ["activities:write", "customers:read"]
        assert token.expires_at == NOW + timedelta(days=30)
        event = Event.objects.get(verb="token_made")
        assert (event.actor, event.data["scopes"]) == (acme.rob, token.scopes)
    program = Client(headers={"authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/o/acme/accounts/").status_code == 200
    assert program.post("/api/v1/o/acme/accounts/", {}, content_type="application/json").status_code == 403
    listed = client.get(MINE).content.decode()
    assert "Dialler" in listed
    assert "Activities: read and change · Customers: read" in listed
    assert "last used Wed 18 Nov, 10:40" in listed
    assert secret not in listed


def test_who_one_is_is_asked_again_before_a_token_is_made(acme, signed_in, clock):  # noqa: F811
    client = signed_in(acme.rob)
    clock.shift(timedelta(minutes=6))
    for asked in (client.get(NEW), client.post(NEW, WISH)):
        assert asked.url == "/accounts/reauthenticate/?next=%2Fo%2Facme%2Fyou%2Ftokens%2Fnew%2F"
    with acme.scope():
        assert not ApiToken.objects.exists()
    from tests.cast import PASSWORD

    back = client.post(asked.url, {"password": PASSWORD, "next": NEW})
    assert back.url == NEW
    assert client.get(NEW).status_code == 200


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({**WISH, "name": " "}, "Fill this in"),
        ({"name": "x", "days": "30"}, "Choose at least one thing that the token may do."),
        ({**WISH, "days": "100000"}, "Select a valid choice"),
        ({**WISH, "area_playbook": "write"}, "Select a valid choice"),
        ({**WISH, "name": "x" * 101}, "at most 100 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(acme, signed_in, wish, why):  # noqa: F811
    answer = signed_in(acme.rob).post(NEW, wish)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    with acme.scope():
        assert not ApiToken.objects.exists()


def test_a_token_is_made_for_oneself_whatever_is_sent_along(acme, signed_in):  # noqa: F811
    more = {"membership": acme.ada.pk, "organization": 1, "scopes": "audit:read", "digest": "1" * 64}
    signed_in(acme.rob).post(NEW, {**WISH, **more})
    with acme.scope():
        token = ApiToken.objects.get()
        assert (token.membership, token.scopes) == (acme.rob, ["activities:write", "customers:read"])
        assert token.digest != "1" * 64


def test_revoking_asks_first_and_then_the_token_opens_nothing(acme, bearer, enter):
    program, client = bearer(acme.rob), enter(acme.rob)
    with acme.scope():
        revoke = f"/o/acme/tokens/{ApiToken.objects.get().pk}/revoke/"
    assert "Revoke “test”?" in client.get(revoke).content.decode()
    assert program.get("/api/v1/o/acme/activities/").status_code == 200
    done = client.post(revoke, follow=True)
    assert done.redirect_chain == [(MINE, 302)]
    assert "“test” opens nothing any more." in done.content.decode()
    assert program.get("/api/v1/o/acme/activities/").status_code == 401
    assert "It is revoked already." in client.get(revoke).content.decode()


def test_an_admin_sees_everyones_and_ends_any_of_them(acme, bearer, enter):
    program, ada = bearer(acme.rob), enter(acme.ada)
    page = ada.get(ALL).content.decode()
    assert "One token opens the API here." in page
    assert "Rob Rep" in page
    with acme.scope():
        revoke = f"/o/acme/tokens/{ApiToken.objects.get().pk}/revoke/"
    assert ada.post(revoke).url == ALL
    assert program.get("/api/v1/o/acme/activities/").status_code == 401
    with acme.scope():
        assert Event.objects.get(verb="token_revoked").actor == acme.ada


def test_ones_own_list_holds_nobody_elses(acme, bearer, enter):
    bearer(acme.rob)
    assert "You have made none yet." in enter(acme.ada).get(MINE).content.decode()


def test_the_lists_cost_the_same_for_many_tokens(acme, enter, bearer, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ada, costs = enter(acme.ada), []
    for people in ([acme.rob, acme.rita], [acme.rob, acme.rita, acme.lea, acme.sam, acme.sol]):
        for person in people:
            bearer(person)
        with CaptureQueriesContext(connection) as queries:
            ada.get(ALL)
        costs.append(len([one for one in queries if one["sql"].startswith("SELECT")]))
    assert costs[0] == costs[1]


def test_a_name_of_many_signs_is_shown_as_it_was_typed(acme, signed_in):  # noqa: F811
    name = "👩‍💻 <b>שלום</b> {{ 7*7 }}"
    client = signed_in(acme.rob)
    client.post(NEW, {**WISH, "name": name})
    assert "👩‍💻 &lt;b&gt;שלום&lt;/b&gt; {{ 7*7 }}" in client.get(MINE).content.decode()
