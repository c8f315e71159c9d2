"""Finding people on the page of who has which card: by name, by card, and both."""

from datetime import timedelta

import pytest

from organizations.services import add_member, place_member
from scorecards.card_templates import giving_views
from scorecards.models import CardTemplate, TemplateAssignment
from scorecards.services import adopt_template, give_first_template, give_template
from tests.cast import NOW, SINCE, STARTED
from tests.flat import assert_flat

HERE = "/o/acme/card-templates/who/"


@pytest.fixture
def keeper(north) -> CardTemplate:
    """The card of an account manager, which Rita has and Rob will have."""
    template = adopt_template(role="am", by=north.ada, now=STARTED)
    give_first_template(template=template, member=north.rita, by=north.ada, now=STARTED)
    give_template(template=template, members=[north.rob], by=north.ada, now=NOW)
    return template


def names(page):
    return [row.member.name for row in page.context["rows"]]


def test_somebody_is_found_by_name_or_address(north, enter):
    ada = enter(north.ada)
    assert len(names(ada.get(HERE))) == 4
    assert names(ada.get(HERE + "?q=rob")) == ["Rob Rep"]
    assert names(ada.get(HERE + "?q=RITA@acme")) == ["Rita Rep"]
    page = ada.get(HERE + "?q=rob+rep").content.decode()
    assert "1 person found." in page
    assert 'value="rob rep"' in page
    assert "Show everybody" in page


def test_those_who_have_a_card_now_are_found_by_it(north, enter, keeper):
    ada, first = enter(north.ada), CardTemplate.objects.get(role="sdr")
    page = ada.get(f"{HERE}?card={keeper.pk}")
    assert names(page) == ["Rita Rep"]
    assert "1 person has “Account manager”." in page.content.decode()
    assert names(ada.get(f"{HERE}?card={first.pk}")) == ["Lea Leader", "Rob Rep", "Sol South"]
    assert names(ada.get(f"{HERE}?card={first.pk}&q=rob")) == ["Rob Rep"]


def test_whoever_went_back_to_the_default_has_the_default(north, enter, keeper, clock):
    give_template(template=None, members=[north.rita], by=north.ada, now=NOW)
    ada = enter(north.ada)
    assert names(ada.get(f"{HERE}?card={keeper.pk}")) == ["Rita Rep"]
    clock.shift(timedelta(days=7))
    assert names(ada.get(f"{HERE}?card={keeper.pk}")) == ["Rob Rep"]
    assert "Rita Rep" in names(ada.get(f"{HERE}?card={CardTemplate.objects.get(role='sdr').pk}"))


def test_where_nobody_fits_there_is_a_way_back(north, enter, keeper):
    page = enter(north.ada).get(f"{HERE}?card={keeper.pk}&q=rob").content.decode()
    assert "Nobody fits." in page
    assert "Give card template" not in page
    assert f'href="{HERE}"' in page


@pytest.mark.parametrize("wrong", ["x", "0", "-1", "9" * 30, "%00"])
def test_what_makes_no_sense_is_said_and_hides_nobody(north, enter, wrong):
    page = enter(north.ada).get(f"{HERE}?card={wrong}&q=%00")
    assert len(names(page)) == 4
    assert page.status_code == 200


def test_the_card_of_another_organization_is_none_of_the_choices(north, rival, enter):
    with rival.scope():
        theirs = CardTemplate.objects.get()
    page = enter(north.ada).get(f"{HERE}?card={theirs.pk}")
    assert len(names(page)) == 4
    assert "Choose one of the templates." in page.content.decode()


def test_nobody_is_found_whom_one_does_not_see(north, enter, keeper):
    assert names(enter(north.lea).get(HERE + "?q=sol")) == []
    assert names(enter(north.rob).get(f"{HERE}?card={keeper.pk}")) == []


def test_what_was_asked_stays_from_page_to_page_and_after_giving(north, enter, keeper, monkeypatch):
    monkeypatch.setattr(giving_views, "A_PAGE", 2)
    ada, first = enter(north.ada), CardTemplate.objects.get(role="sdr")
    asked = f"{HERE}?q=acme&card={first.pk}"
    page = ada.get(asked).content.decode()
    assert f'href="?q=acme&amp;card={first.pk}&amp;page=2"' in page
    second = f"{asked}&page=2"
    assert names(ada.get(second)) == ["Sol South"]
    wish = {"template": keeper.pk, "from_on": str(NOW.date() + timedelta(days=5)), "members": [north.sol.pk]}
    assert ada.post(second, wish).url == second
    assert TemplateAssignment.objects.filter(member=north.sol, template=keeper).exists()


def test_a_long_list_costs_what_a_short_one_costs(north, enter, keeper):
    def add(many):
        for number in range(many):
            one = add_member(
                name=f"Extra {number} of {many}", email=f"x{number}-{many}@acme.example", zone="UTC",
                by=north.ada, now=STARTED,
            )  # fmt: skip
            place_member(membership=one, team=north.north, from_on=SINCE, by=north.ada, now=STARTED)
            give_first_template(template=keeper, member=one, by=north.ada, now=STARTED)

    assert_flat(enter(north.ada), f"{HERE}?q=extra&card={keeper.pk}", add)
