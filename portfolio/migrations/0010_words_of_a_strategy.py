"""Kind, category and size of a project are words of its strategy: the keys stay as they are."""

import outcomes.models.term_field
from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0008_words'),
        ('portfolio', '0009_search_words'),
    ]

    operations = together([
        migrations.AlterField(
            model_name='project',
            name='category',
            field=outcomes.models.term_field.TermField(blank=True, verbose_name='category', vocabulary='category'),
        ),
        migrations.AlterField(
            model_name='project',
            name='kind',
            field=outcomes.models.term_field.TermField(default='project', verbose_name='kind', vocabulary='kind'),
        ),
        migrations.AlterField(
            model_name='project',
            name='size',
            field=outcomes.models.term_field.TermField(blank=True, verbose_name='size', vocabulary='size'),
        ),
        migrations.AlterField(
            model_name='projectevent',
            name='category',
            field=outcomes.models.term_field.TermField(blank=True, verbose_name='category', vocabulary='category'),
        ),
        migrations.AlterField(
            model_name='projectevent',
            name='kind',
            field=outcomes.models.term_field.TermField(default='project', verbose_name='kind', vocabulary='kind'),
        ),
        migrations.AlterField(
            model_name='projectevent',
            name='size',
            field=outcomes.models.term_field.TermField(blank=True, verbose_name='size', vocabulary='size'),
        ),
    ])
