"""As a person does it: who looked at me, my file; as an admin: the trail, a file, erasing, the end and back."""

import zipfile
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from organizations.models import DataExport, Event, Membership, Organization
from organizations.privacy import tasks
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def inside(own_acme, django_db_blocker):
    """`inside(look)` runs `look` in the organization, past the browser."""

    def run(look):
        with django_db_blocker.unblock(), own_acme.scope():
            return look()

    return run


def kinds_in(path) -> set[str]:
    """How the names of the files in a ZIP end."""
    with zipfile.ZipFile(path) as found:
        return {name.rpartition(".")[2] for name in found.namelist()}


def make_waiting_files(own_acme, django_db_blocker) -> None:
    """What a worker does; none runs beside the tests."""
    with django_db_blocker.unblock():
        with own_acme.scope():
            waiting = list(DataExport.objects.to_make(datetime.now(UTC)).values_list("pk", flat=True))
        for pk in waiting:
            tasks.make_file(organization_id=own_acme.organization.pk, export_id=pk)


def test_a_person_reads_who_looked_and_takes_their_data(own_acme, enter_page, django_db_blocker):
    home = f"/o/{own_acme.organization.slug}"
    enter_page(own_acme.lea, f"{home}/people/{own_acme.rob.pk}/")
    page = enter_page(own_acme.rob, f"{home}/you/recorded/")
    expect(page.locator("#looked").get_by_text("Lea Leader")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("button", name="Make a file of my data").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    make_waiting_files(own_acme, django_db_blocker)
    with page.expect_download() as download:
        page.get_by_role("link", name="File of").click()
    assert download.value.suggested_filename.startswith(f"person-{own_acme.organization.slug}-")
    assert {"csv", "json"} <= kinds_in(download.value.path())
    assert page.complaints == []


def test_an_admin_filters_the_trail_looks_at_one_event_and_takes_it_away(own_acme, enter_page):
    page = enter_page(own_acme.ada, f"/o/{own_acme.organization.slug}/audit/", DESK)
    page.get_by_text("What, who and when").click()
    page.get_by_label("What happened").select_option("team_created")
    page.get_by_role("button", name="Narrow it down").click()
    trail = page.locator("#trail")
    expect(trail.get_by_role("listitem").filter(has_text="added the team")).to_have_count(2)
    trail.get_by_role("link", name="Ada Admin added the team North").click()
    expect(page.get_by_role("dialog").get_by_text("When and from where")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.path().read_text("utf-8-sig").count("team_created") >= 2
    assert page.complaints == []


def test_an_admin_erases_somebody_after_typing_the_name(own_acme, enter_page, inside):
    home = f"/o/{own_acme.organization.slug}"
    page = enter_page(own_acme.ada, f"{home}/people/{own_acme.sol.pk}/", DESK)
    page.get_by_role("link", name="Erase this person for good").click()
    page.get_by_label("Type the person's name").fill("Sol")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Type the name exactly").first).to_be_visible()
    page.get_by_label("Type the person's name").fill("Sol South")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Every count is as it was.")).to_be_visible()
    assert inside(lambda: Membership.objects.get(pk=own_acme.sol.pk).name) == "Former member"
    page.goto(f"{home}/people/{own_acme.sol.pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Former member")
    expect(page.get_by_text("This person was erased. What they did is still counted.")).to_be_visible()
    expect(page.get_by_text("Sol South")).to_have_count(0)
    assert violations(page) == []


def test_who_thinks_again_before_erasing_is_back_with_the_person(own_acme, enter_page):
    home = f"/o/{own_acme.organization.slug}"
    page = enter_page(own_acme.ada, f"{home}/people/{own_acme.sol.pk}/", PHONE)
    page.get_by_role("link", name="Erase this person for good").click()
    assert wider_than_the_window(page) <= 0
    page.get_by_role("link", name="Leave it").click()
    page.wait_for_url(f"**/people/{own_acme.sol.pk}/")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_an_admin_takes_everything_with_them(own_acme, enter_page, django_db_blocker, size, scheme):
    page = enter_page(own_acme.ada, f"/o/{own_acme.organization.slug}/settings/data/", size, scheme)
    page.get_by_role("button", name="Make a file of everything").click()
    expect(page.get_by_text("Waiting for a worker")).to_be_visible()
    assert violations(page) == []
    make_waiting_files(own_acme, django_db_blocker)
    with page.expect_download() as download:
        page.get_by_role("link", name="File of").click()
    assert download.value.suggested_filename.startswith(f"organization-{own_acme.organization.slug}-")
    assert {"csv", "json"} <= kinds_in(download.value.path())
    assert wider_than_the_window(page) <= 0
    assert page.complaints == []


def test_an_admin_asks_to_delete_the_organization_and_calls_it_off(own_acme, enter_page, inside):
    home = f"/o/{own_acme.organization.slug}"
    page = enter_page(own_acme.ada, f"{home}/settings/data/", DESK)
    page.get_by_role("link", name="Delete the organization").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form").filter(has=page.get_by_label("Password", exact=True)).get_by_role(
        "button"
    ).first.click()
    page.get_by_label("Type the organization's name").fill("Acme")
    page.get_by_role("button", name="Ask for deletion").click()
    expect(page.get_by_role("note")).to_contain_text("Acme is to be deleted on")
    assert violations(page) == []
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("button", name="Keep the organization").click()
    expect(page.get_by_text("Called off. Everything stays.")).to_be_visible()
    assert inside(lambda: Organization.objects.get(pk=own_acme.organization.pk).erase_at) is None
    assert inside(lambda: Event.objects.filter(verb__startswith="organization_end").count()) == 2
