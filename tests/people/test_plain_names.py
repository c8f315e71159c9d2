"""Names are kept to the byte, sorted as people expect, and found however an accent was typed."""

import re
import sys
import unicodedata

import pytest
from django.db import connection

from crm.models import Account, Contact, Opportunity, Stage
from crm.services import create_account, create_contact
from organizations.events import record
from organizations.links import link
from organizations.models import Organization
from organizations.plain_names import PlainName, plain
from organizations.services import (
    add_member,
    create_team,
    rename_member,
    rename_organization,
    start_organization,
)
from organizations.turning import without_turns
from tests.cast import NOW
from tests.naughty import FEW, HURTING

COMPOSED, APART = "Jos\u00e9 \u0130n\u0131", "Jose\u0301 I\u0307n\u0131"
TYPED = [
    "Jos\u00e9",
    "Jose\u0301",
    "jose",
    "JOS\u00c9",
    "JOSE\u0301",
    "in\u0131",
    "\uff2aos\u00e9",
    "j\u200bose",
]
# In the order in which they have to stand, whatever the order in which they were made.
SORTED = [
    "ada", "Åsa", "Bo", "Élodie", "Elo\u0308rg", "Emma", "Istan", "ıstanb", "İstanbu", "Maß", "Matt", "\u202eNoah",
    "Ørn", "Šimon", "zoe", "Žofia", "\u0391\u03bd\u03bd\u03b1", "\u0424\u0451\u0434\u043e\u0440",
]  # fmt: skip


def in_the_database(texts: list[str]) -> list[str]:
    spelled = PlainName.template % {"expressions": "one"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {spelled} FROM unnest(%s::text[]) WITH ORDINALITY AS there(one, at) ORDER BY at", [texts]
        )
        return [line[0] for line in cursor.fetchall()]


def test_the_database_and_the_program_spell_every_letter_there_is_alike(db):
    """Those that the program knows: the database's table is of a later year."""
    known = [
        chr(one)
        for one in range(1, sys.maxunicode + 1)
        if unicodedata.category(chr(one)) not in ("Cn", "Cs", "Co")
    ]
    # Apart from each other, so that no mark is put in another order, and so few at once that nothing is cut off.
    texts = ["|".join(known[start : start + 12]) for start in range(0, len(known), 12)]
    there = in_the_database(texts)
    wrong = [
        (text, here, said) for text, said in zip(texts, there, strict=True) if (here := plain(text)) != said
    ]
    assert not wrong, wrong[:5]


def test_they_spell_whole_names_alike(db):
    texts = [text.replace("\x00", "") for text in [*FEW, *HURTING.values(), *SORTED, COMPOSED, APART]]
    assert in_the_database(texts) == [plain(text) for text in texts]


def test_a_name_that_becomes_ten_times_as_long_is_kept(acme):
    with acme.scope():
        made = create_account(name="\ufdfa" * 300, by=acme.ada, now=NOW)
        assert Account.objects.get(pk=made.pk).name == "\ufdfa" * 300


@pytest.mark.parametrize(
    "name", [COMPOSED, APART, *(HURTING[one] for one in ("emoji", "never ends", "one letter"))]
)
def test_a_name_is_kept_to_the_byte(name, acme, enter):
    rob = enter(acme.rob)
    rob.post(link(acme.organization, "organizations:your_name"), {"name": name})
    with acme.scope():
        acme.rob.refresh_from_db()
        assert acme.rob.name == name
        made = create_account(name=name, by=acme.rob, owner=acme.rob, now=NOW)
    assert name in [one["name"] for one in rob.get("/api/v1/o/acme/accounts/").json()["results"]]
    assert rob.get("/api/v1/o/acme/members/").json()["results"][0]["name"] == name
    with acme.scope():
        assert Account.objects.get(pk=made.pk).name == name


def test_no_door_takes_a_name_of_several_lines(acme, clock):
    several, one = " Rob\r\nBcc: all@example.com\u2028 x ", "Rob Bcc: all@example.com  x"
    with acme.scope():
        rename_member(membership=acme.rob, name=several, by=acme.rob, now=NOW)
        rename_organization(organization=acme.organization, name=several, by=acme.ada, now=NOW)
        member = add_member(name=several, email="new@acme.example", zone="UTC", by=acme.ada, now=NOW)
        account = create_account(name=several, by=acme.rob, now=NOW)
        contact = create_contact(name=several, by=acme.rob, now=NOW)
        team = create_team(name=several, by=acme.ada, now=NOW)
    start_organization(
        name=several,
        slug="other",
        zone="UTC",
        admin_name=several,
        admin_email="o@o.example",
        password=None,
        now=NOW,
    )
    other = Organization.objects.get(slug="other")
    names = [made.name for made in (acme.rob, acme.organization, member, account, contact, other)]
    assert names == [one] * 6
    assert team.name == " ".join(one.split())


# --- Sorting


def names_in(html: str) -> list[str]:
    """Those of SORTED in the order in which the page shows them first."""
    places = {name: html.find(f">{without_turns(name)}<") for name in SORTED}
    assert -1 not in places.values(), [name for name, place in places.items() if place < 0]
    return sorted(SORTED, key=places.__getitem__)


def shuffled() -> list[str]:
    return SORTED[::2][::-1] + SORTED[1::2]


def of_api(client, path: str) -> list[str]:
    lines = client.get(path, {"page_size": 200}).json()["results"]
    return [line["name"] for line in lines if line["name"] in SORTED]


def test_people_stand_in_the_same_order_on_page_and_api(acme, enter):
    with acme.scope():
        for number, name in enumerate(shuffled()):
            add_member(name=name, email=f"p{number}@acme.example", zone="UTC", by=acme.ada, now=NOW)
    ada = enter(acme.ada)
    html = ada.get(link(acme.organization, "organizations:people")).content.decode()
    assert names_in(html) == SORTED
    assert of_api(ada, "/api/v1/o/acme/members/") == SORTED


def test_teams_stand_in_the_same_order_on_page_and_api(acme, enter):
    with acme.scope():
        for name in shuffled():
            create_team(name=name, by=acme.ada, now=NOW)
    ada = enter(acme.ada)
    html = ada.get(link(acme.organization, "organizations:team_tree")).content.decode()
    assert names_in(html) == SORTED
    assert of_api(ada, "/api/v1/o/acme/teams/") == SORTED


def test_accounts_and_contacts_stand_in_the_same_order_on_page_and_api(acme, enter):
    with acme.scope():
        for name in shuffled():
            create_account(name=name, by=acme.rob, owner=acme.rob, now=NOW)
        kestrel = create_account(name="Kestrel", by=acme.rob, owner=acme.rob, now=NOW)
        for name in shuffled():
            create_contact(name=name, account=kestrel, by=acme.rob, owner=acme.rob, now=NOW)
    rob = enter(acme.rob)
    assert names_in(rob.get(link(acme.organization, "crm:accounts")).content.decode()) == SORTED
    html = rob.get(link(acme.organization, "crm:account", pk=kestrel.pk)).content.decode()
    listed = re.findall(r"<p class=\"row-title\"><a href=\"[^\"]*/contacts/\d+/\">([^<]+)</a>", html)
    shown = [without_turns(name) for name in SORTED]
    assert [name for name in listed if name in shown] == shown
    assert of_api(rob, "/api/v1/o/acme/accounts/") == SORTED
    assert of_api(rob, "/api/v1/o/acme/contacts/") == SORTED


def test_names_that_are_spelled_alike_stand_in_the_same_order_every_time(acme, enter):
    with acme.scope():
        for name in (APART, "jose ini", COMPOSED, "JOSE INI") * 3:
            create_contact(name=name, by=acme.rob, owner=acme.rob, now=NOW)
        first, last = Contact.objects.earliest("pk"), Contact.objects.latest("pk")
        Contact.objects.filter(pk=first.pk).update(title="moved in the table")
    rob = enter(acme.rob)
    seen = [
        line["id"]
        for page in range(1, 5)
        for line in rob.get("/api/v1/o/acme/contacts/", {"page_size": 3, "page": page}).json()["results"]
    ]
    assert seen == list(range(first.pk, last.pk + 1))


# --- Searching


@pytest.fixture(params=[COMPOSED, APART], ids=["stored composed", "stored apart"])
def jose(request, acme):
    """Everything that can be searched is called José, typed in one of the two ways."""
    with acme.scope():
        stage = Stage.objects.get(key="won")
        account = create_account(name=request.param, by=acme.rob, owner=acme.rob, now=NOW)
        create_contact(name=request.param, by=acme.rob, owner=acme.rob, now=NOW)
        create_contact(name="Somebody else", account=account, by=acme.rob, owner=acme.rob, now=NOW)
        Opportunity.objects.create(
            name=request.param,
            owner=acme.rob,
            stage=stage,
            currency="EUR",
            created_at=NOW,
            closed_on=NOW.date(),
        )
        create_team(name=request.param, by=acme.ada, now=NOW)
        rename_member(membership=acme.rob, name=request.param, by=acme.rob, now=NOW)
        record("member_renamed", acme.rob, by=acme.rob, now=NOW)
    return request.param


@pytest.mark.parametrize("typed", TYPED, ids=ascii)
def test_jose_is_found_however_he_is_typed(typed, jose, acme, enter):
    ada = enter(acme.ada)
    for kind in ("accounts", "contacts", "opportunities", "teams", "members"):
        found = ada.get(f"/api/v1/o/acme/{kind}/", {"q": typed}).json()["results"]
        assert [one["name"] for one in found] == [jose], kind
    for page, query in [
        ("organizations:people", {"q": typed}),
        ("organizations:find_people", {"field": "leader", "leader": typed}),
        ("crm:accounts", {"q": typed}),
        ("activities:who", {"q": typed}),
        ("organizations:audit", {"q": typed}),
    ]:
        answer = ada.get(link(acme.organization, page), query, headers={"hx-request": "true"})
        assert jose in answer.content.decode(), page


def test_what_is_typed_is_taken_by_the_letter_and_not_as_a_pattern(acme, enter):
    with acme.scope():
        for name in ("100% Wolle", "100 Wolle", "a_b", "acb", "back\\slash"):
            create_account(name=name, by=acme.rob, owner=acme.rob, now=NOW)
    rob = enter(acme.rob)
    for typed, found in [
        ("0%", "100% Wolle"),
        ("\uff05", "100% Wolle"),
        ("a_b", "a_b"),
        ("k\\s", "back\\slash"),
    ]:
        lines = rob.get("/api/v1/o/acme/accounts/", {"q": typed}).json()["results"]
        assert [line["name"] for line in lines] == [found], typed


@pytest.mark.parametrize(
    ("model", "index"), [(Account, "account_by_plain_name"), (Contact, "contact_by_plain_name")]
)
def test_a_page_of_the_list_is_read_along_an_index(model, index, acme):
    with acme.scope(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        page = model.objects.visible_to(acme.ada).order_by("plain_name", "pk")[:50]
        assert index in page.explain()
