"""Pages of card templates, and undoing: through the doors, as admins, leaders and those measured see them."""

from datetime import timedelta

import pytest

from metrics.models import Metric
from organizations.models import Event
from organizations.models.organization import BEGINNING
from scorecards.library import library_for
from scorecards.models import CardTemplate, TemplateAssignment, TemplateVersion
from scorecards.services import give_template, make_template
from tests.cast import MONDAY, NOW
from tests.scorecards.conftest import WEEK

HERE = "/o/acme/card-templates/"
NEXT = MONDAY + timedelta(days=7)
LATER = NEXT + timedelta(days=7)
NEXT_WEEK = WEEK.shift(14)


def sent(name="Callers", weights=(("dials", 60), ("conversations", 40)), **more):
    """What the form is sent with."""
    data = {"name": name, "threshold": "90", "cap": "120", "floor": "0"} | more
    for place, (key, weight) in enumerate(weights):
        data[f"metric_{place}"] = Metric.objects.get(key=key).pk if key else ""
        data[f"weight_{place}"] = weight
    return data


def undo_of(page):
    """Where the Undo of the last toast leads."""
    found = page.content.decode().split('action="/o/acme/card-templates/undo/')[-1]
    return HERE + "undo/" + found.split('"')[0]


def name_of(acme, who, week=NEXT_WEEK):
    return library_for(week, [who]).of(who.pk).rules.name


def test_the_list_says_what_is_scored_and_an_admin_takes_a_card_from_the_library(north, enter):
    ada = enter(north.ada)
    page = ada.get(HERE).content.decode()
    assert "Everybody is scored by one kind of card." in page
    assert "Attempts 15%" in page
    assert "4 people" in page
    assert "Customer touches 35%" in page  # in the library, before it is taken
    page = ada.post(HERE + "library/am/adopt/", follow=True)
    assert "is ready. Give it to somebody." in page.content.decode()
    assert "Nobody has it now." in page.content.decode()
    made = CardTemplate.objects.get(role="am")
    ada.post(undo_of(page))
    made.refresh_from_db()
    assert made.retired_at is not None
    assert ada.post(HERE + "library/nobody/adopt/").status_code == 404


def test_who_is_measured_sees_what_counts_and_cannot_change_it(north, enter):
    rob, template = enter(north.rob), CardTemplate.objects.get()
    page = rob.get(HERE).content.decode()
    assert "Your card is “Prospecting”." in page
    assert "Take it" not in page
    page = rob.get(f"{HERE}{template.pk}/").content.decode()
    assert "Talks with customers are touches." in page  # what a metric means, in words
    assert "Change it" not in page
    assert "Rita Rep" not in page
    assert "A leader or an admin chooses it." in rob.get(f"{HERE}of/{north.rob.pk}/").content.decode()
    assert "Rita" not in rob.get(HERE + "who/").content.decode()


def test_an_admin_makes_a_card_of_the_organizations_own(north, enter):
    ada = enter(north.ada)
    page = ada.post(HERE + "new/", sent(cap="150", floor="50", threshold="80"), follow=True).content.decode()
    assert "Dials" in page
    assert "counts at most 150%" in page
    assert "Below 50% of its target it gets nothing." in page
    version = CardTemplate.objects.get(name="Callers").versions.get()
    assert [line.weight for line in version.lines.all()] == [60, 40]
    assert (str(version.cap), str(version.floor), version.threshold) == ("1.50", "0.50", 80)


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"name": " "}, "name", "Give the template a name."),
        ({"name": "Prospecting"}, "name", "There is a template called “Prospecting” already."),
        ({"weight_1": "30"}, "weight_1", "The weights add to 90, not 100. Add 10."),
        ({"weight_1": "55"}, "weight_1", "The weights add to 115, not 100. Take 15 away."),
        ({"weight_1": ""}, "weight_1", "Say how much it weighs"),
        ({"metric_1": ""}, "metric_1", "Choose what this weight is for"),
        (
            {"metric_0": "", "weight_0": "", "metric_1": "", "weight_1": ""},
            "metric_0",
            "Choose at least one metric.",
        ),
        ({"metric_1": "999999"}, "metric_1", "Choose one of the metrics."),
        ({"weight_1": "x"}, "weight_1", "Type a share from 1 to 100."),
        ({"cap": "90"}, "cap", "Type a percentage from 100 to 500"),
        ({"floor": "101"}, "floor", "Type a percentage from 0 to 100"),
        ({"threshold": "0"}, "threshold", "Type a number from 1 to 200"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(north, enter, changes, field, why):
    page = enter(north.ada).post(HERE + "new/", sent() | changes)
    assert page.status_code == 422
    assert any(why in error for error in page.context["form"].errors[field])
    assert CardTemplate.objects.count() == 1


def test_one_metric_twice_is_refused_at_the_second(north, enter):
    page = enter(north.ada).post(HERE + "new/", sent(weights=(("dials", 50), ("dials", 50))))
    assert "This metric is on the card already." in page.content.decode()
    assert page.status_code == 422


def test_a_change_says_from_when_it_holds_and_undo_puts_everything_back(north, enter):
    ada, template = enter(north.ada), CardTemplate.objects.get()
    page = ada.get(f"{HERE}{template.pk}/edit/").content.decode()
    assert "hold from Monday 23 November 2026 on" in page
    assert "4 people have it now." in page
    page = ada.post(f"{HERE}{template.pk}/edit/", sent("Calls"), follow=True)
    assert "Planned. It holds from Monday 23 November 2026 on." in page.content.decode()
    assert "Dials 60%" in page.content.decode()
    assert name_of(north, north.rob) == "Calls"
    again = ada.get(f"{HERE}{template.pk}/edit/").content.decode()
    assert "A change is planned for" in again
    ada.post(undo_of(page))
    template.refresh_from_db()
    assert (template.name, template.versions.count()) == ("Prospecting", 1)
    assert "nothing to undo" in ada.post(undo_of(page), follow=True).content.decode()


def test_undo_puts_back_the_change_that_was_planned_before(north, enter):
    ada, template = enter(north.ada), CardTemplate.objects.get()
    ada.post(f"{HERE}{template.pk}/edit/", sent("Prospecting", floor="20"))
    page = ada.post(
        f"{HERE}{template.pk}/edit/", sent("Prospecting", weights=(("visits", 100),)), follow=True
    )
    ada.post(undo_of(page))
    planned = TemplateVersion.objects.get(from_on=NEXT)
    assert [line.metric.key for line in planned.lines.all()] == ["dials", "conversations"]
    assert str(planned.floor) == "0.20"
    kept = ada.post(f"{HERE}{template.pk}/keep/", follow=True)
    assert TemplateVersion.objects.count() == 1
    ada.post(undo_of(kept))
    assert TemplateVersion.objects.filter(from_on=NEXT).count() == 1


def test_what_has_begun_is_not_undone(north, enter, clock):
    ada, template = enter(north.ada), CardTemplate.objects.get()
    page = ada.post(f"{HERE}{template.pk}/edit/", sent("Prospecting"), follow=True)
    given = ada.post(
        f"{HERE}of/{north.rob.pk}/", {"template": template.pk, "from_on": str(NEXT)}, follow=True
    )
    clock.move_to(NOW + timedelta(days=7))
    for change in (page, given):
        assert "It holds already." in ada.post(undo_of(change), follow=True).content.decode()
    assert TemplateVersion.objects.count() == 2
    assert TemplateAssignment.objects.filter(member=north.rob).exists()


def test_a_leader_gives_a_card_to_somebody_they_lead_from_a_week_on(north, enter):
    lea, callers = enter(north.lea), own(north)
    page = lea.get(f"{HERE}of/{north.rob.pk}/").content.decode()
    assert "Rob Rep is scored by “Prospecting”." in page
    assert "Dials 60%" in page
    assert "The week that runs until" in page
    page = lea.post(f"{HERE}of/{north.rob.pk}/", {"template": callers.pk, "from_on": str(LATER)}, follow=True)
    assert "Saved for one person: from Monday 30 November 2026 on." in page.content.decode()
    assert (name_of(north, north.rob), name_of(north, north.rob, WEEK.shift(21))) == (
        "Prospecting",
        "Callers",
    )
    person = lea.get(f"/o/acme/people/{north.rob.pk}/").content.decode()
    assert "From Mon 30 Nov 2026 on “Callers”." in person or "on “Callers”." in person
    lea.post(undo_of(page))
    assert not TemplateAssignment.objects.filter(member=north.rob).exists()
    assert Event.objects.get(verb="card_template_giving_undone").actor == north.lea


def test_nobody_chooses_their_own_and_nobody_reaches_beyond_their_teams(north, enter):
    wish = {"template": own(north).pk, "from_on": str(NEXT)}
    lea = enter(north.lea)
    assert lea.post(f"{HERE}of/{north.lea.pk}/", wish).status_code == 403
    assert lea.post(f"{HERE}of/{north.sol.pk}/", wish).status_code == 404
    assert enter(north.rob).post(f"{HERE}of/{north.rob.pk}/", wish).status_code == 403
    page = lea.post(HERE + "who/", wish | {"members": [north.rob.pk, north.sol.pk]})
    assert page.status_code == 422
    assert not TemplateAssignment.objects.filter(member__isnull=False).exists()


def test_several_are_given_one_at_once_and_undo_gives_each_what_they_had(north, enter):
    ada, callers = enter(north.ada), own(north)
    give_template(template=callers, members=[north.rob], by=north.ada, now=NOW, from_on=LATER)
    assert (
        "Tick at least one person"
        in ada.post(HERE + "who/", {"template": callers.pk, "from_on": str(NEXT)}).content.decode()
    )
    many = {"members": [north.rob.pk, north.rita.pk], "template": callers.pk, "from_on": str(NEXT)}
    page = ada.post(HERE + "who/", many, follow=True)
    assert "Saved for 2 people: from Monday 23 November 2026 on." in page.content.decode()
    assert [name_of(north, one) for one in (north.rob, north.rita, north.lea)] == [
        "Callers",
        "Callers",
        "Prospecting",
    ]
    ada.post(undo_of(page))
    assert TemplateAssignment.objects.get(member=north.rob).from_on == LATER
    assert not TemplateAssignment.objects.filter(member=north.rita).exists()


def test_the_default_is_changed_from_a_week_on_and_taken_back(north, enter):
    ada, callers = enter(north.ada), own(north)
    assert 'name="template" id="id_template_0" value="0"' not in ada.get(HERE + "default/").content.decode()
    page = ada.post(HERE + "default/", {"template": callers.pk, "from_on": str(NEXT)}, follow=True)
    assert "for everybody who was given none: from Monday 23 November" in page.content.decode()
    assert name_of(north, north.rita) == "Callers"
    kept = ada.post(HERE + "default/keep/", follow=True)
    assert name_of(north, north.rita) == "Prospecting"
    ada.post(undo_of(kept))
    assert name_of(north, north.rita) == "Callers"
    assert ada.post(HERE + "default/", {"template": "0", "from_on": str(NEXT)}).status_code == 422
    assert ada.post(HERE + "default/", {"template": callers.pk, "from_on": str(MONDAY)}).status_code == 422


def test_in_the_first_week_everything_holds_from_the_beginning(north, enter):
    from tests.cast import STARTED

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(north.organization), "rules_from", lambda self, now: BEGINNING)
        ada = enter(north.ada)
        callers = own(north)
        page = ada.get(f"{HERE}of/{north.rob.pk}/").content.decode()
        assert "This is your first week here" in page
        ada.post(f"{HERE}of/{north.rob.pk}/", {"template": callers.pk, "from_on": str(BEGINNING)})
    assert STARTED < NOW
    assert name_of(north, north.rob, WEEK) == "Callers"


def test_what_somebody_has_is_not_retired_and_says_so(north, enter):
    ada, template = enter(north.ada), CardTemplate.objects.get()
    page = ada.post(f"{HERE}{template.pk}/retire/", follow=True).content.decode()
    assert "Give them another template first." in page
    callers = own(north)
    retired = ada.post(f"{HERE}{callers.pk}/retire/", follow=True)
    assert "Bring back" in retired.content.decode()
    ada.post(undo_of(retired))
    callers.refresh_from_db()
    assert callers.retired_at is None


def test_a_person_without_a_card_has_no_line_about_one(north, enter):
    ada = enter(north.ada)
    assert "Weekly card" in ada.get(f"/o/acme/people/{north.rob.pk}/").content.decode()
    assert ">Weekly card<" not in ada.get(f"/o/acme/people/{north.sam.pk}/").content.decode()
    assert ada.get(f"{HERE}of/{north.sam.pk}/").status_code == 404


def own(north):
    lines = [(Metric.objects.get(key="dials"), 60), (Metric.objects.get(key="conversations"), 40)]
    return make_template(name="Callers", lines=lines, by=north.ada, now=NOW)


def test_of_two_who_change_a_card_at_the_same_time_the_second_is_told_and_may_go_on(north, enter):
    ada = enter(north.ada)
    template = CardTemplate.objects.get()
    page = f"{HERE}{template.pk}/edit/"
    seen = ada.get(page).context["newest"].pk
    first = sent("Theirs", weights=(("dials", 50), ("conversations", 50)), seen=seen)
    assert ada.post(page, first).status_code == 302
    mine = sent("Mine", weights=(("dials", 70), ("conversations", 30)), seen=seen)
    answer = ada.post(page, mine)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Somebody else changed this card meanwhile" in said
    assert 'value="70"' in said  # nothing that was typed is lost
    template.refresh_from_db()
    assert template.name == "Theirs"
    assert ada.post(page, mine | {"seen": answer.context["newest"].pk}).status_code == 302
    template.refresh_from_db()
    assert template.name == "Mine"
