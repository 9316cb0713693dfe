from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0014_sort_key'),
        ('risks', '0003_printed_codes'),
    ]

    operations = together([
        migrations.AlterModelOptions(
            name='issue',
            options={'ordering': ('code__sort_key', 'id'), 'verbose_name': 'issue', 'verbose_name_plural': 'issues'},
        ),
        migrations.AlterModelOptions(
            name='risk',
            options={'ordering': ('code__sort_key', 'id'), 'verbose_name': 'risk', 'verbose_name_plural': 'risks'},
        ),
    ])
