-- migrate:up
-- What happened to any of several things is one page, so that somebody who carries many plans
-- asks once.

DROP FUNCTION read_events(uuid, bigint, bigint, int, text[], text);

-- The first p_limit events past p_after and up to p_until: all, or those of p_types, which carry
-- any of p_tags if some are named. The first row has no event but the head; no row at all: there
-- is no such organisation.
CREATE FUNCTION read_events(
    p_organisation uuid, p_after bigint, p_until bigint, p_limit int, p_types text[], p_tags text[]
) RETURNS TABLE (head bigint, place bigint, event_type text, record bytea)
LANGUAGE plpgsql STABLE
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
          FROM (SELECT DISTINCT next.position
                  FROM unnest(coalesce(p_tags, '{*}')) AS wanted (tag)
                 CROSS JOIN unnest(p_types) AS each (type)
                 CROSS JOIN LATERAL (
                       SELECT t.position FROM event_tag t
                        WHERE t.organisation = p_organisation AND t.tag = wanted.tag
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
