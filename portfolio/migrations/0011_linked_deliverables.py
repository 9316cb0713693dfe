"""Projects that work on deliverables."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0010_deliverables_that_live'),
        ('portfolio', '0010_words_of_a_strategy'),
    ]

    operations = together([
        migrations.CreateModel(
            name='DeliverableLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deliverable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='outcomes.deliverable', verbose_name='deliverable')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliverable_links', to='portfolio.project', verbose_name='project')),
                ('promise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliverable_links', to='portfolio.commitment', verbose_name='answers the promise')),
            ],
            options={
                'verbose_name': 'linked deliverable',
                'verbose_name_plural': 'linked deliverables',
                'ordering': ('deliverable', 'project', 'id'),
            },
        ),
        migrations.CreateModel(
            name='DeliverableLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('deliverable', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.deliverable', verbose_name='deliverable')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='portfolio.deliverablelink')),
                ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.project', verbose_name='project')),
                ('promise', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='portfolio.commitment', verbose_name='answers the promise')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='deliverablelink',
            constraint=models.UniqueConstraint(fields=('project', 'deliverable'), name='deliverable_linked_once', violation_error_message='The project is linked with this deliverable already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='ac49beaa0878f945b29feffe70b2e4b3c49f3a77', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_bf2ac', table='portfolio_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_deliverablelinkevent" ("deliverable_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "promise_id") VALUES (NEW."deliverable_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."promise_id"); RETURN NULL;', hash='304c32ca00a90510de76be230b847142e62de98e', operation='INSERT', pgid='pgtrigger_insert_insert_1a117', table='portfolio_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "portfolio_deliverablelinkevent" ("deliverable_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "promise_id") VALUES (NEW."deliverable_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."promise_id"); RETURN NULL;', hash='4d4703cb2f2f41e0d07032087986b791cf865712', operation='UPDATE', pgid='pgtrigger_update_update_f5939', table='portfolio_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "portfolio_deliverablelinkevent" ("deliverable_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "promise_id") VALUES (OLD."deliverable_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."promise_id"); RETURN NULL;', hash='3da9d25061da03c66c8dc5159146ca37cb2df0b0', operation='DELETE', pgid='pgtrigger_delete_delete_2550e', table='portfolio_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelinkevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5d738a76ef63bce8cf035981ce6408ee4f009c57', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_91400', table='portfolio_deliverablelinkevent', when='BEFORE')),
        ),
    ])
