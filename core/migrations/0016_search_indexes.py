"""What search finds rows by: decision 053."""

import core.languages.search_words
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.fields.json
from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0015_search_words'),
    ]

    operations = together([
        migrations.AddIndex(
            model_name='unit',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('code', 'name', django.db.models.fields.json.KeyTextTransform('name_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('name_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('name_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('name', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('name_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('name_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('name_es', 'i18n'), config='spanish'), None), name='unit_words'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('full_name'), name='person_words'),
        ),
    ])
