"""Nothing that a play says runs in a reader's browser."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbooks.markdown import SCHEMES, TAGS, safe_html

CORPUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><input name=password></form>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "[x](file:///etc/passwd)",
    "[x](\x01javascript:alert(1))",
    '[x](http://a.example "onmouseover=alert(1)")',
    '[x](http://a.example"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    "![x](http://evil.example/track.gif)",
    '![x](x"onerror="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<http://a.example/`onclick=alert(1)`>",
    "```<script>\nalert(1)\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "`<script>alert(1)</script>`",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<<script>script>alert(1)<</script>/script>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "{{7*7}} {% load static %} ${7*7} #{7*7}",
]


class Seen(HTMLParser):
    """Every tag and attribute of a piece of HTML as a browser would take it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def assert_harmless(html: str) -> None:
    for tag, attributes in Seen(html).tags:
        assert tag in TAGS
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set())
        scheme = re.match(r"\s*([a-z0-9+.-]+):", attributes.get("href") or "", re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in SCHEMES


@pytest.mark.parametrize("text", CORPUS)
def test_no_trick_gets_through(text):
    assert_harmless(safe_html(text))
    assert_harmless(safe_html(f"- > {text}"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(CORPUS), st.text(max_size=12)), max_size=5).map("".join))
def test_no_mixture_of_tricks_gets_through(text):
    assert_harmless(safe_html(text))


def test_templates_are_shown_as_they_were_written():
    assert "{{7*7}}" in safe_html("{{7*7}}")
    assert "49" not in safe_html("{{7*7}} {% widthratio 7 1 7 %}")


def test_what_a_play_needs_is_there():
    html = safe_html(
        "# Know\n\n1. **Call** _late_\n\n> Say it\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[site](https://a.example)"
    )
    for part in ("<h2>Know</h2>", "<strong>Call</strong>", "<em>late</em>", "<blockquote>", "<td>1</td>"):
        assert part in html
    assert '<a href="https://a.example" rel="noopener noreferrer nofollow">site</a>' in html


def test_telephone_and_mail_links_stay():
    html = safe_html("[call](tel:+442079460000) [write](mailto:a@b.example)")
    assert 'href="tel:+442079460000"' in html
    assert 'href="mailto:a@b.example"' in html
