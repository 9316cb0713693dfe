"""Parts of a paper that are given to a person or a unit."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0016_search_indexes'),
        ('reports', '0014_word_budget'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='PartAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('assigned_at', models.DateTimeField(verbose_name='assigned at')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts_assigned', to=settings.AUTH_USER_MODEL, verbose_name='assigned by')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts_done', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('paragraph', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='part_assignments', to='reports.paragraph', verbose_name='paragraph')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='part_assignments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='part_assignments', to='reports.report', verbose_name='report')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='part_assignments', to='reports.section', verbose_name='section')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='part_assignments', to='core.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'assigned part',
                'verbose_name_plural': 'assigned parts',
                'ordering': ('report', 'id'),
            },
        ),
        migrations.CreateModel(
            name='PartAssignmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('assigned_at', models.DateTimeField(verbose_name='assigned at')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                ('assigned_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned by')),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('paragraph', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.paragraph', verbose_name='paragraph')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.partassignment')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='report')),
                ('section', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.section', verbose_name='section')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.unit', verbose_name='unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='partassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paragraph__isnull', False), ('section__isnull', True)), models.Q(('paragraph__isnull', True), ('section__isnull', False)), _connector='OR'), name='assignment_of_one_part', violation_error_message='Either a section or a paragraph is assigned.'),
        ),
        migrations.AddConstraint(
            model_name='partassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', True), ('unit__isnull', False)), models.Q(('person__isnull', False), ('unit__isnull', True)), _connector='OR'), name='assignment_to_one', violation_error_message='Choose a person or a unit, not both.'),
        ),
        migrations.AddConstraint(
            model_name='partassignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='assignment_done_by_somebody', violation_error_message='What is done names who said so, and when.'),
        ),
        migrations.AddConstraint(
            model_name='partassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('section',), name='section_assigned_once', violation_error_message='Somebody has assigned this part meanwhile.'),
        ),
        migrations.AddConstraint(
            model_name='partassignment',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('paragraph',), name='paragraph_assigned_once', violation_error_message='Somebody has assigned this part meanwhile.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partassignment',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='826d5c73da4a48d6e5a840d3aacd8b8be4c4801f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_cf9c4', table='reports_partassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partassignment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_partassignmentevent" ("assigned_at", "assigned_by_id", "done_at", "done_by_id", "due_on", "id", "paragraph_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "section_id", "unit_id") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", NEW."paragraph_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."section_id", NEW."unit_id"); RETURN NULL;', hash='81c6c4dc237a02258522b3b7d6aa9db4b187b884', operation='INSERT', pgid='pgtrigger_insert_insert_0678b', table='reports_partassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partassignment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_partassignmentevent" ("assigned_at", "assigned_by_id", "done_at", "done_by_id", "due_on", "id", "paragraph_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "section_id", "unit_id") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", NEW."paragraph_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."section_id", NEW."unit_id"); RETURN NULL;', hash='1c25a209731d37ab2d9df966b0c1509446540506', operation='UPDATE', pgid='pgtrigger_update_update_2f70c', table='reports_partassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partassignment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_partassignmentevent" ("assigned_at", "assigned_by_id", "done_at", "done_by_id", "due_on", "id", "paragraph_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "section_id", "unit_id") VALUES (OLD."assigned_at", OLD."assigned_by_id", OLD."done_at", OLD."done_by_id", OLD."due_on", OLD."id", OLD."paragraph_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."section_id", OLD."unit_id"); RETURN NULL;', hash='05881439398b7d2ad57eb47b8d4b2c587c6f0e14', operation='DELETE', pgid='pgtrigger_delete_delete_dd937', table='reports_partassignment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partassignmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a06cf7586cce2d30a8d133c6b927d4520c63e046', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2dfbc', table='reports_partassignmentevent', when='BEFORE')),
        ),
    ])
