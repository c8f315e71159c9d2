"""The database says no: another organization's rows are never seen, linked, changed or counted."""

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from organizations.models import Event, Membership, Team
from organizations.tenancy.database import owned_models, unsafe_role
from organizations.tenancy.grants import append_only_tables, models_outside
from organizations.tenancy.operations import links
from organizations.tenancy.scope import OrganizationScopeMissing, current_organization_id, organization_scope
from tests.cast import NOW

OWNED = sorted((m for m in owned_models()), key=lambda m: m._meta.label)


def names(models):
    return [m._meta.label for m in models]


def test_the_application_role_is_bound_by_row_level_security(db):
    assert unsafe_role() == ""


def test_every_model_belongs_to_an_organization_or_is_on_the_short_list():
    assert models_outside() == []


@pytest.mark.parametrize("model", OWNED, ids=names(OWNED))
def test_a_table_is_closed_while_no_organization_is_open(model, db):
    with pytest.raises(OrganizationScopeMissing):
        model.objects.count()


@pytest.mark.parametrize("model", OWNED, ids=names(OWNED))
def test_a_table_has_its_policy_and_its_key(model, db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid AND polcmd = '*')"
            " FROM pg_class c WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, 1)


@pytest.mark.parametrize("model", OWNED, ids=names(OWNED))
def test_every_link_of_a_table_is_a_composite_foreign_key(model, db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_constraint k, unnest(k.conkey) n"
            " JOIN pg_attribute a ON a.attnum = n WHERE k.conrelid = %s::regclass AND a.attrelid = k.conrelid"
            " AND k.contype = 'f' AND array_length(k.conkey, 1) = 2 GROUP BY k.oid",
            [model._meta.db_table],
        )
        tied = {tuple(row[0]) for row in cursor.fetchall()}
    assert {tuple(sorted(["organization_id", field.column])) for field in links(model)} <= tied


def test_the_policy_itself_refuses_an_unset_scope_even_past_our_own_guard(db):
    """Raw SQL that our guard does not recognize still meets the policy."""
    with pytest.raises(OrganizationScopeMissing), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organizations_team(organization_id, name, path, created_at) VALUES (1, 'x', '', now())"
        )


def test_raw_sql_sees_only_the_open_organization(acme, rival):
    with rival.scope(), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organizations_team")
        assert cursor.fetchall() == [("Rival team",)]


def test_a_row_for_another_organization_is_refused(acme, rival):
    with rival.scope(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Team.objects.create(name="Stolen", organization=acme.organization, created_at=NOW)


def test_a_link_into_another_organization_is_refused(acme, rival):
    with pytest.raises(IntegrityError, match="same_organization"), rival.scope(), transaction.atomic():
        Team.objects.create(name="Led from outside", leader_id=acme.lea.pk, created_at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_another_organizations_rows_can_be_neither_changed_nor_deleted(acme, rival):
    with rival.scope():
        assert Team.objects.filter(pk=acme.north.pk).update(name="Ours now") == 0
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM organizations_placement WHERE team_id = %s", [acme.north.pk])
            assert cursor.rowcount == 0


def test_leaving_a_scope_puts_back_what_was_open_before(acme, rival):
    with acme.scope():
        with rival.scope():
            assert current_organization_id() == rival.organization.pk
        assert current_organization_id() == acme.organization.pk
        assert Team.objects.count() == 2
    with pytest.raises(OrganizationScopeMissing):
        Team.objects.count()


def test_an_error_inside_a_scope_closes_it_and_keeps_nothing(acme):
    with pytest.raises(RuntimeError), acme.scope():
        Team.objects.create(name="Half made", created_at=NOW)
        raise RuntimeError
    with acme.scope():
        assert not Team.objects.filter(name="Half made").exists()
    with pytest.raises(OrganizationScopeMissing):
        Membership.objects.first()


def test_history_can_be_added_to_and_never_changed(acme):
    assert Event._meta.db_table in append_only_tables()
    for sql in ("UPDATE organizations_event SET verb = 'x'", "DELETE FROM organizations_event"):
        with pytest.raises(ProgrammingError, match="permission denied"), acme.scope(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)


@pytest.mark.parametrize(
    "statement", ["TRUNCATE organizations_team", "ALTER TABLE organizations_team ADD x int"]
)
def test_the_application_can_neither_empty_nor_change_tables(statement, acme):
    with pytest.raises(ProgrammingError), acme.scope(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_link_is_a_plain_foreign_key_that_could_leave_the_organization():
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in OWNED and field not in links(model)
    ]
    assert plain == []


def test_a_scope_is_local_to_its_transaction(acme):
    with organization_scope(acme.organization.pk), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('salesleader.organization')")
        assert cursor.fetchone() == (str(acme.organization.pk),)
