"""The plain views behind our middleware, our authentication and our transaction."""

from salesleader.settings import *  # noqa: F403
from salesleader.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "bench.bare"]
ROOT_URLCONF = "bench.bare.urls"
