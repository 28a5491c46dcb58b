-- migrate:up
-- The log, one per organisation, and what an append brings to the vault.
--
-- Every key begins with the organisation, so that one organisation's history lies together,
-- nothing orders events across organisations, and the tables can be sharded by it.
--
-- A writer locks the organisation's row in `log` before everything else and takes the last
-- position + 1. Positions therefore become visible in order and without gaps, and a reader
-- never waits for a gap to fill. The row is only locked, never updated: versions of an
-- updated row pile up while anybody holds a snapshot, and every append would walk them all.

DO $$
BEGIN
    -- Made here only where an operator runs the database; the server takes this role on.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'zetel_app') THEN
        CREATE ROLE zetel_app NOLOGIN;
        GRANT zetel_app TO CURRENT_USER;
    END IF;
END
$$;

CREATE TABLE log (
    organisation uuid PRIMARY KEY,
    unused smallint NOT NULL DEFAULT 0 -- locking a row takes the right to update some column
);

-- Changes when a restored backup is put into service, so that old cursors are refused.
CREATE TABLE log_epoch (
    organisation uuid PRIMARY KEY,
    epoch uuid NOT NULL DEFAULT gen_random_uuid()
);

CREATE TABLE event (
    organisation uuid NOT NULL,
    position bigint NOT NULL,
    type text COLLATE "C" NOT NULL,
    record bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- for operators: no rule reads it
    PRIMARY KEY (organisation, position)
);

-- Every event stands here once under each of its tags and once under '*'.
CREATE TABLE event_tag (
    organisation uuid NOT NULL,
    tag text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (organisation, tag, type, position)
);

-- What was carried out under which command id: positions and a mark, never a body.
CREATE TABLE command (
    organisation uuid NOT NULL,
    caller text COLLATE "C" NOT NULL,
    command text COLLATE "C" NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    fingerprint bytea NOT NULL,
    PRIMARY KEY (organisation, caller, command)
);

-- A destroyed key leaves its row behind (wrapped is null), so that it cannot be made again.
CREATE TABLE vault_key (
    organisation uuid NOT NULL,
    holder text COLLATE "C" NOT NULL,
    wrapped bytea,
    PRIMARY KEY (organisation, holder)
);

CREATE TABLE vault_value (
    organisation uuid NOT NULL,
    holder text COLLATE "C" NOT NULL,
    commitment bytea NOT NULL,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (organisation, holder, commitment)
);

CREATE TABLE vault_identity (
    organisation uuid NOT NULL,
    digest bytea NOT NULL,
    person text COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, digest)
);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON command
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Plans of these functions are cached before the tables have grown or were ever analysed.
-- Without the settings below a cached plan may scan or hash a whole table for ever after. For
-- the same reason nothing is joined: what is looked up stands in a LATERAL with a LIMIT, or in
-- a subquery of its own, which the planner cannot turn into a join that reads everything once.

-- One call appends many commands, each with a verdict of its own. Every entry of the flat
-- arrays names, in p_…_of, the command that it belongs to, counted from 1. No condition of a
-- command may be touched by another command of the same call: the caller sees to that, and
-- all conditions are judged against what was there before the call. Types and tags of a
-- condition stand one by one; further tags, joined by a line feed, in p_unless_more.
-- Verdicts:
--   appended       recorded at first_position..last_position
--   before         was carried out before, there; fingerprint is what was stored then
--   conflict       first_position is the first event that the boundary had not seen
--   taken          an identifier is registered, or a key was made, already
--   already_there  the organisation exists
--   not_found      it does not
CREATE FUNCTION append_commands(
    p_organisation uuid,
    p_founds boolean[], p_callers text[], p_commands text[], p_fingerprints bytea[],
    p_after bigint[], p_sizes int[],
    p_unless_of int[], p_unless_types text[], p_unless_tags text[], p_unless_more text[],
    p_record_of int[], p_record_at int[], p_types text[], p_tags text[], p_records bytea[],
    p_key_of int[], p_key_holders text[], p_keys bytea[],
    p_value_of int[], p_value_holders text[], p_commitments bytea[], p_ciphertexts bytea[],
    p_identity_of int[], p_identities bytea[], p_persons text[],
    p_emptied_of int[], p_emptied text[],
    p_destroyed_of int[], p_destroyed text[]
) RETURNS TABLE (verdict text, first_position bigint, last_position bigint, fingerprint bytea)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
DECLARE
    many CONSTANT int[] := ARRAY[cardinality(p_after)];
    verdicts text[] := array_fill(NULL::text, many);
    firsts bigint[] := array_fill(NULL::bigint, many);
    lasts bigint[] := array_fill(NULL::bigint, many);
    marks bytea[] := array_fill(NULL::bytea, many);
    bases bigint[] := array_fill(-1::bigint, many); -- where an accepted command begins, less one
    last_one bigint;
    one record;
BEGIN
    -- A statement of its own, before everything else: what follows sees all that was
    -- committed by whoever held the lock before.
    PERFORM FROM log WHERE organisation = p_organisation FOR NO KEY UPDATE;
    IF NOT FOUND AND true = ANY (p_founds) THEN
        INSERT INTO log (organisation) VALUES (p_organisation) ON CONFLICT DO NOTHING;
        PERFORM FROM log WHERE organisation = p_organisation FOR NO KEY UPDATE;
        INSERT INTO log_epoch (organisation) VALUES (p_organisation) ON CONFLICT DO NOTHING;
    ELSIF NOT FOUND THEN
        RETURN QUERY SELECT 'not_found', NULL::bigint, NULL::bigint, NULL::bytea
                       FROM generate_subscripts(p_after, 1);
        RETURN;
    END IF;

    SELECT e.position INTO last_one FROM event e
     WHERE e.organisation = p_organisation ORDER BY e.position DESC LIMIT 1;
    last_one := coalesce(last_one, 0);

    FOR one IN
        SELECT i.of FROM unnest(p_identity_of, p_identities) AS i (of, digest)
         CROSS JOIN LATERAL (SELECT FROM vault_identity v
                              WHERE v.organisation = p_organisation AND v.digest = i.digest
                              LIMIT 1) AS known
        UNION ALL
        SELECT k.of FROM unnest(p_key_of, p_key_holders) AS k (of, holder)
         CROSS JOIN LATERAL (SELECT FROM vault_key v
                              WHERE v.organisation = p_organisation AND v.holder = k.holder
                              LIMIT 1) AS known
    LOOP
        verdicts[one.of] := 'taken';
    END LOOP;

    FOR one IN
        SELECT u.of, min(hit.position) AS position
          FROM unnest(p_unless_of, p_unless_types, p_unless_tags, p_unless_more)
               AS u (of, type, tag, more)
         CROSS JOIN LATERAL (
               SELECT t.position FROM event_tag t
                WHERE t.organisation = p_organisation AND t.tag = u.tag
                  AND t.type = u.type AND t.position > p_after[u.of]
                  AND (u.more IS NULL OR NOT EXISTS (
                      SELECT FROM unnest(string_to_array(u.more, E'\n')) AS other (tag)
                       WHERE (SELECT true FROM event_tag o
                               WHERE o.organisation = p_organisation AND o.tag = other.tag
                                 AND o.type = u.type AND o.position = t.position) IS NULL))
                ORDER BY t.position LIMIT 1) AS hit
         WHERE p_after[u.of] < last_one
         GROUP BY u.of
    LOOP
        verdicts[one.of] := 'conflict';
        firsts[one.of] := one.position;
    END LOOP;

    FOR one IN
        SELECT a.n, c.first_position AS first, c.last_position AS last, c.fingerprint AS mark
          FROM unnest(p_callers, p_commands) WITH ORDINALITY AS a (caller, command, n)
         CROSS JOIN LATERAL (SELECT * FROM command c
                              WHERE c.organisation = p_organisation
                                AND c.caller = a.caller AND c.command = a.command
                              LIMIT 1) AS c
    LOOP
        verdicts[one.n] := 'before';
        firsts[one.n] := one.first;
        lasts[one.n] := one.last;
        marks[one.n] := one.mark;
    END LOOP;

    FOR i IN 1 .. many[1] LOOP
        IF verdicts[i] = 'before' THEN
            CONTINUE;
        ELSIF p_founds[i] <> (last_one = 0) THEN
            verdicts[i] := CASE WHEN p_founds[i] THEN 'already_there' ELSE 'not_found' END;
        ELSIF verdicts[i] IS NULL THEN
            verdicts[i] := 'appended';
            bases[i] := last_one;
            firsts[i] := last_one + 1;
            last_one := last_one + p_sizes[i];
            lasts[i] := last_one;
        END IF;
    END LOOP;

    INSERT INTO event (organisation, position, type, record)
    SELECT p_organisation, bases[r.of] + r.at, r.type, r.record
      FROM unnest(p_record_of, p_record_at, p_types, p_records) AS r (of, at, type, record)
     WHERE bases[r.of] >= 0;
    INSERT INTO event_tag (organisation, tag, type, position)
    SELECT p_organisation, each.tag, r.type, bases[r.of] + r.at
      FROM unnest(p_record_of, p_record_at, p_types, p_tags) AS r (of, at, type, tags)
     CROSS JOIN unnest(string_to_array(r.tags, E'\n')) AS each (tag)
     WHERE bases[r.of] >= 0;
    INSERT INTO command (organisation, caller, command, first_position, last_position, fingerprint)
    SELECT p_organisation, a.caller, a.command, firsts[a.n], lasts[a.n], a.mark
      FROM unnest(p_callers, p_commands, p_fingerprints)
           WITH ORDINALITY AS a (caller, command, mark, n)
     WHERE bases[a.n] >= 0 AND a.command IS NOT NULL;
    IF cardinality(p_key_of) > 0 THEN
        INSERT INTO vault_key (organisation, holder, wrapped)
        SELECT p_organisation, k.holder, k.wrapped
          FROM unnest(p_key_of, p_key_holders, p_keys) AS k (of, holder, wrapped)
         WHERE bases[k.of] >= 0;
    END IF;
    IF cardinality(p_value_of) > 0 THEN
        INSERT INTO vault_value (organisation, holder, commitment, ciphertext)
        SELECT p_organisation, v.holder, v.commitment, v.ciphertext
          FROM unnest(p_value_of, p_value_holders, p_commitments, p_ciphertexts)
               AS v (of, holder, commitment, ciphertext)
         WHERE bases[v.of] >= 0;
    END IF;
    IF cardinality(p_identity_of) > 0 THEN
        INSERT INTO vault_identity (organisation, digest, person)
        SELECT p_organisation, i.digest, i.person
          FROM unnest(p_identity_of, p_identities, p_persons) AS i (of, digest, person)
         WHERE bases[i.of] >= 0;
    END IF;
    IF cardinality(p_emptied_of) > 0 THEN
        FOR one IN SELECT * FROM unnest(p_emptied_of, p_emptied) AS x (of, holder) LOOP
            DELETE FROM vault_value v
             WHERE v.organisation = p_organisation AND v.holder = one.holder
               AND bases[one.of] >= 0;
        END LOOP;
    END IF;
    IF cardinality(p_destroyed_of) > 0 THEN
        FOR one IN SELECT * FROM unnest(p_destroyed_of, p_destroyed) AS x (of, holder) LOOP
            UPDATE vault_key v SET wrapped = NULL
             WHERE v.organisation = p_organisation AND v.holder = one.holder
               AND bases[one.of] >= 0;
        END LOOP;
    END IF;

    RETURN QUERY SELECT * FROM unnest(verdicts, firsts, lasts, marks);
END
$$;

-- What many boundaries hold, what their commands did before, and the head, all from one
-- moment. First a row per boundary (p_callers), with no event; no row at all: there is no such
-- organisation. Then a row per event found. Types of a selector stand one by one, so that the
-- newest of a selector with several types is the newest of several rows; p_selector_of names
-- the boundary, counted from 1. At most p_most events are found for each entry.
CREATE FUNCTION read_boundaries(
    p_organisation uuid, p_callers text[], p_commands text[],
    p_selector_of int[], p_types text[], p_tags text[], p_more text[], p_latest boolean[],
    p_most bigint
) RETURNS TABLE (boundary int, selector int,
                 head bigint, first_position bigint, last_position bigint, fingerprint bytea,
                 place bigint, event_type text, record bytea)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
DECLARE
    last_one bigint;
BEGIN
    SELECT coalesce((SELECT e.position FROM event e WHERE e.organisation = p_organisation
                      ORDER BY e.position DESC LIMIT 1), 0)
      INTO last_one FROM log l WHERE l.organisation = p_organisation;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT a.n::int, 0, last_one, c.first_position, c.last_position, c.fingerprint,
           NULL::bigint, NULL::text, NULL::bytea
      FROM unnest(p_callers, p_commands) WITH ORDINALITY AS a (caller, command, n)
      LEFT JOIN LATERAL (SELECT * FROM command c
                          WHERE c.organisation = p_organisation
                            AND c.caller = a.caller AND c.command = a.command
                          LIMIT 1) AS c ON true;
    RETURN QUERY
    SELECT s.of, s.n::int, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bytea,
           e.position, e.type, e.record
      FROM unnest(p_selector_of, p_types, p_tags, p_more, p_latest)
           WITH ORDINALITY AS s (of, type, tag, more, latest, n)
     CROSS JOIN LATERAL (
           SELECT t.position FROM event_tag t
            WHERE t.organisation = p_organisation AND t.tag = s.tag AND t.type = s.type
              AND (s.more IS NULL OR NOT EXISTS (
                  SELECT FROM unnest(string_to_array(s.more, E'\n')) AS other (tag)
                   WHERE (SELECT true FROM event_tag o
                           WHERE o.organisation = p_organisation AND o.tag = other.tag
                             AND o.type = s.type AND o.position = t.position) IS NULL))
            ORDER BY t.position DESC
            LIMIT CASE WHEN s.latest THEN 1 ELSE p_most END) AS p
     CROSS JOIN LATERAL (SELECT * FROM event e
                          WHERE e.organisation = p_organisation AND e.position = p.position
                          LIMIT 1) AS e;
END
$$;

-- The first p_limit events past p_after and up to p_until, of p_types or (if null) of all.
-- The first row has no event but the head; no row at all: there is no such organisation.
CREATE FUNCTION read_events(
    p_organisation uuid, p_after bigint, p_until bigint, p_limit int, p_types text[]
) RETURNS TABLE (head bigint, place bigint, event_type text, record bytea)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET enable_material = off
AS $$
BEGIN
    SELECT coalesce((SELECT e.position FROM event e WHERE e.organisation = p_organisation
                      ORDER BY e.position DESC LIMIT 1), 0)
      INTO head FROM log l WHERE l.organisation = p_organisation;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN NEXT;
    IF p_types IS NULL THEN
        RETURN QUERY
        SELECT NULL::bigint, e.position, e.type, e.record FROM event e
         WHERE e.organisation = p_organisation
           AND e.position > p_after AND e.position <= coalesce(p_until, 9223372036854775807)
         ORDER BY e.position LIMIT p_limit;
    ELSE
        RETURN QUERY
        SELECT NULL::bigint, e.position, e.type, e.record
          FROM (SELECT next.position
                  FROM unnest(p_types) AS each (type)
                 CROSS JOIN LATERAL (
                       SELECT t.position FROM event_tag t
                        WHERE t.organisation = p_organisation AND t.tag = '*'
                          AND t.type = each.type AND t.position > p_after
                          AND t.position <= coalesce(p_until, 9223372036854775807)
                        ORDER BY t.position LIMIT p_limit) AS next
                 ORDER BY next.position LIMIT p_limit) AS p
         CROSS JOIN LATERAL (SELECT * FROM event e
                              WHERE e.organisation = p_organisation AND e.position = p.position
                              LIMIT 1) AS e
         ORDER BY e.position;
    END IF;
END
$$;

GRANT SELECT, INSERT ON log, log_epoch, event, event_tag, command TO zetel_app;
GRANT UPDATE (unused) ON log TO zetel_app;
GRANT SELECT, INSERT, DELETE ON vault_value TO zetel_app;
GRANT SELECT, INSERT, UPDATE (wrapped) ON vault_key TO zetel_app;
GRANT SELECT, INSERT ON vault_identity TO zetel_app;
