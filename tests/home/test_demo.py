"""The demo: made by one command, cleared by one click or one command, and nothing else with it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from activities.models import Activity
from organizations.models import Membership, Organization, Team, User
from organizations.services import erase_demo
from organizations.tenancy.scope import organization_scope
from salesleader.demo.people import PASSWORD
from scorecards.models import Card


@pytest.fixture(scope="module")
def brightwater(django_db_setup, django_db_blocker):
    """The demo, loaded once for this module through its command, and taken away after it."""
    with django_db_blocker.unblock():
        call_command("load_demo", stdout=StringIO())
        organization = Organization.objects.get(slug="brightwater")
        yield organization
        if left := Organization.objects.filter(slug="brightwater").first():
            erase_demo(organization=left)


def browser(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def test_it_has_three_teams_twelve_people_and_half_a_year(brightwater, db):
    with organization_scope(brightwater.pk):
        assert (Team.objects.count(), Team.objects.filter(leader=None).count()) == (3, 1)
        assert Membership.objects.count() == 12
        assert len(set(Membership.objects.values_list("zone", flat=True))) == 3
        assert Activity.objects.count() > 10_000
        # The running week is the 26th; early on a Monday the last one may still be open in Chicago.
        assert Card.objects.closed().values("week_on").distinct().count() >= 24


def test_loading_it_again_changes_nothing_and_says_how_to_sign_in(brightwater, db):
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "ruth@brightwater.example" in out.getvalue()
    assert PASSWORD in out.getvalue()
    assert Organization.objects.filter(slug="brightwater").count() == 1


@pytest.mark.parametrize(
    "path", ["today/", "team/", "cards/", "one-on-ones/", "numbers/", "customers/", "goals/"]
)
def test_every_place_of_a_leader_opens(path, brightwater, db):
    assert browser("ruth@brightwater.example").get(f"/o/brightwater/{path}").status_code == 200


def test_its_admin_clears_it_with_one_click_and_nobody_else_does(brightwater, acme):
    with acme.scope():
        before = Membership.objects.count()
    assert browser("ruth@brightwater.example").post("/o/brightwater/admin/clear-demo/").status_code == 403
    helen = browser("helen@brightwater.example")
    assert "Clear the demo" in helen.get("/o/brightwater/admin/").content.decode()
    answer = helen.post("/o/brightwater/admin/clear-demo/")
    assert answer.status_code == 302
    assert not Organization.objects.filter(slug="brightwater").exists()
    assert not User.objects.filter(email__endswith="@brightwater.example").exists()
    with acme.scope():
        assert Membership.objects.count() == before
