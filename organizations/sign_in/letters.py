"""Mails about accounts: one text, from which the coloured version is laid out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

LAYOUT = "account/mail/letter.html"
# How long a mail is of use. What is not named is a notice.
CODE, LINK, NOTICE = timedelta(minutes=10), timedelta(hours=1), timedelta(days=3)
OF_USE = {
    "login_code": CODE, "reauthentication_code": CODE, "email_confirmation": CODE, "email_confirmation_signup": CODE,
    "password_reset_key": LINK,
}  # fmt: skip


@dataclass(frozen=True)
class Letter:
    kind: str
    subject: str
    text: str
    html: str

    @property
    def lasts(self) -> timedelta:
        return OF_USE.get(self.kind, NOTICE)


def write_letter(prefix: str, context: dict[str, Any]) -> Letter:
    """The mail of a template such as "account/email/login_code". Every address in it begins with BASE_URL, whatever
    host the browser named."""
    values = {**context, "base_url": settings.BASE_URL}
    subject = " ".join(render_to_string(f"{prefix}_subject.txt", values).split())
    text = render_to_string(f"{prefix}_message.txt", values).strip() + "\n"
    layout = {"subject": subject, "parts": [part(block, values) for block in blocks(text)]}
    return Letter(prefix.rsplit("/", 1)[-1], subject, text, render_to_string(LAYOUT, layout))


def blocks(text: str) -> list[str]:
    """Its paragraphs, the closing lines after "--" left out: the layout has its own."""
    body = text.split("\n-- \n")[0]
    return [block.strip() for block in body.split("\n\n") if block.strip()]


def part(block: str, values: dict[str, Any]) -> dict[str, Any]:
    """A paragraph, a code by itself, or an address by itself."""
    if block == values.get("code"):
        return {"code": block}
    if block.startswith(f"{settings.BASE_URL}/") and len(block.split()) == 1:
        return {"link": block}
    return {"lines": block.splitlines()}
