-- migrate:up
-- With a person's key goes every identifier under which they were known, in the same
-- transaction: whoever was erased can come back, as somebody new.

CREATE INDEX vault_identity_of_person ON vault_identity (organisation, person);

CREATE FUNCTION forget_identifiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM vault_identity v
     WHERE v.organisation = NEW.organisation AND v.person = NEW.holder;
    RETURN NULL;
END
$$;

CREATE TRIGGER forget_identifiers AFTER UPDATE OF wrapped ON vault_key
    FOR EACH ROW WHEN (NEW.wrapped IS NULL) EXECUTE FUNCTION forget_identifiers();

GRANT DELETE ON vault_identity TO zetel_app;
