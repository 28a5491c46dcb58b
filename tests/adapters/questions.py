"""What is asked of a large log, through the adapters, and how many pages each may touch.

The statements are overheard, so that a question says what is wanted and never how. Bounds are
a third or so above what was measured: room for a deeper index, none for another way to look.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import md5
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from adapters.postgres import view_store, view_words
from adapters.postgres.arrays import Boundary
from adapters.postgres.hints import Hints
from adapters.postgres.log import PostgresLog
from adapters.postgres.vault_store import PostgresVaultStore
from adapters.postgres.view_store import Change, Checkpoint, Place
from adapters.postgres.views import PostgresViews
from adapters.postgres.whose import organisations
from adapters.signals import Signals
from domain.catalogue import EVENTS
from domain.errors import Refusal
from domain.events.ballots import BallotCast, VotingClosed
from domain.events.organisations import OrganisationFounded
from domain.events.persons import PersonErased, PersonRegistered, RoleGranted, RoleRevoked
from domain.events.votes import VoteOpened
from domain.ids import OrganisationId
from domain.kernel import Event, Selector, select
from domain.ports import Append, CommandKey, NewRecord, SealedValue, Sealing
from projections.base import Entry
from projections.catalogue import PROJECTIONS
from projections.lessons import LESSONS
from projections.ports import ViewLate
from projections.shared_plans import SHARED_PLANS
from tests.adapters.large_log import (
    ABOUT_A_WELL,
    BALLOTS_VERSION,
    BY_CALM,
    CALLER,
    CALM,
    CITY,
    CITY_KEY,
    COMMAND,
    DUE_NOW,
    EAGER,
    IN_THE_SMALL_BOX,
    LATE_VOTE,
    NEW,
    NOWHERE,
    SMALL_VOTE,
    VOTE,
    WELLS,
)


class Overheard:
    """In the place of a pool: keeps what is asked of the database, and answers nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []

    async def acquire(self, timeout: float) -> "Overheard":
        return self

    async def release(self, connection: "Overheard") -> None:
        pass

    async def fetch(self, query: str, *arguments: Any, timeout: float | None = None) -> list[Any]:
        self.asked.append((query, arguments))
        return []

    async def execute(self, query: str, *arguments: Any, timeout: float | None = None) -> str:
        self.asked.append((query, arguments))
        return ""

    @property
    def log(self) -> PostgresLog:
        return PostgresLog(self, Signals())

    @property
    def vault(self) -> PostgresVaultStore:
        return PostgresVaultStore(self)

    @property
    def views(self) -> PostgresViews:
        return PostgresViews(self, Signals(), patience=0)


STREETS = [
    OrganisationId(f"organisation:{UUID(md5(f'street{n}'.encode()).hexdigest())}")
    for n in range(20)
]
"""A few of those around the city, as they are named in the database."""


class Question(NamedTuple):
    """What is asked through an adapter, and what each statement of it may cost."""

    name: str
    ask: Callable[[Overheard], Awaitable[Any]]
    pages: int
    rows: int | None = None
    """Found; None where the log's size decides, or where nothing is."""
    per_street: int = 0
    """Further pages for each organisation that there is."""


class Ballot(msgspec.Struct):
    vote: str
    sort: str


class Ballots:
    """As far as the store looks at a view."""

    NAME, VERSION, DOCUMENT = "ballots", BALLOTS_VERSION, Ballot

    def index(self, ballot: Ballot) -> list[Entry]:
        return [Entry("all", "", ballot.sort), Entry("vote", ballot.vote, ballot.sort)]


BALLOTS: Any = Ballots()


def ballot(n: int) -> Ballot:
    return Ballot(str(VOTE), f"{n:012}")


def a_lesson(name: str) -> view_words.Row:
    return view_words.Row("lessons", LESSONS.VERSION, name, "1", '["lessons lessons "]', "A well.")


def read(name: str, *selectors: Selector, pages: int, rows: int, command: str = "new") -> Question:
    key = CommandKey(CALLER, command)
    return Question(name, lambda db: db.log.read(CITY, list(selectors), key), pages, rows)


def page(name: str, *types: type[Event], pages: int, rows: int, **asked: Any) -> Question:
    names = [event.NAME for event in types]
    return Question(name, lambda db: db.log.read_page(CITY, types=names, **asked), pages, rows)


def cast(n: int = 0, command: str = "new", **more: Any) -> Append:
    """A ballot as a resident casts it."""
    who = f"{NEW}{n}"
    sealing = Sealing(values=[SealedValue(0, VOTE, b"c%06d" % n * 4, b"secret" * 10)])
    return Append(
        records=[NewRecord(BallotCast.NAME, (who, VOTE, f"actor:{who}"), b"record" * 50)],
        **{"key": CommandKey(CALLER, f"{command}{n or ''}"), "sealing": sealing, **more},
    )


def append(name: str, *appends: Append, pages: int, to: OrganisationId = CITY) -> Question:
    return Question(name, lambda db: db.log.append_many(to, appends), pages, len(appends))


def read_of_many(name: str, *selectors: Selector, pages: int, rows: int) -> Question:
    asked = [(each, Boundary(selectors, CommandKey(CALLER, "new"))) for each in STREETS]
    return Question(name, lambda db: db.log._read_together(asked), pages, rows)


def append_of_many(name: str, append: Append, pages: int) -> Question:
    asked = [(each, append) for each in STREETS]
    return Question(name, lambda db: db.log._append_together(asked), pages, len(asked))


AUTHORITY = (PersonRegistered, RoleGranted, RoleRevoked)
OPENING = select(VoteOpened, VotingClosed, tags=[VOTE])


def reads(head: int) -> list[Question]:
    return [
        read("the head alone", pages=16, rows=1),
        read("what a command did before", command=COMMAND.format(4), pages=16, rows=1),
        read(
            "what a first ballot must have seen",
            select(*AUTHORITY, tags=[NEW]),
            OPENING,
            select(BallotCast, tags=[NEW, VOTE], latest=True),
            pages=40,
            rows=2,
        ),
        read(
            "what a first ballot must have seen of who cast ten thousand elsewhere",
            select(BallotCast, tags=[EAGER, LATE_VOTE], latest=True),
            pages=40,
            rows=1,
        ),
        read(
            "what a ballot must have seen that replaces ten thousand",
            select(*AUTHORITY, tags=[EAGER]),
            OPENING,
            select(BallotCast, tags=[EAGER, VOTE], latest=True),
            pages=70,
            rows=5,
        ),
        read(
            "all ballots, too many for one call",
            select(BallotCast, tags=[VOTE]),
            pages=3_100,
            rows=502,
        ),
        read(
            "the newest of all ballots",
            select(BallotCast, tags=[VOTE], latest=True),
            pages=30,
            rows=2,
        ),
        read(
            "the newest of several types",
            select(
                BallotCast, PersonRegistered, VoteOpened, VotingClosed, tags=[VOTE], latest=True
            ),
            pages=50,
            rows=2,
        ),
        read("a rare type among all events", select(RoleGranted, RoleRevoked), pages=28, rows=2),
        read(
            "the newest of a frequent type among all",
            select(BallotCast, latest=True),
            pages=30,
            rows=2,
        ),
        read(
            "ballots of one among those of all",
            select(BallotCast, tags=[CALM, VOTE]),
            pages=160,
            rows=1 + BY_CALM,
        ),
        read(
            "ballots of one in another vote",
            select(BallotCast, tags=[CALM, SMALL_VOTE], latest=True),
            pages=100,
            rows=1,
        ),
        read(
            "a type that carries neither of two frequent tags",
            select(VotingClosed, tags=[VOTE, EAGER]),
            pages=25,
            rows=1,
        ),
        Question(
            "where nobody founded anything", lambda db: db.log.read(NOWHERE, [OPENING], None), 3, 1
        ),
        read_of_many(
            "what a first ballot must have seen in many organisations",
            select(*AUTHORITY, tags=[NEW]),
            OPENING,
            select(BallotCast, tags=[NEW, VOTE], latest=True),
            pages=1_100,
            rows=len(STREETS),
        ),
        read_of_many(
            "the newest of all in many organisations",
            select(PersonRegistered, latest=True),
            pages=800,
            rows=2 * len(STREETS),
        ),
        page("the first page", after=0, limit=500, pages=55, rows=501),
        page("a page from the middle", after=head // 2, limit=500, pages=55, rows=501),
        page("the last page", after=head - 10, limit=500, pages=18, rows=11),
        page("beyond the end", after=head, limit=500, pages=18, rows=1),
        page("up to a position", after=100, until=200, limit=500, pages=24, rows=101),
        page(
            "a page of two types",
            BallotCast,
            PersonRegistered,
            after=head // 2,
            limit=500,
            pages=2_800,
            rows=501,
        ),
        page("a page of one rare type", RoleGranted, after=0, limit=500, pages=30, rows=2),
        page(
            "a page of types up to a position",
            BallotCast,
            VoteOpened,
            after=0,
            until=100,
            limit=500,
            pages=350,
            rows=60,
        ),
        page(
            "a page of what is about one thing",
            *EVENTS.values(),
            after=head // 2,
            limit=100,
            tags=[VOTE],
            pages=11 * len(EVENTS),
            rows=101,
        ),
        page(
            "a page of what is about any of many things",
            *EVENTS.values(),
            after=head // 2,
            limit=100,
            tags=[VOTE, *(f"vote:{n}" for n in range(1, 40)), CALM],
            pages=6 * 41 * len(EVENTS),
            rows=101,
        ),
        page("the last page of a type", BallotCast, after=head - 10, limit=500, pages=50, rows=7),
        Question("an epoch", lambda db: db.log.epoch(CITY), 4, 1),
        Question("all heads", lambda db: Hints(db, Signals())._look(db), 10, per_street=7),
        Question("all organisations", lambda db: organisations(db), 10, per_street=7),
        Question("a key", lambda db: db.vault.wrapped_key(CITY, VOTE), 6, 1),
        Question(
            "values of many holders",
            lambda db: db.vault.several(
                CITY, [(VOTE, md5(b"%d" % n).digest()) for n in range(100)]
            ),
            900,
            24,
        ),
        Question("a box", lambda db: db.vault.sealed_values(CITY, SMALL_VOTE), 6, IN_THE_SMALL_BOX),
    ]


def appends(head: int) -> list[Question]:
    own = select(BallotCast, tags=[NEW, VOTE], latest=True)
    unless = [select(*AUTHORITY, tags=[NEW]), OPENING, own]
    moved = [*unless, select(BallotCast, tags=[EAGER, VOTE], latest=True)]
    return [
        append("a first ballot", cast(unless=unless, after=head - 1), pages=95),
        append("a ballot after a long time", cast(unless=unless, after=10), pages=95),
        append("a ballot that comes too late", cast(unless=moved, after=head - 4_000), pages=60),
        append(
            "one among all ballots moved",
            cast(unless=[select(BallotCast, tags=[VOTE])], after=10),
            pages=32,
        ),
        append(
            "two rare tags that never met",
            cast(unless=[select(VotingClosed, tags=[VOTE, EAGER])], after=10),
            pages=85,
        ),
        append(
            "nothing of all was to happen", cast(unless=[select(RoleRevoked)], after=10), pages=85
        ),
        append(
            "a command that was carried out", cast(command=COMMAND.format(4), after=10), pages=20
        ),
        append(
            "a hundred ballots",
            *(
                cast(
                    n,
                    unless=[OPENING, select(BallotCast, tags=[f"{NEW}{n}", VOTE])],
                    after=head - 1,
                )
                for n in range(1, 101)
            ),
            pages=6_200,
        ),
        append_of_many("a ballot in many organisations", cast(unless=unless, after=0), pages=2_600),
        append(
            "a registration",
            Append(
                records=[NewRecord(PersonRegistered.NAME, (NEW,), b"record")],
                sealing=Sealing(keys=[(NEW, b"wrapped")], identities=[(b"d" * 16, NEW)]),
                after=head,
            ),
            pages=70,
        ),
        append(
            "a registration of somebody known",
            Append(
                records=[NewRecord(PersonRegistered.NAME, (EAGER,), b"record")],
                sealing=Sealing(keys=[(EAGER, b"wrapped")], identities=[(b"d" * 16, EAGER)]),
                after=head,
            ),
            pages=24,
        ),
        append(
            "a box opened, and its key destroyed",
            Append(
                records=[NewRecord(VotingClosed.NAME, (SMALL_VOTE,), b"record")],
                sealing=Sealing(emptied=[SMALL_VOTE], destroyed=[VOTE]),
                after=head,
            ),
            pages=80,
        ),
        append(
            "an erasure",
            Append(
                records=[NewRecord(PersonErased.NAME, (EAGER,), b"record")],
                sealing=Sealing(emptied=[EAGER], destroyed=[EAGER]),
                after=head,
            ),
            pages=80,
        ),
        append(
            "a voided ballot, taken out of its box",
            cast(sealing=Sealing(removed=[(VOTE, md5(b"4").digest())]), after=head),
            pages=75,
        ),
        append(
            "a hundred voided ballots, taken out of their box",
            cast(
                sealing=Sealing(
                    removed=[(VOTE, md5(b"%d" % (4 * n)).digest()) for n in range(1, 101)]
                ),
                after=head,
            ),
            pages=750,
        ),
        append(
            "a founding",
            Append(
                records=[NewRecord(OrganisationFounded.NAME, (NOWHERE,), b"record")], founds=True
            ),
            to=NOWHERE,
            pages=62,
        ),
        append("a ballot where nobody founded anything", cast(), to=NOWHERE, pages=3),
    ]


def views(head: int) -> list[Question]:
    """Each fourth position of the city is a ballot's document, which stands in two lists."""
    places = [Place(BALLOTS, BALLOTS_VERSION, f"ballot:{4 * n}") for n in range(1, 101)]
    new = [
        Change(Place(BALLOTS, BALLOTS_VERSION, f"ballot:{n}"), None, ballot(n))
        for n in range(1, 100, 2)
    ]
    moved = [
        Change(Place(BALLOTS, BALLOTS_VERSION, f"ballot:{4 * n}"), ballot(4 * n), ballot(n))
        for n in range(1, 51)
    ]
    return [
        Question("a document", lambda db: db.views.get(CITY, BALLOTS, "ballot:4"), 15, 1),
        Question(
            "several documents",
            lambda db: db.views.several(CITY, BALLOTS, [f"ballot:{n}" for n in range(1, 101)]),
            430,
            25,
        ),
        Question(
            "the first page of a list",
            lambda db: db.views.page(CITY, BALLOTS, "vote", VOTE),
            600,
            101,
        ),
        Question("a list of nothing", lambda db: db.views.page(CITY, BALLOTS, "vote", NEW), 8, 1),
        Question(
            "what is due", lambda db: db.views.due(datetime(2026, 5, 4, tzinfo=UTC)), 90, DUE_NOW
        ),
        Question(
            "lessons by their words",
            lambda db: db.views.search(CITY, LESSONS, "lessons", words="wells"),
            300,
            ABOUT_A_WELL,
        ),
        Question(
            "lessons by words that are nowhere",
            lambda db: db.views.search(CITY, LESSONS, "lessons", words="wheelbarrow"),
            60,
            1,
        ),
        Question(
            "shared plans by their words",
            lambda db: db.views.shared(SHARED_PLANS, LESSONS, words="fountain"),
            1_200,
            DUE_NOW,
        ),
        Question(
            "shared plans by the words of their lessons",
            lambda db: db.views.shared(SHARED_PLANS, LESSONS, words="well"),
            950,
            1,
        ),
        Question(
            "the first page of all that is shared",
            lambda db: db.views.shared(SHARED_PLANS, LESSONS),
            1_800,
            101,
        ),
        Question(
            "words put",
            lambda db: view_words.write(
                db, CITY_KEY, [(None, a_lesson(f"lesson:{n}")) for n in range(1, 100, 2)]
            ),
            1_500,
        ),
        Question(
            "words dropped",
            lambda db: view_words.write(
                db, CITY_KEY, [(a_lesson(f"{WELLS} lesson:{4 * n}"), None) for n in range(1, 51)]
            ),
            400,
            50,
        ),
        Question("views known", lambda db: view_store.has_views(db, CITY_KEY), 10, 1),
        Question(
            "checkpoints",
            lambda db: view_store.checkpoints(db, CITY_KEY, PROJECTIONS),
            4 * len(PROJECTIONS),
            len(PROJECTIONS),
        ),
        Question(
            "checkpoints, locked",
            lambda db: view_store.checkpoints(db, CITY_KEY, PROJECTIONS, lock=True),
            7 * len(PROJECTIONS),
            len(PROJECTIONS),
        ),
        Question(
            "checkpoints moved",
            lambda db: view_store.move(
                db, CITY_KEY, [(v, Checkpoint(head, None, 1)) for v in PROJECTIONS]
            ),
            16 * len(PROJECTIONS),
            len(PROJECTIONS),
        ),
        Question(
            "checkpoints begun",
            lambda db: view_store.begin(db, CITY_KEY, PROJECTIONS),
            6 * len(PROJECTIONS),
        ),
        Question(
            "views turned",
            lambda db: view_store.turn(db, CITY_KEY, [(v, -1) for v in PROJECTIONS]),
            16 * len(PROJECTIONS),
            len(PROJECTIONS),
        ),
        Question("documents loaded", lambda db: view_store.load(db, CITY_KEY, places), 560, 100),
        Question("documents put and listed", lambda db: view_store.write(db, CITY_KEY, new), 1_200),
        Question(
            "documents put, unlisted and listed",
            lambda db: view_store.write(db, CITY_KEY, moved),
            1_200,
        ),
        Question(
            "a shelf cleared where nothing stands",
            lambda db: view_store.clear(db, CITY_KEY, BALLOTS, -1),
            5,
            0,
        ),
    ]


def questions(head: int) -> list[Question]:
    return [*reads(head), *appends(head), *views(head)]


async def overheard(question: Question) -> list[tuple[str, tuple[Any, ...]]]:
    """The statements that an adapter runs for this; nothing answers it."""
    db = Overheard()
    with suppress(Refusal, ViewLate, ValueError):
        await question.ask(db)
    assert db.asked, question.name
    return db.asked
