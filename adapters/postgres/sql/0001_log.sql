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
-- Without the settings below a cached plan may scan or hash a whole table for ever after.

-- One call appends many commands, each with a verdict of its own. Counts say how many of the
-- flat entries that follow belong to each command, in order. Types of a selector are joined
-- by ',', tags by a line feed. Verdicts:
--   appended       recorded at first_position..last_position
--   before         was carried out before, there; fingerprint is what was stored then
--   conflict       first_position is the first event that the boundary had not seen
--   taken          an identifier is registered, or a key was made, already
--   already_there  the organisation exists
--   not_found      it does not
CREATE FUNCTION append_commands(
    p_organisation uuid,
    p_founds boolean[],
    p_callers text[],
    p_commands text[],
    p_fingerprints bytea[],
    p_after bigint[],
    p_unless_counts int[], p_unless_types text[], p_unless_tags text[],
    p_record_counts int[], p_types text[], p_tags text[], p_records bytea[],
    p_key_counts int[], p_key_holders text[], p_keys bytea[],
    p_value_counts int[], p_value_holders text[], p_commitments bytea[], p_ciphertexts bytea[],
    p_identity_counts int[], p_identities bytea[], p_persons text[],
    p_emptied_counts int[], p_emptied text[],
    p_destroyed_counts int[], p_destroyed text[]
) RETURNS TABLE (verdict text, first_position bigint, last_position bigint, fingerprint bytea)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    last_one bigint;
    unless_to int := 0;
    record_to int := 0;
    key_to int := 0;
    value_to int := 0;
    identity_to int := 0;
    emptied_to int := 0;
    destroyed_to int := 0;
    types text[];
    tags text[];
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

    <<next_command>>
    FOR i IN 1 .. cardinality(p_after) LOOP
        unless_to := unless_to + p_unless_counts[i];
        record_to := record_to + p_record_counts[i];
        key_to := key_to + p_key_counts[i];
        value_to := value_to + p_value_counts[i];
        identity_to := identity_to + p_identity_counts[i];
        emptied_to := emptied_to + p_emptied_counts[i];
        destroyed_to := destroyed_to + p_destroyed_counts[i];

        SELECT 'before', c.first_position, c.last_position, c.fingerprint
          INTO verdict, first_position, last_position, fingerprint
          FROM command c
         WHERE c.organisation = p_organisation
           AND c.caller = p_callers[i] AND c.command = p_commands[i];
        IF FOUND THEN
            RETURN NEXT;
            CONTINUE next_command;
        END IF;

        first_position := NULL;
        last_position := NULL;
        fingerprint := NULL;

        IF p_founds[i] <> (last_one = 0) THEN
            verdict := CASE WHEN p_founds[i] THEN 'already_there' ELSE 'not_found' END;
            RETURN NEXT;
            CONTINUE next_command;
        END IF;

        IF last_one > p_after[i] THEN
            FOR j IN unless_to - p_unless_counts[i] + 1 .. unless_to LOOP
                types := string_to_array(p_unless_types[j], ',');
                tags := string_to_array(p_unless_tags[j], E'\n');
                first_position := least(first_position, (
                    SELECT min(t.position)
                      FROM event_tag t
                     WHERE t.organisation = p_organisation AND t.tag = tags[1]
                       AND t.type = ANY (types) AND t.position > p_after[i]
                       AND NOT EXISTS (
                           SELECT FROM unnest(tags[2:]) AS more (tag)
                            WHERE NOT EXISTS (
                                SELECT FROM event_tag o
                                 WHERE o.organisation = p_organisation AND o.tag = more.tag
                                   AND o.type = t.type AND o.position = t.position))));
            END LOOP;
            IF first_position IS NOT NULL THEN
                verdict := 'conflict';
                RETURN NEXT;
                CONTINUE next_command;
            END IF;
        END IF;

        PERFORM FROM vault_identity v
          WHERE v.organisation = p_organisation
            AND v.digest = ANY (p_identities[identity_to - p_identity_counts[i] + 1 : identity_to])
        UNION ALL
        SELECT FROM vault_key k
          WHERE k.organisation = p_organisation
            AND k.holder = ANY (p_key_holders[key_to - p_key_counts[i] + 1 : key_to]);
        IF FOUND THEN
            verdict := 'taken';
            RETURN NEXT;
            CONTINUE next_command;
        END IF;

        first_position := last_one + 1;
        INSERT INTO event (organisation, position, type, record)
        SELECT p_organisation, last_one + n.ordinality, n.type, n.record
          FROM unnest(p_types[record_to - p_record_counts[i] + 1 : record_to],
                      p_records[record_to - p_record_counts[i] + 1 : record_to])
               WITH ORDINALITY AS n (type, record, ordinality);
        INSERT INTO event_tag (organisation, tag, type, position)
        SELECT p_organisation, each.tag, n.type, last_one + n.ordinality
          FROM unnest(p_types[record_to - p_record_counts[i] + 1 : record_to],
                      p_tags[record_to - p_record_counts[i] + 1 : record_to])
               WITH ORDINALITY AS n (type, tags, ordinality)
         CROSS JOIN unnest(string_to_array(n.tags, E'\n')) AS each (tag);
        last_one := last_one + p_record_counts[i];
        last_position := last_one;
        fingerprint := p_fingerprints[i];

        IF p_commands[i] IS NOT NULL THEN
            INSERT INTO command VALUES (p_organisation, p_callers[i], p_commands[i],
                                        first_position, last_position, fingerprint);
        END IF;
        IF p_key_counts[i] > 0 THEN
            INSERT INTO vault_key (organisation, holder, wrapped)
            SELECT p_organisation, n.holder, n.wrapped
              FROM unnest(p_key_holders[key_to - p_key_counts[i] + 1 : key_to],
                          p_keys[key_to - p_key_counts[i] + 1 : key_to]) AS n (holder, wrapped);
        END IF;
        IF p_value_counts[i] > 0 THEN
            INSERT INTO vault_value (organisation, holder, commitment, ciphertext)
            SELECT p_organisation, n.holder, n.commitment, n.ciphertext
              FROM unnest(p_value_holders[value_to - p_value_counts[i] + 1 : value_to],
                          p_commitments[value_to - p_value_counts[i] + 1 : value_to],
                          p_ciphertexts[value_to - p_value_counts[i] + 1 : value_to])
                   AS n (holder, commitment, ciphertext);
        END IF;
        IF p_identity_counts[i] > 0 THEN
            INSERT INTO vault_identity (organisation, digest, person)
            SELECT p_organisation, n.digest, n.person
              FROM unnest(p_identities[identity_to - p_identity_counts[i] + 1 : identity_to],
                          p_persons[identity_to - p_identity_counts[i] + 1 : identity_to])
                   AS n (digest, person);
        END IF;
        IF p_emptied_counts[i] > 0 THEN
            DELETE FROM vault_value v
             WHERE v.organisation = p_organisation
               AND v.holder = ANY (p_emptied[emptied_to - p_emptied_counts[i] + 1 : emptied_to]);
        END IF;
        IF p_destroyed_counts[i] > 0 THEN
            UPDATE vault_key v SET wrapped = NULL
             WHERE v.organisation = p_organisation
               AND v.holder = ANY (p_destroyed[destroyed_to - p_destroyed_counts[i] + 1 : destroyed_to]);
        END IF;

        verdict := 'appended';
        RETURN NEXT;
    END LOOP;
END
$$;

-- The events of a boundary, what a command did before, and the head, all from one moment.
-- The first row has no event; no row at all: there is no such organisation. An event that
-- several selectors match is there several times. The first tag of a selector drives.
CREATE FUNCTION read_boundary(
    p_organisation uuid, p_caller text, p_command text,
    p_types text[], p_tags text[], p_latest boolean[]
) RETURNS TABLE (head bigint, first_position bigint, last_position bigint, fingerprint bytea,
                 place bigint, event_type text, record bytea)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    types text[];
    tags text[];
BEGIN
    SELECT coalesce((SELECT e.position FROM event e WHERE e.organisation = p_organisation
                      ORDER BY e.position DESC LIMIT 1), 0)
      INTO head FROM log l WHERE l.organisation = p_organisation;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT c.first_position, c.last_position, c.fingerprint
      INTO first_position, last_position, fingerprint
      FROM command c
     WHERE c.organisation = p_organisation AND c.caller = p_caller AND c.command = p_command;
    RETURN NEXT;
    IF FOUND THEN
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(p_types) LOOP
        types := string_to_array(p_types[i], ',');
        tags := string_to_array(p_tags[i], E'\n');
        IF p_latest[i] THEN
            RETURN QUERY
            SELECT NULL::bigint, NULL::bigint, NULL::bigint, NULL::bytea,
                   e.position, e.type, e.record
              FROM (SELECT newest.position
                      FROM unnest(types) AS each (type)
                     CROSS JOIN LATERAL (
                           SELECT t.position FROM event_tag t
                            WHERE t.organisation = p_organisation AND t.tag = tags[1]
                              AND t.type = each.type
                              AND NOT EXISTS (
                                  SELECT FROM unnest(tags[2:]) AS more (tag)
                                   WHERE NOT EXISTS (
                                       SELECT FROM event_tag o
                                        WHERE o.organisation = p_organisation AND o.tag = more.tag
                                          AND o.type = each.type AND o.position = t.position))
                            ORDER BY t.position DESC LIMIT 1) AS newest
                     ORDER BY newest.position DESC LIMIT 1) AS p
              JOIN event e ON e.organisation = p_organisation AND e.position = p.position;
        ELSE
            RETURN QUERY
            SELECT NULL::bigint, NULL::bigint, NULL::bigint, NULL::bytea,
                   e.position, e.type, e.record
              FROM event_tag t
              JOIN event e ON e.organisation = p_organisation AND e.position = t.position
             WHERE t.organisation = p_organisation AND t.tag = tags[1] AND t.type = ANY (types)
               AND NOT EXISTS (
                   SELECT FROM unnest(tags[2:]) AS more (tag)
                    WHERE NOT EXISTS (
                        SELECT FROM event_tag o
                         WHERE o.organisation = p_organisation AND o.tag = more.tag
                           AND o.type = t.type AND o.position = t.position));
        END IF;
    END LOOP;
END
$$;

-- The first p_limit events past p_after and up to p_until, of p_types or (if null) of all.
-- The first row has no event but the head; no row at all: there is no such organisation.
CREATE FUNCTION read_events(
    p_organisation uuid, p_after bigint, p_until bigint, p_limit int, p_types text[]
) RETURNS TABLE (head bigint, place bigint, event_type text, record bytea)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
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
          JOIN event e ON e.organisation = p_organisation AND e.position = p.position
         ORDER BY e.position;
    END IF;
END
$$;

GRANT SELECT, INSERT ON log, log_epoch, event, event_tag, command TO zetel_app;
GRANT UPDATE (unused) ON log TO zetel_app;
GRANT SELECT, INSERT, DELETE ON vault_value TO zetel_app;
GRANT SELECT, INSERT, UPDATE (wrapped) ON vault_key TO zetel_app;
GRANT SELECT, INSERT ON vault_identity TO zetel_app;
