"""Every model that points at a person is in what is recorded about them, or on a list that says why not."""

from itertools import pairwise

import pytest
from django.apps import apps

from organizations.models import Membership, User
from organizations.privacy.parts import SECTIONS, counts_of, parts
from tests.cast import NOW
from tests.world import make_world

# Fields that say who did something to a record of somebody else or of the organization: what a person did is in
# their trail, which is a part of its own.
NOT_THEIRS = {
    "organizations.TimeOff.decided_by": "an answer to somebody else's request; the trail has it",
    "organizations.Invitation.invited_by": "an invitation of somebody else; the trail has it",
    "organizations.SetUp.started_by": "the set-up of the organization; the trail has it",
    "organizations.Team.leader": "a team; that they lead it is in the trail and on their page",
    "organizations.Membership.user": "the link from the person here to their account",
    "goals.TargetStep.set_by": "a target of somebody else; the trail has it",
    "scorecards.Amendment.actor": "a card of somebody else, or their own by card__member",
    "scorecards.TemplateAssignment.set_by": "the card template of somebody else; the trail has it",
    "scorecards.TemplateVersion.set_by": "a template of the organization; the trail has it",
    "scorecards.Watch.asked_by": "an observer of somebody else; the trail has it",
    "scorecards.Watch.ended_by": "an observer of somebody else; the trail has it",
}


def fields_that_point_at_a_person() -> list[str]:
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Membership, User)
    ]


def covered() -> set[str]:
    return {f"{part.model}.{name}" for part in parts.values() for name in part.by}


@pytest.mark.parametrize("field", fields_that_point_at_a_person())
def test_every_field_that_points_at_a_person_is_covered_or_explained(field):
    assert field in covered() or field in NOT_THEIRS, (
        f"{field} points at a person. Say with keep(…) in the app's personal.py what is kept and why, "
        "or in NOT_THEIRS here why it is not theirs."
    )


def test_no_explanation_is_left_over():
    assert sorted(set(NOT_THEIRS) - set(fields_that_point_at_a_person())) == []
    assert sorted(set(NOT_THEIRS) & covered()) == []


@pytest.mark.parametrize("key", sorted(parts))
def test_a_part_says_what_and_why_and_reads_its_columns(key, acme):
    part = parts[key]
    assert str(part.title)
    assert str(part.why)
    assert part.section in SECTIONS
    with acme.scope():
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        rows = list(part.lines(acme.rob))
        assert len(rows) == counts_of(acme.rob)[key] == part.of(acme.rob).count()
    assert all(set(row) == set(part.columns) for row in rows)
    assert all(one["id"] < other["id"] for one, other in pairwise(rows))


def test_what_others_wrote_for_themselves_alone_is_in_nobody_elses_file(acme):
    from coaching.models import Note

    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        Note.objects.create(one_on_one=world.one_on_one, author=acme.lea, body="Lea alone", created_at=NOW)
        Note.objects.create(
            one_on_one=world.one_on_one, author=acme.lea, body="For both", is_shared=True, created_at=NOW
        )
        bodies = {row["body"] for row in parts["notes"].lines(acme.rob)}
    assert bodies == {"For myself alone", "For both"}


def test_no_secret_is_in_anybodys_file():
    secret = {"digest", "password", "p256dh", "auth", "session_key", "html", "data", "extra_data"}
    found = {(key, name) for key, part in parts.items() for name in part.columns if name in secret}
    assert found == {("trail", "data")}
