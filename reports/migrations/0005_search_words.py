"""What search finds rows by: decision 053."""

import core.search.words
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0015_search_words"),
        ('reports', '0004_reading_order'),
    ]

    operations = together([
        migrations.RemoveIndex(
            model_name='paragraphtext',
            name='paragraph_words',
        ),
        migrations.AddIndex(
            model_name='paragraphtext',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(core.search.words.PartsVector('text'), '||', models.Case(models.When(language='en', then=django.contrib.postgres.search.SearchVector('text', config='english')), models.When(language='de', then=django.contrib.postgres.search.SearchVector('text', config='german')), models.When(language='fr', then=django.contrib.postgres.search.SearchVector('text', config='french')), models.When(language='es', then=django.contrib.postgres.search.SearchVector('text', config='spanish')), output_field=django.contrib.postgres.search.SearchVectorField()), None), name='paragraph_words'),
        ),
    ])
