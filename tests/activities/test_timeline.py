"""What happened with a contact, an account or an opportunity stands on its page, and keeps itself up to date."""

from datetime import timedelta
from decimal import Decimal

import pytest

from activities.models import Activity, FollowUp, Hold
from activities.services import delete_activity, edit_activity, hold, log_history, plan_follow_up, snooze
from crm.models import Contact, Opportunity, Stage
from crm.services import move_opportunity, share_credit
from tests.cast import NOW, TODAY
from tests.flat import assert_flat, assert_fragment_is_the_page

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def deal(inside, kestrel):
    return Opportunity.objects.create(
        name="Spring order", account=kestrel, owner=inside.rob, stage=Stage.objects.filter(kind=Stage.OPEN).first(),
        amount=Decimal(1200), currency="EUR", created_at=NOW,
    )  # fmt: skip


def page(client, record, query=""):
    return client.get(there(record) + query).content.decode()


def there(record):
    folder = {"Contact": "contacts/", "Account": "", "Opportunity": "opportunities/"}[type(record).__name__]
    return f"/o/acme/customers/{folder}{record.pk}/"


def live(client, query, **headers):
    return client.get(f"/o/acme/log/timeline/?{query}", headers={"HX-Request": "true", **headers})


def mark_in(html):
    return html.split("mark=")[1].split('"')[0].split("&")[0]


def test_an_entry_with_an_opportunity_stands_on_its_page_and_on_that_of_its_account(
    inside, enter, kestrel, deal
):
    rob = enter(inside.rob)
    address = f"/o/acme/log/?type=call&account={kestrel.pk}&opportunity={deal.pk}"
    assert address.split("?")[1].split("&", 1)[1] in page(rob, deal).replace("&amp;", "&")
    form = rob.get(address).content.decode()
    assert "Spring order" in form
    client_id = form.split('name="client_id" value="')[1].split('"')[0]
    outcome = (
        Activity._meta.get_field("outcome").related_model.objects.get(type__key="call", key="voicemail").pk
    )
    rob.post(address, {"client_id": client_id, "outcome": outcome, "note": "Asked for the price"})
    entry = Activity.objects.get()
    assert (entry.opportunity, entry.account) == (deal, kestrel)
    assert "Call: Left voicemail" in page(rob, deal)
    assert "Asked for the price" in page(rob, kestrel)


def test_an_opportunity_of_somebody_else_is_no_subject_of_an_entry(inside, enter, deal):
    answer = enter(inside.sol).get(f"/o/acme/log/?type=call&prospect=Kestrel&opportunity={deal.pk}")
    assert answer.status_code == 404


def test_changes_and_deletions_stay_as_history(inside, enter, marta, log, outcome):
    entry, _ = log("no_answer", contact=marta, note="Rang twice")
    edit_activity(activity=entry, by=inside.rob, now=LATER, outcome=outcome("busy"))
    delete_activity(
        activity=entry, by=inside.rob, now=LATER + timedelta(minutes=1), reason="It was her mother"
    )
    shown = page(enter(inside.rob), marta)
    assert "Changed: Call: Busy" in shown
    assert "<s>No answer</s> Busy" in shown
    assert "It was her mother" in shown
    assert "Taken out" in shown.split("Rang twice")[0]


def test_follow_ups_reasons_and_stages_stand_among_the_calls(inside, enter, deal):
    planned = plan_follow_up(
        member=inside.rob, opportunity=deal, due_on=TODAY, reason="Send the offer", by=inside.rob, now=NOW
    )
    snooze(follow_up=planned, until=TODAY + timedelta(days=1), by=inside.rob, now=LATER)
    hold(opportunity=deal, reason="Budget in spring", by=inside.rob, now=LATER)
    won = Stage.objects.get(kind=Stage.WON)
    first = deal.stage.name
    move_opportunity(opportunity=deal, stage=won, by=inside.rob, now=LATER)
    share_credit(
        opportunity=deal, shares={inside.rob: Decimal(60), inside.rita: Decimal(40)}, by=inside.ada, now=LATER
    )
    shown = page(enter(inside.rob), deal)
    for words in [
        "Follow-up planned for Wed 18 Nov", "Send the offer", "Follow-up moved from Wed 18 Nov to Thu 19 Nov",
        "Budget in spring", f"From {first} to {won.name}", "Counts on Wed 18 Nov", "Rob Rep 60%, Rita Rep 40%",
    ]:  # fmt: skip
        assert words in shown, (words, shown.split("Credit shared")[1][:600])
    of_account = page(enter(inside.rob), deal.account)
    assert f"From {first} to {won.name}" in of_account
    assert "Spring order" in of_account


def test_it_is_narrowed_to_a_kind_and_to_a_person(inside, enter, kestrel, log):
    log("no_answer", account=kestrel, note="By Rob")
    log("sent", "email", member=inside.rita, account=kestrel, note="By Rita")
    plan_follow_up(member=inside.rob, account=kestrel, due_on=TODAY, by=inside.rob, now=NOW)
    lea = enter(inside.lea)
    assert {"By Rob", "By Rita", "Follow-up planned"} <= words_in(page(lea, kestrel))
    assert words_in(page(lea, kestrel, "?what=email")) == {"By Rita"}
    assert words_in(page(lea, kestrel, "?what=follow-ups")) == {"Follow-up planned"}
    assert words_in(page(lea, kestrel, f"?by={inside.rita.pk}")) == {"By Rita"}
    assert "Nothing of this kind." in page(lea, kestrel, "?what=visit")


def words_in(html):
    lines = html.split('id="timeline-lines"')[1].split("</ol>")[0]
    return {words for words in ("By Rob", "By Rita", "Follow-up planned") if words in lines}


def test_a_rep_reads_there_what_they_may_see_and_their_leader_more(inside, enter, marta, log):
    Contact.objects.filter(pk=marta.pk).update(owner=None)
    log("no_answer", member=inside.rita, contact=marta, note="Ritas words")
    assert "Ritas words" not in page(enter(inside.rob), marta)
    assert "Ritas words" in page(enter(inside.lea), marta)


def test_what_is_new_comes_without_a_reload_and_nothing_where_nothing_changed(inside, enter, marta, log):
    rob = enter(inside.rob)
    mark = mark_in(page(rob, marta))
    assert live(rob, f"contact={marta.pk}&mark={mark}").status_code == 204
    entry, _ = log("no_answer", contact=marta)
    answer = live(rob, f"contact={marta.pk}&mark={mark}")
    assert answer.status_code == 200
    assert "Call: No answer" in answer.content.decode()
    mark = mark_in(answer.content.decode())
    assert live(rob, f"contact={marta.pk}&mark={mark}").status_code == 204
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert "Taken out" in live(rob, f"contact={marta.pk}&mark={mark}").content.decode()


def test_the_part_is_what_the_page_shows_and_by_itself_it_is_the_page(inside, enter, marta, log):
    log("no_answer", contact=marta)
    rob = enter(inside.rob)
    way = there(marta)
    assert_fragment_is_the_page(
        rob, f"/o/acme/log/timeline/?contact={marta.pk}&what=call", f"{way}?what=call", "timeline-lines"
    )
    alone = rob.get(f"/o/acme/log/timeline/?contact={marta.pk}&what=call")
    assert (alone.status_code, alone["Location"]) == (302, f"{way}?what=call")
    assert rob.get("/o/acme/log/timeline/").status_code == 404


def test_pages_hold_every_line_once_also_those_of_the_same_instant(inside, enter, marta, outcome):
    call = outcome("no_answer")
    log_history(
        entries=[
            Activity(
                member=inside.rob, type=call.type, outcome=call, contact=marta, occurred_at=NOW, logged_at=NOW,
                note=f"n{number:02d}.",
            )
            for number in range(45)
        ],
        by=inside.rob, now=NOW,
    )  # fmt: skip
    plan_follow_up(member=inside.rob, contact=marta, due_on=TODAY, by=inside.rob, now=NOW)
    rob, query, seen, pages = enter(inside.rob), "", [], 0
    while pages < 5:
        shown = page(rob, marta, query)
        pages += 1
        seen += [number for number in range(45) if f"n{number:02d}." in shown]
        if ">Earlier<" not in shown:
            break
        query = shown.split('">Earlier<')[0].rsplit('href="', 1)[1].replace("&amp;", "&").split("#")[0]
    assert pages == 3
    assert sorted(seen) == list(range(45))


@pytest.mark.parametrize(
    "before", ["nonsense", "2026-11-18_1_1", "2026-11-18T10:00:00+00:00_7_1", "%00", "_1_²"]
)
def test_a_place_that_is_none_is_the_newest_page(inside, enter, marta, log, before):
    log("no_answer", contact=marta)
    assert "Call: No answer" in page(enter(inside.rob), marta, f"?before={before}")


def test_it_costs_the_same_for_seven_as_for_two(inside, enter, deal, log):
    def add(count):
        for number in range(count):
            entry, _ = log("no_answer", account=deal.account, opportunity=deal)
            edit_activity(activity=entry, by=inside.rob, now=LATER, note=f"{number}")
            plan_follow_up(member=inside.rob, opportunity=deal, due_on=TODAY, by=inside.rob, now=NOW)
            hold(opportunity=deal, reason=f"For {number}", by=inside.rob, now=LATER)

    for record in (deal, deal.account):
        assert_flat(enter(inside.rob), there(record), add)


def test_what_is_next_stands_there_and_is_planned_or_left_open_for_a_reason(inside, enter, deal):
    rob, way = enter(inside.rob), there(deal)
    assert "No next step yet." in page(rob, deal)
    answer = rob.post(f"/o/acme/log/next-steps/hold/?opportunity={deal.pk}", {"reason": "Waits for spring", "next": way})  # fmt: skip # noqa: E501
    assert answer["Location"] == way
    assert "Waits for spring" in page(rob, deal).split("What happened")[0]
    rob.post(f"/o/acme/log/next-steps/{Hold.objects.get().pk}/lift/", {"next": way})
    rob.post(f"/o/acme/log/next-steps/plan/?opportunity={deal.pk}", {"when": "2026-11-19", "next": way})
    shown = page(rob, deal)
    assert "Thu 19 Nov" in shown.split("What happened")[0]
    undo = shown.split('action="/o/acme/log/follow-ups/')[1].split('"')[0].replace("&amp;", "&")
    assert rob.post(f"/o/acme/log/follow-ups/{undo}")["Location"] == way
    assert not FollowUp.objects.open().exists()


def test_who_asked_to_be_left_alone_is_not_asked_for_a_next_date(inside, enter, marta, log):
    log("do_not_contact", contact=marta)
    shown = page(enter(inside.rob), marta)
    assert "What is next" not in shown
    assert "Asked not to be contacted" in shown
