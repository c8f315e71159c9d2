"""The source itself, every branch of it: what a template says unmarked is found without running it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.template.base import Lexer, TokenType

from tests.texts.collecting import MARKED, ROOMS
from tests.texts.names import CODES, NAMES, UNITS
from tests.texts.pseudo import LETTERS
from tests.texts.reading import said_by

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
GAP = "\u2006"  # where a tag or a value stands
# Kept as they are: examples of markup for developers, who read English as they read the code.
FOR_DEVELOPERS = ("design/",)
# Its element is a value itself ("a" or "button"), so it can't be read as HTML; it says nothing of its own.
NO_HTML = ("allauth/elements/button.html",)
ALWAYS = re.compile(
    "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in (*NAMES, *UNITS)) + "|" + CODES.pattern
)
QUOTED = re.compile(r"(?<!_\()(\"[^\"]*\"|'[^']*')")
# Words as people read them, not keys, classes or addresses: a capital letter or a space between words.
PATTERN_OF_DATE = re.compile(r"[A-Za-z]( [A-Za-z])+")
SENTENCE = re.compile(r"^[A-Z][a-z]+\b|[a-z]+ [a-z]+")


def pieces(source: str) -> Iterator[tuple[str, str]]:
    """The literal text of a template without what is marked, and the words quoted in its tags."""
    text, marked, in_class = [], False, False
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if name == "block":
            in_class = token.contents.endswith("_class")
        if name in ("blocktranslate", "blocktrans", "comment"):
            marked = True
        elif name == "endblock":
            in_class = False
        elif name in ("endblocktranslate", "endblocktrans", "endcomment"):
            marked = False
        elif token.token_type == TokenType.TEXT and not marked:
            if in_class:
                continue  # a class of the page's own, filled in by its layout
            text.append(token.contents)
        else:
            # An `if` inside a tag, and around an attribute, leaves nothing behind.
            text.append(GAP if token.token_type == TokenType.VAR or marked else "")
        if token.token_type in (TokenType.BLOCK, TokenType.VAR) and name not in (
            "translate",
            "trans",
            "load",
        ):
            yield from (("quoted", one[1:-1]) for one in QUOTED.findall(token.contents))
    yield "text", "".join(text)


def unmarked_in(path: Path) -> Iterator[str]:
    source = path.read_text()
    for sort, found in pieces(source):
        if sort == "quoted":
            texts = [found] if SENTENCE.search(found) and not PATTERN_OF_DATE.fullmatch(found) else []
        else:
            texts = said_by(found) if path.suffix == ".html" else found.splitlines()
        for text in texts:
            if LETTERS.search(ALWAYS.sub(" ", text)):
                yield f"{path.relative_to(ROOT)}: {' '.join(text.split())}"


def test_every_text_of_a_template_is_marked():
    ours = [
        path
        for path in TEMPLATES
        if not str(path.relative_to(ROOT / "templates")).startswith((*FOR_DEVELOPERS, *NO_HTML))
    ]
    found = [line for path in ours for line in unmarked_in(path)]
    assert not found, "\n".join(found)


# Calls that say something to people, and arguments that are shown; help of the API is for developers.
SAYING = {"add_error", "ValidationError", "ParseError", "NotFound", "success", "warning", "OutsideRefused"}
SHOWN = {"label", "empty_label", "error_messages", "violation_error_message", "verbose_name"}
MARKS = {word.removesuffix("(") for word in MARKED}


def test_every_refusal_and_every_label_in_the_programs_is_marked():
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if not {"migrations", "management", "design.py"} & {*path.parts}
        for said in said_in(ast.parse(path.read_text()))
        for node in bare(said)
        if SENTENCE.search(node.value)
    }
    assert not found, "\n".join(sorted(found))


def said_in(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (argument.value for argument in node.keywords if argument.arg in SHOWN)
            if called(node) in SAYING and not is_log(node):
                yield from node.args


def bare(node: ast.AST) -> Iterator[ast.Constant]:
    """The strings in an expression that no mark stands around."""
    if isinstance(node, ast.Call) and called(node) in MARKS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from bare(child)


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def is_log(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in ("log", "logger")
