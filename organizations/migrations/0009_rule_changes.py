from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0008_sign_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='organization',
            name='rule_changes',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
