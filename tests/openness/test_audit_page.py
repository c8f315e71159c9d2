"""The audit page: sentences, names by id, filters, search, going on by key, drill-down, files, API."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection

from organizations.audit.asking import as_mark, place_of
from organizations.events import record
from organizations.models import Event
from organizations.services import create_team, name_leader, place_member
from organizations.tenancy.origin import WEB, Origin, coming_from
from tests.cast import NOW, SINCE
from tests.databases import as_owner
from tests.flat import assert_flat

AUDIT = "/o/acme/audit/"
HOUR = timedelta(hours=1)


@pytest.fixture
def told(acme):
    """A few things that happened, from a known address."""
    with acme.scope(), coming_from(Origin(WEB, "203.0.113.7", None, "Firefox 140 on Linux")):
        name_leader(team=acme.south, leader=acme.lea, by=acme.ada, now=NOW - HOUR)
        place_member(membership=acme.rita, team=acme.south, from_on=NOW.date(), by=acme.lea, now=NOW)
        record("something_new", acme.rob, by=acme.rob, now=NOW, colour="blue")


def page(client, query: str = "") -> str:
    answer = client.get(AUDIT + query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_a_line_says_who_did_what_to_whom_from_where_and_what_changed(acme, told, enter):
    html = page(enter(acme.ada), f"?what=leader_named&by={acme.ada.pk}")
    assert "Ada Admin named who leads South" in html
    assert "Sam South" in html
    assert "Lea Leader" in html
    assert "on a page, Firefox 140 on Linux, 203.0.113.7" in html


def test_a_kind_that_nobody_registered_is_shown_plainly(acme, told, enter):
    assert "Rob Rep: something new, Rob Rep" in page(enter(acme.ada))


def test_names_are_looked_up_when_shown(acme, told, enter):
    with acme.scope():
        acme.lea.name = "Lea Renamed"
        acme.lea.save(update_fields=["name"])
    html = page(enter(acme.ada), f"?by={acme.lea.pk}")
    assert "Lea Renamed moved Rita Rep" in html
    assert "Lea Leader" not in html


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("?what=people", "named who leads South", "something new"),
        ("?what=member_moved", "moved Rita Rep", "named who leads"),
        ("?q=lea+moved", "moved Rita Rep", "named who leads"),
        ("?q=203.0.113.7&until=2026-11-18", "moved Rita Rep", "added the team"),
        ("?q=something_new", "something new", "moved Rita"),
        ("?q=nothing+at+all+like+this", "Nothing fits", "moved Rita"),
        ("?since=2026-11-18", "moved Rita Rep", "added the team"),
        ("?until=2026-11-17", "added the team", "moved Rita Rep, "),
    ],
)
def test_filters_and_words_narrow_it_down(acme, told, enter, query, there, not_there):
    html = page(enter(acme.ada), query)
    trail = html.split('id="trail"')[1]
    assert there in trail
    assert not_there not in trail


def test_the_trail_of_one_record(acme, told, enter):
    html = page(enter(acme.ada), f"?record=organizations.team&id={acme.south.pk}")
    assert "What happened to South." in html
    assert html.count("audit-row") == 2  # added with Sam as its leader, then led by Lea


@pytest.mark.parametrize(
    "query",
    [
        "?since=yesterday", "?what=%00", "?record=auth.user&id=1", "?before=x-y&by=99999999999999999999",
        "?since=2026-11-18&until=2026-11-01",
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_a_sentence_at_the_field(acme, enter, query):
    html = page(enter(acme.ada), query)
    assert "has-error" in html or "data-errors" in html


def test_older_pages_go_on_exactly_where_the_one_before_ended(acme, enter):
    with acme.scope():
        for number in range(120):
            record("counted", acme.rob, by=acme.rob, now=NOW - timedelta(seconds=number // 3), number=number)
    client, path, seen = enter(acme.ada), AUDIT + f"?by={acme.rob.pk}", []
    while path:
        answer = client.get(path)
        seen += [line.event.pk for line in answer.context["lines"]]
        path = AUDIT + answer.context["older"] if answer.context["older"] else ""
    with acme.scope():
        assert seen == list(Event.objects.filter(actor=acme.rob).newest_first().values_list("pk", flat=True))
    assert len(seen) == len(set(seen)) >= 120


def test_a_place_survives_its_way_through_an_address(acme):
    with acme.scope():
        event = Event(pk=12, at=NOW.replace(microsecond=123457))
    assert place_of(as_mark(event)) == event.place


def test_seven_lines_cost_what_two_cost(acme, enter):
    made = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                team = create_team(name=f"Team {next(made)}", by=acme.ada, now=NOW)
                name_leader(team=team, leader=acme.lea, by=acme.ada, now=NOW)

    assert_flat(enter(acme.ada), AUDIT + "?what=people", add)


def test_one_event_shows_before_and_after_and_leads_to_the_record(acme, told, enter):
    with acme.scope():
        event = Event.objects.filter(verb="leader_named").latest("pk")
    html = enter(acme.ada).get(f"{AUDIT}{event.pk}/").content.decode()
    row = html.split("<tbody>")[1].split("</tbody>")[0]
    assert row.index("Sam South") < row.index("Lea Leader")
    assert f"record=organizations.team&amp;id={acme.south.pk}" in html


def test_a_note_is_never_named_or_opened_from_the_trail(acme, enter):
    from tests.world import make_world

    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        event = record(
            "note_added", world.note, by=acme.rob, now=NOW, one_on_one=world.one_on_one.pk, is_shared=False
        )
    html = enter(acme.ada).get(f"{AUDIT}{event.pk}/").content.decode()
    assert f"Rob Rep added note {world.note.pk} to a 1:1" in html
    assert world.note.body not in html
    assert "/notes/" not in html


def stream(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def test_the_csv_is_all_of_what_is_shown_and_no_cell_is_a_formula(acme, told, enter):
    with acme.scope():
        acme.rob.name = '=HYPERLINK("http://evil.example")'
        acme.rob.save(update_fields=["name"])
    answer = enter(acme.ada).post(AUDIT + "export/", {"format": "csv", "since": "2026-11-18"})
    assert answer["Content-Disposition"] == 'attachment; filename="audit-acme-2026-11-18.csv"'
    rows = list(csv.DictReader(io.StringIO(stream(answer).removeprefix("\ufeff"))))
    assert [row["Code of what happened"] for row in rows] == [
        "audit_exported",
        "something_new",
        "member_moved",
        "leader_named",
    ]
    assert rows[1]["Who"] == '\'=HYPERLINK("http://evil.example")'
    assert rows[3]["Before and after"] == "Sam South → Lea Leader"
    assert rows[3]["Address"] == "203.0.113.7"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_json_lines_hold_every_event_as_it_is(acme, told, enter):
    answer = enter(acme.ada).post(AUDIT + "export/", {"format": "jsonl"})
    lines = [json.loads(line) for line in stream(answer).splitlines()]
    with acme.scope():
        assert [line["id"] for line in lines] == list(
            Event.objects.newest_first().values_list("pk", flat=True)
        )
    moved = next(line for line in lines if line["verb"] == "member_moved" and line["actor"] == acme.lea.pk)
    assert (moved["record_id"], moved["door"], moved["data"]["after"]) == (acme.rita.pk, "web", acme.south.pk)


def test_taking_the_trail_away_is_in_the_trail(acme, enter):
    enter(acme.ada).post(AUDIT + "export/", {"format": "csv", "by": acme.rob.pk})
    with acme.scope():
        event = Event.objects.get(verb="audit_exported")
    assert (event.actor_id, event.data) == (acme.ada.pk, {"form": "csv", "asked": {"by": acme.rob.pk}})


def test_an_export_of_something_unknown_is_not_found_and_writes_nothing(acme, enter):
    assert enter(acme.ada).post(AUDIT + "export/", {"format": "xml"}).status_code == 404
    with acme.scope():
        assert not Event.objects.filter(verb="audit_exported").exists()


def test_the_api_pages_through_with_a_cursor_and_tells_the_sentence(acme, told, bearer):
    client = bearer(acme.ada)
    first = client.get("/api/v1/o/acme/audit/?page_size=2&since=2026-11-18").json()
    assert [one["verb"] for one in first["results"]][:2] == ["something_new", "member_moved"] or first["next"]
    second = client.get(first["next"]).json()
    ids = [one["id"] for one in first["results"] + second["results"]]
    assert len(set(ids)) == len(ids)
    everything = client.get("/api/v1/o/acme/audit/?what=leader_named").json()["results"]
    assert everything[0]["told"] == "Ada Admin named who leads South"


def test_the_api_says_what_it_does_not_understand(acme, bearer):
    answer = bearer(acme.ada).get("/api/v1/o/acme/audit/?since=soon&what=everything")
    assert answer.status_code == 400
    assert set(answer.json()) == {"since", "what"}


def test_a_leader_and_a_rep_are_refused_and_that_is_in_the_trail(acme, enter):
    for person in (acme.lea, acme.rob):
        assert enter(person).get(AUDIT).status_code == 403
    assert "Rob Rep was refused a page" in page(enter(acme.ada), "?what=refused")


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "event_by_time"),
        ("?by={rob}", "event_by_actor"),
        ("?what=leader_named", "event_by_verb"),
        ("?record=organizations.team&id={south}", "event_by_subject"),
    ],
)
def test_each_question_is_answered_by_its_index_and_goes_on_by_key(acme, enter, query, index):
    with acme.scope():
        Event.objects.bulk_create(
            [
                Event(
                    at=NOW - timedelta(minutes=n),
                    actor=[acme.ada, acme.rob][n % 50 == 0],
                    verb=["leader_named", "activity_logged"][n % 100 != 0],
                    subject_type="organizations.team",
                    subject_id=[acme.south.pk, 10**9 + n][n % 200 != 0],
                )
                for n in range(6000)
            ]
        )
        # The planner chooses by what it knows of the rows, and must not depend on when it last looked.
        with as_owner(connection), connection.cursor() as cursor:
            cursor.execute("ANALYZE organizations_event")
        with connection.cursor() as cursor:
            # One record has few events, which are sorted; the others are read in order.
            cursor.execute(
                f"SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = {index == 'event_by_subject'}"
            )
    from organizations.audit.asking import AuditForm, events_asked

    data = dict(
        part.split("=") for part in query.format(rob=acme.rob.pk, south=acme.south.pk)[1:].split("&") if part
    )
    form = AuditForm(data)
    assert form.is_valid()
    with acme.scope():
        events = events_asked(Event.objects.visible_to(acme.ada), form.asks, "UTC")
        plan = events.older_than((NOW, 10**12)).newest_first()[:51].explain(analyze=False)
    assert index in plan, plan


def test_an_organization_of_long_standing_began_long_before(acme, enter):
    assert "added the team North" in page(enter(acme.ada), f"?until={SINCE}")
