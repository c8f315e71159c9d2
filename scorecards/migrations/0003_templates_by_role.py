"""Several templates, each in versions, and who has which. What there was becomes the first of them, unchanged."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import organizations.tenancy.models
import organizations.tenancy.scope
from organizations.tenancy.operations import Protect


def owner():
    return models.ForeignKey(db_index=False, default=organizations.tenancy.scope.current_organization_id, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organizations.organization')


def link(to, on_delete=django.db.models.deletion.PROTECT, related_name='+', **more):
    return organizations.tenancy.models.Link(db_constraint=False, on_delete=on_delete, related_name=related_name, to=to, **more)


# Rows of one name were versions of one template. The earliest stays as the template; its version holds from the
# beginning, as the first one always did. Cards point at the template, and the template that came first is the default.
CARRY_OVER = """
CREATE TEMPORARY TABLE was ON COMMIT DROP AS
SELECT id, organization_id, valid_from, cap, floor, threshold, created_at,
    first_value(id) OVER (PARTITION BY organization_id, name ORDER BY valid_from, id) AS template_id
FROM scorecards_cardtemplate;
INSERT INTO scorecards_templateversion
    (organization_id, template_id, from_on, cap, floor, threshold, created_at)
SELECT organization_id, template_id, CASE WHEN id = template_id THEN DATE '1970-01-01' ELSE valid_from END,
    cap, floor, threshold, created_at
FROM was;
UPDATE scorecards_templateline l SET version_id = v.id
FROM was w JOIN scorecards_templateversion v ON v.template_id = w.template_id
    AND v.from_on = CASE WHEN w.id = w.template_id THEN DATE '1970-01-01' ELSE w.valid_from END
WHERE l.template_id = w.id;
UPDATE scorecards_card c SET template_id = w.template_id
FROM was w WHERE c.template_id = w.id AND w.id <> w.template_id;
UPDATE scorecards_cardtemplate t SET role = 'sdr' WHERE t.name = 'Prospecting';
INSERT INTO scorecards_templateassignment (organization_id, template_id, from_on, created_at)
SELECT DISTINCT ON (organization_id) organization_id, template_id, DATE '1970-01-01', created_at
FROM was ORDER BY organization_id, valid_from, id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
# After the lines have let go of the rows that were versions only.
LEAVE_TEMPLATES = """
DELETE FROM scorecards_cardtemplate t
WHERE NOT EXISTS (SELECT FROM scorecards_templateversion v WHERE v.template_id = t.id);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('metrics', '0001_initial'),
        ('organizations', '0011_invitations'),
        ('scorecards', '0002_observers'),
    ]

    operations = [
        migrations.AlterModelOptions(name='cardtemplate', options={'ordering': ['name', 'pk']}),
        migrations.AddField('cardtemplate', 'role', models.CharField(blank=True, default='', max_length=20), preserve_default=False),
        migrations.AddField('cardtemplate', 'retired_at', models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name='TemplateVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('cap', models.DecimalField(decimal_places=2, default=Decimal('1.20'), max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('1')), django.core.validators.MaxValueValidator(Decimal('5'))])),
                ('floor', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('1'))])),
                ('threshold', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)])),
                ('created_at', models.DateTimeField()),
                ('organization', owner()),
                ('set_by', link('organizations.membership', blank=True, null=True)),
                ('template', link('scorecards.cardtemplate', django.db.models.deletion.CASCADE, 'versions')),
            ],
            options={
                'ordering': ['from_on'],
                'constraints': [models.UniqueConstraint(fields=('organization', 'template', 'from_on'), name='one_template_version_a_day')],
            },
        ),
        migrations.CreateModel(
            name='TemplateAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('member', link('organizations.membership', related_name='card_templates', blank=True, null=True)),
                ('organization', owner()),
                ('set_by', link('organizations.membership', blank=True, null=True)),
                ('template', link('scorecards.cardtemplate', related_name='assignments', blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organization', 'template'], name='assignment_by_template')],
                'constraints': [
                    models.UniqueConstraint(fields=('organization', 'member', 'from_on'), name='one_template_a_week', nulls_distinct=False),
                    models.CheckConstraint(condition=models.Q(('member__isnull', False), ('template__isnull', False), _connector='OR'), name='the_default_is_a_template'),
                ],
            },
        ),
        migrations.AddField('templateline', 'version', link('scorecards.templateversion', django.db.models.deletion.CASCADE, 'lines', null=True)),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RemoveConstraint('templateline', 'metric_once_per_template'),
        migrations.RemoveField('templateline', 'template'),
        migrations.AlterField('templateline', 'version', link('scorecards.templateversion', django.db.models.deletion.CASCADE, 'lines')),
        migrations.AddConstraint('templateline', models.UniqueConstraint(fields=('organization', 'version', 'metric'), name='metric_once_per_version')),
        migrations.RunSQL(LEAVE_TEMPLATES, migrations.RunSQL.noop),
        migrations.RemoveConstraint('cardtemplate', 'one_template_version_a_week'),
        migrations.RemoveField('cardtemplate', 'valid_from'),
        migrations.RemoveField('cardtemplate', 'cap'),
        migrations.RemoveField('cardtemplate', 'floor'),
        migrations.RemoveField('cardtemplate', 'threshold'),
        migrations.AddConstraint('cardtemplate', models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('organization', 'name'), name='card_template_name_once', violation_error_message='There is a template of this name already. Choose another name.')),
        Protect("templateversion", "templateassignment", "templateline"),
    ]
