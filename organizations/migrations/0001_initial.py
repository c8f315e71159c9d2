import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import organizations.tenancy.models
import organizations.tenancy.scope
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('zone', models.CharField(default='UTC', max_length=60)),
                ('first_weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=0)),
                ('fiscal_month', models.PositiveSmallIntegerField(default=1)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=10)),
                ('close_time', models.TimeField(default=datetime.time(6, 0))),
                ('mail_time', models.TimeField(default=datetime.time(7, 0))),
                ('is_demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_address', violation_error_message='This address is taken.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('is_admin', models.BooleanField(default=False)),
                ('is_rep', models.BooleanField(default=True)),
                ('zone', models.CharField(max_length=60)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=10)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('deactivated_at', models.DateTimeField(blank=True, null=True)),
                ('import_source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('verb', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField(null=True)),
                ('data', models.JSONField(default=dict)),
                ('actor', organizations.tenancy.models.Link(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('membership', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='OutboxMail',
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
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('recipient', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mails', to='organizations.membership')),
            ],
        ),
        migrations.CreateModel(
            name='RampStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('share', models.DecimalField(decimal_places=2, max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('membership', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='ramp_steps', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('monday', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('tuesday', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('wednesday', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('thursday', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('friday', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('saturday', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('sunday', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('membership', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('path', models.CharField(blank=True, max_length=400)),
                ('created_at', models.DateTimeField()),
                ('leader', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_teams', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('parent', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.team')),
            ],
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('membership', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('team', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='organizations.team')),
            ],
        ),
        migrations.CreateModel(
            name='TimeOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('share', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('membership', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='time_off', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['user'], name='membership_by_user'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('organization', 'user'), name='one_membership_per_person'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('organization', 'import_source', 'external_id'), name='member_imported_once'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['organization', 'subject_type', 'subject_id'], name='event_by_subject'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['organization', '-at'], name='event_by_time'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.UniqueConstraint(fields=('organization', 'digest'), name='token_digest_once'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('state__in', ['pending', 'sending'])), fields=['organization', 'next_try_at'], name='mail_that_waits'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(fields=['organization', '-created_at'], name='mail_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.UniqueConstraint(fields=('organization', 'key'), name='one_mail_per_cause'),
        ),
        migrations.AddConstraint(
            model_name='rampstep',
            constraint=models.UniqueConstraint(fields=('organization', 'membership', 'from_on'), name='ramp_step_starts_once'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.UniqueConstraint(fields=('organization', 'membership', 'from_on'), name='schedule_starts_once'),
        ),
        migrations.AddIndex(
            model_name='team',
            index=models.Index(fields=['organization', 'leader'], name='team_by_leader'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(fields=('organization', 'parent', 'name'), name='team_name_once_below_a_parent', nulls_distinct=False, violation_error_message='There is a team of this name here already.'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['organization', 'team', 'starts_on'], name='placement_by_team'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('organization', 'membership', 'starts_on'), name='placement_starts_once'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('organization', 'membership'), name='one_team_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='placement_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='timeoff',
            index=models.Index(fields=['organization', 'membership', 'starts_on'], name='time_off_by_member'),
        ),
        migrations.AddConstraint(
            model_name='timeoff',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='time_off_ends_after_start'),
        ),
        Protect("membership", "team", "placement", "apitoken", "schedule", "timeoff", "rampstep", "event", "outboxmail"),
        # The one look across organizations: where may this user go? It runs as the owner, who sees all rows.
        migrations.RunSQL(
            """
            CREATE FUNCTION organizations_of(person bigint) RETURNS TABLE (id bigint, name varchar, slug varchar)
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
                SELECT o.id, o.name, o.slug FROM organizations_membership m
                JOIN organizations_organization o ON o.id = m.organization_id
                WHERE m.user_id = person AND m.deactivated_at IS NULL ORDER BY o.name, o.id
            $$
            """,
            "DROP FUNCTION organizations_of(bigint)",
        ),
        # A demo goes as a whole, its append-only tables and the accounts that only it had included. Only the
        # owner may do that, and this function does it for nothing but a demo.
        migrations.RunSQL(
            """
            CREATE FUNCTION erase_demo(doomed bigint) RETURNS void
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
                DELETE FROM account_emailaddress WHERE user_id = ANY (people);
                DELETE FROM organizations_user WHERE id = ANY (people);
            END
            $$
            """,
            "DROP FUNCTION erase_demo(bigint)",
        ),
        # Django's cache table: sign-in attempts are counted here, so that losing Redis forgets none.
        migrations.RunSQL(
            """
            CREATE TABLE cache (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX cache_expires ON cache (expires)
            """,
            "DROP TABLE cache",
        ),
    ]
