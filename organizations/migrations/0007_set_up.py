import django.db.models.deletion
import organizations.tenancy.models
import organizations.tenancy.scope
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0006_working_calendar'),
    ]

    operations = [
        migrations.CreateModel(
            name='SetUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('steps', models.JSONField(default=dict)),
                ('leading', models.CharField(blank=True, choices=[('alone', 'I lead and sell, alone'), ('sells', 'I lead and sell, with others'), ('leads', 'I lead, others sell'), ('other', 'Somebody else leads')], max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('started_by', organizations.tenancy.models.Link(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization',), name='one_set_up_an_organization')],
            },
        ),
        Protect("setup"),
    ]
