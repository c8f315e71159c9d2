"""Markdown to HTML that is safe to show: no HTML is let in, and what comes out is cleaned once more.

Images stay out (they would call other people's servers from a reader's browser). Headings start at the second
level: the page's title is the only first one.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "s",
    "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


@lru_cache(maxsize=512)
def version_html(version_id: int, body: str) -> SafeString:
    """The text of one version, made once per process: versions never change."""
    return safe_html(body)


def safe_html(text: str) -> SafeString:
    """Any text as HTML that carries no script, style, image, form or strange link."""
    tokens = reader.parse(text)
    level_headings(tokens)
    made = reader.renderer.render(tokens, reader.options, {})
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # noqa: S308 (cleaned in the line above)


def level_headings(tokens: list[Token]) -> None:
    """The highest headings of the text become second ones, the others follow below them."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=2)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + 2)}"


def count_words(text: str) -> int:
    return len(text.split())
