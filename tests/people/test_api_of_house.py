"""The API of invitations and of the organization's settings."""

import json
from datetime import timedelta

from django.core import mail

from organizations.models import (
    Invitation,
    Organization,
    OutboxMail,
)
from organizations.services import add_member, create_team, place_member
from tests.cast import NOW, TODAY
from tests.flat import queries_of
from tests.people.calls import API, call, get

DAY = timedelta(days=1)


def test_one_is_invited_sent_again_and_taken_back_and_the_secret_is_in_the_mail_alone(acme, caller):
    ada = caller(acme.ada)
    sent = {"email": "nora@new.example", "name": "Nora New", "team": acme.north.pk}
    status, made = call(ada, "post", "invitations/", sent)
    assert (status, made["state"], made["is_rep"], made["is_admin"], made["team"]) == (
        201, "open", True, False, acme.north.pk,
    )  # fmt: skip
    with acme.scope():
        assert OutboxMail.objects.filter(to_address="nora@new.example").count() == 1
        digest = Invitation.objects.get().digest
    assert digest not in json.dumps(made)
    assert "secret" not in json.dumps(made)
    for wrong, field in [
        ({}, "email"), ({"email": "nobody"}, "email"), ({"email": "rob@acme.example"}, "email"),
        ({"leads": True}, "leads"), ({"team": None, "leads": True}, "team"), ({"team": 10**9}, "team"),
    ]:  # fmt: skip
        status, said = call(ada, "post", "invitations/", sent | wrong)
        assert (status, list(said)) == (422, [field]), wrong
    path = f"invitations/{made['id']}/"
    assert call(ada, "post", path + "revoke/")[1]["state"] == "revoked"
    status, said = call(ada, "post", path + "revoke/")
    assert (status, list(said)) == (422, ["detail"])
    status, again = call(ada, "post", path + "resend/")
    assert (status, again["state"], again["sends"]) == (200, "open", 2)
    assert get(ada, path)[1]["sends"] == 2
    assert get(ada, "invitations/?state=open")[1]["count"] == 1
    assert get(ada, "invitations/?state=expired")[1]["count"] == 0
    assert get(ada, "invitations/?q=nobody")[1]["count"] == 0
    assert mail.outbox == [], "mails go through the outbox"


def test_of_many_each_is_invited_or_refused_for_itself(acme, caller):
    ada = caller(acme.ada)
    people = [
        {"email": "one@new.example", "name": "One"}, {"email": "rob@acme.example"}, {"email": "no address"},
        {"email": "ONE@new.example"}, "two@new.example", {"name": "No address"}, {"email": "three@new.example"},
    ]  # fmt: skip
    status, said = call(
        ada, "post", "invitations/many/", {"people": people, "is_rep": False, "team": acme.south.pk}
    )
    assert status == 200
    assert [one["status"] for one in said["results"]] == [201, 422, 422, 422, 422, 422, 201]
    assert said["results"][1]["reasons"] == {"email": ["Rob Rep is a member already."]}
    assert said["results"][3]["reasons"] == {"email": ["This address is on the list twice."]}
    with acme.scope():
        made = {one.pk: one for one in Invitation.objects.all()}
        first = made[said["results"][0]["id"]]
        assert (first.email, first.name, first.is_rep, first.team) == (
            "one@new.example",
            "One",
            False,
            acme.south,
        )
        assert len(made) == 2
    again = call(ada, "post", "invitations/many/", {"people": people[:1]})[1]["results"][0]
    assert again["reasons"] == {"email": ["Invited already. Send the invitation again instead."]}
    for wrong in ({}, {"people": "x"}, {"people": []}, {"people": [{"email": "a@b.example"}] * 201}):
        assert call(ada, "post", "invitations/many/", wrong)[0] == 400
    two = [{"email": "a@b.example"}, {"email": "c@b.example"}]
    east = {"people": two, "team": acme.north.pk, "leads": True}
    assert list(call(ada, "post", "invitations/many/", east)[1]) == ["leads"]


def test_the_organization_is_read_by_all_and_changed_from_the_next_week_on(acme, caller):
    ada, rob = caller(acme.ada), caller(acme.rob)
    status, house = get(rob, "organization/")
    assert (status, house["slug"], house["currency"], house["close_time"], house["changes_from"]) == (
        200, "acme", "EUR", "06:00", "2026-11-23",
    )  # fmt: skip
    assert house["planned"] == []
    assert call(rob, "patch", "organization/", {"name": "Mine"})[0] == 403
    sent = {
        "name": "Acme & Sons", "currency": "USD", "close_time": "07:30", "first_weekday": 6, "most_reports": 8,
        "country": "GB", "subdivision": "ENG", "second_factor_required": False, "keep_viewings_months": 24,
    }  # fmt: skip
    status, house = call(ada, "patch", "organization/", sent)
    assert (status, house["name"], house["most_reports"], house["keep_viewings_months"]) == (
        200, "Acme & Sons", 8, 24,
    )  # fmt: skip
    assert (house["currency"], house["close_time"], house["country"]) == ("EUR", "06:00", ""), (
        "as long as the week runs"
    )
    planned = {one["setting"]: (one["value"], one["from_on"]) for one in house["planned"]}
    assert planned["currency"] == ("USD", "2026-11-23")
    assert planned["close_time"] == ("07:30", "2026-11-23")
    assert planned["country"] == ("GB", "2026-11-23")
    assert call(ada, "patch", "organization/", {"currency": "EUR"})[1]["planned"], "the rest stays planned"
    assert "currency" not in {one["setting"] for one in get(ada, "organization/")[1]["planned"]}


def test_a_refused_setting_is_said_at_its_name_and_nothing_else_is_changed(acme, bearer):
    ada = bearer(acme.ada)
    wrong = {
        "name": "", "zone": "Mars/Olympus", "first_weekday": 7, "fiscal_month": 0, "currency": "XXXX",
        "close_time": "25:00", "country": "XX", "most_reports": 0, "retention_months": 1, "keep_files_days": 99,
        "second_factor_required": "maybe",
    }  # fmt: skip
    for name, value in wrong.items():
        status, said = call(ada, "patch", "organization/", {"most_reports": 9, name: value})
        assert (status, list(said)) == (422, [name]), name
    assert Organization.objects.get(pk=acme.organization.pk).most_reports == 10
    assert call(ada, "patch", "organization/", {"currency": "ABC"})[1] == {
        "currency": ["Choose one of these."]
    }


def test_a_list_of_fifty_costs_what_a_list_of_two_costs(acme, bearer):
    ada = bearer(acme.ada)
    lists = (
        "members/?page_size=200",
        "teams/?page_size=200",
        "placements/?page_size=200",
        "invitations/?page_size=200",
    )

    def add(numbers):
        with acme.scope():
            for number in numbers:
                one = add_member(
                    name=f"New {number}", email=f"n{number}@acme.example", zone="UTC", by=acme.ada, now=NOW
                )
                team = create_team(name=f"Team {number}", leader=one, parent=acme.north, by=acme.ada, now=NOW)
                place_member(membership=one, team=team, from_on=TODAY, by=acme.ada, now=NOW)
                Invitation.objects.create(
                    email=f"i{number}@new.example", team=team, invited_by=one, digest=f"{number:064d}",
                    created_at=NOW, sent_at=NOW, expires_at=NOW + DAY,
                )  # fmt: skip

    add(range(2))
    get(ada, "members/")  # the first call of a token writes down that it was used
    few = {path: queries_of(ada, API + path) for path in lists}
    add(range(2, 50))
    assert {path: queries_of(ada, API + path) for path in lists} == few
    assert max(few.values()) <= 12, few
    assert get(ada, "teams/?page_size=200")[1]["count"] == 52


def test_every_call_takes_an_object_alone(acme, bearer):
    ada = bearer(acme.ada)
    for method, path in [
        ("post", "teams/"),
        ("post", "invitations/"),
        ("patch", "organization/"),
        ("post", "placements/"),
    ]:
        for body in ("[]", '"x"', "{", "null"):
            answer = getattr(ada, method)(API + path, body, content_type="application/json")
            assert answer.status_code == 400, (path, body)
