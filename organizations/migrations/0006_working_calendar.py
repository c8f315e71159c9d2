import django.core.validators
import django.db.models.deletion
import organizations.tenancy.models
import organizations.tenancy.scope
from decimal import Decimal
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0005_look'),
    ]

    operations = [
        migrations.CreateModel(
            name='HolidayRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('country', models.CharField(blank=True, max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=40)),
                ('membership', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holiday_regions', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='OwnDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('name', models.CharField(max_length=100)),
                ('share', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)])),
                ('country', models.CharField(blank=True, max_length=2)),
                ('subdivision', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['on', 'country', 'subdivision'],
            },
        ),
        migrations.CreateModel(
            name='RampTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('shares', models.JSONField()),
                ('every', models.PositiveSmallIntegerField(default=1)),
                ('unit', models.CharField(choices=[('weeks', 'Weeks'), ('months', 'Months')], default='months', max_length=6)),
                ('created_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddField(
            model_name='timeoff',
            name='answer',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='timeoff',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='timeoff',
            name='decided_by',
            field=organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='timeoff',
            name='part',
            field=models.CharField(blank=True, choices=[('morning', 'Morning'), ('afternoon', 'Afternoon')], max_length=9),
        ),
        migrations.AddField(
            model_name='timeoff',
            name='state',
            field=models.CharField(choices=[('asked', 'Asked for'), ('approved', 'Approved'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='approved', max_length=9),
        ),
        migrations.AddField(
            model_name='timeoff',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='timeoff',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['organization'], name='time_off_that_waits'),
        ),
        migrations.AddConstraint(
            model_name='timeoff',
            constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0)), name='time_off_takes_something'),
        ),
        migrations.AddConstraint(
            model_name='holidayregion',
            constraint=models.UniqueConstraint(fields=('organization', 'membership', 'from_on'), name='holiday_region_starts_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='ownday',
            constraint=models.UniqueConstraint(fields=('organization', 'on', 'country', 'subdivision'), name='own_day_once_a_region', violation_error_message='There is a rule for this day already. Remove it first.'),
        ),
        migrations.AddConstraint(
            model_name='ramptemplate',
            constraint=models.UniqueConstraint(fields=('organization', 'name'), name='ramp_template_name_once', violation_error_message='There is a ramp of this name already.'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='subdivision',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='organization',
            name='subdivision',
            field=models.CharField(blank=True, max_length=40),
        ),
        Protect("holidayregion", "ownday", "ramptemplate", "timeoff"),
    ]
