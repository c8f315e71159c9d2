"""Files as they come: every encoding, line end and damage; what is good is taken, what is not is said."""

import codecs

import pytest
from django.core.management.base import CommandError

from crm.models import Account

HEADER = "id,name,industry\n"
GOOD = HEADER + "1,Kestrel Foods,Food\n2,Café Blå,Food\n"


def names(acme):
    with acme.scope():
        return sorted(Account.objects.filter(import_source="test").values_list("name", flat=True))


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"),
        GOOD.encode("cp1252"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.rstrip().encode(),
        GOOD.replace(",", ";").encode("cp1252"),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("Kestrel Foods", "\u3000 Kestrel Foods\u3000\u00a0").encode(),
        GOOD.replace("\n2", "\n\n\n2").encode(),
        GOOD.replace("Kestrel Foods", '"Kestrel Foods"').encode(),
    ],
    ids=[
        "UTF-8", "UTF-8 with mark", "UTF-16 LE", "UTF-16 BE", "Windows-1252", "CRLF", "no final newline", "semicolons",
        "tabs", "ideographic spaces", "empty lines", "quotes",
    ],
)  # fmt: skip
def test_a_file_is_read_whatever_wrote_it(content, desk, acme):
    result = desk.bring(content)
    assert (result["rows"], result["created"], result["issues"]) == (2, 2, [])
    assert names(acme) == ["Café Blå", "Kestrel Foods"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (codecs.BOM_UTF32_LE + GOOD.encode("utf-32-le"), "is UTF-32"),
        (b"\xfe\xff" + GOOD.encode("utf-32-be"), "NUL"),
        (GOOD.encode("utf-16-le"), "neither UTF-8 nor Windows-1252"),
        (HEADER.encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF8 + GOOD.encode("cp1252"), "says that it is UTF-8, but byte"),
        (codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le") + b"x", "says that it is UTF-16, but byte"),
        (b"id,name,industry\n1,\x81\x8d\x8f\x90,x\n", "neither UTF-8 nor Windows-1252"),
        (b"id,name\n1,x\n", "no column 'industry'. The file has: id, name."),
        (b"id,name,industry,name\n1,x,y,z\n", "'name' is there twice"),
    ],
)
def test_a_file_that_cant_be_right_is_refused_with_a_sentence(content, said, desk, acme):
    with pytest.raises(CommandError, match=said):
        desk.bring(content)
    assert names(acme) == []


def test_a_header_alone_is_no_rows(desk):
    assert desk.bring(HEADER)["rows"] == 0


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("3,Nul\0,x", "", "It holds a NUL character"),
        ("3,Short", "", "It has 2 cells, the header has 3."),
        ("3,Long,x,y", "", "It has 4 cells, the header has 3."),
        ("3,,x", "name", "It is empty, and every row needs it."),
        (",No id,x", "id", "It is empty, and every row needs it."),
        ("1,Again,x", "id", "Line 2 has the same id already."),
        (f"3,{'x' * 1_000_000},x", "name", "It is longer than 300 characters."),
        (f'3,"{"y" * 2_100_000}",x', "", "This row can't be read"),
    ],
    ids=["NUL", "short", "long", "no name", "no id", "same id", "1 MB cell", "2 MB cell"],
)
def test_a_bad_row_is_reported_and_loses_nothing_else(row, column, reason, desk, acme):
    result = desk.bring(f"{HEADER}1,Kestrel Foods,Food\n{row}\n4,Blue Door,Food\n")
    assert (result["rows"], result["created"], result["refused"]) == (3, 2, 1)
    (issue,) = result["issues"]
    assert (issue["line"], issue["column"], issue["severity"]) == (3, column, "refused")
    assert issue["reason"].startswith(reason)
    assert len(issue["value"]) <= 500
    assert names(acme) == ["Blue Door", "Kestrel Foods"]


def test_lines_are_those_of_the_file_also_after_line_breaks_in_cells(desk):
    result = desk.bring(f'{HEADER}1,"Kestrel\nFoods",x\n2,,x\n')
    assert [issue["line"] for issue in result["issues"]] == [4]


def test_trailing_empty_cells_do_no_harm(desk):
    assert desk.bring(f"{HEADER}1,Kestrel,x,,\n")["created"] == 1


def test_text_is_kept_letter_by_letter(desk, acme):
    hostile = "=1+1 <script>alert(1)</script> {{7*7}} 👩‍👩‍👧 ‮abc İı"
    desk.bring(f"{HEADER}1,{hostile},x\n")
    assert names(acme) == [hostile]
