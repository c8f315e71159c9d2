"""What may stand in a mail's headers: one line, no control characters, a Message-ID that never varies."""

import hashlib
import unicodedata

LONGEST_SUBJECT = 200


def one_line(text: str) -> str:
    """Text fit for a header: line breaks and other control characters become spaces, and runs of them one."""
    plain = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") else char for char in text)
    return " ".join(plain.split())[:LONGEST_SUBJECT]


def message_id(organization_id: int, key: str, domain: str) -> str:
    """The same for the same cause, so that a copy sent after a crash can be told from a second mail."""
    digest = hashlib.sha256(f"{organization_id}/{key}".encode()).hexdigest()[:40]
    return f"<{digest}@{one_line(domain)}>"
