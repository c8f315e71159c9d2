from django.db import migrations, models

# Tokens from before there were scopes go on opening what they opened.
EVERYTHING = [
    "activities:write", "customers:write", "numbers:write", "coaching:write", "playbook:read", "people:write",
    "organization:write", "audit:read",
]  # fmt: skip


def everything():
    return list(EVERYTHING)


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0017_mail_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="apitoken",
            name="scopes",
            field=models.JSONField(default=everything),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="apitoken",
            name="last_used_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
