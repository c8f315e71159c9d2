from django.db import migrations, models

VERIFY = """
INSERT INTO account_emailaddress (user_id, email, verified, "primary")
    SELECT id, lower(email), true, true FROM organizations_user u
    WHERE password NOT LIKE '!%' AND NOT EXISTS (SELECT FROM account_emailaddress a WHERE a.user_id = u.id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ("organizations", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="second_factor_required",
            field=models.BooleanField(default=False),
        ),
        # Accounts from before addresses were verified: an operator made them, and they sign in as before.
        migrations.RunSQL(VERIFY, migrations.RunSQL.noop),
    ]
