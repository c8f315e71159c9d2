"""The manifest, the worker and the shell: the same for everybody, and nothing personal in them."""

import json
import re

import pytest
from django.test import Client

from activities.models import FollowUp
from activities.services import plan_follow_up
from crm.models import Contact
from tests.cast import NOW, TODAY
from tests.flat import assert_flat

KEPT = "/api/v1/o/acme/phone/"


def test_it_can_be_installed():
    answer = Client().get("/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    for icon in manifest["icons"]:
        assert icon["src"].startswith("/static/icons/")


@pytest.mark.parametrize("path", ["/manifest.webmanifest", "/sw.js", "/app/"])
def test_what_a_browser_keeps_is_the_same_for_everybody(path, acme, enter):
    stranger, rob = Client().get(path), enter(acme.rob).get(path)
    assert stranger.status_code == rob.status_code == 200
    assert stranger.content == rob.content
    assert not rob.cookies
    assert b"Rob" not in rob.content
    assert b"csrf" not in rob.content.lower() or path == "/sw.js"


def test_the_worker_serves_every_page_and_is_asked_for_anew(db):
    answer = Client().get("/sw.js")
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "no-cache")
    keeps = json.loads(re.match(r"self\.KEEPS=(\{.*?\});", answer.content.decode()).group(1))
    assert keeps["shell"] == "/app/"
    for file in keeps["files"]:
        assert file.startswith("/static/")


def test_the_shell_says_everything_in_words_and_has_nothing_inline(db):
    page = Client().get("/app/").content.decode()
    assert "Nothing waits." in page
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=", page)


def test_a_phone_keeps_ones_own_day_and_people_alone(acme, enter):
    with acme.scope():
        marta = Contact.objects.create(
            name="Marta Novak", owner=acme.rob, phone="+44 20 7946 0018", created_at=NOW
        )
        Contact.objects.create(name="Ritas contact", owner=acme.rita, created_at=NOW)
        plan_follow_up(member=acme.rob, contact=marta, due_on=TODAY, by=acme.rob, now=NOW)
        plan_follow_up(member=acme.rita, prospect="Ritas call", due_on=TODAY, by=acme.rita, now=NOW)
    answer = enter(acme.rob).get(KEPT)
    assert answer["Cache-Control"] == "no-store"
    day = answer.json()
    assert (day["membership"], day["slug"], day["day"]) == (acme.rob.pk, "acme", "2026-11-18")
    assert [one["name"] for one in day["people"]["due"]] == ["Marta Novak"]
    assert day["today"][0]["query"] == f"contact={marta.pk}"
    assert b"Rita" not in answer.content
    call = next(kind for kind in day["types"] if kind["key"] == "call")
    assert {"key": "no_answer", "needs_date": False}.items() <= call["outcomes"][0].items()


def test_it_costs_the_same_for_seven_people_as_for_two(acme, enter):
    def add(count):
        with acme.scope():
            Contact.objects.bulk_create(
                Contact(name=f"C {n}", owner=acme.rob, created_at=NOW) for n in range(count)
            )
            FollowUp.objects.bulk_create(
                FollowUp(member=acme.rob, prospect=f"P {n}", due_on=TODAY, created_at=NOW)
                for n in range(count)
            )

    assert_flat(enter(acme.rob), KEPT, add)


def test_a_fresh_token_says_whose_session_it_is(acme, enter):
    answer = enter(acme.rob).get("/api/v1/o/acme/csrf/")
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["membership"] == acme.rob.pk
    assert len(answer.json()["csrf"]) > 30
    assert Client().get("/api/v1/o/acme/csrf/").status_code == 401
