"""Own thresholds of a strategy, and what a word of a scale means."""

import django.core.validators
import modeltrans.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0010_deliverables_that_live'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='strategy',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='strategy',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='strategy',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='term',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='term',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='term',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='strategy',
            name='silent_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='silent after days without an update'),
        ),
        migrations.AddField(
            model_name='strategy',
            name='silent_long_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='too silent to be confirmed by others after days'),
        ),
        migrations.AddField(
            model_name='strategy',
            name='slip_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='slipping after more days than'),
        ),
        migrations.AddField(
            model_name='strategy',
            name='slip_red_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='the data say red after more days than'),
        ),
        migrations.AddField(
            model_name='strategy',
            name='stuck_updates',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(12)], verbose_name='stuck after updates without movement'),
        ),
        migrations.AddField(
            model_name='strategyevent',
            name='silent_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='silent after days without an update'),
        ),
        migrations.AddField(
            model_name='strategyevent',
            name='silent_long_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='too silent to be confirmed by others after days'),
        ),
        migrations.AddField(
            model_name='strategyevent',
            name='slip_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='slipping after more days than'),
        ),
        migrations.AddField(
            model_name='strategyevent',
            name='slip_red_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)], verbose_name='the data say red after more days than'),
        ),
        migrations.AddField(
            model_name='strategyevent',
            name='stuck_updates',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(12)], verbose_name='stuck after updates without movement'),
        ),
        migrations.AddField(
            model_name='term',
            name='hint',
            field=models.CharField(blank=True, max_length=200, verbose_name='what it means'),
        ),
        migrations.AddField(
            model_name='termevent',
            name='hint',
            field=models.CharField(blank=True, max_length=200, verbose_name='what it means'),
        ),
        migrations.AlterField(
            model_name='term',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('name', 'hint'), required_languages=(), virtual_fields=True),
        ),
        migrations.AlterField(
            model_name='termevent',
            name='i18n',
            field=modeltrans.fields.TranslationField(fields=('name', 'hint'), required_languages=(), virtual_fields=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='strategy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_strategyevent" ("ends_on", "i18n", "id", "level_names", "original_language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rounds_every", "short_title", "silent_days", "silent_long_days", "slip_days", "slip_red_days", "slug", "starts_on", "stuck_updates", "symbol", "title") VALUES (NEW."ends_on", NEW."i18n", NEW."id", NEW."level_names", NEW."original_language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rounds_every", NEW."short_title", NEW."silent_days", NEW."silent_long_days", NEW."slip_days", NEW."slip_red_days", NEW."slug", NEW."starts_on", NEW."stuck_updates", NEW."symbol", NEW."title"); RETURN NULL;', hash='af06d1241e80bfa93ebdd432446e335d1c5eb932', operation='INSERT', pgid='pgtrigger_insert_insert_c7dce', table='outcomes_strategy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='strategy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_strategyevent" ("ends_on", "i18n", "id", "level_names", "original_language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rounds_every", "short_title", "silent_days", "silent_long_days", "slip_days", "slip_red_days", "slug", "starts_on", "stuck_updates", "symbol", "title") VALUES (NEW."ends_on", NEW."i18n", NEW."id", NEW."level_names", NEW."original_language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rounds_every", NEW."short_title", NEW."silent_days", NEW."silent_long_days", NEW."slip_days", NEW."slip_red_days", NEW."slug", NEW."starts_on", NEW."stuck_updates", NEW."symbol", NEW."title"); RETURN NULL;', hash='e15f325add50a8b3b5149396d7557eeb61760da7', operation='UPDATE', pgid='pgtrigger_update_update_d0859', table='outcomes_strategy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='strategy',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_strategyevent" ("ends_on", "i18n", "id", "level_names", "original_language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rounds_every", "short_title", "silent_days", "silent_long_days", "slip_days", "slip_red_days", "slug", "starts_on", "stuck_updates", "symbol", "title") VALUES (OLD."ends_on", OLD."i18n", OLD."id", OLD."level_names", OLD."original_language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rounds_every", OLD."short_title", OLD."silent_days", OLD."silent_long_days", OLD."slip_days", OLD."slip_red_days", OLD."slug", OLD."starts_on", OLD."stuck_updates", OLD."symbol", OLD."title"); RETURN NULL;', hash='d4392c6390ac573f2324fc38389a43c002befe36', operation='DELETE', pgid='pgtrigger_delete_delete_79236', table='outcomes_strategy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_termevent" ("counts", "hint", "i18n", "id", "key", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "vocabulary") VALUES (NEW."counts", NEW."hint", NEW."i18n", NEW."id", NEW."key", NEW."name", NEW."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."strategy_id", NEW."vocabulary"); RETURN NULL;', hash='821927b4392b333d6ff119a83e97b41ebb06c9a3', operation='INSERT', pgid='pgtrigger_insert_insert_45225', table='outcomes_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "outcomes_termevent" ("counts", "hint", "i18n", "id", "key", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "vocabulary") VALUES (NEW."counts", NEW."hint", NEW."i18n", NEW."id", NEW."key", NEW."name", NEW."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."strategy_id", NEW."vocabulary"); RETURN NULL;', hash='b9788fff4c989937c7bb9cbf94c765653d139682', operation='UPDATE', pgid='pgtrigger_update_update_bb1bd', table='outcomes_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "outcomes_termevent" ("counts", "hint", "i18n", "id", "key", "name", "offered", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "strategy_id", "vocabulary") VALUES (OLD."counts", OLD."hint", OLD."i18n", OLD."id", OLD."key", OLD."name", OLD."offered", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."strategy_id", OLD."vocabulary"); RETURN NULL;', hash='73b20f90bb61295854bd6680cf8f104576abeee9', operation='DELETE', pgid='pgtrigger_delete_delete_8ff6c', table='outcomes_term', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='strategy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slip_days__isnull', True), models.Q(('slip_days__gte', 1), ('slip_days__lte', 3650)), _connector='OR'), models.Q(('slip_red_days__isnull', True), models.Q(('slip_red_days__gte', 1), ('slip_red_days__lte', 3650)), _connector='OR'), models.Q(('silent_days__isnull', True), models.Q(('silent_days__gte', 1), ('silent_days__lte', 3650)), _connector='OR'), models.Q(('silent_long_days__isnull', True), models.Q(('silent_long_days__gte', 1), ('silent_long_days__lte', 3650)), _connector='OR'), models.Q(('stuck_updates__isnull', True), models.Q(('stuck_updates__gte', 2), ('stuck_updates__lte', 12)), _connector='OR')), name='strategy_thresholds_within_bounds', violation_error_message='Days go from 1 to 3650, updates from 2 to 12.'),
        ),
    ])
