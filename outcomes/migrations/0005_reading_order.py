from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0014_sort_key'),
        ('outcomes', '0004_rounds_every'),
    ]

    operations = together([
        migrations.AlterModelOptions(
            name='indicator',
            options={'ordering': ('strategy', 'position', 'number__sort_key', 'id'), 'verbose_name': 'indicator', 'verbose_name_plural': 'indicators'},
        ),
    ])
