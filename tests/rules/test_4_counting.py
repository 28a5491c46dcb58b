"""Section 4 of the rules, a test for each sentence."""

from hashlib import sha256
from typing import Any, get_args

import msgspec
import pytest

from domain.ballots.errors import OtherForm, RankShared
from domain.bylaws.articles import DecisionKind
from domain.counting.election import Declined, ElectionCount, ElectionRule, count_election
from domain.counting.election_by_approval import count_election_by_approval
from domain.counting.election_round import NextRound, count_names, count_yes_no
from domain.counting.groups import GroupBallot, GroupGate, GroupRule, count_groups
from domain.counting.instant_runoff import count_instant_runoff
from domain.counting.lot import DrawnLot, listed_order
from domain.counting.majority import MajorityCount, Quorum, Threshold, count_majority
from domain.counting.plurality import count_plurality
from domain.counting.quorum import QuorumRule, SeatInOffice, measure_quorum
from domain.counting.schulze import count_schulze
from domain.counting.share import BallotShare
from domain.decisions.draw_lot import DrawLot
from domain.decisions.errors import NotHeard
from domain.decisions.open_next_round import OpenNextRound
from domain.events.ballots import BallotVoided, ResultCounted
from domain.events.seats import SeatVacated
from domain.events.votes import VoteOpened
from tests.choices import A, B, C, all_vote, asks, persons, result, withdraws, words
from tests.conftest import StoryClock
from tests.meetings import attends, in_session
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    CLERK,
    EAST,
    MORE_THAN_HALF,
    NEXT_WEEK,
    NOON,
    NORTH,
    QUESTION,
    SEED,
    WEST,
    Community,
    numbered,
)
from tests.seats import begins_absence

SEASONS = words("In spring", "In summer", "In autumn")
NO_QUORUM_ASKED = Quorum(numerator=0, denominator=1, comparison=">=")
LOT = (A, B, C)
MORE_THAN_HALF_OF_THEM = BallotShare(numerator=1, denominator=2, comparison=">", of="not_blank")
ELECTION = ElectionRule(
    about="persons",
    seats=1,
    majority=MORE_THAN_HALF_OF_THEM,
    second_vote=True,
    unopposed="yes_no",
)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    """Three of four seats are held."""
    await de_pijp.has_a_board()
    return de_pijp


def counted(*choices: Any, of: Any = "for_and_against", **asked: Any) -> MajorityCount:
    """With ten seats, eight of them in office and six present."""
    threshold = Threshold(numerator=1, denominator=2, comparison=">", of=of)
    given = {
        "threshold": threshold,
        "quorum": NO_QUORUM_ASKED,
        "min_voters": 1,
        "present": 6,
        "in_office": 8,
        "all_seats": 10,
    }
    return count_majority(choices, **{**given, **asked})


def shares(numerator: int, denominator: int, comparison: Any, of: Any) -> Threshold:
    return Threshold(numerator=numerator, denominator=denominator, comparison=comparison, of=of)


# Choices


async def test_a_blank_ballot_is_an_abstention(street: Community, clock: StoryClock):
    """`for` F, `against` A, `abstain` B; a blank ballot **is** `abstain`."""
    await street.opens()
    await all_vote(street, "for", "against", "abstain")
    count, _ = await result(street, clock)
    assert count.majority is not None
    majority = count.majority
    assert (majority.in_favour, majority.against, majority.abstained) == (1, 1, 1)


async def test_no_ballot_of_a_seat_is_invalid(street: Community):
    """`invalid` exists only on paper: counted as received, in no denominator."""
    await street.opens()
    for choice in ("invalid", "blank", ""):
        with pytest.raises(OtherForm):
            await street.votes(ADA, EAST, choice)


async def test_voided_and_absent_are_no_ballots(street: Community, clock: StoryClock):
    """Voided and absent are no ballots."""
    await street.opens(min_voters=1, quorum=NO_QUORUM_ASKED)
    await all_vote(street, "against", "for", None)
    clock.pass_by(hours=1)
    await street.vacates(EAST)
    count, declared = await result(street, clock)
    assert len(await street.history(BallotVoided)) == 1
    assert count.majority is not None
    assert (count.majority.received, count.majority.against) == (1, 0)
    assert declared.outcome == "adopted"


# Denominators


@pytest.mark.parametrize(
    ("of", "measured"),
    [
        ("for_and_against", 3),
        ("ballots", 4),
        ("present", 6),
        ("in_office", 8),
        ("all_seats", 10),
    ],
)
def test_denominators(of: str, measured: int):
    """Denominators D: `for_and_against` = F + A (default) · `ballots` = F + A + B · `present` =
    seats present or represented · `in_office` · `all_seats` (vacant ones included)."""
    count = counted("for", "for", "against", "abstain", of=of)
    assert count.measured == measured


@pytest.mark.parametrize(
    ("of", "measured"), [("ballots", 2), ("present", 2), ("in_office", 2), ("all_seats", 4)]
)
async def test_recused_seats_leave_all_but_all_seats(
    street: Community, clock: StoryClock, of: str, measured: int
):
    """Recused seats leave all but `all_seats`."""
    threshold = shares(1, 2, ">", of)
    await street.opens(threshold=threshold, concerns=(CHEN,), heard_at=NOON)
    await all_vote(street, "for", "for")
    count, _ = await result(street, clock)
    assert count.majority is not None
    assert count.majority.measured == measured


@pytest.mark.parametrize(
    ("in_favour", "against", "share", "comparison", "passed"),
    [
        (2, 1, (2, 3), ">=", True),
        (2, 1, (2, 3), ">", False),
        (1, 1, (1, 2), ">", False),
        (1, 1, (1, 2), ">=", True),
        (0, 3, (0, 1), ">=", False),
        (1, 3, (0, 1), ">=", True),
    ],
)
def test_passed_if_and_only_if_the_share_is_reached(
    in_favour: int, against: int, share: tuple[int, int], comparison: str, passed: bool
):
    """Passed if and only if F ≥ 1 and F·den > (or ≥) num·D."""
    choices = ["for"] * in_favour + ["against"] * against
    threshold = shares(*share, comparison, "for_and_against")
    assert counted(*choices, threshold=threshold).passed is passed


def test_nothing_to_measure_is_no_votes():
    """D = 0: *not passed, no votes*."""
    count = counted("abstain", "abstain")
    assert (count.measured, count.passed, count.reason) == (0, False, "no_votes")


def test_an_absolute_majority_is_more_than_half():
    """Absolute majority = more than 1/2."""
    assert not counted("for", "against").passed
    assert counted("for", "for", "against").passed


def test_a_simple_majority_is_most_votes():
    """Simple = most votes; with two options F > A."""

    def chosen(*ballots: str) -> str | None:
        return count_plurality(LOT, ballots, on_a_tie="rejected", lot=LOT).chosen

    assert chosen(A, A, B, C) == A
    assert chosen(A, A, B, B) is None

    def of_two(*ballots: str) -> str | None:
        return count_plurality(("F", "A"), ballots, on_a_tie="rejected", lot=("A", "F")).chosen

    assert (of_two("F", "F", "A"), of_two("F", "A")) == ("F", None)


def test_unanimous_is_all_of_what_is_named():
    """Unanimous = F = D, denominator named."""
    of_votes, of_all = (shares(1, 1, ">=", of) for of in ("for_and_against", "in_office"))
    assert counted("for", "for", "abstain", threshold=of_votes).passed
    assert not counted("for", "for", "against", threshold=of_votes).passed
    assert not counted("for", "for", threshold=of_all).passed
    assert counted("for", "for", threshold=of_all, present=2, in_office=2).passed


# Quorum


def seat(name: str, **known: bool) -> SeatInOffice:
    given = dict.fromkeys(("attends", "represented", "recused", "absent"), False)
    return SeatInOffice(seat=name, **{**given, **known})


def rule(recused: Any = "excluded", absent: Any = "counted", comparison: Any = ">=") -> QuorumRule:
    quorum = Quorum(numerator=1, denominator=2, comparison=comparison)
    return QuorumRule(quorum=quorum, recused=recused, absent=absent)


@pytest.mark.parametrize(("comparison", "holds"), [(">=", True), (">", False)])
def test_quorum_holds_if_the_share_is_reached(comparison: str, holds: bool):
    """**Quorum** holds if P·den ≥ (or >) num·Q."""
    seats = [seat("east", attends=True), seat("west")]
    assert measure_quorum(seats, rule(comparison=comparison)).holds is holds


async def test_quorum_counts_each_seat_once_and_who_abstains(street: Community, clock: StoryClock):
    """Q = seats in office and entitled; P = those of them present or validly represented, each
    seat once, abstainers included."""
    await in_session(street)
    await attends(street, EAST)
    await attends(street, WEST, represented_by=EAST)
    await street.opens(min_voters=1)
    await street.votes(ADA, EAST, "abstain")
    count, _ = await result(street, clock)
    assert count.quorum is not None
    assert (count.quorum.asked, count.quorum.taking_part, count.quorum.represented) == (3, 2, 1)
    assert count.quorum.holds
    both = measure_quorum([seat("east", attends=True, represented=True)], rule())
    assert both.taking_part == 1


def test_a_recused_seat_is_out_of_the_quorum_unless_it_is_counted():
    """`recused = excluded` (default): out of P and Q; `counted`: stays in Q, and in P if it
    attends."""
    seats = [seat("east", attends=True), seat("west", attends=True, recused=True), seat("north")]
    excluded = measure_quorum(seats, rule("excluded"))
    assert (excluded.asked, excluded.taking_part) == (2, 1)
    included = measure_quorum(seats, rule("counted"))
    assert (included.asked, included.taking_part) == (3, 2)
    away = [*seats[:1], seat("west", recused=True), seats[2]]
    stays_away = measure_quorum(away, rule("counted"))
    assert (stays_away.asked, stays_away.taking_part) == (3, 1)


async def test_a_seat_that_is_absent_for_a_time_stays_in_the_quorum(
    street: Community, clock: StoryClock
):
    """A seat that is temporarily absent without stand-in stays in Q unless bylaws say
    otherwise."""
    await begins_absence(street, NORTH)
    await street.opens()
    await all_vote(street, "for", "for")
    count, _ = await result(street, clock)
    assert count.quorum is not None
    assert (count.quorum.asked, count.quorum.absent) == (3, 1)
    seats = [seat("east", attends=True), seat("north", absent=True)]
    assert measure_quorum(seats, rule(absent="excluded")).asked == 1


async def test_outside_a_meeting_who_has_a_ballot_is_there(street: Community, clock: StoryClock):
    """Outside a meeting P = seats with a ballot."""
    await street.opens()
    await all_vote(street, "for", "abstain", "for")
    await withdraws(street, CHEN, NORTH)
    count, _ = await result(street, clock)
    assert count.quorum is not None
    assert (count.quorum.taking_part, count.quorum.asked) == (2, 3)


async def test_voters_are_counted_after_recusals(street: Community, clock: StoryClock):
    """`min_voters` after recusals (default 2)."""
    opened = await asks(street, None, threshold=MORE_THAN_HALF, concerns=(BEN, CHEN), heard_at=NOON)
    assert opened.min_voters == 2
    await all_vote(street, "for")
    count, declared = await result(street, clock)
    assert count.quorum is not None
    assert count.quorum.holds
    assert declared.outcome == "too_few_voters"


async def test_quorum_is_checked_at_the_close(street: Community, clock: StoryClock):
    """Checked at the close."""
    await street.opens(quorum=Quorum(numerator=1, denominator=1, comparison=">="))
    await all_vote(street, "for", "for")
    clock.pass_by(hours=1)
    await street.vacates(NORTH)
    _, declared = await result(street, clock)
    assert declared.outcome == "adopted"


# Groups


def group_rule(not_assessed: Any = "blocks", **asked: Any) -> GroupRule:
    share = {"numerator": 1, "denominator": 2, "comparison": ">", "min_ballots": 3, **asked}
    return GroupRule(**share, not_assessed=not_assessed)


def ballots(*choices: Any, groups: tuple[str, ...]) -> list[GroupBallot]:
    return [GroupBallot(choice=choice, groups=groups) for choice in choices]


def test_each_group_has_its_share_of_for_and_against():
    """**Double majority and bridging gate**: share per group = F/(F+A)."""
    tenants = ballots("for", "for", "against", "abstain", "abstain", groups=("tenants",))
    owners = ballots("for", "against", "against", groups=("owners",))
    count = count_groups(("tenants", "owners"), [*tenants, *owners], group_rule())
    assert [each.outcome for each in count.groups] == ["reached", "not_reached"]
    assert not count.passed


def test_a_voter_in_several_groups_counts_in_each():
    """A voter in several groups counts in each."""
    both = ballots("for", groups=("tenants", "owners"))
    count = count_groups(("tenants", "owners"), both, group_rule(min_ballots=1))
    assert [each.in_favour for each in count.groups] == [1, 1]


@pytest.mark.parametrize(("not_assessed", "passed"), [("blocks", False), ("passes", True)])
def test_a_small_group_is_not_assessed(not_assessed: str, passed: bool):
    """A group with fewer than k for-or-against ballots (default 3) is *not assessed*, which
    blocks or passes as set."""
    papers = ballots("for", "against", "abstain", groups=("tenants",))
    count = count_groups(("tenants",), papers, group_rule(not_assessed))
    assert count.groups[0].outcome == "not_assessed"
    assert count.passed is passed


def test_groups_are_of_no_special_category():
    """Groups are kinds of seat, neighbourhoods, or self-chosen; never a special category of
    personal data (GDPR art. 9) in the record."""
    kinds = get_args(GroupGate.__annotations__["by"])
    assert set(kinds) == {"seat_kind", "neighbourhood", "self_chosen"}


# The lot


async def test_the_opening_commits_to_the_seed(street: Community):
    """**The lot**: the opened event commits to SHA-256 of a 32-byte seed (through a port)."""
    opened = await asks(street, "plurality", *SEASONS)
    assert len(SEED) == 32
    assert opened.lot is not None
    assert opened.lot.seed_sha256 == sha256(SEED).hexdigest()


async def test_the_close_reveals_the_seed_and_anybody_draws_the_lot_again(
    street: Community, clock: StoryClock
):
    """The close reveals it; the order = options sorted by SHA-256(seed ‖ decision id ‖ option
    id)."""
    await asks(street, "plurality", *SEASONS)
    await all_vote(street, A, B, C)
    count, _ = await result(street, clock)
    assert count.lot is not None
    assert count.lot.seed == SEED.hex()
    drawn = sorted((A, B, C), key=lambda o: sha256(SEED + (QUESTION + o).encode()).digest())
    assert count.lot.order == tuple(drawn)


async def test_one_order_for_all_rounds(street: Community, clock: StoryClock):
    """One order for the whole count, all rounds and all completion steps."""
    await asks(street, "election", *persons(ADA, BEN, CHEN))
    await all_vote(street, (A,), (B,), (C,))
    first, _ = await result(street, clock)
    second = numbered("decision", 2)
    asked = {"decision": QUESTION, "follow_up": second, "seed": bytes(32)}
    await street.does(CLERK, OpenNextRound, closes_at=NEXT_WEEK, **asked)
    await all_vote(street, (A,), (B,), (C,), decision=second)
    count, _ = await result(street, clock, second)
    assert first.lot is not None
    assert count.lot == first.lot
    assert count.election is not None
    assert count.election.next is not None
    assert set(count.election.next.candidates) == set(first.lot.order[:2])


async def test_a_lot_may_be_drawn_by_hand(street: Community, clock: StoryClock):
    """Or a lot drawn by hand, entered before the close with two named witnesses."""
    await asks(street, "plurality", *persons(ADA, BEN, CHEN))
    drawn = {"decision": QUESTION, "order": (C, B, A), "witnesses": (ADA, BEN)}
    await street.does(CLERK, DrawLot, **drawn)
    await all_vote(street, A, B, C)
    count, declared = await result(street, clock)
    assert count.lot == DrawnLot(by="hand", order=(C, B, A), witnesses=(ADA, BEN))
    assert declared.chosen == (C,)


async def test_the_result_says_whether_the_lot_mattered(street: Community, clock: StoryClock):
    """The result says whether the lot mattered."""
    other = numbered("decision", 2)
    await asks(street, "plurality", *persons(ADA, BEN))
    await asks(street, "plurality", *persons(ADA, BEN), decision=other)
    await all_vote(street, A, B)
    await all_vote(street, A, A, decision=other)
    tied, _ = await result(street, clock)
    clear, _ = await result(street, clock, other)
    assert tied.plurality is not None
    assert clear.plurality is not None
    assert (tied.plurality.lot_mattered, clear.plurality.lot_mattered) == (True, False)


async def test_the_lot_of_an_import_is_the_order_of_the_file(street: Community):
    """For imports the lot is the file's order, marked as such."""
    await street.opens_vote(imported_from="0" * 64)
    (opened,) = await street.history(VoteOpened)
    assert isinstance(opened.event, VoteOpened)
    assert opened.event.lot.by == "listed_order"
    assert listed_order((C, A)) == DrawnLot(by="listed_order", order=(C, A))


# Instant runoff, Schulze, approval


def ranked(*options: str) -> tuple[tuple[str, ...], ...]:
    return tuple((option,) for option in options)


def test_a_runoff_is_won_by_a_majority_of_continuing_ballots():
    """**Instant runoff**: majority of continuing ballots; exhausted ballots leave the
    denominator."""
    papers = [*[ranked(A)] * 3, *[ranked(B)] * 2, *[ranked(C)] * 4]
    count = count_instant_runoff((A, B, C), papers, lot=LOT)
    last = count.rounds[-1]
    assert (count.winner, last.continuing, last.exhausted) == (C, 7, 2)
    # Four are a majority of seven, and would be none of nine.
    assert last.votes == (3, 0, 4)


async def test_equal_ranks_are_refused_and_skipped_ones_closed_up(street: Community):
    """Equal ranks refused, skipped ranks closed up."""
    await asks(street, "instant_runoff", *SEASONS)
    with pytest.raises(RankShared):
        await street.votes(ADA, EAST, ((A, B),))  # type: ignore[arg-type]
    skipped = count_instant_runoff((A, B), [((), (A,), (), (B,))], lot=(A, B))
    assert skipped == count_instant_runoff((A, B), [ranked(A, B)], lot=(A, B))


def test_one_option_is_eliminated_at_a_time():
    """One elimination at a time."""
    papers = [*[ranked(A)] * 3, *[ranked(B)] * 2, ranked(C, B), ranked("D", B)]
    count = count_instant_runoff((A, B, C, "D"), papers, lot=(A, B, C, "D"))
    out = [each.elimination.eliminated for each in count.rounds if each.elimination]
    assert out == ["D", C]
    assert count.winner == B


def test_a_tie_is_settled_by_earlier_rounds_and_then_by_lot():
    """Tie: fewest in the latest earlier round that differs, then the lot."""
    papers = [*[ranked(A)] * 4, *[ranked(B)] * 3, *[ranked(C)] * 2, ranked("D", C)]
    earlier = count_instant_runoff((A, B, C, "D"), papers, lot=(C, A, B, "D"))
    second = earlier.rounds[1].elimination
    assert second is not None
    # C has as many as B now; before, it had fewer.
    assert (second.fewest, second.eliminated) == ((B, C), C)
    assert (second.settled_by, second.compared) == ("earlier_round", (1,))
    tied = count_instant_runoff((A, B, C), [ranked(A), ranked(B), ranked(C)], lot=(B, C, A))
    first = tied.rounds[0].elimination
    assert first is not None
    assert (first.eliminated, first.settled_by) == (A, "lot")


def test_schulze_measures_winning_votes_by_default():
    """**Schulze**: winning votes by default."""
    papers = [ranked(A, B), ranked(A, B), ranked(B, A), ()]
    assert count_schulze((A, B), papers, lot=(A, B)).strongest == ((0, 2), (0, 0))
    margin = count_schulze((A, B), papers, measure="margin", lot=(A, B))
    assert margin.strongest == ((0, 1), (0, 0))


def test_unranked_options_are_tied_last():
    """Unranked tied last."""
    count = count_schulze((A, B, C), [ranked(B)], lot=LOT)
    assert count.pairwise == ((0, 0, 0), (1, 0, 1), (0, 0, 0))


@pytest.mark.parametrize("lot", [(A, B), (B, A)])
def test_schulze_ties_are_settled_by_lot(lot: tuple[str, ...]):
    """Ties by lot."""
    count = count_schulze((A, B), [ranked(A, B), ranked(B, A)], lot=lot)
    assert (count.winner, count.reason, count.lot_mattered) == (lot[0], "lot", True)


def test_approval_gives_places_to_the_highest_above_the_floor():
    """**Approval** for k places: the k highest, with an optional floor."""
    papers = [(A, B), (A, B), (A,), (C,)]
    highest = count_election_by_approval((A, B, C), papers, places=2, lot=LOT)
    assert highest.chosen == (A, B)
    floor = BallotShare(numerator=1, denominator=2, comparison=">", of="ballots")
    above = count_election_by_approval((A, B, C), papers, places=2, floor=floor, lot=LOT)
    assert (above.chosen, above.places_left) == ((A,), 1)


def test_an_empty_approval_ballot_is_blank():
    """An empty ballot is blank."""
    count = count_election_by_approval((A, B), [(A,), ()], places=1, lot=(A, B))
    assert (count.received, count.blank) == (2, 1)


# Elections


def election(*rounds: Any, of: ElectionRule = ELECTION, **asked: Any) -> ElectionCount:
    """Each round is what its ballots name, counted as it was asked."""
    tallies: list[Any] = []
    candidates = asked.pop("candidates", LOT)
    for papers in rounds:
        before = [d for d in asked.get("declined", ()) if d.after <= len(tallies)]
        wanted = count_election(candidates, tallies, of, lot=LOT, declined=before).next
        assert wanted is not None
        count = count_yes_no if wanted.kind == "yes_no" else count_names
        tallies.append(count(wanted, papers))  # type: ignore[operator]
    return count_election(candidates, tallies, of, lot=LOT, **asked)


def test_several_candidates_stand_for_several_seats():
    """**Elections** of persons: several candidates and seats."""
    two_seats = msgspec.structs.replace(ELECTION, seats=2)
    count = election([(A, B), (A, B), (A, C)], of=two_seats)
    assert (count.elected, count.ended) == ((A, B), "filled")


def test_free_vote_second_vote_run_off_and_then_the_lot():
    """Free vote, second vote, run-off of the two highest, then the lot."""
    split = [(A,), (A,), (B,), (B,), (C,)]
    kinds = [election(*[split] * held).next for held in range(3)]
    assert [each.kind for each in kinds if each is not None] == [
        "free_vote",
        "second_vote",
        "run_off",
    ]
    assert kinds[2] == NextRound(kind="run_off", candidates=(A, B), seats=1)
    count = election(split, split, [(A,), (B,)])
    assert (count.elected, count.rounds[-1].by_lot, count.lot_mattered) == ((A,), True, True)


def test_a_tie_between_things_is_rejected():
    """Things: a tie is rejected."""
    things = msgspec.structs.replace(ELECTION, about="things")
    split = [(A,), (B,)]
    count = election(split, split, split, of=things, candidates=(A, B))
    assert (count.elected, count.ended, count.lot_mattered) == ((), "tied", False)


def test_a_single_candidate_is_voted_on_with_for_and_against():
    """Single candidate."""
    alone = {"candidates": (A,)}
    assert election(**alone).next == NextRound(kind="yes_no", candidates=(A,), seats=1)
    assert election(["for", "for", "against"], **alone).elected == (A,)
    assert election(["for", "against", "against"], **alone).ended == "seats_left"


def test_a_candidate_declines():
    """A candidate declines."""
    split = [(A,), (A,), (B,), (B,), (C,), (C,), (C,)]
    gone = (Declined(candidate=C, after=1),)
    assert election(split, declined=gone).next == NextRound(
        kind="second_vote", candidates=(A, B), seats=1
    )
    given_back = election([(A,)], declined=(Declined(candidate=A, after=1),))
    assert given_back.elected == ()
    assert given_back.next == NextRound(kind="free_vote", candidates=(B, C), seats=1)


async def test_candidates_vote(street: Community, clock: StoryClock):
    """Candidates vote."""
    await asks(street, "election", *persons(ADA, BEN, CHEN))
    await all_vote(street, (A,), (A,), (C,))
    count, declared = await result(street, clock)
    assert count.election is not None
    assert count.election.rounds[0].tally.received == 3
    assert declared.chosen == (A,)


@pytest.mark.parametrize("kind", ["person", "other"])
async def test_on_ones_own_dismissal_one_is_recused_and_heard(
    street: Community, clock: StoryClock, kind: DecisionKind
):
    """But on one's own dismissal, suspension, pay or discharge one is recused, and heard."""
    own = {"kind": kind, **({"dismisses": NORTH} if kind == "person" else {"concerns": (CHEN,)})}
    with pytest.raises(NotHeard):
        await street.opens(**own)
    await street.opens(**own, heard_at=NOON)
    await all_vote(street, "for", "for")
    count, declared = await result(street, clock)
    assert isinstance(count, ResultCounted)
    assert count.quorum is not None
    assert (count.quorum.recused, declared.outcome) == (1, "adopted")
    dismissed = len(await street.history(SeatVacated))
    assert dismissed == (1 if kind == "person" else 0)
