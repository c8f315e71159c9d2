import django.db.models.deletion
from django.db import migrations, models

import organizations.tenancy.models
import organizations.tenancy.scope
from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0008_call_blocks'),
        ('organizations', '0008_sign_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeviceKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(max_length=44)),
                ('created_at', models.DateTimeField()),
                ('membership', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='device_keys', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organization', 'membership'), name='one_device_key_per_member')],
            },
        ),
        Protect("devicekey"),
    ]
