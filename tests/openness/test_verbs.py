"""Every kind of event has a sentence, and what changes a record writes down what was and what is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from organizations import handing_over
from organizations.audit.field_words import FIELDS
from organizations.audit.names import called
from organizations.audit.telling import HIDDEN
from organizations.audit.verbs import CHANGED, kinds, verbs

APPS = ["organizations", "metrics", "imports", "crm", "activities", "goals", "playbooks", "meetings", "scorecards",
        "coaching", "salesleader"]  # fmt: skip
# Verbs that are put together when they are recorded, by where.
MADE_UP = {
    "activities/services/types.py": [
        "activity_type_changed",
        "activity_type_retired",
        "activity_type_restored",
        "activity_types_ordered",
        "outcome_changed",
        "outcome_retired",
        "outcome_restored",
        "outcomes_ordered",
    ],
    "activities/services/snoozing.py": ["follow_up_snoozed", "follow_up_put_back"],
    "coaching/services/commitments.py": ["commitment_kept", "commitment_missed"],
    "organizations/services/ramps.py": ["ramp_template_added", "ramp_template_changed"],
    "organizations/services/regions.py": ["member_moved_region", "holiday_region_set"],
    "organizations/services/time_off.py": [
        f"time_off_{what}" for what in ("approved", "asked", "declined", "entered", "reopened", "withdrawn")
    ],
    "organizations/sign_in/trail.py": [
        "signed_in",
        "signed_out",
        "session_ended",
        "sign_in_failed",
        "password_set",
        "password_changed",
        "password_reset",
        "email_changed",
        "second_factor_added",
        "second_factor_removed",
        "recovery_codes_renewed",
        "single_sign_on_connected",
        "single_sign_on_disconnected",
    ],
    "scorecards/observers/answering.py": ["observer_confirmed", "observer_left", "observer_came_back"],
    "organizations/mail/boxes.py": ["mail_sent", "mail_failed"],
    "crm/touches.py": ["contact_blocked", "contact_allowed"],
}

# Before and after are there under names of their own.
OTHER_NAMES = {"ramp_set": {"before", "steps"}}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of record() in the product, with where it is."""
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                    yield str(path.relative_to(settings.BASE_DIR)), node


def recorded() -> Iterator[tuple[str, str, ast.Call]]:
    for where, call in calls():
        verb = call.args[0]
        if isinstance(verb, ast.Constant):
            yield verb.value, where, call
        else:
            made_up = MADE_UP.get(where, ["(add it to MADE_UP)"])
            yield from ((one, where, call) for one in made_up)


RECORDED = [pytest.param(verb, call, id=f"{verb} {where}:{call.lineno}") for verb, where, call in recorded()]


@pytest.mark.parametrize(("verb", "call"), RECORDED)
def test_every_verb_has_a_sentence(verb, call):
    assert verb in verbs, (
        f"Nobody says what {verb!r} means. Register it with say() in the openness.py of the app that records it."
    )


@pytest.mark.parametrize(("verb", "call"), RECORDED)
def test_what_changes_a_record_writes_down_before_and_after(verb, call):
    if verb not in verbs or verbs[verb].shape != CHANGED:
        return
    given = {keyword.arg for keyword in call.keywords}
    assert OTHER_NAMES.get(verb, {"before", "after"}) <= given or None in given, (
        f"{verb!r} changes a record and holds {sorted(filter(None, given))}: it needs before= and after=."
    )


@pytest.mark.parametrize(("verb", "call"), RECORDED)
def test_every_value_that_an_event_holds_is_called_something(verb, call):
    names = {keyword.arg for keyword in call.keywords} - {None, "by", "now", "before", "after", *HIDDEN}
    assert sorted(name for name in names if name.removesuffix("_id") not in FIELDS) == []


def test_what_is_handed_over_is_called_something():
    assert sorted(set(handing_over.kinds) - set(FIELDS)) == []


@pytest.mark.parametrize("verb", sorted(verbs))
def test_a_sentence_can_be_told_and_its_kind_is_offered(verb):
    words = {"who": "Ada", "what": "North", "verb": "x"}
    assert str(verbs[verb].sentence) % words
    assert verbs[verb].kind in kinds


def test_no_verb_is_registered_that_nobody_records():
    assert sorted(set(verbs) - {verb for verb, _, _ in recorded()}) == []


def test_every_kind_of_record_that_events_are_about_has_a_name(acme, enter):
    """Those of the cast and its world; a record without a name would be shown as a bare number."""
    from organizations.models import Event
    from tests.world import make_world

    with acme.scope():
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        assert set(Event.objects.values_list("subject_type", flat=True)) <= set(called)
