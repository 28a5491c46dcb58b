"""What a count says stands in the record for ever, so it has to fit in there."""

import msgspec
import pytest

from domain.counting import (
    election,
    election_by_approval,
    election_round,
    groups,
    instant_runoff,
    lot,
    plurality,
    power,
    quorum,
    schulze,
    weights,
)
from domain.counting.instant_runoff import Elimination, RunoffCount, RunoffRound
from domain.counting.majority import Quorum, Threshold
from domain.counting.ranking import MOST_OPTIONS
from domain.counting.schulze import SchulzeCount
from domain.counting.share import BallotShare
from domain.record import LARGEST_RECORD, canonical
from tests.domain.counting.papers import papers

ROOM_FOR_THE_REST = 1_000
MILLIONS = 9_999_999
HALF = Quorum(numerator=1, denominator=2, comparison=">")
MORE_THAN_HALF = BallotShare(numerator=1, denominator=2, comparison=">", of="not_blank")
MODULES = (
    election,
    election_by_approval,
    election_round,
    groups,
    instant_runoff,
    lot,
    plurality,
    power,
    quorum,
    schulze,
    weights,
)
STRUCTS = sorted(
    {
        each
        for module in MODULES
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, msgspec.Struct)
        and each is not msgspec.Struct
    },
    key=lambda struct: struct.__name__,
)


def option(number: int) -> str:
    return f"project:00000000-0000-7000-8000-{number:012}"


def some_counts():
    seat = quorum.SeatInOffice(
        seat="s", attends=True, represented=False, recused=False, absent=False
    )
    capped = weights.cap_weights({"chair": 3, "a": 1, "b": 1})
    rule = election.ElectionRule(
        about="persons", seats=1, majority=MORE_THAN_HALF, second_vote=False, unopposed="yes_no"
    )
    tallies: list[election_round.ElectionTally] = []
    for ballots in (["a", "b", "c", ""], ["b", "c"]):
        asked = election.count_election("abc", tallies, rule, lot="cba").next
        yield election.count_election("abc", tallies, rule, lot="cba")
        assert asked is not None
        tallies.append(election_round.count_names(asked, ballots))
    yield election.count_election("abc", tallies, rule, lot="cba")
    yield lot.draw_by_seed(
        "ab", seed=bytes(32), committed=lot.commitment(bytes(32)), decision="decision:x"
    )
    yield lot.drawn_by_hand("ab", order="ba", witnesses=["person:1", "person:2"])
    yield plurality.count_plurality("ab", ["a", "b", None], on_a_tie="lot", lot="ab")
    yield quorum.measure_quorum(
        [seat], quorum.QuorumRule(quorum=HALF, recused="excluded", absent="counted")
    )
    yield weights.count_weighted(
        [("for", 2), ("against", 1), ("against", 1)],
        threshold=Threshold(numerator=1, denominator=2, comparison=">", of="ballots"),
        quorum_holds=True,
        min_voters=2,
        present=4,
        in_office=4,
        all_seats=4,
        weights=capped,
        casting=("chair", "for"),
    )
    yield groups.count_groups(
        ("a",),
        [groups.GroupBallot(choice="for", groups=("a",))],
        groups.GroupRule(
            numerator=1, denominator=2, comparison=">", min_ballots=3, not_assessed="blocks"
        ),
    )
    yield instant_runoff.count_instant_runoff("abc", papers("2 a\n1 b>c\n1 c"), lot="abc")
    yield schulze.count_schulze("abc", papers("2 a\n1 b>c\n1 c=b"), lot="abc")
    yield election_by_approval.count_election_by_approval(
        "abc", ["ab", "c", ""], places=1, floor=MORE_THAN_HALF, lot="abc"
    )
    yield power.power_index({"a": 2, "b": 1, "c": 1}, HALF, {"g": ["a"]})


@pytest.mark.parametrize("count", tuple(some_counts()), ids=lambda count: type(count).__name__)
def test_a_count_is_read_back_from_the_record_as_it_was(count):
    record = canonical(count)
    assert msgspec.json.decode(record, type=type(count)) == count
    assert b"null" not in record
    assert b"." not in record.replace(b'"', b"")
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(record[:-1] + b',"else":1}', type=type(count))


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_what_is_optional_is_absent_and_nothing_else_has_a_default(struct):
    config = struct.__struct_config__
    assert config.frozen
    assert config.forbid_unknown_fields
    optional = []
    for field in msgspec.inspect.type_info(struct).fields:
        kinds = getattr(field.type, "types", (field.type,))
        may_be_absent = any(isinstance(kind, msgspec.inspect.NoneType) for kind in kinds)
        assert field.required is not may_be_absent, (struct, field.name)
        assert not any(isinstance(kind, msgspec.inspect.FloatType) for kind in kinds)
        optional += [field.name] if may_be_absent else []
    assert config.omit_defaults is bool(optional)


def test_the_longest_instant_runoff_fits_into_a_record():
    """As many options as there may be, all with equal votes in every round."""
    options = tuple(map(option, range(MOST_OPTIONS)))
    rounds = tuple(
        RunoffRound(
            votes=(MILLIONS,) * MOST_OPTIONS,
            continuing=MILLIONS,
            exhausted=MILLIONS,
            elimination=Elimination(
                eliminated=options[out],
                fewest=options[out:],
                settled_by="earlier_round",
                compared=tuple(range(100 + out, 100, -1)),
            ),
        )
        for out in range(MOST_OPTIONS)
    )
    count = RunoffCount(
        options=options,
        received=MILLIONS,
        blank=MILLIONS,
        rounds=rounds,
        reason="majority",
        lot_mattered=True,
        winner=options[0],
    )
    assert len(canonical(count)) < LARGEST_RECORD - ROOM_FOR_THE_REST


def test_the_largest_matrices_fit_into_a_record():
    options = tuple(map(option, range(MOST_OPTIONS)))
    matrix = ((MILLIONS,) * MOST_OPTIONS,) * MOST_OPTIONS
    count = SchulzeCount(
        options=options,
        received=MILLIONS,
        blank=MILLIONS,
        measure="winning_votes",
        pairwise=matrix,
        strongest=matrix,
        potential_winners=options,
        order=options,
        reason="unbeaten",
        lot_mattered=True,
        order_by_lot=True,
        winner=options[0],
    )
    assert len(canonical(count)) < LARGEST_RECORD - ROOM_FOR_THE_REST
