-- What the facilities ask for. A request is the SOP's case seen as goods: one row per case, one per commodity,
-- one per lot that was sent. The rules of the goods are constraints here, so that no screen and no program can pass them.

CREATE TABLE requests.facility (
  office      integer NOT NULL,
  code        text    NOT NULL CONSTRAINT facility_code_has_seven_digits CHECK (code ~ '^[0-9]{7}$'),
  name        text    NOT NULL,
  kind        text    NOT NULL,
  kecamatan   text    NOT NULL,
  address     text    NOT NULL,
  distance_km numeric NOT NULL CONSTRAINT facility_distance_not_negative CHECK (distance_km >= 0),
  zone        integer NOT NULL CONSTRAINT facility_zone_is_known CHECK (zone BETWEEN 1 AND 4),
  PRIMARY KEY (office, code)
);
CALL engine.protect('requests.facility');

CREATE TABLE requests.commodity (
  office         integer NOT NULL,
  code           text    NOT NULL,
  name           text    NOT NULL,
  unit           text    NOT NULL,
  issue_multiple integer NOT NULL CONSTRAINT commodity_issue_multiple_positive CHECK (issue_multiple > 0),
  PRIMARY KEY (office, code)
);
CALL engine.protect('requests.commodity');

CREATE TABLE requests.resupply_policy (
  office            integer NOT NULL,
  level             text    NOT NULL,
  min_months        numeric NOT NULL,
  max_months        numeric NOT NULL,
  emergency_months  numeric NOT NULL,
  amc_window_months integer NOT NULL,
  PRIMARY KEY (office, level),
  CONSTRAINT resupply_policy_rises CHECK (0 <= emergency_months AND emergency_months <= min_months AND min_months < max_months)
);
CALL engine.protect('requests.resupply_policy');

CREATE TABLE requests.number_register (
  office integer NOT NULL,
  month  text    NOT NULL,
  last   integer NOT NULL,
  PRIMARY KEY (office, month)
);
CALL engine.protect('requests.number_register');

CREATE TABLE requests.request (
  office           integer     NOT NULL,
  id               uuid        NOT NULL,
  number           text        NOT NULL,
  workflow         text        NOT NULL,
  workflow_version integer     NOT NULL,
  status           text        NOT NULL CONSTRAINT request_status_is_known CHECK (status IN
    ('running', 'completed', 'completedPartial', 'completedWithDiscrepancy', 'rejected', 'withdrawn', 'cancelled', 'faulted')),
  kind             text        NOT NULL CONSTRAINT request_kind_is_known CHECK (kind IN ('rutin', 'darurat')),
  facility         text        NOT NULL,
  kecamatan        text        NOT NULL,
  period           text        NOT NULL,
  requester        uuid        NOT NULL,
  input            bytea       NOT NULL,
  file             bytea       NOT NULL,
  started_at       timestamptz NOT NULL,
  finished_at      timestamptz,
  PRIMARY KEY (office, id),
  CONSTRAINT request_number_once UNIQUE (office, number),
  CONSTRAINT request_ends_when_not_running CHECK ((status = 'running') = (finished_at IS NULL)),
  FOREIGN KEY (office, facility) REFERENCES requests.facility (office, code)
) WITH (fillfactor = 50);
CREATE INDEX request_by_start ON requests.request (office, started_at DESC, id DESC);
CALL engine.protect('requests.request');

CREATE TABLE requests.amrah_line (
  office     integer NOT NULL,
  case_id    uuid    NOT NULL,
  commodity  text    NOT NULL,
  requested  integer NOT NULL CONSTRAINT amrah_line_requests_something CHECK (requested > 0),
  amc        numeric NOT NULL CONSTRAINT amrah_line_consumption_not_negative CHECK (amc >= 0),
  stock      integer NOT NULL CONSTRAINT amrah_line_stock_not_negative CHECK (stock >= 0),
  calculated integer NOT NULL CONSTRAINT amrah_line_calculated_not_negative CHECK (calculated >= 0),
  approved   integer CONSTRAINT amrah_line_approved_not_above_requested CHECK (approved BETWEEN 0 AND requested),
  shipped    integer CONSTRAINT amrah_line_shipped_not_above_approved CHECK (shipped >= 0 AND shipped <= COALESCE(approved, 0)),
  PRIMARY KEY (office, case_id, commodity),
  FOREIGN KEY (office, case_id) REFERENCES requests.request (office, id),
  FOREIGN KEY (office, commodity) REFERENCES requests.commodity (office, code)
);
CALL engine.protect('requests.amrah_line');

CREATE TABLE requests.shipment_line (
  office       integer NOT NULL,
  case_id      uuid    NOT NULL,
  commodity    text    NOT NULL,
  lot          text    NOT NULL,
  sent         integer NOT NULL CONSTRAINT shipment_line_sends_something CHECK (sent > 0),
  good         integer CONSTRAINT shipment_line_good_not_negative CHECK (good >= 0),
  damaged      integer CONSTRAINT shipment_line_damaged_not_negative CHECK (damaged >= 0),
  missing      integer CONSTRAINT shipment_line_missing_not_negative CHECK (missing >= 0),
  over         integer CONSTRAINT shipment_line_over_not_negative CHECK (over >= 0),
  received_lot text,
  PRIMARY KEY (office, case_id, commodity, lot),
  CONSTRAINT shipment_line_sent_is_good_damaged_or_missing CHECK (good IS NULL OR sent = good + damaged + missing),
  FOREIGN KEY (office, case_id, commodity) REFERENCES requests.amrah_line (office, case_id, commodity)
);
CALL engine.protect('requests.shipment_line');

CREATE TABLE requests.attachment (
  office      integer     NOT NULL,
  id          uuid        NOT NULL,
  case_id     uuid        NOT NULL,
  kind        text        NOT NULL,
  file_name   text        NOT NULL,
  media_type  text        NOT NULL,
  bytes       bytea       NOT NULL,
  sha256      text        NOT NULL,
  restricted  boolean     NOT NULL,
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (office, id),
  FOREIGN KEY (office, case_id) REFERENCES requests.request (office, id)
);
CREATE INDEX attachment_of_case ON requests.attachment (office, case_id);
CALL engine.protect('requests.attachment');
