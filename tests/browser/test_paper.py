"""What is printed fits its paper: a card and a tally sheet on one page each."""

import re

import pytest

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser


def pages(page, paper: str) -> int:
    """How many sheets the page takes, with the size and turn that its own style asks for."""
    data = page.pdf(format=paper, prefer_css_page_size=False, landscape=True, print_background=False)
    return len(re.findall(rb"/Type\s*/Page[^s]", data))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_tally_sheet_is_one_page(own_acme, enter_page, paper):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/tally/sheet/", DESK)
    assert pages(page, paper) == 1
