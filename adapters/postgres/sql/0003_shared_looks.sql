-- migrate:up
-- Commands that share a call share what they look at.
--
-- Everybody who votes looks at the same opening. A selector stands in a call once now, with
-- all its types, whoever has it: it is looked for once, and its events are sent once. And a
-- call brings one array of rows for each kind of thing, instead of one for each column.
--
-- Organisations share calls too: one statement, one transaction, one commit for many that are
-- each hardly busy. They stay strangers: each has its own lock, positions and verdicts.
--
-- How to plan is not set here: every session of ours has it set (adapters/postgres/session.py),
-- and to set it again for each call costs more than a lookup.

DROP FUNCTION append_commands(
    uuid, boolean[], text[], text[], bytea[], bigint[], int[], int[], text[], text[], text[],
    int[], int[], text[], text[], bytea[], int[], text[], bytea[], int[], text[], bytea[], bytea[],
    int[], bytea[], text[], int[], text[], int[], text[]
);
DROP FUNCTION read_boundaries(
    uuid, text[], text[], int[], text[], text[], text[], boolean[], bigint
);

-- Several types or tags are joined by a line feed. What belongs to a command names it in `of`,
-- and what belongs to an organisation in `whose`, both by its place, counted from 1.
CREATE TYPE asked_name AS (whose int, caller text, command text);
CREATE TYPE asked_selector AS (whose int, types text, tag text, more text, latest boolean);
CREATE TYPE asked_command AS (
    whose int, caller text, command text, fingerprint bytea, founds boolean, size int, after bigint,
    conditions text -- their numbers, joined by a space
);
CREATE TYPE asked_condition AS (whose int, types text, tag text, more text, after bigint);
CREATE TYPE asked_event AS (of int, at int, type text, tags text, record bytea);
CREATE TYPE asked_key AS (of int, holder text, wrapped bytea);
CREATE TYPE asked_value AS (of int, holder text, commitment bytea, ciphertext bytea);
CREATE TYPE asked_identity AS (of int, digest bytea, person text);
CREATE TYPE asked_holder AS (of int, holder text);

-- One call appends many commands, each with a verdict of its own. No condition of a command may
-- be touched by another command of the same call: the caller sees to that, and all conditions
-- are judged against what was there before the call. A condition that several commands have
-- stands once, with the smallest `after` of theirs; only if it was touched since then are the
-- commands that have it looked at one by one.
--
-- A call for several organisations waits for nobody: one that is locked is left out, so that a
-- lock which is never given back holds up no other, and two calls cannot wait for each other.
-- Whoever founds an organisation does so in a call for that one alone.
-- Verdicts:
--   appended       recorded at first_position..last_position
--   before         was carried out before, there; fingerprint is what was stored then
--   conflict       first_position is the first event that the boundary had not seen
--   taken          an identifier is registered, or a key was made, already
--   already_there  the organisation exists
--   not_found      it does not
--   busy           another session has its lock: to be asked for again, alone
CREATE FUNCTION append_commands(
    p_organisations uuid[], p_commands asked_command[], p_conditions asked_condition[],
    p_events asked_event[], p_keys asked_key[], p_values asked_value[],
    p_identities asked_identity[], p_emptied asked_holder[], p_destroyed asked_holder[]
) RETURNS TABLE (verdict text, first_position bigint, last_position bigint, fingerprint bytea)
LANGUAGE plpgsql
AS $$
DECLARE
    many CONSTANT int[] := ARRAY[cardinality(p_commands)];
    verdicts text[] := array_fill(NULL::text, many);
    firsts bigint[] := array_fill(NULL::bigint, many);
    lasts bigint[] := array_fill(NULL::bigint, many);
    marks bytea[] := array_fill(NULL::bytea, many);
    bases bigint[] := array_fill(-1::bigint, many); -- where an accepted command begins, less one
    ours int[] := '{1}'; -- places of the organisations that this call has locked
    lasts_of bigint[]; -- the last position of each of those, and null for the others
    owners uuid[]; -- the organisation of each command
    last_one bigint;
    touched int[];
    one record;
BEGIN
    -- A statement of its own, before everything else: what follows sees all that was
    -- committed by whoever held the lock before.
    IF cardinality(p_organisations) > 1 THEN
        ours := ARRAY(SELECT o.n FROM unnest(p_organisations) WITH ORDINALITY AS o (id, n)
                       CROSS JOIN LATERAL (SELECT FROM log l WHERE l.organisation = o.id
                                            LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS locked);
    ELSE
        PERFORM FROM log WHERE organisation = p_organisations[1] FOR NO KEY UPDATE;
        IF NOT FOUND AND EXISTS (SELECT FROM unnest(p_commands) AS a WHERE a.founds) THEN
            INSERT INTO log (organisation) VALUES (p_organisations[1]) ON CONFLICT DO NOTHING;
            PERFORM FROM log WHERE organisation = p_organisations[1] FOR NO KEY UPDATE;
            INSERT INTO log_epoch (organisation) VALUES (p_organisations[1])
                ON CONFLICT DO NOTHING;
        ELSIF NOT FOUND THEN
            RETURN QUERY SELECT 'not_found', NULL::bigint, NULL::bigint, NULL::bytea
                           FROM generate_subscripts(p_commands, 1);
            RETURN;
        END IF;
    END IF;

    lasts_of := ARRAY(
        SELECT CASE WHEN o.n = ANY (ours) THEN
                    coalesce((SELECT e.position FROM event e WHERE e.organisation = o.id
                               ORDER BY e.position DESC LIMIT 1), 0) END
          FROM unnest(p_organisations) WITH ORDINALITY AS o (id, n));
    owners := ARRAY(SELECT p_organisations[a.whose] FROM unnest(p_commands) AS a);

    IF cardinality(p_identities) > 0 OR cardinality(p_keys) > 0 THEN
        FOR one IN
            SELECT i.of FROM unnest(p_identities) AS i
             CROSS JOIN LATERAL (SELECT FROM vault_identity v
                                  WHERE v.organisation = owners[i.of] AND v.digest = i.digest
                                  LIMIT 1) AS known
            UNION ALL
            SELECT k.of FROM unnest(p_keys) AS k
             CROSS JOIN LATERAL (SELECT FROM vault_key v
                                  WHERE v.organisation = owners[k.of] AND v.holder = k.holder
                                  LIMIT 1) AS known
        LOOP
            verdicts[one.of] := 'taken';
        END LOOP;
    END IF;

    SELECT array_agg(u.n) INTO touched
      FROM unnest(p_conditions) WITH ORDINALITY AS u (whose, types, tag, more, after, n)
     CROSS JOIN LATERAL (
           SELECT FROM event_tag t
            WHERE t.organisation = p_organisations[u.whose] AND t.tag = u.tag
              AND t.type = ANY (string_to_array(u.types, E'\n')) AND t.position > u.after
              AND (u.more IS NULL OR NOT EXISTS (
                  SELECT FROM unnest(string_to_array(u.more, E'\n')) AS other (tag)
                   WHERE (SELECT true FROM event_tag o
                           WHERE o.organisation = t.organisation AND o.tag = other.tag
                             AND o.type = t.type AND o.position = t.position) IS NULL))
            LIMIT 1) AS hit
     WHERE u.after < lasts_of[u.whose];
    IF touched IS NOT NULL THEN
        FOR one IN
            SELECT a.n, min(hit.position) AS position
              FROM unnest(p_commands) WITH ORDINALITY
                   AS a (whose, caller, command, fingerprint, founds, size, after, conditions, n)
             CROSS JOIN unnest(string_to_array(a.conditions, ' ')::int[]) AS each (condition)
             CROSS JOIN LATERAL (SELECT (p_conditions[each.condition]).*) AS u
             CROSS JOIN unnest(string_to_array(u.types, E'\n')) AS wanted (type)
             CROSS JOIN LATERAL (
                   SELECT t.position FROM event_tag t
                    WHERE t.organisation = p_organisations[u.whose] AND t.tag = u.tag
                      AND t.type = wanted.type AND t.position > a.after
                      AND (u.more IS NULL OR NOT EXISTS (
                          SELECT FROM unnest(string_to_array(u.more, E'\n')) AS other (tag)
                           WHERE (SELECT true FROM event_tag o
                                   WHERE o.organisation = t.organisation AND o.tag = other.tag
                                     AND o.type = t.type AND o.position = t.position) IS NULL))
                    ORDER BY t.position LIMIT 1) AS hit
             WHERE each.condition = ANY (touched)
             GROUP BY a.n
        LOOP
            verdicts[one.n] := 'conflict';
            firsts[one.n] := one.position;
        END LOOP;
    END IF;

    FOR one IN
        SELECT a.n, c.first_position AS first, c.last_position AS last, c.fingerprint AS mark
          FROM unnest(p_commands) WITH ORDINALITY
               AS a (whose, caller, command, fingerprint, founds, size, after, conditions, n)
         CROSS JOIN LATERAL (SELECT * FROM command c
                              WHERE c.organisation = p_organisations[a.whose]
                                AND c.caller = a.caller AND c.command = a.command
                              LIMIT 1) AS c
    LOOP
        verdicts[one.n] := 'before';
        firsts[one.n] := one.first;
        lasts[one.n] := one.last;
        marks[one.n] := one.mark;
    END LOOP;

    FOR one IN
        SELECT a.n, a.whose, a.founds, a.size
          FROM unnest(p_commands) WITH ORDINALITY
               AS a (whose, caller, command, fingerprint, founds, size, after, conditions, n)
         ORDER BY a.n
    LOOP
        last_one := lasts_of[one.whose];
        IF last_one IS NULL THEN
            verdicts[one.n] := CASE
                WHEN EXISTS (SELECT FROM log l WHERE l.organisation = owners[one.n])
                THEN 'busy' ELSE 'not_found' END;
        ELSIF verdicts[one.n] = 'before' THEN
            CONTINUE;
        ELSIF one.founds <> (last_one = 0) THEN
            verdicts[one.n] := CASE WHEN one.founds THEN 'already_there' ELSE 'not_found' END;
        ELSIF verdicts[one.n] IS NULL THEN
            verdicts[one.n] := 'appended';
            bases[one.n] := last_one;
            firsts[one.n] := last_one + 1;
            lasts[one.n] := last_one + one.size;
            lasts_of[one.whose] := lasts[one.n];
        END IF;
    END LOOP;

    INSERT INTO event (organisation, position, type, record)
    SELECT owners[r.of], bases[r.of] + r.at, r.type, r.record
      FROM unnest(p_events) AS r WHERE bases[r.of] >= 0;
    INSERT INTO event_tag (organisation, tag, type, position)
    SELECT owners[r.of], each.tag, r.type, bases[r.of] + r.at
      FROM unnest(p_events) AS r
     CROSS JOIN unnest(string_to_array(r.tags, E'\n')) AS each (tag)
     WHERE bases[r.of] >= 0;
    INSERT INTO command (organisation, caller, command, first_position, last_position, fingerprint)
    SELECT owners[a.n], a.caller, a.command, firsts[a.n], lasts[a.n], a.fingerprint
      FROM unnest(p_commands) WITH ORDINALITY
           AS a (whose, caller, command, fingerprint, founds, size, after, conditions, n)
     WHERE bases[a.n] >= 0 AND a.command IS NOT NULL;
    IF cardinality(p_keys) > 0 THEN
        INSERT INTO vault_key (organisation, holder, wrapped)
        SELECT owners[k.of], k.holder, k.wrapped FROM unnest(p_keys) AS k
         WHERE bases[k.of] >= 0;
    END IF;
    IF cardinality(p_values) > 0 THEN
        INSERT INTO vault_value (organisation, holder, commitment, ciphertext)
        SELECT owners[v.of], v.holder, v.commitment, v.ciphertext FROM unnest(p_values) AS v
         WHERE bases[v.of] >= 0;
    END IF;
    IF cardinality(p_identities) > 0 THEN
        INSERT INTO vault_identity (organisation, digest, person)
        SELECT owners[i.of], i.digest, i.person FROM unnest(p_identities) AS i
         WHERE bases[i.of] >= 0;
    END IF;
    IF cardinality(p_emptied) > 0 THEN
        FOR one IN SELECT * FROM unnest(p_emptied) LOOP
            DELETE FROM vault_value v
             WHERE v.organisation = owners[one.of] AND v.holder = one.holder
               AND bases[one.of] >= 0;
        END LOOP;
    END IF;
    IF cardinality(p_destroyed) > 0 THEN
        FOR one IN SELECT * FROM unnest(p_destroyed) LOOP
            UPDATE vault_key v SET wrapped = NULL
             WHERE v.organisation = owners[one.of] AND v.holder = one.holder
               AND bases[one.of] >= 0;
        END LOOP;
    END IF;

    RETURN QUERY SELECT * FROM unnest(verdicts, firsts, lasts, marks);
END
$$;

-- What commands did before, the heads, and what selectors find, all from one moment. First a row
-- per name of a command, with no event; its head is null if there is no such organisation. Then
-- a row per event found; `selector` is the number of what found it, counted from 1. At most
-- p_most events are found for each selector: any of them, as too many are of no use.
CREATE FUNCTION read_boundaries(
    p_organisations uuid[], p_names asked_name[], p_selectors asked_selector[], p_most bigint
) RETURNS TABLE (selector int,
                 head bigint, first_position bigint, last_position bigint, fingerprint bytea,
                 place bigint, event_type text, record bytea)
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    heads CONSTANT bigint[] := ARRAY(
        SELECT (SELECT coalesce((SELECT e.position FROM event e WHERE e.organisation = o.id
                                  ORDER BY e.position DESC LIMIT 1), 0)
                  FROM log l WHERE l.organisation = o.id)
          FROM unnest(p_organisations) AS o (id));
BEGIN
    RETURN QUERY
    SELECT 0, heads[a.whose], c.first_position, c.last_position, c.fingerprint,
           NULL::bigint, NULL::text, NULL::bytea
      FROM unnest(p_names) AS a
      LEFT JOIN LATERAL (SELECT * FROM command c
                          WHERE c.organisation = p_organisations[a.whose]
                            AND heads[a.whose] IS NOT NULL
                            AND c.caller = a.caller AND c.command = a.command
                          LIMIT 1) AS c ON true;
    RETURN QUERY
    SELECT s.n::int, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bytea,
           e.position, e.type, e.record
      FROM unnest(p_selectors) WITH ORDINALITY AS s (whose, types, tag, more, latest, n)
     CROSS JOIN LATERAL (
           (SELECT t.position FROM event_tag t
             WHERE NOT s.latest
               AND t.organisation = p_organisations[s.whose] AND t.tag = s.tag
               AND t.type = ANY (string_to_array(s.types, E'\n'))
               AND (s.more IS NULL OR NOT EXISTS (
                   SELECT FROM unnest(string_to_array(s.more, E'\n')) AS other (tag)
                    WHERE (SELECT true FROM event_tag o
                            WHERE o.organisation = t.organisation AND o.tag = other.tag
                              AND o.type = t.type AND o.position = t.position) IS NULL))
             LIMIT p_most)
           UNION ALL
           (SELECT newest.position
              FROM unnest(string_to_array(s.types, E'\n')) AS wanted (type)
             -- Nothing is looked for before a further tag first appeared: who has voted often
             -- before did so before this vote.
             CROSS JOIN LATERAL (
                   SELECT CASE WHEN s.more IS NULL THEN 0 ELSE (
                       SELECT o.position FROM event_tag o
                        WHERE o.organisation = p_organisations[s.whose]
                          AND o.tag = split_part(s.more, E'\n', 1) AND o.type = wanted.type
                        ORDER BY o.position LIMIT 1) END AS position) AS since
             CROSS JOIN LATERAL (
                   SELECT t.position FROM event_tag t
                    WHERE t.organisation = p_organisations[s.whose] AND t.tag = s.tag
                      AND t.type = wanted.type AND t.position >= since.position
                      AND (s.more IS NULL OR NOT EXISTS (
                          SELECT FROM unnest(string_to_array(s.more, E'\n')) AS other (tag)
                           WHERE (SELECT true FROM event_tag o
                                   WHERE o.organisation = t.organisation AND o.tag = other.tag
                                     AND o.type = t.type AND o.position = t.position) IS NULL))
                    ORDER BY t.position DESC LIMIT 1) AS newest
             WHERE s.latest
             ORDER BY newest.position DESC LIMIT 1)) AS p
     CROSS JOIN LATERAL (SELECT * FROM event e
                          WHERE e.organisation = p_organisations[s.whose]
                            AND e.position = p.position
                          LIMIT 1) AS e
     WHERE heads[s.whose] IS NOT NULL;
END
$$;
