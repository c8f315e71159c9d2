"""Setting up: each answer is kept at once, each step can be skipped, and leaving and coming back goes on."""

from datetime import date, timedelta

import pytest
from django.test import Client

from goals.models import TargetStep
from organizations.models import (
    Event,
    Invitation,
    Membership,
    OutboxMail,
    Placement,
    SetUp,
    StandardWeek,
    Team,
)
from organizations.tenancy.scope import organization_scope
from scorecards.models import CardTemplate, TemplateAssignment, Watch
from tests.cast import NOW
from tests.start.conftest import answer

HERE = "/o/bright-water/set-up/"


def where(client):
    return client.get(HERE).url.removeprefix("/o/bright-water/")


def test_the_founder_alone_becomes_admin_rep_and_leader_of_a_team_of_one(browser, inside):
    assert answer(browser, "leads", leading="alone").url == HERE + "week/"
    me = Membership.objects.with_duties().get()
    assert (me.is_admin, me.is_rep, me.leads_any) == (True, True, True)
    team = Team.objects.get()
    assert (team.name, team.leader) == ("Bright Water", me)
    assert Placement.objects.get().team == team
    assert SetUp.objects.get().steps == {"leads": "done", "teams": "done"}
    assert Event.objects.filter(verb="roles_changed").count() == 1


def test_saying_it_twice_makes_one_team(browser, inside):
    answer(browser, "leads", leading="alone")
    answer(browser, "leads", leading="alone")
    assert (Team.objects.count(), Placement.objects.count()) == (1, 1)


def test_thinking_again_takes_the_role_back_and_keeps_the_team(browser, inside):
    answer(browser, "leads", leading="alone")
    answer(browser, "leads", leading="leads")
    assert Membership.objects.get().is_rep is False
    assert Team.objects.count() == 1


def test_an_answer_is_needed_or_a_skip(browser, inside):
    assert answer(browser, "leads").status_code == 422
    assert answer(browser, "leads", leading="everybody").status_code == 422
    assert answer(browser, "leads", skip="yes").url == HERE + "teams/"
    assert SetUp.objects.get().steps == {"leads": "skipped"}


def test_teams_are_started_with_me_or_nobody_as_leader(browser, inside):
    answer(browser, "leads", leading="sells")
    sent = rows(("North", "me"), ("South", "later"), ("", "later"))
    assert answer(browser, "teams", **sent).url == HERE + "week/"
    assert list(Team.objects.order_by("name").values_list("name", "leader")) == [
        ("North", inside.pk),
        ("South", None),
    ]
    assert Placement.objects.get().team.name == "North"


def test_a_team_that_is_there_is_refused_at_its_row_and_nothing_is_made(browser, inside):
    answer(browser, "teams", **rows(("North", "me")))
    page = answer(browser, "teams", **rows(("West", "later"), ("North", "later")))
    assert page.status_code == 422
    assert "There is a team called North at the top already." in page.content.decode()
    assert Team.objects.count() == 1


def rows(*teams):
    sent = {"team-TOTAL_FORMS": len(teams), "team-INITIAL_FORMS": 0}
    for number, (name, leader) in enumerate(teams):
        sent |= {f"team-{number}-name": name, f"team-{number}-leader": leader}
    return sent


def test_zone_and_working_days_hold_from_the_beginning(browser, inside, fresh):
    answer(browser, "week", zone="America/New_York", days=["0", "1", "2", "3"], first_weekday="6")
    fresh.refresh_from_db()
    inside.refresh_from_db()
    assert (fresh.zone, fresh.first_weekday, inside.zone) == ("America/New_York", 6, "America/New_York")
    week = StandardWeek.objects.get()
    assert (week.from_on, sum(week.weights())) == (date(1970, 1, 1), 4)


def test_no_working_day_is_refused(browser, inside):
    page = answer(browser, "week", zone="Europe/Berlin", first_weekday="0")
    assert "Choose at least one day." in page.content.decode()


def test_another_country_with_regions_asks_for_the_region_once(browser, inside, fresh):
    page = browser.get(HERE + "holidays/").content.decode()
    assert "Bayern" in page
    assert "Christmas Day" in page
    again = answer(browser, "holidays", country="GB")
    assert again.url == HERE + "holidays/"
    assert "England" in browser.get(again.url).content.decode()
    assert answer(browser, "holidays", country="GB", subdivision="ENG").url == HERE + "money/"
    fresh.refresh_from_db()
    assert (fresh.country, fresh.subdivision) == ("GB", "ENG")


def test_a_region_of_another_country_is_refused(browser, inside, fresh):
    assert answer(browser, "holidays", country="DE", subdivision="NSW").status_code == 422
    fresh.refresh_from_db()
    assert fresh.subdivision == ""


def test_currency_and_fiscal_year(browser, inside, fresh):
    answer(browser, "money", currency="CHF", fiscal_month="7")
    fresh.refresh_from_db()
    assert (fresh.currency, fresh.fiscal_month) == ("CHF", 7)
    assert answer(browser, "money", currency="XXX", fiscal_month="13").status_code == 422


def test_leaving_and_coming_back_goes_on_where_one_was(browser, inside):
    assert where(browser) == "set-up/leads/"
    answer(browser, "leads", leading="leads")
    answer(browser, "teams", skip="yes")
    assert where(browser) == "set-up/week/"
    home = browser.get("/o/bright-water/admin/").content.decode()
    assert "Set-up: 1 of " in home


def test_what_was_skipped_is_asked_again_at_the_end(browser, inside):
    answer(browser, "teams", skip="yes")
    for step in ("leads", "week", "holidays", "money"):
        SetUp.objects.update(steps=SetUp.objects.get().steps | {step: "done"})
    SetUp.objects.update(steps=SetUp.objects.get().steps | others_done())
    assert where(browser) == "set-up/teams/"


def others_done():
    from salesleader.start.steps import steps_for

    return {step.key: "done" for step in steps_for("") if step.key != "teams"}


def test_skipping_does_not_undo_what_was_done(browser, inside):
    answer(browser, "leads", leading="leads")
    answer(browser, "leads", skip="yes")
    assert SetUp.objects.get().steps["leads"] == "done"


def test_the_reminder_can_be_closed_and_brought_back(browser, inside):
    assert "Set-up: 0 of " in browser.get("/o/bright-water/admin/").content.decode()
    page = browser.post(HERE + "close/", follow=True).content.decode()
    assert "Set-up: 0 of " not in page
    assert f'action="{HERE}reopen/"' in page
    browser.post(HERE + "reopen/")
    assert "Set-up: 0 of " in browser.get("/o/bright-water/admin/").content.decode()


def test_a_team_sees_at_the_end_what_happens_when(browser, inside):
    answer(browser, "leads", leading="leads")
    answer(browser, "teams", **rows(("North", "later")))
    page = browser.get(HERE + "done/").content.decode()
    assert "The first week closes on Monday 23 November." in page
    assert "At 06:00" in page
    assert "from 07:00" in page
    assert "North" in page


def test_the_founder_alone_ends_on_their_day(browser, inside):
    answer(browser, "leads", leading="alone")
    assert browser.get(HERE + "done/").url == "/o/bright-water/today/"
    assert browser.get("/o/bright-water/").url == "/o/bright-water/today/"


def test_after_the_first_week_an_answer_is_planned_and_no_week_moves_that_runs_or_is_over(
    browser, inside, fresh, clock
):
    clock.move_to(NOW + timedelta(days=8))
    page = browser.get(HERE + "money/").content.decode()
    assert "Your first week is over" in page
    answered = browser.post(HERE + "money/", {"currency": "CHF", "fiscal_month": "1"}, follow=True)
    assert "Currency: from Monday 30 November 2026 on." in answered.content.decode()
    fresh.refresh_from_db()
    assert (fresh.currency_on(date(2026, 11, 29)), fresh.currency_on(date(2026, 11, 30))) == ("EUR", "CHF")
    assert 'value="CHF" selected' in browser.get(HERE + "money/").content.decode()
    answer(browser, "week", zone="America/New_York", days=["0", "1", "2", "3"], first_weekday="0")
    fresh.refresh_from_db()
    inside.refresh_from_db()
    assert (fresh.zone, fresh.rule_on("zone", date(2026, 11, 30))) == ("Europe/Berlin", "America/New_York")
    assert inside.zone == "Europe/Berlin"
    assert [week.from_on for week in StandardWeek.objects.order_by("from_on")][-1] == date(2026, 11, 30)
    # Answering it again the old way takes the plan back.
    answer(browser, "money", currency="EUR", fiscal_month="1")
    fresh.refresh_from_db()
    assert fresh.currency_on(date(2027, 1, 1)) == "EUR"


def test_one_or_a_pasted_list_is_invited_with_what_they_will_be(browser, inside):
    answer(browser, "leads", leading="sells")
    answer(browser, "teams", **rows(("North", "me")))
    page = browser.get(HERE + "people/").content.decode()
    assert f'value="{Team.objects.get().pk}" selected' in page
    pasted = {
        "people": "rosa@new.example\nTom Tall <tom@new.example>",
        "is_rep": "on",
        "team": Team.objects.get().pk,
    }
    assert answer(browser, "people", **pasted).url == HERE + "targets/"
    assert [(one.name, one.team.name) for one in Invitation.objects.order_by("email")] == [
        ("", "North"), ("Tom Tall", "North"),
    ]  # fmt: skip
    assert OutboxMail.objects.count() == 2
    # Nobody more is needed to go on, and who is waited for is shown.
    assert "Tom Tall" in browser.get(HERE + "people/").content.decode()
    assert answer(browser, "people", people="").status_code == 302


def test_who_cannot_be_invited_stays_in_the_field_with_the_reason(browser, inside):
    page = answer(browser, "people", people="rosa@new.example\nnobody", is_rep="on")
    said = page.content.decode()
    assert page.status_code == 422
    assert "1 person invited." in said
    assert "nobody: There is no e-mail address here." in said
    assert ">\nnobody</textarea>" in said
    assert SetUp.objects.get().steps["people"] == "done"
    assert Invitation.objects.get().email == "rosa@new.example"


def test_more_can_be_invited_before_going_on_and_nobody_is_needed_to_skip(browser, inside):
    assert answer(browser, "people", people="").status_code == 422
    assert answer(browser, "people", skip="yes").url == HERE + "leads/"
    more = answer(browser, "people", people="rosa@new.example", more="yes")
    assert more.url == HERE + "people/"
    assert SetUp.objects.get().steps["people"] == "done"


def test_where_somebody_else_leads_they_are_asked_for_first(browser, inside):
    answer(browser, "leads", leading="other")
    answer(browser, "teams", **rows(("North", "later")))
    page = browser.get(HERE + "people/")
    assert page.context["form"].initial == {"team": Team.objects.get().pk, "leads": True}
    answer(
        browser, "people", people="Lou <lou@new.example>", team=Team.objects.get().pk, leads="on", is_rep="on"
    )
    assert Invitation.objects.get().leads is True
    done = browser.get(HERE + "done/").content.decode()
    assert "Lou is asked" in done
    assert "Name who leads North" not in done


def test_the_card_is_chosen_by_what_it_counts_and_holds_from_the_beginning(browser, inside, fresh):
    page = browser.get(HERE + "card/").content.decode()
    assert "Customer touches 35%, Customer reviews held 25%" in page
    assert "Who keeps and grows customers" in page
    assert answer(browser, "card", main="am", also=["ae"]).url == HERE + "people/"
    assert {one.role for one in CardTemplate.objects.all()} == {"sdr", "am", "ae"}
    given = TemplateAssignment.objects.get()
    assert (given.member, given.template.role, given.from_on) == (None, "am", date(1970, 1, 1))
    page = browser.get(HERE + "card/")
    assert page.context["form"].initial["main"] == "am"
    assert answer(browser, "card", main="boss").status_code == 422
    assert TemplateAssignment.objects.count() == 1


def test_after_the_first_week_another_card_is_for_the_next_week_on(browser, inside, clock):
    clock.move_to(NOW + timedelta(days=8))
    page = browser.post(HERE + "card/", {"main": "am"}, follow=True).content.decode()
    assert "The weekly card counts by it from Monday 30 November 2026 on." in page
    assert [one.from_on for one in TemplateAssignment.objects.order_by("from_on")] == [
        date(1970, 1, 1), date(2026, 11, 30),
    ]  # fmt: skip
    assert browser.get(HERE + "card/").context["form"].initial["main"] == "am"


def test_the_founders_targets_are_for_the_card_they_chose(browser, inside):
    answer(browser, "leads", leading="alone")
    assert browser.get(HERE + "card/").context["form"].initial["main"] == "founder"
    answer(browser, "card", main="field")
    page = browser.get(HERE + "targets/").content.decode()
    assert 'name="visits" value="20"' in page
    assert 'name="attempts"' not in page
    assert "Who sells with you?" not in page


def test_at_the_end_stands_what_to_do_next_and_who_was_asked(browser, inside):
    answer(browser, "leads", leading="sells")
    answer(browser, "teams", **rows(("North", "me"), ("South", "later")))
    answer(browser, "people", people="Rosa <rosa@new.example>", is_rep="on")
    page = browser.get(HERE + "done/").content.decode()
    assert "Log your first call" in page
    assert "Name who leads South" in page
    assert "Rosa" in page
    assert "Everybody has “Prospecting” until you give them another one." in page
    assert page.split('id="main"')[1].count("btn-main") == 1


def test_one_goes_back_to_the_step_before(browser, inside):
    assert f'href="{HERE}teams/"' in browser.get(HERE + "week/").content.decode()
    assert "Way back" not in browser.get(HERE + "leads/").content.decode()


def test_leaving_and_signing_in_on_another_device_goes_on_where_one_was(browser, inside, nina):
    answer(browser, "leads", leading="sells")
    answer(browser, "teams", skip="yes")
    browser.logout()
    other = Client()
    other.force_login(nina)
    assert where(other) == "set-up/week/"
    assert "Set-up: 1 of 8 steps" in other.get("/o/bright-water/admin/").content.decode()


def test_an_organization_from_before_is_not_reminded(acme, enter):
    with acme.scope():
        SetUp.objects.all().delete()
    ada = enter(acme.ada)
    assert b"Set-up:" not in ada.get("/o/acme/admin/").content
    assert ada.post("/o/acme/set-up/leads/", {"leading": "leads"}).status_code == 302
    with acme.scope():
        assert SetUp.objects.get().leading == "leads"


def test_two_who_set_up_at_once_lose_nothing(inside, fresh):
    from organizations.services import answer_step, skip_step

    answer_step(step="week", by=inside, now=NOW)
    skip_step(step="money", by=inside, now=NOW)
    assert SetUp.objects.get().steps == {"week": "done", "money": "skipped"}


@pytest.mark.parametrize("step", ["nothing", "done-and-dusted"])
def test_a_step_that_is_not_there_is_not_found(browser, inside, step):
    assert browser.get(f"{HERE}{step}/").status_code == 404


def test_nobody_else_sets_up(acme, enter):
    assert enter(acme.lea).get("/o/acme/set-up/").status_code == 403
    with organization_scope(acme.organization.pk):
        assert SetUp.objects.get().steps == {}


def test_the_founder_aims_and_their_day_shows_it(browser, inside):
    answer(browser, "leads", leading="alone")
    page = browser.get(HERE + "targets/").content.decode()
    assert 'name="attempts" value="50"' in page
    sent = {"attempts": "40", "conversations": "8", "meetings_booked": "", "meetings_held": "2"}
    assert answer(browser, "targets", **sent).url == HERE + "partner/"
    assert dict(TargetStep.objects.values_list("goal__metric__key", "value")) == {
        "attempts": 40, "conversations": 8, "meetings_held": 2,
    }  # fmt: skip
    day = browser.get("/o/bright-water/today/").content.decode()
    assert "attempts to go." in day
    assert "Set-up: 3 of 8 steps" in day
    assert answer(browser, "targets", attempts="-1").status_code == 422


def test_the_founder_names_a_partner_who_is_asked_by_mail(browser, inside):
    answer(browser, "leads", leading="alone")
    assert answer(browser, "partner", name="Rosa", address="x").status_code == 422
    answer(browser, "partner", name="Rosa Ruiz", address="rosa@mentor.example")
    watch = Watch.objects.get()
    assert (watch.member, watch.asked_by, watch.state) == (inside, inside, Watch.ASKED)
    assert OutboxMail.objects.get().to_address == "rosa@mentor.example"
    assert "Rosa Ruiz" in browser.get(HERE + "partner/").content.decode()


def test_who_leads_others_is_not_asked_for_a_partner(browser, inside):
    answer(browser, "leads", leading="leads")
    assert "Someone who asks" not in browser.get(HERE + "week/").content.decode()
    assert "Your first targets" not in browser.get(HERE + "week/").content.decode()
