-- Working calendars, and the clocks that run by them: response and handling per task, service per case (decision D1).

-- A version is never changed: a deadline names the version it was computed with, so that it can be explained later.
CREATE TABLE sla.calendar (
  office     integer     NOT NULL,
  version    integer     NOT NULL CONSTRAINT calendar_versions_count_from_one CHECK (version > 0),
  unit_kind  text        NOT NULL CONSTRAINT calendar_names_its_units CHECK (unit_kind <> ''),
  known_from date        NOT NULL,
  definition jsonb       NOT NULL CONSTRAINT calendar_is_an_object CHECK (jsonb_typeof(definition) = 'object'),
  set_at     timestamptz NOT NULL,
  PRIMARY KEY (office, version)
);

CALL engine.protect_append_only('sla.calendar');

-- Allowance, consumed time and since when it runs: the deadline is derived from them, and again after every pause.
CREATE TABLE sla.clock (
  office            integer     NOT NULL,
  id                uuid        NOT NULL,
  case_id           uuid        NOT NULL,
  task_id           uuid,
  step              text,
  unit              text,
  unit_kind         text        NOT NULL,
  kind              text        NOT NULL CONSTRAINT clock_has_a_known_kind CHECK (kind IN ('response', 'handling', 'service')),
  budget            text        CONSTRAINT clock_shares_handling_time_only CHECK (budget IS NULL OR kind = 'handling'),
  rule              jsonb       NOT NULL,
  allowance_seconds bigint      CONSTRAINT clock_allowance_is_not_negative CHECK (allowance_seconds >= 0),
  calendar_version  integer     NOT NULL,
  started_at        timestamptz NOT NULL,
  running_since     timestamptz,
  paused_at         timestamptz,
  stopped_at        timestamptz,
  cancelled         boolean     NOT NULL,
  consumed_seconds  bigint      NOT NULL CONSTRAINT clock_consumes_no_negative_time CHECK (consumed_seconds >= 0),
  first_due_at      timestamptz,
  due_at            timestamptz,
  breached_at       timestamptz,
  claimed_until     timestamptz,
  PRIMARY KEY (office, id),
  FOREIGN KEY (office, calendar_version) REFERENCES sla.calendar (office, version),
  CONSTRAINT clock_once_per_task_and_kind UNIQUE (office, task_id, kind),
  CONSTRAINT clock_belongs_to_a_task_or_is_the_service CHECK ((kind = 'service') = (task_id IS NULL) AND (kind = 'service') = (step IS NULL)),
  CONSTRAINT clock_runs_or_rests_or_has_stopped CHECK (num_nonnulls(running_since, paused_at, stopped_at) = 1),
  CONSTRAINT clock_is_cancelled_only_when_stopped CHECK (stopped_at IS NOT NULL OR NOT cancelled),
  CONSTRAINT clock_does_not_stop_before_it_starts CHECK (stopped_at >= started_at)
);

CREATE UNIQUE INDEX clock_one_service_per_case ON sla.clock (office, case_id) WHERE kind = 'service';
CREATE INDEX clock_by_case_and_budget ON sla.clock (office, case_id, budget) WHERE budget IS NOT NULL;
CREATE INDEX clock_by_stop ON sla.clock (office, stopped_at) WHERE stopped_at IS NOT NULL;
-- What the sweep looks for, over all offices.
CREATE INDEX clock_due ON sla.clock (due_at) WHERE stopped_at IS NULL AND breached_at IS NULL;

CALL engine.protect('sla.clock');
CALL engine.open_to_workers('sla.clock');

CREATE TABLE sla.pause (
  office     integer     NOT NULL,
  clock_id   uuid        NOT NULL,
  paused_at  timestamptz NOT NULL,
  resumed_at timestamptz CONSTRAINT pause_does_not_end_before_it_begins CHECK (resumed_at >= paused_at),
  reason     text        NOT NULL CONSTRAINT pause_has_a_reason CHECK (reason <> ''),
  PRIMARY KEY (office, clock_id, paused_at),
  FOREIGN KEY (office, clock_id) REFERENCES sla.clock (office, id)
);

CREATE UNIQUE INDEX pause_one_open_per_clock ON sla.pause (office, clock_id) WHERE resumed_at IS NULL;

CALL engine.protect('sla.pause');

CREATE TABLE sla.breach (
  office      integer     NOT NULL,
  id          uuid        NOT NULL,
  clock_id    uuid        NOT NULL,
  case_id     uuid        NOT NULL,
  step        text,
  unit        text,
  kind        text        NOT NULL CONSTRAINT breach_has_a_known_kind CHECK (kind IN ('response', 'handling', 'service')),
  budget      text,
  due_at      timestamptz NOT NULL,
  noticed_at  timestamptz NOT NULL CONSTRAINT breach_is_noticed_after_the_deadline CHECK (noticed_at > due_at),
  reason_code text,
  PRIMARY KEY (office, id),
  FOREIGN KEY (office, clock_id) REFERENCES sla.clock (office, id),
  CONSTRAINT breach_once_per_clock UNIQUE (office, clock_id)
);

-- Steps that share one budget miss it once, at the task during which it ran out.
CREATE UNIQUE INDEX breach_once_per_budget ON sla.breach (office, case_id, budget) WHERE budget IS NOT NULL;
CREATE INDEX breach_by_deadline ON sla.breach (office, due_at);

CALL engine.protect('sla.breach');
