from django.db import migrations, models

# Accounts that were made without a password verify their address when they first come in.
UNVERIFIED = """
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT id, lower(email), false, true FROM organizations_user u
    WHERE NOT EXISTS (SELECT FROM account_emailaddress a WHERE a.user_id = u.id)
"""
# A demo goes as a whole, with all that belongs to the accounts that only it had.
ERASE_DEMO = """
CREATE OR REPLACE FUNCTION erase_demo(doomed bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    owned text;
    people bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM organizations_organization WHERE id = doomed AND is_demo) THEN
        RAISE EXCEPTION 'organization % is not a demo', doomed;
    END IF;
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
    DELETE FROM socialaccount_socialtoken WHERE account_id IN (
        SELECT id FROM socialaccount_socialaccount WHERE user_id = ANY (people));
    FOREACH owned IN ARRAY ARRAY[
        'account_emailaddress', 'mfa_authenticator', 'socialaccount_socialaccount', 'usersessions_usersession']
    LOOP
        EXECUTE format('DELETE FROM %I WHERE user_id = ANY ($1)', owned) USING people;
    END LOOP;
    DELETE FROM organizations_user WHERE id = ANY (people);
END
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0007_set_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('to_address', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=500)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('message_id', models.CharField(max_length=250)),
                ('state', models.CharField(choices=[('pending', 'Waiting'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed')], default='pending', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(max_length=60)),
                ('expires_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['pending', 'sending'])), fields=['next_try_at'], name='sign_in_mail_that_waits'), models.Index(fields=['to_address', 'kind', 'created_at'], name='sign_in_mail_lately'), models.Index(fields=['created_at'], name='sign_in_mail_by_age')],
                'constraints': [models.UniqueConstraint(fields=('key',), name='one_sign_in_mail_per_cause')],
            },
        ),
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('bucket', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['ends_at'], name='tries_that_ended')],
            },
        ),
        migrations.RunSQL(UNVERIFIED, migrations.RunSQL.noop),
        migrations.RunSQL(ERASE_DEMO, migrations.RunSQL.noop),
    ]
