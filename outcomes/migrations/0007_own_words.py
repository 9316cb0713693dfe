"""Captions said "IT projects" and "IT risks" in every strategy: those of IT keep the words, as their own."""

from django.db import migrations

from core.migration import together

WORDS = """
UPDATE outcomes_strategy SET level_names =
  '{"projects": {"en": "IT projects", "de": "IT-Projekte", "fr": "Projets informatiques",
                 "es": "Proyectos de TI"},
    "risks": {"en": "IT risks", "de": "IT-Risiken", "fr": "Risques informatiques",
              "es": "Riesgos de TI"}}'::jsonb || level_names
WHERE concat_ws(' ', title, short_title, i18n::text) ~ '(\\mIT\\M|\\mTI\\M|[Ii]nformation [Tt]ech|informati)'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0006_search_words'),
    ]

    operations = together([
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
    ])
