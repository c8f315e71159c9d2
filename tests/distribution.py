"""Who runs what, and when: what takes long begins first, and what is dear to set up is set up by one worker.

With `-n`, the tests of a folder or file of DEAR go to the same worker; all others go one by one to whoever is
free. The order stays random but for the long ones, which would otherwise be waited for at the end.
"""

import pytest

# Where a fixture takes so long to make that one of it is enough: a running house, the demo, outside data.
DEAR = ("tests/faults/test_processes.py", "tests/faults/test_harness.py", "tests/home/test_demo.py",
        "tests/outside/test_maven.py", "tests/outside/test_zoho.py", "tests/outside/test_zoho_call_log.py")  # fmt: skip


class LongOnesFirst:
    """Last of all, when the order has been shuffled."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items.sort(key=lambda item: not begins_first(item))


def begins_first(item: pytest.Item) -> bool:
    long = any(item.get_closest_marker(name) for name in ("long", "processes"))
    return long or item.nodeid.startswith(DEAR)


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Not xdist's own `--dist loadgroup`: it writes groups into names in a way that pytest 9.2 no longer reads."""
    if config.getvalue("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class DearTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            place = nodeid.split("::")[0]
            if place not in DEAR:
                return nodeid
            return place.rpartition("/")[0] if place.startswith("tests/faults/") else place

    return DearTogether(config, log)
