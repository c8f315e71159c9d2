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
            name='Play',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('slug', models.SlugField(max_length=80)),
                ('situation', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('owner', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
            ],
            options={
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='PlayVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('body', models.TextField(max_length=50000)),
                ('created_at', models.DateTimeField()),
                ('summary', models.CharField(blank=True, max_length=200)),
                ('author', organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership')),
                ('organization', models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')),
                ('play', organizations.tenancy.models.Link(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='playbooks.play')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.AddField(
            model_name='play',
            name='live',
            field=organizations.tenancy.models.Link(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='playbooks.playversion'),
        ),
        migrations.AddConstraint(
            model_name='playversion',
            constraint=models.UniqueConstraint(fields=('organization', 'play', 'number'), name='one_version_a_number'),
        ),
        migrations.AddConstraint(
            model_name='play',
            constraint=models.UniqueConstraint(fields=('organization', 'slug'), name='play_slug_once', violation_error_message='This play exists already.'),
        ),
        Protect("play", "playversion"),
    ]
