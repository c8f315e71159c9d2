"""A new version of the app, as an upgrade brings it."""

import pytest
from django.contrib.staticfiles import finders

from salesleader.phone.build import made


def forget() -> None:
    finders.get_finder.cache_clear()
    made.cache_clear()


@pytest.fixture
def another_version(settings, tmp_path):
    """`another_version(css)`: from now on the styles say this, so the version is another one."""

    def upgrade(css: str) -> None:
        (tmp_path / "build").mkdir(exist_ok=True)
        (tmp_path / "build" / "app.css").write_text(css)
        settings.STATICFILES_DIRS = [tmp_path]
        forget()

    yield upgrade
    settings.STATICFILES_DIRS = []
    forget()
