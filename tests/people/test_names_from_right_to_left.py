"""A name from right to left is isolated where it is shown, and only there.

What a browser makes of it: tests/browser/test_turned_names.py.
"""

import re

import pytest

from organizations.links import link
from organizations.mail import queue_mail
from organizations.mail.connection import as_message
from organizations.services import rename_member
from organizations.turning import isolated, shown_isolated
from tests.cast import NOW

HEBREW, ARABIC = "\u05e9\u05dc\u05d5\u05dd", "\u0645\u062d\u0645\u062f \u0627\u0644\u0639\u0644\u064a"
# What is isolated stands in curly brackets here.
TEXTS = [
    "{שלום} 3 of 5",
    "{محمد العلي} · 12 calls",
    "12 – {שלום} (3)",
    "{שלום} · 3 · {דנה}",
    "{שלום} 3, {דנה} 5%, {דנה}",
    "{שלום (תל אביב)} (3)",
    "{דנה, שלום} and Bob",
    "{התקשרתי 3 פעמים} 4",
    "{צ&#x27;ק ושות&quot;ד} &amp; 3",
    "Rob {שלום} Cohen 3",
    "{שלום}\n{דנה} 3",
    "Rob 3 of 5",
]
KEPT = [
    "<textarea>א 3</textarea>",
    '<input value="א 3" title="א 3">',
    '<script type="application/json">{"a": "א"}</script>',
    "<p><bdi>א 3</bdi></p>",
    '<div class="prose"><p>א 3</p><p>א 4</p></div>',
    "<p>Rob 3</p>",
]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_run_of_letters_from_right_to_left_is_isolated(text):
    plain = re.sub("[{}]", "", text)
    assert isolated(plain) == text.replace("{", "\u2068").replace("}", "\u2069")


@pytest.mark.parametrize("html", KEPT, ids=ascii)
def test_what_is_sent_again_or_isolates_itself_is_left_as_it_is(html):
    assert shown_isolated(html.encode()).decode() == html


def test_what_follows_something_that_isolates_itself_is_isolated():
    html = "<p><bdi>א</bdi> 3 · ב<textarea>ג</textarea> ד</p>"
    shown = "<p><bdi>א</bdi> 3 · \u2068ב\u2069<textarea>ג</textarea> \u2068ד\u2069</p>"
    assert shown_isolated(html.encode()).decode() == shown


def test_a_page_isolates_a_name_and_a_field_and_the_api_do_not(acme, enter):
    with acme.scope():
        rename_member(membership=acme.rob, name=ARABIC, by=acme.rob, now=NOW)
    rob = enter(acme.rob)
    assert f"\u2068{ARABIC}\u2069" in rob.get(link(acme.organization, "organizations:you")).content.decode()
    field = rob.get(link(acme.organization, "organizations:your_name")).content.decode()
    assert f'value="{ARABIC}"' in field
    assert ARABIC in [one["name"] for one in rob.get("/api/v1/o/acme/members/").json()["results"]]


def test_a_mail_isolates_a_name_as_it_goes_out_and_is_kept_without(acme):
    said = f"{HEBREW} 3 of 5"
    shown = f"\u2068{HEBREW}\u2069 3 of 5"
    with acme.scope():
        kept = queue_mail(
            key="one", kind="card", recipient=acme.rob, to_address="rob@acme.example", subject=said,
            text=f"{said}", html=f"<p title='{said}'>{said}</p>", now=NOW,
        )  # fmt: skip
        sent = as_message(kept)
    assert (kept.subject, kept.html) == (said, f"<p title='{said}'>{said}</p>")
    assert (sent.subject, sent.body) == (shown, shown)
    assert sent.alternatives[0][0] == f"<p title='{said}'>{shown}</p>"
