from django.db import migrations

# A mail about an account belongs to no organization, and is in the language in which its reader reads theirs. One
# query that costs the same for an address that nobody has: nothing but codes of languages comes out of it.
LANGUAGES_OF_ACCOUNT = """
CREATE FUNCTION languages_of_account(person bigint, address varchar) RETURNS TABLE (language varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.language FROM organizations_membership m
    JOIN organizations_user u ON u.id = m.user_id
    WHERE (u.id = person OR person IS NULL AND upper(u.email) = upper(address)) AND m.deactivated_at IS NULL
    ORDER BY m.id
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0018_token_scopes"),
    ]

    operations = [
        migrations.RunSQL(LANGUAGES_OF_ACCOUNT, "DROP FUNCTION languages_of_account(bigint, varchar)"),
    ]
