import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
if getattr(settings, "WITHOUT_MIDDLEWARE", False):
    settings.MIDDLEWARE = []

application = WSGIHandler()
