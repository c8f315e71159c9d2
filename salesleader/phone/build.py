"""Which files the phone keeps to open without a network, and the version that they make together."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from salesleader.phone.words import words
from salesleader.templatetags.icons import ICONS, SYMBOLS

SHELL = "/app/"
FILES = [
    "build/app.css", "build/shell.js", "build/inter-latin-wght-normal.woff2",
    "build/source-serif-4-latin-wght-normal.woff2", "favicon.svg",
]  # fmt: skip
WORKER = "build/worker.js"


class Build(NamedTuple):
    version: str
    page: str
    worker: str


def build() -> Build:
    """Made once; anew for each call while developing, when files change under us."""
    return made() if not settings.DEBUG else make()


@lru_cache(maxsize=1)
def made() -> Build:
    return make()


def make() -> Build:
    """The page holds nothing personal: it is made without a request, in the installation's language."""
    page = shell_page()
    digest = hashlib.sha256(page.encode())
    for name in [*FILES, WORKER]:
        digest.update(content(name))
    version = digest.hexdigest()[:12]
    facts = {"version": version, "page": SHELL, "files": [static(name) for name in FILES]}
    return Build(version, page, f"const BUILD = {json.dumps(facts)};\n{content(WORKER).decode()}")


def shell_page() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        context = {"words": json.dumps(words()), "icons": sorted(ICONS), "symbols": sorted(SYMBOLS)}
        return render_to_string("phone/shell.html", context)


def content(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is not built. Run `python3 dev.py assets`.")
    return Path(found).read_bytes()
