"""Every template can be read, and everything that it includes is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in (".html", ".txt")
)
NAMED = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_and_all_that_it_includes_can_be_read(name):
    get_template(name)
    for included in NAMED.findall((FOLDER / name).read_text()):
        get_template(included)
