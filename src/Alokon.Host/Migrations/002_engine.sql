-- What the engine keeps: definitions and their versions, instances, what they wait for, what happened in them.

CREATE TABLE engine.definition (
  office        integer     NOT NULL,
  definition_id text        NOT NULL,
  version       integer     NOT NULL CONSTRAINT definition_version_counts_from_one CHECK (version > 0),
  version_id    text        NOT NULL,
  name          text        NOT NULL,
  state         text        NOT NULL CONSTRAINT definition_state_is_known CHECK (state IN ('draft', 'published', 'superseded')),
  origin        text        NOT NULL CONSTRAINT definition_origin_is_known CHECK (origin IN ('file', 'admin')),
  source_hash   text        NOT NULL,
  json          bytea       NOT NULL,
  saved_at      timestamptz NOT NULL,
  published_at  timestamptz,
  PRIMARY KEY (office, definition_id, version),
  CONSTRAINT definition_version_id_is_its_own UNIQUE (office, version_id),
  CONSTRAINT definition_published_has_its_time CHECK ((state = 'draft') = (published_at IS NULL))
);

-- New cases start on exactly one version.
CREATE UNIQUE INDEX definition_published_once ON engine.definition (office, definition_id) WHERE state = 'published';

CALL engine.protect('engine.definition');

-- Cases run on published versions: what they run on must stay what it was.
CREATE FUNCTION engine.keep_published_definition() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  IF OLD.state = 'draft' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;

  IF TG_OP = 'UPDATE' AND NEW.state = 'superseded'
    AND (to_jsonb(NEW) - 'state') = (to_jsonb(OLD) - 'state') THEN
    RETURN NEW;
  END IF;

  RAISE EXCEPTION 'version % of % is published and stays as it is: % refused', OLD.version, OLD.definition_id, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON engine.definition
FOR EACH ROW EXECUTE FUNCTION engine.keep_published_definition();

-- fillfactor 50 and no index on a changing column: an update of a step stays on its page.
CREATE TABLE engine.instance (
  office             integer     NOT NULL,
  id                 uuid        NOT NULL,
  definition_id      text        NOT NULL,
  definition_version integer     NOT NULL,
  version            integer     NOT NULL CONSTRAINT instance_version_counts_from_one CHECK (version > 0),
  status             text        NOT NULL CONSTRAINT instance_status_is_known CHECK (status IN ('Running', 'Finished')),
  sub_status         text        NOT NULL CONSTRAINT instance_sub_status_fits CHECK (
    (status = 'Running' AND sub_status = 'Suspended') OR (status = 'Finished' AND sub_status IN ('Finished', 'Cancelled', 'Faulted'))),
  state              bytea       NOT NULL,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,
  finished_at        timestamptz CONSTRAINT instance_finished_has_its_time CHECK ((status = 'Finished') = (finished_at IS NOT NULL)),
  PRIMARY KEY (office, id),
  CONSTRAINT instance_runs_a_known_version FOREIGN KEY (office, definition_id, definition_version)
    REFERENCES engine.definition (office, definition_id, version)
) WITH (fillfactor = 50);

CALL engine.protect('engine.instance');

-- id is the counter inside the instance: what a room stores to resume it.
CREATE TABLE engine.bookmark (
  office      integer     NOT NULL,
  instance    uuid        NOT NULL,
  id          integer     NOT NULL,
  activity_id text        NOT NULL,
  name        text        NOT NULL,
  payload     text,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (office, instance, id),
  CONSTRAINT bookmark_belongs_to_an_instance FOREIGN KEY (office, instance) REFERENCES engine.instance (office, id)
);

CALL engine.protect('engine.bookmark');

-- One row per burst, holding its events; seq is the version that the burst gave the instance, so it has no gap.
CREATE TABLE engine.journal (
  office   integer     NOT NULL,
  instance uuid        NOT NULL,
  seq      integer     NOT NULL,
  at       timestamptz NOT NULL,
  events   bytea       NOT NULL,
  PRIMARY KEY (office, instance, seq),
  CONSTRAINT journal_belongs_to_an_instance FOREIGN KEY (office, instance) REFERENCES engine.instance (office, id)
);

CALL engine.protect_append_only('engine.journal');

-- The answer that a key was given: the same request again gets it again, another request with the same key is refused.
CREATE TABLE engine.idempotency (
  office       integer     NOT NULL,
  key          text        NOT NULL CONSTRAINT idempotency_key_is_short CHECK (length(key) BETWEEN 1 AND 200),
  request_hash bytea       NOT NULL,
  response     bytea       NOT NULL,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (office, key)
);

CALL engine.protect('engine.idempotency');
