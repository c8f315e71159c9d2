"""A private note is its author's alone: no admin, no other leader, no API, no trail. Shared: the pair."""

import pytest
from django.core.exceptions import ValidationError

from coaching import services
from coaching.models import Note
from organizations.models import Event
from tests.cast import NOW

SECRET = "He is looking for another job"


@pytest.fixture
def private(acme, talk):
    with acme.scope():
        return services.add_note(one_on_one=talk, body=SECRET, is_shared=False, by=acme.lea, now=NOW)


@pytest.fixture
def shared(acme, talk):
    with acme.scope():
        return services.add_note(
            one_on_one=talk, body="We try afternoons", is_shared=True, by=acme.lea, now=NOW
        )


def test_its_author_reads_it(acme, enter, talk, private):
    page = enter(acme.lea).get(f"/o/acme/one-on-ones/{talk.pk}/").content.decode()
    assert SECRET in page
    assert "you alone read this" in page


def test_the_other_one_of_the_pair_sees_no_trace_of_it(acme, enter, talk, private):
    browser = enter(acme.rob)
    assert SECRET not in browser.get(f"/o/acme/one-on-ones/{talk.pk}/").content.decode()
    assert browser.get(f"/o/acme/notes/{private.pk}/").status_code == 404
    assert browser.post(f"/o/acme/notes/{private.pk}/", {"body": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["ada", "sam", "rita", "sol"])
def test_nobody_else_finds_the_talk_or_the_note(acme, enter, talk, private, shared, who):
    browser = enter(getattr(acme, who))
    for path in (f"one-on-ones/{talk.pk}", f"notes/{private.pk}", f"notes/{shared.pk}"):
        assert browser.get(f"/o/acme/{path}/").status_code == 404
    for path in ("one-on-ones", "commitments", "people"):
        assert SECRET not in browser.get(f"/o/acme/{path}/").content.decode()


@pytest.mark.parametrize("who", ["lea", "rob", "ada", "sam"])
def test_the_api_has_no_private_note_for_anybody(acme, bearer, talk, private, who):
    client = bearer(getattr(acme, who))
    for path in (f"one-on-ones/{talk.pk}/notes/", "one-on-ones/", f"one-on-ones/{talk.pk}/", "commitments/"):
        assert SECRET not in client.get(f"/api/v1/o/acme/{path}").content.decode()


def test_the_api_gives_shared_notes_to_the_pair_alone(acme, bearer, talk, shared):
    path = f"/api/v1/o/acme/one-on-ones/{talk.pk}/notes/"
    assert [note["body"] for note in bearer(acme.rob).get(path).json()] == ["We try afternoons"]
    assert bearer(acme.ada).get(path).status_code == 404


def test_the_trail_says_that_there_is_a_note_and_never_what_it_says(acme, private):
    with acme.scope():
        services.edit_note(note=private, body=SECRET + " still", is_shared=False, by=acme.lea, now=NOW)
        trail = str(list(Event.objects.values_list("data", flat=True)))
        assert Event.objects.filter(verb__in=["note_added", "note_edited"]).count() == 2
    assert "job" not in trail


def test_only_its_author_changes_a_shared_note(acme, enter, shared):
    assert enter(acme.rob).get(f"/o/acme/notes/{shared.pk}/").status_code == 403
    assert enter(acme.rob).post(f"/o/acme/notes/{shared.pk}/", {"body": "x"}).status_code == 403
    sent = {"body": "We try mornings", "is_shared": "on"}
    assert enter(acme.lea).post(f"/o/acme/notes/{shared.pk}/", sent).status_code == 302
    with acme.scope():
        assert Note.objects.get().body == "We try mornings"


def test_what_was_shared_stays_shared(acme, shared):
    with acme.scope(), pytest.raises(ValidationError, match="stays so"):
        services.edit_note(note=shared, body="Mine", is_shared=False, by=acme.lea, now=NOW)


def test_a_note_is_shown_as_text_and_not_as_html(acme, enter, talk):
    enter(acme.lea).post(
        f"/o/acme/one-on-ones/{talk.pk}/notes/", {"note-body": "<script>x</script>", "note-is_shared": "on"}
    )
    page = enter(acme.rob).get(f"/o/acme/one-on-ones/{talk.pk}/").content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_an_empty_note_is_refused_and_what_else_was_typed_stays(acme, enter, talk):
    answer = enter(acme.lea).post(
        f"/o/acme/one-on-ones/{talk.pk}/notes/", {"note-body": " ", "note-is_shared": "on"}
    )
    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()
