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
            name='Metric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('definition', models.CharField(blank=True, max_length=400)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('filters', models.JSONField(blank=True, default=list)),
                ('aggregate', models.CharField(choices=[('count', 'Count'), ('sum', 'Sum'), ('distinct', 'Distinct prospects per day'), ('ratio', 'Ratio of two')], default='count', max_length=10)),
                ('value', models.CharField(blank=True, max_length=60)),
                ('unit', models.CharField(choices=[('count', 'Number'), ('money', 'Money'), ('percent', 'Share'), ('seconds', 'Time')], default='count', max_length=10)),
                ('direction', models.CharField(choices=[('higher', 'Higher is better'), ('lower', 'Lower is better')], default='higher', max_length=6)),
                ('prorate', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('denominator', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='metrics.metric')),
                ('numerator', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='metrics.metric')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('quality', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='metrics.metric')),
            ],
            options={
                'ordering': ['position', 'name'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'key'), name='metric_key_once')],
            },
        ),
        Protect("metric"),
    ]
