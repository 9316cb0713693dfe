"""What search finds rows by: decision 053."""

import core.languages.search_words
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.fields.json
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0006_search_words'),
        ('reports', '0004_reading_order'),
    ]

    operations = together([
        migrations.RemoveIndex(
            model_name='paragraphtext',
            name='paragraph_words',
        ),
        migrations.AddIndex(
            model_name='paragraphtext',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('text'), '||', models.Case(models.When(language='en', then=django.contrib.postgres.search.SearchVector('text', config='english')), models.When(language='de', then=django.contrib.postgres.search.SearchVector('text', config='german')), models.When(language='fr', then=django.contrib.postgres.search.SearchVector('text', config='french')), models.When(language='es', then=django.contrib.postgres.search.SearchVector('text', config='spanish')), output_field=django.contrib.postgres.search.SearchVectorField()), None), name='paragraph_words'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('symbol', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='report_words'),
        ),
    ])
