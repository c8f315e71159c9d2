"""Clients of the API, both kinds."""

import pytest
from django.test import Client


@pytest.fixture(params=["token", "session"])
def caller(request, enter, bearer):
    """A client of a member: one that sends a token, and one that is signed in and sends the page's CSRF token."""
    if request.param == "token":
        return bearer

    def signed_in(member):
        client = Client(enforce_csrf_checks=True)
        client.force_login(member.user)
        token = client.get("/app/token/").json()["token"]
        client.defaults["HTTP_X_CSRFTOKEN"] = token
        return client

    return signed_in
