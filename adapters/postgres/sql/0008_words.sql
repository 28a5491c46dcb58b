-- migrate:up
-- Documents are found by the words in them, in Dutch and in English.
--
-- `words` holds more than words: where a document stands, and the lists that it stands in, are
-- lexemes too. So one index answers everything that a search asks at once, and an organisation's
-- own documents are looked through and no others. Lexemes of that kind hold a space, as no word
-- of a text does: nobody can write one.

CREATE TABLE view_words (
    organisation uuid NOT NULL,
    projection text COLLATE "C" NOT NULL,
    version int NOT NULL,
    id text COLLATE "C" NOT NULL,
    sort text COLLATE "C" NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (organisation, projection, version, id)
);

-- Without a list of what is pending, which every search would have to read.
CREATE INDEX view_words_found ON view_words USING gin (words) WITH (fastupdate = off);

-- What is shared is listed across organisations.
CREATE INDEX view_entry_shared ON view_entry (filter, sort, organisation, id)
    WHERE list = 'shared';

GRANT SELECT, INSERT, UPDATE, DELETE ON view_words TO zetel_app;

-- Up to p_most documents of p_place in which p_asked is found, as a search engine would read it;
-- all that are there, if it is null. The smaller `away`, the better the match. Nothing is found
-- by what has no word in it.
--
-- Such an index can only be used by a kind of plan that sessions of ours otherwise never want;
-- and no other index fits, so that a plan made while the table was empty is right too.
CREATE FUNCTION find_words(p_place tsquery, p_asked text, p_most int)
RETURNS TABLE (organisation uuid, projection text, version int, id text, sort text, away int)
LANGUAGE plpgsql STABLE
SET enable_bitmapscan = on
AS $$
DECLARE
    asked CONSTANT tsquery :=
        websearch_to_tsquery('dutch', p_asked) || websearch_to_tsquery('english', p_asked);
    wanted CONSTANT tsquery := coalesce(p_place && asked, p_place);
BEGIN
    IF numnode(asked) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT w.organisation, w.projection, w.version, w.id, w.sort,
           1000000 - round(1000000 * coalesce(ts_rank(w.words, asked), 0))::int
      FROM view_words w WHERE w.words @@ wanted LIMIT p_most;
END
$$;
