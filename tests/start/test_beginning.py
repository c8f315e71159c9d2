"""Starting an organization: named, addressed, guessed, once."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.models import Membership, Organization, SetUp
from organizations.places import country_choices, currency_choices, place_of, region_choices
from organizations.slugs import RESERVED, proposed_slug
from organizations.tenancy.scope import organization_scope
from tests.start.conftest import BEGIN


def test_somebody_without_an_organization_is_asked_to_start_one(browser):
    assert browser.get("/").url == "/start/"
    assert b"What is it called?" in browser.get("/start/").content


def test_signed_out_one_signs_in_first_and_comes_back(db):
    assert Client().get("/start/").url == "/accounts/login/?next=/start/"
    assert Client().post("/start/", BEGIN).status_code == 302
    assert not Organization.objects.filter(name="Bright Water").exists()


def test_the_organization_is_there_with_what_its_zone_tells(browser, nina):
    answer = browser.post("/start/", BEGIN)
    assert answer.url == "/o/bright-water/set-up/"
    made = Organization.objects.get(slug="bright-water")
    assert (made.zone, made.country, made.currency, made.first_weekday) == ("Europe/Berlin", "DE", "EUR", 0)
    with organization_scope(made.pk):
        me = Membership.objects.get()
        assert (me.user, me.name, me.is_admin, me.is_rep, me.zone) == (
            nina,
            "Nina New",
            True,
            False,
            "Europe/Berlin",
        )
        assert SetUp.objects.get().started_by == me
    assert browser.get(answer.url).url == "/o/bright-water/set-up/leads/"


def test_pressing_twice_starts_one(browser):
    wish = {**BEGIN, "slug": "bright-water"}
    assert browser.post("/start/", wish).url == browser.post("/start/", wish).url
    assert Organization.objects.filter(name="Bright Water").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Give it a name."),
        ({"your_name": " "}, "Say what people call you."),
        ({"slug": "acme"}, "“acme” is taken. “acme-2” is free."),
        ({"slug": "Admin"}, "“admin” is a word of the product. “admin-2” is free."),
        ({"slug": "水"}, "Use letters from a to z and digits"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(browser, acme, changes, said):
    page = browser.post("/start/", {**BEGIN, **changes})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Organization.objects.filter(name="Bright Water").exists()


def test_a_short_name_is_made_from_any_name(acme):
    assert proposed_slug("Acme") == "acme-2"
    assert proposed_slug("Größe & Söhne") == "groe-sohne"
    assert proposed_slug("明るい水") == "sales"
    assert proposed_slug("x" * 300) == "x" * 60
    assert "start" in RESERVED
    assert proposed_slug("Start") == "start-2"


def test_a_zone_nobody_knows_is_utc(browser):
    browser.post("/start/", {**BEGIN, "zone": "Moon/Tranquility"})
    made = Organization.objects.get(slug="bright-water")
    assert (made.zone, made.country) == ("UTC", "")


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/New_York", ("US", "USD", 6)),
        ("Asia/Kolkata", ("IN", "INR", 6)),
        ("Asia/Calcutta", ("IN", "INR", 6)),
        ("Europe/London", ("GB", "GBP", 0)),
        ("UTC", ("", "EUR", 0)),
    ],
)
def test_a_zone_tells_country_money_and_first_weekday(zone, expected):
    place = place_of(zone)
    assert (place.country, place.currency, place.first_weekday) == expected


def test_choices_are_named_and_hold_what_is_guessed():
    assert ("DE", "Germany") in country_choices()
    assert ("EUR", "EUR, Euro") in currency_choices()
    assert ("ENG", "England") in region_choices("GB")
    assert region_choices("FI-none") == []


@pytest.mark.parametrize("way", ["invited", "first"])
def test_where_sign_up_is_closed_nobody_starts_one(browser, acme, settings, way):
    settings.SIGN_UP = way
    assert b"You belong to no organization yet" in browser.get("/").content
    assert b"Nobody can start an organization here" in browser.get("/start/").content
    assert browser.post("/start/", BEGIN).status_code == 422
    assert not Organization.objects.filter(name="Bright Water").exists()


def test_nobody_starts_more_than_twenty(browser, nina, monkeypatch):
    from salesleader.start import begin

    monkeypatch.setattr(begin, "MOST", 1)
    browser.post("/start/", BEGIN)
    assert b"You have many organizations already" in browser.post("/start/", {**BEGIN, "name": "Two"}).content
    assert not Organization.objects.filter(name="Two").exists()


def test_the_command_starts_one_with_what_the_zone_tells_and_what_is_said(db, monkeypatch):
    monkeypatch.setenv("SALESLEADER_PASSWORD", "a long and quiet river")
    call_command(
        "start_organization", "Big Sky", zone="Australia/Sydney", region="NSW", admin_email="a@sky.example"
    )
    made = Organization.objects.get(slug="big-sky")
    assert (made.country, made.subdivision, made.currency) == ("AU", "NSW", "AUD")
    with pytest.raises(CommandError, match="taken"):
        call_command("start_organization", "Big Sky", slug="big-sky", admin_email="b@sky.example")


def test_somebody_in_one_organization_can_ask_for_another(browser, fresh):
    assert browser.get("/").url == "/o/bright-water/"
    page = browser.get("/?all").content.decode()
    assert "Start another organization" in page
    assert "/o/bright-water/" in page
