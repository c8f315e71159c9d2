"""A phone in a test: what one does with it, and what is on it."""

import contextlib
import json
import os
import signal
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import wait_for

# What a thumb does, quickly: every entry goes through the page's own form.
LOG_MANY = """
async ({ first, last, notes }) => {
  const until = (look) => new Promise((done) => {
    const again = () => { const found = look(); found ? done(found) : setTimeout(again, 2); };
    again();
  });
  for (let n = first; n < last; n++) {
    const name = `Prospect ${n}`;
    location.hash = `#log?type=call&prospect=${encodeURIComponent(name)}`;
    const form = await until(() => {
      const found = document.querySelector("#log-form");
      return found?.querySelector(".who-line .row-title")?.textContent === name && found;
    });
    form.querySelector("#outcome-no_answer").click();
    if (notes) form.querySelector("#note").value = notes[n - first];
    form.requestSubmit();
    await until(() => location.hash === "#today" && document.querySelector(".page-head"));
  }
}
"""
PUT_BACK = """
async (entries) => {
  const opened = await new Promise((done) => {
    const asked = indexedDB.open("salesleader");
    asked.onsuccess = () => done(asked.result);
  });
  const turn = opened.transaction("waiting", "readwrite");
  for (const one of entries) turn.objectStore("waiting").put(one);
  await new Promise((done) => { turn.oncomplete = done; });
  opened.close();
}
"""
ON_IT = """
async () => {
  const opened = await new Promise((done, failed) => {
    const asked = indexedDB.open("salesleader");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const all = (name) => new Promise((done) => {
    const asked = opened.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const kept = { members: await all("members"), outbox: await all("waiting"), facts: await all("facts") };
  opened.close();
  return kept;
}
"""


def ready(page: Page) -> Page:
    """The page without a network has drawn itself; or the worker looks after the server's page."""
    until(page, "document.documentElement.dataset.ready === 'yes'", "the page has drawn itself")
    return page


def prepared(page: Page) -> Page:
    """The phone has been online for a moment: the worker is there, and what it keeps."""
    until(page, "navigator.serviceWorker.controller !== null", "the worker looks after the page")
    wait_for(page, lambda: has_everything(page), "what it keeps")
    return page


def has_everything(page: Page) -> bool:
    return any(one["state"] and one["key"] is not None for one in on_it(page)["members"])


def on_it(page: Page) -> dict[str, list[Any]]:
    """Everything in the database of the device."""
    return page.evaluate(ON_IT)


def waiting(page: Page) -> list[dict[str, Any]]:
    return on_it(page)["outbox"]


def put_back(page: Page, entries: list[dict[str, Any]]) -> None:
    """The phone has these again, as they were."""
    page.evaluate(PUT_BACK, entries)


def log_many(page: Page, first: int, last: int, notes: list[str] | None = None) -> None:
    page.evaluate(LOG_MANY, {"first": first, "last": last, "notes": notes})


def log_one(page: Page, name: str, outcome: str = "No answer") -> None:
    """As a person does it: who, what happened, save."""
    page.get_by_role("navigation", name="Main, phone").get_by_role("link", name="Log").tap()
    page.get_by_label("Who was it?").fill(name)
    page.get_by_role("link", name=name, exact=True).first.tap()
    page.locator("#log-form").get_by_text(outcome, exact=True).tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text(f"Saved on this phone: {outcome}, {name}").wait_for()


def sent(page: Page, seconds: float = 60) -> None:
    """Until nothing waits."""
    wait_for(page, lambda: not waiting(page), "everything is sent", seconds)


def until(page: Page, true: str, what: str, seconds: float = 20) -> None:
    """The policy of our pages lets nothing in them be made of text, so the test asks again and again."""
    wait_for(page, lambda: page.evaluate(true), what, seconds)


def in_caches(page: Page) -> list[str]:
    return page.evaluate(
        "async () => { const found = []; for (const name of await caches.keys())"
        " for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);"
        " return found; }"
    )


def kill(folder: Path) -> None:
    """kill -9 for every process of the browser that keeps its profile in this folder."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and str(folder) in words_of(process):
            end(int(process.name))


def words_of(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def sign_in(page: Page, member: Any, password: str) -> None:
    page.get_by_label("E-mail").fill(member.user.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def text_on_it(page: Page) -> str:
    """Everything that can be read in the device's database, as one text."""
    return json.dumps(on_it(page), default=str)
