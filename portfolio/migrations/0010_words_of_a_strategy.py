"""Kind, category and size of a project are words of its strategy: the keys stay as they are. And what
it holds in the fields that the strategy adds.
"""

import outcomes.models.own_fields
import outcomes.models.term_field
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0008_words'),
        ('portfolio', '0009_search_words'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='project',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='project',
            name='own',
            field=outcomes.models.own_fields.OwnValues(blank=True, default=dict, verbose_name='own fields'),
        ),
        migrations.AddField(
            model_name='projectevent',
            name='own',
            field=outcomes.models.own_fields.OwnValues(blank=True, default=dict, verbose_name='own fields'),
        ),
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
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_projectevent" ("actual_finish", "baseline_finish", "baseline_start", "business_owner_id", "category", "code", "description", "driver_id", "forecast_finish", "i18n", "id", "illustrative", "kind", "lead_unit_id", "manager_id", "name", "output_id", "own", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_off_by_id", "signed_off_on", "size", "strategy_id") VALUES (NEW."actual_finish", NEW."baseline_finish", NEW."baseline_start", NEW."business_owner_id", NEW."category", NEW."code", NEW."description", NEW."driver_id", NEW."forecast_finish", NEW."i18n", NEW."id", NEW."illustrative", NEW."kind", NEW."lead_unit_id", NEW."manager_id", NEW."name", NEW."output_id", NEW."own", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."signed_off_by_id", NEW."signed_off_on", NEW."size", NEW."strategy_id"); RETURN NULL;', hash='6852c35ed4bf77329ce60fde5bada638d49e9e80', operation='INSERT', pgid='pgtrigger_insert_insert_e7f55', table='portfolio_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_projectevent" ("actual_finish", "baseline_finish", "baseline_start", "business_owner_id", "category", "code", "description", "driver_id", "forecast_finish", "i18n", "id", "illustrative", "kind", "lead_unit_id", "manager_id", "name", "output_id", "own", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_off_by_id", "signed_off_on", "size", "strategy_id") VALUES (NEW."actual_finish", NEW."baseline_finish", NEW."baseline_start", NEW."business_owner_id", NEW."category", NEW."code", NEW."description", NEW."driver_id", NEW."forecast_finish", NEW."i18n", NEW."id", NEW."illustrative", NEW."kind", NEW."lead_unit_id", NEW."manager_id", NEW."name", NEW."output_id", NEW."own", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."signed_off_by_id", NEW."signed_off_on", NEW."size", NEW."strategy_id"); RETURN NULL;', hash='813cabc2b20a0eef6b7bda28ca5454d28ed7cbca', operation='UPDATE', pgid='pgtrigger_update_update_37766', table='portfolio_project', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='project',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_projectevent" ("actual_finish", "baseline_finish", "baseline_start", "business_owner_id", "category", "code", "description", "driver_id", "forecast_finish", "i18n", "id", "illustrative", "kind", "lead_unit_id", "manager_id", "name", "output_id", "own", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_off_by_id", "signed_off_on", "size", "strategy_id") VALUES (OLD."actual_finish", OLD."baseline_finish", OLD."baseline_start", OLD."business_owner_id", OLD."category", OLD."code", OLD."description", OLD."driver_id", OLD."forecast_finish", OLD."i18n", OLD."id", OLD."illustrative", OLD."kind", OLD."lead_unit_id", OLD."manager_id", OLD."name", OLD."output_id", OLD."own", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."signed_off_by_id", OLD."signed_off_on", OLD."size", OLD."strategy_id"); RETURN NULL;', hash='31c0fa01b1ab1de4970592e86084479990442306', operation='DELETE', pgid='pgtrigger_delete_delete_aeb96', table='portfolio_project', when='AFTER')),
        ),
    ])
