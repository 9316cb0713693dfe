"""What a report must have before it is called final, and why it was."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0016_pictures'),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='reporttemplate',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reporttemplate',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='reporttemplate',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='report',
            name='final_reason',
            field=models.TextField(blank=True, verbose_name='reason of calling it final, or of opening it again'),
        ),
        migrations.AddField(
            model_name='reportevent',
            name='final_reason',
            field=models.TextField(blank=True, verbose_name='reason of calling it final, or of opening it again'),
        ),
        migrations.AddField(
            model_name='reporttemplate',
            name='required_figures',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='Their keys, with commas, as texts refer to them.', size=None, verbose_name='required figures'),
        ),
        migrations.AddField(
            model_name='reporttemplate',
            name='required_tables',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='Their keys, with commas, as texts refer to them.', size=None, verbose_name='required tables'),
        ),
        migrations.AddField(
            model_name='reporttemplate',
            name='requires',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('editions', 'Every edition is there and drafted'), ('decision', 'A decision paper has its draft decision in every edition'), ('implications', 'A decision paper says each line of its box in every edition'), ('outcomes', 'Every outcome is reported on'), ('outputs', 'Every output is reported on'), ('words', 'Word budgets are kept'), ('findings', 'The checker finds no error'), ('gate', 'No number waits to be let in or confirmed'), ('translations', 'Every text is translated and says what its original says'), ('questions', 'No question about a paragraph is open'), ('parts', 'No part waits for anybody'), ('draft', 'The latest draft has the texts as they are now')], max_length=20), blank=True, default=list, size=None, verbose_name='required'),
        ),
        migrations.AddField(
            model_name='reporttemplateevent',
            name='required_figures',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='Their keys, with commas, as texts refer to them.', size=None, verbose_name='required figures'),
        ),
        migrations.AddField(
            model_name='reporttemplateevent',
            name='required_tables',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='Their keys, with commas, as texts refer to them.', size=None, verbose_name='required tables'),
        ),
        migrations.AddField(
            model_name='reporttemplateevent',
            name='requires',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('editions', 'Every edition is there and drafted'), ('decision', 'A decision paper has its draft decision in every edition'), ('implications', 'A decision paper says each line of its box in every edition'), ('outcomes', 'Every outcome is reported on'), ('outputs', 'Every output is reported on'), ('words', 'Word budgets are kept'), ('findings', 'The checker finds no error'), ('gate', 'No number waits to be let in or confirmed'), ('translations', 'Every text is translated and says what its original says'), ('questions', 'No question about a paragraph is open'), ('parts', 'No part waits for anybody'), ('draft', 'The latest draft has the texts as they are now')], max_length=20), blank=True, default=list, size=None, verbose_name='required'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "final_reason", "financial_implications", "follow_up", "i18n", "id", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_budget", "word_template_id", "year") VALUES (NEW."agenda_item", NEW."author_unit", NEW."cover_alone", NEW."cut_off", NEW."dated", NEW."decision", NEW."file_tag", NEW."final_reason", NEW."financial_implications", NEW."follow_up", NEW."i18n", NEW."id", NEW."known_at", NEW."legal_implications", NEW."main_outcome", NEW."original_language", NEW."outline", NEW."own_figures", NEW."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_implications", NEW."profile", NEW."related_documents", NEW."rounding", NEW."section", NEW."section_code", NEW."segment", NEW."session_dates", NEW."session_number", NEW."session_place", NEW."since", NEW."slug", NEW."strategic_objective", NEW."strategy_id", NEW."summary", NEW."symbol", NEW."title", NEW."word_budget", NEW."word_template_id", NEW."year"); RETURN NULL;', hash='31af700cf799daa9f94976d52af77e23d9ec9391', operation='INSERT', pgid='pgtrigger_insert_insert_84ceb', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "final_reason", "financial_implications", "follow_up", "i18n", "id", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_budget", "word_template_id", "year") VALUES (NEW."agenda_item", NEW."author_unit", NEW."cover_alone", NEW."cut_off", NEW."dated", NEW."decision", NEW."file_tag", NEW."final_reason", NEW."financial_implications", NEW."follow_up", NEW."i18n", NEW."id", NEW."known_at", NEW."legal_implications", NEW."main_outcome", NEW."original_language", NEW."outline", NEW."own_figures", NEW."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_implications", NEW."profile", NEW."related_documents", NEW."rounding", NEW."section", NEW."section_code", NEW."segment", NEW."session_dates", NEW."session_number", NEW."session_place", NEW."since", NEW."slug", NEW."strategic_objective", NEW."strategy_id", NEW."summary", NEW."symbol", NEW."title", NEW."word_budget", NEW."word_template_id", NEW."year"); RETURN NULL;', hash='23131d3676690600bbab60ce9f34fc69d49470c5', operation='UPDATE', pgid='pgtrigger_update_update_234a9', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("agenda_item", "author_unit", "cover_alone", "cut_off", "dated", "decision", "file_tag", "final_reason", "financial_implications", "follow_up", "i18n", "id", "known_at", "legal_implications", "main_outcome", "original_language", "outline", "own_figures", "own_tables", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_implications", "profile", "related_documents", "rounding", "section", "section_code", "segment", "session_dates", "session_number", "session_place", "since", "slug", "strategic_objective", "strategy_id", "summary", "symbol", "title", "word_budget", "word_template_id", "year") VALUES (OLD."agenda_item", OLD."author_unit", OLD."cover_alone", OLD."cut_off", OLD."dated", OLD."decision", OLD."file_tag", OLD."final_reason", OLD."financial_implications", OLD."follow_up", OLD."i18n", OLD."id", OLD."known_at", OLD."legal_implications", OLD."main_outcome", OLD."original_language", OLD."outline", OLD."own_figures", OLD."own_tables", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_implications", OLD."profile", OLD."related_documents", OLD."rounding", OLD."section", OLD."section_code", OLD."segment", OLD."session_dates", OLD."session_number", OLD."session_place", OLD."since", OLD."slug", OLD."strategic_objective", OLD."strategy_id", OLD."summary", OLD."symbol", OLD."title", OLD."word_budget", OLD."word_template_id", OLD."year"); RETURN NULL;', hash='3ec4f40356d0338177be69ec3d6fb5a11215b5d6', operation='DELETE', pgid='pgtrigger_delete_delete_6acd6', table='reports_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporttemplate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reporttemplateevent" ("id", "languages", "outline", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "required_figures", "required_tables", "requires", "strategy_id", "word_template_id") VALUES (NEW."id", NEW."languages", NEW."outline", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."profile", NEW."required_figures", NEW."required_tables", NEW."requires", NEW."strategy_id", NEW."word_template_id"); RETURN NULL;', hash='8693264340e9b1463b7c5d614b5a744c3aa8e0ac', operation='INSERT', pgid='pgtrigger_insert_insert_b3247', table='reports_reporttemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporttemplate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reporttemplateevent" ("id", "languages", "outline", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "required_figures", "required_tables", "requires", "strategy_id", "word_template_id") VALUES (NEW."id", NEW."languages", NEW."outline", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."profile", NEW."required_figures", NEW."required_tables", NEW."requires", NEW."strategy_id", NEW."word_template_id"); RETURN NULL;', hash='8523da228e25188940ab9ee9a9fd8da5794193c5', operation='UPDATE', pgid='pgtrigger_update_update_b692c', table='reports_reporttemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reporttemplate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reporttemplateevent" ("id", "languages", "outline", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile", "required_figures", "required_tables", "requires", "strategy_id", "word_template_id") VALUES (OLD."id", OLD."languages", OLD."outline", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."profile", OLD."required_figures", OLD."required_tables", OLD."requires", OLD."strategy_id", OLD."word_template_id"); RETURN NULL;', hash='f87cdd2108cd7b4f2cf4e65b322cdf11ba662329', operation='DELETE', pgid='pgtrigger_delete_delete_f9755', table='reports_reporttemplate', when='AFTER')),
        ),
    ])
