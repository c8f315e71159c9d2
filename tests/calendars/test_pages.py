"""The pages of the working calendar: a month with its reasons, requests and answers, schedules, ramps, rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from organizations import registry
from organizations.calendars import calendars_of
from organizations.models import (
    Membership,
    Organization,
    OwnDay,
    RampStep,
    RampTemplate,
    Schedule,
    StandardWeek,
    TimeOff,
)
from organizations.periods import month_of
from organizations.services import (
    add_member,
    add_own_day,
    approve_time_off,
    ask_time_off,
    decline_time_off,
    place_member,
    set_ramp,
    take_time_off,
)
from organizations.working_days import own_days
from tests.cast import MONDAY, NOW, SINCE
from tests.flat import assert_flat, assert_fragment_is_the_page

DAY = timedelta(days=1)
NEXT_WEEK = MONDAY + 7 * DAY
WEDNESDAY = NEXT_WEEK + 2 * DAY
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def html(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def page(enter, member, path):
    answer = enter(member).get(f"/o/acme/{path}")
    assert answer.status_code == 200, answer.status_code
    return html(answer)


@pytest.fixture
def american(acme):
    """Acme with American holidays from the beginning."""
    Organization.objects.filter(pk=acme.organization.pk).update(country="US")
    acme.organization.refresh_from_db()
    return acme


def test_a_month_says_its_days_and_what_took_the_rest(american, enter):
    with american.scope():
        take_time_off(
            membership=american.rob,
            starts_on=date(2026, 11, 19),
            ends_on=date(2026, 11, 20),
            by=american.lea,
            now=NOW,
        )
        take_time_off(
            membership=american.rob, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 21), part="afternoon",
            by=american.lea, now=NOW,
        )  # fmt: skip
    text = page(enter, american.rob, "my-calendar/")
    assert "You work 17.5 of 21 days in November." in text
    assert "2 public holidays (Veterans Day, Thanksgiving Day), 1.5 days of leave" in text
    assert "Thu 19 Nov to Fri 20 Nov" in text
    assert "Leave in the afternoon" in text
    assert "Leave in 2026" in text
    assert "Rob Rep works 17.5 of 21 days" in page(enter, american.lea, f"people/{american.rob.pk}/calendar/")


def test_the_sums_on_the_page_add_up_to_the_own_days(american):
    from organizations.calendar.lookups import year_around
    from organizations.calendar.sheet import sheet_of

    month = month_of(MONDAY)
    with american.scope():
        take_time_off(
            membership=american.rob, starts_on=MONDAY, ends_on=MONDAY + 3 * DAY, by=american.lea, now=NOW
        )
        Membership.objects.filter(pk=american.rob.pk).update(started_on=date(2026, 11, 5))
        american.rob.refresh_from_db()
        american.rob.organization = american.organization
        sheet = sheet_of(american.rob, month, MONDAY, own=True)
        period = year_around(month)
        calendar = calendars_of([american.rob], american.organization, period)[american.rob.pk]
    assert sum(line.days for line in sheet.view.sums) == own_days(month, calendar) == sheet.view.own
    assert sum(cell.weight for cell in sheet.view.days) == sheet.view.own
    assert sum(week.own for week in sheet.view.weeks) == sheet.view.own


@pytest.mark.parametrize("asked", ["2027-02", "1999-01", "nonsense", "2026-13", ""])
def test_any_month_in_the_address_is_a_page(acme, enter, asked):
    text = page(enter, acme.rob, f"my-calendar/?month={asked}")
    assert ("February 2027" if asked == "2027-02" else "November 2026") in text


def test_a_month_of_an_organization_whose_week_begins_on_sunday(acme, enter):
    Organization.objects.filter(pk=acme.organization.pk).update(first_weekday=6)
    text = page(enter, acme.rob, "my-calendar/")
    assert text.index(">Sun<") < text.index(">Mon<") < text.index(">Sat<")


def test_a_ramp_is_said_on_the_month(acme, enter):
    with acme.scope():
        steps = {date(2026, 10, 1): Decimal("0.5"), date(2026, 11, 16): Decimal("0.75")}
        set_ramp(membership=acme.rob, steps=steps, by=acme.lea, now=NOW)
    assert "Ramp: 50% of full targets, 75% from 16 November" in page(enter, acme.rob, "my-calendar/")


def send(enter, member, path, **data):
    return enter(member).post(f"/o/acme/{path}", data)


def test_a_rep_asks_and_the_leader_finds_it_on_today_team_and_absences(acme, enter):
    answer = send(
        enter, acme.rob, f"people/{acme.rob.pk}/time-off/",
        starts_on="2026-11-25", last_on="", part="afternoon", reason="Dentist",
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer["Location"] == "/o/acme/my-calendar/"
    with acme.scope():
        off = TimeOff.objects.get()
        assert (off.state, off.share, off.starts_on, off.ends_on) == (
            TimeOff.ASKED, Decimal("0.5"), WEDNESDAY, WEDNESDAY + DAY,
        )  # fmt: skip
    for path in ("today/", "team/", "absences/"):
        assert "Rob Rep" in page(enter, acme.lea, path)
        assert "Wed 25 Nov, afternoon" in page(enter, acme.lea, path)
    assert "Wed 25 Nov" not in page(enter, acme.sam, "absences/")
    assert "Asked for" in page(enter, acme.rob, "my-calendar/")


def test_a_request_of_who_nobody_else_leads_is_on_the_admins_page(acme, enter):
    with acme.scope():
        ask_time_off(membership=acme.lea, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=acme.lea, now=NOW)
    assert "Lea Leader" in page(enter, acme.ada, "admin/")
    assert "Time off waits" not in page(enter, acme.lea, "team/")


def test_the_leader_approves_and_the_person_is_told(acme, enter):
    with acme.scope():
        off = ask_time_off(
            membership=acme.rob, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=acme.rob, now=NOW
        )
    assert "Takes 1 own day." in page(enter, acme.lea, f"time-off/{off.pk}/")
    answer = send(enter, acme.lea, f"time-off/{off.pk}/approve/", answer="Enjoy it")
    assert answer.status_code == 302
    today = page(enter, acme.rob, "today/")
    assert "Time off, Wed 25 Nov" in today
    assert "Approved by Lea Leader. Enjoy it" in today
    assert "Enjoy it" in page(enter, acme.rob, f"time-off/{off.pk}/")
    assert "4 of 5" not in today


def test_a_no_without_a_word_is_shown_at_its_field(acme, enter):
    with acme.scope():
        off = ask_time_off(
            membership=acme.rob, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=acme.rob, now=NOW
        )
    answer = send(enter, acme.lea, f"time-off/{off.pk}/decline/", answer="")
    assert answer.status_code == 422
    assert "Say why, in a few words." in html(answer)
    send(enter, acme.lea, f"time-off/{off.pk}/decline/", answer="Stock-taking")
    assert "Declined by Lea Leader. Stock-taking" in page(enter, acme.rob, "today/")


def test_who_is_led_by_nobody_else_or_an_admin_enters_for_themselves(acme, enter):
    send(enter, acme.ada, f"people/{acme.ada.pk}/time-off/", starts_on="2026-11-25", part="whole")
    send(enter, acme.lea, f"people/{acme.rob.pk}/time-off/", starts_on="2026-11-25", part="whole")
    send(enter, acme.lea, f"people/{acme.lea.pk}/time-off/", starts_on="2026-11-25", part="whole")
    with acme.scope():
        states = dict(TimeOff.objects.values_list("membership__name", "state"))
    assert states == {"Ada Admin": "approved", "Rob Rep": "approved", "Lea Leader": "asked"}


def test_an_overlap_is_refused_in_words_at_the_day(acme, enter):
    with acme.scope():
        take_time_off(
            membership=acme.rob, starts_on=NEXT_WEEK, ends_on=NEXT_WEEK + 5 * DAY, by=acme.lea, now=NOW
        )
    answer = send(
        enter,
        acme.rob,
        f"people/{acme.rob.pk}/time-off/",
        starts_on="2026-11-27",
        last_on="2026-12-01",
        part="whole",
    )
    assert answer.status_code == 422
    assert "Mon 23 Nov to Fri 27 Nov, approved. Change that one first." in html(answer)
    assert 'value="2026-11-27"' in html(answer)  # what was typed stays


def test_a_last_day_before_the_first_is_said_at_the_last_day(acme, enter):
    answer = send(
        enter,
        acme.rob,
        f"people/{acme.rob.pk}/time-off/",
        starts_on="2026-11-27",
        last_on="2026-11-20",
        part="whole",
    )
    assert answer.status_code == 422
    assert "The last day can’t be before" in html(answer).replace("can&#x27;t", "can’t")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("starts_on=2026-11-25&part=whole", "Takes 1 own day."),
        ("starts_on=2026-11-25&part=morning", "Takes 0.5 own days."),
        ("starts_on=2026-11-27&last_on=2026-12-01&part=whole", "Takes 3 own days."),
        ("starts_on=2026-11-28&part=whole", "None of it is an own working day"),
        ("starts_on=2026-11-10&part=whole", "Weeks that are over keep their cards."),
        ("starts_on=2026-11-25&last_on=2026-11-20&part=whole", "Choose a day"),
        ("starts_on=2026-11-25&last_on=9999-12-31&part=whole", "Choose a day"),
        ("starts_on=rubbish", "Choose a day"),
    ],
)
def test_the_preview_says_what_the_days_take(acme, enter, query, words):
    assert words in page(enter, acme.rob, f"people/{acme.rob.pk}/time-off/takes/?{query}")


def test_the_preview_is_the_part_of_the_page_that_it_replaces(acme, enter):
    here = f"/o/acme/people/{acme.rob.pk}/time-off/"
    assert_fragment_is_the_page(
        enter(acme.rob), f"{here}takes/?starts_on=2026-11-25&part=whole", f"{here}?on=2026-11-25", "takes"
    )


def test_the_leader_sees_who_else_is_away_then(acme, enter):
    with acme.scope():
        take_time_off(
            membership=acme.rita, starts_on=NEXT_WEEK, ends_on=NEXT_WEEK + 5 * DAY, by=acme.lea, now=NOW
        )
        off = ask_time_off(
            membership=acme.rob, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=acme.rob, now=NOW
        )
    assert "Rita Rep (Mon 23 Nov to Fri 27 Nov)" in page(enter, acme.lea, f"time-off/{off.pk}/")
    assert "Rita Rep" not in page(enter, acme.rob, f"time-off/{off.pk}/")


def test_withdrawing_leads_back_with_an_undo_that_works(acme, enter):
    with acme.scope():
        off = approve_time_off(
            time_off=ask_time_off(
                membership=acme.rob, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=acme.rob, now=NOW
            ),
            by=acme.lea, now=NOW,
        )  # fmt: skip
    browser = enter(acme.rob)
    answer = browser.post(f"/o/acme/time-off/{off.pk}/withdraw/", follow=True)
    assert f"/o/acme/time-off/{off.pk}/reopen/" in html(answer)
    browser.post(f"/o/acme/time-off/{off.pk}/reopen/")
    with acme.scope():
        assert TimeOff.objects.get().counts
    trail = page(enter, acme.rob, f"time-off/{off.pk}/")
    for words in ("Asked for", "Approved", "Withdrawn", "Opened again"):
        assert words in trail


def test_absences_show_the_weeks_of_the_team_and_its_sum(american, enter):
    with american.scope():
        take_time_off(
            membership=american.rob, starts_on=MONDAY, ends_on=MONDAY + 5 * DAY, by=american.lea, now=NOW
        )
    text = page(enter, american.lea, "absences/")
    assert "Rob Rep is away this week." in text
    assert "Leave Mon 16 Nov to Fri 20 Nov" in text
    assert "Thanksgiving Day" in text
    assert "8 <small>of 10</small>" in text  # two people, one holiday each


def test_a_leader_sets_a_schedule_and_sees_it_in_words(acme, enter):
    week = dict.fromkeys(WEEKDAYS[:3], "1.00") | {"thursday": "0.50"} | dict.fromkeys(WEEKDAYS[4:], "0.00")
    answer = send(enter, acme.lea, f"people/{acme.rob.pk}/schedule/", from_on="2026-11-23", **week)
    assert answer.status_code == 302
    text = page(enter, acme.rob, f"people/{acme.rob.pk}/schedule/")
    assert "Mon to Wed, ½ Thu" in text
    assert "3.5 days a week" in text
    assert "Set schedule" not in text  # the person sees it and does not set it
    with acme.scope():
        pk = Schedule.objects.get().pk
    assert send(enter, acme.lea, f"schedules/{pk}/remove/").status_code == 302
    with acme.scope():
        assert not Schedule.objects.exists()


def test_a_schedule_from_a_week_that_is_over_is_refused_at_its_field(acme, enter):
    week = dict.fromkeys(WEEKDAYS, "1.00")
    answer = send(enter, acme.lea, f"people/{acme.rob.pk}/schedule/", from_on="2026-11-09", **week)
    assert answer.status_code == 422
    assert "Weeks that are over keep their days. Choose Monday 16 November or later." in html(answer)


def test_a_share_that_is_not_among_the_choices_stays_one(acme, enter):
    with acme.scope():
        Schedule.objects.create(membership=acme.rob, from_on=MONDAY, monday=Decimal("0.80"))
    assert '<option value="0.80" selected>0.8</option>' in page(
        enter, acme.lea, f"people/{acme.rob.pk}/schedule/"
    )


def test_a_person_moves_and_starts_and_leaves(acme, enter):
    send(
        enter, acme.lea, f"people/{acme.rob.pk}/region/",
        **{"move-country": "GB", "move-subdivision": "ENG", "move-from_on": "2026-11-23"},
    )  # fmt: skip
    send(
        enter, acme.ada, f"people/{acme.rob.pk}/dates/",
        **{"dates-started_on": "2026-01-05", "dates-last_on": "2026-12-31"},
    )  # fmt: skip
    text = page(enter, acme.rob, f"people/{acme.rob.pk}/schedule/")
    assert "Public holidays: England, United Kingdom." in text
    assert "Last day 31 December 2026." in text
    assert "from 23 November 2026" in text
    with acme.scope():
        assert Membership.objects.get(pk=acme.rob.pk).ended_on == date(2027, 1, 1)


def test_a_region_of_another_country_is_refused(acme, enter):
    answer = send(
        enter, acme.lea, f"people/{acme.rob.pk}/region/",
        **{"move-country": "US", "move-subdivision": "ENG", "move-from_on": "2026-11-23"},
    )  # fmt: skip
    assert answer.status_code == 422


def test_choosing_a_country_brings_its_regions(acme, enter):
    text = page(enter, acme.lea, "regions/?prefix=move&move-country=AU")
    assert "New South Wales" in text
    assert 'id="move-regions"' in text
    assert "hidden" in page(enter, acme.lea, "regions/?prefix=move&move-country=SG")
    assert "hidden" in page(enter, acme.lea, "regions/?prefix=%3Cscript%3E&move-country=%3Cscript%3E")


def test_a_ramp_is_laid_out_from_a_template_and_saved(acme, enter):
    text = page(enter, acme.lea, f"people/{acme.rob.pk}/ramp/?template=activity&start=2026-11-30")
    assert "Not saved yet" in text
    assert 'value="2026-12-30"' in text
    data = {
        "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", "form-0-from_on": "2026-11-30", "form-0-percent": "50",
        "form-1-from_on": "2026-12-30", "form-1-percent": "100", "form-2-from_on": "", "form-2-percent": "",
    }  # fmt: skip
    assert send(enter, acme.lea, f"people/{acme.rob.pk}/ramp/", **data).status_code == 302
    with acme.scope():
        steps = dict(RampStep.objects.values_list("from_on", "share"))
    assert steps == {date(2026, 11, 30): Decimal("0.50"), date(2026, 12, 30): Decimal("1.00")}
    assert "You have full targets." in page(enter, acme.rob, f"people/{acme.rob.pk}/ramp/")


def test_half_a_step_and_two_of_one_day_are_refused(acme, enter):
    half = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-from_on": "2026-11-30"}
    assert send(enter, acme.lea, f"people/{acme.rob.pk}/ramp/", **half).status_code == 422
    two = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    for n in range(2):
        two |= {f"form-{n}-from_on": "2026-11-30", f"form-{n}-percent": "50"}
    answer = send(enter, acme.lea, f"people/{acme.rob.pk}/ramp/", **two)
    assert "Two steps begin on the same day" in html(answer)


def test_an_admin_adds_changes_and_removes_a_ramp_of_the_organizations_own(acme, enter):
    data = {"name": "Partner", "shares": "30, 60, 100", "every": "2", "unit": "weeks"}
    assert send(enter, acme.ada, "settings/ramps/", **data).status_code == 302
    assert send(enter, acme.ada, "settings/ramps/", **data).status_code == 422  # the name is taken
    with acme.scope():
        pk = RampTemplate.objects.get().pk
    text = page(enter, acme.lea, f"people/{acme.rob.pk}/ramp/?template=own-{pk}&start=2026-11-30")
    assert 'value="2026-12-14"' in text
    send(enter, acme.ada, f"settings/ramps/{pk}/", **data | {"shares": "30 60 90"})
    assert "The last share is 100" in html(
        send(enter, acme.ada, f"settings/ramps/{pk}/", **data | {"shares": "30 60 90"})
    )
    send(enter, acme.ada, f"settings/ramps/{pk}/remove/")
    with acme.scope():
        assert not RampTemplate.objects.exists()


def test_the_rules_page_shows_the_year_with_its_total_and_says_from_when(american, enter):
    text = page(enter, american.ada, "settings/calendar/")
    assert "250 working days in 2026." in text
    assert "holds from Monday 23 November on" in text
    assert "Thanksgiving Day" in text
    next_year = page(enter, american.ada, "settings/calendar/?year=2027")
    assert "working days in 2027." in next_year


def test_an_admin_sets_the_week_the_region_and_days_of_the_organizations_own(acme, enter):
    week = dict.fromkeys(WEEKDAYS, "1.00") | {"friday": "0.00", "saturday": "0.00"}
    assert send(enter, acme.ada, "settings/calendar/week/", **week).status_code == 302
    send(enter, acme.ada, "settings/calendar/region/", **{"region-country": "US", "region-subdivision": ""})
    send(
        enter,
        acme.ada,
        "settings/calendar/days/",
        on="2026-12-24",
        name="Christmas Eve",
        share="0.5",
        where="everyone",
    )
    text = page(enter, acme.ada, "settings/calendar/")
    assert "From 23 November 2026: Mon to Thu, Sun." in text
    assert "Company half day" in text
    with acme.scope():
        assert StandardWeek.objects.get().from_on == NEXT_WEEK
        day = OwnDay.objects.get()
    assert send(enter, acme.ada, f"settings/calendar/days/{day.pk}/remove/").status_code == 302
    with acme.scope():
        assert not OwnDay.objects.exists()


def test_a_holiday_is_worked_at_one_press_for_the_region_that_is_looked_at(american, enter):
    data = {"on": "2026-11-26", "name": "Thanksgiving Day", "share": "0", "where": "US"}
    assert send(enter, american.ada, "settings/calendar/days/?year=2026&at=US", **data).status_code == 302
    with american.scope():
        day = OwnDay.objects.get()
        assert (day.share, day.country) == (0, "US")
    assert "251 working days in 2026." in page(enter, american.ada, "settings/calendar/")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {"on": "2026-11-20", "name": "X", "share": "1", "where": "everyone"},
            "Choose Monday 23 November or later",
        ),
        ({"on": "2026-12-20", "name": "", "share": "1", "where": "everyone"}, "Give it a name"),
        ({"on": "2026-12-20", "name": "X", "share": "1", "where": "GB"}, "valid choice"),
    ],
)
def test_an_own_day_that_can_not_be_is_refused_in_words(american, enter, data, words):
    answer = send(enter, american.ada, "settings/calendar/days/", **data)
    assert answer.status_code == 422
    assert words in html(answer)


def test_a_week_without_work_is_refused(acme, enter):
    answer = send(enter, acme.ada, "settings/calendar/week/", **dict.fromkeys(WEEKDAYS, "0.00"))
    assert answer.status_code == 422
    assert "Choose at least one weekday that is worked." in html(answer)


def test_the_settings_and_ones_own_page_lead_here(acme, enter):
    assert "/o/acme/settings/calendar/" in page(enter, acme.ada, "settings/")
    assert "/o/acme/settings/ramps/" in page(enter, acme.ada, "settings/")
    assert "/o/acme/my-calendar/" in page(enter, acme.rob, "you/")
    assert "/o/acme/my-calendar/" in page(enter, acme.rob, "more/")


def test_names_and_reasons_are_shown_as_text(acme, enter):
    nasty = "<script>alert(1)</script> {{7*7}} ‮ 👩‍👩‍👧"
    with acme.scope():
        off = ask_time_off(
            membership=acme.rob,
            starts_on=WEDNESDAY,
            ends_on=WEDNESDAY + DAY,
            reason=nasty,
            by=acme.rob,
            now=NOW,
        )
        add_own_day(
            organization=acme.organization,
            on=date(2026, 12, 24),
            name=nasty,
            share=Decimal(1),
            by=acme.ada,
            now=NOW,
        )
        decline_time_off(time_off=off, by=acme.lea, now=NOW, answer=nasty)
    for member, path in (
        (acme.rob, "my-calendar/?month=2026-12"), (acme.rob, f"time-off/{off.pk}/"), (acme.rob, "today/"),
        (acme.ada, "settings/calendar/"), (acme.lea, "absences/"),
    ):  # fmt: skip
        text = page(enter, member, path)
        assert "<script>alert" not in text
        assert "{{7*7}}" in text


def test_a_persons_month_costs_the_same_for_seven_requests_as_for_two(acme, enter):
    made = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                day = date(2026, 12, 1) + next(made) * DAY
                off = ask_time_off(
                    membership=acme.rob, starts_on=day, ends_on=day + DAY, by=acme.rob, now=NOW
                )
                approve_time_off(time_off=off, by=acme.lea, now=NOW)

    assert assert_flat(enter(acme.rob), "/o/acme/my-calendar/?month=2026-12", add) <= 8


def test_absences_and_requests_cost_the_same_for_seven_people_as_for_two(acme, enter):
    made = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                at = next(made)
                one = add_member(
                    name=f"New {at}", email=f"n{at}@acme.example", zone="UTC", by=acme.ada, now=NOW
                )
                place_member(membership=one, team=acme.north, from_on=SINCE, by=acme.ada, now=NOW)
                ask_time_off(membership=one, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=one, now=NOW)

    lea = enter(acme.lea)
    assert assert_flat(lea, "/o/acme/absences/", add) <= 10
    assert_flat(lea, "/o/acme/today/", add)
    assert_flat(lea, "/o/acme/team/", add)


def test_the_rules_page_costs_the_same_for_seven_days_as_for_two(acme, enter):
    made = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                add_own_day(
                    organization=acme.organization, on=date(2026, 12, 1) + next(made) * DAY, name="Closed",
                    share=Decimal(1), by=acme.ada, now=NOW,
                )  # fmt: skip

    assert_flat(enter(acme.ada), "/o/acme/settings/calendar/", add)


def test_what_waits_is_supplied_to_today_for_who_answers_alone(acme):
    with acme.scope():
        ask_time_off(membership=acme.rob, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=acme.rob, now=NOW)
        found = {}
        for one in (acme.lea, acme.rita, acme.ada):
            one.organization = acme.organization
            items = registry.ask("today", membership=one, today=NOW.date(), now=NOW)
            found[one.name] = [item.title for item in items]
    assert found == {"Lea Leader": ["Rob Rep"], "Rita Rep": [], "Ada Admin": []}
