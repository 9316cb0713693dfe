"""Findings of the checker that somebody lets stand."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0011_paper_in_hand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='FindingWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=20, verbose_name='mark of the finding')),
                ('rule', models.CharField(max_length=40, verbose_name='rule')),
                ('target', models.CharField(blank=True, max_length=200, verbose_name='place in the paper')),
                ('language', models.CharField(choices=[('en', 'en'), ('de', 'de'), ('fr', 'fr'), ('es', 'es')], max_length=5, verbose_name='language')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='words')),
                ('reason', models.TextField(verbose_name='reason')),
                ('waived_at', models.DateTimeField(verbose_name='waived at')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finding_waivers', to='reports.report', verbose_name='report')),
                ('waived_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='finding_waivers', to=settings.AUTH_USER_MODEL, verbose_name='waived by')),
            ],
            options={
                'verbose_name': 'waived finding',
                'verbose_name_plural': 'waived findings',
                'ordering': ('report', 'waived_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='FindingWaiverEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('fingerprint', models.CharField(max_length=20, verbose_name='mark of the finding')),
                ('rule', models.CharField(max_length=40, verbose_name='rule')),
                ('target', models.CharField(blank=True, max_length=200, verbose_name='place in the paper')),
                ('language', models.CharField(choices=[('en', 'en'), ('de', 'de'), ('fr', 'fr'), ('es', 'es')], max_length=5, verbose_name='language')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='words')),
                ('reason', models.TextField(verbose_name='reason')),
                ('waived_at', models.DateTimeField(verbose_name='waived at')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.findingwaiver')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='report')),
                ('waived_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='waived by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='findingwaiver',
            constraint=models.UniqueConstraint(fields=('report', 'fingerprint'), name='finding_waived_once', violation_error_message='This finding has been waived already.'),
        ),
        migrations.AddConstraint(
            model_name='findingwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_has_a_reason', violation_error_message='Say why the finding may stand.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingwaiver',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='6176482e077cadf76ce1cd840c6c326e8dde8fea', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_238af', table='reports_findingwaiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingwaiver',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_findingwaiverevent" ("fingerprint", "id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "rule", "target", "waived_at", "waived_by_id", "words") VALUES (NEW."fingerprint", NEW."id", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."report_id", NEW."rule", NEW."target", NEW."waived_at", NEW."waived_by_id", NEW."words"); RETURN NULL;', hash='8a5cc7374305d07fadd7a4561063cc781703dfba', operation='INSERT', pgid='pgtrigger_insert_insert_6e5d1', table='reports_findingwaiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingwaiver',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_findingwaiverevent" ("fingerprint", "id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "rule", "target", "waived_at", "waived_by_id", "words") VALUES (NEW."fingerprint", NEW."id", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."report_id", NEW."rule", NEW."target", NEW."waived_at", NEW."waived_by_id", NEW."words"); RETURN NULL;', hash='1c446499f111c42f10280c93fa50f918a170f4c1', operation='UPDATE', pgid='pgtrigger_update_update_b34f4', table='reports_findingwaiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingwaiver',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_findingwaiverevent" ("fingerprint", "id", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "rule", "target", "waived_at", "waived_by_id", "words") VALUES (OLD."fingerprint", OLD."id", OLD."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."report_id", OLD."rule", OLD."target", OLD."waived_at", OLD."waived_by_id", OLD."words"); RETURN NULL;', hash='3cd856b19ddae335f851a4439bc03d446212aacb', operation='DELETE', pgid='pgtrigger_delete_delete_e9663', table='reports_findingwaiver', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='findingwaiverevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='272b81682979061cc4f3e6d3f6bea0e308e432db', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0f6b0', table='reports_findingwaiverevent', when='BEFORE')),
        ),
    ])
