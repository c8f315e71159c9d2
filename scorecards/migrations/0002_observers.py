import django.db.models.deletion
import django.db.models.functions.text
import organizations.tenancy.models
import organizations.tenancy.scope
from django.db import migrations, models

from organizations.tenancy.operations import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0001_initial'),
        ('scorecards', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Observer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('address', models.EmailField(max_length=254)),
                ('created_at', models.DateTimeField()),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organization'), django.db.models.functions.text.Lower('address'), name='one_observer_an_address')],
            },
        ),
        migrations.CreateModel(
            name='ObserverKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('observer', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='scorecards.observer')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest',), name='observer_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('confirmed', 'Gets the card'), ('left', 'Left'), ('ended', 'Ended')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asks', models.PositiveSmallIntegerField(default=1)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', organizations.tenancy.models.Link(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('ended_by', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('member', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='organizations.membership')),
                ('observer', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='scorecards.observer')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'member'], name='watch_by_member')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'confirmed'])), fields=('organization', 'observer', 'member'), name='one_running_watch_a_pair')],
            },
        ),
        Protect("observer", "observerkey", "watch"),
        # A link in a mail names no organization. Which one it is for, and whose it is, its digest tells: the one
        # look across organizations that an observer needs. It runs as the owner, who sees all rows.
        migrations.RunSQL(
            """
            CREATE FUNCTION observer_behind(secret_digest varchar)
            RETURNS TABLE (organization_id bigint, observer_id bigint)
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
                SELECT k.organization_id, k.observer_id FROM scorecards_observerkey k WHERE k.digest = secret_digest
            $$
            """,
            "DROP FUNCTION observer_behind(varchar)",
        ),
    ]
