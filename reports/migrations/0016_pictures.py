"""Pictures of a report."""

import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0015_assigned_parts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='ReportPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='Texts name the picture with it: {#new-centre}.', max_length=60, validators=[django.core.validators.RegexValidator('\\A[A-Za-z0-9][A-Za-z0-9._/\\-]*\\Z', 'A key is letters, figures, points, hyphens and strokes, as in new-centre.')], verbose_name='key')),
                ('file', models.FileField(max_length=300, upload_to='', verbose_name='file')),
                ('file_name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('sha256', models.CharField(max_length=64, verbose_name='hash of the file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('width', models.PositiveIntegerField(verbose_name='width in pixels')),
                ('height', models.PositiveIntegerField(verbose_name='height in pixels')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='reports.report', verbose_name='report')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_pictures', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ('report', 'key'),
            },
        ),
        migrations.CreateModel(
            name='ReportPictureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(help_text='Texts name the picture with it: {#new-centre}.', max_length=60, validators=[django.core.validators.RegexValidator('\\A[A-Za-z0-9][A-Za-z0-9._/\\-]*\\Z', 'A key is letters, figures, points, hyphens and strokes, as in new-centre.')], verbose_name='key')),
                ('file', models.FileField(max_length=300, upload_to='', verbose_name='file')),
                ('file_name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('sha256', models.CharField(max_length=64, verbose_name='hash of the file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('width', models.PositiveIntegerField(verbose_name='width in pixels')),
                ('height', models.PositiveIntegerField(verbose_name='height in pixels')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.reportpicture')),
                ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report', verbose_name='report')),
                ('uploaded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='reportpicture',
            constraint=models.UniqueConstraint(fields=('report', 'key'), name='picture_key_once', violation_error_message='The report has a picture with this key. Choose another key, or replace the file of that picture.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportpicture',
            trigger=pgtrigger.compiler.Trigger(name='change_noted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    INSERT INTO core_datachange (transaction, table_name, stamp)\n    VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, gen_random_uuid())\n    ON CONFLICT (transaction, table_name) DO UPDATE SET stamp = excluded.stamp;\n    RETURN NULL;\n', hash='998515c47c726e433c985cdfdb4c4c8fc25f865d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_change_noted_7d767', table='reports_reportpicture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportpicture',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportpictureevent" ("file", "file_name", "height", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sha256", "size", "uploaded_at", "uploaded_by_id", "width") VALUES (NEW."file", NEW."file_name", NEW."height", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report_id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id", NEW."width"); RETURN NULL;', hash='a1c1ccde030eb22ef425fe51d8edf9bae0434d36', operation='INSERT', pgid='pgtrigger_insert_insert_8f60a', table='reports_reportpicture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportpicture',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reportpictureevent" ("file", "file_name", "height", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sha256", "size", "uploaded_at", "uploaded_by_id", "width") VALUES (NEW."file", NEW."file_name", NEW."height", NEW."id", NEW."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report_id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id", NEW."width"); RETURN NULL;', hash='fd374b053c214832720976865f4e33347adaafc8', operation='UPDATE', pgid='pgtrigger_update_update_d1c2a', table='reports_reportpicture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportpicture',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportpictureevent" ("file", "file_name", "height", "id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sha256", "size", "uploaded_at", "uploaded_by_id", "width") VALUES (OLD."file", OLD."file_name", OLD."height", OLD."id", OLD."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report_id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id", OLD."width"); RETURN NULL;', hash='95261ab47c095e2d65034c4c8165007118841e39', operation='DELETE', pgid='pgtrigger_delete_delete_81d78', table='reports_reportpicture', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportpictureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='407065175ebfcc2f12d9fb655d53bd1b0e8d6433', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2079', table='reports_reportpictureevent', when='BEFORE')),
        ),
    ])
