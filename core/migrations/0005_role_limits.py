"""Limits that mean nothing for their role go, and no new ones come (decision 034).

A limit is taken off where another one stays, or where the role gives no more without it. Elsewhere
taking it off would widen the role, so the role goes instead; the history keeps it, and somebody gives
it anew with a limit that means something, or none.
"""

import core.time
from django.db import migrations, models

from core.migration import together

FOR_A_UNIT = ("pmo", "project_manager", "focal_point", "manager", "auditor")
FOR_AN_EDITION = ("translator",)
# One's own rows, or reports as a whole: the limit changed nothing.
THE_SAME_WITHOUT = ("business_owner", "clearer")


def mend_limits(apps, schema_editor):
    """Bring every role that is held to a limit that means something."""
    assignments = apps.get_model("core", "RoleAssignment").objects
    limited = assignments.exclude(unit=None, language="").order_by("pk")
    for held in limited:
        may_have_unit, may_have_edition = held.role in FOR_A_UNIT, held.role in FOR_AN_EDITION
        unit = held.unit_id if may_have_unit else None
        language = held.language if may_have_edition else ""
        if (unit, language) == (held.unit_id, held.language):
            continue
        same = assignments.filter(
            user=held.user_id, role=held.role, unit=unit, language=language,
            starts_on=held.starts_on, lent_by=held.lent_by_id,
        )
        narrow_enough = unit or language or held.role in THE_SAME_WITHOUT
        if narrow_enough and not same.exclude(pk=held.pk).exists():
            held.unit_id, held.language = unit, language
            held.save()
        else:
            held.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_known_time_zone'),
    ]

    operations = together([
        migrations.AlterField(
            model_name='installation',
            name='fixed_date',
            field=models.DateField(blank=True, help_text='Leave empty for today. The demonstration stands on one day.', null=True, validators=[core.time.has_been], verbose_name='fixed working date'),
        ),
        migrations.AlterField(
            model_name='installationevent',
            name='fixed_date',
            field=models.DateField(blank=True, help_text='Leave empty for today. The demonstration stands on one day.', null=True, validators=[core.time.has_been], verbose_name='fixed working date'),
        ),
        migrations.RunPython(mend_limits, migrations.RunPython.noop),
        # Postgres alters no table whose checks are still to come.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('unit__isnull', True), ('role__in', ['pmo', 'project_manager', 'focal_point', 'manager', 'auditor']), _connector='OR'), name='role_can_be_limited_to_a_unit', violation_error_message='This role cannot be limited to a unit: leave the unit empty.'),
        ),
        migrations.AddConstraint(
            model_name='roleassignment',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), ('role__in', ['translator']), _connector='OR'), name='role_can_be_limited_to_an_edition', violation_error_message='This role cannot be limited to an edition: leave the edition empty.'),
        ),
    ])
