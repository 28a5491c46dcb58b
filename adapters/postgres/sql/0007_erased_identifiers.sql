-- migrate:up
-- With a person's key goes every identifier under which they were known, in the same
-- transaction: whoever was erased can come back, as somebody new. The server itself cannot
-- delete one, so the function does it with the rights of its owner.

-- By hash, and without the organisation: a plan made while the table was empty would take any
-- index with the organisation in it for the one by digest, and read all of it.
CREATE INDEX vault_identity_of_person ON vault_identity USING hash (person);

CREATE FUNCTION forget_identifiers() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- No index serves "is not distinct": for the same reason only that by person is looked at.
    DELETE FROM vault_identity v
     WHERE v.person = NEW.holder AND v.organisation IS NOT DISTINCT FROM NEW.organisation;
    RETURN NULL;
END
$$;

CREATE TRIGGER forget_identifiers AFTER UPDATE OF wrapped ON vault_key
    FOR EACH ROW WHEN (NEW.wrapped IS NULL) EXECUTE FUNCTION forget_identifiers();
