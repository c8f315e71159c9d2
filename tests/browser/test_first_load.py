"""What a phone has to fetch to open the log for the first time. Every byte is counted here; the time is Lighthouse's
(`python3 dev.py bench --only page`)."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from crm.models import Contact

pytestmark = pytest.mark.browser
MOST = 150_000
# Sent as they are; everything else that is static goes out compressed (WhiteNoise).
PACKED = {".woff2", ".png"}


@pytest.fixture
def known(own_acme, django_db_blocker):
    """Rob has as many people to choose from as the page shows."""
    with django_db_blocker.unblock(), own_acme.scope():
        for number in range(60):
            name = f"Person with a long name {number}"
            Contact.objects.create(name=name, owner=own_acme.rob, created_at=datetime.now(UTC))
    return own_acme


def weight(response) -> int:
    """Bytes on the line: of a file as compressed, of a page as it is."""
    path = response.url.split("?")[0]
    if "/static/" not in path:
        return len(response.body())
    found = finders.find(path.split("/static/")[1])
    content = Path(str(found)).read_bytes()
    return len(content) if Path(path).suffix in PACKED else len(gzip.compress(content, 9))


@pytest.mark.parametrize("path", ["log/", "log/?type=call&prospect=Tom+Healy"])
def test_the_log_opens_with_less_than_150_kb(enter_page, known, server, path):
    page = enter_page(known.rob, "/healthz")
    seen = {}
    page.on("response", lambda one: seen.setdefault(one.url, one))
    page.goto(f"/o/{known.organization.slug}/{path}")
    page.wait_for_load_state("networkidle")
    assert {one.status for one in seen.values()} == {200}
    weights = {url.removeprefix(server): weight(one) for url, one in seen.items()}
    assert any(url.endswith("app.css") for url in weights)
    assert sum(weights.values()) < MOST, weights
