"""What a risk holds in the fields that its strategy adds."""

import outcomes.models.own_fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('risks', '0005_search_words'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='risk',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='risk',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='risk',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='risk',
            name='own',
            field=outcomes.models.own_fields.OwnValues(blank=True, default=dict, verbose_name='own fields'),
        ),
        migrations.AddField(
            model_name='riskevent',
            name='own',
            field=outcomes.models.own_fields.OwnValues(blank=True, default=dict, verbose_name='own fields'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_riskevent" ("cause", "closed_on", "closing_note", "code", "consequence", "event", "i18n", "id", "identified_on", "illustrative", "outcome_id", "own", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "register", "strategy_id", "unit_id") VALUES (NEW."cause", NEW."closed_on", NEW."closing_note", NEW."code", NEW."consequence", NEW."event", NEW."i18n", NEW."id", NEW."identified_on", NEW."illustrative", NEW."outcome_id", NEW."own", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."register", NEW."strategy_id", NEW."unit_id"); RETURN NULL;', hash='69903d9b1aa9d1740f32bd73473942924221a403', operation='INSERT', pgid='pgtrigger_insert_insert_6e45a', table='risks_risk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risks_riskevent" ("cause", "closed_on", "closing_note", "code", "consequence", "event", "i18n", "id", "identified_on", "illustrative", "outcome_id", "own", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "register", "strategy_id", "unit_id") VALUES (NEW."cause", NEW."closed_on", NEW."closing_note", NEW."code", NEW."consequence", NEW."event", NEW."i18n", NEW."id", NEW."identified_on", NEW."illustrative", NEW."outcome_id", NEW."own", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."register", NEW."strategy_id", NEW."unit_id"); RETURN NULL;', hash='444ee6d764c5f01644f812687d57ce4739a42c0e', operation='UPDATE', pgid='pgtrigger_update_update_72842', table='risks_risk', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='risk',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risks_riskevent" ("cause", "closed_on", "closing_note", "code", "consequence", "event", "i18n", "id", "identified_on", "illustrative", "outcome_id", "own", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "register", "strategy_id", "unit_id") VALUES (OLD."cause", OLD."closed_on", OLD."closing_note", OLD."code", OLD."consequence", OLD."event", OLD."i18n", OLD."id", OLD."identified_on", OLD."illustrative", OLD."outcome_id", OLD."own", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."register", OLD."strategy_id", OLD."unit_id"); RETURN NULL;', hash='f1f1b0e8c80d72cfdeec05cd0006c5d64f4d5bab', operation='DELETE', pgid='pgtrigger_delete_delete_1766a', table='risks_risk', when='AFTER')),
        ),
    ])
