-- Versions under an admin's hand: who drafted, published and withdrew what, and which running cases were moved to another version.

ALTER TABLE engine.definition
  ADD COLUMN description   text NOT NULL DEFAULT '',
  ADD COLUMN saved_by      uuid,
  ADD COLUMN saved_by_name text NOT NULL DEFAULT '';

-- Retracting hides a version from new cases, publishing it again brings it back as it was. A superseded version may go:
-- the foreign keys of instances and moves keep every version that a case ever ran on.
CREATE OR REPLACE FUNCTION engine.keep_published_definition() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF OLD.state = 'draft' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;

  IF TG_OP = 'DELETE' AND OLD.state = 'superseded' THEN
    RETURN OLD;
  END IF;

  IF TG_OP = 'UPDATE' AND NEW.state IN ('published', 'superseded')
    AND (to_jsonb(NEW) - 'state') = (to_jsonb(OLD) - 'state') THEN
    RETURN NEW;
  END IF;

  RAISE EXCEPTION 'version % of % is published and stays as it is: % refused', OLD.version, OLD.definition_id, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

-- What admins and files did to the definitions. Outlives the versions it tells of: a number once published is never given again.
CREATE TABLE engine.definition_event (
  office        integer     NOT NULL,
  definition_id text        NOT NULL,
  seq           integer     NOT NULL CONSTRAINT definition_event_counts_from_one CHECK (seq > 0),
  at            timestamptz NOT NULL,
  kind          text        NOT NULL CONSTRAINT definition_event_kind_is_known CHECK (kind IN ('drafted', 'imported', 'reverted', 'published', 'retracted', 'discarded', 'deleted')),
  version       integer     NOT NULL CONSTRAINT definition_event_names_a_version CHECK (version > 0),
  source_hash   text        NOT NULL,
  origin        text        NOT NULL,
  actor         uuid        NOT NULL,
  actor_name    text        NOT NULL,
  PRIMARY KEY (office, definition_id, seq)
);

CALL engine.protect_append_only('engine.definition_event');

-- Which cases run on a version: asked before they are moved. Only its end takes a case out of it.
CREATE INDEX instance_running ON engine.instance (office, definition_id, definition_version) WHERE status = 'Running';

-- A batch of running cases on their way to another version.
CREATE TABLE engine.move (
  office        integer     NOT NULL,
  id            uuid        NOT NULL,
  definition_id text        NOT NULL,
  version       integer     NOT NULL,
  map           text        NOT NULL,
  reason        text        NOT NULL CONSTRAINT move_has_a_reason CHECK (reason <> ''),
  started_at    timestamptz NOT NULL,
  actor         uuid        NOT NULL,
  actor_name    text        NOT NULL,
  PRIMARY KEY (office, id),
  CONSTRAINT move_goes_to_a_known_version FOREIGN KEY (office, definition_id, version)
    REFERENCES engine.definition (office, definition_id, version)
);

CREATE INDEX move_by_definition ON engine.move (office, definition_id, started_at DESC);
CALL engine.protect('engine.move');

-- Each case of it. The state before is kept, so that the way back needs no guessing.
CREATE TABLE engine.move_case (
  office        integer     NOT NULL,
  move          uuid        NOT NULL,
  instance      uuid        NOT NULL,
  definition_id text        NOT NULL,
  from_version  integer     NOT NULL,
  status        text        NOT NULL CONSTRAINT move_case_status_is_known CHECK (status IN ('pending', 'moved', 'refused', 'undone')),
  obstacles     text        NOT NULL,
  before        bytea,
  moved_version integer,
  moved_at      timestamptz,
  undone_at     timestamptz,
  claimed_until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (office, move, instance),
  CONSTRAINT move_case_belongs_to_a_move FOREIGN KEY (office, move) REFERENCES engine.move (office, id),
  CONSTRAINT move_case_is_an_instance FOREIGN KEY (office, instance) REFERENCES engine.instance (office, id),
  CONSTRAINT move_case_came_from_a_known_version FOREIGN KEY (office, definition_id, from_version)
    REFERENCES engine.definition (office, definition_id, version),
  CONSTRAINT move_case_moved_can_go_back CHECK ((status IN ('moved', 'undone')) = (before IS NOT NULL AND moved_version IS NOT NULL AND moved_at IS NOT NULL)),
  CONSTRAINT move_case_undone_has_its_time CHECK ((status = 'undone') = (undone_at IS NOT NULL))
);

CREATE INDEX move_case_of_instance ON engine.move_case (office, instance);
CREATE INDEX move_case_pending ON engine.move_case (claimed_until) WHERE status = 'pending';
CALL engine.protect('engine.move_case');
CALL engine.open_to_workers('engine.move_case');
REVOKE SELECT, UPDATE ON engine.move_case FROM alokon_worker;
GRANT SELECT (office, move, instance, status, claimed_until), UPDATE (claimed_until) ON engine.move_case TO alokon_worker;
