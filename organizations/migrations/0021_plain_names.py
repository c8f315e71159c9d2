from django.db import migrations

import organizations.plain_names


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0020_card_of_invitation"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="plain_name",
            field=organizations.plain_names.PlainNameField(),
        ),
        migrations.AddField(
            model_name="team",
            name="plain_name",
            field=organizations.plain_names.PlainNameField(),
        ),
    ]
