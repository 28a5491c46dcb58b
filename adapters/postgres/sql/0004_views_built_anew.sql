-- migrate:up
-- A view is built anew beside the one that serves, and taken into use by turning its
-- checkpoint: documents and entries of a view stand under `version * side`. What stands
-- under a number that no checkpoint names is never read, and cleared by the next rebuild.

ALTER TABLE view_checkpoint
    ADD COLUMN side smallint NOT NULL DEFAULT 1 CHECK (side IN (-1, 1));
