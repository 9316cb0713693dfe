import core.languages.sorting
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0014_sort_key'),
        ('outcomes', '0005_reading_order'),
        ('portfolio', '0007_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.AlterModelOptions(
            name='decision',
            options={'ordering': ('-on', 'title__sort_key', 'id'), 'verbose_name': 'decision', 'verbose_name_plural': 'decisions'},
        ),
        migrations.AlterModelOptions(
            name='fundingline',
            options={'ordering': ('strategy', 'code__sort_key', 'id'), 'verbose_name': 'funding line', 'verbose_name_plural': 'funding lines'},
        ),
        migrations.AlterModelOptions(
            name='project',
            options={'ordering': ('code__sort_key', 'id'), 'verbose_name': 'project', 'verbose_name_plural': 'projects'},
        ),
        migrations.AlterModelOptions(
            name='quantity',
            options={'ordering': ('project', 'key__sort_key', 'id'), 'verbose_name': 'quantity', 'verbose_name_plural': 'quantities'},
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_by_code',
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(core.languages.sorting.SortKey('code'), models.F('id'), name='project_by_code'),
        ),
    ])
