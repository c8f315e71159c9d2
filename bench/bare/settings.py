"""The same settings with nothing around the view: no middleware (bench/bare/wsgi.py sees to it), no sign-in."""

from salesleader.settings import *  # noqa: F403
from salesleader.settings import INSTALLED_APPS as OURS
from salesleader.settings import REST_FRAMEWORK as OUR_FRAMEWORK

INSTALLED_APPS = [*OURS, "bench.bare"]
ROOT_URLCONF = "bench.bare.urls"
# Some applications do not start unless their middleware stands here, so it is taken away after they have.
WITHOUT_MIDDLEWARE = True
REST_FRAMEWORK = {**OUR_FRAMEWORK, "DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_PERMISSION_CLASSES": []}
