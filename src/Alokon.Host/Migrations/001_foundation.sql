-- What every room stands on: the schemas, the two roles that work inside transactions, the clock, and the
-- procedures that put a table under the law "an office sees its own rows only".

CREATE SCHEMA engine;
CREATE SCHEMA people;
CREATE SCHEMA requests;
CREATE SCHEMA inbox;
CREATE SCHEMA sla;
CREATE SCHEMA documents;
CREATE SCHEMA audit;
CREATE SCHEMA archive;

-- Roles belong to the whole server, not to this database: another Alokon database beside it may have made them,
-- or be making them at this moment. They own nothing, so that row-level security binds them.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['alokon_app', 'alokon_worker'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', wanted);
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'role % is missing and % may not create it', wanted, current_user
            USING HINT = format('As a superuser: CREATE ROLE %I NOLOGIN; GRANT %I TO %I;', wanted, wanted, current_user);
      END;
    END IF;

    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted AND (rolsuper OR rolbypassrls)) THEN
      RAISE EXCEPTION 'role % may pass by row-level security: offices would see each other', wanted;
    END IF;

    IF NOT EXISTS (
      SELECT 1 FROM pg_auth_members AS m
      JOIN pg_roles AS r ON r.oid = m.roleid
      JOIN pg_roles AS member ON member.oid = m.member
      WHERE r.rolname = wanted AND member.rolname = current_user
        -- from 16 on the creator of a role is a member that may not SET ROLE; the column is read through jsonb, as 15 has none
        AND coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
    ) THEN
      -- Not inherited where the server knows how: without SET ROLE the login role shall see nothing.
      BEGIN
        EXECUTE format('GRANT %I TO %I', wanted, current_user)
          || CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
      EXCEPTION
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION '% may not act as role %', current_user, wanted
            USING HINT = format('As a superuser: GRANT %I TO %I;', wanted, current_user);
        -- Two databases of one server, migrated at the same moment, give the same membership.
        WHEN unique_violation THEN NULL;
      END;
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA engine, people, requests, inbox, sla, documents, audit, archive TO alokon_app, alokon_worker;

-- "Now" is the database's clock plus this one row: zero but in the demo, whose clock is moved.
CREATE TABLE engine.clock_offset (
  only_row boolean  PRIMARY KEY DEFAULT true CONSTRAINT clock_offset_is_one_row CHECK (only_row),
  amount   interval NOT NULL
);

INSERT INTO engine.clock_offset (amount) VALUES (interval '0');

GRANT SELECT ON engine.clock_offset TO alokon_app, alokon_worker;
GRANT UPDATE (amount) ON engine.clock_offset TO alokon_app;

-- Transaction time, not wall time: everything that one command writes carries one instant.
CREATE FUNCTION engine.now() RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT transaction_timestamp() + amount FROM engine.clock_offset $$;

CREATE FUNCTION engine.refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION '% only appends: % refused', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

-- FORCE: the owner, too, sees rows only through a policy. No app.office set = an error, never "all offices".
CREATE PROCEDURE engine.own_by_office(target text)
LANGUAGE plpgsql
AS $$
DECLARE
  relation regclass := target::regclass;
BEGIN
  IF NOT EXISTS (
    SELECT 1
    FROM pg_index AS i
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = relation AND i.indisprimary AND a.attname = 'office' AND a.atttypid = 'integer'::regtype
  ) THEN
    RAISE EXCEPTION 'the primary key of % does not begin with office integer', target;
  END IF;

  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation);
  EXECUTE format(
    'CREATE POLICY own_office ON %s TO alokon_app USING (office = current_setting(''app.office'')::integer)', relation);
END
$$;

CREATE PROCEDURE engine.protect(target text)
LANGUAGE plpgsql
AS $$
BEGIN
  CALL engine.own_by_office(target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO alokon_app', target::regclass);
END
$$;

CREATE PROCEDURE engine.protect_append_only(target text)
LANGUAGE plpgsql
AS $$
BEGIN
  CALL engine.own_by_office(target);
  EXECUTE format('GRANT SELECT, INSERT ON %s TO alokon_app', target::regclass);
  EXECUTE format(
    'CREATE TRIGGER only_appends BEFORE UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION engine.refuse_change()',
    target::regclass);
END
$$;

-- A worker's sweep claims rows of all offices; what it then does, it does inside the office it found.
CREATE PROCEDURE engine.open_to_workers(target text)
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format('CREATE POLICY all_offices ON %s TO alokon_worker USING (true)', target::regclass);
  EXECUTE format('GRANT SELECT, UPDATE ON %s TO alokon_worker', target::regclass);
END
$$;

REVOKE ALL ON PROCEDURE
  engine.own_by_office(text), engine.protect(text), engine.protect_append_only(text), engine.open_to_workers(text)
FROM PUBLIC;
