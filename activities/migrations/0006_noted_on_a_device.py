from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0005_call_logs'),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='noted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
