"""Call blocks: a list is worked through, with the time and the pace, on any device."""

import re
from datetime import timedelta

import pytest

from activities.block_lists import people_of
from activities.models import Activity, BlockPerson, CallBlock, FollowUp, Outcome
from activities.services import log_activity
from crm.models import Account, Contact
from organizations.models import Event
from tests.cast import NOW, TODAY
from tests.flat import queries_of, squeeze

BLOCKS = "/o/acme/log/blocks/"


@pytest.fixture
def five(inside):
    """Five prospects of Rob, the first of them longest silent."""
    made = []
    for number, name in enumerate(["Ana", "Ben", "Cleo", "Dan", "Eve"]):
        account = Account.objects.create(name=f"{name} Ltd", owner=inside.rob, created_at=NOW)
        made.append(
            Contact.objects.create(
                name=name, account=account, owner=inside.rob, phone=f"+44 20 7946 000{number}", created_at=NOW,
                last_two_way_at=NOW - timedelta(days=90 - number),
            )
        )  # fmt: skip
    return made


@pytest.fixture
def rob(inside, enter):
    return enter(inside.rob)


def start(client, which="prospect", most="10"):
    page = client.get(BLOCKS).content.decode()
    kind = re.search(r'name="type"[^>]*value="(\d+)"', page)[1]
    return client.post(BLOCKS, {"which": which, "most": most, "type": kind}).url


def name_on(client, here):
    return re.search(r'<h1 class="verdict">([^<]*)', client.get(here).content.decode())[1]


def tap(client, here, outcome, follow=True, **more):
    """Tap an outcome on the page of who is next."""
    html = client.get(here).content.decode()
    action = re.search(r'action="([^"]*)" id="log-form"', html)[1].replace("&amp;", "&")
    client_id = re.search(r'name="client_id" value="([^"]*)"', html)[1]
    value = re.search(
        rf'name="outcome" value="(\d+)"[^>]*>(?:<svg(?:(?!</svg>).)*</svg>)?<span>{outcome}<', html
    )[1]
    return client.post(action, {"outcome": value, "client_id": client_id, "note": "", **more}, follow=follow)


def test_no_answer_goes_straight_to_the_next(rob, five):
    here = start(rob)
    assert name_on(rob, here) == "Ana"
    after = tap(rob, here, "No answer").content.decode()
    assert "Saved: no answer, Ana" in after
    assert '<h1 class="verdict">Ben' in after
    entry = Activity.objects.get()
    assert (entry.contact, entry.outcome.key, entry.evidence) == (five[0], "no_answer", "live")


def test_an_answer_asks_for_the_rest_before_it_goes_on(rob, five, outcome):
    here = start(rob)
    page = rob.get(here, {"outcome": outcome("call_later").pk}).content.decode()
    assert "When do you call back?" in page
    assert re.search(r'value="2026-11-23" checked', page)
    action = re.search(r'action="([^"]*)" id="log-form"', page)[1]
    client_id = re.search(r'name="client_id" value="([^"]*)"', page)[1]
    sent = {"outcome": outcome("call_later").pk, "client_id": client_id, "told": "yes", "note": "After lunch"}
    assert rob.post(action, sent).status_code == 422
    done = rob.post(action, sent | {"when": "2026-11-19"}, follow=True)
    assert '<h1 class="verdict">Ben' in done.content.decode()
    assert (Activity.objects.get().note, str(FollowUp.objects.get().due_on)) == ("After lunch", "2026-11-19")


def test_due_today_comes_in_the_order_of_today_and_without_whom_nobody_may_call(inside, five, log):
    for number, contact in enumerate(five):
        FollowUp.objects.create(
            member=inside.rob,
            contact=contact,
            due_on=TODAY - timedelta(days=number),
            created_at=NOW - timedelta(days=9),
        )
    log("no_answer", contact=five[4])
    log("wrong_number", contact=five[3])
    log("do_not_contact", contact=five[2])
    assert [one.contact.name for one in people_of("due", inside.rob, TODAY, 10)] == ["Ben", "Ana"]


def test_a_list_of_contacts_is_own_longest_silent_first_reachable_and_not_tried_today(inside, five, log):
    Contact.objects.filter(pk=five[1].pk).update(owner=inside.rita)
    Contact.objects.filter(pk=five[2].pk).update(struck_phone=five[2].phone)
    Account.objects.filter(pk=five[3].account_id).update(kind="customer")
    never = Contact.objects.create(name="Zoe", owner=inside.rob, phone="1", created_at=NOW)
    log("no_answer", contact=five[4])
    assert [one.contact.name for one in people_of("all", inside.rob, TODAY, 10)] == [never.name, "Ana", "Dan"]
    assert [one.contact.name for one in people_of("prospect", inside.rob, TODAY, 10)] == ["Ana"]
    assert [one.contact.name for one in people_of("customer", inside.rob, TODAY, 10)] == ["Dan"]


def test_an_empty_list_says_so(rob):
    page = rob.get(BLOCKS).content.decode()
    kind = re.search(r'name="type"[^>]*value="(\d+)"', page)[1]
    refused = rob.post(BLOCKS, {"which": "due", "most": "10", "type": kind})
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Nobody is due for a call now." in html
    assert "Call my prospects" in html
    again = rob.post(BLOCKS, {"which": "prospect", "most": "10", "type": kind})
    assert "Nobody is on this list." in again.content.decode()


def test_time_and_pace_leave_breaks_out(rob, five, clock):
    here = start(rob)
    for _ in range(2):
        clock.shift(timedelta(minutes=3))
        tap(rob, here, "No answer")
    block = CallBlock.objects.get()
    assert (block.seconds, block.worked(NOW + timedelta(minutes=7))) == (360, 420)
    assert "20</dd>" in rob.get(here).content.decode()  # two attempts in six minutes
    rob.post(here + "pause/")
    clock.shift(timedelta(hours=2))
    rob.post(here + "resume/")
    clock.shift(timedelta(minutes=3))
    tap(rob, here, "Busy")
    assert CallBlock.objects.get().seconds == 540


def test_a_phone_that_was_put_away_without_a_word_was_in_a_break_by_whatever_way_one_comes_back(
    rob, five, clock
):
    here = start(rob)
    clock.shift(timedelta(minutes=15))
    tap(rob, here, "No answer")
    assert CallBlock.objects.get().seconds == 900
    clock.shift(timedelta(hours=5))
    assert "15:00</dd>" in rob.get(here).content.decode()  # by its address
    tap(rob, here, "No answer")
    assert CallBlock.objects.get().seconds == 900
    clock.shift(timedelta(minutes=2))
    tap(rob, here, "Busy")
    assert CallBlock.objects.get().seconds == 1020


def test_coming_back_by_its_address_starts_the_clock_again_and_the_break_is_not_counted(rob, five, clock):
    here = start(rob)
    clock.shift(timedelta(minutes=3))
    tap(rob, here, "No answer")
    for away in ("pause/", None):  # with a word, or put away without one
        if away:
            rob.post(here + away)
        clock.shift(timedelta(hours=2))
        page = rob.get(here).content.decode()
        assert "The clock stands." in page
        assert f'hx-post="{here}resume/" hx-trigger="load' in page
        figs = rob.post(f"{here}resume/", headers={"HX-Request": "true"}).content.decode()
        assert figs.strip().startswith('<div id="block-figs">')
        assert squeeze(figs) in squeeze(rob.get(here).content.decode())
        assert "The clock stands." not in figs
        before = int(re.search(r'data-ticks="(\d+)"', figs)[1])
        clock.shift(timedelta(minutes=4))
        tap(rob, here, "Busy")
        assert CallBlock.objects.get().seconds == before + 240
    assert CallBlock.objects.get().seconds == 180 + 240 + 240


def test_a_page_that_asks_late_takes_up_no_block_that_is_over(rob, five):
    here = start(rob)
    tap(rob, here, "No answer")
    rob.post(here + "end/")
    rob.post(f"{here}resume/", headers={"HX-Request": "true"})
    assert CallBlock.objects.get().ended_at is not None
    assert "The clock stands." not in rob.get(here).content.decode()


def test_a_call_longer_than_a_quarter_of_an_hour_was_worked_where_its_length_is_said(rob, five, clock):
    here = start(rob)
    clock.shift(timedelta(minutes=40))
    tap(rob, here, "No answer", minutes="30")
    assert CallBlock.objects.get().seconds == 1800


def test_it_goes_on_on_another_device_where_it_stopped(rob, five, enter, inside):
    here = start(rob)
    tap(rob, here, "No answer")
    rob.post(here + "pause/")
    other = enter(inside.rob)
    assert "Go on" in other.get(BLOCKS).content.decode()
    assert other.post(here + "resume/", follow=True).content.decode().count('<h1 class="verdict">Ben') == 1


def test_two_devices_do_not_call_the_same_person_twice(rob, five, enter, inside):
    here = start(rob)
    other = enter(inside.rob)
    stale = other.get(here).content.decode()
    tap(rob, here, "No answer")
    action = re.search(r'action="([^"]*)" id="log-form"', stale)[1]
    value = re.search(r'name="outcome" value="(\d+)"[^>]*>(?:<svg(?:(?!</svg>).)*</svg>)?<span>Busy<', stale)[
        1
    ]
    client_id = re.search(r'name="client_id" value="([^"]*)"', stale)[1]
    late = other.post(action, {"outcome": value, "client_id": client_id, "note": ""}, follow=True)
    assert "Ana was logged already, perhaps on another device." in late.content.decode()
    assert '<h1 class="verdict">Ben' in late.content.decode()
    assert other.post(skip_of(five[0], here)).status_code == 302
    assert name_on(other, here) == "Ben"
    assert Activity.objects.count() == 1


def skip_of(contact, here):
    return f"{here}people/{BlockPerson.objects.get(contact=contact).pk}/skip/"


def block_contact(contact, by):
    """Somebody else writes down that this contact wants no more contact."""
    ending = Outcome.objects.select_related("type").get(type__key="call", key="do_not_contact")
    log_activity(
        member=by, type=ending.type, outcome=ending, occurred_at=NOW, now=NOW, by=by, contact=contact
    )


def test_who_wants_no_contact_meanwhile_is_left_out_with_a_word(rob, five, inside):
    here = start(rob)
    stale = rob.get(here).content.decode()
    block_contact(five[0], inside.rita)
    block_contact(five[2], inside.rita)
    action = re.search(r'action="([^"]*)" id="log-form"', stale)[1]
    client_id = re.search(r'name="client_id" value="([^"]*)"', stale)[1]
    value = re.search(r'name="outcome" value="(\d+)"', stale)[1]
    after = rob.post(
        action, {"outcome": value, "client_id": client_id, "note": ""}, follow=True
    ).content.decode()
    assert "Ana asked not to be contacted, and is left out." in after
    assert "Left out because they asked not to be contacted: Ana, Cleo." in after
    for name in ["Ben", "Dan", "Eve"]:
        assert name_on(rob, here) == name
        tap(rob, here, "No answer")
    done = rob.get(here).content.decode()
    assert "3 calls in" in done
    assert "were not called" not in done
    assert "they asked not to be contacted: Ana, Cleo" in done


def test_the_next_day_it_goes_on_with_the_time_that_was_worked(rob, five, clock):
    here = start(rob)
    for _ in range(2):
        clock.shift(timedelta(minutes=3))
        tap(rob, here, "No answer")
    clock.shift(timedelta(hours=23))
    assert "Go on" in rob.get(BLOCKS).content.decode()
    page = rob.post(here + "resume/", follow=True).content.decode()
    assert "6:00</dd>" in page
    assert "20</dd>" in page  # two attempts in six minutes
    clock.shift(timedelta(minutes=3))
    tap(rob, here, "No answer")
    block = CallBlock.objects.get()
    assert block.seconds == 540
    assert {one.occurred_on for one in Activity.objects.all()} == {TODAY, TODAY + timedelta(days=1)}


def test_the_clock_on_the_page_stops_where_a_break_begins(rob, five, clock):
    here = start(rob)
    clock.shift(timedelta(minutes=10))
    assert 'data-ticks="600" data-most="300"' in rob.get(here).content.decode()
    clock.shift(timedelta(hours=3))
    assert 'data-ticks="0" data-most="0"' in rob.get(here).content.decode()


def test_sending_a_tap_twice_saves_once(rob, five):
    here = start(rob)
    html = rob.get(here).content.decode()
    action = re.search(r'action="([^"]*)" id="log-form"', html)[1]
    value = re.search(r'name="outcome" value="(\d+)"[^>]*>(?:<svg(?:(?!</svg>).)*</svg>)?<span>Busy<', html)[
        1
    ]
    sent = {
        "outcome": value,
        "client_id": re.search(r'name="client_id" value="([^"]*)"', html)[1],
        "note": "",
    }
    assert [rob.post(action, sent).status_code for _ in range(2)] == [302, 302]
    assert Activity.objects.count() == 1


def test_undo_brings_the_person_back(rob, five):
    here = start(rob)
    after = tap(rob, here, "No answer").content.decode()
    undo = re.search(r'action="([^"]*/delete/[^"]*)"', after)[1].replace("&amp;", "&")
    assert '<h1 class="verdict">Ana' in rob.post(undo, follow=True).content.decode()
    assert not Activity.objects.kept().exists()


def test_who_is_skipped_waits_until_the_end(rob, five):
    here = start(rob)
    person = BlockPerson.objects.get(contact=five[0])
    rob.post(f"{here}people/{person.pk}/skip/")
    for name in ["Ben", "Cleo", "Dan", "Eve"]:
        assert name_on(rob, here) == name
        tap(rob, here, "No answer")
    done = rob.get(here).content.decode()
    assert "4 calls in" in done
    assert "1 was skipped" in done
    assert CallBlock.objects.get().ended_at is not None
    rob.post(here + "again/")
    assert name_on(rob, here) == "Ana"
    tap(rob, here, "No answer")
    assert "5 calls in" in rob.get(here).content.decode()


def test_the_end_says_what_came_of_it_and_can_be_taken_back(rob, five):
    here = start(rob)
    tap(rob, here, "No answer")
    tap(rob, here, "Busy")
    rob.post(here + "end/")
    done = rob.get(here).content.decode()
    assert "3 were not called" in done
    assert done.index("Busy") < done.index("No answer")
    rob.post(here + "resume/")
    assert name_on(rob, here) == "Cleo"
    verbs = list(
        Event.objects.filter(verb__startswith="call_block").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["call_block_started", "call_block_ended", "call_block_resumed"]


def test_coming_back_from_a_call_in_a_block_keeps_when_it_began(rob, five, outcome):
    here = start(rob)
    page = rob.get(here, {"person": 1, "ago": "300", "took": "120"})
    assert "started=" in page.url
    html = rob.get(page.url).content.decode()
    assert "Started 10:35" in html
    answer = tap(rob, page.url, "No answer")
    assert '<h1 class="verdict">Ben' in answer.content.decode()
    entry = Activity.objects.get()
    assert (entry.occurred_at, entry.seconds) == (NOW - timedelta(minutes=5), None)


def test_a_block_costs_the_same_for_many_people(rob, inside, five):
    few = start(rob, most="10")
    for number in range(20):
        Contact.objects.create(name=f"N{number}", owner=inside.rob, phone=str(number), created_at=NOW)
    many = start(rob, which="all", most="25")
    assert queries_of(rob, few) == queries_of(rob, many)
    assert queries_of(rob, BLOCKS) == queries_of(rob, BLOCKS)


def test_nobody_else_sees_a_block(rob, five, enter, inside):
    here = start(rob)
    for other in (inside.lea, inside.ada, inside.rita):
        assert enter(other).get(here).status_code == 404
