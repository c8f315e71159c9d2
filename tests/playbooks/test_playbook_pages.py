"""The pages of the playbook: reading, writing, publishing, and two people writing at once."""

import pytest

from playbooks import services
from playbooks.models import Play
from tests.cast import NOW
from tests.flat import assert_flat

OPEN = {
    "title": "Open the call",
    "situation": "The first ten seconds.",
    "body": "## Say\n\nWhy I call.",
    "summary": "",
}


@pytest.fixture
def play(acme):
    with acme.scope():
        return services.write_play(**OPEN, by=acme.lea, now=NOW)


@pytest.fixture
def published(acme, play):
    with acme.scope():
        services.publish(play=play, version=play.versions.get(), by=acme.lea, now=NOW)
    return play


def test_a_leader_writes_and_publishes_and_a_rep_reads(acme, enter):
    lea, rob = enter(acme.lea), enter(acme.rob)
    answer = lea.post("/o/acme/playbook/new/", OPEN)
    assert answer.url == "/o/acme/playbook/open-the-call/"
    assert rob.get(answer.url).status_code == 404
    assert "Open the call" not in rob.get("/o/acme/playbook/").content.decode()
    lea.post(f"{answer.url}publish/", {"number": 1})
    page = rob.get(answer.url).content.decode()
    assert "<h2>Say</h2>" in page
    assert "Write next version" not in page
    assert "Versions" not in page


@pytest.mark.parametrize("path", ["new/", "open-the-call/edit/"])
def test_a_rep_writes_nothing(acme, enter, published, path):
    rob = enter(acme.rob)
    assert rob.get(f"/o/acme/playbook/{path}").status_code == 403
    assert rob.post(f"/o/acme/playbook/{path}", OPEN).status_code == 403


@pytest.mark.parametrize("path", ["publish/", "archive/", "bring-back/"])
def test_a_rep_publishes_and_archives_nothing(acme, enter, published, path):
    assert enter(acme.rob).post(f"/o/acme/playbook/open-the-call/{path}", {"number": 1}).status_code == 403


def test_a_rep_sees_the_published_version_and_no_other(acme, enter, published):
    with acme.scope():
        services.save_version(play=published, body="Second", based_on=1, by=acme.lea, now=NOW)
    rob = enter(acme.rob)
    assert rob.get("/o/acme/playbook/open-the-call/versions/1/").status_code == 200
    assert rob.get("/o/acme/playbook/open-the-call/versions/2/").status_code == 404
    assert rob.get("/o/acme/playbook/open-the-call/changes/1/2/").status_code == 404
    assert "Second" not in rob.get("/o/acme/playbook/open-the-call/").content.decode()


def test_versions_and_what_changed_are_shown_with_who_and_when(acme, enter, play):
    lea = enter(acme.lea)
    lea.post(
        "/o/acme/playbook/open-the-call/edit/",
        {**OPEN, "body": "## Say\n\nWhy I ring.", "summary": "Shorter", "based_on": 1},
    )
    page = lea.get("/o/acme/playbook/open-the-call/").content.decode()
    assert "Version 2" in page
    assert "Lea Leader, 18 November 2026. Shorter" in page
    difference = lea.get("/o/acme/playbook/open-the-call/changes/1/2/").content.decode()
    assert "<mark>ring.</mark>" in difference
    assert "Removed: " in difference


def test_when_two_write_at_once_the_second_keeps_the_text_and_sees_the_other(acme, enter, play):
    ada, lea = enter(acme.ada), enter(acme.lea)
    path = "/o/acme/playbook/open-the-call/edit/"
    ada.post(path, {**OPEN, "body": "Adas text", "based_on": 1})
    refused = lea.post(path, {**OPEN, "body": "Leas text", "based_on": 1})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Two people wrote at the same time." in page
    assert "Leas text</textarea>" in page.replace("&#x27;", "'")
    assert "Adas text" in page
    assert 'name="based_on" value="2"' in page
    assert lea.post(path, {**OPEN, "body": "Both texts", "based_on": 2}).status_code == 302


def test_a_preview_is_the_fragment_of_the_page(acme, enter):
    part = (
        enter(acme.lea)
        .post("/o/acme/playbook/preview/", {"body": "**Bold** <script>x</script>"})
        .content.decode()
    )
    assert part.startswith('<div id="preview">')
    assert "<strong>Bold</strong>" in part
    assert "<script>" not in part
    assert enter(acme.rob).post("/o/acme/playbook/preview/", {"body": "x"}).status_code == 403


def test_a_long_play_is_told_so_and_is_not_refused(acme, enter):
    part = enter(acme.lea).post("/o/acme/playbook/preview/", {"body": "word " * 251}).content.decode()
    assert "aim for 250" in part


def test_what_is_missing_is_said_and_what_was_typed_stays(acme, enter):
    answer = enter(acme.lea).post("/o/acme/playbook/new/", {"title": "", "body": "My text"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the play a title" in page
    assert "My text</textarea>" in page


def test_a_play_is_found_by_a_word_of_its_title_or_situation(acme, enter, published):
    rob = enter(acme.rob)
    assert "Open the call" in rob.get("/o/acme/playbook/?q=seconds").content.decode()
    page = rob.get("/o/acme/playbook/?q=nowhere").content.decode()
    assert "Nothing is called that." in page
    assert "{{7*7}}" in rob.get("/o/acme/playbook/?q={{7*7}}").content.decode()


def test_a_play_is_found_in_whatever_letters_it_is_typed(acme, enter, bearer, published):
    with acme.scope():
        Play.objects.filter(pk=published.pk).update(
            title="Café für José", situation="Straße, 100% \u0130zmir"
        )
    rob, api = enter(acme.rob), bearer(acme.rob)
    for words in ("cafe", "JOSE FUR", "jose\u0301", "strasse", "100%", "izmir cafe"):
        assert "Café für José" in rob.get("/o/acme/playbook/", {"q": words}).content.decode(), words
        assert api.get("/api/v1/o/acme/plays/", {"q": words}).json()["count"] == 1, words
    for words in ("cafe_", "10%0", "c%e"):
        assert "Nothing is called that." in rob.get("/o/acme/playbook/", {"q": words}).content.decode(), words


def test_archiving_offers_undo(acme, enter, published):
    lea = enter(acme.lea)
    page = lea.post("/o/acme/playbook/open-the-call/archive/", follow=True).content.decode()
    assert "/o/acme/playbook/open-the-call/bring-back/" in page
    assert "Open the call" not in enter(acme.rob).get("/o/acme/playbook/").content.decode()
    lea.post("/o/acme/playbook/open-the-call/bring-back/")
    with acme.scope():
        assert Play.objects.published().filter(slug="open-the-call").exists()


def test_publishing_what_is_not_there_is_not_found(acme, enter, play):
    for number in ("9", "x", "", "-1", "9" * 30):
        assert (
            enter(acme.lea).post("/o/acme/playbook/open-the-call/publish/", {"number": number}).status_code
            == 404
        )


def add_plays(acme):
    names = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                for publish in (True, False):
                    play = services.write_play(title=f"Play {next(names)}", body="x", by=acme.lea, now=NOW)
                    if publish:
                        services.publish(play=play, version=play.versions.get(), by=acme.lea, now=NOW)

    return add


@pytest.mark.parametrize("path", ["/o/acme/playbook/", "/api/v1/o/acme/plays/"])
def test_lists_cost_the_same_for_seven_plays_as_for_two(acme, enter, path):
    assert_flat(enter(acme.lea), path, add_plays(acme))


def test_versions_cost_the_same_for_seven_as_for_two(acme, enter, play):
    numbers = iter(range(1, 100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                at = next(numbers)
                services.save_version(play=play, body=f"Text {at}", based_on=at, by=acme.lea, now=NOW)

    assert_flat(enter(acme.lea), "/o/acme/playbook/open-the-call/", add)


def test_the_api_gives_what_is_published(acme, bearer, published):
    rob = bearer(acme.rob)
    titles = [play["title"] for play in rob.get("/api/v1/o/acme/plays/?q=open").json()["results"]]
    assert titles == ["Open the call"]
    one = rob.get("/api/v1/o/acme/plays/open-the-call/").json()
    assert (one["version"], one["body"], one["html"]) == (
        1,
        OPEN["body"],
        "<h2>Say</h2>\n<p>Why I call.</p>\n",
    )
    assert rob.get("/api/v1/o/acme/plays/nothing/").status_code == 404


def test_the_api_hides_a_draft_from_a_rep(acme, bearer, play):
    assert bearer(acme.rob).get("/api/v1/o/acme/plays/open-the-call/").status_code == 404
    assert bearer(acme.lea).get("/api/v1/o/acme/plays/open-the-call/").json()["body"] is None
