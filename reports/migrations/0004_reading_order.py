from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0014_sort_key'),
        ('reports', '0003_printed_codes'),
    ]

    operations = together([
        migrations.AlterModelOptions(
            name='wordtemplate',
            options={'ordering': ('name__sort_key', 'id'), 'verbose_name': 'Word template', 'verbose_name_plural': 'Word templates'},
        ),
    ])
