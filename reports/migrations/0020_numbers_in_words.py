"""Which numbers a report writes in words."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0019_requirements_reworded'),
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
            name='in_words',
            field=models.CharField(choices=[('ten', 'One to ten'), ('nine', 'One to nine, as the United Nations write')], default='ten', max_length=8, verbose_name='numbers in words'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='in_words',
            field=models.CharField(choices=[('ten', 'One to ten'), ('nine', 'One to nine, as the United Nations write')], default='ten', max_length=8, verbose_name='numbers in words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "final_reason", "financial_implications", "follow_up", "i18n", "id", "in_words", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_budget", "word_template_id", "year") VALUES (NEW."agenda_item", NEW."author_unit", NEW."cover_alone", NEW."cut_off", NEW."dated", NEW."decision", NEW."file_tag", NEW."final_reason", NEW."financial_implications", NEW."follow_up", NEW."i18n", NEW."id", NEW."in_words", NEW."known_at", NEW."legal_implications", NEW."main_outcome", NEW."original_language", NEW."outline", NEW."own_figures", NEW."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_implications", NEW."profile", NEW."related_documents", NEW."rounding", NEW."section", NEW."section_code", NEW."segment", NEW."session_dates", NEW."session_number", NEW."session_place", NEW."since", NEW."slug", NEW."strategic_objective", NEW."strategy_id", NEW."summary", NEW."symbol", NEW."title", NEW."word_budget", NEW."word_template_id", NEW."year"); RETURN NULL;', hash='748dec210aa857852f582300395779346aca47cc', operation='INSERT', pgid='pgtrigger_insert_insert_84ceb', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "final_reason", "financial_implications", "follow_up", "i18n", "id", "in_words", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_budget", "word_template_id", "year") VALUES (NEW."agenda_item", NEW."author_unit", NEW."cover_alone", NEW."cut_off", NEW."dated", NEW."decision", NEW."file_tag", NEW."final_reason", NEW."financial_implications", NEW."follow_up", NEW."i18n", NEW."id", NEW."in_words", NEW."known_at", NEW."legal_implications", NEW."main_outcome", NEW."original_language", NEW."outline", NEW."own_figures", NEW."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_implications", NEW."profile", NEW."related_documents", NEW."rounding", NEW."section", NEW."section_code", NEW."segment", NEW."session_dates", NEW."session_number", NEW."session_place", NEW."since", NEW."slug", NEW."strategic_objective", NEW."strategy_id", NEW."summary", NEW."symbol", NEW."title", NEW."word_budget", NEW."word_template_id", NEW."year"); RETURN NULL;', hash='878ba4f9de525caff1a0eb4832932faea56f73b9', operation='UPDATE', pgid='pgtrigger_update_update_234a9', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "final_reason", "financial_implications", "follow_up", "i18n", "id", "in_words", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_budget", "word_template_id", "year") VALUES (OLD."agenda_item", OLD."author_unit", OLD."cover_alone", OLD."cut_off", OLD."dated", OLD."decision", OLD."file_tag", OLD."final_reason", OLD."financial_implications", OLD."follow_up", OLD."i18n", OLD."id", OLD."in_words", OLD."known_at", OLD."legal_implications", OLD."main_outcome", OLD."original_language", OLD."outline", OLD."own_figures", OLD."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_implications", OLD."profile", OLD."related_documents", OLD."rounding", OLD."section", OLD."section_code", OLD."segment", OLD."session_dates", OLD."session_number", OLD."session_place", OLD."since", OLD."slug", OLD."strategic_objective", OLD."strategy_id", OLD."summary", OLD."symbol", OLD."title", OLD."word_budget", OLD."word_template_id", OLD."year"); RETURN NULL;', hash='8bab388a4eeeecfd0ff15527c2be681517a4288c', operation='DELETE', pgid='pgtrigger_delete_delete_6acd6', table='reports_report', when='AFTER')),
        ),
    ])
