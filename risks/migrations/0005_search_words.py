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
        ('outcomes', '0006_search_words'),
        ('portfolio', '0009_search_words'),
        ('risks', '0004_reading_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.RemoveIndex(
            model_name='acceptance',
            name='acceptance_words',
        ),
        migrations.RemoveIndex(
            model_name='assessment',
            name='assessment_words',
        ),
        migrations.RemoveIndex(
            model_name='issue',
            name='issue_words',
        ),
        migrations.RemoveIndex(
            model_name='mitigation',
            name='measure_words',
        ),
        migrations.RemoveIndex(
            model_name='risk',
            name='risk_words',
        ),
        migrations.AddIndex(
            model_name='acceptance',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('reason'), '||', django.contrib.postgres.search.SearchVector('reason', config='english'), None), '||', django.contrib.postgres.search.SearchVector('reason', config='german'), None), name='acceptance_words'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('note'), '||', django.contrib.postgres.search.SearchVector('note', config='english'), None), '||', django.contrib.postgres.search.SearchVector('note', config='german'), None), name='assessment_words'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('code', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), 'description', django.db.models.fields.json.KeyTextTransform('description_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', 'description', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_es', 'i18n'), config='spanish'), None), name='issue_words'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('code', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), name='issue_titles'),
        ),
        migrations.AddIndex(
            model_name='mitigation',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('what', django.db.models.fields.json.KeyTextTransform('what_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_es', 'i18n'), 'effect', django.db.models.fields.json.KeyTextTransform('effect_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('effect_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('effect_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('what', 'effect', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('what_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('effect_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('what_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('effect_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('what_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('effect_es', 'i18n'), config='spanish'), None), name='measure_words'),
        ),
        migrations.AddIndex(
            model_name='mitigation',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('what', django.db.models.fields.json.KeyTextTransform('what_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_es', 'i18n')), name='measure_titles'),
        ),
        migrations.AddIndex(
            model_name='risk',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('code', 'event', django.db.models.fields.json.KeyTextTransform('event_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('event_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('event_es', 'i18n'), 'cause', 'consequence', django.db.models.fields.json.KeyTextTransform('cause_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('consequence_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('cause_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('consequence_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('cause_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('consequence_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('event', 'cause', 'consequence', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('event_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('cause_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('consequence_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('event_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('cause_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('consequence_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('event_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('cause_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('consequence_es', 'i18n'), config='spanish'), None), name='risk_words'),
        ),
        migrations.AddIndex(
            model_name='risk',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('code', 'event', django.db.models.fields.json.KeyTextTransform('event_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('event_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('event_es', 'i18n')), name='risk_titles'),
        ),
    ])
