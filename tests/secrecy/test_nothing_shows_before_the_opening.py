"""Whatever is chosen, everything that anybody can see before the opening is the same.

The same evening is told twice, with the same identifiers and other choices; what was drawn at
random (commitments, ciphertexts, fingerprints) is reduced to its length. Then the two must be
equal byte for byte: so no choice shows, nor anything that follows from it.
"""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from adapters.keys import Keys
from adapters.memory.log import MemoryLog
from domain.errors import Refusal
from domain.ids import DecisionId
from domain.ports import Ports
from domain.record import decode
from projections.catalogue import PROJECTIONS
from projections.replay import replay
from projections.timeline import happening
from tests.conftest import StoryClock
from tests.residents import QUESTION, Community, in_memory, numbered
from tests.secrecy.scenes import (
    QUAY,
    SQUARE,
    YARD,
    asks,
    casts,
    meets,
    seat,
    sits,
    voter,
    withdraws,
)

VOTERS = 4
KEYS = Keys(*(bytes([number]) * 32 for number, _ in enumerate(Keys._fields)))
AT_RANDOM = re.compile(rb"[0-9a-f]{64}")
CHOICES: dict[str, tuple[Any, ...]] = {
    "majority": ("for", "against", "abstain"),
    "plurality": (SQUARE, YARD, QUAY, "abstain"),
    "approval": ((), (SQUARE,), (YARD,), (SQUARE, QUAY), (QUAY, YARD, SQUARE)),
    "instant_runoff": ((), (QUAY,), (SQUARE, YARD), (YARD, QUAY, SQUARE)),
    "schulze": ((), (QUAY,), ((SQUARE, YARD),), (YARD, (QUAY, SQUARE))),
}
NEVER_HEARD_OF = tuple(numbered("option", number) for number in (7, 8))

Acts = list[tuple[str, int]]
ACTS: st.SearchStrategy[Acts] = st.lists(
    st.tuples(st.sampled_from(("cast", "cast", "withdraw", "again", "wrong", "other")),
              st.integers(0, VOTERS - 1)),
    min_size=1,
    max_size=10,
)  # fmt: skip


class Counted:
    """Identifiers and seeds that are the same in every telling."""

    def __init__(self) -> None:
        self.numbers: Counter[str] = Counter()

    def new_id(self, kind: str) -> str:
        self.numbers[kind] += 1
        return numbered(kind, 1_000 + self.numbers[kind])


class Telling:
    def __init__(self, chosen: list[int], codes: int) -> None:
        self.log, self.clock = MemoryLog(), StoryClock()
        made = in_memory(self.clock, KEYS, self.log)
        given = {name: getattr(made, name) for name in made.__struct_fields__}
        self.ports = Ports(**{**given, "new_id": Counted().new_id, "new_seed": self.seed})
        self.street = Community(self.ports)
        self.chosen, self.seeds = list(chosen), codes
        self.seen: list[object] = []

    def seed(self) -> bytes:
        self.seeds += 1
        return self.seeds.to_bytes(32, "big")

    async def through(self, method: str, acts: Acts, *, codes: bool, late: bool) -> None:
        await self.street.is_founded()
        await (meets if codes else sits)(self.street, VOTERS)
        stated = {"threshold": None, "quorum": None} if codes else {}
        await asks(self.street, method, **stated)
        for number, (act, who) in enumerate(acts):
            self.clock.pass_by(minutes=1)
            await self.one(act, who, CHOICES[method][self.chosen[number] % len(CHOICES[method])])
        if late:
            self.clock.pass_by(days=2)
            await self.one("cast", 0, CHOICES[method][self.chosen[-1] % len(CHOICES[method])])
            await self.street.closes()
            await self.one("cast", 1, CHOICES[method][self.chosen[-2] % len(CHOICES[method])])

    async def one(self, act: str, who: int, choice: Any) -> None:
        """What its voter is told, but for the code, is seen too."""
        try:
            match act:
                case "withdraw":
                    await withdraws(self.street, who)
                case "wrong":
                    unknown = NEVER_HEARD_OF[self.chosen[who] % len(NEVER_HEARD_OF)]
                    await casts(self.street, who, (unknown,))
                case "other":
                    await self.street.votes(voter(who), seat((who + 1) % VOTERS), choice)
                case "again":
                    for _ in range(2):
                        await self.cast(who, choice, command_id=f"again {len(self.seen)}")
                case _:
                    await self.cast(who, choice)
        except Refusal as refusal:
            self.seen.append((type(refusal).__name__, str(refusal), refusal.facts))

    async def cast(self, who: int, choice: Any, **asked: Any) -> None:
        given = {"ballot": self.ports.new_id("ballot"), "seed": self.ports.new_seed(), **asked}
        receipt = await self.street.votes(voter(who), seat(who), choice, **given)
        self.seen.append((receipt.position, receipt.replayed, masked(repr(receipt).encode())))

    async def everything(self) -> list[object]:
        page, _ = await self.log.read_page(self.street.organisation, after=0, limit=1_000_000)
        known = [decode(stored.position, stored.record) for stored in page]
        return [
            *self.seen,
            *(masked(stored.record) for stored in page),
            *(masked(msgspec.json.encode(happening(each))) for each in known),
            *self._views(known),
            *self._tables(),
        ]

    def _views(self, known: list[Any]) -> Iterator[object]:
        for projection in PROJECTIONS:
            for name, document in replay(projection, known).items():
                yield name, masked(msgspec.json.encode(document)), list(projection.index(document))

    def _tables(self) -> Iterator[object]:
        """All that a database would hold beside the records."""
        kept = self.log._of(self.street.organisation)
        yield [each.tags for each in kept.records]
        yield [(key, each._replace(fingerprint=b"")) for key, each in kept.carried.items()]
        yield [len(each.fingerprint) for each in kept.carried.values()]
        yield {holder: key and len(key) for holder, key in kept.keys.items()}
        yield [len(sealed) for sealed in kept.values.get(QUESTION, {}).values()]


def masked(written: bytes) -> bytes:
    return AT_RANDOM.sub(b"#", written)


def told(
    method: str, acts: Acts, chosen: list[int], *, codes: bool, late: bool, seeds: int = 0
) -> list[object]:
    telling = Telling(chosen, seeds)

    async def tell() -> list[object]:
        await telling.through(method, acts, codes=codes, late=late)
        return await telling.everything()

    with logged() as lines:
        return [*asyncio.run(tell(), debug=False), *lines]


@contextmanager
def logged() -> Iterator[list[str]]:
    """Everything that is logged, at the lowest level."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    root, keep = logging.getLogger(), Keep(logging.DEBUG)
    before = root.level
    root.addHandler(keep)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(keep)
        root.setLevel(before)


CHOSEN = st.lists(st.integers(0, 59), min_size=12, max_size=12)
evenings = settings(
    max_examples=12, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)


@pytest.mark.parametrize("method", CHOICES)
@evenings
@given(acts=ACTS, chosen=CHOSEN, instead=CHOSEN, codes=st.booleans(), late=st.booleans())
def test_whatever_is_chosen_all_that_can_be_seen_is_the_same(
    method: str, acts: Acts, chosen: list[int], instead: list[int], codes: bool, late: bool
):
    first = told(method, acts, chosen, codes=codes, late=late)
    second = told(method, acts, instead, codes=codes, late=late, seeds=7_000)
    assert first == second


def test_what_does_show_would_be_found():
    """The comparison sees a difference where there is one: in who votes, for one."""
    same = {"codes": False, "late": False}
    chosen = [0] * 12
    first = told("majority", [("cast", 0)], chosen, **same)
    assert first != told("majority", [("cast", 1)], chosen, **same)


async def test_every_ballot_takes_the_same_room_in_the_box(de_pijp: Community):
    """Else a word would be known by its length to whoever reads a backup."""
    await sits(de_pijp, VOTERS)
    for number, (method, choices) in enumerate(CHOICES.items()):
        decision = DecisionId(numbered("decision", 50 + number))
        await asks(de_pijp, method, decision=decision)
        for who, choice in enumerate(choices):
            await casts(de_pijp, who % VOTERS, choice, decision=decision)
        log = de_pijp.ports.log
        assert isinstance(log, MemoryLog)
        opening = await de_pijp.history()
        sealed = log._of(de_pijp.organisation).values[decision]
        seeds = {
            bytes.fromhex(r.event.lot_seed.sealed)
            for r in opening
            if getattr(r.event, "lot_seed", None) is not None
        }
        lengths = {len(text) for name, text in sealed.items() if name not in seeds}
        assert len(lengths) == 1, method
