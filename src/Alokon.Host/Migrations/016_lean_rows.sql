-- Every completed task writes these rows: what was written twice is written once, and what guards them costs less.

-- What an instance waits for stands in its state; nothing ever asked this copy of it.
DROP TABLE engine.bookmark;

COMMENT ON COLUMN requests.request.file IS 'As it was handed in; as the steps left it, it stands in the state of the instance';

-- A CHECK is read, planned and set up anew by every statement that writes the table: a third of what a clock or a task cost. One
-- function is kept ready by the server and guards the same, by the same names.

ALTER TABLE sla.clock
  DROP CONSTRAINT clock_has_a_known_kind,
  DROP CONSTRAINT clock_shares_handling_time_only,
  DROP CONSTRAINT clock_allowance_is_not_negative,
  DROP CONSTRAINT clock_consumes_no_negative_time,
  DROP CONSTRAINT clock_belongs_to_a_task_or_is_the_service,
  DROP CONSTRAINT clock_runs_or_rests_or_has_stopped,
  DROP CONSTRAINT clock_is_cancelled_only_when_stopped,
  DROP CONSTRAINT clock_does_not_stop_before_it_starts;

CREATE FUNCTION engine.unsound(row_kind text, rule text) RETURNS boolean
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION 'new row of % violates check constraint "%"', row_kind, rule USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END
$$;

CREATE FUNCTION sla.clock_is_sound(c sla.clock) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF c.kind NOT IN ('response', 'handling', 'service') THEN RETURN engine.unsound('sla.clock', 'clock_has_a_known_kind'); END IF;
  IF c.budget IS NOT NULL AND c.kind <> 'handling' THEN RETURN engine.unsound('sla.clock', 'clock_shares_handling_time_only'); END IF;
  IF c.allowance_seconds < 0 THEN RETURN engine.unsound('sla.clock', 'clock_allowance_is_not_negative'); END IF;
  IF c.consumed_seconds < 0 THEN RETURN engine.unsound('sla.clock', 'clock_consumes_no_negative_time'); END IF;
  IF (c.kind = 'service') <> (c.task_id IS NULL) OR (c.kind = 'service') <> (c.step IS NULL) THEN
    RETURN engine.unsound('sla.clock', 'clock_belongs_to_a_task_or_is_the_service');
  END IF;
  IF num_nonnulls(c.running_since, c.paused_at, c.stopped_at) <> 1 THEN RETURN engine.unsound('sla.clock', 'clock_runs_or_rests_or_has_stopped'); END IF;
  IF c.stopped_at IS NULL AND c.cancelled THEN RETURN engine.unsound('sla.clock', 'clock_is_cancelled_only_when_stopped'); END IF;
  IF c.stopped_at < c.started_at THEN RETURN engine.unsound('sla.clock', 'clock_does_not_stop_before_it_starts'); END IF;
  RETURN true;
END
$$;
ALTER TABLE sla.clock ADD CONSTRAINT clock_is_sound CHECK (sla.clock_is_sound(clock));

ALTER TABLE inbox.task DROP CONSTRAINT task_status_is_known, DROP CONSTRAINT task_claimed_by_somebody, DROP CONSTRAINT task_done_with_an_outcome;
CREATE FUNCTION inbox.task_is_sound(t inbox.task) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF t.status NOT IN ('ready', 'claimed', 'done', 'cancelled') THEN RETURN engine.unsound('inbox.task', 'task_status_is_known'); END IF;
  IF t.status = 'claimed' AND (t.assignee IS NULL OR t.claimed_at IS NULL) THEN RETURN engine.unsound('inbox.task', 'task_claimed_by_somebody'); END IF;
  IF (t.status = 'done') <> (t.outcome IS NOT NULL) THEN RETURN engine.unsound('inbox.task', 'task_done_with_an_outcome'); END IF;
  RETURN true;
END
$$;
ALTER TABLE inbox.task ADD CONSTRAINT task_is_sound CHECK (inbox.task_is_sound(task));

ALTER TABLE engine.instance
  DROP CONSTRAINT instance_version_counts_from_one,
  DROP CONSTRAINT instance_status_is_known,
  DROP CONSTRAINT instance_sub_status_fits,
  DROP CONSTRAINT instance_finished_has_its_time;
-- Not by the whole row: that would unpack the state.
CREATE FUNCTION engine.instance_is_sound(version integer, status text, sub_status text, finished_at timestamptz) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF version < 1 THEN RETURN engine.unsound('engine.instance', 'instance_version_counts_from_one'); END IF;
  IF status NOT IN ('Running', 'Finished') THEN RETURN engine.unsound('engine.instance', 'instance_status_is_known'); END IF;
  IF status = 'Running' AND sub_status <> 'Suspended' OR status = 'Finished' AND sub_status NOT IN ('Finished', 'Cancelled', 'Faulted') THEN
    RETURN engine.unsound('engine.instance', 'instance_sub_status_fits');
  END IF;
  IF (status = 'Finished') <> (finished_at IS NOT NULL) THEN RETURN engine.unsound('engine.instance', 'instance_finished_has_its_time'); END IF;
  RETURN true;
END
$$;
ALTER TABLE engine.instance ADD CONSTRAINT instance_is_sound CHECK (engine.instance_is_sound(version, status, sub_status, finished_at));

ALTER TABLE audit.event DROP CONSTRAINT event_counts_from_one, DROP CONSTRAINT event_has_kind, DROP CONSTRAINT event_hash_is_of_its_line;
CREATE FUNCTION audit.event_is_sound(seq bigint, kind text, line bytea, hash text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF seq < 1 THEN RETURN engine.unsound('audit.event', 'event_counts_from_one'); END IF;
  IF kind = '' THEN RETURN engine.unsound('audit.event', 'event_has_kind'); END IF;
  IF hash <> encode(sha256(line), 'hex') THEN RETURN engine.unsound('audit.event', 'event_hash_is_of_its_line'); END IF;
  RETURN true;
END
$$;
ALTER TABLE audit.event ADD CONSTRAINT event_is_sound CHECK (audit.event_is_sound(seq, kind, line, hash));

-- The trigger that lets the head go forward only to an event that is there guards its number and hash with it.
ALTER TABLE audit.head DROP CONSTRAINT head_counts_from_zero, DROP CONSTRAINT head_hash_is_sha256;
CREATE FUNCTION audit.begin_head() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.seq <> 0 OR NEW.hash <> repeat('0', 64) THEN
    RAISE EXCEPTION 'the audit head of case % begins at nothing', NEW.case_id USING ERRCODE = 'check_violation', CONSTRAINT = 'head_counts_from_zero';
  END IF;

  RETURN NEW;
END
$$;
CREATE TRIGGER begins_at_nothing BEFORE INSERT ON audit.head FOR EACH ROW EXECUTE FUNCTION audit.begin_head();

ALTER TABLE documents.document
  DROP CONSTRAINT document_is_signed,
  DROP CONSTRAINT document_status_known,
  DROP CONSTRAINT document_ready_has_pdf,
  DROP CONSTRAINT document_cancelled_for_a_reason;
CREATE FUNCTION documents.document_is_sound(positions text[], status text, has_print boolean, cancelled_at timestamptz, cancelled_for text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF cardinality(positions) < 1 THEN RETURN engine.unsound('documents.document', 'document_is_signed'); END IF;
  IF status NOT IN ('pending', 'ready', 'failed') THEN RETURN engine.unsound('documents.document', 'document_status_known'); END IF;
  IF (status = 'ready') <> has_print THEN RETURN engine.unsound('documents.document', 'document_ready_has_pdf'); END IF;
  IF (cancelled_at IS NULL) <> (cancelled_for IS NULL) THEN RETURN engine.unsound('documents.document', 'document_cancelled_for_a_reason'); END IF;
  RETURN true;
END
$$;
ALTER TABLE documents.document ADD CONSTRAINT document_is_sound CHECK (documents.document_is_sound(positions, status, pdf IS NOT NULL AND sha256 IS NOT NULL AND pages IS NOT NULL, cancelled_at, cancelled_for));

-- Some kilobytes each, packed to two or less: kept in the row, a table of pieces and its index beside it cost twice as much.
ALTER TABLE engine.instance ALTER COLUMN state SET STORAGE MAIN;
ALTER TABLE engine.idempotency ALTER COLUMN response SET STORAGE MAIN;
ALTER TABLE inbox.task ALTER COLUMN definition SET STORAGE MAIN;
ALTER TABLE documents.document ALTER COLUMN model SET STORAGE MAIN;
ALTER TABLE audit.event ALTER COLUMN line SET STORAGE MAIN;
ALTER TABLE engine.journal ALTER COLUMN events SET STORAGE MAIN;
