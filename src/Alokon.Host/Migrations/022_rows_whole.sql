-- Where a row is longer than two kilobytes, the server first moves its extended columns out, however short they are, and the long one that 016
-- keeps in the row last: a paper's title, positions and code became four pieces in a table beside it. Kept in the row all; only a print is moved out.
DO $$
DECLARE
  short record;
BEGIN
  FOR short IN
    SELECT attrelid::regclass AS written, attname AS name
    FROM pg_attribute
    WHERE attrelid IN ('engine.instance'::regclass, 'engine.idempotency'::regclass, 'engine.journal'::regclass,
                       'inbox.task'::regclass, 'documents.document'::regclass, 'audit.event'::regclass)
      AND attnum > 0 AND NOT attisdropped AND attstorage = 'x' AND attname <> 'pdf'
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE MAIN', short.written, short.name);
  END LOOP;
END
$$;
