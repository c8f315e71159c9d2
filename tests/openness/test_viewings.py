"""Who looked at what about whom: every page with somebody else's record leaves a line, after the answer."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from coaching.models import Note
from organizations.models import Viewing
from organizations.privacy.viewings import kinds
from organizations.tenancy.scope import organization_scope
from tests.access import RULES
from tests.cast import NOW
from tests.routes import routes_inside
from tests.world import World

ROUTES = {route.name: route for route in routes_inside()}
# Pages with something of a member that leave no line, each with its reason.
NO_LINE = {
    # What everybody in the organization may know of everybody: name, team, roles.
    "organizations:people": "the directory: names, teams and roles",
    "organizations:picture": "a face beside a name that is seen anyway",
    "organizations:team_tree": "the directory: teams and who leads them",
    "organizations:team": "the directory: a team and who leads it",
    "organizations:retire_team": "the directory: a team and how many are in it",
    "organizations:find_people": "a choice of names",
    "organizations:add_team": "a choice of names",
    "organizations_api:invitation": "somebody who is no member yet, and who asked them",
    "organizations_api:members": "the directory: names, addresses, teams and roles",
    "organizations_api:team": "the directory: a team and who leads it",
    "organizations_api:teams": "the directory: teams and who leads them",
    "organizations:team_leader": "a choice of names",
    # About customers. That they say who calls or owns them is not looking at that person.
    "crm:account": "a customer's page",
    "crm:accounts": "a list of customers",
    "crm:edit_account": "a customer's page",
    "crm:add_contact": "a customer's page",
    "crm:add_opportunity": "a customer's page",
    "crm:contact": "a customer's page",
    "crm:edit_contact": "a customer's page",
    "crm:opportunity": "a customer's page",
    "crm:edit_opportunity": "a customer's page",
    "activities:timeline": "part of a customer's page",
    "crm_api:account": "a customer's record",
    "crm_api:accounts": "a list of customers",
    "crm_api:contact": "a customer's record",
    "crm_api:contacts": "a list of customers",
    "crm_api:opportunity": "a customer's record",
    "crm_api:opportunities": "a list of customers",
    # About the organization: a name stands beside what that person did in it.
    "admin_home": "names who has no team or goal, and no figure of theirs",
    "organizations:ramp_template": "a ramp of the organization's own",
    "organizations_api:ramp_template": "a ramp of the organization's own",
    "scorecards_api:template": "what a card scores",
    "scorecards_api:default_template": "what a card scores",
    "activities:type": "what can be logged here",
    "activities:add_outcome": "what can be logged here",
    "activities:outcome": "what can be logged here",
    "imports:batch": "a file",
    "imports:batches": "a list of files",
    "playbooks:plays": "the playbook names who wrote it",
    "playbooks:play": "the playbook names who wrote it",
    "playbooks:version": "the playbook names who wrote it",
    "playbooks:changes": "the playbook names who wrote it",
    "playbooks:edit": "the playbook names who wrote it",
    # The whole trail is about everybody; narrowed to one person it leaves a line (tests below).
    "organizations:audit": "the whole trail",
    "organizations_api:audit": "the whole trail",
    # Forms in which one of the people that one leads is chosen.
    "coaching:plan": "a choice of names",
    "crm:add_account": "a choice of names",
    # One's own day and one's own talks: whom one meets, and when.
    "today": "one's own day",
    "coaching:move": "when one's own talk is",
    "coaching:one_on_ones": "one's own talks, and with whom none is planned",
}
# Pages that show oneself unless somebody is named.
NAMED = dict.fromkeys(
    ("activities:entries", "activities:follow_ups", "activities:next_steps"), "?person={world.member.pk}"
)


@pytest.fixture(scope="module")
def world(shared_world, django_db_blocker) -> World:
    """With a note for the two, beside the one for Rob alone."""
    rob = shared_world.member
    with django_db_blocker.unblock(), organization_scope(rob.organization_id, NOW):
        Note.objects.create(
            one_on_one=shared_world.one_on_one, author=rob, body="For us both", is_shared=True, created_at=NOW
        )
    return shared_world


def about(acme, member, viewer=None) -> list[Viewing]:
    with acme.scope():
        found = Viewing.objects.filter(subject=member)
        return list(found.filter(viewer=viewer) if viewer else found)


LOOKING = [
    (name, person)
    for name, rule in sorted(RULES.items())
    for person in ("lea", "ada")
    if name in ROUTES and rule.get and rule.get.ok == 200 and rule.get.expected(person) == 200
]


@pytest.mark.parametrize(("name", "person"), LOOKING)
def test_a_page_with_somebody_elses_record_leaves_a_line(name, person, acme, world, enter):
    route, rule = ROUTES[name], RULES[name]
    viewer = getattr(acme, person)
    query = NAMED.get(name, rule.query).format(world=world)
    path = route.path("acme", **rule.arguments(world)) + query
    answer = enter(viewer).get(path)
    lines = about(acme, acme.rob, viewer)
    if name in NO_LINE:
        return
    if rule.pk or "member=" in rule.query or shows_rob(answer, acme.rob):
        assert lines, (
            f"{person} saw something of Rob on {name} and no line says so: request.looks_at(…) in its view"
        )
    assert {line.door for line in lines} <= {"api" if route.is_api else "web"}


def shows_rob(answer, rob) -> bool:
    text = answer.content.decode()
    if answer["Content-Type"].startswith("application/json"):
        return bool(re.search(rf'"(member|owner|rep|author|recipient|actor)":\s*{rob.pk}\b', text))
    return rob.name in text


def test_no_page_is_excepted_that_is_not_there():
    assert sorted(set(NO_LINE) - set(ROUTES)) == []


def test_looking_at_oneself_is_no_look(acme, world, enter):
    enter(acme.rob).get(f"/o/acme/cards/{world.card.pk}/")
    assert about(acme, acme.rob) == []


def test_a_line_names_the_page_the_record_and_the_hour(acme, world, enter):
    enter(acme.lea).get(f"/o/acme/cards/{world.card.pk}/")
    (line,) = about(acme, acme.rob)
    assert (line.viewer_id, line.page, line.record_id, line.door) == (
        acme.lea.pk,
        "card",
        world.card.pk,
        "web",
    )
    assert line.hour == NOW.replace(minute=0)


def test_the_same_look_within_the_hour_is_one_line_and_an_hour_later_another(acme, world, enter, clock):
    client, path = enter(acme.lea), f"/o/acme/cards/{world.card.pk}/"
    client.get(path), client.get(path)
    clock.shift(timedelta(minutes=19))  # 10:59
    client.get(path)
    assert len(about(acme, acme.rob)) == 1
    clock.shift(timedelta(minutes=1))
    client.get(path)
    assert len(about(acme, acme.rob)) == 2


def test_what_was_not_found_or_refused_leaves_no_line(acme, world, enter):
    enter(acme.sam).get(f"/o/acme/cards/{world.card.pk}/")
    enter(acme.rita).get(f"/o/acme/people/{acme.rob.pk}/")
    assert about(acme, acme.rob) == []


def test_a_line_that_can_not_be_written_is_logged_and_the_answer_stands(acme, world, enter, caplog):
    def broken(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "organizations_viewing"'):
            raise OperationalError("the disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(broken):
        answer = enter(acme.lea).get(f"/o/acme/cards/{world.card.pk}/")
    assert answer.status_code == 200
    assert "Rob Rep" in answer.content.decode()
    assert "viewing_not_kept" in caplog.text
    assert about(acme, acme.rob) == []


def test_the_line_is_written_after_the_answer_has_gone_out(acme, world, enter, server_like):
    answer, close = server_like(enter(acme.lea), f"/o/acme/cards/{world.card.pk}/")
    assert b"Rob Rep" in answer
    assert about(acme, acme.rob) == []
    close()
    assert len(about(acme, acme.rob)) == 1


@pytest.fixture
def server_like():
    """The application as a server calls it: the body is read, and closed once it was sent."""
    from io import BytesIO

    from django.core.signals import request_finished, request_started
    from django.core.wsgi import get_wsgi_application
    from django.db import close_old_connections
    from django.test import RequestFactory

    # As the test client does: the connection is in the test's own transaction and stays.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def ask(client, path):
        cookies = "; ".join(f"{key}={one.value}" for key, one in client.cookies.items())
        environ = RequestFactory(headers={"cookie": cookies})._base_environ(PATH_INFO=path)
        environ["wsgi.input"] = BytesIO()
        response = get_wsgi_application()(environ, lambda status, headers: None)
        return b"".join(response), response.close

    yield ask
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_an_admin_reading_a_mail_to_somebody_else_leaves_a_line(acme, world, enter):
    enter(acme.ada).get(f"/o/acme/outbox/{world.mail.pk}/")
    assert [line.page for line in about(acme, acme.rob)] == ["mail"]


def test_the_trail_narrowed_to_one_person_leaves_a_line(acme, enter):
    enter(acme.ada).get(f"/o/acme/audit/?by={acme.rob.pk}")
    assert [line.page for line in about(acme, acme.rob)] == ["audit"]


def test_an_unknown_kind_of_page_is_refused_at_once(acme):
    from organizations.privacy.viewings import Viewings

    with pytest.raises(LookupError, match="page_kind"):
        Viewings(acme.ada.pk, NOW).at("no such page", acme.rob.pk)


def test_every_kind_of_page_is_worded_for_the_person_it_is_about():
    assert all(str(kind.title) for kind in kinds.values())
