"""A call log with a column that says whose calls they are: one's own for a rep, the team's for who leads it."""

import re

import pytest

from activities.call_log import guessed_columns, sheet_of
from activities.models import Activity, CallLog
from activities.services import take_rows
from organizations.choosing_people import FEW
from organizations.models import Membership
from organizations.privacy.erasing import erase_person
from organizations.services import place_member
from tests.activities.test_call_logs import PAGE, bring, choices, go
from tests.cast import NOW, TODAY, add_people
from tests.flat import queries_of

TEAM = """Call Date,Contact Name,Outcome,Agent Name
2026-11-17 09:00,Tom Healy,Busy,Rob Rep
2026-11-17 09:10,Ann Orr,Busy,RITA@acme.example
2026-11-17 09:20,Una Lee,Busy,"Leader, Lea"
2026-11-17 09:30,Max Poe,Busy,Sol South
2026-11-17 09:40,Ida Ray,Busy,Robb Rap
2026-11-17 09:50,Eva Fry,Busy,
"""


def whose(acme):
    with acme.scope():
        entries = Activity.objects.kept().order_by("occurred_at").values_list("prospect", "member__name")
        return list(entries)


def test_who_leads_brings_in_the_calls_of_their_people_and_each_other_row_says_why_not(acme, enter):
    lea = enter(acme.lea)
    address = bring(lea, TEAM)
    page = lea.get(address).content.decode()
    assert "3 calls would come into the log." in page
    assert "Nobody here is called “Robb Rap”. Is it Rob Rep?" in page
    assert "“Sol South” is not among the people you lead." in page
    found = go(acme, lea, address)
    assert whose(acme) == [("Tom Healy", "Rob Rep"), ("Ann Orr", "Rita Rep"), ("Una Lee", "Lea Leader")]
    assert found.refused == [
        [5, "“Sol South” is not among the people you lead."],
        [6, "Nobody here is called “Robb Rap”. Is it Rob Rep?"],
        [7, "It does not say whose call it was."],
    ]
    done = lea.get(address).content.decode()
    assert "3 calls are in the log." in done
    assert "Row 5" in done


def test_a_rep_brings_in_their_own_alone(acme, enter):
    rob = enter(acme.rob)
    found = go(acme, rob, bring(rob, TEAM))
    assert whose(acme) == [("Tom Healy", "Rob Rep")]
    assert found.refused[0] == [3, "These are calls of “RITA@acme.example”. You can bring in your own."]
    assert len(found.refused) == 5


def test_an_admin_brings_in_everybodys(acme, enter):
    ada = enter(acme.ada)
    go(acme, ada, bring(ada, TEAM))
    assert [name for _call, name in whose(acme)] == ["Rob Rep", "Rita Rep", "Lea Leader", "Sol South"]


def test_none_of_them_ones_own_is_said_before_anything_begins(acme, enter):
    rita, text = enter(acme.rita), "date,name,outcome,agent\n2026-11-17,Tom Healy,Busy,Rob Rep\n"
    address = bring(rita, text)
    page = rita.get(address)
    assert "None of these calls are yours to bring in." in page.content.decode()
    assert rita.post(address, choices(page, go="1")).status_code == 422
    found = go(acme, rita, address, **{"c-owner": ""})
    assert (found.created, whose(acme)) == (1, [("Tom Healy", "Rita Rep")])


def test_who_is_meant_by_a_word_is_chosen_and_remembered(acme, enter):
    lea = enter(acme.lea)
    text = "date,name,outcome,agent\n2026-11-17 09:00,Tom Healy,Busy,agent 7\n2026-11-17 09:01,Ann Orr,Busy,Rob Rep\n"
    address = bring(lea, text)
    page = lea.get(address)
    html = page.content.decode()
    assert re.search(r'<label for="id_p_1">agent 7', html)
    assert "Sol South" not in html
    said = {"owners-of": "agent", "p_0": str(acme.rob.pk), "p_1": str(acme.rita.pk)}
    stranger = lea.post(address, choices(page, go="1", **said | {"p_1": str(acme.sol.pk)}))
    assert stranger.status_code == 422
    assert "Choose somebody who is here." in stranger.content.decode()
    go(acme, lea, address, **said)
    assert whose(acme) == [("Tom Healy", "Rita Rep"), ("Ann Orr", "Rob Rep")]
    again = lea.get(bring(lea, "when,whom,result,user\n2026-11-17,Tom Healy,Busy,agent 7\n"))
    assert again.context["chosen"]["owners"].meant == {"agent 7": acme.rita.pk}
    # What one leader taught is not another's.
    assert (
        enter(acme.ada).get(bring(enter(acme.ada), text)).context["chosen"]["owners"].meant["agent 7"] is None
    )


@pytest.mark.parametrize(("other", "meant"), [
    ("Rita Rep", ["Rob", "Rob", "Rob"]), ("Jose Marti", [None, "Rita", "Rob"]), ("José Martí", [None, None, None]),
])  # fmt: skip
def test_a_name_is_somebodys_in_whatever_letters_it_is_written(acme, enter, other, meant):
    with acme.scope():
        Membership.objects.filter(pk=acme.rob.pk).update(name="José Martí")
        Membership.objects.filter(pk=acme.rita.pk).update(name=other)
    called = ["Martı, JOSÉ", "JOSE MARTI", "Jose\u0301 Marti\u0301"]
    lea, rows = enter(acme.lea), "".join(f'2026-11-17,Tom Healy,Busy,"{name}"\n' for name in called)
    found = lea.get(bring(lea, f"date,name,outcome,agent\n{rows}")).context["chosen"]["owners"].meant
    pks = {"Rob": acme.rob.pk, "Rita": acme.rita.pk, None: None}
    assert [found[name] for name in called] == [pks[who] for who in meant]


def test_an_address_is_nobody_elses_though_it_looks_alike(acme, enter):
    lea = enter(acme.lea)
    text = "date,name,outcome,agent\n2026-11-17,Tom Healy,Busy,r\u0131ta@acme.example\n"
    assert list(lea.get(bring(lea, text)).context["chosen"]["owners"].meant.values()) == [None]


def test_rows_of_somebody_can_be_left_out(acme, enter):
    lea = enter(acme.lea)
    found = go(acme, lea, bring(lea, TEAM), **{"owners-of": "Agent Name", "p_0": "0"})
    assert "Lea Leader" not in [name for _call, name in whose(acme)]
    assert [4, "Left out: “Leader, Lea”."] in found.refused


def test_where_there_are_many_people_one_is_searched(acme, enter):
    add_people(acme, FEW)
    ada = enter(acme.ada)
    address = bring(ada, TEAM)
    page = ada.get(address)
    html = page.content.decode()
    assert 'value="Rob Rep, rob@acme.example"' in html
    several = ada.post(address, choices(page, go="1", **{"owners-of": "Agent Name", "p_2": "south"}))
    assert several.status_code == 422
    assert "Several people fit. Choose one of them." in several.content.decode()


def test_the_same_calls_brought_by_a_rep_and_by_who_leads_them_are_there_once(acme, enter):
    lea, rob = enter(acme.lea), enter(acme.rob)
    own = go(acme, rob, bring(rob, "date,name,outcome\n2026-11-17 09:00,Tom Healy,Busy\n"))
    both = go(acme, lea, bring(lea, TEAM))
    assert (own.created, both.created, both.known) == (1, 2, 1)
    lea.post(f"{PAGE}{both.pk}/take-out/")
    assert whose(acme) == [("Tom Healy", "Rob Rep")]


def test_who_moved_to_another_team_meanwhile_is_refused(acme, enter):
    lea = enter(acme.lea)
    address = bring(lea, TEAM)
    assert lea.post(address, choices(lea.get(address), go="1")).status_code == 302
    with acme.scope():
        place_member(membership=acme.rita, team=acme.south, from_on=TODAY, by=acme.ada, now=NOW)
        take_rows(call_log=CallLog.objects.get(), now=NOW)
        assert [3, "You don’t lead this person any more."] in CallLog.objects.get().refused
    assert [name for _call, name in whose(acme)] == ["Rob Rep", "Lea Leader"]


def test_what_others_brought_says_nothing_of_who_is_erased(acme, enter):
    lea = enter(acme.lea)
    go(acme, lea, bring(lea, TEAM))
    draft = bring(lea, TEAM)
    with acme.scope():
        erase_person(membership=acme.rob, typed="Rob Rep", by=acme.ada, now=NOW)
        kept = CallLog.objects.get()
        assert "Rob Rep" not in f"{kept.reading} {kept.refused}"
        assert acme.rita.pk in kept.reading["owners"].values()
    assert lea.get(draft).status_code == 404


def test_the_page_costs_the_same_for_many_people_as_for_few(acme, enter):
    lea = enter(acme.lea)
    line = "2026-11-17,Tom,Busy,"
    few = bring(lea, f"date,name,outcome,agent\n{line}Rob Rep\n{line}x1\n")
    many = bring(
        lea, "date,name,outcome,agent\n" + "".join(f"{line}x{n}\n" for n in range(30)) + f"{line}Rita Rep\n"
    )
    lea.get(few)
    assert queries_of(lea, many) == queries_of(lea, few)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Call Owner,Call Owner Id", "Call Owner"), ("Agent Email", "Agent Email"), ("User", "User"),
        ("Sales Rep", "Sales Rep"), ("Agent Number", None), ("Report", None), ("Caller Name", None),
    ],
)  # fmt: skip
def test_the_column_of_people_is_known_by_its_name(header, expected):
    assert guessed_columns(sheet_of(f"Date,{header}\n1,2,3\n")).get("owner") == expected
