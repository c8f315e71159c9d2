"""How long each kind of thing is kept; and more thorough ways out for a person and for an organization.

The functions say the same as before and do more: the trail loses a name that stands inside a sentence, too; each kind
of line goes by its own rule; with an organization go the sessions of its people and the mails about their accounts.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

# As before; and a name of several words goes from inside a longer text. One word may mean anything, and is left there.
WITHOUT_WORDS = r"""
CREATE OR REPLACE FUNCTION without_words(value jsonb, whole text[], parts text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
    plain text := value #>> '{}';
    said text := lower(plain);
    word text;
BEGIN
    CASE jsonb_typeof(value)
    WHEN 'string' THEN
        IF said = ANY (whole) OR EXISTS (SELECT FROM unnest(parts) p WHERE position(p IN said) > 0) THEN
            RETURN '"removed"'::jsonb;
        END IF;
        FOREACH word IN ARRAY whole LOOP
            IF position(' ' IN word) > 0 AND position(lower(word) IN said) > 0 THEN
                plain := regexp_replace(
                    plain, '(^|\W)' || regexp_replace(word, '([][\\.^$*+?(){}|-])', '\\\1', 'g') || '(?!\w)',
                    '\1removed', 'gi');
            END IF;
        END LOOP;
        RETURN to_jsonb(plain);
    WHEN 'object' THEN
        RETURN coalesce(
            (SELECT jsonb_object_agg(key, without_words(v, whole, parts)) FROM jsonb_each(value) AS e(key, v)), '{}');
    WHEN 'array' THEN
        RETURN coalesce(
            (SELECT jsonb_agg(without_words(v, whole, parts) ORDER BY n)
             FROM jsonb_array_elements(value) WITH ORDINALITY AS e(v, n)), '[]');
    ELSE
        RETURN value;
    END CASE;
END
$$
"""

# As before, looking closer only at lines in which one of the words stands: a trail of millions of lines is read once.
FORGET_PERSON = """
CREATE OR REPLACE FUNCTION forget_person(person bigint, their_name text, their_addresses text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    here bigint := current_setting('salesleader.organization')::bigint;
    -- As it is written, too: of some letters the capital is not that of the small one.
    whole text[] := ARRAY[lower(their_name), their_name];
    parts text[] := ARRAY(SELECT lower(a) FROM unnest(their_addresses) a WHERE a LIKE '%@%');
    written text[] := ARRAY(SELECT btrim(to_jsonb(w)::text, '"') FROM unnest(whole[1:1] || parts) w WHERE w <> '');
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
        WHERE organization_id = here
        AND EXISTS (SELECT FROM unnest(written) w WHERE position(w IN lower(data::text)) > 0);
END
$$
"""

# Old lines by the organization's own rules; at most so many of each kind at once. What was refused at the door has a
# rule of its own: it says where somebody was, and is of use for less long than what was changed.
PURGE_HISTORY = """
CREATE OR REPLACE FUNCTION purge_history(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    here bigint := current_setting('salesleader.organization')::bigint;
    house organizations_organization := (SELECT o FROM organizations_organization o WHERE id = here);
    gone bigint;
    total bigint := 0;
BEGIN
    IF house.retention_months IS NOT NULL THEN
        DELETE FROM organizations_event WHERE id IN (
            SELECT id FROM organizations_event
            WHERE organization_id = here AND at < now() - make_interval(months => house.retention_months)
            ORDER BY at LIMIT most);
        GET DIAGNOSTICS gone = ROW_COUNT;
        total := total + gone;
    END IF;
    IF house.keep_refusals_months IS NOT NULL THEN
        DELETE FROM organizations_event WHERE id IN (
            SELECT id FROM organizations_event
            WHERE organization_id = here AND verb IN ('refused', 'sign_in_failed')
            AND at < now() - make_interval(months => house.keep_refusals_months)
            ORDER BY at LIMIT most);
        GET DIAGNOSTICS gone = ROW_COUNT;
        total := total + gone;
    END IF;
    IF house.keep_viewings_months IS NOT NULL THEN
        DELETE FROM organizations_viewing WHERE id IN (
            SELECT id FROM organizations_viewing
            WHERE organization_id = here AND hour < now() - make_interval(months => house.keep_viewings_months)
            ORDER BY hour LIMIT most);
        GET DIAGNOSTICS gone = ROW_COUNT;
        total := total + gone;
    END IF;
    RETURN total;
END
$$
"""

ERASE_EVERYTHING_OF = """
CREATE OR REPLACE FUNCTION erase_everything_of(doomed bigint) RETURNS void
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
        DELETE FROM organizations_signinmail WHERE lower(to_address) IN (
            SELECT lower(email) FROM organizations_user WHERE id = ANY (people)
            UNION SELECT lower(email) FROM account_emailaddress WHERE user_id = ANY (people));
        DELETE FROM django_session WHERE session_key IN (
            SELECT session_key FROM usersessions_usersession WHERE user_id = ANY (people));
        PERFORM erase_with_referrers('organizations_user'::regclass, people);
    END IF;
END
$$
"""


def months(default: int, shortest: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        blank=True, null=True, default=default, db_default=default,
        validators=[MinValueValidator(shortest), MaxValueValidator(240)],
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("organizations", "0015_pictures")]

    operations = [
        migrations.AddField("organization", "keep_viewings_months", months(13, 3)),
        migrations.AddField("organization", "keep_refusals_months", months(13, 1)),
        migrations.AddField("organization", "keep_mails_months", months(36, 3)),
        migrations.AddField(
            "organization", "keep_files_days",
            models.PositiveSmallIntegerField(
                default=7, db_default=7, validators=[MinValueValidator(1), MaxValueValidator(30)]
            ),
        ),
        migrations.RunSQL(WITHOUT_WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(FORGET_PERSON, migrations.RunSQL.noop),
        migrations.RunSQL(PURGE_HISTORY, migrations.RunSQL.noop),
        migrations.RunSQL(ERASE_EVERYTHING_OF, migrations.RunSQL.noop),
    ]  # fmt: skip
