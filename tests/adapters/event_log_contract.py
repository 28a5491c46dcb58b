"""What every log promises (``domain.ports.Log``), whatever it is made of."""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from adapters.vault import VaultStore
from domain.errors import OrganisationNotFound
from domain.kernel import Selector
from domain.ports import (
    AlreadyThere,
    Append,
    Carried,
    CommandKey,
    ConcurrentChange,
    IdentifierTaken,
    Log,
    NewRecord,
    SealedValue,
    Sealing,
    StoredRecord,
)
from tests.residents import ADA, BEN, DE_BAARSJES, DE_PIJP, EAST, QUESTION, WEST

KEY = CommandKey(ADA, "command-1")
FOUNDED = NewRecord("founded", (DE_PIJP,), b"founded")
DIGEST = b"d" * 32
COMMITMENT, OTHER = b"c" * 32, b"o" * 32


def fact(kind: str, *tags: str) -> NewRecord:
    return NewRecord(kind, tags, f"{kind} {tags}".encode())


def wish(*records: NewRecord, **more: Any) -> Append:
    return Append(records=records or (fact("cast", EAST),), **more)


def sealed(holder: str, ciphertext: bytes = b"secret") -> SealedValue:
    return SealedValue(0, holder, COMMITMENT, ciphertext)


def positions(records: Sequence[StoredRecord]) -> list[int]:
    return [record.position for record in records]


class EventLogContract:
    """Subclasses give the fixtures ``log`` and ``store`` (where the log's sealed values lie)."""

    @pytest.fixture(autouse=True)
    async def _an_organisation(self, log: Log) -> None:
        await log.append(DE_PIJP, Append(records=[FOUNDED], founds=True))

    # Reading

    async def test_events_are_found_in_order_whatever_the_order_of_the_selectors(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("cast", WEST), fact("cast", EAST)))
        seen = await log.read(
            DE_PIJP, [Selector(("cast",), (WEST,)), Selector(("cast",), (EAST,))], None
        )
        assert positions(seen.records) == [2, 3, 4]
        assert seen.records[1] == (3, "cast", fact("cast", WEST).record)

    async def test_an_event_that_several_selectors_match_is_found_once(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST, QUESTION)))
        seen = await log.read(
            DE_PIJP, [Selector(("cast",), (EAST,)), Selector(("cast",), (QUESTION,))], None
        )
        assert positions(seen.records) == [2]

    async def test_no_selector_finds_nothing_but_the_head(self, log: Log):
        seen = await log.read(DE_PIJP, [], None)
        assert (seen.records, seen.head, seen.carried) == ([], 1, None)

    async def test_a_selector_without_tags_finds_every_event_of_its_types(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("closed"), fact("filled", EAST)))
        seen = await log.read(DE_PIJP, [Selector(("cast", "closed"))], None)
        assert positions(seen.records) == [2, 3]

    async def test_a_selector_finds_only_its_types(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("filled", EAST)))
        seen = await log.read(DE_PIJP, [Selector(("filled", "vacated"), (EAST,))], None)
        assert positions(seen.records) == [3]

    async def test_an_event_carries_all_tags_of_a_selector(self, log: Log):
        await log.append(
            DE_PIJP,
            wish(fact("cast", EAST, QUESTION), fact("cast", EAST), fact("cast", QUESTION, WEST)),
        )
        for tags in ((EAST, QUESTION), (QUESTION, EAST)):
            seen = await log.read(DE_PIJP, [Selector(("cast",), tags)], None)
            assert positions(seen.records) == [2]

    async def test_two_tags_on_two_events_are_no_match(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("filled", QUESTION)))
        seen = await log.read(DE_PIJP, [Selector(("cast", "filled"), (EAST, QUESTION))], None)
        assert positions(seen.records) == []

    @pytest.mark.parametrize(
        ("types", "tags", "newest"),
        [
            (("cast",), (EAST,), [4]),
            (("cast", "filled"), (EAST,), [5]),
            (("filled", "cast"), (EAST,), [5]),
            (("cast",), (QUESTION, EAST), [2]),
            (("cast",), (), [4]),
            (("vacated",), (EAST,), []),
        ],
    )
    async def test_the_latest_is_the_newest_match_of_a_selector_alone(
        self, log: Log, types: tuple[str, ...], tags: tuple[str, ...], newest: list[int]
    ):
        await log.append(
            DE_PIJP,
            wish(
                fact("cast", EAST, QUESTION),
                fact("cast", WEST, QUESTION),
                fact("cast", EAST),
                fact("filled", EAST),
            ),
        )
        seen = await log.read(DE_PIJP, [Selector(types, tags, latest=True)], None)
        assert positions(seen.records) == newest

    async def test_the_latest_of_one_selector_hides_nothing_of_another(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("cast", EAST), fact("closed")))
        seen = await log.read(
            DE_PIJP,
            [Selector(("cast",), (EAST,), latest=True), Selector(("founded", "closed"))],
            None,
        )
        assert positions(seen.records) == [1, 3, 4]

    async def test_the_head_is_the_last_position_whatever_was_found(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("closed")))
        assert (await log.read(DE_PIJP, [Selector(("cast",), (EAST,))], None)).head == 3

    async def test_a_page_is_the_first_events_past_a_position_and_the_head(self, log: Log):
        await log.append(DE_PIJP, wish(*[fact("cast", EAST)] * 5))
        page, head = await log.read_page(DE_PIJP, after=2, limit=2)
        assert (positions(page), head) == ([3, 4], 6)

    async def test_a_page_of_some_types_has_gaps(self, log: Log):
        await log.append(
            DE_PIJP, wish(fact("cast"), fact("filled"), fact("closed"), fact("cast"), fact("cast"))
        )
        page, head = await log.read_page(DE_PIJP, after=1, limit=3, types=["cast", "closed"])
        assert (positions(page), head) == ([2, 4, 5], 6)

    @pytest.mark.parametrize("types", [(), ("cast",)])
    async def test_a_page_ends_at_a_position(self, log: Log, types: tuple[str, ...]):
        await log.append(DE_PIJP, wish(*[fact("cast")] * 5))
        page, head = await log.read_page(DE_PIJP, after=1, limit=10, types=types, until=3)
        assert (positions(page), head) == ([2, 3], 6)
        page, _ = await log.read_page(DE_PIJP, after=5, limit=10, types=types, until=99)
        assert positions(page) == [6]

    async def test_a_page_of_what_is_about_one_thing(self, log: Log):
        await log.append(
            DE_PIJP,
            wish(fact("cast", EAST), fact("cast"), fact("filled", EAST), fact("closed", EAST)),
        )
        types = ["filled", "cast"]
        page, head = await log.read_page(DE_PIJP, after=1, limit=3, types=types, tags=[EAST])
        assert (positions(page), head) == ([2, 4], 5)
        page, _ = await log.read_page(DE_PIJP, after=2, limit=3, types=types, tags=[EAST], until=3)
        assert positions(page) == []

    async def test_a_page_of_what_is_about_any_of_several_things(self, log: Log):
        await log.append(
            DE_PIJP,
            wish(
                fact("cast", EAST, WEST),
                fact("cast", QUESTION),
                fact("filled", WEST),
                fact("closed", WEST),
                fact("cast", EAST),
            ),
        )
        asked: dict[str, Any] = {"types": ["filled", "cast"], "tags": [WEST, EAST, WEST]}
        page, _ = await log.read_page(DE_PIJP, after=0, limit=2, **asked)
        assert positions(page) == [2, 4]
        page, _ = await log.read_page(DE_PIJP, after=2, limit=10, **asked)
        assert positions(page) == [4, 6]

    async def test_past_the_head_there_is_an_empty_page(self, log: Log):
        assert await log.read_page(DE_PIJP, after=7, limit=10) == ([], 1)

    # Appending

    async def test_positions_have_no_gaps(self, log: Log):
        first = await log.append(DE_PIJP, wish(fact("cast"), fact("cast")))
        second = await log.append(DE_PIJP, wish(fact("cast")))
        assert first == Carried(2, 3, b"", before=False)
        assert second == Carried(4, 4, b"", before=False)

    async def test_the_bytes_of_a_record_are_kept_as_they_are(self, log: Log):
        every_byte = bytes(range(256))
        await log.append(DE_PIJP, wish(NewRecord("cast", (EAST,), every_byte)))
        page, _ = await log.read_page(DE_PIJP, after=1, limit=1)
        assert page[0].record == every_byte
        seen = await log.read(DE_PIJP, [Selector(("cast",), (EAST,))], None)
        assert seen.records[0].record == every_byte

    async def test_an_append_is_refused_with_the_first_position_that_came_after(self, log: Log):
        await log.append(
            DE_PIJP, wish(fact("filled", WEST), fact("cast", EAST), fact("cast", EAST))
        )
        boundary = [Selector(("cast",), (EAST,)), Selector(("filled",), (WEST,))]
        for after, first in ((1, 2), (2, 3), (3, 4)):
            with pytest.raises(ConcurrentChange) as refused:
                await log.append(DE_PIJP, wish(unless=boundary, after=after))
            assert refused.value.position == first
        assert (await log.append(DE_PIJP, wish(unless=boundary, after=4))).last == 5

    async def test_a_condition_on_the_latest_is_met_by_any_newer_one(self, log: Log):
        await log.append(DE_PIJP, wish(*[fact("cast", EAST)] * 3))
        with pytest.raises(ConcurrentChange) as refused:
            await log.append(
                DE_PIJP, wish(unless=[Selector(("cast",), (EAST,), latest=True)], after=2)
            )
        assert refused.value.position == 3

    @pytest.mark.parametrize(
        "selector",
        [
            Selector(("cast",), (WEST,)),
            Selector(("filled",), (EAST,)),
            Selector(("cast",), (EAST, QUESTION)),
            Selector(("filled",)),
        ],
    )
    async def test_newer_events_that_do_not_match_are_no_conflict(
        self, log: Log, selector: Selector
    ):
        await log.append(DE_PIJP, wish(fact("cast", EAST), fact("closed", QUESTION)))
        assert (await log.append(DE_PIJP, wish(unless=[selector], after=1))).last == 4

    async def test_a_condition_without_tags_is_met_by_every_event_of_its_types(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST)))
        with pytest.raises(ConcurrentChange):
            await log.append(DE_PIJP, wish(unless=[Selector(("filled", "cast"))], after=1))

    async def test_without_a_condition_whatever_came_after_is_no_conflict(self, log: Log):
        await log.append(DE_PIJP, wish(fact("cast", EAST)))
        assert (await log.append(DE_PIJP, wish(fact("cast", EAST), after=0))).last == 3

    async def test_a_refused_append_leaves_nothing(self, log: Log, store: VaultStore):
        with pytest.raises(ConcurrentChange):
            await log.append(
                DE_PIJP,
                wish(
                    unless=[Selector(("founded",))],
                    key=KEY,
                    sealing=Sealing(
                        keys=[(ADA, b"wrapped")],
                        values=[sealed(ADA)],
                        identities=[(DIGEST, ADA)],
                    ),
                ),
            )
        seen = await log.read(DE_PIJP, [Selector(("cast",))], KEY)
        assert seen == ([], 1, None)
        assert await store.wrapped_key(DE_PIJP, ADA) is None
        assert await store.sealed_values(DE_PIJP, ADA) == []
        await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(DIGEST, BEN)])))

    # The same command again

    async def test_a_command_is_carried_out_once_and_its_mark_is_kept(self, log: Log):
        first = await log.append(DE_PIJP, wish(key=KEY, fingerprint=b"first"))
        again = await log.append(DE_PIJP, wish(key=KEY, fingerprint=b"second"))
        assert first == Carried(2, 2, b"first", before=False)
        assert again == Carried(2, 2, b"first", before=True)
        assert (await log.read(DE_PIJP, [], KEY)).carried == again
        assert (await log.read(DE_PIJP, [], None)).head == 2

    async def test_what_a_command_did_is_said_before_its_condition_is_looked_at(self, log: Log):
        boundary = [Selector(("cast",), (EAST,))]
        await log.append(DE_PIJP, wish(key=KEY, unless=boundary, after=1))
        again = await log.append(DE_PIJP, wish(key=KEY, unless=boundary, after=1))
        assert again.before

    async def test_for_a_command_that_was_carried_out_no_event_is_looked_for(self, log: Log):
        await log.append(DE_PIJP, wish(key=KEY))
        seen = await log.read(DE_PIJP, [Selector(("cast",))], KEY)
        assert seen == ([], 2, Carried(2, 2, b"", before=True))

    async def test_a_command_of_another_caller_is_another_command(self, log: Log):
        await log.append(DE_PIJP, wish(key=KEY))
        other = await log.append(DE_PIJP, wish(key=KEY._replace(caller=BEN)))
        assert not other.before

    async def test_a_command_in_another_organisation_is_another_command(self, log: Log):
        await log.append(DE_PIJP, wish(key=KEY))
        other = await log.append(DE_BAARSJES, wish(FOUNDED, key=KEY, founds=True))
        assert other == Carried(1, 1, b"", before=False)

    async def test_the_positions_of_a_command_are_all_that_it_recorded(self, log: Log):
        await log.append(DE_PIJP, wish(*[fact("cast")] * 3, key=KEY))
        await log.append(DE_PIJP, wish())
        carried = (await log.read(DE_PIJP, [], KEY)).carried
        assert carried == Carried(2, 4, b"", before=True)

    # Founding

    async def test_an_organisation_is_founded_once(self, log: Log):
        founding = Append(records=[FOUNDED], founds=True, key=KEY)
        assert (await log.append(DE_BAARSJES, founding)).first == 1
        assert (await log.append(DE_BAARSJES, founding)).before
        with pytest.raises(AlreadyThere):
            await log.append(
                DE_BAARSJES, Append(records=[FOUNDED], founds=True, key=CommandKey(BEN, "b"))
            )
        assert (await log.read(DE_BAARSJES, [], None)).head == 1

    async def test_what_was_never_founded_is_not_found(self, log: Log):
        for asked in (
            log.read(DE_BAARSJES, [], None),
            log.read_page(DE_BAARSJES, after=0, limit=1),
            log.append(DE_BAARSJES, wish(key=KEY)),
            log.epoch(DE_BAARSJES),
        ):
            with pytest.raises(OrganisationNotFound):
                await asked
        assert (await log.read(DE_PIJP, [], None)).head == 1

    async def test_organisations_do_not_see_each_other(self, log: Log, store: VaultStore):
        await log.append(DE_BAARSJES, Append(records=[FOUNDED], founds=True))
        sealing = Sealing(
            keys=[(ADA, b"wrapped")], values=[sealed(ADA)], identities=[(DIGEST, ADA)]
        )
        await log.append(DE_PIJP, wish(fact("cast", EAST), key=KEY, sealing=sealing))
        seen = await log.read(DE_BAARSJES, [Selector(("cast",), (EAST,))], KEY)
        assert (seen.records, seen.head, seen.carried) == ([], 1, None)
        assert await store.wrapped_key(DE_BAARSJES, ADA) is None
        assert await store.sealed_values(DE_BAARSJES, ADA) == []
        await log.append(
            DE_BAARSJES,
            wish(fact("cast", EAST), unless=[Selector(("cast",))], after=1, sealing=sealing),
        )
        for organisation in (DE_PIJP, DE_BAARSJES):
            assert (await log.read(organisation, [], None)).head == 2

    async def test_an_organisation_keeps_its_epoch(self, log: Log):
        epoch = await log.epoch(DE_PIJP)
        await log.append(DE_PIJP, wish())
        assert await log.epoch(DE_PIJP) == epoch
        assert len(epoch) == 36

    # The vault

    async def test_sealed_values_appear_with_the_command_that_brings_them(
        self, log: Log, store: VaultStore
    ):
        await log.append(
            DE_PIJP, wish(sealing=Sealing(keys=[(ADA, b"wrapped")], values=[sealed(ADA)]))
        )
        assert await store.wrapped_key(DE_PIJP, ADA) == b"wrapped"
        assert await store.sealed_values(DE_PIJP, ADA) == [(COMMITMENT, b"secret")]

    async def test_values_of_several_holders_come_together_with_their_keys(
        self, log: Log, store: VaultStore
    ):
        brought = Sealing(
            keys=[(ADA, b"of ada"), (BEN, b"of ben")], values=[sealed(ADA), sealed(BEN, b"his")]
        )
        await log.append(DE_PIJP, wish(sealing=brought))
        wanted = [(ADA, COMMITMENT), (ADA, OTHER), (BEN, COMMITMENT), (QUESTION, COMMITMENT)]
        assert sorted(await store.several(DE_PIJP, wanted)) == [
            (ADA, COMMITMENT, b"secret", b"of ada"),
            (BEN, COMMITMENT, b"his", b"of ben"),
        ]
        await log.append(DE_PIJP, wish(sealing=Sealing(destroyed=[ADA])))
        assert [kept.holder for kept in await store.several(DE_PIJP, wanted)] == [BEN]

    async def test_a_command_that_was_carried_out_brings_nothing_again(
        self, log: Log, store: VaultStore
    ):
        await log.append(DE_PIJP, wish(key=KEY))
        await log.append(DE_PIJP, wish(key=KEY, sealing=Sealing(values=[sealed(ADA)])))
        assert await store.sealed_values(DE_PIJP, ADA) == []

    async def test_an_identifier_is_taken_once(self, log: Log):
        await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(DIGEST, ADA)])))
        with pytest.raises(IdentifierTaken):
            await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(DIGEST, BEN)])))
        await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(b"e" * 32, BEN)])))

    async def test_an_emptied_box_is_empty_and_the_others_are_not(
        self, log: Log, store: VaultStore
    ):
        await log.append(
            DE_PIJP,
            wish(
                sealing=Sealing(
                    keys=[(QUESTION, b"box"), (ADA, b"person")],
                    values=[sealed(QUESTION), sealed(ADA)],
                )
            ),
        )
        await log.append(DE_PIJP, wish(sealing=Sealing(emptied=[QUESTION])))
        assert await store.sealed_values(DE_PIJP, QUESTION) == []
        assert await store.sealed_values(DE_PIJP, ADA) == [(COMMITMENT, b"secret")]
        assert await store.wrapped_key(DE_PIJP, QUESTION) == b"box"

    async def test_a_removed_value_is_gone_and_no_other_is(self, log: Log, store: VaultStore):
        sealing = Sealing(
            keys=[(QUESTION, b"box")],
            values=[sealed(QUESTION), sealed(QUESTION)._replace(commitment=OTHER), sealed(ADA)],
        )
        await log.append(DE_BAARSJES, Append(records=[FOUNDED], founds=True, sealing=sealing))
        await log.append(DE_PIJP, wish(sealing=sealing))
        carried = await log.append(DE_PIJP, wish(sealing=Sealing(removed=[(QUESTION, COMMITMENT)])))
        assert carried == Carried(3, 3, b"", before=False)
        assert await store.sealed_values(DE_PIJP, QUESTION) == [(OTHER, b"secret")]
        assert await store.sealed_values(DE_PIJP, ADA) == [(COMMITMENT, b"secret")]
        assert await store.wrapped_key(DE_PIJP, QUESTION) == b"box"
        assert len(await store.sealed_values(DE_BAARSJES, QUESTION)) == 2

    async def test_several_values_are_removed_as_others_come(self, log: Log, store: VaultStore):
        both = [(QUESTION, COMMITMENT), (ADA, COMMITMENT)]
        new = sealed(QUESTION)._replace(commitment=OTHER)
        await log.append(DE_PIJP, wish(sealing=Sealing(values=[sealed(QUESTION), sealed(ADA)])))
        await log.append(DE_PIJP, wish(sealing=Sealing(values=[new], removed=both)))
        assert await store.sealed_values(DE_PIJP, QUESTION) == [(OTHER, b"secret")]
        assert await store.sealed_values(DE_PIJP, ADA) == []

    async def test_a_refused_append_removes_nothing(self, log: Log, store: VaultStore):
        removing = Sealing(removed=[(QUESTION, COMMITMENT)])
        await log.append(
            DE_PIJP,
            wish(sealing=Sealing(values=[sealed(QUESTION)], identities=[(DIGEST, ADA)])),
        )
        taken = msgspec.structs.replace(removing, identities=[(DIGEST, BEN)])
        for refused, why in (
            (wish(unless=[Selector(("founded",))], sealing=removing), ConcurrentChange),
            (wish(sealing=taken), IdentifierTaken),
            (Append(records=[FOUNDED], founds=True, sealing=removing), AlreadyThere),
        ):
            with pytest.raises(why):
                await log.append(DE_PIJP, refused)
        assert await store.sealed_values(DE_PIJP, QUESTION) == [(COMMITMENT, b"secret")]

    async def test_a_command_that_was_carried_out_removes_nothing_again(
        self, log: Log, store: VaultStore
    ):
        removing = Sealing(removed=[(QUESTION, COMMITMENT)])
        await log.append(DE_PIJP, wish(key=KEY, sealing=removing))
        await log.append(DE_PIJP, wish(sealing=Sealing(values=[sealed(QUESTION)])))
        assert (await log.append(DE_PIJP, wish(key=KEY, sealing=removing))).before
        assert await store.sealed_values(DE_PIJP, QUESTION) == [(COMMITMENT, b"secret")]

    async def test_a_key_is_made_once_also_after_it_was_destroyed(
        self, log: Log, store: VaultStore
    ):
        await log.append(DE_PIJP, wish(sealing=Sealing(keys=[(ADA, b"wrapped")])))
        with pytest.raises(IdentifierTaken):
            await log.append(DE_PIJP, wish(sealing=Sealing(keys=[(ADA, b"another")])))
        assert await store.wrapped_key(DE_PIJP, ADA) == b"wrapped"
        await log.append(DE_PIJP, wish(sealing=Sealing(destroyed=[ADA])))
        assert await store.wrapped_key(DE_PIJP, ADA) is None
        with pytest.raises(IdentifierTaken):
            await log.append(DE_PIJP, wish(sealing=Sealing(keys=[(ADA, b"another")])))
        assert await store.wrapped_key(DE_PIJP, ADA) is None

    async def test_with_a_key_go_the_identifiers_of_its_person_and_no_others(self, log: Log):
        known = [(DIGEST, ADA), (b"e" * 32, BEN)]
        await log.append(DE_PIJP, wish(sealing=Sealing(keys=[(ADA, b"w")], identities=known)))
        await log.append(DE_PIJP, wish(sealing=Sealing(destroyed=[ADA])))
        with pytest.raises(IdentifierTaken):
            await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(b"e" * 32, ADA)])))
        await log.append(DE_PIJP, wish(sealing=Sealing(identities=[(DIGEST, BEN)])))

    async def test_a_key_that_was_never_made_cannot_be_destroyed(self, log: Log, store: VaultStore):
        await log.append(DE_PIJP, wish(sealing=Sealing(destroyed=[ADA])))
        await log.append(DE_PIJP, wish(sealing=Sealing(keys=[(ADA, b"wrapped")])))
        assert await store.wrapped_key(DE_PIJP, ADA) == b"wrapped"

    # Many at once

    async def test_of_many_appends_on_one_condition_exactly_one_succeeds(self, log: Log):
        for attempt in range(5):
            head = (await log.read(DE_PIJP, [], None)).head
            seat = f"seat:{attempt}"
            wishes = [
                wish(fact("filled", seat), unless=[Selector(("filled",), (seat,))], after=head)
                for _ in range(20)
            ]
            outcomes = await asyncio.gather(
                *(log.append(DE_PIJP, each) for each in wishes), return_exceptions=True
            )
            accepted = [o for o in outcomes if isinstance(o, Carried)]
            refused = [o for o in outcomes if isinstance(o, ConcurrentChange)]
            assert (len(accepted), len(refused)) == (1, 19)
            assert {r.position for r in refused} == {accepted[0].first}

    async def test_many_appends_without_a_condition_all_succeed_and_leave_no_gap(self, log: Log):
        wishes = [wish(fact("cast", f"seat:{n}"), fact("cast", f"seat:{n}")) for n in range(40)]
        carried = await asyncio.gather(*(log.append(DE_PIJP, each) for each in wishes))
        assert sorted(p for c in carried for p in (c.first, c.last)) == list(range(2, 82))
        page, head = await log.read_page(DE_PIJP, after=0, limit=100)
        assert positions(page) == list(range(1, 82))
        assert head == 81

    async def test_of_many_times_the_same_command_one_is_carried_out(self, log: Log):
        carried = await asyncio.gather(*(log.append(DE_PIJP, wish(key=KEY)) for _ in range(20)))
        assert sorted(c.before for c in carried) == [False] + [True] * 19
        assert {(c.first, c.last) for c in carried} == {(2, 2)}

    async def test_of_many_foundings_one_succeeds(self, log: Log):
        foundings = [
            Append(records=[FOUNDED], founds=True, key=CommandKey("operator", str(n)))
            for n in range(20)
        ]
        outcomes = await asyncio.gather(
            *(log.append(DE_BAARSJES, each) for each in foundings), return_exceptions=True
        )
        assert sum(isinstance(o, Carried) for o in outcomes) == 1
        assert sum(isinstance(o, AlreadyThere) for o in outcomes) == 19

    async def test_of_two_that_each_forbid_the_other_exactly_one_is_rejected(self, log: Log):
        """One looks at a type, the other at a tag; neither looks at what it writes itself."""
        for attempt in range(20):
            head = (await log.read(DE_PIJP, [], None)).head
            tag = f"seat:{attempt}"
            by_type = wish(fact("filled", tag), unless=[Selector(("vacated",))], after=head)
            by_tag = wish(fact("vacated"), unless=[Selector(("filled",), (tag,))], after=head)
            outcomes = await asyncio.gather(
                log.append(DE_PIJP, by_type), log.append(DE_PIJP, by_tag), return_exceptions=True
            )
            assert sorted(type(o).__name__ for o in outcomes) == ["Carried", "ConcurrentChange"]

    async def test_who_reads_while_others_write_never_misses_an_event(self, log: Log):
        writing = [asyncio.create_task(log.append(DE_PIJP, wish())) for _ in range(30)]
        seen_until, seen = 1, [1]
        while not all(task.done() for task in writing) or seen_until < 31:
            await asyncio.sleep(0)
            page, head = await log.read_page(DE_PIJP, after=seen_until, limit=100)
            seen += positions(page)
            assert seen == list(range(1, head + 1))
            seen_until = head
