"""A browser that is killed, a line that drops: everything arrives once, in order."""

import contextlib

import pytest
from playwright.sync_api import Error

from tests import naughty
from tests.browser.conftest import wait_for
from tests.browser.offline.dropping import BadLine, at_random
from tests.browser.offline.phone import (
    kill,
    log_many,
    log_one,
    put_back,
    ready,
    sent,
    waiting,
)

pytestmark = pytest.mark.browser
MANY = 500
NAMES = [f"Prospect {n}" for n in range(MANY)]


def names(entries):
    return [entry.prospect for entry in entries]


def first_life(pocket, member, line=None):
    rob = pocket(member, line)
    rob.offline()
    return rob


@pytest.mark.long
def test_five_hundred_entries_a_killed_browser_a_line_that_drops_and_all_of_it_sent_twice(
    pocket, own_acme, server, logged
):
    with BadLine(server) as line:
        rob = first_life(pocket, own_acme.rob, line)
        log_many(rob.page, 0, MANY)
        kill(pocket.folder)
        again = pocket(own_acme.rob, line, again=True)
        again.window.set_offline(True)
        page = again.go("/app/#waiting")
        entries = waiting(page)
        assert [one["told"]["content"]["prospect"] for one in entries] == NAMES
        line.cut = at_random(seed=7, share=0.4)
        again.online()
        come_back_until_sent(page)
        assert line.cuts >= 3
        before = [(entry.pk, entry.prospect) for entry in logged()]
        assert [name for _, name in before] == NAMES
        put_back(page, entries)  # as if no answer had ever come
        cuts = line.cuts
        come_back_until_sent(page)
        assert line.cuts > cuts
    assert [(entry.pk, entry.prospect) for entry in logged()] == before


def come_back_until_sent(page, seconds: float = 120) -> None:
    """A person looks at the phone now and then, so that nobody has to wait for the next try."""

    def look() -> bool:
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        return not waiting(page)

    wait_for(page, look, "everything is sent", seconds)


def test_killed_while_sending_loses_and_doubles_nothing(pocket, own_acme, server, logged):
    rob = first_life(pocket, own_acme.rob)
    log_many(rob.page, 0, 30)
    arrived = []

    def kill_after_it_arrived(route):
        route.fetch()  # the server has taken it
        arrived.append(route.request.post_data)
        kill(pocket.folder)

    rob.page.route("**/activities/batch/", kill_after_it_arrived)
    rob.online()
    with contextlib.suppress(Error):  # the page goes with its browser
        wait_for(rob.page, lambda: arrived, "the first part arrived")
    assert arrived
    again = pocket(own_acme.rob, again=True)
    page = again.go("/app/#waiting")
    sent(page)
    assert names(logged()) == NAMES[:30]


def test_it_survives_closing_the_browser(pocket, own_acme, server, logged):
    rob = first_life(pocket, own_acme.rob)
    log_one(rob.page, "Tom Healy")
    rob.window.close()
    again = pocket(own_acme.rob, again=True)
    page = again.page
    page.goto(f"{again.home}today/")
    ready(page)
    sent(page)
    assert names(logged()) == ["Tom Healy"]


@pytest.mark.parametrize("strings", [lambda: naughty.FEW, naughty.big_list], ids=["few", "big list"])
@pytest.mark.long
def test_naughty_notes_are_kept_to_the_letter(phone, own_acme, logged, strings):
    notes = strings()
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_many(page, 0, len(notes), notes)
    rob.online()
    sent(page, 120)
    # A text field makes one kind of line break of all.
    wanted = [note.replace("\r\n", "\n").replace("\r", "\n") for note in notes]
    assert [entry.note for entry in logged()] == wanted
    assert page.complaints == [] or all("ERR_INTERNET_DISCONNECTED" in one for one in page.complaints)
