"""Teams can be retired; how many people one leader has at most before it is said to be too many."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0013_erasing")]

    operations = [
        migrations.AddField(
            model_name="team", name="retired_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="organization",
            name="most_reports",
            field=models.PositiveSmallIntegerField(
                db_default=10,
                default=10,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
            ),
        ),
        # The name of a retired team is free for another one.
        migrations.RemoveConstraint(model_name="team", name="team_name_once_below_a_parent"),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("organization", "parent", "name"),
                name="team_name_once_below_a_parent",
                nulls_distinct=False,
                violation_error_message="There is a team of this name here already.",
            ),
        ),
    ]
