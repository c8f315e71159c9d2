from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0010_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='followup',
            name='day_of_month',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
