"""The web door for gunicorn. It refuses to serve as a database role that row-level security does not bind."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesleader.settings")

application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  (needs the apps to be ready, as the next)

from organizations.tenancy.database import refuse_unsafe_role  # noqa: E402

refuse_unsafe_role()
# Every view is imported now. Left to the first request, that one would wait for all of it: seconds on a busy machine.
get_resolver().reverse_dict  # noqa: B018  (filled when it is first looked at)
