"""What became of deliverables; subtitles; base and comparison of a measured value."""

import core.languages.search_words
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.fields.json
import modeltrans.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0016_search_indexes'),
        ('outcomes', '0009_own_values'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverable',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverable',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverable',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='measurement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='measurement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='measurement',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outcome',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outcome',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='outcome',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='output',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='output',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='output',
            name='delete_delete',
        ),
        migrations.RemoveIndex(
            model_name='deliverable',
            name='deliverable_words',
        ),
        migrations.RemoveIndex(
            model_name='measurement',
            name='measurement_words',
        ),
        migrations.RemoveIndex(
            model_name='outcome',
            name='outcome_words',
        ),
        migrations.RemoveIndex(
            model_name='output',
            name='output_words',
        ),
        migrations.AddField(
            model_name='deliverable',
            name='illustrative',
            field=models.BooleanField(default=False, help_text='What became of it is invented for a demonstration.', verbose_name='illustrative'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='reached_on',
            field=models.DateField(blank=True, help_text='Of a month or a year, any day of it: the field beside says how much is known.', null=True, verbose_name='reached on'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='reached_precision',
            field=models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], default='day', max_length=5, verbose_name='known to the'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='remark',
            field=models.TextField(blank=True, verbose_name='remark'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to=settings.AUTH_USER_MODEL, verbose_name='responsible person'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='responsible_unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliverables', to='core.unit', verbose_name='responsible unit'),
        ),
        migrations.AddField(
            model_name='deliverable',
            name='state',
            field=models.CharField(blank=True, choices=[('planned', 'Planned'), ('in_progress', 'In progress'), ('reached', 'Reached'), ('partly', 'Reached in part'), ('dropped', 'Dropped')], max_length=12, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='illustrative',
            field=models.BooleanField(default=False, help_text='What became of it is invented for a demonstration.', verbose_name='illustrative'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='reached_on',
            field=models.DateField(blank=True, help_text='Of a month or a year, any day of it: the field beside says how much is known.', null=True, verbose_name='reached on'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='reached_precision',
            field=models.CharField(choices=[('day', 'Day'), ('month', 'Month'), ('year', 'Year')], default='day', max_length=5, verbose_name='known to the'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='remark',
            field=models.TextField(blank=True, verbose_name='remark'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='responsible',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='responsible person'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='responsible_unit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.unit', verbose_name='responsible unit'),
        ),
        migrations.AddField(
            model_name='deliverableevent',
            name='state',
            field=models.CharField(blank=True, choices=[('planned', 'Planned'), ('in_progress', 'In progress'), ('reached', 'Reached'), ('partly', 'Reached in part'), ('dropped', 'Dropped')], max_length=12, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='base',
            field=models.CharField(blank=True, help_text='Of how many, or of what, it was found: “67 respondents”.', max_length=120, verbose_name='base'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='comparison_period',
            field=models.CharField(blank=True, help_text='The year or the period of the value beside it, such as 2019.', max_length=60, verbose_name='period of the comparison value'),
        ),
        migrations.AddField(
            model_name='measurement',
            name='comparison_value',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='comparison value'),
        ),
        migrations.AddField(
            model_name='measurementevent',
            name='base',
            field=models.CharField(blank=True, help_text='Of how many, or of what, it was found: “67 respondents”.', max_length=120, verbose_name='base'),
        ),
        migrations.AddField(
            model_name='measurementevent',
            name='comparison_period',
            field=models.CharField(blank=True, help_text='The year or the period of the value beside it, such as 2019.', max_length=60, verbose_name='period of the comparison value'),
        ),
        migrations.AddField(
            model_name='measurementevent',
            name='comparison_value',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True, verbose_name='comparison value'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='subtitle',
            field=models.CharField(blank=True, max_length=300, verbose_name='subtitle'),
        ),
        migrations.AddField(
            model_name='outcomeevent',
            name='subtitle',
            field=models.CharField(blank=True, max_length=300, verbose_name='subtitle'),
        ),
        migrations.AddField(
            model_name='output',
            name='subtitle',
            field=models.CharField(blank=True, max_length=300, verbose_name='subtitle'),
        ),
        migrations.AddField(
            model_name='outputevent',
            name='subtitle',
            field=models.CharField(blank=True, max_length=300, verbose_name='subtitle'),
        ),
        migrations.AlterField(
            model_name='deliverable',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('title', 'due_text', 'remark'), required_languages=(), virtual_fields=True),
        ),
        migrations.AlterField(
            model_name='deliverableevent',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('title', 'due_text', 'remark'), required_languages=(), virtual_fields=True),
        ),
        migrations.AlterField(
            model_name='outcome',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('title', 'subtitle', 'opening'), required_languages=(), virtual_fields=True),
        ),
        migrations.AlterField(
            model_name='outcomeevent',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('title', 'subtitle', 'opening'), required_languages=(), virtual_fields=True),
        ),
        migrations.AlterField(
            model_name='output',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('title', 'subtitle'), required_languages=(), virtual_fields=True),
        ),
        migrations.AlterField(
            model_name='outputevent',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('title', 'subtitle'), required_languages=(), virtual_fields=True),
        ),
        migrations.AddIndex(
            model_name='deliverable',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), 'remark', django.db.models.fields.json.KeyTextTransform('remark_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('remark_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('remark_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', 'remark', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('remark_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('remark_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('remark_es', 'i18n'), config='spanish'), None), name='deliverable_words'),
        ),
        migrations.AddIndex(
            model_name='deliverable',
            index=django.contrib.postgres.indexes.GinIndex(core.languages.search_words.PartsVector('title', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n')), name='deliverable_titles'),
        ),
        migrations.AddIndex(
            model_name='measurement',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('qualifier', 'base', 'note', 'evidence_text', 'evidence_label'), '||', django.contrib.postgres.search.SearchVector('qualifier', 'base', 'note', 'evidence_text', 'evidence_label', config='english'), None), '||', django.contrib.postgres.search.SearchVector('qualifier', 'base', 'note', 'evidence_text', 'evidence_label', config='german'), None), name='measurement_words'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('number', 'title', 'subtitle', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', 'subtitle', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_es', 'i18n'), config='spanish'), None), name='outcome_words'),
        ),
        migrations.AddIndex(
            model_name='output',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(core.languages.search_words.PartsVector('number', 'title', 'subtitle', django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_es', 'i18n')), '||', django.contrib.postgres.search.SearchVector('title', 'subtitle', config='english'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_de', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_de', 'i18n'), config='german'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_fr', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_fr', 'i18n'), config='french'), None), '||', django.contrib.postgres.search.SearchVector(django.db.models.fields.json.KeyTextTransform('title_es', 'i18n'), django.db.models.fields.json.KeyTextTransform('subtitle_es', 'i18n'), config='spanish'), None), name='output_words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_deliverableevent" ("due_on", "due_text", "i18n", "id", "illustrative", "in_force_from", "in_force_until", "output_id", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reached_on", "reached_precision", "remark", "responsible_id", "responsible_unit_id", "state", "title") VALUES (NEW."due_on", NEW."due_text", NEW."i18n", NEW."id", NEW."illustrative", NEW."in_force_from", NEW."in_force_until", NEW."output_id", NEW."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."reached_on", NEW."reached_precision", NEW."remark", NEW."responsible_id", NEW."responsible_unit_id", NEW."state", NEW."title"); RETURN NULL;', hash='a3161ffe7f3f49a2b15d847fd05f3ad1536e313c', operation='INSERT', pgid='pgtrigger_insert_insert_1899b', table='outcomes_deliverable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_deliverableevent" ("due_on", "due_text", "i18n", "id", "illustrative", "in_force_from", "in_force_until", "output_id", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reached_on", "reached_precision", "remark", "responsible_id", "responsible_unit_id", "state", "title") VALUES (NEW."due_on", NEW."due_text", NEW."i18n", NEW."id", NEW."illustrative", NEW."in_force_from", NEW."in_force_until", NEW."output_id", NEW."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."reached_on", NEW."reached_precision", NEW."remark", NEW."responsible_id", NEW."responsible_unit_id", NEW."state", NEW."title"); RETURN NULL;', hash='978ee71daac8ce2c233eb00d8ea647242ce4b5bf', operation='UPDATE', pgid='pgtrigger_update_update_26e5e', table='outcomes_deliverable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverable',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_deliverableevent" ("due_on", "due_text", "i18n", "id", "illustrative", "in_force_from", "in_force_until", "output_id", "part_of_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reached_on", "reached_precision", "remark", "responsible_id", "responsible_unit_id", "state", "title") VALUES (OLD."due_on", OLD."due_text", OLD."i18n", OLD."id", OLD."illustrative", OLD."in_force_from", OLD."in_force_until", OLD."output_id", OLD."part_of_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."reached_on", OLD."reached_precision", OLD."remark", OLD."responsible_id", OLD."responsible_unit_id", OLD."state", OLD."title"); RETURN NULL;', hash='0214f3d03a3389c6c4c78d483446ba678f2b2511', operation='DELETE', pgid='pgtrigger_delete_delete_6e8e3', table='outcomes_deliverable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_measurementevent" ("base", "comparison_period", "comparison_value", "denominator", "entered_by_id", "evidence", "evidence_label", "evidence_text", "id", "illustrative", "indicator_id", "measured_on", "note", "numerator", "period_end", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "value", "verified_by_id", "verified_on") VALUES (NEW."base", NEW."comparison_period", NEW."comparison_value", NEW."denominator", NEW."entered_by_id", NEW."evidence", NEW."evidence_label", NEW."evidence_text", NEW."id", NEW."illustrative", NEW."indicator_id", NEW."measured_on", NEW."note", NEW."numerator", NEW."period_end", NEW."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."qualifier", NEW."value", NEW."verified_by_id", NEW."verified_on"); RETURN NULL;', hash='c2e551ea45610d476f8908a25a001ba625c477a7', operation='INSERT', pgid='pgtrigger_insert_insert_5eac4', table='outcomes_measurement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_measurementevent" ("base", "comparison_period", "comparison_value", "denominator", "entered_by_id", "evidence", "evidence_label", "evidence_text", "id", "illustrative", "indicator_id", "measured_on", "note", "numerator", "period_end", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "value", "verified_by_id", "verified_on") VALUES (NEW."base", NEW."comparison_period", NEW."comparison_value", NEW."denominator", NEW."entered_by_id", NEW."evidence", NEW."evidence_label", NEW."evidence_text", NEW."id", NEW."illustrative", NEW."indicator_id", NEW."measured_on", NEW."note", NEW."numerator", NEW."period_end", NEW."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."qualifier", NEW."value", NEW."verified_by_id", NEW."verified_on"); RETURN NULL;', hash='a5ab94f8f179446b8eb5e0a5644063a0a71c27bd', operation='UPDATE', pgid='pgtrigger_update_update_bd122', table='outcomes_measurement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='measurement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_measurementevent" ("base", "comparison_period", "comparison_value", "denominator", "entered_by_id", "evidence", "evidence_label", "evidence_text", "id", "illustrative", "indicator_id", "measured_on", "note", "numerator", "period_end", "period_start", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualifier", "value", "verified_by_id", "verified_on") VALUES (OLD."base", OLD."comparison_period", OLD."comparison_value", OLD."denominator", OLD."entered_by_id", OLD."evidence", OLD."evidence_label", OLD."evidence_text", OLD."id", OLD."illustrative", OLD."indicator_id", OLD."measured_on", OLD."note", OLD."numerator", OLD."period_end", OLD."period_start", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."qualifier", OLD."value", OLD."verified_by_id", OLD."verified_on"); RETURN NULL;', hash='fceaa067bdbd210234d8c4a11af903b175d87e74', operation='DELETE', pgid='pgtrigger_delete_delete_fc949', table='outcomes_measurement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_outcomeevent" ("i18n", "id", "in_force_from", "in_force_until", "number", "opening", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "subtitle", "title") VALUES (NEW."i18n", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", NEW."opening", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."strategy_id", NEW."subtitle", NEW."title"); RETURN NULL;', hash='38c854daebea272358b9aa5e8830fbdbee0d2992', operation='INSERT', pgid='pgtrigger_insert_insert_babf4', table='outcomes_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_outcomeevent" ("i18n", "id", "in_force_from", "in_force_until", "number", "opening", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "subtitle", "title") VALUES (NEW."i18n", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", NEW."opening", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."strategy_id", NEW."subtitle", NEW."title"); RETURN NULL;', hash='67000c5766bbf955cd4308584ddb69baed4e7b5f', operation='UPDATE', pgid='pgtrigger_update_update_eb061', table='outcomes_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_outcomeevent" ("i18n", "id", "in_force_from", "in_force_until", "number", "opening", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "subtitle", "title") VALUES (OLD."i18n", OLD."id", OLD."in_force_from", OLD."in_force_until", OLD."number", OLD."opening", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."strategy_id", OLD."subtitle", OLD."title"); RETURN NULL;', hash='2d60573d7af1e291a761b70153c57a395e98640a', operation='DELETE', pgid='pgtrigger_delete_delete_e6ec6', table='outcomes_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_outputevent" ("i18n", "id", "in_force_from", "in_force_until", "number", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subtitle", "title") VALUES (NEW."i18n", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."subtitle", NEW."title"); RETURN NULL;', hash='f4494adf64c8f11ecaf25a0780f812a5b3f6f16d', operation='INSERT', pgid='pgtrigger_insert_insert_55799', table='outcomes_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_outputevent" ("i18n", "id", "in_force_from", "in_force_until", "number", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subtitle", "title") VALUES (NEW."i18n", NEW."id", NEW."in_force_from", NEW."in_force_until", NEW."number", NEW."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."subtitle", NEW."title"); RETURN NULL;', hash='f47f7b03f32f9d6823798495549be43d34c02998', operation='UPDATE', pgid='pgtrigger_update_update_79dde', table='outcomes_output', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='output',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_outputevent" ("i18n", "id", "in_force_from", "in_force_until", "number", "outcome_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subtitle", "title") VALUES (OLD."i18n", OLD."id", OLD."in_force_from", OLD."in_force_until", OLD."number", OLD."outcome_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."subtitle", OLD."title"); RETURN NULL;', hash='e7fd67dfd5bd5abce180e6e99b480e00d521181b', operation='DELETE', pgid='pgtrigger_delete_delete_0a016', table='outcomes_output', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='deliverable',
            constraint=models.CheckConstraint(condition=models.Q(('reached_on__isnull', True), ('state__in', ('reached', 'partly')), _connector='OR'), name='deliverable_reached_has_a_state', violation_error_message='Only what is reached, or reached in part, has a day on which it was.'),
        ),
        migrations.AddConstraint(
            model_name='measurement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comparison_period', ''), ('comparison_value__isnull', True)), models.Q(('comparison_value__isnull', False), models.Q(('comparison_period', ''), _negated=True)), _connector='OR'), name='comparison_has_a_period', violation_error_message='Give a comparison value and its period, or neither.'),
        ),
    ])
