"""The order of codes and names: decision 051. `core.languages.sorting.sort_key` is the same in Python."""

from django.db import migrations

from core.migration import together

# Written out: a later change of the rule is a later migration.
FUNCTION = r"""
CREATE FUNCTION public.core_sort_key(text, language text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $function$
SELECT regexp_replace(regexp_replace(translate(
    replace(replace(replace(replace(replace(translate(lower(regexp_replace(
        CASE $2
            WHEN 'es' THEN regexp_replace(normalize($1, NFKD), '([nN])\u0303', '\1~', 'g')
            ELSE normalize($1, NFKD)
        END,
        '[\u0300-\u036f]', '', 'g') COLLATE "C"),
        'ÆŒØŁĐÐÞĦŊŦΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЈЉЊЋЏ',
        'æœøłđðþħŋŧαβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєіјљњћџ'),
    'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'øłđðħŧς“”„‟«»‹›‘’‚‛"''', 'olddhtσ'),
    '([0-9]+)', '000000000000000000000000000000\1', 'g'), '[0-9]*([0-9]{30})', '\1', 'g')
$function$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0013_table_as_it_stood")]

    operations = together([
        migrations.RunSQL(FUNCTION, "DROP FUNCTION public.core_sort_key(text, text)"),
        migrations.AlterModelOptions(
            name='document',
            options={'ordering': ('title__sort_key', 'id'), 'verbose_name': 'document', 'verbose_name_plural': 'documents'},
        ),
        migrations.AlterModelOptions(
            name='unit',
            options={'ordering': ('code__sort_key', 'code'), 'verbose_name': 'unit', 'verbose_name_plural': 'units'},
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'ordering': ('full_name__sort_key', 'id'), 'verbose_name': 'user', 'verbose_name_plural': 'users'},
        ),
    ])
