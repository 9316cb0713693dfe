"""What search finds rows by: decision 053."""

import core.languages.search_words
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.fields.json
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0016_search_indexes'),
        ('outcomes', '0006_search_words'),
        ('portfolio', '0008_reading_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.RemoveIndex(
            model_name='commitment',
            name='promise_words',
        ),
        migrations.RemoveIndex(
            model_name='decision',
            name='decision_words',
        ),
        migrations.RemoveIndex(
            model_name='milestone',
            name='milestone_words',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_words',
        ),
        migrations.RemoveIndex(
            model_name='remark',
            name='remark_words',
        ),
        migrations.RemoveIndex(
            model_name='statusupdate',
            name='status_words',
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('what', django.db.models.fields.json.KeyTextTransform('what_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_es', 'i18n'), 'answer', django.db.models.fields.json.KeyTextTransform('answer_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('answer_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('answer_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('what', 'answer', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('what_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('answer_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('what_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('answer_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('what_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('answer_es', 'i18n'), config='spanish'), None), name='promise_words'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('what', django.db.models.fields.json.KeyTextTransform('what_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('what_es', 'i18n')), name='promise_titles'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), 'text', django.db.models.fields.json.KeyTextTransform('text_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', 'text', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_es', 'i18n'), config='spanish'), None), name='decision_words'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), name='decision_titles'),
        ),
        migrations.AddIndex(
            model_name='fundingline',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('code', 'source', 'title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='funding_line_words'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), config='spanish'), None), name='milestone_words'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('code', 'name', django.db.models.fields.json.KeyTextTransform('name_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('name_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('name_es', 'i18n'), 'description', django.db.models.fields.json.KeyTextTransform('description_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('name', 'description', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('name_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('name_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('name_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('description_es', 'i18n'), config='spanish'), None), name='project_words'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('code', 'name', django.db.models.fields.json.KeyTextTransform('name_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('name_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('name_es', 'i18n')), name='project_titles'),
        ),
        migrations.AddIndex(
            model_name='remark',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('text', django.db.models.fields.json.KeyTextTransform('text_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('text_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('text', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('text_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('text_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('text_es', 'i18n'), config='spanish'), None), name='remark_words'),
        ),
        migrations.AddIndex(
            model_name='statusupdate',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('achieved', 'planned', 'reason'), '||', django.contrib.postgres.search.SearchVector('achieved', 'planned', 'reason', config='english'), None), '||', django.contrib.postgres.search.SearchVector('achieved', 'planned', 'reason', config='german'), None), condition=models.Q(('state', 'draft'), _negated=True), name='status_words'),
        ),
    ])
