"""Paragraphs that a person has placed or taken out, headings of their own; a key stands once in a report."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.migration import together


def tell_twins_apart(apps, schema_editor):
    """Two paragraphs of one key in a report, which kept it from being composed: a source had moved below
    another heading while somebody's words stood under the old one.

    The later ones with words of a person get a key of their own, so that every word stays; the others are
    made again from their source.
    """
    Paragraph = apps.get_model("reports", "Paragraph")
    ParagraphText = apps.get_model("reports", "ParagraphText")
    seen = set()
    rows = Paragraph.objects.order_by("section__report", "section__position", "position", "pk")
    for row in rows.select_related("section"):
        report = row.section.report_id
        if (report, row.key) not in seen:
            seen.add((report, row.key))
            continue
        texts = ParagraphText.objects.filter(paragraph=row)
        if row.origin == "written" or texts.exclude(text=models.F("generated")).exists():
            row.key = f"{row.key[:100]}/{row.pk}"
            row.origin = "written"
            row.save(update_fields=["key", "origin"])
            seen.add((report, row.key))
        else:
            row.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0010_cover_alone'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='paragraph',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='paragraph',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='paragraph',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='paragraph',
            name='figure_placed',
            field=models.BooleanField(default=False, verbose_name='figure placed by hand'),
        ),
        migrations.AddField(
            model_name='paragraph',
            name='placed',
            field=models.BooleanField(default=False, verbose_name='placed by hand'),
        ),
        migrations.AddField(
            model_name='paragraph',
            name='removed',
            field=models.BooleanField(default=False, verbose_name='taken out'),
        ),
        migrations.AddField(
            model_name='paragraphevent',
            name='figure_placed',
            field=models.BooleanField(default=False, verbose_name='figure placed by hand'),
        ),
        migrations.AddField(
            model_name='paragraphevent',
            name='placed',
            field=models.BooleanField(default=False, verbose_name='placed by hand'),
        ),
        migrations.AddField(
            model_name='paragraphevent',
            name='removed',
            field=models.BooleanField(default=False, verbose_name='taken out'),
        ),
        migrations.AddField(
            model_name='section',
            name='own_heading',
            field=models.JSONField(blank=True, default=dict, verbose_name='heading of its own'),
        ),
        migrations.AddField(
            model_name='sectionevent',
            name='own_heading',
            field=models.JSONField(blank=True, default=dict, verbose_name='heading of its own'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paragraph',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_paragraphevent" ("figure", "figure_placed", "id", "key", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "position", "removed", "section_id") VALUES (NEW."figure", NEW."figure_placed", NEW."id", NEW."key", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placed", NEW."position", NEW."removed", NEW."section_id"); RETURN NULL;', hash='632ab57ccb3899bb1cdca602863861caea528d49', operation='INSERT', pgid='pgtrigger_insert_insert_dfcab', table='reports_paragraph', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paragraph',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_paragraphevent" ("figure", "figure_placed", "id", "key", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "position", "removed", "section_id") VALUES (NEW."figure", NEW."figure_placed", NEW."id", NEW."key", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placed", NEW."position", NEW."removed", NEW."section_id"); RETURN NULL;', hash='8cf4ee0437d39533ea0f7a7bdbe9777c19f1ca61', operation='UPDATE', pgid='pgtrigger_update_update_62c4e', table='reports_paragraph', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paragraph',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_paragraphevent" ("figure", "figure_placed", "id", "key", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed", "position", "removed", "section_id") VALUES (OLD."figure", OLD."figure_placed", OLD."id", OLD."key", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placed", OLD."position", OLD."removed", OLD."section_id"); RETURN NULL;', hash='743d4dec6a4b26135de7bf5e25c194cddb9abcb7', operation='DELETE', pgid='pgtrigger_delete_delete_6b9f0', table='reports_paragraph', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectionevent" ("heading", "i18n", "id", "key", "level", "own_heading", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id") VALUES (NEW."heading", NEW."i18n", NEW."id", NEW."key", NEW."level", NEW."own_heading", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."report_id"); RETURN NULL;', hash='269c675b570afa4ba240ee4abf8c429ef07d4599', operation='INSERT', pgid='pgtrigger_insert_insert_71f64', table='reports_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_sectionevent" ("heading", "i18n", "id", "key", "level", "own_heading", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id") VALUES (NEW."heading", NEW."i18n", NEW."id", NEW."key", NEW."level", NEW."own_heading", NEW."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."report_id"); RETURN NULL;', hash='dfca88fd23de14985182b6c5b2d1676664313d51', operation='UPDATE', pgid='pgtrigger_update_update_2c9b4', table='reports_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectionevent" ("heading", "i18n", "id", "key", "level", "own_heading", "part", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id") VALUES (OLD."heading", OLD."i18n", OLD."id", OLD."key", OLD."level", OLD."own_heading", OLD."part", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."report_id"); RETURN NULL;', hash='c6523c290b43e09ba0deeaf869348c268f10aa13', operation='DELETE', pgid='pgtrigger_delete_delete_a8a47', table='reports_section', when='AFTER')),
        ),
        migrations.RunPython(tell_twins_apart, migrations.RunPython.noop),
    ])
