-- migrate:up
-- The statements of the log's functions are planned once for each connection.
--
-- Left to itself the database planned them again at each call, as it takes an array of known
-- length for cheaper than one of any length: three fifths of what a read cost. There is only
-- one way through these statements, so a plan for any length is never worse.

ALTER FUNCTION append_commands(
    uuid, boolean[], text[], text[], bytea[], bigint[], int[], int[], text[], text[], text[],
    int[], int[], text[], text[], bytea[], int[], text[], bytea[], int[], text[], bytea[], bytea[],
    int[], bytea[], text[], int[], text[], int[], text[]
) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION read_boundaries(
    uuid, text[], text[], int[], text[], text[], text[], boolean[], bigint
) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION read_events(uuid, bigint, bigint, int, text[])
    SET plan_cache_mode = force_generic_plan;
