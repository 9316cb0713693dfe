"""Numbers that were let into a paper, held, or set by hand."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0012_finding_waivers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='AcceptedNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=500, verbose_name='number')),
                ('value', models.CharField(blank=True, max_length=80, verbose_name='value')),
                ('of', models.CharField(blank=True, max_length=80, verbose_name='whole')),
                ('before', models.CharField(blank=True, max_length=80, verbose_name='value compared with')),
                ('accepted_at', models.DateTimeField(verbose_name='accepted at')),
                ('hold_reason', models.TextField(blank=True, verbose_name='held because')),
                ('held_at', models.DateTimeField(blank=True, null=True, verbose_name='held at')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accepted_numbers', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('held_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='held_numbers', to=settings.AUTH_USER_MODEL, verbose_name='held by')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accepted_numbers', to='reports.report', verbose_name='report')),
            ],
            options={
                'verbose_name': 'accepted number',
                'verbose_name_plural': 'accepted numbers',
                'ordering': ('report', 'signature'),
            },
        ),
        migrations.CreateModel(
            name='AcceptedNumberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('signature', models.CharField(max_length=500, verbose_name='number')),
                ('value', models.CharField(blank=True, max_length=80, verbose_name='value')),
                ('of', models.CharField(blank=True, max_length=80, verbose_name='whole')),
                ('before', models.CharField(blank=True, max_length=80, verbose_name='value compared with')),
                ('accepted_at', models.DateTimeField(verbose_name='accepted at')),
                ('hold_reason', models.TextField(blank=True, verbose_name='held because')),
                ('held_at', models.DateTimeField(blank=True, null=True, verbose_name='held at')),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by')),
                ('held_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='held by')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.acceptednumber')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='report')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NumberOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(max_length=500, verbose_name='number')),
                ('value', models.CharField(blank=True, max_length=80, verbose_name='value')),
                ('of', models.CharField(blank=True, max_length=80, verbose_name='whole')),
                ('source', models.CharField(blank=True, max_length=260, verbose_name='amount of the data')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='number_overrides', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_overrides', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='number_overrides', to='reports.report', verbose_name='report')),
            ],
            options={
                'verbose_name': 'number set by hand',
                'verbose_name_plural': 'numbers set by hand',
                'ordering': ('report', 'signature'),
            },
        ),
        migrations.CreateModel(
            name='NumberOverrideEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('signature', models.CharField(max_length=500, verbose_name='number')),
                ('value', models.CharField(blank=True, max_length=80, verbose_name='value')),
                ('of', models.CharField(blank=True, max_length=80, verbose_name='whole')),
                ('source', models.CharField(blank=True, max_length=260, verbose_name='amount of the data')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.numberoverride')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='report')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='acceptednumber',
            constraint=models.UniqueConstraint(fields=('report', 'signature'), name='number_accepted_once_a_report', violation_error_message='This number has been accepted meanwhile.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptednumber',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='b37842fce0f56457625061b98a090bb63043797c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_898f9', table='reports_acceptednumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptednumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_acceptednumberevent" ("accepted_at", "accepted_by_id", "before", "held_at", "held_by_id", "hold_reason", "id", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "signature", "value") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."before", NEW."held_at", NEW."held_by_id", NEW."hold_reason", NEW."id", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."signature", NEW."value"); RETURN NULL;', hash='6a1e8c6b4eedd0c1704b759fa926e4ddb9112416', operation='INSERT', pgid='pgtrigger_insert_insert_12415', table='reports_acceptednumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptednumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_acceptednumberevent" ("accepted_at", "accepted_by_id", "before", "held_at", "held_by_id", "hold_reason", "id", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "signature", "value") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."before", NEW."held_at", NEW."held_by_id", NEW."hold_reason", NEW."id", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."signature", NEW."value"); RETURN NULL;', hash='b6438f2e371d3021f18dd6b6ee6202f14578ba7b', operation='UPDATE', pgid='pgtrigger_update_update_66ce7', table='reports_acceptednumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptednumber',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_acceptednumberevent" ("accepted_at", "accepted_by_id", "before", "held_at", "held_by_id", "hold_reason", "id", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "signature", "value") VALUES (OLD."accepted_at", OLD."accepted_by_id", OLD."before", OLD."held_at", OLD."held_by_id", OLD."hold_reason", OLD."id", OLD."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."signature", OLD."value"); RETURN NULL;', hash='48526939d3f9928e6b71f1963a4ec98a9a9e627b', operation='DELETE', pgid='pgtrigger_delete_delete_dd97b', table='reports_acceptednumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acceptednumberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1016898ffaff0415191540e409aff910402b37d2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e05e', table='reports_acceptednumberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='numberoverride',
            constraint=models.UniqueConstraint(fields=('report', 'signature'), name='number_set_by_hand_once', violation_error_message='This number is set by hand already.'),
        ),
        migrations.AddConstraint(
            model_name='numberoverride',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='override_needs_a_second_person', violation_error_message='Somebody else must confirm it.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberoverride',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='90f07a4e8878e2e0ae56aefcddd91eecc2c901ba', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_e8e76', table='reports_numberoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberoverride',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_numberoverrideevent" ("asked_at", "asked_by_id", "confirmed_at", "confirmed_by_id", "id", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "signature", "source", "value") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."report_id", NEW."signature", NEW."source", NEW."value"); RETURN NULL;', hash='b867a1896608107c075cb0ee8fc3c2004f0e1e1c', operation='INSERT', pgid='pgtrigger_insert_insert_46737', table='reports_numberoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberoverride',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_numberoverrideevent" ("asked_at", "asked_by_id", "confirmed_at", "confirmed_by_id", "id", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "signature", "source", "value") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."id", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."report_id", NEW."signature", NEW."source", NEW."value"); RETURN NULL;', hash='3eace11d5b7c625036949ac90c5379149bf2a51f', operation='UPDATE', pgid='pgtrigger_update_update_b682a', table='reports_numberoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberoverride',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_numberoverrideevent" ("asked_at", "asked_by_id", "confirmed_at", "confirmed_by_id", "id", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "signature", "source", "value") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."id", OLD."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."report_id", OLD."signature", OLD."source", OLD."value"); RETURN NULL;', hash='b7a498b1855f9dd70a667aa3897e8ca2ef72da70', operation='DELETE', pgid='pgtrigger_delete_delete_fe66c', table='reports_numberoverride', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='numberoverrideevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0d4ab7d51a79e2cdd21bb7e23ed2d38fbc87a6e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ca994', table='reports_numberoverrideevent', when='BEFORE')),
        ),
    ])
