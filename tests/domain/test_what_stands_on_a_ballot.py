"""The form of a ballot follows from the method of its decision."""

from typing import Any

import pytest

from domain.ballots.errors import (
    GroupsMissing,
    OptionTwice,
    OtherForm,
    RankShared,
    RollCallOnly,
    TooManyOptions,
    UnknownGroup,
    UnknownOption,
)
from domain.counting.groups import GroupGate, GroupRule
from domain.events.ballots import BallotCast
from tests.choices import OPTIONS, A, B, C, asks, persons, words
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    QUESTION,
    Community,
    events,
    numbered,
)

SEASONS = words("In spring", "In summer", "In autumn")
NOT_LISTED = numbered("option", 99)
SHARE = GroupRule(numerator=1, denominator=2, comparison=">", min_ballots=1, not_assessed="passes")


def gate(by: str, *groups: str) -> GroupGate:
    return GroupGate(name="bridging_gate", by=by, groups=groups, rule=SHARE, binding=True)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    return de_pijp


async def cast(street: Community, choice: Any, **asked: Any) -> BallotCast:
    (event,) = events(await street.votes(ADA, EAST, choice, **asked))
    assert isinstance(event, BallotCast)
    return event


GOOD = {
    "plurality": [A, "abstain"],
    "approval": [(A,), (C, A), ()],
    "instant_runoff": [(A, B), ((A,), (B,), (C,)), ((A,), (), (B,)), ()],
    "schulze": [(A, B), ((A, B), (C,)), ()],
    "election": [(A,), ()],
}


@pytest.mark.parametrize(("method", "choice"), [(m, c) for m in GOOD for c in GOOD[m]])
async def test_each_method_has_a_form_of_its_own(street: Community, method: str, choice: Any):
    await asks(street, method, *persons(ADA, BEN, CHEN))
    ballot = await cast(street, choice)
    assert ballot.choice.sealed in await street.unsealed(QUESTION)


BAD = {
    "plurality": [(A,), (A, B), ()],
    "approval": ["for", A, ((A,), (B,))],
    "instant_runoff": ["abstain", A],
    "schulze": ["for"],
    "election": ["for", A, ((A, B),)],
}


@pytest.mark.parametrize(("method", "choice"), [(m, c) for m in BAD for c in BAD[m]])
async def test_a_ballot_of_another_form_is_refused(street: Community, method: str, choice: Any):
    await asks(street, method, *persons(ADA, BEN, CHEN))
    with pytest.raises(OtherForm):
        await cast(street, choice)


async def test_between_for_and_against_no_option_is_named(street: Community):
    await street.opens()
    for choice in ("consent", A, (A,)):
        with pytest.raises(OtherForm):
            await cast(street, choice)


@pytest.mark.parametrize(
    ("method", "choice"),
    [
        ("plurality", NOT_LISTED),
        ("plurality", "for"),
        ("approval", (A, NOT_LISTED)),
        ("instant_runoff", (NOT_LISTED,)),
        ("schulze", ((A, NOT_LISTED),)),
        ("election", (NOT_LISTED,)),
    ],
)
async def test_an_option_that_is_not_listed_is_refused(street: Community, method: str, choice: Any):
    await asks(street, method, *persons(ADA, BEN, CHEN))
    with pytest.raises(UnknownOption):
        await cast(street, choice)


@pytest.mark.parametrize(
    ("method", "choice"),
    [("approval", (A, A)), ("instant_runoff", (A, B, A)), ("schulze", ((A, B), (A,)))],
)
async def test_an_option_is_named_once(street: Community, method: str, choice: Any):
    await asks(street, method, *SEASONS)
    with pytest.raises(OptionTwice):
        await cast(street, choice)


async def test_a_ballot_names_no_more_candidates_than_can_be_elected(street: Community):
    await asks(street, "election", *persons(ADA, BEN, CHEN, DEWI))
    with pytest.raises(TooManyOptions) as refused:
        await cast(street, (A, B))
    assert refused.value.facts == {"most": 1}
    await cast(street, (A,))


async def test_equal_ranks_are_refused_in_an_instant_runoff_only(street: Community):
    await asks(street, "instant_runoff", *SEASONS)
    with pytest.raises(RankShared):
        await cast(street, ((A, B), (C,)))
    other = numbered("decision", 2)
    await asks(street, "schulze", *SEASONS, decision=other, option_ids=OPTIONS[:3])
    await cast(street, ((A, B), (C,)), decision=other)


async def test_where_groups_are_self_chosen_a_ballot_says_which(street: Community):
    await street.opens(groups=gate("self_chosen", "tenants", "owners"))
    with pytest.raises(GroupsMissing):
        await cast(street, "for")
    with pytest.raises(UnknownGroup):
        await cast(street, "for", groups=("tenants", "gardeners"))
    assert (await cast(street, "for", groups=("owners", "tenants"))).groups == ("owners", "tenants")
    assert (await cast(street, "for", groups=())).groups == ()


async def test_groups_that_the_record_tells_are_asked_of_nobody(street: Community):
    await street.opens(groups=gate("seat_kind", "resident"))
    assert (await cast(street, "for")).groups is None


async def test_where_seats_are_called_nobody_casts_a_ballot(street: Community):
    await in_session(street)
    await street.opens(secrecy="roll_call")
    with pytest.raises(RollCallOnly):
        await cast(street, "for")
