-- migrate:up
-- Read models: whatever stands here can be built again from the log.
--
-- `version` is the version of the projection that wrote the row, so that a new version is
-- built beside the one that still serves.

CREATE TABLE view_document (
    organisation uuid NOT NULL,
    projection text COLLATE "C" NOT NULL,
    version int NOT NULL,
    id text COLLATE "C" NOT NULL,
    document bytea NOT NULL, -- JSON, as the projection encoded it
    PRIMARY KEY (organisation, projection, version, id)
);

-- Where a document is found. The key is the order of a page: one range of it, no sorting.
CREATE TABLE view_entry (
    organisation uuid NOT NULL,
    projection text COLLATE "C" NOT NULL,
    version int NOT NULL,
    list text COLLATE "C" NOT NULL,
    filter text COLLATE "C" NOT NULL,
    sort text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation, projection, version, list, filter, sort, id)
);

-- What is due is asked across organisations.
CREATE INDEX view_entry_due ON view_entry (sort, organisation, id) WHERE list = 'due';

-- How far a view has come; `fault` says why it stopped there. Whoever moves it holds its row.
CREATE TABLE view_checkpoint (
    organisation uuid NOT NULL,
    projection text COLLATE "C" NOT NULL,
    version int NOT NULL,
    position bigint NOT NULL,
    fault text,
    PRIMARY KEY (organisation, projection, version)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON view_document, view_entry, view_checkpoint TO zetel_app;
