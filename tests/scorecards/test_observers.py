"""Observers: asked once, sent nothing before they say yes, then the card as it is, and out with one click."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from organizations.mail.delivery import deliver_due
from organizations.models import Event, OutboxMail
from organizations.periods import Period
from organizations.services import deactivate_member, take_time_off
from scorecards.due import window_of
from scorecards.models import Card, Observer, ObserverKey, Watch
from scorecards.observers.answering import confirm, leave
from scorecards.observers.naming import ask_again, end_watch, name_observer
from scorecards.weekly import close_due, close_week
from tests.cast import NOW
from tests.flat import assert_flat
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, aim, log
from tests.scorecards.test_mails import plain

BEFORE = datetime(2026, 11, 10, 9, tzinfo=UTC)


def name(acme, member=None, by=None, address="rosa@mentor.example", who="Rosa Ruiz", now=BEFORE):
    member = member or acme.rob
    return name_observer(member=member, name=who, address=address, by=by or member, now=now)


def last_mail(address="rosa@mentor.example"):
    return OutboxMail.objects.filter(to_address=address).order_by("-pk").first()


def link_in(mail):
    return re.search(r"http://[^/]+(/observer/[\w-]+/)", mail.text)[1]


@pytest.fixture
def watched(north):
    """Rosa has said yes to Rob's card before the week closed."""
    watch = name(north)
    confirm(observer=watch.observer, now=BEFORE)
    log(north.rob, 84)
    log(north.rob, 2, "call", "meeting_booked")
    return north


def close(acme, week=WEEK, now=MONDAY_AT_SIX):
    return close_week(organization=acme.organization, week=week, now=now)


# --- Being asked


def test_the_observer_is_asked_by_one_mail_whose_link_only_they_can_read(north):
    watch = name(north)
    mail = OutboxMail.objects.get()
    assert (mail.to_address, mail.recipient, mail.has_secret) == ("rosa@mentor.example", None, True)
    assert "Rob Rep of Acme would like you to get their weekly card." in mail.text
    secret = link_in(mail).split("/")[2]
    assert secret not in str(ObserverKey.objects.values_list("digest", flat=True))
    assert watch.state == Watch.ASKED


def test_a_leader_is_named_as_the_one_who_asks(north):
    name(north, by=north.lea)
    assert "Lea Leader of Acme would like you to get the weekly card of Rob Rep." in last_mail().text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"address": "nowhere"}, "This is not an e-mail address."),
        ({"address": "ROB@acme.example"}, "The card comes to this address anyway."),
        ({"who": "  "}, "Say who it is"),
    ],
)
def test_what_is_wrong_is_refused(north, changes, said):
    with pytest.raises(ValidationError, match=said):
        name(north, **changes)


def test_who_has_no_card_has_no_observer(north):
    with pytest.raises(ValidationError, match="Ada Admin has no card to be seen"):
        name(north, member=north.ada)


def test_naming_the_same_twice_is_refused_whatever_the_spelling(north):
    name(north)
    with pytest.raises(ValidationError, match="Rosa Ruiz is named for Rob Rep already"):
        name(north, address="Rosa@Mentor.Example")
    assert Observer.objects.count() == 1


def test_five_observers_are_the_most(north):
    for number in range(5):
        name(north, address=f"o{number}@x.example")
    with pytest.raises(ValidationError, match="has 5 observers, and that is the most"):
        name(north, address="o6@x.example")


def test_strangers_cannot_be_written_to_without_end(north):
    for number in range(20):
        watch = name(north, address=f"o{number}@x.example")
        end_watch(watch=watch, by=north.rob, now=BEFORE)
    with pytest.raises(ValidationError, match="Only 20 observers can be asked a day"):
        name(north, address="more@x.example")
    name(north, address="more@x.example", now=BEFORE + timedelta(days=1, minutes=1))


def test_asking_again_waits_a_day_and_ends_after_three_times(north):
    watch = name(north)
    with pytest.raises(ValidationError, match="Ask again tomorrow"):
        ask_again(watch=watch, by=north.rob, now=BEFORE + timedelta(hours=2))
    for day in (1, 2):
        ask_again(watch=watch, by=north.rob, now=BEFORE + timedelta(days=day))
    with pytest.raises(ValidationError, match="They were asked three times"):
        ask_again(watch=watch, by=north.rob, now=BEFORE + timedelta(days=9))
    assert OutboxMail.objects.filter(to_address="rosa@mentor.example").count() == 3


# --- The public page


def test_opening_the_link_changes_nothing_and_the_button_confirms(north, clock):
    watch = name(north)
    here = link_in(last_mail())
    for _ in range(2):
        page = Client().get(here)
        assert "Rob Rep would like you to get their weekly card." in page.content.decode()
        assert Watch.objects.get().state == Watch.ASKED
    assert page["Cache-Control"].find("no-store") >= 0
    assert page["Referrer-Policy"] == "same-origin"
    for _ in range(2):
        Client().post(here, {"do": "confirm"})
        assert Watch.objects.get().confirmed_at == NOW
    assert "You get one weekly card." in Client().get(here).content.decode()
    assert Event.objects.filter(verb="observer_confirmed", subject_id=watch.pk).count() == 1


def test_saying_no_is_an_answer(north, clock):
    name(north)
    here = link_in(last_mail())
    Client().post(here, {"do": "leave"})
    assert Watch.objects.get().state == Watch.LEFT
    with pytest.raises(ValidationError, match="does not want the card of Rob Rep"):
        name(north, now=NOW + timedelta(days=29))
    name(north, now=NOW + timedelta(days=31))


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "ä" * 40])
def test_a_link_that_nobody_sent_opens_nothing(db, clock, secret):
    for path in (f"/observer/{secret}/", f"/observer/{secret}/leave/"):
        page = Client().post(path)
        assert page.status_code == 404
        assert b"This link opens nothing." in page.content


def test_the_page_shows_no_figure_and_nobody_elses_observers(watched, clock):
    name(watched, member=watched.rita, address="other@x.example", who="Olga Other")
    close(watched)
    page = Client().get(link_in(last_mail())).content.decode()
    words = re.sub(r'value="[^"]*"', "", page)
    assert "Rita" not in words
    assert "Olga" not in words
    assert "84" not in words


def test_a_link_of_one_organization_opens_nothing_of_another(watched, rival, clock):
    with rival.scope():
        name_observer(
            member=rival.mallory,
            name="Rosa Ruiz",
            address="rosa@mentor.example",
            by=rival.mallory,
            now=BEFORE,
        )
        theirs = link_in(last_mail())
        their_watch = Watch.objects.get()
    mine = link_in(last_mail())
    assert "Mallory" in Client().get(theirs).content.decode()
    assert "Mallory" not in Client().get(mine).content.decode()
    Client().post(mine, {"do": "leave", "watch": their_watch.pk})
    with rival.scope():
        assert Watch.objects.get().state == Watch.ASKED


# --- The weekly mail


def test_the_card_comes_with_the_persons_own_mail_and_the_same_figures(watched):
    close(watched)
    mail, own = last_mail(), OutboxMail.objects.get(recipient=watched.rob)
    card = Card.objects.get(member=watched.rob)
    assert (mail.next_try_at, mail.recipient) == (own.next_try_at, None)
    words = plain(mail.html)
    for line in card.snapshot["lines"]:
        told = f"{line['name']}: {line['actual']} of {line['target']}"
        assert told in mail.text
        assert told in own.text
        assert f"{line['name']} {line['arithmetic']} {line['actual']} of {line['target']}" in words
    score = re.search(r"Week 46: (\d+)", own.subject)[1]
    assert mail.subject.startswith(f"Week 46, Rob Rep: {score}")
    assert mail.text.splitlines()[0] == card.verdict


def test_nothing_leads_into_the_organization(watched):
    close(watched)
    mail = last_mail()
    links = set(re.findall(r'href="([^"]*)"', mail.html)) | set(re.findall(r"http\S+", mail.text))
    assert links == {f"http://127.0.0.1:8000{link_in(mail)}"} or all("/observer/" in one for one in links)
    assert "acknowledge" not in mail.text


def test_closing_again_sends_nothing_more(watched):
    close(watched)
    assert close(watched).mails == 0
    assert not window_of(watched.organization, (WEEK,)).has_work(MONDAY_AT_SIX)
    assert OutboxMail.objects.filter(key__startswith="observer/").count() == 1


def test_several_people_are_one_mail(watched):
    confirm(observer=name(watched, member=watched.rita).observer, now=BEFORE)
    close(watched)
    mail = OutboxMail.objects.get(key=f"observer/{WEEK.start}/{Observer.objects.get().pk}")
    assert "Rita Rep, Week 46" in mail.text
    assert "Rob Rep, Week 46" in mail.text
    assert mail.subject.startswith("Week 46, Rita Rep: 0, behind; Rob Rep: ")


def test_it_waits_until_all_of_them_have_closed(watched):
    watched.rita.zone = "America/Los_Angeles"
    watched.rita.save(update_fields=["zone"])
    confirm(observer=name(watched, member=watched.rita).observer, now=BEFORE)
    close_due(organization_id=watched.organization.pk, now=MONDAY_AT_SIX)
    assert not OutboxMail.objects.filter(key__startswith=f"observer/{WEEK.start}").exists()
    later = MONDAY_AT_SIX + timedelta(hours=8)
    close_due(organization_id=watched.organization.pk, now=later)
    mail = OutboxMail.objects.get(key__startswith=f"observer/{WEEK.start}")
    own = OutboxMail.objects.get(recipient=watched.rita, key__contains=str(WEEK.start))
    assert mail.next_try_at == own.next_try_at


def test_who_has_not_said_yes_gets_nothing(north):
    name(north)
    close(north)
    assert not OutboxMail.objects.filter(key__startswith="observer/").exists()


def test_weeks_that_closed_before_the_yes_are_not_sent(north):
    watch = name(north)
    close(north)
    confirm(observer=watch.observer, now=MONDAY_AT_SIX + timedelta(minutes=1))
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX + timedelta(hours=1))
    assert not OutboxMail.objects.filter(key__startswith="observer/").exists()
    log(north.rob, 3, on=WEEK.end)
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX + timedelta(days=7))
    assert OutboxMail.objects.filter(key__startswith=f"observer/{WEEK.end}").count() == 1


def test_a_week_away_is_said_as_such(watched):
    week = Period(WEEK.end, WEEK.shift(7).end)
    take_time_off(membership=watched.rob, starts_on=week.start, ends_on=week.end, by=watched.ada, now=BEFORE)
    close(watched, week, MONDAY_AT_SIX + timedelta(days=7))
    assert "Away all week." in last_mail().text


def test_the_person_is_told_in_their_own_mail_who_else_reads(watched):
    close(watched)
    assert "Lea Leader and Rosa Ruiz see them too" in OutboxMail.objects.get(recipient=watched.rob).text
    assert "Lea Leader sees them too" in OutboxMail.objects.get(recipient=watched.rita).text


def test_observers_cost_no_more_queries_for_many(north, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        confirm(observer=name(north, address=f"a{number}@x.example").observer, now=BEFORE)
    with CaptureQueriesContext(connection) as few:
        window_of(north.organization, (WEEK,)).observers(WEEK)
    for number in range(5):
        watch = name(north, member=[north.lea, north.rita][number % 2], address=f"b{number}@x.example")
        confirm(observer=watch.observer, now=BEFORE)
    with CaptureQueriesContext(connection) as many:
        window_of(north.organization, (WEEK,)).observers(WEEK)
    assert len(few) == len(many)


# --- Leaving and ending


def test_one_click_in_the_mail_program_ends_it(watched, clock):
    close(watched)
    mail = last_mail()
    assert mail.unsubscribe_url.endswith(f"{link_in(mail)}leave/")
    path = link_in(mail) + "leave/"
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(path).status_code == 302
    assert Watch.objects.get().state == Watch.CONFIRMED
    for _ in range(2):
        answer = browser.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "You get no card any more." in answer.content.decode()
    assert Watch.objects.get().state == Watch.LEFT
    close(watched, Period(WEEK.end, WEEK.shift(7).end), MONDAY_AT_SIX + timedelta(days=7))
    assert OutboxMail.objects.filter(key__startswith="observer/").count() == 0


def test_the_headers_say_so(watched, settings):
    from django.core import mail as outside

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    close(watched)
    url = last_mail().unsubscribe_url
    deliver_due(organization_id=watched.organization.pk, clock=lambda: MONDAY_AT_SIX + timedelta(hours=1))
    sent = next(
        one for one in outside.outbox if one.to == ["rosa@mentor.example"] and "Week 46" in one.subject
    )
    headers = sent.message()
    assert headers["List-Unsubscribe"].replace("\n", "").strip() == f"<{url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    kept = OutboxMail.objects.get(key__startswith="observer/")
    assert (kept.text, kept.html, kept.unsubscribe_url) == ("", "", "")
    own = next(one for one in outside.outbox if one.to == ["rob@acme.example"])
    assert url not in str(own.message()), "an observer’s link is theirs alone"


def test_a_link_of_an_old_mail_still_works(watched, clock):
    asked = link_in(last_mail())
    close(watched)
    assert link_in(last_mail()) != asked
    Client().post(asked, {"do": "leave"})
    assert Watch.objects.get().state == Watch.LEFT


def test_coming_back_is_one_press_too(watched, clock):
    here = link_in(last_mail())
    Client().post(here, {"do": "leave"})
    assert "Get it again" in Client().get(here).content.decode()
    Client().post(here, {"do": "come back", "watch": Watch.objects.get().pk})
    assert (Watch.objects.get().state, Watch.objects.get().confirmed_at) == (Watch.CONFIRMED, NOW)


def test_ending_takes_back_what_waits_to_be_sent(watched):
    close(watched)
    assert OutboxMail.objects.filter(key__startswith="observer/").exists()
    end_watch(watch=Watch.objects.get(), by=watched.rob, now=MONDAY_AT_SIX)
    assert not OutboxMail.objects.filter(key__startswith="observer/").exists()


def test_a_mail_about_two_is_written_anew_about_the_one_who_is_left(watched):
    confirm(observer=name(watched, member=watched.rita).observer, now=BEFORE)
    close(watched)
    end_watch(watch=Watch.objects.get(member=watched.rita), by=watched.rita, now=MONDAY_AT_SIX)
    close(watched)
    mail = OutboxMail.objects.get(key__startswith="observer/")
    assert "Rob Rep" in mail.text
    assert "Rita" not in mail.text


def test_nobody_gets_the_card_of_someone_who_left(watched, clock):
    deactivate_member(membership=watched.rob, by=watched.ada, now=datetime(2026, 11, 13, 12, tzinfo=UTC))
    assert Watch.objects.get().state == Watch.ENDED
    close_due(organization_id=watched.organization.pk, now=MONDAY_AT_SIX)
    assert Card.objects.filter(member=watched.rob).exists()
    assert not OutboxMail.objects.filter(key__startswith="observer/").exists()


# --- The page inside


def test_a_person_names_sees_and_ends(north, enter):
    rob = enter(north.rob)
    page = rob.get("/o/acme/observers/").content.decode()
    assert "Nobody outside reads your card." in page
    sent = {"member": north.rob.pk, "name": "Rosa Ruiz", "address": "rosa@mentor.example"}
    page = rob.post("/o/acme/observers/", sent, follow=True).content.decode()
    assert "Asked on 18 November 2026, has not said yes yet." in page
    watch = Watch.objects.get()
    page = rob.post(f"/o/acme/observers/{watch.pk}/end/", follow=True).content.decode()
    assert f"/o/acme/observers/{watch.pk}/restore/" in page
    assert "Ended by Rob Rep" in page
    rob.post(f"/o/acme/observers/{watch.pk}/restore/")
    assert Watch.objects.get().state == Watch.ASKED


def test_nobody_names_observers_of_people_they_do_not_lead(north, enter):
    sent = {"member": north.sol.pk, "name": "Rosa Ruiz", "address": "rosa@mentor.example"}
    for person in (north.rob, north.lea):
        assert enter(person).post("/o/acme/observers/", sent).status_code == 422
    assert enter(north.ada).post("/o/acme/observers/", sent).status_code == 302


def test_what_is_wrong_is_said_at_its_field(north, enter):
    sent = {"member": north.rob.pk, "name": "", "address": "x"}
    page = enter(north.rob).post("/o/acme/observers/", sent)
    assert page.status_code == 422
    assert "This is not an e-mail address." in page.content.decode()


def test_the_list_costs_the_same_for_seven_as_for_two(north, enter):
    people, count = [north.rita, north.sol, north.lea], iter(range(100))

    def add(many):
        for _ in range(many):
            number = next(count)
            name(north, member=people[number % 3], by=north.ada, address=f"o{number}@x.example")

    assert_flat(enter(north.ada), "/o/acme/observers/", add)


def test_names_cannot_write_markup_or_headers(north):
    name(north, who="<b onclick=x>Rosa</b>\r\nBcc: all@x.example {{7*7}}")
    north.rob.name = "<i>Rob</i>\r\nBcc: all@x.example"
    north.rob.save(update_fields=["name"])
    watch = Watch.objects.get()
    ask_again(watch=watch, by=north.rob, now=BEFORE + timedelta(days=1))
    mail = last_mail()
    assert "\n" not in mail.subject
    assert "<i>" not in mail.html
    assert Observer.objects.get().name == "<b onclick=x>Rosa</b> Bcc: all@x.example {{7*7}}"


def test_an_observer_who_left_cannot_be_brought_back_by_an_undo(watched, enter):
    watch = Watch.objects.get()
    leave(observer=watch.observer, now=BEFORE)
    page = enter(watched.rob).post(f"/o/acme/observers/{watch.pk}/restore/", follow=True).content.decode()
    assert "There is nothing to take back." in page
    assert Watch.objects.get().state == Watch.LEFT


def test_aiming_is_not_needed_to_be_watched(acme):
    with acme.scope():
        aim(acme.sol, attempts=10)
        confirm(observer=name(acme, member=acme.sol).observer, now=BEFORE)
        close(acme)
        assert "Sol South" in last_mail().text


# --- The API


def test_the_api_names_lists_and_ends(north, bearer):
    rob = bearer(north.rob)
    made = rob.post(
        "/api/v1/o/acme/observers/",
        {"name": "Rosa Ruiz", "address": "rosa@mentor.example"},
        content_type="application/json",
    )
    assert made.status_code == 201
    assert made.json()["state"] == "asked"
    (listed,) = rob.get("/api/v1/o/acme/observers/").json()["results"]
    assert (listed["member_name"], listed["address"]) == ("Rob Rep", "rosa@mentor.example")
    assert rob.delete(f"/api/v1/o/acme/observers/{listed['id']}/").status_code == 204
    assert rob.get(f"/api/v1/o/acme/observers/{listed['id']}/").json()["state"] == "ended"


@pytest.mark.parametrize(
    "extra", [{"state": "confirmed"}, {"confirmed_at": "2026-01-01T00:00:00Z"}, {"asked_by": 1}]
)
def test_the_api_takes_no_state_from_outside(north, bearer, extra):
    sent = {"name": "Rosa Ruiz", "address": "rosa@mentor.example", **extra}
    bearer(north.rob).post("/api/v1/o/acme/observers/", sent, content_type="application/json")
    watch = Watch.objects.get()
    assert (watch.state, watch.confirmed_at, watch.asked_by) == (Watch.ASKED, None, north.rob)


def test_the_api_names_nobody_for_people_one_does_not_lead(north, bearer):
    sent = {"name": "Rosa Ruiz", "address": "rosa@mentor.example", "member": north.sol.pk}
    answer = bearer(north.rob).post("/api/v1/o/acme/observers/", sent, content_type="application/json")
    assert answer.status_code == 400
    assert Watch.objects.count() == 0
