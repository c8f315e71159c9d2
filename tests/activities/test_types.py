"""What can be logged, per organization: added, renamed, put in order, retired, brought back."""

from importlib import import_module

import pytest
from django.core.exceptions import ValidationError

from activities.models import Activity, ActivityType, Outcome
from activities.services import types as services
from metrics.engine import tally
from metrics.models import Metric
from organizations.models import Event
from organizations.periods import Period
from tests.cast import MONDAY, NOW
from tests.flat import assert_flat
from tests.imports.conftest import Desk

TYPES = "/o/acme/log/types/"
API = "/api/v1/o/acme/activities/types/"


@pytest.fixture
def call(inside):
    return ActivityType.objects.get(key="call")


@pytest.fixture
def desk(tmp_path, inside):
    return Desk(tmp_path, inside.organization.slug)


def by_ada(inside):
    return {"by": inside.ada, "now": NOW}


def names(kind):
    return list(Outcome.objects.in_use().filter(type=kind).values_list("name", flat=True))


def test_a_type_is_added_with_an_outcome_and_offered_on_the_log_page(inside, enter):
    ada = enter(inside.ada)
    sent = {"name": "Trade  fair", "icon": "users", "family": "prospecting", "channel": "event"}
    added = ada.post(TYPES + "add/", sent)
    made = ActivityType.objects.get(name="Trade fair")
    assert added.url == f"{TYPES}{made.pk}/"
    assert (made.key, names(made)) == ("trade_fair", ["Done"])
    assert "Trade fair" in enter(inside.rob).get("/o/acme/log/").content.decode()
    assert Event.objects.get(verb="activity_type_added").data["after"]["channel"] == "event"


def test_an_outcome_is_added_with_its_flags_in_words(inside, enter, call):
    ada = enter(inside.ada)
    page = ada.get(f"{TYPES}{call.pk}/outcomes/").content.decode()
    assert "The right person was reached and spoke or wrote back" in page
    sent = {"name": "Line dead", "icon": "x", "is_attempt": "on", "effect": "strike"}
    assert ada.post(f"{TYPES}{call.pk}/outcomes/", sent).status_code == 302
    made = Outcome.objects.get(type=call, key="line_dead")
    assert (made.is_attempt, made.is_conversation, made.effect) == (True, False, "strike")
    assert "attempt · strikes the number" in ada.get(f"{TYPES}{call.pk}/").content.decode()


def test_an_own_outcome_strikes_a_number_as_the_shipped_one_does(inside, call, marta, log):
    services.add_outcome(type=call, name="Line dead", effect="strike", **by_ada(inside))
    log("line_dead", contact=marta)
    marta.refresh_from_db()
    assert marta.is_struck


def test_renaming_keeps_the_key_and_what_was_logged(inside, enter, call, log, outcome):
    entry, _ = log("busy", prospect="Tom")
    busy = outcome("busy")
    sent = {"name": "Line busy", "icon": "phone", "effect": ""}
    assert enter(inside.ada).post(f"/o/acme/log/outcomes/{busy.pk}/", sent).status_code == 302
    busy.refresh_from_db()
    assert (busy.key, busy.name) == ("busy", "Line busy")
    assert "Line busy" in enter(inside.rob).get(f"/o/acme/log/entries/{entry.pk}/").content.decode()
    event = Event.objects.get(verb="outcome_changed")
    assert (event.data["before"], event.data["after"]) == ({"name": "Busy"}, {"name": "Line busy"})


def test_what_is_counted_by_can_change_until_something_is_logged(inside, log, outcome):
    busy = outcome("busy")
    services.change_outcome(outcome=busy, is_conversation=True, **by_ada(inside))
    services.change_outcome(outcome=busy, is_conversation=False, **by_ada(inside))
    log("busy", prospect="Tom")
    with pytest.raises(ValidationError, match="counted by this already"):
        services.change_outcome(outcome=outcome("busy"), is_conversation=True, **by_ada(inside))
    services.change_outcome(outcome=outcome("busy"), needs_date=True, **by_ada(inside))
    with pytest.raises(ValidationError, match="counted by this already"):
        services.change_type(type=busy.type, family="nurture", **by_ada(inside))


def test_the_form_of_a_used_outcome_offers_no_flags_that_count_and_says_why(inside, enter, log, outcome):
    log("busy", prospect="Tom")
    page = enter(inside.ada).get(f"/o/acme/log/outcomes/{outcome('busy').pk}/").content.decode()
    assert 'name="is_attempt"' not in page
    assert 'name="needs_date"' in page
    assert "retire this and add a new one" in page
    assert "Counts as: attempt." in page


def test_retiring_keeps_history_and_counts_and_can_be_taken_back(inside, enter, log, outcome):
    log("busy", prospect="Tom")
    attempts = Metric.objects.get(key="attempts")
    week = Period(MONDAY, MONDAY.replace(day=23))

    def counted():
        found = tally(
            [attempts], week, by="person", every="week", organization=inside.organization, people=[inside.rob]
        )
        return found.value("attempts", inside.rob.pk, MONDAY)

    before = counted()
    ada, rob, busy = enter(inside.ada), enter(inside.rob), outcome("busy")
    assert ada.post(f"/o/acme/log/outcomes/{busy.pk}/retire/").status_code == 302
    assert ">Busy<" not in rob.get("/o/acme/log/?type=call&prospect=Tom").content.decode()
    assert counted() == before == 1
    page = ada.get(f"{TYPES}{busy.type_id}/").content.decode()
    assert "Still counted, no longer offered" in page
    ada.post(f"/o/acme/log/outcomes/{busy.pk}/restore/")
    assert ">Busy<" in rob.get("/o/acme/log/?type=call&prospect=Tom").content.decode()
    assert [
        e.verb for e in Event.objects.filter(subject_id=busy.pk, verb__startswith="outcome_").order_by("pk")
    ] == [
        "outcome_retired",
        "outcome_restored",
    ]


def test_the_last_outcome_in_use_stays(inside, enter):
    kind = services.add_type(name="Trade fair", channel="event", **by_ada(inside))
    only = Outcome.objects.get(type=kind)
    ada = enter(inside.ada)
    told = ada.post(f"/o/acme/log/outcomes/{only.pk}/retire/", follow=True).content.decode()
    assert "Add another one first" in told
    only.refresh_from_db()
    assert only.retired_at is None


def test_a_retired_type_is_not_offered_and_its_name_is_free(inside, enter):
    social = ActivityType.objects.get(key="social")
    enter(inside.ada).post(f"{TYPES}{social.pk}/retire/")
    assert "Social message" not in enter(inside.rob).get("/o/acme/log/").content.decode()
    again = services.add_type(name="social MESSAGE", channel="social", **by_ada(inside))
    assert again.key == "social_message"
    with pytest.raises(ValidationError, match="one of this name"):
        services.restore_type(type=ActivityType.objects.get(key="social"), **by_ada(inside))


def test_a_name_is_there_once_and_a_key_is_found_for_any_script(inside, call):
    with pytest.raises(ValidationError, match="one of this name"):
        services.add_outcome(type=call, name=" no  ANSWER ", **by_ada(inside))
    with pytest.raises(ValidationError, match="name"):
        services.add_outcome(type=call, name="  ", **by_ada(inside))
    keys = [
        services.add_outcome(type=call, name=name, **by_ada(inside)).key
        for name in ("留守", "不在", "Busy now")
    ]
    assert keys == ["own", "own_2", "busy_now"]


def test_the_order_is_that_of_the_log_page_by_arrow_and_by_drag(inside, enter, call):
    ada = enter(inside.ada)
    pks = list(Outcome.objects.in_use().filter(type=call).values_list("pk", flat=True))
    up = ada.post(f"{TYPES}{call.pk}/order/", {"order": pks, "up": pks[1]})
    assert up.status_code == 302
    assert names(call)[:2] == ["Left voicemail", "No answer"]
    dragged = [pks[5], *pks[:5], *pks[6:]]
    part = ada.post(f"{TYPES}{call.pk}/order/", {"order": dragged}, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<form method="post"')
    assert list(Outcome.objects.in_use().filter(type=call).values_list("pk", flat=True)) == dragged
    log_page = enter(inside.rob).get("/o/acme/log/?type=call&prospect=Tom").content.decode()
    assert log_page.index("Referred me") < log_page.index("No answer")
    assert Event.objects.filter(verb="outcomes_ordered").count() == 2


def test_an_order_with_foreign_or_missing_rows_loses_nothing(inside, enter, call):
    pks = list(Outcome.objects.filter(type=call).values_list("pk", flat=True))
    meeting = Outcome.objects.get(type__key="meeting", key="held")
    before = meeting.position
    enter(inside.ada).post(f"{TYPES}{call.pk}/order/", {"order": [meeting.pk, "x", pks[-1]]})
    assert list(Outcome.objects.filter(type=call).values_list("pk", flat=True)) == [pks[-1], *pks[:-1]]
    meeting.refresh_from_db()
    assert meeting.position == before


def test_the_pages_cost_the_same_for_many(inside, enter, call):
    ada = enter(inside.ada)
    number = iter(range(100))

    def more(count):
        for _ in range(count):
            made = services.add_type(name=f"Type {next(number)}", channel="other", **by_ada(inside))
            services.add_outcome(type=call, name=made.name, **by_ada(inside))

    assert_flat(ada, TYPES, more)
    assert_flat(ada, f"{TYPES}{call.pk}/", more)


def test_a_wrong_form_says_what_to_do_and_keeps_what_was_typed(inside, enter, call):
    refused = enter(inside.ada).post(
        f"{TYPES}{call.pk}/outcomes/", {"name": "No answer", "icon": "x", "is_attempt": "on"}
    )
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "There is one of this name already" in html
    assert 'value="No answer"' in html


def test_the_api_does_the_same(inside, bearer, call, log):
    ada = bearer(inside.ada)
    json = {"content_type": "application/json"}
    made = ada.post(API, {"name": "Trade fair", "channel": "event"}, **json)
    assert (made.status_code, made.json()["key"], made.json()["retired"]) == (201, "trade_fair", False)
    ending = ada.post(
        API + "trade_fair/outcomes/", {"name": "Talked", "is_conversation": True}, **json
    ).json()
    assert (ending["key"], ending["is_conversation"]) == ("talked", True)
    changed = ada.patch(API + "trade_fair/outcomes/done/", {"retired": True}, **json).json()
    assert changed["retired"] is True
    assert ada.patch(API + "trade_fair/outcomes/talked/", {"retired": True}, **json).status_code == 422
    assert ada.put(API, {"keys": ["trade_fair", "nothing"]}, **json).status_code == 204
    listed = bearer(inside.rob).get(API).json()
    assert (listed[0]["key"], [one["key"] for one in listed[0]["outcomes"]]) == ("trade_fair", ["talked"])
    log("busy", prospect="Tom")
    assert ada.patch(API + "call/outcomes/busy/", {"is_attempt": False}, **json).status_code == 422
    assert ada.patch(API + "call/", {"key": "phone", "name": "Phone call"}, **json).json()["key"] == "call"


def test_a_file_may_name_types_and_outcomes_by_key_or_name_in_any_case(inside):
    from activities.importing import ActivityImporter
    from imports.chunks import Chunk, Row
    from imports.registry import Run

    importer = ActivityImporter(Run(inside.organization, "test", inside.ada, NOW))
    importer.learn_words()
    rows = [
        Row(2, {"type": "CALL", "outcome": "no answer"}), Row(3, {"type": "networking EVENT", "outcome": "attended"}),
        Row(4, {"type": "call", "outcome": "Hung up"}), Row(5, {"type": "fax"}),
    ]  # fmt: skip
    chunk = Chunk(rows=rows)
    for row in rows:
        importer.set_kind(chunk, row)
    assert [rows[0].values["outcome"].key, rows[1].values["type"].key] == ["no_answer", "event"]
    assert [(one.line, "There are: " in one.reason) for one in chunk.problems] == [(4, True), (5, True)]


def test_a_code_is_given_at_once_changed_by_an_admin_and_never_given_to_anything_else(inside, enter, call):
    ada = enter(inside.ada)
    fair = services.add_type(name="Trade fair", channel="event", **by_ada(inside))
    assert (fair.code, Outcome.objects.get(type=fair).code) == ("D", "D1")
    busy = Outcome.objects.get(type=call, key="busy")
    address = f"/o/acme/log/outcomes/{busy.pk}/"
    sent = {"name": "Busy", "icon": "phone", "effect": "", "also_called": "Besetzt, line BUSY"}
    assert ada.post(address, sent | {"code": "c b"}).status_code == 302
    busy.refresh_from_db()
    assert (busy.code, busy.former_codes) == ("CB", [{"code": "C8", "until": "2026-11-18"}])
    assert busy.also_called == ["Besetzt", "line BUSY"]
    assert "Before: C8 until 18 November 2026." in ada.get(address).content.decode()
    assert ">CB<" in ada.get(f"{TYPES}{call.pk}/").content.decode()
    event = Event.objects.get(verb="outcome_changed")
    assert (event.data["before"]["code"], event.data["after"]["code"]) == ("C8", "CB")
    other = Outcome.objects.get(type=call, key="voicemail")
    for taken in ("CB", "C8", "E1"):
        with pytest.raises(ValidationError, match="Choose another code"):
            services.change_outcome(outcome=other, code=taken, **by_ada(inside))
    for nonsense in ("12", "C-1", "C1 😀", "TOOLONGACODE", "..."):
        with pytest.raises(ValidationError, match="letters and digits"):
            services.change_outcome(outcome=other, code=nonsense, **by_ada(inside))
    services.change_outcome(outcome=busy, code="c8", **by_ada(inside))
    assert [one["code"] for one in busy.former_codes] == ["CB"]
    with pytest.raises(ValidationError, match="a word for"):
        services.change_outcome(outcome=other, also_called=["besetzt"], **by_ada(inside))


def test_a_form_with_a_taken_code_says_whose_it_is(inside, enter, call):
    sent = {"name": "Line dead", "icon": "x", "code": "C1"}
    refused = enter(inside.ada).post(f"{TYPES}{call.pk}/outcomes/", sent)
    assert refused.status_code == 422
    assert "“C1” means “No answer”" in refused.content.decode()


def test_the_api_gives_and_changes_codes_and_words(inside, bearer, call):
    ada, json = bearer(inside.ada), {"content_type": "application/json"}
    changed = ada.patch(
        API + "call/outcomes/busy/", {"code": "cb", "also_called": ["besetzt"]}, **json
    ).json()
    assert (changed["code"], changed["also_called"]) == ("CB", ["besetzt"])
    listed = bearer(inside.rob).get(API).json()
    assert (listed[0]["code"], listed[0]["outcomes"][0]["code"]) == ("C", "C1")
    keys = [one["key"] for one in listed]
    moved = {"keys": keys[::-1], "seen": keys}
    assert ada.put(API, moved, **json).status_code == 204
    late = ada.put(API, moved, **json)
    assert (late.status_code, "Somebody else changed this list" in late.content.decode()) == (422, True)


def test_a_second_admin_with_an_old_list_is_told_and_shown_how_it_stands(inside, enter, call):
    ada = enter(inside.ada)
    pks = list(Outcome.objects.in_use().filter(type=call).values_list("pk", flat=True))
    seen = ",".join(map(str, pks))
    assert f'name="seen" value="{seen}"' in ada.get(f"{TYPES}{call.pk}/").content.decode()
    first = {"order": pks, "up": pks[1], "seen": seen}
    assert ada.post(f"{TYPES}{call.pk}/order/", first).status_code == 302
    second = {"order": pks, "down": pks[2], "seen": seen}
    part = ada.post(f"{TYPES}{call.pk}/order/", second, headers={"HX-Request": "true"})
    html = part.content.decode()
    assert part.status_code == 422
    assert "Somebody else changed this list meanwhile" in html
    assert html.index("Left voicemail") < html.index("No answer")
    assert "Somebody else" in ada.post(f"{TYPES}{call.pk}/order/", second, follow=True).content.decode()
    assert names(call)[:3] == ["Left voicemail", "No answer", "Talked, call back"]


def test_a_word_that_a_file_has_and_nobody_knew_is_taught_once_and_remembered(inside, desk):
    columns = {
        "external_id": "id", "owner": "who", "type": "what", "outcome": "end", "prospect": "with",
        "occurred_at": {"column": "at", "format": "%Y-%m-%d %H:%M"},
    }  # fmt: skip
    header = "id,who,what,end,with,at\n"
    rows = f"{header}1,Rob Rep,Anruf,Aufgelegt,Kestrel,2026-11-17 09:00\n2,Rob Rep,C,C8,Juniper,2026-11-17 10:00\n"
    told = desk.bring(rows, "activities", {"source": "dialler", "columns": columns})
    assert (told["created"], told["refused"]) == (1, 1)
    assert "no type of this key, code or name. An admin can add this word" in told["issues"][0]["reason"]
    kind = ActivityType.objects.get(key="call")
    services.change_type(type=kind, also_called="Anruf", **by_ada(inside))
    ending = Outcome.objects.get(type=kind, key="gatekeeper_refused")
    services.change_outcome(outcome=ending, also_called="Aufgelegt", **by_ada(inside))
    assert desk.bring(rows, "activities", {"source": "dialler", "columns": columns})["created"] == 1
    later = f"{header}3,Rob Rep,ANRUF,aufgelegt,Tern,2026-11-18 09:00\n"
    assert desk.bring(later, "activities", {"source": "dialler", "columns": columns})["created"] == 1
    assert list(Activity.objects.order_by("external_id").values_list("outcome__key", flat=True)) == [
        "gatekeeper_refused", "busy", "gatekeeper_refused"
    ]  # fmt: skip


def test_what_was_there_before_codes_were_kept_keeps_those_that_were_printed(inside, call):
    """In use first, in their order; what was retired comes behind, so that no printed number moves."""
    busy = Outcome.objects.get(type=call, key="busy")
    services.retire_outcome(outcome=busy, **by_ada(inside))
    services.retire_type(type=ActivityType.objects.get(key="social"), **by_ada(inside))
    for model in (ActivityType, Outcome):
        for one in model.objects.all():
            model.objects.filter(pk=one.pk).update(code=f"x{one.pk}")
    import_module("activities.migrations.0010_codes").give_codes_of_one(ActivityType, Outcome)
    letters = dict(ActivityType.objects.values_list("key", "code"))
    assert (letters["call"], letters["referral_ask"], letters["social"]) == ("C", "R", "O")
    assert (letters["proposal"], letters["customer_checkin"], letters["customer_review"]) == ("P", "U", "S")
    found = dict(Outcome.objects.filter(type=call).values_list("key", "code"))
    assert (found["referred"], found["gatekeeper"], found["busy"]) == ("C6", "C8", f"C{len(found)}")
