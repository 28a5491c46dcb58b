-- migrate:up
-- Single values leave the vault with an append, as that of a ballot which is voided.
--
-- A function of its own, around the one that appends, which stays as it is: a call in which
-- nothing is removed does not come here and pays for nothing, and a server of the version before
-- goes on meanwhile.

CREATE TYPE asked_removal AS (of int, holder text, commitment bytea);

-- Does and answers what append_commands does; then what each command that was appended removes
-- is gone. One that was refused, or carried out before, removes nothing.
CREATE FUNCTION append_and_remove(
    p_organisations uuid[], p_commands asked_command[], p_conditions asked_condition[],
    p_events asked_event[], p_keys asked_key[], p_values asked_value[],
    p_identities asked_identity[], p_emptied asked_holder[], p_destroyed asked_holder[],
    p_removed asked_removal[]
) RETURNS TABLE (verdict text, first_position bigint, last_position bigint, fingerprint bytea)
LANGUAGE plpgsql
AS $$
DECLARE
    appended boolean[] := '{}';
    one record;
BEGIN
    FOR verdict, first_position, last_position, fingerprint IN
        SELECT * FROM append_commands(
            p_organisations, p_commands, p_conditions, p_events, p_keys, p_values,
            p_identities, p_emptied, p_destroyed)
    LOOP
        appended := appended || (verdict = 'appended');
        RETURN NEXT;
    END LOOP;
    FOR one IN
        SELECT p_organisations[(p_commands[r.of]).whose] AS organisation, r.holder, r.commitment
          FROM unnest(p_removed) AS r WHERE appended[r.of]
    LOOP
        DELETE FROM vault_value v
         WHERE v.organisation = one.organisation AND v.holder = one.holder
           AND v.commitment = one.commitment;
    END LOOP;
END
$$;
