from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0019_languages_of_accounts"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="card_template",
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
