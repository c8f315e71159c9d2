"""Who runs what, and when: what takes long begins first, and what is dear to set up is set up by one worker.

With `-n`, tests that share one of DEAR go to the same worker (`--dist loadgroup`); all others go one by one to
whoever is free. The order stays random but for the long ones, which would otherwise be waited for at the end.
"""

import pytest

# Fixtures that take long to make, of which one a run is enough.
DEAR = {"standing_house", "brightwater", "maven", "zoho"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Before xdist writes the groups into the names of the tests."""
    for item in items:
        for name in DEAR.intersection(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group(name))


class LongOnesFirst:
    """Last of all, when the order has been shuffled."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items.sort(key=begins_later)


def begins_later(item: pytest.Item) -> bool:
    return not any(item.get_closest_marker(name) for name in ("long", "processes", "xdist_group"))
