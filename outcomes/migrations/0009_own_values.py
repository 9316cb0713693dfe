"""What an indicator holds in the fields that its strategy adds."""

import outcomes.models.own_fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0008_words'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicator',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicator',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='indicator',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='indicator',
            name='own',
            field=outcomes.models.own_fields.OwnValues(blank=True, default=dict, verbose_name='own fields'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='own',
            field=outcomes.models.own_fields.OwnValues(blank=True, default=dict, verbose_name='own fields'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_indicatorevent" ("accumulation", "aggregation", "baseline_note", "baseline_on", "baseline_reason", "baseline_text", "baseline_value", "basis", "criteria", "direction", "i18n", "id", "illustrative", "in_force_from", "in_force_until", "means_of_verification", "measure", "number", "number_key", "outcome_id", "own", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "responsible_id", "responsible_unit_id", "scope", "strategy_id", "title") VALUES (NEW."accumulation", NEW."aggregation", NEW."baseline_note", NEW."baseline_on", NEW."baseline_reason", NEW."baseline_text", NEW."baseline_value", NEW."basis", NEW."criteria", NEW."direction", NEW."i18n", NEW."id", NEW."illustrative", NEW."in_force_from", NEW."in_force_until", NEW."means_of_verification", NEW."measure", NEW."number", NEW."number_key", NEW."outcome_id", NEW."own", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."responsible_id", NEW."responsible_unit_id", NEW."scope", NEW."strategy_id", NEW."title"); RETURN NULL;', hash='4eaf64167c549dee164c6887b0898ad552c603d0', operation='INSERT', pgid='pgtrigger_insert_insert_1a04d', table='outcomes_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_indicatorevent" ("accumulation", "aggregation", "baseline_note", "baseline_on", "baseline_reason", "baseline_text", "baseline_value", "basis", "criteria", "direction", "i18n", "id", "illustrative", "in_force_from", "in_force_until", "means_of_verification", "measure", "number", "number_key", "outcome_id", "own", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "responsible_id", "responsible_unit_id", "scope", "strategy_id", "title") VALUES (NEW."accumulation", NEW."aggregation", NEW."baseline_note", NEW."baseline_on", NEW."baseline_reason", NEW."baseline_text", NEW."baseline_value", NEW."basis", NEW."criteria", NEW."direction", NEW."i18n", NEW."id", NEW."illustrative", NEW."in_force_from", NEW."in_force_until", NEW."means_of_verification", NEW."measure", NEW."number", NEW."number_key", NEW."outcome_id", NEW."own", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."responsible_id", NEW."responsible_unit_id", NEW."scope", NEW."strategy_id", NEW."title"); RETURN NULL;', hash='f5df64f59f699ab113455434e641388b1f265dea', operation='UPDATE', pgid='pgtrigger_update_update_ad6d6', table='outcomes_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_indicatorevent" ("accumulation", "aggregation", "baseline_note", "baseline_on", "baseline_reason", "baseline_text", "baseline_value", "basis", "criteria", "direction", "i18n", "id", "illustrative", "in_force_from", "in_force_until", "means_of_verification", "measure", "number", "number_key", "outcome_id", "own", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "responsible_id", "responsible_unit_id", "scope", "strategy_id", "title") VALUES (OLD."accumulation", OLD."aggregation", OLD."baseline_note", OLD."baseline_on", OLD."baseline_reason", OLD."baseline_text", OLD."baseline_value", OLD."basis", OLD."criteria", OLD."direction", OLD."i18n", OLD."id", OLD."illustrative", OLD."in_force_from", OLD."in_force_until", OLD."means_of_verification", OLD."measure", OLD."number", OLD."number_key", OLD."outcome_id", OLD."own", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."responsible_id", OLD."responsible_unit_id", OLD."scope", OLD."strategy_id", OLD."title"); RETURN NULL;', hash='7d06d4e0fad66f15a3cf4dc7346cfe17df10059a', operation='DELETE', pgid='pgtrigger_delete_delete_61a74', table='outcomes_indicator', when='AFTER')),
        ),
    ])
