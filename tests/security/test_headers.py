"""What answers say to browsers, where the access table does not come: errors, files, the first page, behind https.

Every answer inside an organization, for every role and refusal, is asked by tests/test_access.py.
"""

import runpy

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.models import Team
from salesleader import urls
from tests.answers import assert_guarded
from tests.security.test_forms_from_elsewhere import outside


def broken(request):
    """A door that forgot to open an organization."""
    Team.objects.count()


class Broken(APIView):
    """The same by the framework of the API."""

    authentication_classes = permission_classes = ()

    def get(self, request):
        return Response(Team.objects.count())


handler400, handler403, handler404, handler500 = (
    urls.handler400, urls.handler403, urls.handler404, urls.handler500,
)  # fmt: skip
urlpatterns = [
    *urls.urlpatterns, path("broken/", broken), path("api/v1/broken/", broken),
    path("api/v1/broken/rest/", Broken.as_view()),
]  # fmt: skip


def test_every_route_outside_an_organization_is_guarded_whoever_asks(acme, enter):
    for client in (Client(), enter(acme.rob)):
        for _, address in outside():
            for method in ("get", "post", "delete"):
                answer = getattr(client, method)(address)
                if address not in ("/sw.js", "/app/"):  # the same for everybody
                    assert_guarded(answer)
                assert answer["X-Content-Type-Options"] == "nosniff"
                assert "unsafe" not in answer["Content-Security-Policy"]


@override_settings(ROOT_URLCONF="tests.security.test_headers")
def test_an_error_is_guarded_as_any_answer_is(acme, enter):
    client = enter(acme.ada)
    client.raise_request_exception = False
    asked = {
        400: client.get("/", headers={"host": "evil.example"}),
        404: client.get("/nowhere/"),
        405: client.get("/o/acme/invitations/1/revoke/"),
        422: client.post("/o/acme/you/name/", {"name": ""}),
        403: enter(acme.rob).get("/o/acme/admin/"),
        500: client.get("/broken/"),
    }
    for status, answer in asked.items():
        assert answer.status_code == status
        assert_guarded(answer)
    for answer in (client.get("/api/v1/broken/"), client.get("/api/v1/nowhere/")):
        assert_guarded(answer)
        assert answer["Content-Type"] == "application/json"
        assert answer.json()["detail"]


@pytest.mark.parametrize("place", ["/healthz", "/readyz"])
def test_what_the_load_balancer_asks_is_kept_by_nobody(place, db):
    answer = Client().get(place)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_behind_https_browsers_are_told_to_come_back_by_https_alone(monkeypatch, db):
    """Under the settings as they are for an https address."""
    monkeypatch.setenv("BASE_URL", "https://sales.example")
    as_they_are = runpy.run_path(django_settings.BASE_DIR / "salesleader" / "settings.py")
    names = [name for name in as_they_are if name.startswith("SECURE_")]
    with override_settings(ALLOWED_HOSTS=["sales.example"], **{name: as_they_are[name] for name in names}):
        client = Client(headers={"host": "sales.example"})
        led = client.get("/accounts/login/")
        assert (led.status_code, led["Location"]) == (301, "https://sales.example/accounts/login/")
        answer = client.get("/accounts/login/", secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert client.get("/healthz").status_code == 200  # asked by the load balancer, inside
