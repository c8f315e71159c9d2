"""Addresses that hold a secret, and lines of log without it.

Whoever has such an address needs nothing else, so it stands in no log: the place of the secret is told, not the secret.
"""

import re
from typing import Any

MASK = "•••"
# What comes before the secret. tests/test_secret_paths.py finds a route that is missing here.
BEFORE = (
    "/observer/", "/invitation/", "/calendar/", "/mails/", "/accounts/password/reset/key/",
    "/accounts/confirm-email/",
)  # fmt: skip
IN_PATHS = re.compile(
    rf"(/o/[\w-]+)?({'|'.join(map(re.escape, BEFORE))})(?!{MASK})[^/?#\s\"'<>]+"
)  # fmt: skip
# What a provider of single sign-on sends back, and the key of a link, in the query.
IN_QUERIES = re.compile(r"([?&](?:code|state|key|token|secret)=)[^&#\s\"'<>]+")


def without_secrets(text: str) -> str:
    """The same text with the secret of every address in it masked. An address inside an organization has none."""
    return IN_QUERIES.sub(rf"\g<1>{MASK}", IN_PATHS.sub(without_secret, text))


def without_secret(found: re.Match[str]) -> str:
    return found[0] if found[1] else f"{found[2]}{MASK}"


def masked(value: Any) -> Any:
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, dict):
        return {key: masked(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(masked(one) for one in value)
    return value


def mask_secrets(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """A processor of structlog: the last before a line is written, so that tracebacks pass it too."""
    kept = {key: one for key, one in event.items() if key.startswith("_")}
    return {key: masked(one) for key, one in event.items() if key not in kept} | kept
