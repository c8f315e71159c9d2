"""When a token opens nothing any more, how that is said, and what is remembered of its use."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import ApiToken, Event
from organizations.services import change_roles, deactivate_member, make_token, name_leader, revoke_token
from tests.cast import NOW

LOG = "/api/v1/o/acme/activities/"
AUDIT = "/api/v1/o/acme/audit/"


def the_token(acme) -> ApiToken:
    with acme.scope():
        return ApiToken.objects.get()


def said(answer) -> tuple[int, str]:
    assert answer["WWW-Authenticate"].startswith("Bearer")
    return answer.status_code, answer.json().get("code", "")


def test_a_token_of_nobody_is_answered_as_none_at_all(acme, clock):
    made_up = Client(headers={"authorization": "Bearer slt_made-up"}).get(LOG)
    none = Client().get(LOG)
    assert (made_up.status_code, made_up.json()) == (none.status_code, none.json()) == (
        401, {"detail": "Sign in, or send a token."},
    )  # fmt: skip


def test_an_expired_token_is_refused_in_words_from_its_last_second_on(acme, bearer, clock):
    client = bearer(acme.rob, expires_at=NOW + timedelta(days=7))
    clock.shift(timedelta(days=7, seconds=-1))
    assert client.get(LOG).status_code == 200
    clock.shift(timedelta(seconds=1))
    answer = client.get(LOG)
    assert said(answer) == (401, "token_expired")
    assert answer.json()["detail"] == "This token has expired. Make a new one."


def test_a_revoked_token_is_refused_in_words_with_the_next_call(acme, bearer):
    client = bearer(acme.rob)
    assert client.get(LOG).status_code == 200
    with acme.scope():
        assert revoke_token(token=ApiToken.objects.get(), by=acme.ada, now=NOW)
        assert not revoke_token(token=ApiToken.objects.get(), by=acme.ada, now=NOW)
        assert Event.objects.filter(verb="token_revoked").count() == 1
    assert said(client.get(LOG)) == (401, "token_revoked")


def test_a_token_ends_with_its_members_access_and_does_not_come_back_with_it(acme, bearer):
    from organizations.services import reactivate_member

    client = bearer(acme.rob)
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert said(client.get(LOG)) == (401, "token_revoked")
    with acme.scope():
        reactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert said(client.get(LOG)) == (401, "token_revoked")


def test_a_token_of_a_disabled_account_opens_nothing(acme, bearer):
    client = bearer(acme.rob)
    acme.rob.user.is_active = False
    acme.rob.user.save(update_fields=["is_active"])
    assert said(client.get(LOG)) == (401, "token_without_member")


def test_a_token_falls_with_the_role_of_its_member_at_once(acme, bearer):
    client = bearer(acme.ada)
    assert client.get(AUDIT).status_code == 200
    with acme.scope():
        change_roles(membership=acme.rob, is_admin=True, is_rep=True, by=acme.ada, now=NOW)
        change_roles(membership=acme.ada, is_admin=False, is_rep=True, by=acme.rob, now=NOW)
    answer = client.get(AUDIT)
    assert (answer.status_code, answer.json()) == (403, {"detail": "The audit trail is for admins."})


def test_a_token_of_a_leader_who_leads_no_more_sees_the_team_no_more(acme, bearer):
    from tests.world import make_world

    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    client, entry = bearer(acme.lea), f"{LOG}{world.activity.pk}/"
    assert client.get(entry).status_code == 200
    with acme.scope():
        name_leader(team=acme.north, leader=acme.sam, by=acme.ada, now=NOW)
    assert client.get(entry).status_code == 404


def test_a_token_of_another_organization_opens_nothing_here(acme, rival, bearer):
    assert bearer(rival.mallory).get(LOG).json() == {"detail": "Sign in, or send a token."}


def test_the_last_use_is_kept_after_the_answer_and_not_for_every_call(acme, bearer, clock):
    client = bearer(acme.rob)
    assert the_token(acme).last_used_at is None
    client.get(LOG)
    assert the_token(acme).last_used_at == NOW
    clock.shift(timedelta(minutes=9))
    with CaptureQueriesContext(connection) as queries:
        client.get(LOG)
    assert not [one for one in queries if "UPDATE" in one["sql"]]
    assert the_token(acme).last_used_at == NOW
    clock.shift(timedelta(minutes=1))
    client.get(LOG)
    assert the_token(acme).last_used_at == NOW + timedelta(minutes=10)


def test_a_call_that_is_refused_is_no_use(acme, bearer):
    bearer(acme.rob, scopes=["people:read"]).get(LOG)
    assert the_token(acme).last_used_at is None


def test_only_the_digest_of_a_token_is_kept(acme):
    with acme.scope():
        _token, secret = make_token(
            membership=acme.rob, name="x", scopes=["people:read"], by=acme.rob, now=NOW
        )
        kept = [str(value) for value in ApiToken.objects.values_list().get()]
        trail = str(list(Event.objects.filter(verb="token_made").values_list("data", flat=True)))
    assert secret.startswith("slt_")
    assert not [value for value in kept if secret[4:20] in value]
    assert secret[4:20] not in trail


def test_a_member_can_have_many_tokens_and_not_endlessly_many(acme):
    from django.core.exceptions import ValidationError

    with acme.scope():
        for number in range(50):
            make_token(membership=acme.rob, name=f"{number}", scopes=["people:read"], by=acme.rob, now=NOW)
        with pytest.raises(ValidationError, match="50 tokens already"):
            make_token(membership=acme.rob, name="one more", scopes=["people:read"], by=acme.rob, now=NOW)
