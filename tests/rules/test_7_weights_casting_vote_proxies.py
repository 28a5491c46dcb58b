"""Section 7 of the rules, a test for each sentence."""

from typing import Any

import pytest

from domain.ballots.errors import NotTheHolder
from domain.bylaws.articles import OfficeWeight
from domain.bylaws.bylaws import Bylaws
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Quorum
from domain.counting.weights import SeatWeight
from domain.decisions.errors import GiverVoted
from domain.events.ballots import BallotVoided, ResultCounted
from domain.proxies.errors import (
    NoProxyFrom,
    NoProxyTo,
    ProxiesAtCap,
    ProxyBeyondLimit,
)
from projections.recount import recount
from tests.bylaws import FOUNDATION, changed, contradicted, with_rule
from tests.conftest import StoryClock
from tests.deliberation import argues
from tests.law.scenes import OFFICE, board_votes, founds_foundation, opened, settled
from tests.proxies import OTHER_PROXY, PROXY, grants_proxy, revokes
from tests.recusals import declares_interest, sets_aside
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    NORTH,
    PROFESSIONAL,
    QUESTION,
    SOUTH,
    WEST,
    Community,
    events,
    numbered,
)
from tests.seats import assigns, begins_absence, stands_in, suspends

HEAVY = changed(FOUNDATION, weights={"offices": (OfficeWeight(office="chair", votes=3),)})
PLAIN = changed(FOUNDATION, weights={"offices": ()})
FREE = changed(PLAIN, proxies={"within_limit_of_weights": False})


def casting(things: bool, persons: bool) -> Bylaws:
    return changed(
        PLAIN,
        ties={
            "things": "casting_vote" if things else "rejected",
            "persons": "casting_vote" if persons else "lot",
            "casting_vote_of": "chair",
        },
    )


async def chaired(street: Community, bylaws: Bylaws, **asked: Any) -> Community:
    """Ada, Ben, Chen and a professional; Ada has the chair; a question is put to the vote."""
    await founds_foundation(street, bylaws)
    await assigns(street, EAST)
    await opened(street, **{"outside_meeting": True, **asked})
    return street


async def counted(street: Community, clock: StoryClock, *choices: str) -> ResultCounted:
    """The auditor comes to the same."""
    await settled(street, clock, board_votes(*choices))
    assert recount(QUESTION, await street.history()).findings == ()
    count = (await street.history(ResultCounted))[-1].event
    assert isinstance(count, ResultCounted)
    return count


async def test_weight_per_office(de_pijp: Community, clock: StoryClock):
    """Weight per office (statutes only) ..."""
    assert contradicted(changed(HEAVY, weights={"belongs_to": "regulations"})) == {
        ("weights.not_in_statutes", "2:291(4)")
    }
    await chaired(de_pijp, HEAVY)
    count = await counted(de_pijp, clock, "for", "for", "against", "against")
    assert count.weighted is not None
    assert (count.weighted.in_favour, count.weighted.against) == (4, 2)
    assert count.outcome == "adopted"


@pytest.mark.parametrize(
    ("things", "persons", "kind", "outcome"),
    [
        (True, False, "plan", "adopted"),
        (True, False, "person", "rejected"),
        (False, True, "plan", "rejected"),
        (False, True, "person", "adopted"),
        (True, True, "plan", "adopted"),
        (True, True, "person", "adopted"),
    ],
)
async def test_a_casting_vote_for_things_persons_or_both(
    de_pijp: Community, clock: StoryClock, things: bool, persons: bool, kind: str, outcome: str
):
    """... and a casting vote for things, persons or both."""
    bylaws = changed(casting(things, persons), outside_meetings={"excluded": ()})
    await chaired(de_pijp, bylaws, kind=kind)
    count = await counted(de_pijp, clock, "for", "for", "against", "against")
    assert count.outcome == outcome


async def test_a_weight_is_checked_on_the_bylaws_and_capped_at_each_close(
    de_pijp: Community, clock: StoryClock
):
    """Checked on the bylaws and again at each close over the entitled seats: own weight ≤ sum of
    the others' (2:44(4), 2:291); above it the weight is capped and the explanation says so."""
    four = {"offices": (OfficeWeight(office="chair", votes=4),)}
    assert contradicted(changed(FOUNDATION, weights=four)) == {
        ("weights.more_than_the_others", "2:291(4)")
    }
    await chaired(de_pijp, HEAVY)
    await declares_interest(de_pijp, CHEN)
    await de_pijp.votes(PROFESSIONAL, OFFICE, "against")
    count = await counted(de_pijp, clock, "for", "against")
    assert count.weighted is not None
    assert count.weighted.capped == (SeatWeight(seat=EAST, weight=3, counted=2),)
    assert (count.weighted.in_favour, count.weighted.against) == (2, 2)
    assert count.outcome == "rejected"


async def test_a_casting_vote_counts_as_one_more(de_pijp: Community, clock: StoryClock):
    """A casting vote counts as +1 ..."""
    await chaired(de_pijp, casting(True, False), kind="plan")
    count = await counted(de_pijp, clock, "for", "for", "against", "against")
    assert count.weighted is not None
    assert (count.weighted.in_favour, count.weighted.against) == (3, 2)
    assert count.weighted.casting == "for"


async def test_a_casting_vote_is_refused_with_two_entitled_seats(
    de_pijp: Community, clock: StoryClock
):
    """... and is refused with two entitled seats."""
    await chaired(de_pijp, casting(True, False), kind="plan")
    await declares_interest(de_pijp, CHEN, PROFESSIONAL)
    count = await counted(de_pijp, clock, "for", "against")
    assert count.weighted is not None
    assert (count.weighted.casting, count.weighted.casting_refused) == (None, "two_entitled")
    assert count.outcome == "rejected"


async def test_one_entitled_seat_left_goes_up_the_ladder(de_pijp: Community):
    """One entitled seat left: the ladder of section 6."""
    await chaired(de_pijp, HEAVY)
    await declares_interest(de_pijp, BEN, CHEN, PROFESSIONAL)
    await sets_aside(de_pijp)


async def test_a_proxy_goes_to_another_entitled_seat_of_the_same_organ(foundation: Community):
    """A proxy goes to another entitled seat of the same organ; not to or from a recused, suspended
    or stood-in seat."""
    other = numbered("seat", 99)
    await foundation.establishes(other, organ="residents")
    await foundation.fills(other, DEWI)
    await opened(foundation, outside_meeting=True)
    for to in (EAST, SOUTH, other):
        with pytest.raises(NoProxyTo):
            await grants_proxy(foundation, ADA, EAST, to)
    await suspends(foundation, WEST)
    await begins_absence(foundation, NORTH)
    await stands_in(foundation, NORTH, DEWI)
    for to in (WEST, NORTH):
        with pytest.raises(NoProxyTo):
            await grants_proxy(foundation, ADA, EAST, to)
    for giver, seat in ((BEN, WEST), (CHEN, NORTH)):
        with pytest.raises(NoProxyFrom):
            await grants_proxy(foundation, giver, seat, OFFICE)
    await declares_interest(foundation, PROFESSIONAL)
    with pytest.raises(NoProxyTo):
        await grants_proxy(foundation, ADA, EAST, OFFICE, decision=QUESTION)
    with pytest.raises(NoProxyFrom):
        await grants_proxy(foundation, PROFESSIONAL, OFFICE, EAST, decision=QUESTION)


async def test_a_proxy_is_revocable_until_the_close(de_pijp: Community):
    """Revocable until the close; ..."""
    await chaired(de_pijp, FREE)
    await grants_proxy(de_pijp, BEN, WEST, NORTH)
    await de_pijp.votes(CHEN, WEST, "for")
    voided = events(await revokes(de_pijp, BEN))[-1]
    assert isinstance(voided, BallotVoided)
    assert voided.ground == "proxy_ended"
    with pytest.raises(NotTheHolder):
        await de_pijp.votes(CHEN, WEST, "for")


@pytest.mark.parametrize("ended", [WEST, NORTH])
async def test_a_proxy_lapses_when_either_seat_ends(
    de_pijp: Community, clock: StoryClock, ended: Any
):
    """... lapses when either seat ends."""
    await chaired(de_pijp, FREE)
    await grants_proxy(de_pijp, BEN, WEST, NORTH)
    await de_pijp.votes(CHEN, WEST, "for")
    clock.pass_by(hours=1)
    await de_pijp.vacates(ended)
    await settled(de_pijp, clock, board_votes("for"))
    grounds = [r.event.ground for r in await de_pijp.history(BallotVoided)]  # type: ignore[attr-defined]
    assert grounds == ["proxy_ended"]


async def test_the_givers_own_ballot_always_wins_and_voids_the_holders(
    de_pijp: Community, clock: StoryClock
):
    """The giver's own ballot always wins and voids the holder's."""
    await chaired(de_pijp, FREE)
    await grants_proxy(de_pijp, BEN, WEST, NORTH)
    await de_pijp.votes(CHEN, WEST, "for")
    voided = events(await de_pijp.votes(BEN, WEST, "against"))[-1]
    assert isinstance(voided, BallotVoided)
    assert voided.ground == "giver_voted"
    with pytest.raises(GiverVoted):
        await de_pijp.votes(CHEN, WEST, "for")
    count = await counted(de_pijp, clock, "against")
    assert count.majority is not None
    assert (count.majority.in_favour, count.majority.against) == (0, 2)


async def test_in_consent_the_holder_voices_the_givers_objection(
    de_pijp: Community, clock: StoryClock
):
    """In consent the holder may voice the giver's objection."""
    bylaws = with_rule(FREE, "other", method="consent")
    await chaired(de_pijp, bylaws)
    await grants_proxy(de_pijp, BEN, WEST, NORTH)
    await argues(de_pijp, CHEN, WEST)
    await de_pijp.votes(CHEN, WEST, "objection")
    for person, seat in ((ADA, EAST), (CHEN, NORTH), (PROFESSIONAL, OFFICE)):
        await de_pijp.votes(person, seat, "consent")
    count = await counted(de_pijp, clock)
    assert count.outcome == "objections"


async def test_a_represented_seat_counts_in_its_own_group(de_pijp: Community, clock: StoryClock):
    """A represented seat counts in its own group, ..."""
    gate = GroupGate(
        name="double_majority",
        by="seat_kind",
        groups=("resident", "professional"),
        rule=GroupRule(
            numerator=1, denominator=2, comparison=">", min_ballots=1, not_assessed="blocks"
        ),
        binding=True,
    )
    await chaired(de_pijp, FREE, groups=gate)
    await grants_proxy(de_pijp, PROFESSIONAL, OFFICE, WEST)
    await de_pijp.votes(BEN, OFFICE, "against")
    count = await counted(de_pijp, clock, "for", "for", "for")
    assert count.groups is not None
    assert count.groups.groups[1].against == 1
    assert count.outcome == "groups_not_reached"


@pytest.mark.parametrize(("keeps", "residents"), [(False, 1), (True, 2)])
async def test_a_resident_represented_by_somebody_else_is_not_one_of_those_voting(
    de_pijp: Community, clock: StoryClock, keeps: bool, residents: int
):
    """... but a resident seat represented by a non-resident is not resident for "majority of those
    voting" unless bylaws say so."""
    share = {"at_the_vote": Quorum(numerator=1, denominator=2, comparison=">")}
    bylaws = changed(FREE, resident_majority=share, proxies={"keeps_residents_share": keeps})
    await chaired(de_pijp, bylaws)
    await grants_proxy(de_pijp, BEN, WEST, OFFICE)
    await de_pijp.votes(PROFESSIONAL, WEST, "for")
    await de_pijp.votes(PROFESSIONAL, OFFICE, "for")
    count = await counted(de_pijp, clock, "for")
    assert count.residents is not None
    assert (count.residents.residents, count.residents.voting) == (residents, 3)
    assert count.residents.holds is keeps


async def test_proxies_have_a_cap_of_their_own(foundation: Community):
    """Proxies have their own cap; ..."""
    await grants_proxy(foundation, ADA, EAST, WEST)
    with pytest.raises(ProxiesAtCap):
        await grants_proxy(foundation, CHEN, NORTH, WEST, proxy=OTHER_PROXY)


async def test_by_default_the_limit_on_weights_applies_to_them_too(foundation: Community):
    """... by default the limit on weights applies to them too."""
    await assigns(foundation, EAST)
    with pytest.raises(ProxyBeyondLimit):
        await grants_proxy(foundation, BEN, WEST, EAST)
    await grants_proxy(foundation, BEN, WEST, NORTH, proxy=PROXY)
