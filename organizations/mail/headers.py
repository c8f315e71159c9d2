"""What may stand in a mail: headers of one line, no control characters, a Message-ID that never varies."""

import hashlib
import re
import unicodedata

from organizations.turning import without_turns

LONGEST_SUBJECT = 200
# Control characters but tab and line feed: mail programs cut a text off at some of them.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """Text fit for a header: line breaks and other control characters become spaces, and runs of them one."""
    text = without_turns(text)
    plain = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") else char for char in text)
    return " ".join(plain.split())[:LONGEST_SUBJECT]


def readable(text: str) -> str:
    """A mail's text or markup without what a name in it could do to the words beside it."""
    return CONTROLS.sub("", without_turns(text).replace("\r\n", "\n").replace("\r", "\n"))


def message_id(organization_id: int, key: str, domain: str) -> str:
    """The same for the same cause, so that a copy sent after a crash can be told from a second mail."""
    digest = hashlib.sha256(f"{organization_id}/{key}".encode()).hexdigest()[:40]
    return f"<{digest}@{one_line(domain)}>"
