"""The step of set-up that asks for cards by role, and inviting people into them."""

from datetime import timedelta

import pytest

from organizations.models import Invitation, SetUp
from scorecards.models import CardTemplate, TemplateAssignment
from scorecards.services import give_first_template
from tests.cast import NOW
from tests.start.conftest import answer

HERE = "/o/bright-water/set-up/"


def in_use():
    return set(CardTemplate.objects.in_use().values_list("role", flat=True))


def default():
    return TemplateAssignment.objects.filter(member=None).latest("from_on").template.role


def test_several_roles_are_chosen_and_one_is_everybody_elses(browser, inside):
    page = browser.get(HERE + "card/")
    assert page.context["form"].initial == {"main": "sdr", "also": []}
    assert answer(browser, "card", main="ae", also=["am", "field"]).url == HERE + "people/"
    assert (in_use(), default()) == ({"ae", "am", "field"}, "ae")
    page = browser.get(HERE + "card/")
    assert page.context["form"].initial["main"] == "ae"
    assert sorted(page.context["form"].initial["also"]) == ["am", "field"]


def test_ticking_everybodys_card_too_is_no_mistake(browser, inside):
    answer(browser, "card", main="am", also=["am"])
    assert (in_use(), default()) == ({"am"}, "am")


def test_what_is_ticked_no_more_is_offered_no_more_and_comes_back_when_ticked(browser, inside):
    answer(browser, "card", main="ae", also=["am", "field"])
    answer(browser, "card", main="ae", also=["am"])
    assert in_use() == {"ae", "am"}
    answer(browser, "card", main="ae", also=["am", "field", "sdr"])
    assert in_use() == {"ae", "am", "field", "sdr"}
    assert CardTemplate.objects.count() == 4


def test_a_card_that_somebody_has_is_not_unticked(browser, inside):
    answer(browser, "leads", leading="sells")
    answer(browser, "card", main="ae", also=["am"])
    keeper = CardTemplate.objects.get(role="am")
    inside.refresh_from_db()
    give_first_template(template=keeper, member=inside, by=inside, now=NOW)
    page = answer(browser, "card", main="field")
    assert page.status_code == 422
    assert page.context["form"].errors["also"] == [
        "Somebody has “Account manager” or will have it. Give them another template first."
    ]
    assert (in_use(), default()) == ({"ae", "am"}, "ae")


def test_skipping_and_a_wrong_answer_change_nothing(browser, inside):
    assert answer(browser, "card", skip="yes").url == HERE + "people/"
    assert answer(browser, "card", main="boss").status_code == 422
    assert answer(browser, "card", main="ae", also=["boss"]).status_code == 422
    assert answer(browser, "card", also=["am"]).status_code == 422
    assert (in_use(), default()) == ({"sdr"}, "sdr")
    assert SetUp.objects.get().steps["card"] == "skipped"


def test_after_the_first_week_everybodys_former_card_stays_until_the_week_is_over(browser, inside, clock):
    clock.move_to(NOW + timedelta(days=8))
    assert answer(browser, "card", main="am", also=["ae"]).status_code == 302
    assert (in_use(), default()) == ({"sdr", "am", "ae"}, "am")
    assert answer(browser, "card", main="field").status_code == 302
    assert (in_use(), default()) == ({"sdr", "field"}, "field")


def test_a_founder_alone_is_asked_for_one_card(browser, inside):
    answer(browser, "leads", leading="alone")
    page = browser.get(HERE + "card/")
    assert "also" not in page.context["form"].fields
    answer(browser, "card", main="founder", also=["am"])
    assert (in_use(), default()) == ({"sdr", "founder"}, "founder")


@pytest.mark.parametrize("more", [{}, {"more": "yes"}])
def test_people_are_invited_into_the_cards_that_were_chosen(browser, inside, more):
    answer(browser, "card", main="ae", also=["am"])
    keeper = CardTemplate.objects.get(role="am")
    page = browser.get(HERE + "people/").content.decode()
    assert "As everybody else: Full cycle" in page
    assert f'<option value="{keeper.pk}">Account manager</option>' in page
    assert "Prospecting" not in page.split('id="id_card_template"')[1].split("</select>")[0]
    answer(browser, "people", people="rosa@new.example", is_rep="on", card_template=keeper.pk, **more)
    assert Invitation.objects.get().card_template == keeper.pk
    assert "card “Account manager”" in browser.get(HERE + "people/").content.decode()
    assert "card “Account manager”" in browser.get(HERE + "done/").content.decode()


def test_before_cards_are_chosen_nobody_is_asked_for_one(browser, inside):
    assert 'name="card_template"' not in browser.get(HERE + "people/").content.decode()
