"""Words of two requirements: the levels are named as their strategy calls them."""

import django.contrib.postgres.fields
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0018_translations_behind'),
    ]

    operations = together([
        migrations.AlterField(
            model_name='reporttemplate',
            name='requires',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('editions', 'Every edition is there and drafted'), ('decision', 'A decision paper has its draft decision in every edition'), ('implications', 'A decision paper says each line of its box in every edition'), ('outcomes', 'Everything on the first level is reported on'), ('outputs', 'Everything on the second level is reported on'), ('words', 'Word budgets are kept'), ('findings', 'The checker finds no error'), ('gate', 'No number waits to be let in or confirmed'), ('translations', 'Every text is translated and says what its original says'), ('questions', 'No question about a paragraph is open'), ('parts', 'No part waits for anybody'), ('draft', 'The latest draft has the texts as they are now')], max_length=20), blank=True, default=list, size=None, verbose_name='required'),
        ),
        migrations.AlterField(
            model_name='reporttemplateevent',
            name='requires',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('editions', 'Every edition is there and drafted'), ('decision', 'A decision paper has its draft decision in every edition'), ('implications', 'A decision paper says each line of its box in every edition'), ('outcomes', 'Everything on the first level is reported on'), ('outputs', 'Everything on the second level is reported on'), ('words', 'Word budgets are kept'), ('findings', 'The checker finds no error'), ('gate', 'No number waits to be let in or confirmed'), ('translations', 'Every text is translated and says what its original says'), ('questions', 'No question about a paragraph is open'), ('parts', 'No part waits for anybody'), ('draft', 'The latest draft has the texts as they are now')], max_length=20), blank=True, default=list, size=None, verbose_name='required'),
        ),
    ])
