"""What only the owner of the tables may do, each for one stated purpose and refused for any other.

History is append-only for the application. A person's words go out of it, old lines go by the organization's own
rule, and an organization goes as a whole after its waiting period: by these functions, which look for themselves
whether that is so.
"""

from django.db import migrations

BELONGS_ELSEWHERE = """
CREATE FUNCTION belongs_elsewhere(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organizations_membership
        WHERE user_id = person AND organization_id <> current_setting('salesleader.organization')::bigint)
$$
"""

# A value that is one of `whole`, or holds one of `parts`, becomes "removed"; all else stays. Words in lower case.
WITHOUT_WORDS = """
CREATE FUNCTION without_words(value jsonb, whole text[], parts text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
    said text := lower(value #>> '{}');
BEGIN
    RETURN CASE jsonb_typeof(value)
        WHEN 'string' THEN CASE
            WHEN said = ANY (whole) OR EXISTS (SELECT FROM unnest(parts) p WHERE position(p IN said) > 0)
            THEN '"removed"'::jsonb ELSE value END
        WHEN 'object' THEN coalesce(
            (SELECT jsonb_object_agg(key, without_words(v, whole, parts)) FROM jsonb_each(value) AS e(key, v)), '{}')
        WHEN 'array' THEN coalesce(
            (SELECT jsonb_agg(without_words(v, whole, parts)) FROM jsonb_array_elements(value) AS e(v)), '[]')
        ELSE value END;
END
$$
"""

# Takes a person's name and addresses out of the trail of the open organization, and where they came from.
FORGET_PERSON = """
CREATE FUNCTION forget_person(person bigint, their_name text, their_addresses text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    here bigint := current_setting('salesleader.organization')::bigint;
    whole text[] := ARRAY[lower(their_name)];
    parts text[] := ARRAY(SELECT lower(a) FROM unnest(their_addresses) a WHERE a LIKE '%@%');
BEGIN
    IF NOT EXISTS (
        SELECT FROM organizations_membership
        WHERE organization_id = here AND id = person AND erased_at IS NOT NULL) THEN
        RAISE EXCEPTION 'member % is not being erased', person;
    END IF;
    UPDATE organizations_event SET address = NULL, agent = ''
        WHERE organization_id = here AND actor_id = person AND (address IS NOT NULL OR agent <> '');
    UPDATE organizations_event SET address = NULL, agent = ''
        WHERE organization_id = here AND subject_type = 'organizations.membership' AND subject_id = person
        AND actor_id IS NULL AND (address IS NOT NULL OR agent <> '');
    UPDATE organizations_event SET data = without_words(data, whole, parts)
        WHERE organization_id = here AND data IS DISTINCT FROM without_words(data, whole, parts);
END
$$
"""

# Old lines of the trail and of who looked, by the rule that the organization has set; at most so many at once.
PURGE_HISTORY = """
CREATE FUNCTION purge_history(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    here bigint := current_setting('salesleader.organization')::bigint;
    months integer := (SELECT retention_months FROM organizations_organization WHERE id = here);
    oldest timestamptz := now() - make_interval(months => months);
    events bigint;
    viewings bigint;
BEGIN
    IF months IS NULL THEN
        RETURN 0;
    END IF;
    DELETE FROM organizations_event WHERE id IN (
        SELECT id FROM organizations_event WHERE organization_id = here AND at < oldest ORDER BY at LIMIT most);
    GET DIAGNOSTICS events = ROW_COUNT;
    DELETE FROM organizations_viewing WHERE id IN (
        SELECT id FROM organizations_viewing WHERE organization_id = here AND hour < oldest ORDER BY hour LIMIT most);
    GET DIAGNOSTICS viewings = ROW_COUNT;
    RETURN events + viewings;
END
$$
"""

# Not for the application: the two functions below look first whether it may happen.
ERASE_WITH_REFERRERS = """
CREATE FUNCTION erase_with_referrers(target regclass, doomed bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    referrer record;
    below bigint[];
BEGIN
    FOR referrer IN
        SELECT k.conrelid::regclass AS child, a.attname AS link FROM pg_constraint k
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.confrelid = target AND array_length(k.conkey, 1) = 1 AND k.conrelid <> target
    LOOP
        EXECUTE format('SELECT array_agg(id) FROM %s WHERE %I = ANY ($1)', referrer.child, referrer.link)
            INTO below USING doomed;
        IF below IS NOT NULL THEN
            PERFORM erase_with_referrers(referrer.child, below);
        END IF;
    END LOOP;
    EXECUTE format('DELETE FROM %s WHERE id = ANY ($1)', target) USING doomed;
END
$$
"""

ERASE_EVERYTHING_OF = """
CREATE FUNCTION erase_everything_of(doomed bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    owned text;
    people bigint[];
BEGIN
    SET CONSTRAINTS ALL DEFERRED;
    SELECT array_agg(m.user_id) INTO people FROM organizations_membership m
        WHERE m.organization_id = doomed AND NOT EXISTS (
            SELECT FROM organizations_membership o
            WHERE o.user_id = m.user_id AND o.organization_id <> doomed);
    FOR owned IN SELECT c.table_name FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.column_name = 'organization_id'
    LOOP
        EXECUTE format('DELETE FROM %I WHERE organization_id = $1', owned) USING doomed;
    END LOOP;
    DELETE FROM organizations_organization WHERE id = doomed;
    IF people IS NOT NULL THEN
        PERFORM erase_with_referrers('organizations_user'::regclass, people);
    END IF;
END
$$
"""

FOR_OWNERS_ALONE = """
REVOKE ALL ON FUNCTION erase_everything_of(bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION erase_with_referrers(regclass, bigint[]) FROM PUBLIC;
"""

ERASE_DEMO = """
CREATE OR REPLACE FUNCTION erase_demo(doomed bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM organizations_organization WHERE id = doomed AND is_demo) THEN
        RAISE EXCEPTION 'organization % is not a demo', doomed;
    END IF;
    PERFORM erase_everything_of(doomed);
END
$$
"""

ERASE_ORGANIZATION = """
CREATE FUNCTION erase_organization(doomed bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM organizations_organization WHERE id = doomed AND erase_at <= now()) THEN
        RAISE EXCEPTION 'organization % has not been waiting for its end long enough', doomed;
    END IF;
    PERFORM erase_everything_of(doomed);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0012_openness")]

    operations = [
        migrations.RunSQL(BELONGS_ELSEWHERE, "DROP FUNCTION belongs_elsewhere(bigint)"),
        migrations.RunSQL(WITHOUT_WORDS, "DROP FUNCTION without_words(jsonb, text[], text[])"),
        migrations.RunSQL(FORGET_PERSON, "DROP FUNCTION forget_person(bigint, text, text[])"),
        migrations.RunSQL(PURGE_HISTORY, "DROP FUNCTION purge_history(integer)"),
        migrations.RunSQL(ERASE_WITH_REFERRERS, "DROP FUNCTION erase_with_referrers(regclass, bigint[])"),
        migrations.RunSQL(ERASE_EVERYTHING_OF, "DROP FUNCTION erase_everything_of(bigint)"),
        migrations.RunSQL(FOR_OWNERS_ALONE, migrations.RunSQL.noop),
        # Says the same as before and leaves no account's own rows (second factors, sign-ins elsewhere) behind.
        migrations.RunSQL(ERASE_DEMO, migrations.RunSQL.noop),
        migrations.RunSQL(ERASE_ORGANIZATION, "DROP FUNCTION erase_organization(bigint)"),
    ]
