from django.db import migrations, models

import organizations.plain_names


class Migration(migrations.Migration):
    """Lists are read in the order of plain names, so the indexes follow it."""

    dependencies = [
        ("crm", "0002_struck_numbers"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=model, name="plain_name", field=organizations.plain_names.PlainNameField()
            )
            for model in ("account", "contact", "opportunity")
        ),
        migrations.RemoveIndex(model_name="account", name="account_by_name"),
        migrations.RemoveIndex(model_name="contact", name="contact_by_name"),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(fields=["organization", "plain_name"], name="account_by_plain_name"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["organization", "plain_name"], name="contact_by_plain_name"),
        ),
    ]
