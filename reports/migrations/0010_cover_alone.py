"""Whether the text begins on the page after the cover."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0009_declared_figures'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='report',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='report',
            name='cover_alone',
            field=models.BooleanField(default=False, verbose_name='text begins on the page after the cover'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='cover_alone',
            field=models.BooleanField(default=False, verbose_name='text begins on the page after the cover'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "financial_implications", "follow_up", "i18n", "id", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_template_id", "year") VALUES (NEW."agenda_item", NEW."author_unit", NEW."cover_alone", NEW."cut_off", NEW."dated", NEW."decision", NEW."file_tag", NEW."financial_implications", NEW."follow_up", NEW."i18n", NEW."id", NEW."known_at", NEW."legal_implications", NEW."main_outcome", NEW."original_language", NEW."outline", NEW."own_figures", NEW."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_implications", NEW."profile", NEW."related_documents", NEW."rounding", NEW."section", NEW."section_code", NEW."segment", NEW."session_dates", NEW."session_number", NEW."session_place", NEW."since", NEW."slug", NEW."strategic_objective", NEW."strategy_id", NEW."summary", NEW."symbol", NEW."title", NEW."word_template_id", NEW."year"); RETURN NULL;', hash='e78b4336998f9ee7ac5edde15e2eaefc5fbe0dcf', operation='INSERT', pgid='pgtrigger_insert_insert_84ceb', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "financial_implications", "follow_up", "i18n", "id", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_template_id", "year") VALUES (NEW."agenda_item", NEW."author_unit", NEW."cover_alone", NEW."cut_off", NEW."dated", NEW."decision", NEW."file_tag", NEW."financial_implications", NEW."follow_up", NEW."i18n", NEW."id", NEW."known_at", NEW."legal_implications", NEW."main_outcome", NEW."original_language", NEW."outline", NEW."own_figures", NEW."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_implications", NEW."profile", NEW."related_documents", NEW."rounding", NEW."section", NEW."section_code", NEW."segment", NEW."session_dates", NEW."session_number", NEW."session_place", NEW."since", NEW."slug", NEW."strategic_objective", NEW."strategy_id", NEW."summary", NEW."symbol", NEW."title", NEW."word_template_id", NEW."year"); RETURN NULL;', hash='76e21aa3f3ac46a37a9f648c918185a6e2281d80', operation='UPDATE', pgid='pgtrigger_update_update_234a9', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "financial_implications", "follow_up", "i18n", "id", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_template_id", "year") VALUES (OLD."agenda_item", OLD."author_unit", OLD."cover_alone", OLD."cut_off", OLD."dated", OLD."decision", OLD."file_tag", OLD."financial_implications", OLD."follow_up", OLD."i18n", OLD."id", OLD."known_at", OLD."legal_implications", OLD."main_outcome", OLD."original_language", OLD."outline", OLD."own_figures", OLD."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_implications", OLD."profile", OLD."related_documents", OLD."rounding", OLD."section", OLD."section_code", OLD."segment", OLD."session_dates", OLD."session_number", OLD."session_place", OLD."since", OLD."slug", OLD."strategic_objective", OLD."strategy_id", OLD."summary", OLD."symbol", OLD."title", OLD."word_template_id", OLD."year"); RETURN NULL;', hash='575f9f15348a2458e695b915699f5873e97fb1e4', operation='DELETE', pgid='pgtrigger_delete_delete_6acd6', table='reports_report', when='AFTER')),
        ),
    ])
