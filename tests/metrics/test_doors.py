"""The numbers through their doors: command, API and page, and who sees what."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from metrics.models import Metric
from tests.cast import NOW
from tests.flat import assert_flat
from tests.metrics.log import day, deal, entry

DAYS = {"from": "2026-11-16", "to": "2026-11-22"}


@pytest.fixture
def worked(acme):
    """Rob 2 dials and half a deal, Rita none and the other half, Sol 1 dial."""
    with acme.scope():
        entry(acme.rob, acme.north, on=day(17), prospect="kestrel")
        entry(
            acme.rob, acme.north, on=day(18), prospect="heron", outcome="call_later", note="Asked for prices"
        )
        entry(acme.sol, acme.south, on=day(18), prospect="kestrel")
        deal(
            "100.01", [(acme.rob, acme.north, 50, "50.01"), (acme.rita, acme.north, 50, "50.00")], on=day(22)
        )
    return acme


def run(*words) -> str:
    out = StringIO()
    call_command("tally", *words, stdout=out)
    return out.getvalue()


def asked(metric, *more, first="2026-11-16", last="2026-11-22"):
    return (metric, "--organization", "acme", "--from", first, "--to", last, *more)


def test_the_command_includes_the_last_day(worked):
    found = json.loads(run(*asked("won_value", "--json")))
    assert {row["name"]: row["value"] for row in found["rows"]} == {
        "Lea Leader": "0.00", "Rita Rep": "50.00", "Rob Rep": "50.01", "Sol South": "0.00",
    }  # fmt: skip
    assert found["total"]["value"] == "100.01"
    assert found["to"] == "2026-11-22"


def test_the_command_prints_an_aligned_table(worked):
    lines = run(*asked("dials", "--every", "week")).splitlines()
    assert lines[0] == "Dials, 2026-11-16 to 2026-11-22: Outgoing calls, each of them."
    assert lines[2:] == [
        "Person      2026-W47  All",
        "Lea Leader         0    0",
        "Rita Rep           0    0",
        "Rob Rep            2    2",
        "Sol South          1    1",
        "Acme               3    3",
    ]


def test_the_command_shows_teams_with_what_they_did_themselves(worked):
    lines = run(*asked("dials", "--by", "team")).splitlines()
    assert lines[2:] == [
        "Team     Own  All", "North      2    2", "South      1    1", "No team    0    0", "Acme            3",
    ]  # fmt: skip


def test_the_command_gives_ratios_with_their_parts(worked):
    found = json.loads(run(*asked("conversation_rate", "--by", "organization", "--json")))
    assert found["rows"][0]["value"] == "0.333333"
    assert found["rows"][0]["parts"] == [1, 3]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (asked("cals"), "There is no metric 'cals'. There are: attempts,"),
        (asked("dials", first="1.3.2017"), "--from 1.3.2017 is not a date. Write it as 2017-03-31."),
        (asked("dials", first="2026-11-30"), "--to 2026-11-22 is before --from 2026-11-30. Swap them."),
        (
            ("dials", "--organization", "nix", "--from", "2026-01-01", "--to", "2026-01-02"),
            "There is no organization 'nix'",
        ),
    ],
)
def test_the_command_says_in_a_sentence_what_is_wrong(worked, words, sentence):
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert sentence in str(refused.value)


def api(client, key, what="tally", **query):
    return client.get(f"/api/v1/o/acme/metrics/{key}/{what}/", {**DAYS, **query})


def named(answer):
    return {row["name"]: row["value"] for row in answer.json()["rows"]}


def test_the_api_lists_what_is_counted_with_definitions(worked, bearer):
    found = {one["key"]: one for one in bearer(worked.rob).get("/api/v1/o/acme/metrics/").json()["results"]}
    assert found["attempts"]["definition"].startswith("Tries to reach a prospect.")
    assert found["attempts"]["quality"] == "conversations"
    assert found["win_rate"]["numerator"] == "opportunities_won"


def test_everyone_sees_own_figures_leaders_their_people_admins_all(worked, bearer):
    assert named(api(bearer(worked.rob), "dials")) == {"Rob Rep": 2}
    assert named(api(bearer(worked.lea), "dials")) == {"Lea Leader": 0, "Rita Rep": 0, "Rob Rep": 2}
    assert named(api(bearer(worked.sam), "dials")) == {"Sol South": 1}
    assert named(api(bearer(worked.ada), "dials")) == {
        "Lea Leader": 0,
        "Rita Rep": 0,
        "Rob Rep": 2,
        "Sol South": 1,
    }


def test_totals_of_teams_are_their_leaders_those_of_the_organization_the_admins(worked, bearer):
    assert api(bearer(worked.rob), "dials", by="team").status_code == 403
    assert api(bearer(worked.lea), "dials", by="organization").status_code == 403
    assert named(api(bearer(worked.lea), "dials", by="team")) == {"North": 2}
    assert named(api(bearer(worked.ada), "dials", by="team")) == {"North": 2, "South": 1, "No team": 0}
    assert named(api(bearer(worked.ada), "dials", by="organization")) == {"Acme": 3}


def test_a_total_is_of_the_rows_that_are_shown(worked, bearer):
    assert api(bearer(worked.lea), "won_value").json()["total"]["value"] == "100.01"
    assert api(bearer(worked.sam), "won_value").json()["total"]["value"] == "0.00"
    assert api(bearer(worked.rob), "won_value").json()["total"]["value"] == "50.01"


def test_the_api_counts_in_buckets(worked, bearer):
    row = api(bearer(worked.rob), "dials", every="day").json()["rows"][0]
    assert [bucket["value"] for bucket in row["buckets"]] == [0, 1, 1, 0, 0, 0, 0]


def test_the_rows_make_the_number(worked, bearer):
    found = api(bearer(worked.ada), "dials", "rows").json()
    assert (found["count"], found["value"]) == (3, 3)
    assert found["results"][1]["what"] == "Call, Talked, call back"
    won = api(bearer(worked.ada), "won_value", "rows").json()
    assert [(row["member"], row["worth"]) for row in won["results"]] == [
        ("Rob Rep", "50.01"),
        ("Rita Rep", "50.00"),
    ]
    assert won["value"] == "100.01"


def test_rows_of_others_are_not_there(worked, bearer):
    rob = bearer(worked.rob)
    assert api(rob, "dials", "rows", member=worked.sol.pk).status_code == 404
    assert api(rob, "dials", "rows", team=worked.north.pk).status_code == 404
    assert api(rob, "dials", "rows", team=0).status_code == 404
    assert api(rob, "dials", "rows").json()["count"] == 2
    lea = bearer(worked.lea)
    assert api(lea, "dials", "rows", team=worked.north.pk).json()["count"] == 2
    assert api(lea, "dials", "rows", team=worked.south.pk).status_code == 404
    assert api(lea, "dials", "rows", member=worked.rob.pk).json()["count"] == 2
    assert api(lea, "dials", "rows", member=worked.sol.pk).status_code == 404


def test_the_api_says_at_the_field_what_is_wrong(worked, bearer):
    client = bearer(worked.ada)
    assert api(client, "dials", **{"from": "gestern"}).json() == {"from": ["Write the day as 2026-11-16."]}
    assert api(client, "dials", to="2026-11-01").json() == {
        "to": ["The last day is before the first. Swap them."]
    }
    assert api(client, "dials", by="moon").status_code == 400
    assert api(client, "dials", every="day", **{"from": "2020-01-01"}).status_code == 400
    assert api(client, "cals").status_code == 404
    assert "conversations" in api(client, "conversation_rate", "rows").json()["metric"][0]


def page(client, **query):
    return client.get("/o/acme/numbers/", query)


def test_the_page_starts_with_this_week_by_person(worked, enter):
    html = page(enter(worked.lea)).content.decode()
    assert "2 attempts, by 1 of 3" in html
    assert "16 to 22 November 2026" in html
    assert (
        f"/o/acme/numbers/attempts/rows/?from=2026-11-16&amp;to=2026-11-22&amp;member={worked.rob.pk}" in html
    )
    assert "Sol South" not in html


def test_a_figure_on_the_page_opens_the_rows_that_make_it(worked, enter):
    client = enter(worked.lea)
    html = client.get("/o/acme/numbers/won_value/rows/", {**DAYS, "team": worked.north.pk}).content.decode()
    assert "€100.01 won value from 2" in html
    assert "The entries add up to €100.01." in html
    assert client.get("/o/acme/numbers/won_value/rows/", {**DAYS, "team": worked.south.pk}).status_code == 404


def test_entries_that_earn_no_credit_say_why(worked, enter):
    with worked.scope():
        entry(worked.rob, worked.north, on=day(17), prospect="kestrel")
    html = enter(worked.rob).get("/o/acme/numbers/attempts/rows/", DAYS).content.decode()
    assert "2 attempts in 3" in html
    assert "Same prospect again that day" in html


def test_a_ratio_opens_its_two_parts(worked, enter):
    html = (
        enter(worked.rob)
        .get("/o/acme/numbers/conversation_rate/rows/", {**DAYS, "member": worked.rob.pk})
        .content.decode()
    )
    assert "Conversation rate is 50%." in html
    assert (
        f"/o/acme/numbers/conversations/rows/?from=2026-11-16&amp;to=2026-11-22&amp;member={worked.rob.pk}"
        in html
    )


@pytest.mark.parametrize(
    "metric", ["attempts", "won_value", "opportunities_won", "talk_time", "win_rate", "average_deal"]
)
@pytest.mark.parametrize("by", ["person", "team", "organization"])
def test_every_kind_of_number_has_a_page(worked, enter, metric, by):
    assert page(enter(worked.ada), metric=metric, by=by, period="last_month").status_code == 200


def test_the_page_asks_again_for_days_that_are_wrong(worked, enter):
    answer = page(enter(worked.rob), period="custom", **{"from": "2026-11-20", "to": "2026-11-01"})
    assert answer.status_code == 422
    assert "The last day is before the first. Swap them." in answer.content.decode()
    assert page(enter(worked.rob), by="organization").status_code == 422


def test_without_metrics_the_page_says_so(worked, enter):
    with worked.scope():
        Metric.objects.update(retired_at=NOW)
    assert "Nothing is counted yet." in page(enter(worked.rob)).content.decode()


def test_pages_cost_the_same_for_seven_rows_as_for_two(worked, enter):
    client = enter(worked.ada)

    def add(number):
        with worked.scope():
            for one in range(number):
                entry(worked.rob, worked.north, on=day(17), prospect=f"p{one}")

    assert_flat(client, "/o/acme/numbers/attempts/rows/?from=2026-11-16&to=2026-11-22", add)
    assert_flat(client, "/o/acme/numbers/?by=team", add)


def test_the_rows_of_many_days_come_in_pages(worked, enter):
    with worked.scope():
        for number in range(60):
            entry(worked.rob, worked.north, on=date(2026, 10, 1 + number % 20), prospect=f"p{number}")
    html = (
        enter(worked.rob)
        .get("/o/acme/numbers/dials/rows/?from=2026-10-01&to=2026-10-31&page=2")
        .content.decode()
    )
    assert "Page 2 of 2" in html
