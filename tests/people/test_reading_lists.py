"""A pasted list of people, in all the ways that people copy addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.invitations import read_invitees


def read(text):
    return [(one.name, one.address) for one in read_invitees(text)]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("ann@x.example", [("", "ann@x.example")]),
        ("Bob Roe <bob@x.example>", [("Bob Roe", "bob@x.example")]),
        ("cat@x.example, Cat Catson", [("Cat Catson", "cat@x.example")]),
        ("Cat Catson, cat@x.example", [("Cat Catson", "cat@x.example")]),
        ("cat@x.example\tCat Catson", [("Cat Catson", "cat@x.example")]),
        ("cat@x.example;Cat Catson", [("Cat Catson", "cat@x.example")]),
        ("a@x.example, b@x.example; c@x.example", [("", f"{who}@x.example") for who in "abc"]),
        ('"Doe, Jane" <jane@x.example>, eve@x.example', [("Doe, Jane", "jane@x.example"), ("", "eve@x.example")]),
        ("Doe, Jane <jane@x.example>; Roe, Ed <ed@x.example>",
         [("Doe, Jane", "jane@x.example"), ("Roe, Ed", "ed@x.example")]),
        ("Cat, cat@x.example, Dan, dan@x.example", [("Cat", "cat@x.example"), ("Dan", "dan@x.example")]),
        ("cat@x.example, Cat, dan@x.example, Dan", [("Cat", "cat@x.example"), ("Dan", "dan@x.example")]),
        ("<mailto:ann@x.example>", [("", "ann@x.example")]),
        ("محمد 👩‍💼 <m@x.example>", [("محمد 👩‍💼", "m@x.example")]),
        ("  ,; ", []),
    ],
)  # fmt: skip
def test_a_line_is_read_as_it_was_meant(line, people):
    assert read(line) == people
    assert [one.problem for one in read_invitees(line)] == [""] * len(people)


def test_every_line_keeps_its_number_and_what_is_wrong_is_said_in_words():
    found = read_invitees(
        "ann@x.example\n\nNobody\ngus@\na@x.example b@x.example\n" + "x" * 301 + " <n@x.example>"
    )
    assert [one.line for one in found] == [1, 3, 4, 5, 6]
    assert [one.problem for one in found] == [
        "",
        "There is no e-mail address here.",
        "“gus@” is not an e-mail address.",
        "There are several addresses here. Put a comma between them.",
        "This name is too long: 300 characters are the most.",
    ]


@given(st.lists(st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True), max_size=8),
       st.sampled_from([", ", "; ", "\n", "\t,", ";\n"]))  # fmt: skip
def test_no_address_is_ever_lost(addresses, mark):
    assert [one.address for one in read_invitees(mark.join(addresses))] == addresses


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_said_to_be_wrong(text):
    for one in read_invitees(text):
        assert one.problem or "@" in one.address
