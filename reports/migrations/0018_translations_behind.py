"""What the original of headings and of the first page said when it was translated."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0017_what_a_report_requires'),
    ]

    operations = together([
        migrations.CreateModel(
            name='TranslationBehind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=200, verbose_name='place in the paper')),
                ('language', models.CharField(choices=[('en', 'en'), ('de', 'de'), ('fr', 'fr'), ('es', 'es')], max_length=5, verbose_name='language')),
                ('translated_from', models.TextField(verbose_name='translated from')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations_behind', to='reports.report', verbose_name='report')),
            ],
            options={
                'verbose_name': 'translation behind its original',
                'verbose_name_plural': 'translations behind their original',
                'ordering': ('report', 'target', 'language'),
            },
        ),
        migrations.CreateModel(
            name='TranslationBehindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('target', models.CharField(max_length=200, verbose_name='place in the paper')),
                ('language', models.CharField(choices=[('en', 'en'), ('de', 'de'), ('fr', 'fr'), ('es', 'es')], max_length=5, verbose_name='language')),
                ('translated_from', models.TextField(verbose_name='translated from')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.translationbehind')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='report')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='translationbehind',
            constraint=models.UniqueConstraint(fields=('report', 'target', 'language'), name='translation_behind_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translationbehind',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='dae67b204112741d553107641101e6fa278a8cf5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_aef8f', table='reports_translationbehind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translationbehind',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_translationbehindevent" ("id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "target", "translated_from") VALUES (NEW."id", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."target", NEW."translated_from"); RETURN NULL;', hash='14e7dba1ef0fc3fd3dcf6e45aea99b878102e91a', operation='INSERT', pgid='pgtrigger_insert_insert_e0e7e', table='reports_translationbehind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translationbehind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_translationbehindevent" ("id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "target", "translated_from") VALUES (NEW."id", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."target", NEW."translated_from"); RETURN NULL;', hash='e35ee73c32e03d3a18afd80a40a30493681a3409', operation='UPDATE', pgid='pgtrigger_update_update_619e2', table='reports_translationbehind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translationbehind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_translationbehindevent" ("id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "target", "translated_from") VALUES (OLD."id", OLD."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."target", OLD."translated_from"); RETURN NULL;', hash='c63fb2e1e39fa5ea137f6c2446cc2f6cc2d98425', operation='DELETE', pgid='pgtrigger_delete_delete_1ce4d', table='reports_translationbehind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translationbehindevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='488f4d1dc3e252f579a7e766054b725ad233a2ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_287e6', table='reports_translationbehindevent', when='BEFORE')),
        ),
    ])
