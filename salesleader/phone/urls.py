from django.urls import path

from salesleader.phone import api, pages

# At the root: a service worker may only look after what lies below it.
urlpatterns = [
    path("sw.js", pages.worker, name="worker"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
    path("app/", pages.shell, name="shell"),
    path("app/token/", pages.token, name="token"),
    path("app/go/<slug:place>/", pages.go, name="go"),
]
api_urlpatterns = [
    path("phone/", api.Phone.as_view(), name="phone"),
    path("phone/key/", api.PhoneKey.as_view(), name="phone_key"),
]
