import django.db.models.deletion
import organizations.tenancy.models
import organizations.tenancy.scope
from decimal import Decimal
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
            name='CardTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('valid_from', models.DateField()),
                ('cap', models.DecimalField(decimal_places=2, default=Decimal('1.20'), max_digits=4)),
                ('floor', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4)),
                ('threshold', models.PositiveSmallIntegerField(default=90)),
                ('created_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week_on', models.DateField()),
                ('claimed_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('score', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True)),
                ('own_days', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4)),
                ('verdict', models.CharField(blank=True, max_length=200)),
                ('snapshot', models.JSONField(default=dict)),
                ('formula_version', models.PositiveSmallIntegerField(default=1)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('reflection', models.TextField(blank=True, max_length=4000)),
                ('member', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('team', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.team')),
                ('template', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scorecards.cardtemplate')),
            ],
        ),
        migrations.CreateModel(
            name='TeamCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week_on', models.DateField()),
                ('closed_at', models.DateTimeField()),
                ('score', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True)),
                ('snapshot', models.JSONField(default=dict)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('team', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='team_cards', to='organizations.team')),
            ],
        ),
        migrations.CreateModel(
            name='TemplateLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('metric', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='metrics.metric')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('template', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='scorecards.cardtemplate')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('cause', models.CharField(max_length=300)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('actor', organizations.tenancy.models.Link(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('card', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='scorecards.card')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'card', 'at'], name='amendment_by_card')],
            },
        ),
        migrations.AddConstraint(
            model_name='cardtemplate',
            constraint=models.UniqueConstraint(fields=('organization', 'name', 'valid_from'), name='one_template_version_a_week'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['organization', 'week_on'], name='card_by_week'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['organization', 'team', 'week_on'], name='card_by_team'),
        ),
        migrations.AddConstraint(
            model_name='card',
            constraint=models.UniqueConstraint(fields=('organization', 'member', 'week_on'), name='one_card_a_week'),
        ),
        migrations.AddConstraint(
            model_name='teamcard',
            constraint=models.UniqueConstraint(fields=('organization', 'team', 'week_on'), name='one_team_card_a_week'),
        ),
        migrations.AddConstraint(
            model_name='templateline',
            constraint=models.UniqueConstraint(fields=('organization', 'template', 'metric'), name='metric_once_per_template'),
        ),
        Protect("cardtemplate", "templateline", "card", "teamcard", "amendment"),
    ]
