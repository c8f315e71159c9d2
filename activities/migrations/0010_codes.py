"""Types and outcomes get the codes that their tally sheets had until now, and keep them."""

from itertools import count

from django.db import migrations, models

from organizations.tenancy.scope import organization_scope


def give_codes(apps, schema_editor):
    for pk in apps.get_model("organizations", "Organization").objects.order_by("pk").values_list("pk", flat=True):
        with organization_scope(pk):
            models_ = apps.get_model("activities", "ActivityType"), apps.get_model("activities", "Outcome")
            give_codes_of_one(*models_, organization_id=pk)


def give_codes_of_one(types, outcomes, **whose):
    """As they were printed: types in use in their order, then the retired ones; outcomes of each numbered likewise.

    `whose` names the organization: migrations run as the owner of the tables, who sees everybody's.
    """
    letters = set()
    for kind in in_use_first(types.objects.filter(**whose).order_by("position", "name", "pk")):
        kind.code = letter_for(kind.name, letters)
        letters.add(kind.code)
        kind.save(update_fields=["code"])
        endings = in_use_first(outcomes.objects.filter(type_id=kind.pk).order_by("position", "pk"))
        for number, ending in enumerate(endings, start=1):
            ending.code = f"{kind.code}{number}"
            ending.save(update_fields=["code"])


def in_use_first(records):
    return sorted(records, key=lambda one: one.retired_at is not None)


def letter_for(name, taken):
    letters = [letter.upper() for letter in name if letter.isalpha() and len(letter.upper()) == 1]
    spare = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    numbered = (f"{letter}{round_}." for round_ in count(2) for letter in spare)
    for letter in [*letters, *spare]:
        if letter not in taken:
            return letter
    return next(letter for letter in numbered if letter not in taken)


class Migration(migrations.Migration):

    dependencies = [
        ("activities", "0009_device_keys"),
    ]

    operations = [
        *[
            migrations.AddField(model, name, field)
            for model in ("activitytype", "outcome")
            for name, field in [
                ("also_called", models.JSONField(default=list, blank=True)),
                ("former_codes", models.JSONField(default=list, blank=True)),
            ]
        ],
        migrations.AddField("activitytype", "code", models.CharField(max_length=8, default=""), preserve_default=False),
        migrations.AddField("outcome", "code", models.CharField(max_length=8, default=""), preserve_default=False),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="activitytype",
            constraint=models.UniqueConstraint(fields=("organization", "code"), name="activity_type_code_once"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(fields=("organization", "code"), name="outcome_code_once"),
        ),
    ]
