-- One row per piece of work waiting for a position. What is open stays small behind partial indexes, whatever the history.

CREATE TABLE inbox.task (
  office        integer     NOT NULL,
  id            uuid        NOT NULL,
  case_id       uuid        NOT NULL,
  case_number   text        NOT NULL,
  bookmark      integer     NOT NULL,
  activity      text        NOT NULL,
  step          text        NOT NULL,
  label         text        NOT NULL,
  sop_label     text        NOT NULL,
  role          text        NOT NULL,
  facility      text        NOT NULL,
  facility_name text        NOT NULL,
  kecamatan     text        NOT NULL,
  zone          integer     NOT NULL,
  kind          text        NOT NULL,
  summary       text        NOT NULL,
  standard      text        NOT NULL,
  definition    text        NOT NULL,
  status        text        NOT NULL CONSTRAINT task_status_is_known CHECK (status IN ('ready', 'claimed', 'done', 'cancelled')),
  assignee      uuid,
  assignee_name text,
  created_at    timestamptz NOT NULL,
  claimed_at    timestamptz,
  completed_at  timestamptz,
  due_at        timestamptz,
  outcome       text,
  comment       text,
  version       integer     NOT NULL,
  PRIMARY KEY (office, id),
  CONSTRAINT task_claimed_by_somebody CHECK (status <> 'claimed' OR (assignee IS NOT NULL AND claimed_at IS NOT NULL)),
  CONSTRAINT task_done_with_an_outcome CHECK ((status = 'done') = (outcome IS NOT NULL)),
  CONSTRAINT task_once_per_bookmark UNIQUE (office, case_id, bookmark)
) WITH (fillfactor = 70);
CREATE INDEX task_open ON inbox.task (office, role, due_at) WHERE status IN ('ready', 'claimed');
CREATE INDEX task_done_lately ON inbox.task (office, completed_at DESC) WHERE status = 'done';
CALL engine.protect('inbox.task');
