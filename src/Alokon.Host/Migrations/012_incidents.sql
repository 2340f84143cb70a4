-- What failed in a case. The case stays where it is; somebody mends the cause and has it tried again.

CREATE TABLE engine.incident (
  office        integer     NOT NULL,
  instance      uuid        NOT NULL,
  id            uuid        NOT NULL,
  number        integer     NOT NULL CONSTRAINT incident_number_counts_from_one CHECK (number > 0),
  activity_id   text        NOT NULL,
  activity_type text        NOT NULL,
  code          text        NOT NULL,
  message       text        NOT NULL,
  attempts      integer     NOT NULL CONSTRAINT incident_failed_at_least_once CHECK (attempts > 0),
  raised_at     timestamptz NOT NULL,
  failed_at     timestamptz NOT NULL CONSTRAINT incident_failed_after_it_was_raised CHECK (failed_at >= raised_at),
  resolved_at   timestamptz,
  resolution    text        CONSTRAINT incident_resolution_is_known CHECK (resolution IN ('retried', 'cancelled')),
  PRIMARY KEY (office, instance, number),
  CONSTRAINT incident_resolved_says_how CHECK ((resolved_at IS NULL) = (resolution IS NULL)),
  CONSTRAINT incident_belongs_to_an_instance FOREIGN KEY (office, instance) REFERENCES engine.instance (office, id)
);

-- What the operators' list reads; it stays as small as the trouble.
CREATE INDEX incident_open ON engine.incident (office, raised_at DESC, id DESC) WHERE resolved_at IS NULL;

CALL engine.protect('engine.incident');

-- A faulted case is not over. What had been decided before it stood still comes back with it.
ALTER TABLE requests.request
  ADD COLUMN decided text,
  DROP CONSTRAINT request_ends_when_not_running,
  ADD CONSTRAINT request_ends_when_not_running CHECK ((status IN ('running', 'faulted')) = (finished_at IS NULL)),
  ADD CONSTRAINT request_decided_waits_for_a_retry CHECK (decided IS NULL OR status = 'faulted');
