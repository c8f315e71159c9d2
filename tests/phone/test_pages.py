"""What the phone fetches from the root: the same for everybody, and nothing personal."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from salesleader.phone.build import FILES, build
from salesleader.phone.words import words

pytestmark = pytest.mark.django_db


def test_the_worker_is_asked_for_anew_and_looks_after_everything():
    answer = Client().get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert (answer["Cache-Control"], answer["Service-Worker-Allowed"]) == ("no-cache", "/")
    assert answer.content.decode().startswith("const BUILD = ")


def test_the_worker_names_every_file_of_the_page_and_a_version_of_all_of_them():
    facts = json.loads(re.match(r"const BUILD = (.*);", Client().get("/sw.js").content.decode())[1])
    assert facts["version"] == build().version
    for name in FILES:
        assert any(name.split("/")[-1].split(".")[0] in file for file in facts["files"])


def test_a_changed_file_is_a_new_version(another_version):
    before = build().version
    another_version("p { color: red }")
    assert build().version != before


def test_the_page_is_the_same_for_everybody(acme, enter):
    signed_in, stranger = enter(acme.rob).get("/app/"), Client().get("/app/")
    assert signed_in.content == stranger.content
    text = signed_in.content.decode()
    assert not any(word in text for word in ("Rob", "acme", "csrf"))
    assert signed_in["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in signed_in


def test_the_page_has_nothing_inline_and_the_strict_policy():
    answer = Client().get("/app/")
    text = answer.content.decode()
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text)
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_the_manifest_can_be_installed_and_leads_to_the_log():
    answer = Client().get("/manifest.webmanifest")
    facts = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (facts["scope"], facts["display"], facts["start_url"]) == ("/", "standalone", "/app/go/home/")
    assert {(one["sizes"], one["purpose"]) for one in facts["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable"),
    }  # fmt: skip
    assert [one["url"] for one in facts["shortcuts"]] == ["/app/go/log/", "/app/go/today/"]


def test_every_icon_of_the_manifest_is_a_picture_of_its_size():
    facts = Client().get("/manifest.webmanifest").json()
    for one in [*facts["icons"], *[icon for way in facts["shortcuts"] for icon in way["icons"]]]:
        with Image.open(finders.find(one["src"].removeprefix("/static/"))) as picture:
            assert (f"{picture.width}x{picture.height}", picture.format) == (one["sizes"], "PNG")


def test_the_home_screen_leads_to_ones_own_log_and_today(acme, enter):
    client = enter(acme.rob)
    assert client.get("/app/go/log/").url == "/o/acme/log/"
    assert client.get("/app/go/today/").url == "/o/acme/today/"
    assert client.get("/app/go/home/").url == "/o/acme/"
    assert client.get("/app/go/waiting/").url == "/app/#waiting"
    assert client.get("/app/go/elsewhere/").status_code == 404


def test_the_home_screen_asks_a_stranger_to_sign_in_and_comes_back():
    assert Client().get("/app/go/log/").url == "/accounts/login/?next=/app/go/log/"


def test_a_fresh_token_says_who_is_signed_in_and_is_never_kept(acme, enter):
    answer = enter(acme.rob).get("/app/token/")
    assert answer.json()["user"] == acme.rob.user_id
    assert "no-store" in answer["Cache-Control"]
    assert Client().get("/app/token/").json()["user"] is None


def test_the_token_of_the_call_is_good_for_sending(acme, clock):
    client = Client(enforce_csrf_checks=True)
    client.force_login(acme.rob.user)
    here, body = "/api/v1/o/acme/activities/batch/", {"entries": []}
    assert client.post(here, body, "application/json").status_code == 403
    token = client.get("/app/token/").json()["token"]
    sent = client.post(here, body, "application/json", headers={"X-CSRFToken": token})
    assert sent.status_code == 200


def test_every_page_says_whose_it_is_so_that_the_phone_knows_when_that_changes(acme, enter):
    page = enter(acme.rob).get("/o/acme/log/").content.decode()
    assert f'<meta name="signed-in" content="{acme.rob.user_id}">' in page
    assert f'<meta name="member" content="{acme.rob.pk}" data-slug="acme">' in page
    assert '<meta name="signed-in" content="">' in Client().get("/accounts/login/").content.decode()


def test_every_word_that_the_phone_says_is_there():
    """Keys that the scripts ask for, and what the server sends."""
    asked = set()
    for file in [
        *Path("frontend/phone").rglob("*.ts"),
        Path("frontend/shell.ts"),
        Path("frontend/offline.ts"),
    ]:
        text = file.read_text()
        asked |= set(re.findall(r'\bsay\(\s*"(\w+)"', text))
        asked |= set(re.findall(r'\bact\("(\w+)"', text))
    assert asked <= set(words())
    assert len(asked) > 60
