"""The table in docs/security.md is true: each module and each test that it names is there."""

import ast
import re

from tests.outside_data import REPOSITORY

HEAD = "## Requirement, module, test"
# What has to be shown, by chapter of ASVS 5.
CHAPTERS = {
    "6.2",
    "6.3",
    "6.4",
    "7.2",
    "7.3",
    "7.4",
    "7.5",
    "8.1",
    "8.2",
    "8.3",
    "8.4",
    "15.3",
    "3.3",
    "3.4",
    "3.5",
}


def rows() -> list[list[str]]:
    text = (REPOSITORY / "docs" / "security.md").read_text().split(HEAD)[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| id")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named_in(path: str) -> set[str]:
    tree = ast.parse((REPOSITORY / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_module_and_every_test_of_the_table_is_there():
    assert len(rows()) > 40
    for ids, _what, where, test in rows():
        path, _, name = test.strip("`").partition("::")
        assert (REPOSITORY / where.strip("`")).is_file(), (ids, where)
        assert name.startswith("test_"), (ids, test)
        assert name in named_in(path), (ids, test)


def test_every_chapter_that_matters_has_a_row():
    shown = {found for ids, *_ in rows() for found in re.findall(r"(\d+\.\d+)\.\d+", ids)}
    assert shown >= CHAPTERS
