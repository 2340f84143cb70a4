-- A journal may be let go once its case ended long ago; before that, and line by line, it stays as append-only as it was.

DROP TRIGGER only_appends ON engine.journal;
CREATE TRIGGER only_appends BEFORE UPDATE OR TRUNCATE ON engine.journal FOR EACH STATEMENT EXECUTE FUNCTION engine.refuse_change();

CREATE FUNCTION engine.keep_journal() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (
    SELECT FROM engine.instance AS i
    WHERE i.office = OLD.office AND i.id = OLD.instance AND i.finished_at < engine.now() - interval '30 days') THEN
    RETURN OLD;
  END IF;

  RAISE EXCEPTION 'the journal of case % is kept until 30 days after its end: DELETE refused', OLD.instance
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER kept_until_long_after_its_end BEFORE DELETE ON engine.journal FOR EACH ROW EXECUTE FUNCTION engine.keep_journal();

CREATE POLICY old_journals ON engine.journal TO alokon_worker USING (at < engine.now() - interval '30 days');
GRANT SELECT (office, instance, at), DELETE ON engine.journal TO alokon_worker;
CREATE POLICY ended_cases ON engine.instance FOR SELECT TO alokon_worker USING (finished_at IS NOT NULL);
GRANT SELECT (office, id, finished_at) ON engine.instance TO alokon_worker;

-- A few bytes per megabyte: the old end of the journal is found without costing its writers anything.
CREATE INDEX journal_by_time ON engine.journal USING brin (at);
