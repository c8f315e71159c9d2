import django.db.models.deletion
import organizations.tenancy.models
import organizations.tenancy.scope
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('crm', '0001_initial'),
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('channel', models.CharField(choices=[('call', 'Call'), ('email', 'E-mail'), ('text', 'Text'), ('social', 'Social'), ('visit', 'Visit'), ('meeting', 'Meeting'), ('event', 'Event'), ('other', 'Other')], max_length=10)),
                ('family', models.CharField(choices=[('prospecting', 'Prospecting'), ('nurture', 'Nurture'), ('result', 'Result'), ('other', 'No credit')], default='prospecting', max_length=12)),
                ('icon', models.CharField(default='phone', max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prospect', models.CharField(blank=True, max_length=300)),
                ('prospect_key', models.CharField(blank=True, max_length=320)),
                ('occurred_at', models.DateTimeField()),
                ('occurred_on', models.DateField()),
                ('seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('inbound', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True, max_length=10000)),
                ('evidence', models.CharField(choices=[('live', 'Live'), ('same_day', 'Same day'), ('late', 'Late'), ('tally', 'Tally'), ('imported', 'Imported')], default='live', max_length=10)),
                ('client_id', models.UUIDField(blank=True, null=True)),
                ('import_source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=200)),
                ('logged_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('account', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='crm.account')),
                ('contact', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='crm.contact')),
                ('member', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='organizations.membership')),
                ('opportunity', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='crm.opportunity')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('team', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.team')),
                ('type', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activitytype')),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prospect', models.CharField(blank=True, max_length=300)),
                ('due_on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('account', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='crm.account')),
                ('activity', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='activities.activity')),
                ('contact', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='crm.contact')),
                ('member', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('icon', models.CharField(default='check', max_length=40)),
                ('is_attempt', models.BooleanField(default=False)),
                ('is_conversation', models.BooleanField(default=False)),
                ('is_positive', models.BooleanField(default=False)),
                ('ends_cadence', models.BooleanField(default=False)),
                ('needs_date', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('type', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='activities.activitytype')),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='outcome',
            field=organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.outcome'),
        ),
        migrations.AddConstraint(
            model_name='activitytype',
            constraint=models.UniqueConstraint(fields=('organization', 'key'), name='activity_type_key_once'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['organization', 'member', 'due_on'], name='open_follow_ups'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('organization', 'type', 'key'), name='outcome_key_once'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True)), fields=['organization', 'occurred_on'], include=('member', 'team', 'type', 'outcome', 'prospect_key', 'seconds', 'inbound'), name='activity_by_day'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True)), fields=['organization', 'member', 'occurred_on'], include=('team', 'type', 'outcome', 'prospect_key', 'seconds', 'inbound'), name='activity_by_member'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['organization', 'contact'], name='activity_by_contact'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('account__isnull', False)), fields=['organization', 'account'], name='activity_by_account'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(fields=('organization', 'member', 'client_id'), name='activity_client_id_once'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('organization', 'import_source', 'external_id'), name='activity_imported_once'),
        ),
        Protect("activitytype", "outcome", "activity", "followup"),
        # A member tells the organization: without this the planner takes one for chance beside the other, and expects
        # a hundredth of the rows that a person has.
        migrations.RunSQL(
            "CREATE STATISTICS activity_whose (dependencies) ON organization_id, member_id FROM activities_activity",
            "DROP STATISTICS activity_whose",
        ),
    ]
