"""The web door for gunicorn. It refuses to serve as a database role that row-level security does not bind."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesleader.settings")

application = get_wsgi_application()

from organizations.tenancy.database import refuse_unsafe_role  # noqa: E402  (needs the apps to be ready)

refuse_unsafe_role()
