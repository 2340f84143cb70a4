-- What cases wait for besides people, and what starts them: timers, schedules, events, other workflows, programs.
-- Rows that a worker must move carry a lease: claimed_until (the real clock: the demo moves the other one by days) says how long they are
-- somebody's, or when they may be tried again; lease_no rises with every claim, so that who was stopped past the lease can't write late.

-- id is made from instance and bookmark: a bookmark has one timer, found without another index.
CREATE TABLE engine.timer (
  office        integer     NOT NULL,
  id            uuid        NOT NULL,
  instance      uuid        NOT NULL,
  bookmark      integer     NOT NULL,
  due_at        timestamptz NOT NULL,
  claimed_until timestamptz,
  lease_no      bigint      NOT NULL DEFAULT 0,
  attempts      integer     NOT NULL DEFAULT 0,
  last_error    text,
  failed_at     timestamptz CONSTRAINT timer_failed_says_why CHECK (failed_at IS NULL OR last_error IS NOT NULL),
  PRIMARY KEY (office, id),
  CONSTRAINT timer_belongs_to_an_instance FOREIGN KEY (office, instance) REFERENCES engine.instance (office, id)
) WITH (fillfactor = 80);

-- By office first: every office gets its turn, however many another has due.
CREATE INDEX timer_due ON engine.timer (office, due_at) WHERE failed_at IS NULL;

CALL engine.protect('engine.timer');
CALL engine.open_to_workers('engine.timer');

-- One message, one effect: deleted in the transaction that does what it says.
CREATE TABLE engine.outbox (
  office        integer     NOT NULL,
  id            uuid        NOT NULL,
  kind          text        NOT NULL CONSTRAINT outbox_kind_is_known CHECK (kind IN (
    'resume', 'start', 'dispatch', 'child-ended', 'cancel', 'http-request')),
  instance      uuid,
  payload       text        NOT NULL,
  due_at        timestamptz NOT NULL,
  claimed_until timestamptz,
  lease_no      bigint      NOT NULL DEFAULT 0,
  attempts      integer     NOT NULL DEFAULT 0,
  last_error    text,
  failed_at     timestamptz CONSTRAINT outbox_failed_says_why CHECK (failed_at IS NULL OR last_error IS NOT NULL),
  PRIMARY KEY (office, id)
) WITH (fillfactor = 80);

CREATE INDEX outbox_due ON engine.outbox (office, due_at) WHERE failed_at IS NULL;

CALL engine.protect('engine.outbox');
CALL engine.open_to_workers('engine.outbox');

-- The next occurrence of a trigger that starts cases on time. due_at is null until a worker has reckoned it in the office's zone.
CREATE TABLE engine.schedule (
  office        integer     NOT NULL,
  id            uuid        NOT NULL,
  definition_id text        NOT NULL,
  activity_id   text        NOT NULL,
  kind          text        NOT NULL CONSTRAINT schedule_kind_is_known CHECK (kind IN ('Elsa.Timer', 'Elsa.Cron', 'Elsa.StartAt')),
  expression    text        NOT NULL,
  since         timestamptz NOT NULL,
  due_at        timestamptz,
  last_fired_at timestamptz,
  missed        integer     NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  lease_no      bigint      NOT NULL DEFAULT 0,
  attempts      integer     NOT NULL DEFAULT 0,
  last_error    text,
  failed_at     timestamptz CONSTRAINT schedule_failed_says_why CHECK (failed_at IS NULL OR last_error IS NOT NULL),
  PRIMARY KEY (office, id),
  CONSTRAINT schedule_once_per_activity UNIQUE (office, definition_id, activity_id)
);

CREATE INDEX schedule_due ON engine.schedule (office, due_at) WHERE failed_at IS NULL;

CALL engine.protect('engine.schedule');
CALL engine.open_to_workers('engine.schedule');

-- Triggers of published definitions that answer a stimulus; rewritten in the transaction that publishes.
CREATE TABLE engine.trigger (
  office        integer NOT NULL,
  definition_id text    NOT NULL,
  activity_id   text    NOT NULL,
  hash          bytea   NOT NULL CONSTRAINT trigger_hash_is_sha256 CHECK (length(hash) = 32),
  name          text    NOT NULL,
  PRIMARY KEY (office, definition_id, activity_id, hash)
);

CREATE INDEX trigger_by_hash ON engine.trigger (office, hash);
-- Two workflows must not answer one call.
CREATE UNIQUE INDEX trigger_http_once ON engine.trigger (office, hash) WHERE name = 'Elsa.HttpEndpoint';

CALL engine.protect('engine.trigger');

-- Bookmarks that wait for a stimulus. Taken away with the delivery, so that two stimuli never aim at one bookmark.
CREATE TABLE engine.waiting (
  office     integer     NOT NULL,
  instance   uuid        NOT NULL,
  bookmark   integer     NOT NULL,
  name       text        NOT NULL,
  hash       bytea       NOT NULL CONSTRAINT waiting_hash_is_sha256 CHECK (length(hash) = 32),
  payload    text        NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (office, instance, bookmark),
  CONSTRAINT waiting_belongs_to_an_instance FOREIGN KEY (office, instance) REFERENCES engine.instance (office, id)
);

CREATE INDEX waiting_by_hash ON engine.waiting (office, hash);

CALL engine.protect('engine.waiting');
CALL engine.open_to_workers('engine.waiting');

-- Something happened outside. One that nobody waits for yet stays until somebody does, or until it expires: then an operator sees it.
CREATE TABLE engine.stimulus (
  office         integer     NOT NULL,
  id             uuid        NOT NULL,
  name           text        NOT NULL,
  hash           bytea       NOT NULL CONSTRAINT stimulus_hash_is_sha256 CHECK (length(hash) = 32),
  subject        text        NOT NULL,
  correlation_id text,
  instance       uuid,
  payload        text        NOT NULL,
  due_at         timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL CONSTRAINT stimulus_expires_after_it_came CHECK (expires_at > due_at),
  seen           boolean     NOT NULL DEFAULT false,
  claimed_until  timestamptz,
  lease_no       bigint      NOT NULL DEFAULT 0,
  attempts       integer     NOT NULL DEFAULT 0,
  last_error     text,
  failed_at      timestamptz CONSTRAINT stimulus_failed_says_why CHECK (failed_at IS NULL OR last_error IS NOT NULL),
  PRIMARY KEY (office, id)
);

CREATE INDEX stimulus_due ON engine.stimulus (office, due_at) WHERE failed_at IS NULL AND NOT seen;
CREATE INDEX stimulus_early ON engine.stimulus (office, hash) WHERE failed_at IS NULL AND seen;

CALL engine.protect('engine.stimulus');
CALL engine.open_to_workers('engine.stimulus');

-- Which instance started which, and where the parent waits for its end.
CREATE TABLE engine.child (
  office   integer NOT NULL,
  instance uuid    NOT NULL,
  parent   uuid    NOT NULL,
  bookmark integer,
  ended    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (office, instance),
  CONSTRAINT child_has_another_parent CHECK (instance <> parent)
);

CREATE INDEX child_by_parent ON engine.child (office, parent) WHERE NOT ended;

CALL engine.protect('engine.child');

-- Running instances that carry a correlation id.
CREATE TABLE engine.correlation (
  office         integer NOT NULL,
  instance       uuid    NOT NULL,
  correlation_id text    NOT NULL CONSTRAINT correlation_has_an_id CHECK (correlation_id <> ''),
  PRIMARY KEY (office, instance)
);

CREATE INDEX correlation_by_id ON engine.correlation (office, correlation_id);

CALL engine.protect('engine.correlation');
CALL engine.open_to_workers('engine.correlation');

-- The key of the office's door for programs; only its hash is kept.
CREATE TABLE engine.hook_token (
  office    integer     NOT NULL,
  hash      bytea       NOT NULL CONSTRAINT hook_token_hash_is_sha256 CHECK (length(hash) = 32),
  issued_at timestamptz NOT NULL,
  PRIMARY KEY (office)
);

CALL engine.protect('engine.hook_token');

-- Where workflows of the office may send requests; nothing is allowed until an admin says so.
CREATE TABLE engine.allowed_host (
  office   integer     NOT NULL,
  host     text        NOT NULL CONSTRAINT allowed_host_is_plain CHECK (host = lower(host) AND host ~ '^[a-z0-9.:\[\]-]+$'),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (office, host)
);

CALL engine.protect('engine.allowed_host');
