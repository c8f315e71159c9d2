"""The quick log, without JavaScript: every step is a page."""

import re
from datetime import timedelta

from activities.models import Activity, FollowUp
from tests.cast import NOW, TODAY

HERE = "/o/acme/log/"
HTMX = {"HX-Request": "true"}
KEYS = ["no_answer", "call_later", "wrong_number", "do_not_contact"]


def fields_of(page):
    """What the form on the page would send."""
    html = page.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(client_id|next)" value="([^"]*)"', html))


def choice(page, name):
    """The value of the radio button with these words."""
    return re.search(
        r'value="([^"]*)"[^>]*><label[^>]*>(?:<svg.*?</svg>)?<span>' + name, page.content.decode()
    )[1]


def save(client, page, address, **values):
    return client.post(address, {"when": "", "note": "", **fields_of(page), **values})


def test_three_steps_log_a_call(inside, enter, marta):
    rob = enter(inside.rob)
    who = rob.get(HERE)
    address = f"{HERE}?type=call&contact={marta.pk}"
    assert address.replace("&", "&amp;") in who.content.decode()
    what = rob.get(address)
    saved = save(rob, what, address, outcome=choice(what, "No answer"))
    assert saved.status_code == 302
    entry = Activity.objects.get()
    assert (entry.contact, entry.member, entry.outcome.key, entry.evidence) == (
        marta,
        inside.rob,
        "no_answer",
        "live",
    )
    after = rob.get(saved.url).content.decode()
    assert "Saved: no answer, Marta Novak" in after
    assert f"/o/acme/log/entries/{entry.pk}/delete/" in after


def test_sending_the_form_twice_saves_one_entry(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address)
    for _ in range(2):
        assert save(rob, page, address, outcome=choice(page, "No answer")).status_code == 302
    assert Activity.objects.count() == 1


def test_going_back_and_saving_something_else_is_said(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address)
    save(rob, page, address, outcome=choice(page, "No answer"))
    other = save(rob, page, address, outcome=choice(page, "Busy"))
    assert other.status_code == 422
    assert "saved from here already" in other.content.decode()


def test_a_new_name_is_found_as_a_new_name_and_logged_as_typed(inside, enter):
    rob = enter(inside.rob)
    found = rob.get(HERE, {"q": "Tom Healy & Söhne"}).content.decode()
    address = re.search(r'href="([^"]*prospect=[^"]*)"', found)[1].replace("&amp;", "&")
    page = rob.get(address)
    assert save(rob, page, address, outcome=choice(page, "No answer")).status_code == 302
    assert Activity.objects.get().prospect == "Tom Healy & Söhne"


def test_errors_keep_what_was_typed_and_say_what_to_do(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address)
    wrong = save(rob, page, address, outcome=choice(page, "Talked, call back"), note="Asked for samples")
    html = wrong.content.decode()
    assert wrong.status_code == 422
    assert "needs a date" in html
    assert "Asked for samples" in html
    assert fields_of(wrong)["client_id"] == fields_of(page)["client_id"]
    right = save(
        rob, wrong, address, outcome=choice(page, "Talked, call back"), when=str(TODAY + timedelta(days=1))
    )
    assert right.status_code == 302
    assert FollowUp.objects.get().due_on == TODAY + timedelta(days=1)


def test_nothing_chosen_is_said(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    assert "Choose what happened." in save(rob, rob.get(address), address).content.decode()


def test_days_to_follow_up_are_those_that_are_worked(inside, enter, marta):
    page = enter(inside.rob).get(f"{HERE}?type=call&contact={marta.pk}").content.decode()
    assert "Thu 19" in page
    assert "Mon 23" in page  # in three days is a Saturday
    assert "Wed 25" in page


def test_the_page_says_of_each_outcome_what_it_asks_so_that_nothing_is_fetched(inside, enter, marta, outcome):
    html = enter(inside.rob).get(f"{HERE}?type=call&contact={marta.pk}").content.decode()
    asks = {
        key: re.search(rf'name="outcome"[^>]* value="{outcome(key).pk}"([^>]*)>', html)[1] for key in KEYS
    }
    assert 'data-question="When do you call back?"' in asks["call_later"]
    assert [key for key in KEYS if "data-needs-date" in asks[key]] == ["call_later"]
    assert 'data-effect="strike"' in asks["wrong_number"]
    assert 'data-effect="block"' in asks["do_not_contact"]
    assert "hx-get" not in html.split('id="log-form"')[1].split("id_outcome")[1].split("</form>")[0]


def test_people_are_offered_by_what_is_due_and_what_was_recent(inside, enter, log, marta):
    log(prospect="Tom Healy")
    FollowUp.objects.create(
        member=inside.rob, contact=marta, due_on=TODAY, created_at=NOW - timedelta(days=2)
    )
    html = enter(inside.rob).get(HERE).content.decode()
    assert html.index("Marta Novak") < html.index("Tom Healy")
    assert "Due today" in html


def test_search_finds_contacts_accounts_and_numbers(inside, enter, marta):
    rob = enter(inside.rob)
    for words in ["marta", "kestrel", "7946"]:
        assert "Marta Novak" in rob.get(HERE + "who/", {"q": words}, headers=HTMX).content.decode()
    assert "Marta" not in enter(inside.sol).get(
        HERE + "who/", {"q": "marta"}, headers=HTMX
    ).content.decode().replace("marta", "")


def test_htmx_gets_the_step_that_the_page_has(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    part = rob.get(address, headers=HTMX).content.decode().strip()
    assert part.startswith('<div id="log-step">')
    marks = re.compile(r'value="[^"]{30,}"')
    assert marks.sub("", part) in marks.sub("", rob.get(address).content.decode())


def test_it_goes_back_to_where_the_person_came_from_and_nowhere_else(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address + "&next=/o/acme/log/entries/")
    assert save(rob, page, address, outcome=choice(page, "No answer")).url == "/o/acme/log/entries/"
    for elsewhere in ["https://evil.example/", "//evil.example/o/acme/", "/o/rival/", "javascript:alert(1)"]:
        page = rob.get(address, {"contact": marta.pk, "next": elsewhere})
        assert fields_of(page).get("next", "") == ""


def test_other_types_are_one_tap_away_and_research_is_with_nobody(inside, enter):
    rob = enter(inside.rob)
    assert "?type=meeting" in rob.get(HERE).content.decode()
    page = rob.get(HERE + "?type=research")
    assert save(rob, page, HERE + "?type=research", outcome=choice(page, "Done")).status_code == 302
    assert rob.get(HERE + "?type=nothing").status_code == 404


def test_a_blocked_contact_is_refused_with_the_way_out(inside, enter, log, marta):
    log("do_not_contact", contact=marta)
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address)
    refused = save(rob, page, address, outcome=choice(page, "No answer"))
    assert refused.status_code == 422
    assert "asked not to be contacted" in refused.content.decode()


def test_what_was_saved_can_be_taken_back_and_brought_back(inside, enter, marta):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address)
    saved = save(rob, page, address, outcome=choice(page, "No answer"))
    html = rob.get(saved.url).content.decode()
    undo = re.search(r'action="([^"]*/delete/[^"]*)"', html)[1].replace("&amp;", "&")
    gone = rob.post(undo)
    assert gone.status_code == 302
    assert not Activity.objects.kept().exists()
    restore = re.search(r'action="([^"]*/restore/[^"]*)"', rob.get(gone.url).content.decode())[1].replace(
        "&amp;", "&"
    )
    rob.post(restore)
    assert Activity.objects.kept().count() == 1


def test_the_log_by_day_costs_the_same_for_seven_as_for_two(
    inside, enter, log, marta, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rob = enter(inside.rob)
    for _ in range(2):
        log(contact=marta)
    rob.get(HERE + "entries/")
    with CaptureQueriesContext(connection) as few:
        rob.get(HERE + "entries/")
    for ago in range(5):
        log(contact=marta, at=NOW - timedelta(days=ago))
    with CaptureQueriesContext(connection) as many:
        page = rob.get(HERE + "entries/")
    assert "Wednesday 18 November" in page.content.decode()
    assert len(few) == len(many)


def test_the_log_page_costs_the_same_for_many_people(inside, enter, log):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    rob = enter(inside.rob)
    log(prospect="One")
    with CaptureQueriesContext(connection) as few:
        rob.get(HERE)
    for number in range(7):
        log(prospect=f"Name {number}")
    with CaptureQueriesContext(connection) as many:
        rob.get(HERE)
    assert len(few) == len(many)


def test_a_leader_sees_the_log_of_their_people_and_of_nobody_else(inside, enter, log):
    log(prospect="Tom Healy")
    lea, sol = enter(inside.lea), enter(inside.sol)
    assert "Tom Healy" in lea.get(f"{HERE}entries/?person={inside.rob.pk}").content.decode()
    assert "Tom Healy" not in sol.get(f"{HERE}entries/?person={inside.rob.pk}").content.decode()


def test_an_entry_is_changed_on_its_page_and_its_history_shows_both(inside, enter, log):
    entry, _ = log(prospect="Tom")
    rob, here = enter(inside.rob), f"{HERE}entries/{entry.pk}/"
    page = rob.get(here)
    sent = {
        "prospect": "Tom Healy",
        "day": "2026-11-17",
        "at": "23:30",
        "note": "two",
        "outcome": choice(page, "Busy"),
    }
    assert rob.post(here, sent).status_code == 302
    entry.refresh_from_db()
    assert (str(entry.occurred_on), entry.prospect_key, entry.outcome.key) == (
        "2026-11-17",
        "t:tom healy",
        "busy",
    )
    html = rob.get(here).content.decode()
    assert "No answer → Busy" in html
    assert rob.post(here, sent | {"day": "2026-12-24"}).status_code == 422


def test_a_leader_looks_at_an_entry_and_does_not_change_it(inside, enter, log):
    entry, _ = log(prospect="Tom", note="seen")
    lea, here = enter(inside.lea), f"{HERE}entries/{entry.pk}/"
    html = lea.get(here).content.decode()
    assert "seen" in html
    assert "Save changes" not in html
    assert lea.post(here, {}).status_code == 403
    assert lea.post(here + "delete/").status_code == 403
    assert enter(inside.sol).get(here).status_code == 404


def test_a_follow_up_is_done_or_moved_from_its_row(inside, enter, marta):
    due = FollowUp.objects.create(member=inside.rob, contact=marta, due_on=TODAY, created_at=NOW)
    rob, here = enter(inside.rob), f"{HERE}follow-ups/{due.pk}/"
    assert rob.post(here + "later/").status_code == 302
    due.refresh_from_db()
    assert due.due_on == TODAY + timedelta(days=1)
    rob.post(here + "done/")
    due.refresh_from_db()
    assert due.done_at == NOW
    rob.post(here + "reopen/")
    due.refresh_from_db()
    assert due.done_at is None
    assert enter(inside.lea).post(here + "done/").status_code == 403
    assert enter(inside.sol).post(here + "done/").status_code == 404


def test_a_part_opened_by_itself_is_the_page(inside, enter):
    rob = enter(inside.rob)
    assert rob.get(HERE + "who/", {"q": "tom"}).url == HERE + "?q=tom"


def test_a_button_tapped_twice_is_told_once(inside, enter, marta):
    rob = enter(inside.rob)
    address = f"{HERE}?type=call&contact={marta.pk}"
    what = rob.get(address)
    for _ in range(2):
        save(rob, what, address, outcome=choice(what, "No answer"))
    assert rob.get(HERE).content.decode().count("Saved: no answer, Marta Novak") == 1
    assert Activity.objects.count() == 1


def test_what_an_outcome_does_beyond_counting_is_said_before_it_is_saved(inside, enter, marta, outcome, log):
    rob, address = enter(inside.rob), f"{HERE}?type=call&contact={marta.pk}"
    page = rob.get(address)
    assert "They asked not to be contacted" not in page.content.decode()

    def shown(key):
        wrong = save(rob, page, address, outcome=outcome(key).pk, minutes="x").content.decode()
        return re.findall(r'<p[^>]*data-effect="(\w+)">', wrong), "<div data-asks>" in wrong

    assert shown("no_answer") == ([], True)
    assert shown("wrong_number") == (["strike"], True)
    assert shown("do_not_contact") == (["block"], False)
    log("do_not_contact", contact=marta)
    assert "They asked not to be contacted" in rob.get(address).content.decode()
