import django.db.models.deletion
import organizations.tenancy.models
import organizations.tenancy.scope
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('metrics', '0001_initial'),
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OneOnOne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('planned_at', models.DateTimeField()),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('topic', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('leader', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='one_on_ones_led', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('rep', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='one_on_ones', to='organizations.membership')),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(max_length=10000)),
                ('is_shared', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('author', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('one_on_one', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='coaching.oneonone')),
            ],
            options={
                'ordering': ['created_at'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('quantity', models.PositiveIntegerField(blank=True, null=True)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('kept', 'Kept'), ('missed', 'Missed'), ('dropped', 'Dropped')], default='open', max_length=8)),
                ('carried', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('member', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='organizations.membership')),
                ('metric', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='metrics.metric')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('witness', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('one_on_one', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='commitments', to='coaching.oneonone')),
            ],
        ),
        migrations.AddIndex(
            model_name='oneonone',
            index=models.Index(fields=['organization', 'rep', '-planned_at'], name='one_on_one_by_rep'),
        ),
        migrations.AddIndex(
            model_name='oneonone',
            index=models.Index(fields=['organization', 'leader', '-planned_at'], name='one_on_one_by_leader'),
        ),
        migrations.AddConstraint(
            model_name='oneonone',
            constraint=models.CheckConstraint(condition=models.Q(('leader', models.F('rep')), _negated=True), name='one_on_one_takes_two'),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['organization', 'one_on_one'], name='note_by_one_on_one'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['organization', 'member', 'state', 'due_on'], name='commitment_by_member'),
        ),
        Protect("oneonone", "note", "commitment"),
    ]
