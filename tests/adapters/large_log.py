"""A large log, as a city has it: written by SQL within seconds, with all that lies around it.

Every second event is a ballot in one vote, most of them somebody's only one; one resident has
replaced theirs again and again. Around the city's log stand those of many streets.
"""

from uuid import UUID

import asyncpg

from domain.ids import OrganisationId, PersonId, PlanId, VoteId
from projections.ballots import BALLOTS
from projections.catalogue import DUE, PROJECTIONS
from projections.lessons import LESSONS
from projections.shared_plans import SHARED_PLANS
from tests.residents import numbered

CITY, NOWHERE = (OrganisationId(numbered("organisation", n)) for n in (0xC17, 0xDEAD))
CITY_KEY = UUID(CITY.removeprefix("organisation:"))
EAGER, CALM, NEW = (PersonId(numbered("person", n)) for n in (0xEA6E, 0xCA1, 0x4E3))
"""EAGER replaced their ballot with each twentieth event, CALM did nine times in all."""
BY_CALM = 10
VOTE, SMALL_VOTE, LATE_VOTE = (VoteId(numbered("vote", n)) for n in (0xB16, 0x5, 0x1A7E))
IN_THE_SMALL_BOX = 10
FIRST_LATE_BALLOT = 199_990
CALLER, COMMAND = "person:caller", "command-{}"
"""Each fourth position of the city was recorded by a command of this name."""
EVENTS_PER_STREET = 5
WELLS = PlanId(numbered("plan", 0x3E11))
"""The plan of whose lessons the first twenty are about a well."""
ABOUT_A_WELL = 20
BALLOTS_VERSION = BALLOTS.VERSION
"""The documents of the city stand on the shelf of this view, which is up to date."""
DUE_NOW = 20

TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
NEVER_VACUUMED = "ALTER TABLE {} SET (autovacuum_enabled = off)"

BEGIN = f"""
INSERT INTO log (organisation) VALUES ('{CITY_KEY}');
INSERT INTO log_epoch (organisation) VALUES ('{CITY_KEY}');
INSERT INTO vault_key
VALUES ('{CITY_KEY}', '{VOTE}', 'wrapped'), ('{CITY_KEY}', '{EAGER}', 'wrapped');
INSERT INTO vault_value
SELECT '{CITY_KEY}', '{SMALL_VOTE}', decode(md5(n::text), 'hex'), 'ciphertext'
  FROM generate_series(1, {IN_THE_SMALL_BOX}) AS n;
-- Made once and for all: to make the first temporary table ends every plan of every session.
CREATE TEMPORARY TABLE happened (n bigint, type text, tags text[], who text);
CREATE TEMPORARY TABLE street (n bigint, organisation uuid);
"""
HAPPENED = f"""
INSERT INTO happened
SELECT n, type, ARRAY['*', who, what] AS tags, who
  FROM generate_series($1::bigint, $2::bigint) AS n
 CROSS JOIN LATERAL (SELECT 'person:' || md5(n::text)::uuid AS somebody) AS s
 CROSS JOIN LATERAL (
       SELECT * FROM (VALUES
           (n = 1, 'organisation.founded', 'person:clerk', '{CITY}'),
           (n = 2, 'vote.opened', 'person:clerk', '{VOTE}'),
           (n = 3, 'vote.opened', 'person:clerk', '{SMALL_VOTE}'),
           (n = 4, 'person.registered', '{EAGER}', '{EAGER}:coarse'),
           (n = 5, 'role.granted', 'person:clerk', '{EAGER}'),
           (n = {FIRST_LATE_BALLOT}, 'ballot.cast', somebody, '{LATE_VOTE}'),
           (n % 20 = 6, 'ballot.cast', '{EAGER}', '{VOTE}'),
           (n % 2000 = 8 AND n < 20000, 'ballot.cast', '{CALM}', '{VOTE}'),
           (n % 2 = 0, 'ballot.cast', somebody, '{VOTE}'),
           (n % 10 = 1, 'ballot.cast', somebody, 'vote:' || n % 40),
           (true, 'person.registered', somebody, 'neighbourhood:' || n % 40)
       ) AS kinds (applies, type, who, what) WHERE applies LIMIT 1) AS kind
"""
STREETS = """
INSERT INTO street
SELECT n, md5('street' || n)::uuid FROM generate_series($1::bigint, $2::bigint) AS n
"""
FILL = f"""
INSERT INTO event (organisation, position, type, record)
SELECT '{CITY_KEY}', n, type, decode(repeat(md5(n::text), 20), 'hex') FROM happened;
INSERT INTO event_tag (organisation, tag, type, position)
SELECT '{CITY_KEY}', tag, type, n FROM happened CROSS JOIN unnest(tags) AS tag;
INSERT INTO command
SELECT '{CITY_KEY}', '{CALLER}', 'command-' || n, n, n, 'mark' FROM happened WHERE n % 4 = 0;
INSERT INTO vault_value
SELECT '{CITY_KEY}', '{VOTE}', decode(md5(n::text), 'hex'), decode(repeat(md5('x'), 3), 'hex')
  FROM happened WHERE n % 4 = 0;
INSERT INTO vault_key SELECT '{CITY_KEY}', who, 'wrapped' FROM happened WHERE n % 10 = 5 AND n > 5;
INSERT INTO vault_identity
SELECT '{CITY_KEY}', decode(md5(n::text), 'hex'), who FROM happened WHERE n % 10 = 5;
INSERT INTO view_document
SELECT '{CITY_KEY}', 'ballots', {BALLOTS_VERSION}, 'ballot:' || n,
       convert_to(repeat(md5(n::text), 8), 'UTF8')
  FROM happened WHERE n % 4 = 0;
INSERT INTO view_entry
SELECT '{CITY_KEY}', 'ballots', {BALLOTS_VERSION}, list, filter,
       lpad(n::text, 12, '0'), 'ballot:' || n
  FROM happened
 CROSS JOIN (VALUES ('all', ''), ('vote', '{VOTE}')) AS lists (list, filter)
 WHERE n % 4 = 0;
INSERT INTO view_words
SELECT '{CITY_KEY}', 'lessons', {LESSONS.VERSION}, '{WELLS}' || ' lesson:' || n,
       lpad(n::text, 12, '0'),
       array_to_tsvector(ARRAY['{CITY_KEY} lessons {LESSONS.VERSION}', 'lessons lessons ',
                               'lessons shared_parts '])
       || to_tsvector('english', md5(n::text) || CASE WHEN n <= 80 THEN ' well' ELSE ' sun' END)
  FROM happened WHERE n % 4 = 0;
INSERT INTO view_document
SELECT '{CITY_KEY}', 'lessons', {LESSONS.VERSION}, '{WELLS}' || ' lesson:' || n,
       convert_to(repeat(md5(n::text), 8), 'UTF8')
  FROM happened WHERE n % 4 = 0;
INSERT INTO view_words
SELECT '{CITY_KEY}', 'shared_plans', {SHARED_PLANS.VERSION}, '{WELLS}', '1',
       array_to_tsvector(ARRAY['{CITY_KEY} shared_plans {SHARED_PLANS.VERSION}',
                               'shared_plans shared '])
  FROM happened WHERE n = 1;

INSERT INTO log (organisation) SELECT organisation FROM street;
INSERT INTO log_epoch (organisation) SELECT organisation FROM street;
INSERT INTO event (organisation, position, type, record)
SELECT organisation, p, 'person.registered', decode(repeat(md5(p::text), 20), 'hex')
  FROM street CROSS JOIN generate_series(1, {EVENTS_PER_STREET}) AS p;
INSERT INTO event_tag (organisation, tag, type, position)
SELECT organisation, '*', 'person.registered', p
  FROM street CROSS JOIN generate_series(1, {EVENTS_PER_STREET}) AS p;
INSERT INTO view_entry
SELECT organisation, 'shared_plans', {SHARED_PLANS.VERSION}, 'shared', '',
       lpad(n::text, 12, '0'), 'plan:1'
  FROM street;
INSERT INTO view_words
SELECT organisation, 'shared_plans', {SHARED_PLANS.VERSION}, 'plan:1', lpad(n::text, 12, '0'),
       array_to_tsvector(ARRAY[organisation || ' shared_plans {SHARED_PLANS.VERSION}',
                               'shared_plans shared '])
       || to_tsvector('english', CASE WHEN n < {DUE_NOW} THEN 'fountain' ELSE 'sun' END)
  FROM street;
INSERT INTO view_entry
SELECT organisation, '{DUE[0].NAME}', {DUE[0].VERSION}, 'due', '',
       CASE WHEN n < {DUE_NOW} THEN '2026-01-01' ELSE '2030-01-01' END, 'decision:1'
  FROM street;
"""
CHECKPOINTS = f"""
INSERT INTO view_checkpoint (organisation, projection, version, position)
SELECT organisation, projection, version, 5
  FROM (SELECT organisation FROM street
         UNION ALL SELECT '{CITY_KEY}' WHERE $3) AS organisations
 CROSS JOIN unnest($1::text[], $2::int[]) AS views (projection, version)
"""


def streets(events: int) -> int:
    """One for each hundred events of the city."""
    return events // 100


async def begin(superuser: asyncpg.Connection) -> None:
    """The city is founded, and nothing is recorded yet. Its tables are vacuumed as they are."""
    tables = [row["relname"] for row in await superuser.fetch(TABLES)]
    for table in tables:
        await superuser.execute(NEVER_VACUUMED.format(table))
    await superuser.execute(f"VACUUM {', '.join(tables)}")
    await superuser.execute(BEGIN)


async def grow(superuser: asyncpg.Connection, after: int, until: int) -> None:
    """The next events of the city, and the streets that go with them."""
    views = [view.NAME for view in PROJECTIONS], [view.VERSION for view in PROJECTIONS]
    async with superuser.transaction():
        await superuser.execute("DELETE FROM happened; DELETE FROM street")
        await superuser.execute(HAPPENED, after + 1, until)
        await superuser.execute(STREETS, streets(after), streets(until) - 1)
        await superuser.execute(FILL)
        await superuser.execute(CHECKPOINTS, *views, after == 0)
