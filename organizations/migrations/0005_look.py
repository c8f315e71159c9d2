from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0004_origin_of_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='theme',
            field=models.CharField(choices=[('system', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='system', max_length=10),
        ),
        migrations.AddField(
            model_name='membership',
            name='language',
            field=models.CharField(blank=True, default='', max_length=10),
            preserve_default=False,
        ),
    ]
