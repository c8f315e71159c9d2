from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0009_rule_changes'),
    ]

    operations = [
        migrations.AddField(model_name='outboxmail', name='has_secret', field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name='outboxmail',
            name='unsubscribe_url',
            field=models.CharField(blank=True, default='', max_length=300),
            preserve_default=False,
        ),
    ]
