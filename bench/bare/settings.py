"""The same settings with nothing around the view: no middleware, no sign-in."""

from salesleader.settings import *  # noqa: F403
from salesleader.settings import INSTALLED_APPS as OURS
from salesleader.settings import REST_FRAMEWORK as OUR_FRAMEWORK

# allauth does not start without its middleware.
INSTALLED_APPS = [*(app for app in OURS if not app.startswith("allauth")), "bench.bare"]
ROOT_URLCONF = "bench.bare.urls"
MIDDLEWARE: list[str] = []
AUTHENTICATION_BACKENDS: list[str] = []
REST_FRAMEWORK = {**OUR_FRAMEWORK, "DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_PERMISSION_CLASSES": []}
