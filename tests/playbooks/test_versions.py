"""Versions are added and never changed; saving over a newer one is refused; one of them is what readers see."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from organizations.models import Event
from playbooks import services
from playbooks.changes import ADDED, GAP, REMOVED, SAME, changes
from playbooks.models import Play, PlayVersion
from playbooks.seeds import STARTERS, seed_plays
from tests.cast import NOW


@pytest.fixture
def play(acme):
    with acme.scope():
        return services.write_play(title="Open the call", body="Say *why*.", by=acme.lea, now=NOW)


def save(play, acme, body, based_on, **more):
    return services.save_version(play=play, body=body, based_on=based_on, by=acme.lea, now=NOW, **more)


def test_every_save_adds_a_version_and_the_text_before_stays(acme, play):
    with acme.scope():
        save(play, acme, "Say why, slowly.", 1, summary="Slower")
        assert list(play.versions.values_list("number", "body")) == [
            (2, "Say why, slowly."),
            (1, "Say *why*."),
        ]
        assert Play.objects.get(pk=play.pk).live is None


def test_the_database_refuses_to_change_a_version(acme, play):
    with acme.scope():
        for change in (
            lambda: PlayVersion.objects.filter(play=play).update(body="x"),
            lambda: PlayVersion.objects.filter(play=play).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_saving_over_a_newer_version_is_refused(acme, play):
    with acme.scope():
        save(play, acme, "Theirs", 1)
        with pytest.raises(ValidationError) as refused:
            save(play, acme, "Mine", 1)
        assert refused.value.error_dict["body"][0].code == services.NEWER
        assert play.versions.count() == 2


def test_saving_nothing_new_is_refused_and_a_new_title_is_enough(acme, play):
    with acme.scope():
        with pytest.raises(ValidationError, match="Nothing has changed"):
            save(play, acme, "Say *why*.", 1)
        save(play, acme, "Say *why*.", 1, title="Open every call")
        assert Event.objects.get(verb="play_version_saved").data["before"]["title"] == "Open the call"


def test_an_older_version_can_be_published_again(acme, play):
    with acme.scope():
        second = save(play, acme, "New", 1)
        services.publish(play=play, version=second, by=acme.lea, now=NOW)
        services.publish(play=play, version=play.versions.get(number=1), by=acme.ada, now=NOW)
        assert Play.objects.published().get(pk=play.pk).live.number == 1
        assert Event.objects.filter(verb="play_published", subject_id=play.pk).latest("pk").data == {
            "before": 2, "after": 1,
        }  # fmt: skip


def test_a_version_of_another_play_is_not_published(acme, play):
    with acme.scope():
        other = services.write_play(title="Close", body="Ask.", by=acme.lea, now=NOW)
        with pytest.raises(ValidationError, match="another play"):
            services.publish(play=play, version=other.versions.get(), by=acme.lea, now=NOW)


def test_archiving_takes_it_off_the_list_and_is_undone(acme, play):
    with acme.scope():
        services.publish(play=play, version=play.versions.get(), by=acme.lea, now=NOW)
        services.archive(play=play, by=acme.lea, now=NOW)
        services.archive(play=play, by=acme.lea, now=NOW)
        assert not Play.objects.published().filter(pk=play.pk).exists()
        services.bring_back(play=play, by=acme.lea, now=NOW)
        assert Play.objects.published().filter(pk=play.pk).exists()
        assert Event.objects.filter(verb="play_archived").count() == 1


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Open the call", "open-the-call-2"),
        ("New", "play-new"),
        ("Preview", "play-preview"),
        ("电话", "play"),
    ],
)
def test_addresses_are_readable_and_belong_to_one_play(acme, play, title, slug):
    with acme.scope():
        assert services.write_play(title=title, body="x", by=acme.lea, now=NOW).slug == slug


@pytest.mark.parametrize(
    ("given", "field"),
    [({"title": " "}, "title"), ({"body": " \n "}, "body"), ({"situation": "x" * 301}, "situation"),
     ({"body": "x" * 50_001}, "body"), ({"summary": "x" * 201}, "summary")],
)  # fmt: skip
def test_what_is_missing_or_too_long_is_said_at_its_field(acme, given, field):
    with acme.scope(), pytest.raises(ValidationError) as refused:
        services.write_play(**({"title": "A", "body": "B"} | given), by=acme.lea, now=NOW)
    assert set(refused.value.message_dict) == {field}


def test_a_new_organization_starts_with_three_short_plays(acme):
    with acme.scope():
        seed_plays(by=acme.ada, now=NOW)
        titles = Play.objects.published().values_list("title", flat=True)
        assert sorted(titles) == sorted(starter.title for starter in STARTERS)
    assert all(len(starter.body.split()) <= 250 for starter in STARTERS)


def kinds(older, newer):
    return [line.kind for line in changes(older, newer)]


def test_a_difference_shows_what_came_and_what_went():
    assert kinds("a\nb", "a\nc") == [SAME, REMOVED, ADDED]
    assert kinds("a", "a") == [SAME]
    assert kinds("", "a") == [ADDED]
    assert kinds("a", "") == [REMOVED]


def test_a_changed_line_shows_its_changed_words():
    old, new = changes("call them early", "call them late")
    assert [(part.text, part.changed) for part in old.parts] == [("call them ", False), ("early", True)]
    assert [(part.text, part.changed) for part in new.parts] == [("call them ", False), ("late", True)]


def test_long_stretches_that_stayed_are_folded():
    text = [str(n) for n in range(20)]
    lines = changes("\n".join(text), "\n".join([*text[:10], "new", *text[10:]]))
    assert [line.kind for line in lines] == [GAP, SAME, SAME, ADDED, SAME, SAME, GAP]
    assert lines[0].hidden + lines[-1].hidden == 16
