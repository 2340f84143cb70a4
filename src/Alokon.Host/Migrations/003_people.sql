-- People: who belongs to an office, which positions it has, who holds them when, and how they sign in.
-- Work belongs to a position; persons come and go.

-- Equality of office and position inside the exclusion constraint below.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE people.office (
  office        integer     NOT NULL PRIMARY KEY CONSTRAINT office_is_a_kemendagri_code CHECK (office BETWEEN 1000 AND 9999),
  name          text        NOT NULL,
  government    text        NOT NULL,
  dinas         text        NOT NULL,
  short_name    text        NOT NULL,
  address       text        NOT NULL,
  phone         text        NOT NULL,
  email         text        NOT NULL,
  website       text        NOT NULL,
  postal_code   text        NOT NULL,
  city          text        NOT NULL,
  zone          text        NOT NULL CONSTRAINT office_zone_is_indonesian CHECK (zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  demo          boolean     NOT NULL,
  registered_at timestamptz NOT NULL
);

CREATE TABLE people.unit (
  office integer NOT NULL REFERENCES people.office,
  id     uuid    NOT NULL,
  code   text    NOT NULL,
  name   text    NOT NULL,
  PRIMARY KEY (office, id),
  CONSTRAINT unit_code_once UNIQUE (office, code)
);

CREATE TABLE people.position (
  office     integer NOT NULL,
  id         uuid    NOT NULL,
  unit       uuid    NOT NULL,
  code       text    NOT NULL,
  role       text    NOT NULL CONSTRAINT position_role_is_known CHECK (role IN ('faskes', 'plkb', 'koordinator', 'kabid', 'kadis', 'gudang', 'bendahara', 'pengirim', 'pengelola', 'manajer', 'auditor', 'admin')),
  title      text    NOT NULL,
  scope      text    NOT NULL,
  scope_code text    NOT NULL,
  PRIMARY KEY (office, id),
  FOREIGN KEY (office, unit) REFERENCES people.unit,
  CONSTRAINT position_code_once UNIQUE (office, code),
  CONSTRAINT position_scope_fits_role CHECK (scope = CASE WHEN role = 'faskes' THEN 'facility' WHEN role IN ('plkb', 'koordinator') THEN 'kecamatan' ELSE 'office' END),
  CONSTRAINT position_facility_is_one CHECK (scope <> 'facility' OR scope_code NOT IN ('', '*'))
);

CREATE INDEX position_of_unit ON people.position (office, unit);

CREATE TABLE people.person (
  office integer NOT NULL REFERENCES people.office,
  id     uuid    NOT NULL,
  name   text    NOT NULL,
  nip    text    NULL CONSTRAINT person_nip_is_well_formed CHECK (nip ~ '^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d\d(0[1-9]|1[0-2]|21)[12]\d{3}$'),
  rank   text    NULL,
  PRIMARY KEY (office, id),
  CONSTRAINT person_nip_once UNIQUE (office, nip)
);

CREATE TABLE people.holding (
  office         integer     NOT NULL,
  id             uuid        NOT NULL,
  position       uuid        NOT NULL,
  person         uuid        NOT NULL,
  mandate        text        NOT NULL CONSTRAINT holding_mandate_is_known CHECK (mandate IN ('definitif', 'plt', 'plh')),
  mandate_number text        NULL,
  held_from      timestamptz NOT NULL,
  held_until     timestamptz NULL,
  PRIMARY KEY (office, id),
  FOREIGN KEY (office, position) REFERENCES people.position,
  FOREIGN KEY (office, person) REFERENCES people.person,
  CONSTRAINT holding_lasts CHECK (held_until > held_from),
  CONSTRAINT holding_acting_names_its_letter_and_end CHECK (mandate = 'definitif' OR (mandate_number IS NOT NULL AND held_until IS NOT NULL)),
  CONSTRAINT holding_one_definitive_at_a_time EXCLUDE USING gist (office WITH =, position WITH =, tstzrange(held_from, held_until) WITH &&) WHERE (mandate = 'definitif')
);

CREATE INDEX holding_of_person ON people.holding (office, person);
CREATE INDEX holding_of_position ON people.holding (office, position);

CREATE TABLE people.account (
  office        integer     NOT NULL,
  id            uuid        NOT NULL,
  person        uuid        NOT NULL,
  username      text        NOT NULL CONSTRAINT account_username_is_plain CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,62}$'),
  password_hash text        NOT NULL,
  created_at    timestamptz NOT NULL,
  disabled_at   timestamptz NULL,
  PRIMARY KEY (office, id),
  FOREIGN KEY (office, person) REFERENCES people.person,
  CONSTRAINT account_username_once UNIQUE (office, username)
);

CREATE INDEX account_of_person ON people.account (office, person);

CREATE TABLE people.session (
  office       integer     NOT NULL,
  token_hash   bytea       NOT NULL,
  account      uuid        NOT NULL,
  started_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  PRIMARY KEY (office, token_hash),
  FOREIGN KEY (office, account) REFERENCES people.account
);

CREATE INDEX session_of_account ON people.session (office, account);

CREATE TABLE people.sign_in_attempt (
  office   integer     NOT NULL,
  id       bigint      GENERATED ALWAYS AS IDENTITY,
  username text        NOT NULL,
  address  text        NOT NULL,
  result   text        NOT NULL CONSTRAINT sign_in_attempt_result_is_known CHECK (result IN ('signedIn', 'refused')),
  at       timestamptz NOT NULL,
  PRIMARY KEY (office, id)
);

CREATE INDEX sign_in_attempt_refused ON people.sign_in_attempt (office, username, address, at) WHERE result = 'refused';
CREATE INDEX sign_in_attempt_at ON people.sign_in_attempt (office, at);

CALL engine.protect('people.office');
CALL engine.protect('people.unit');
CALL engine.protect('people.position');
CALL engine.protect('people.person');
CALL engine.protect('people.holding');
CALL engine.protect('people.account');
CALL engine.protect('people.session');
CALL engine.protect('people.sign_in_attempt');

-- The sign-in page lists the offices before anybody belongs to one, and sweeps must know which there are;
-- what stands here is on every letterhead.
CREATE POLICY office_is_public_knowledge ON people.office FOR SELECT TO alokon_app, alokon_worker USING (true);
GRANT SELECT ON people.office TO alokon_worker;
