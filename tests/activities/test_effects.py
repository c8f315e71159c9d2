"""What an outcome does beyond counting: a wrong number is struck, who wants no contact is left alone."""

import json
from datetime import timedelta

import pytest

from activities.services import delete_activity, edit_activity, restore_activity
from crm.models import Contact
from crm.services import change_contact
from organizations.models import Event
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(hours=1)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_wrong_number_is_struck_and_no_other(inside, log, marta, kestrel):
    kestrel.phone = "+44 20 7946 0001"
    kestrel.save(update_fields=["phone"])
    other = Contact.objects.create(name="Jan Novak", account=kestrel, phone=marta.phone, created_at=NOW)
    log("wrong_number", contact=marta)
    assert (fresh(marta).is_struck, fresh(marta).struck_on, fresh(marta).callable_phone) == (True, TODAY, "")
    assert not fresh(kestrel).is_struck
    assert not fresh(other).is_struck
    event = Event.objects.get(verb="number_struck")
    assert (event.subject_id, event.data["number"]) == (marta.pk, marta.phone)


def test_an_accounts_own_number_is_struck_when_no_contact_is_named(inside, log, marta, kestrel):
    kestrel.phone = "+44 20 7946 0001"
    kestrel.save(update_fields=["phone"])
    log("wrong_number", account=kestrel)
    assert fresh(kestrel).is_struck
    assert not fresh(marta).is_struck


def test_a_new_number_is_called_and_the_old_one_stays_to_be_read(inside, log, marta):
    log("left_company", contact=marta)
    change_contact(contact=fresh(marta), by=inside.rob, now=LATER, phone="+44 20 7946 0555")
    now = fresh(marta)
    assert (now.is_struck, now.callable_phone, now.struck_phone) == (
        False,
        "+44 20 7946 0555",
        "+44 20 7946 0018",
    )


def test_taking_the_entry_back_brings_the_number_back(inside, log, marta):
    entry, _ = log("wrong_number", contact=marta)
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert not fresh(marta).is_struck
    restore_activity(activity=entry, by=inside.rob, now=LATER)
    assert fresh(marta).is_struck


def test_a_number_that_two_calls_found_wrong_stays_struck_when_one_is_taken_back(inside, log, marta):
    entry, _ = log("wrong_number", contact=marta)
    log("wrong_number", contact=fresh(marta))
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert fresh(marta).is_struck


def test_changing_the_outcome_to_and_from_wrong_number_strikes_and_restores(inside, log, marta, outcome):
    entry, _ = log("no_answer", contact=marta)
    edit_activity(activity=entry, outcome=outcome("wrong_number"), by=inside.rob, now=LATER)
    assert fresh(marta).is_struck
    edit_activity(activity=entry, outcome=outcome("busy"), by=inside.rob, now=LATER)
    assert not fresh(marta).is_struck


def test_a_struck_number_is_shown_struck_through_and_brought_back_on_the_page(inside, enter, log, marta):
    log("wrong_number", contact=marta)
    rob, here = enter(inside.rob), f"/o/acme/customers/contacts/{marta.pk}/"
    html = rob.get(here).content.decode()
    assert "<s>+44 20 7946 0018</s>" in html
    assert "tel:" not in html
    assert rob.post(here + "number/").status_code == 302
    assert 'href="tel:+442079460018"' in rob.get(here).content.decode()
    assert Event.objects.filter(verb="number_restored").count() == 1


def test_who_wants_no_contact_can_be_called_on_no_page(inside, enter, log, marta, kestrel):
    log("do_not_contact", contact=marta)
    rob = enter(inside.rob)
    for page in [
        f"/o/acme/customers/contacts/{marta.pk}/", f"/o/acme/customers/{kestrel.pk}/",
        f"/o/acme/log/?type=call&contact={marta.pk}", "/o/acme/today/",
    ]:  # fmt: skip
        html = rob.get(page).content.decode()
        assert "tel:" not in html, page
        assert "mailto:" not in html, page


def test_a_leader_lifts_the_block_with_a_reason_and_a_rep_does_not(inside, enter, log, marta):
    log("do_not_contact", contact=marta)
    here = f"/o/acme/customers/contacts/{marta.pk}/"
    rob, lea = enter(inside.rob), enter(inside.lea)
    assert "Rob Rep noted on" in rob.get(here).content.decode()
    assert "Lift the block" not in rob.get(here).content.decode()
    assert rob.post(here + "allow/", {"reason": "I want to"}).status_code == 403
    refused = lea.post(here + "allow/", {"reason": " "})
    assert refused.status_code == 422
    assert "Say what changed" in refused.content.decode()
    assert lea.post(here + "allow/", {"reason": "She called us on Monday"}).status_code == 302
    assert not fresh(marta).do_not_contact
    event = Event.objects.get(verb="contact_allowed")
    assert (event.actor, event.data["reason"]) == (inside.lea, "She called us on Monday")
    log("no_answer", contact=fresh(marta))


def test_the_api_lifts_the_block_with_a_reason(inside, bearer, log, marta):
    log("do_not_contact", contact=marta)
    here = f"/api/v1/o/acme/contacts/{marta.pk}/allow/"
    lea = bearer(inside.lea)
    assert lea.post(here, {}, content_type="application/json").status_code == 400
    answer = lea.post(here, {"reason": "She called us"}, content_type="application/json")
    assert (answer.status_code, answer.json()["do_not_contact"]) == (200, False)


def test_the_phone_learns_from_the_types_what_an_outcome_does(inside, bearer):
    (call,) = [
        one
        for one in bearer(inside.rob).get("/api/v1/o/acme/activities/types/").json()
        if one["key"] == "call"
    ]
    effects = {one["key"]: one["effect"] for one in call["outcomes"]}
    assert effects["wrong_number"] == effects["left_company"] == "strike"
    assert effects["do_not_contact"] == "block"
    assert effects["no_answer"] == ""


@pytest.mark.parametrize("door", ["page", "api"])
def test_out_of_a_closed_week_only_with_a_reason(inside, enter, bearer, log, clock, door):
    entry, _ = log("no_answer", prospect="Tom")
    clock.move_to(NOW + timedelta(days=5, hours=-5))  # Monday, 05:40: an hour is left
    if door == "page":
        rob, here = enter(inside.rob), f"/o/acme/log/entries/{entry.pk}/delete/"
        take_out = lambda reason: rob.post(here, {"reason": reason}).status_code  # noqa: E731
        refused, done = 422, 302
    else:
        rob, here = bearer(inside.rob), f"/api/v1/o/acme/activities/{entry.pk}/"
        take_out = lambda reason: rob.delete(here, query_params={"reason": reason}).status_code  # noqa: E731
        refused, done = 422, 204
    clock.move_to(NOW + timedelta(days=4, hours=19, minutes=21))  # Monday, 06:01
    assert take_out("") == refused
    assert fresh(entry).deleted_at is None
    assert take_out("Logged for the wrong person") == done
    assert Event.objects.get(verb="activity_deleted").data["reason"] == "Logged for the wrong person"


def test_in_an_open_week_nobody_is_asked_why(inside, enter, log, clock):
    entry, _ = log("no_answer", prospect="Tom")
    clock.move_to(NOW + timedelta(days=4, hours=19, minutes=19))  # Monday, 05:59
    rob = enter(inside.rob)
    assert rob.post(f"/o/acme/log/entries/{entry.pk}/delete/").status_code == 302
    assert fresh(entry).deleted_at is not None


def test_the_close_of_a_week_is_that_of_the_members_own_clock(inside, log):
    inside.rob.zone = "Pacific/Auckland"  # 13 hours ahead: their week closes on Sunday, 17:00 UTC
    inside.rob.save(update_fields=["zone"])
    entry, _ = log("no_answer", prospect="Tom")
    closed = NOW.replace(day=22, hour=17, minute=1)
    with pytest.raises(Exception, match="closed"):
        delete_activity(activity=fresh(entry), by=inside.rob, now=closed)
    assert delete_activity(activity=fresh(entry), by=inside.rob, now=closed - timedelta(minutes=2))


def test_the_reason_stands_in_the_history(inside, enter, log, clock):
    entry, _ = log("no_answer", prospect="Tom")
    clock.move_to(NOW + timedelta(days=6))
    rob, here = enter(inside.rob), f"/o/acme/log/entries/{entry.pk}/"
    assert "Why is it taken out?" in rob.get(here).content.decode()
    rob.post(here + "delete/", {"reason": "It was a wrong Tom"})
    assert "It was a wrong Tom" in rob.get(here).content.decode()


def test_a_call_that_the_person_comes_back_from_began_when_they_tapped_it(inside, enter, marta):
    import re

    from activities.models import Activity

    rob = enter(inside.rob)
    asked = f"/o/acme/log/?type=call&contact={marta.pk}&ago=300&took=240"
    page = rob.get(asked)
    assert (
        page.status_code == 302
    )  # the time it began stands in the address: loading it again changes nothing
    html = rob.get(page.url).content.decode()
    assert "Started 10:35, 4 min" in html
    action = re.search(r'action="([^"]*)"[^>]*id="log-form"', html)[1].replace("&amp;", "&")
    client_id = re.search(r'name="client_id" value="([^"]*)"', html)[1]
    said = re.search(r'value="(\d+)"[^>]*><label[^>]*>(?:<svg.*?</svg>)?<span>Talked, send info', html)[1]
    sent = {"client_id": client_id, "outcome": said, "when": "2026-11-19", "minutes": "4", "note": ""}
    assert rob.post(action, sent).status_code == 302
    entry = Activity.objects.get()
    assert (entry.occurred_at, entry.seconds, entry.evidence) == (NOW - timedelta(minutes=5), 240, "live")


def test_ringing_is_no_length_of_a_call_unless_somebody_types_one(inside, marta, outcome):
    from activities.calls import Call
    from activities.forms import LogForm

    call, miss = Call(NOW, 40), outcome("no_answer")
    for typed, expected in [("1", None), ("3", 180), ("", None)]:
        sent = {
            "outcome": str(miss.pk),
            "minutes": typed,
            "client_id": "6f1c9d2e-0000-4000-8000-000000000001",
        }
        form = LogForm(sent, type=miss.type, outcomes=[miss], days=[], call=call)
        assert form.is_valid(), form.errors
        assert form.seconds == expected


@pytest.mark.parametrize(
    "asked", ["ago=-1", "ago=99999999", "ago=x", "started=yesterday", "started=2026-11-19T00:00:00%2B00:00"]
)
def test_a_call_that_cannot_have_been_is_no_call(asked, inside, enter, marta):
    page = enter(inside.rob).get(f"/o/acme/log/?type=call&contact={marta.pk}&{asked}", follow=True)
    assert page.status_code == 200
    assert "Started" not in page.content.decode()


def test_the_number_on_every_page_says_where_its_call_is_logged(inside, enter, marta, kestrel):
    from activities.models import FollowUp

    inside.organization.country = "GB"
    inside.organization.save(update_fields=["country"])
    Contact.objects.filter(pk=marta.pk).update(phone="020 7946 0018")
    FollowUp.objects.create(member=inside.rob, contact=marta, due_on=TODAY, created_at=NOW)
    rob = enter(inside.rob)
    for page in [
        f"/o/acme/customers/contacts/{marta.pk}/",
        f"/o/acme/customers/{kestrel.pk}/",
        "/o/acme/today/",
    ]:
        html = rob.get(page).content.decode()
        assert 'href="tel:+442079460018"' in html, page
        assert f'data-call="/o/acme/log/?type=call&amp;contact={marta.pk}' in html, page


def test_json_answers_never_hold_more_than_the_flag(inside, bearer, log, marta):
    log("wrong_number", contact=marta)
    shown = bearer(inside.rob).get(f"/api/v1/o/acme/contacts/{marta.pk}/").json()
    assert shown["is_struck"] is True
    assert "struck_phone" not in json.dumps(shown)
