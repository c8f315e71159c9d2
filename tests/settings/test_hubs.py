"""The two hubs, and what a person sets for themselves."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from activities.models import Activity
from organizations import hubs
from organizations.models import Event, Membership, Organization
from tests.flat import queries_of


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_admin_finds_the_settings_in_the_side_bar_and_on_the_page_of_places(acme, enter):
    for path in ("/o/acme/more/", "/o/acme/admin/"):
        assert 'href="/o/acme/settings/"' in page(enter(acme.ada), path)
    assert 'href="/o/acme/settings/"' not in page(enter(acme.rob), "/o/acme/more/")


def test_everyone_finds_their_own_page(acme, enter):
    assert 'href="/o/acme/you/"' in page(enter(acme.rob), "/o/acme/more/")
    you = page(enter(acme.rob), "/o/acme/you/")
    assert "Rob Rep" in you
    assert acme.rob.user.email in you
    assert 'href="/o/acme/you/zone/"' in you


def test_a_line_that_an_app_adds_is_seen_by_those_it_is_for(acme, enter, monkeypatch):
    monkeypatch.setattr(hubs, "rows", {hubs.SETTINGS: [], hubs.YOU: []})
    leads = hubs.Row(
        "data", "Late", "Why it is there.", "team", lambda r: "7 people", lambda me: me.leads_any
    )
    outside = hubs.Row("security", "Password", "How you sign in.", "account_change_password", inside=False)
    hubs.add_row(hubs.YOU, leads)
    hubs.add_row(hubs.YOU, leads)
    hubs.add_row(hubs.YOU, outside)
    seen = page(enter(acme.lea), "/o/acme/you/")
    assert seen.count("Why it is there.") == 1
    assert "7 people" in seen
    assert "/accounts/password/change/" in seen
    assert seen.index("How you sign in.") < seen.index("Why it is there.")
    assert "Why it is there." not in page(enter(acme.rob), "/o/acme/you/")


def test_a_line_in_a_section_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="no section “garden”"):
        hubs.add_row(hubs.YOU, hubs.Row("garden", "Trees", "", "team"))


def test_lines_stand_by_rank(monkeypatch):
    monkeypatch.setattr(hubs, "rows", {hubs.SETTINGS: [], hubs.YOU: []})
    hubs.add_row(hubs.YOU, hubs.Row("you", "Second", "", "team", rank=20))
    hubs.add_row(hubs.YOU, hubs.Row("you", "First", "", "team", rank=10))
    request = SimpleNamespace(membership=None, organization=Organization(slug="acme"))
    [(_, lines)] = hubs.sections(hubs.YOU, request)
    assert [line.label for line in lines] == ["First", "Second"]


def test_an_admin_renames_the_organization(acme, enter):
    answer = enter(acme.ada).post("/o/acme/settings/name/", {"name": "  Acme Tools  "}, follow=True)
    assert "The name is changed." in answer.content.decode()
    assert Organization.objects.get(slug="acme").name == "Acme Tools"
    with acme.scope():
        event = Event.objects.get(verb="organization_renamed")
    assert (event.data, event.actor_id) == ({"before": "Acme", "after": "Acme Tools"}, acme.ada.pk)


def test_an_organization_needs_a_name(acme, enter):
    answer = enter(acme.ada).post("/o/acme/settings/name/", {"name": "   "})
    assert answer.status_code == 422
    assert "Fill this in." in answer.content.decode()
    assert Organization.objects.get(slug="acme").name == "Acme"


def test_a_person_changes_their_own_name_and_nobody_elses(acme, enter):
    enter(acme.rob).post("/o/acme/you/name/", {"name": "Robert Rep", "pk": acme.rita.pk, "is_admin": "on"})
    with acme.scope():
        rob, rita = Membership.objects.get(pk=acme.rob.pk), Membership.objects.get(pk=acme.rita.pk)
        event = Event.objects.get(verb="member_renamed")
    assert (rob.name, rob.is_admin, rita.name) == ("Robert Rep", False, "Rita Rep")
    assert (event.subject_id, event.data) == (acme.rob.pk, {})


def test_a_new_zone_holds_for_what_is_logged_from_now_on_and_moves_nothing(acme, enter, clock):
    client = enter(acme.rob)
    clock.move_to(datetime(2026, 11, 18, 15, 30, tzinfo=UTC))
    first = logged(client)
    client.post("/o/acme/you/zone/", {"zone": "Pacific/Auckland"})
    second = logged(client)
    with acme.scope():
        days = dict(Activity.objects.values_list("pk", "occurred_on"))
        event = Event.objects.get(verb="member_zone_changed")
    assert (days[first].day, days[second].day) == (18, 19)
    assert event.data == {"before": "UTC", "after": "Pacific/Auckland"}


def logged(client: Client) -> int:
    data = {"type": "call", "outcome": "no_answer", "prospect": "Kestrel"}
    answer = client.post("/api/v1/o/acme/activities/", data, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_a_zone_that_is_none_is_refused_at_the_field(acme, enter):
    answer = enter(acme.rob).post("/o/acme/you/zone/", {"zone": "Middle/Earth"})
    assert answer.status_code == 422
    assert "has-error" in answer.content.decode()


def test_light_or_dark_follows_a_person_to_every_device(acme, enter):
    first, second = enter(acme.rob), enter(acme.rob)
    answer = first.post("/o/acme/you/look/", {"theme": "dark", "language": "en"})
    assert answer.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in page(second, "/o/acme/more/")
    assert "English, dark" in page(second, "/o/acme/you/")
    first.post("/o/acme/you/look/", {"theme": "system", "language": "en"})
    assert "data-theme" not in page(second, "/o/acme/more/")


def test_only_a_complete_language_can_be_chosen(acme, enter):
    assert enter(acme.rob).post("/o/acme/you/look/", {"theme": "dark", "language": "xx"}).status_code == 422


def test_the_hubs_cost_no_query_beyond_the_door(acme, enter):
    assert (
        queries_of(enter(acme.ada), "/o/acme/settings/") <= queries_of(enter(acme.ada), "/o/acme/more/") + 1
    )


def test_an_admin_asks_everyone_for_a_second_factor(acme, enter):
    ada = enter(acme.ada)
    assert "Not required" in page(ada, "/o/acme/settings/")
    assert ada.post("/o/acme/settings/second-factor/", {"required": "on"}).status_code == 302
    assert Organization.objects.get(slug="acme").second_factor_required
    assert enter(acme.rob).get("/o/acme/you/").status_code == 302
