"""What search finds rows by: decision 053."""

import core.languages.search_words
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.fields.json
from django.conf import settings
from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0016_search_indexes'),
        ('outcomes', '0005_reading_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.RemoveIndex(
            model_name='indicator',
            name='indicator_words',
        ),
        migrations.RemoveIndex(
            model_name='measurement',
            name='measurement_words',
        ),
        migrations.AddIndex(
            model_name='deliverable',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='deliverable_words'),
        ),
        migrations.AddIndex(
            model_name='driver',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='driver_words'),
        ),
        migrations.AddIndex(
            model_name='indicator',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('number', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='indicator_words'),
        ),
        migrations.AddIndex(
            model_name='measurement',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('qualifier', 'note', 'evidence_text', 'evidence_label'), '||', django.contrib.postgres.search.SearchVector('qualifier', 'note', 'evidence_text', 'evidence_label', config='english'), None), '||', django.contrib.postgres.search.SearchVector('qualifier', 'note', 'evidence_text', 'evidence_label', config='german'), None), name='measurement_words'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('number', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='outcome_words'),
        ),
        migrations.AddIndex(
            model_name='output',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('number', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='output_words'),
        ),
        migrations.AddIndex(
            model_name='strategy',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('symbol', 'title', 'short_title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('short_title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('short_title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('short_title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', 'short_title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('short_title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('short_title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('short_title_es', 'i18n'), config='spanish'), None), name='strategy_words'),
        ),
    ])
