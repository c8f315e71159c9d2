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
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cadence', models.CharField(choices=[('week', 'A week')], default='week', max_length=8)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('member', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='organizations.membership')),
                ('metric', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='metrics.metric')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
        ),
        migrations.CreateModel(
            name='TargetStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('goal', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='goals.goal')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('set_by', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'ordering': ['from_on'],
            },
        ),
        migrations.AddIndex(
            model_name='goal',
            index=models.Index(fields=['organization', 'member', 'starts_on'], name='goal_by_member'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('organization', 'member', 'metric', 'cadence'), name='one_running_goal_per_metric', violation_error_message='There is a goal for this metric already. Change its target instead.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='goal_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='targetstep',
            constraint=models.UniqueConstraint(fields=('organization', 'goal', 'from_on'), name='one_target_step_a_day'),
        ),
        migrations.AddConstraint(
            model_name='targetstep',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='target_is_not_negative'),
        ),
        Protect("goal", "targetstep"),
    ]
