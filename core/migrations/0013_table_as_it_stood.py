"""A table with the values its rows had at a moment, for what carries no days of its own."""

from django.db import migrations

# Rows as known at `known` (NULL: now), each with its values of the moment `stood`. Of a row that was
# recorded later than that, the first values stand. It works on the table that the other makes.
MAKE = r"""
CREATE FUNCTION public.core_table_as_it_stood(
    tracked text, events text, stood timestamptz, known timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz := coalesce(known, 'infinity');
    recorded regclass := format('public.%I', events)::regclass;
    shadow regclass;
    key name;
    kept text;
    unique_index regclass;
    changed bigint[];
BEGIN
    PERFORM public.core_table_as_recorded(tracked, events, until);
    shadow := format('pg_temp.%I', tracked)::regclass;
    SELECT attname INTO STRICT key FROM pg_index JOIN pg_attribute
        ON attrelid = indrelid AND attnum = indkey[0] WHERE indrelid = shadow AND indisprimary;
    SELECT string_agg(quote_ident(mine.attname), ', ' ORDER BY mine.attnum) INTO STRICT kept
        FROM pg_attribute mine JOIN pg_attribute theirs
        ON theirs.attrelid = recorded AND theirs.attname = mine.attname AND NOT theirs.attisdropped
        WHERE mine.attrelid = shadow AND mine.attnum > 0 AND NOT mine.attisdropped;
    -- Rows of different moments lie side by side: what was once another's may be there twice.
    FOR unique_index IN
        SELECT indexrelid FROM pg_index
        WHERE indrelid = shadow AND indisunique AND NOT indisprimary
    LOOP
        EXECUTE format('DROP INDEX %s', unique_index);
    END LOOP;
    EXECUTE format(
        'WITH gone AS (DELETE FROM pg_temp.%1$I WHERE %3$I IN ('
        ' SELECT pgh_obj_id FROM public.%2$I WHERE pgh_created_at > $1 AND pgh_created_at <= $2)'
        ' RETURNING %3$I) SELECT array_agg(%3$I) FROM gone',
        tracked, events, key
    ) INTO changed USING stood, until;
    EXECUTE format(
        'INSERT INTO pg_temp.%1$I (%3$s) SELECT %3$s FROM ('
        ' SELECT DISTINCT ON (pgh_obj_id) * FROM public.%2$I'
        ' WHERE pgh_obj_id = ANY ($3) AND pgh_created_at <= $2'
        ' ORDER BY pgh_obj_id, pgh_created_at <= $1 DESC,'
        ' CASE WHEN pgh_created_at <= $1 THEN pgh_id ELSE -pgh_id END DESC) then_or_first',
        tracked, events, kept
    ) USING stood, until, changed;
END $$;
REVOKE ALL ON FUNCTION public.core_table_as_it_stood FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0012_waiting_sheets")]

    operations = [
        migrations.RunSQL(
            # A restore makes the tables anew, and this may be there.
            "DROP FUNCTION IF EXISTS public.core_table_as_it_stood;" + MAKE,
            "DROP FUNCTION public.core_table_as_it_stood;",
        )
    ]
