"""Headings go four levels deep: decision 055."""

from django.db import migrations, models

from core.migration import together


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_report_on_several_years'),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='section',
            name='section_level_1_to_3',
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 4)), name='section_level_1_to_4'),
        ),
    ])
