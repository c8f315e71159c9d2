"""A mail as a mail program reads it: its own headers, one subject, no markup of a name, and a text that can be read."""

import email
import email.policy
import re

from django.core.mail import EmailMultiAlternatives

from organizations.mail.connection import as_message
from organizations.models import Mail
from tests.naughty import MARKS

HEADERS = {
    "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding", "List-Unsubscribe", "List-Unsubscribe-Post",
}  # fmt: skip
# Marks of direction that end nowhere, and control characters: what makes a text unreadable.
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What is put around letters from right to left ends on the same line, and holds no other such mark.
ISOLATED = re.compile("\u2068([^\u2066-\u2069\n]*)\u2069")
OURS = re.compile(r"(?:^|\s)http://localhost\S*$", re.M)  # an address of ours at the end of a line


def assert_whole(mail: Mail) -> None:
    """As it goes out, what is kept of it reads back whole."""
    assert_reads_back(as_message(mail))
    assert mail.subject.strip()


def assert_reads_back(message: EmailMultiAlternatives) -> None:
    """One mail with its own headers and its own parts."""
    back = email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
    assert set(back.keys()) <= HEADERS
    assert len(back.keys()) == len(set(back.keys()))
    assert not back.defects
    assert [back["To"]] == message.to
    assert (
        back["Subject"].strip() == message.subject.strip()
    )  # a long first word is folded onto the next line
    assert not re.search("[\r\n\u2028\u2029]", message.subject)
    assert not UNREADABLE.search(ISOLATED.sub(r"\1", message.subject))
    text = back.get_body(("plain",)).get_content()
    assert text.strip()
    assert not UNREADABLE.search(ISOLATED.sub(r"\1", text)), text
    assert OURS.search(text), text
    html = back.get_body(("html",))
    assert (html is not None) == bool(message.alternatives)
    if html is not None:
        assert_no_markup_of_theirs(html.get_content())


def assert_no_markup_of_theirs(html: str) -> None:
    found = [html[max(0, html.index(mark) - 160) : html.index(mark) + 60] for mark in MARKS if mark in html]
    assert not found
    assert not UNREADABLE.search(ISOLATED.sub(r"\1", html))
    assert html.rstrip().endswith("</html>")
    assert "49{" not in html
