"""What search finds a text by: decision 053. `core.languages.folding.fold` is the same in Python."""

from django.db import migrations

from core.migration import together

# Written out: a later change of a rule is a later migration. The costs make Postgres read an index
# rather than every text.
FOLD = r"""
CREATE FUNCTION public.core_search_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
AS $function$
SELECT CASE WHEN octet_length($1) = length($1) THEN lower($1 COLLATE "C") ELSE
    translate(replace(replace(replace(replace(replace(translate(
        lower(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "C"),
        'ÆŒØŁĐÐÞĦŊŦΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄІЈЉЊЋЏ' ||
            E'\u00ad\u200b\u200c\u200d\u2060\ufeff',
        'æœøłđðþħŋŧαβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєіјљњћџ'),
    'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'øłđðħŧς' || E'\u2010\u2011\u2012\u2013\u2014\u2212' || '“”„‟«»‹›‘’‚‛',
    'olddhtσ------' || repeat('"', 6) || repeat(chr(39), 6))
END
$function$
"""

# "ue" for "ü" beside the plain "u"; nothing where a text has no such letter.
SPELLED_OUT = r"""
CREATE FUNCTION public.core_search_spelled_out(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
AS $function$
SELECT CASE WHEN normalize($1, NFC) ~ '[äöüÄÖÜ]' THEN public.core_search_fold(
    replace(replace(replace(replace(replace(replace(normalize($1, NFC),
    'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'Ä', 'Ae'), 'Ö', 'Oe'), 'Ü', 'Ue')) END
$function$
"""

# Every word from each of its letters on behind "~" ("~344/pfa/5" of "gb.344/pfa/5"), and whole between
# "^" and "$": so no part is taken for a stem, which stands bare.
# At most 7,000 parts of 24 letters: a vector of Postgres holds a megabyte.
WORDS = r"""
CREATE FUNCTION public.core_search_words(text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS $function$
WITH spelling AS (
    SELECT 1 AS k, public.core_search_fold($1) AS t
    UNION ALL
    SELECT 2, public.core_search_spelled_out($1)
), part AS (
    SELECT '^' || substr(w, 1, 60) || '$' AS p, k * 1000000000 + n AS place
    FROM spelling, string_to_table(
        translate(t, E'\t\n\r\f\u000b!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~¡§«¶·»¿‘’“”„…', repeat(' ', 60)), ' '
    ) WITH ORDINALITY AS a(w, n) WHERE w <> ''
    UNION ALL
    SELECT '~' || substr(w, i, 24), k * 1000000000 + n
    FROM spelling, string_to_table(
        translate(t, E'\t\n\r\f\u000b', '     '), ' '
    ) WITH ORDINALITY AS a(w, n), generate_series(1, least(length(w), 200) - 2) AS i
)
SELECT coalesce(array_to_tsvector(array_agg(p)), ''::tsvector)
FROM (SELECT p FROM part GROUP BY p ORDER BY min(place) LIMIT 7000) AS kept
$function$
"""

# Words asked for, all of them or any: by letters within a word from three on, as a beginning when
# shorter (but "P-", as a part), and by their stems in the languages of the interface. What each of these leaves out ("the",
# "und") narrows nothing beside other words, unless it is written in capitals ("AI", "IT").
QUERY = r"""
CREATE FUNCTION public.core_search_query(asked text, any_of boolean) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $function$
WITH word AS (
    SELECT btrim(w, E'!"''()*,.:;?[]{}…') AS w, n
    FROM regexp_split_to_table(btrim($1), '\s+') WITH ORDINALITY AS a(w, n) ORDER BY n LIMIT 12
), form AS (
    SELECT DISTINCT n, length(f) AS long, replace(replace(substr(f, 1, 24), '\', '\\'), '''', '''''') AS q
    FROM word, unnest(ARRAY[public.core_search_fold(w), public.core_search_spelled_out(w)]) AS f
    WHERE f ~ '[^!-/:-@\[-`{-~]'
), plain AS (
    SELECT n, string_agg(CASE
        WHEN long < 2 THEN '''^' || q || '$'''
        WHEN long < 3 AND q !~ '[!-/:-@\[-`{-~]' THEN '''^' || q || ''':*'
        ELSE '''~' || q || ''':*'
    END, ' | ') AS p
    FROM form GROUP BY n
), stem AS (
    SELECT n, bool_or(s = '' AND w <> upper(w COLLATE "C")) AS is_small, string_agg(DISTINCT '(' || nullif(s, '') || ')', ' | ') AS s
    FROM word, LATERAL (
        SELECT '''' || substr(w, 1, 60) || '''' AS q
    ) AS quoted, unnest(ARRAY[
        to_tsquery('pg_catalog.english', q)::text, to_tsquery('pg_catalog.german', q)::text,
        to_tsquery('pg_catalog.french', q)::text, to_tsquery('pg_catalog.spanish', q)::text
    ]) AS s
    WHERE w <> '' AND w !~ '[0-9!-/:-@\[-`{-~]' GROUP BY n
), read AS (
    SELECT concat_ws(' | ', p, s) AS p, coalesce(is_small, false) AS is_small
    FROM plain LEFT JOIN stem USING (n)
)
SELECT coalesce(string_agg('(' || p || ')', CASE WHEN $2 THEN ' | ' ELSE ' & ' END), '')::tsquery
FROM read WHERE NOT is_small OR NOT EXISTS (SELECT FROM read WHERE NOT is_small)
$function$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0014_sort_key")]

    operations = together([
        migrations.RunSQL(FOLD, "DROP FUNCTION public.core_search_fold(text)"),
        migrations.RunSQL(SPELLED_OUT, "DROP FUNCTION public.core_search_spelled_out(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION public.core_search_words(text)"),
        migrations.RunSQL(QUERY, "DROP FUNCTION public.core_search_query(text, boolean)"),
    ])
