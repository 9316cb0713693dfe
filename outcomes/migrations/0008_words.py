"""The words of a strategy: what stood in the program becomes rows of every strategy there is; and fields
that it adds.

The words are written before their history begins: what was known of the past goes on knowing them.
"""

import django.db.models.deletion
import modeltrans.fields
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


WORDS = """
INSERT INTO outcomes_term (strategy_id, vocabulary, key, position, name, counts, offered, i18n)
SELECT strategy.id, word.vocabulary, word.key, word.position, word.name, word.counts, true, word.i18n::jsonb
FROM outcomes_strategy AS strategy, (VALUES
    ('category', 'new_service', 0, 'New service offering', true,
     '{"name_de": "Neuer Dienst", "name_fr": "Nouvelle offre de services", "name_es": "Nueva oferta de servicio"}'),
    ('category', 'major_improvement', 1, 'Major improvement', true,
     '{"name_de": "Wesentliche Verbesserung", "name_fr": "Amélioration majeure", "name_es": "Mejora importante"}'),
    ('category', 'minor_improvement', 2, 'Minor improvement', false,
     '{"name_de": "Kleinere Verbesserung", "name_fr": "Amélioration mineure", "name_es": "Mejora menor"}'),
    ('category', 'upgrade_renewal', 3, 'Upgrade or renewal', false,
     '{"name_de": "Aktualisierung oder Erneuerung", "name_fr": "Mise à niveau ou renouvellement", "name_es": "Actualización o renovación"}'),
    ('category', 'governance_support', 4, 'Governance and support', false,
     '{"name_de": "Lenkung und Unterstützung", "name_fr": "Gouvernance et appui", "name_es": "Gobernanza y apoyo"}'),
    ('kind', 'project', 5, 'Project', true,
     '{"name_de": "Projekt", "name_fr": "Projet", "name_es": "Proyecto"}'),
    ('kind', 'pilot', 6, 'Pilot', true,
     '{"name_de": "Pilotprojekt", "name_fr": "Pilote", "name_es": "Proyecto piloto"}'),
    ('kind', 'service', 7, 'Service', false,
     '{"name_de": "Dienst", "name_fr": "Service", "name_es": "Servicio"}'),
    ('kind', 'training', 8, 'Training', false,
     '{"name_de": "Schulung", "name_fr": "Formation", "name_es": "Formación"}'),
    ('kind', 'partnership', 9, 'Partnership', false,
     '{"name_de": "Partnerschaft", "name_fr": "Partenariat", "name_es": "Alianza"}'),
    ('kind', 'funding', 10, 'Funding', false,
     '{"name_de": "Finanzierung", "name_fr": "Financement", "name_es": "Financiación"}'),
    ('size', 'small', 11, 'Small', false,
     '{"name_de": "Klein", "name_fr": "Petite", "name_es": "Pequeño"}'),
    ('size', 'medium', 12, 'Medium', false,
     '{"name_de": "Mittel", "name_fr": "Moyenne", "name_es": "Mediano"}'),
    ('size', 'large', 13, 'Large', false,
     '{"name_de": "Groß", "name_fr": "Grande", "name_es": "Grande"}')
) AS word (vocabulary, key, position, name, counts, i18n)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0007_own_words'),
    ]

    operations = together([
        migrations.CreateModel(
            name='OwnField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('project', 'Projects'), ('risk', 'Risks'), ('indicator', 'Indicators')], max_length=10, verbose_name='of')),
                ('key', models.CharField(max_length=24, verbose_name='key in files and addresses')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('long_text', 'Long text'), ('number', 'Number'), ('money', 'Money'), ('day', 'Day'), ('choice', 'Choice'), ('person', 'Person'), ('yes_no', 'Yes or no'), ('link', 'Link')], max_length=10, verbose_name='holds')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('hint', models.CharField(blank=True, max_length=200, verbose_name='hint')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit or currency')),
                ('offered', models.BooleanField(default=True, verbose_name='is asked')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name', 'hint'), required_languages=(), virtual_fields=True)),
                ('strategy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_fields', to='outcomes.strategy', verbose_name='strategy')),
            ],
            options={
                'verbose_name': 'own field',
                'verbose_name_plural': 'own fields',
                'ordering': ('strategy', 'subject', 'position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='OwnFieldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('subject', models.CharField(choices=[('project', 'Projects'), ('risk', 'Risks'), ('indicator', 'Indicators')], max_length=10, verbose_name='of')),
                ('key', models.CharField(max_length=24, verbose_name='key in files and addresses')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('long_text', 'Long text'), ('number', 'Number'), ('money', 'Money'), ('day', 'Day'), ('choice', 'Choice'), ('person', 'Person'), ('yes_no', 'Yes or no'), ('link', 'Link')], max_length=10, verbose_name='holds')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('hint', models.CharField(blank=True, max_length=200, verbose_name='hint')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit or currency')),
                ('offered', models.BooleanField(default=True, verbose_name='is asked')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name', 'hint'), required_languages=(), virtual_fields=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.ownfield')),
                ('strategy', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.strategy', verbose_name='strategy')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vocabulary', models.CharField(max_length=30, verbose_name='list')),
                ('key', models.SlugField(max_length=20, verbose_name='key in files and addresses')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('counts', models.BooleanField(default=False, verbose_name='counts')),
                ('offered', models.BooleanField(default=True, verbose_name='can be chosen')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name',), required_languages=(), virtual_fields=True)),
                ('strategy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='outcomes.strategy', verbose_name='strategy')),
            ],
            options={
                'verbose_name': 'word of a strategy',
                'verbose_name_plural': 'words of a strategy',
                'ordering': ('strategy', 'vocabulary', 'position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='TermEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('vocabulary', models.CharField(max_length=30, verbose_name='list')),
                ('key', models.SlugField(db_index=False, max_length=20, verbose_name='key in files and addresses')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('counts', models.BooleanField(default=False, verbose_name='counts')),
                ('offered', models.BooleanField(default=True, verbose_name='can be chosen')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name',), required_languages=(), virtual_fields=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.term')),
                ('strategy', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.strategy', verbose_name='strategy')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        # A table with changes that wait to be checked takes no new constraint or trigger.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='ownfield',
            constraint=models.UniqueConstraint(fields=('strategy', 'key'), name='own_field_once', violation_error_message='This strategy has a field of that key already.'),
        ),
        migrations.AddConstraint(
            model_name='ownfield',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key__regex', '[/\\\\?#\\";\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ue000-\\uf8ff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff\\U000f0000-\\U0010ffff]'), _negated=True), models.Q(('key__in', ('new', '.', '..')), _negated=True)), name='own_field_key_in_address', violation_error_message='A code is printed as it stands: letters, figures and signs, no / \\ ? # ; or quotation marks, nothing invisible, and not “new”.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownfield',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='5a3a06e63cd0f81f2ebe010566f356a71d387d86', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_39002', table='outcomes_ownfield', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownfield',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_ownfieldevent" ("hint", "i18n", "id", "key", "kind", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "subject", "unit") VALUES (NEW."hint", NEW."i18n", NEW."id", NEW."key", NEW."kind", NEW."name", NEW."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."strategy_id", NEW."subject", NEW."unit"); RETURN NULL;', hash='6fa2a160a5c615d0a9f2489ecd8a11fd6a919906', operation='INSERT', pgid='pgtrigger_insert_insert_85853', table='outcomes_ownfield', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownfield',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_ownfieldevent" ("hint", "i18n", "id", "key", "kind", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "subject", "unit") VALUES (NEW."hint", NEW."i18n", NEW."id", NEW."key", NEW."kind", NEW."name", NEW."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."strategy_id", NEW."subject", NEW."unit"); RETURN NULL;', hash='bb4e371aee2c1a963ab02866e0bb581425737e42', operation='UPDATE', pgid='pgtrigger_update_update_4a308', table='outcomes_ownfield', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownfield',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_ownfieldevent" ("hint", "i18n", "id", "key", "kind", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "subject", "unit") VALUES (OLD."hint", OLD."i18n", OLD."id", OLD."key", OLD."kind", OLD."name", OLD."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."strategy_id", OLD."subject", OLD."unit"); RETURN NULL;', hash='2c4fd1775137383e52d515dc5e30bc925208fa23', operation='DELETE', pgid='pgtrigger_delete_delete_2dded', table='outcomes_ownfield', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ownfieldevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0940c25177de7d851a331d7805b9c4ad8bcf49e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4bb01', table='outcomes_ownfieldevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('strategy', 'vocabulary', 'key'), name='term_once', violation_error_message='This list has that key already.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key__regex', '[/\\\\?#\\";\\u0001-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ue000-\\uf8ff\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff\\U000f0000-\\U0010ffff]'), _negated=True), models.Q(('key__in', ('new', '.', '..')), _negated=True)), name='term_key_in_address', violation_error_message='A code is printed as it stands: letters, figures and signs, no / \\ ? # ; or quotation marks, nothing invisible, and not “new”.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='e23c2e5b8c86b10fac2ea4494980c872d2e6c2cb', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_27cca', table='outcomes_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_termevent" ("counts", "i18n", "id", "key", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "vocabulary") VALUES (NEW."counts", NEW."i18n", NEW."id", NEW."key", NEW."name", NEW."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."strategy_id", NEW."vocabulary"); RETURN NULL;', hash='8c558f7f9f6429b23a08d0d1927dd189c2f218b6', operation='INSERT', pgid='pgtrigger_insert_insert_45225', table='outcomes_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_termevent" ("counts", "i18n", "id", "key", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "vocabulary") VALUES (NEW."counts", NEW."i18n", NEW."id", NEW."key", NEW."name", NEW."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."strategy_id", NEW."vocabulary"); RETURN NULL;', hash='a24e3dd6383773556778b0fbd3698c29782474bd', operation='UPDATE', pgid='pgtrigger_update_update_bb1bd', table='outcomes_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_termevent" ("counts", "i18n", "id", "key", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "vocabulary") VALUES (OLD."counts", OLD."i18n", OLD."id", OLD."key", OLD."name", OLD."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."strategy_id", OLD."vocabulary"); RETURN NULL;', hash='f5572bff528fc8b1f9fa8cc2d93597a2efcb984f', operation='DELETE', pgid='pgtrigger_delete_delete_8ff6c', table='outcomes_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aad56451f1c132b9ead12d8589f7a193a1b85332', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3c4c0', table='outcomes_termevent', when='BEFORE')),
        ),
    ])
