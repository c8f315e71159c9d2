"""A new version of the app arrives while somebody works: nothing half-written is lost, nothing that waits either."""

import pytest
from django.contrib.staticfiles import finders

from salesleader.phone.build import made
from tests.browser.conftest import session_of, wait_for
from tests.browser.offline.phone import log_many, log_one, on_it, ready, sent, until, waiting

pytestmark = pytest.mark.browser

NEWER = """
() => new Promise((done, failed) => {
  const asked = indexedDB.open("salesleader", 7);
  asked.onupgradeneeded = () => asked.result.createObjectStore("of a later version");
  asked.onsuccess = () => { asked.result.close(); done(); };
  asked.onerror = () => failed(asked.error);
})
"""


# The database as the first version of the app left it, with one entry that waited.
FIRST = """
({ slug, membership, person, id }) => new Promise((done, failed) => {
  const asked = indexedDB.open("salesleader", 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("outbox", { keyPath: "client_id" }).createIndex("order", "order");
    asked.result.createObjectStore("kept");
    asked.result.createObjectStore("last");
  };
  asked.onsuccess = () => {
    const turn = asked.result.transaction(["outbox", "kept"], "readwrite");
    const now = new Date().toISOString();
    const entry = { client_id: id, type: "call", outcome: "no_answer", occurred_at: now, noted_at: now,
                    prospect: "Of the first version", note: "kept" };
    const owner = `${slug}/${membership}`;
    turn.objectStore("outbox").put({ client_id: id, owner, slug, membership, title: "No answer, Of the first version",
                                     state: "waiting", why: "", from_form: false, order: 1, entry });
    turn.objectStore("kept").put({ membership, person, slug, name: "Rob Rep" }, owner);
    turn.oncomplete = () => { asked.result.close(); done(); };
  };
  asked.onerror = () => failed(asked.error);
})
"""


def version(page) -> str:
    return page.evaluate("async () => (await caches.keys()).filter((one) => one.startsWith('shell ')).join()")


@pytest.fixture
def upgrade(settings, tmp_path):
    """The server is another version from now on."""

    def to(css: str) -> None:
        (tmp_path / "build").mkdir(exist_ok=True)
        (tmp_path / "build" / "app.css").write_text(finder_of_the_real_one() + css)
        settings.STATICFILES_DIRS = [tmp_path]
        forget()

    def finder_of_the_real_one() -> str:
        from pathlib import Path

        return Path(finders.find("build/app.css")).read_text()

    yield to
    settings.STATICFILES_DIRS = []
    forget()


def forget() -> None:
    finders.get_finder.cache_clear()
    made.cache_clear()


def test_a_new_version_waits_for_the_form_and_then_takes_over(phone, own_acme, upgrade, logged):
    rob = phone(own_acme.rob)
    rob.offline()
    page = rob.go("/app/#log?type=call&prospect=Tom+Healy")
    old = version(page)
    page.get_by_text("Note and details").tap()
    page.locator("[name=note]").fill("half-written")
    upgrade("/* newer */")
    rob.online()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(page, "navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))", "it waits")
    page.wait_for_timeout(1500)
    assert page.locator("[name=note]").input_value() == "half-written"
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    until(page, "navigator.serviceWorker.getRegistration().then((one) => !one.waiting)", "it took over", 30)
    wait_for(page, lambda: version(page) != old and "," not in version(page), "the old files have gone")
    ready(page)
    sent(page)
    assert [entry.note for entry in logged()] == ["half-written"]


def test_what_waits_survives_a_new_version(phone, own_acme, upgrade, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_many(page, 0, 5)
    rob.window.route("**/activities/batch/", lambda route: route.abort())
    upgrade("/* newer */")
    rob.online()
    old = version(page)
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    wait_for(page, lambda: version(page) not in ("", old) and "," not in version(page), "it took over", 30)
    assert len(waiting(page)) == 5
    rob.window.unroute("**/activities/batch/")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    sent(page)
    assert [entry.prospect for entry in logged()] == [f"Prospect {n}" for n in range(5)]


def test_what_waited_in_the_first_version_is_sent_by_this_one(phone, own_acme, logged):
    rob = phone(own_acme.rob, signed_in=False)
    rob.page.goto("/healthz")  # an address of ours without any script
    facts = {
        "slug": own_acme.organization.slug,
        "membership": own_acme.rob.pk,
        "person": own_acme.rob.user_id,
    }
    rob.page.evaluate(FIRST, facts | {"id": "6f1c1a52-6a0e-4d5e-9d0a-2f1d8f3b7c11"})
    rob.window.add_cookies([session_of(own_acme.rob, rob.origin)])
    page = rob.go(f"{rob.home}today/")
    sent(page)
    assert [(entry.prospect, entry.note) for entry in logged()] == [("Of the first version", "kept")]
    assert "Rob Rep" not in str(on_it(page)["facts"])


def test_an_old_page_goes_on_when_a_newer_version_has_changed_the_database(phone, own_acme, logged):
    """Another window was upgraded: this one lets the database go, and what it writes is kept and sent."""
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Before")
    other = rob.another_tab("/app/#today")
    other.evaluate(NEWER)
    log_one(page, "After")
    assert len(waiting(page)) == 2
    rob.online()
    sent(page)
    assert [entry.prospect for entry in logged()] == ["Before", "After"]
