"""The past is put in front of a table by a function of the owner: the application role itself may
make no temporary table, or it could put one in front of anything."""

from django.db import migrations

MAKE = r"""
CREATE FUNCTION public.core_table_as_recorded(tracked text, events text, moment timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    original regclass := format('public.%I', tracked)::regclass;
    recorded regclass := format('public.%I', events)::regclass;
    key name;
    kept text;
    unkept name;
    index_made text;
BEGIN
    SELECT attname INTO STRICT key FROM pg_index JOIN pg_attribute
        ON attrelid = indrelid AND attnum = indkey[0] WHERE indrelid = original AND indisprimary;
    SELECT string_agg(quote_ident(mine.attname), ', ' ORDER BY mine.attnum) INTO STRICT kept
        FROM pg_attribute mine JOIN pg_attribute theirs
        ON theirs.attrelid = recorded AND theirs.attname = mine.attname AND NOT theirs.attisdropped
        WHERE mine.attrelid = original AND mine.attnum > 0 AND NOT mine.attisdropped;
    EXECUTE format('CREATE TEMP TABLE %1$I (LIKE public.%1$I) ON COMMIT DROP', tracked);
    -- What was never recorded is unknown in the past.
    FOR unkept IN
        SELECT attname FROM pg_attribute
        WHERE attrelid = original AND attnum > 0 AND NOT attisdropped AND attname NOT IN (
            SELECT attname FROM pg_attribute WHERE attrelid = recorded AND NOT attisdropped)
    LOOP
        EXECUTE format('ALTER TABLE pg_temp.%I ALTER %I DROP NOT NULL', tracked, unkept);
    END LOOP;
    -- Rows that nobody has touched since are as they were; of the others the events tell.
    EXECUTE format(
        'WITH touched AS MATERIALIZED ('
        ' SELECT DISTINCT pgh_obj_id AS id FROM public.%2$I WHERE pgh_created_at > $1)'
        ' INSERT INTO pg_temp.%1$I (%3$s)'
        ' SELECT %3$s FROM public.%1$I'
        ' WHERE NOT EXISTS (SELECT FROM touched WHERE touched.id = %1$I.%4$I)'
        ' UNION ALL SELECT %3$s FROM ('
        ' SELECT DISTINCT ON (pgh_obj_id) * FROM public.%2$I'
        ' WHERE pgh_created_at <= $1 AND pgh_obj_id IN (SELECT id FROM touched)'
        ' ORDER BY pgh_obj_id, pgh_id DESC) latest'
        ' WHERE pgh_label <> ''delete''',
        tracked, events, kept, key
    ) USING moment;
    -- A real table with its key rather than a view: only so does Postgres accept "GROUP BY id".
    EXECUTE format('ALTER TABLE pg_temp.%I ADD PRIMARY KEY (%I)', tracked, key);
    -- The other indexes too; those for search are left out.
    FOR index_made IN
        SELECT pg_get_indexdef(indexrelid) FROM pg_index
        JOIN pg_class c ON c.oid = indexrelid JOIN pg_am a ON a.oid = c.relam
        WHERE indrelid = original AND amname = 'btree' AND NOT indisprimary
    LOOP
        EXECUTE regexp_replace(index_made, 'INDEX \S+ ON \S+ USING',
                               format('INDEX ON pg_temp.%I USING', tracked));
    END LOOP;
    -- What is written in the past goes to this table and is gone with it.
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON pg_temp.%I TO %I',
                   tracked, session_user);
END $$;
REVOKE ALL ON FUNCTION public.core_table_as_recorded FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_data_changes")]

    operations = [
        migrations.RunSQL(
            # A restore makes the tables anew, and this may be there.
            "DROP FUNCTION IF EXISTS public.core_table_as_recorded;" + MAKE,
            "DROP FUNCTION public.core_table_as_recorded;",
        )
    ]
