-- What every completed task pays for, made cheaper; each rule that protects something stays, or stands where it costs less.

-- The events of one command are written together and the head moves once: forward, to an event that is there. This also does
-- what the foreign key from event to head did, once a command instead of once an event.
CREATE OR REPLACE FUNCTION audit.keep_head() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.sealed OR NEW.seq <= OLD.seq OR (NEW.office, NEW.case_id) <> (OLD.office, OLD.case_id)
    OR NOT EXISTS (
      SELECT FROM audit.event AS e
      WHERE e.office = NEW.office AND e.case_id = NEW.case_id AND e.seq = NEW.seq AND e.hash = NEW.hash) THEN
    RAISE EXCEPTION 'the audit head of case % only moves forward, to its last event, until it is sealed', OLD.case_id
      USING ERRCODE = 'restrict_violation';
  END IF;

  RETURN NEW;
END
$$;

ALTER TABLE audit.event DROP CONSTRAINT event_belongs_to_chain;

-- A key check locks the row it finds. These point at one row that all cases of an office share, so that every step waited for
-- every other; what they point at is never deleted instead.
ALTER TABLE sla.clock DROP CONSTRAINT clock_office_calendar_version_fkey;
CREATE FUNCTION sla.demand_calendar() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sla.calendar AS c WHERE c.office = NEW.office AND c.version = NEW.calendar_version) THEN
    RAISE EXCEPTION 'clock % names calendar version %, which office % does not have', NEW.id, NEW.calendar_version, NEW.office
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'clock_calendar_version_exists';
  END IF;

  RETURN NEW;
END
$$;
CREATE TRIGGER calendar_is_there BEFORE INSERT ON sla.clock FOR EACH ROW EXECUTE FUNCTION sla.demand_calendar();
CREATE TRIGGER calendar_stays_there BEFORE UPDATE ON sla.clock FOR EACH ROW
WHEN (NEW.calendar_version <> OLD.calendar_version OR NEW.office <> OLD.office) EXECUTE FUNCTION sla.demand_calendar();
ALTER TABLE documents.document DROP CONSTRAINT document_template_exists;
CREATE TRIGGER template_stays BEFORE DELETE OR TRUNCATE ON documents.template FOR EACH STATEMENT EXECUTE FUNCTION engine.refuse_change();

-- Written in the transaction that moves the instance, which holds its lock: the row is there.
ALTER TABLE engine.journal DROP CONSTRAINT journal_belongs_to_an_instance;
ALTER TABLE engine.bookmark DROP CONSTRAINT bookmark_belongs_to_an_instance;

-- Every step paid for these and no question used them: lists sort by due time or arrival, figures go by stop or deadline.
DROP INDEX inbox.task_done_lately;
DROP INDEX sla.clock_by_stop;

-- Rows that change at every step find room for their next version beside them.
ALTER TABLE documents.number_register SET (fillfactor = 20);
ALTER TABLE engine.bookmark SET (fillfactor = 70);
ALTER TABLE sla.clock SET (fillfactor = 80);

-- What an office prints with, kept in memory by every node: this counts its changes, so that a node sees that it must read anew.
CREATE TABLE documents.stamp (
  office  integer NOT NULL,
  changes bigint  NOT NULL,
  PRIMARY KEY (office)
);
CALL engine.protect('documents.stamp');

CREATE FUNCTION documents.count_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO documents.stamp AS s (office, changes) VALUES (NEW.office, 1)
  ON CONFLICT (office) DO UPDATE SET changes = s.changes + 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER change_is_counted AFTER INSERT OR UPDATE ON documents.letterhead FOR EACH ROW EXECUTE FUNCTION documents.count_change();
CREATE TRIGGER change_is_counted AFTER INSERT OR UPDATE ON documents.number_format FOR EACH ROW EXECUTE FUNCTION documents.count_change();
CREATE TRIGGER change_is_counted AFTER INSERT OR UPDATE ON documents.template FOR EACH ROW EXECUTE FUNCTION documents.count_change();

-- Answers of some kilobytes each: lz4 packs them at a fraction of what pglz costs, where the server was built with it.
DO $$
BEGIN
  ALTER TABLE engine.idempotency ALTER COLUMN response SET COMPRESSION lz4;
  ALTER TABLE engine.instance ALTER COLUMN state SET COMPRESSION lz4;
  ALTER TABLE documents.document ALTER COLUMN model SET COMPRESSION lz4;
  ALTER TABLE inbox.task ALTER COLUMN definition SET COMPRESSION lz4;
  ALTER TABLE requests.request ALTER COLUMN file SET COMPRESSION lz4;
EXCEPTION
  WHEN feature_not_supported THEN NULL;
END
$$;
