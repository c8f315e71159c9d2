"""Reading files as others write them: csv-spectrum, and the encodings of the Salesforce data loader's tests."""

import json

import pytest

from imports.files import delimiter_of, encoding_of, records
from imports.refusals import ImportRefused

SPECTRUM = [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "quotes_and_newlines", "simple",
    "simple_crlf", "utf8",
]  # fmt: skip
REAL = ["empty_crlf", "newlines_crlf", "simple_crlf"]


def dictionaries(path):
    found = [record.cells for record in records(path)]
    return [dict(zip(found[0], cells, strict=True)) for cells in found[1:]]


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_parses_as_it_should(outside, name):
    expected = json.loads((outside / "csv-spectrum/json" / f"{name}.json").read_text(encoding="utf-8"))
    assert dictionaries(outside / "csv-spectrum/csvs" / f"{name}.csv") == expected


@pytest.mark.parametrize("name", REAL)
def test_csv_spectrum_parses_with_real_carriage_returns(outside, name):
    expected = json.loads((outside / "csv-spectrum/json" / f"{name}.json").read_text(encoding="utf-8"))
    assert dictionaries(outside / "csv-spectrum/csvs_crlf_real" / f"{name}.csv") == expected


def test_windows_1252_is_seen(outside):
    path = outside / "sf-dataloader/samples/data/accountData.csv"
    assert encoding_of(path) == "cp1252"
    found = [record.cells for record in records(path)]
    assert len(found) == 424
    assert {len(cells) for cells in found} == {38}
    text = "\n".join(" ".join(cells) for cells in found)
    assert text.count("º") == 2
    assert text.count("é") == 3
    assert "Pébéo of America" in text


def test_a_file_without_a_final_newline_is_read_to_its_last_row(outside):
    path = next((outside / "sf-dataloader").rglob("20kRows.csv"))
    assert sum(1 for _ in records(path)) == 20_001


def test_byte_order_marks_are_obeyed_and_wrong_ones_refused(outside):
    for path in sorted((outside / "sf-dataloader").rglob("csvtext_BOM_*")):
        if "UTF8" in path.name or "UTF16" in path.name:
            found = [record.cells for record in records(path)]
            assert [len(cells) for cells in found] == [3, 3, 3], path.name
        else:
            with pytest.raises(ImportRefused, match="UTF"):
                refuse_or_read(path)


def refuse_or_read(path):
    """As an import would: the header must be text."""
    from imports.mapping import Column, Mapping
    from imports.rows import Table

    Table(path, Mapping("test", {"name": (Column(name="x"),)}, {}), ())


def test_an_exclamation_mark_is_no_separator(outside):
    path = next((outside / "sf-dataloader").rglob("csvSeparator.csv"))
    assert delimiter_of(path, encoding_of(path)) != "!"


def test_the_german_variant_is_semicolons_in_windows_1252(outside):
    path = outside / "derived-variants/pipeline1200-eu-semicolon-cp1252.csv"
    encoding = encoding_of(path)
    assert (encoding, delimiter_of(path, encoding)) == ("cp1252", ";")
    found = list(records(path))
    assert len(found) == 1201
    assert sum("Zäthünicon GmbH & Co. KG" in record.cells for record in found) == 11
