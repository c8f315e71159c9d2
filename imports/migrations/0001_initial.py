import django.db.models.deletion
import organizations.tenancy.models
import organizations.tenancy.scope
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=60)),
                ('filename', models.CharField(max_length=300)),
                ('digest', models.CharField(max_length=64)),
                ('mapping', models.JSONField(default=dict)),
                ('state', models.CharField(default='running', max_length=10)),
                ('last_line', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('warned', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('started_by', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
        ),
        migrations.CreateModel(
            name='ImportIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('column', models.CharField(blank=True, max_length=200)),
                ('value', models.CharField(blank=True, max_length=500)),
                ('reason', models.CharField(max_length=300)),
                ('severity', models.CharField(default='refused', max_length=10)),
                ('batch', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='imports.importbatch')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='importbatch',
            index=models.Index(fields=['organization', '-started_at'], name='batch_newest_first'),
        ),
        migrations.AddIndex(
            model_name='importissue',
            index=models.Index(fields=['organization', 'batch', 'line'], name='issue_by_line'),
        ),
        Protect("importbatch", "importissue"),
    ]
