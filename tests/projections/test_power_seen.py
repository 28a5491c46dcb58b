"""Voting power on an organ: by office, under the cap, through proxies, and where it gathers."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bylaws.articles import OfficeWeight
from domain.bylaws.bylaws import Bylaws
from domain.counting.majority import Threshold
from domain.decisions.errors import TooManySeats
from domain.events.seats import (
    AbsenceBegan,
    HolderSuspended,
    OfficeAssigned,
    StandInAppointed,
)
from domain.ids import SeatId
from domain.record import LARGEST_INTEGER
from projections.board import BOARD, register_of
from projections.power_seen import (
    NO_PROXIES,
    CastingVote,
    PersonPower,
    PowerSeen,
    SeatPower,
    power_seen,
)
from projections.replay import replay
from tests.bylaws import ASSOCIATION, FOUNDATION, MORE_THAN_HALF, changed, rule, with_rule
from tests.domain.counting.papers import exactly
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    DEWI,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    NORTH,
    SOUTH,
    STRANGER,
    TOMORROW,
    WEST,
    numbered,
)
from tests.story import Story

OFFICES = ("chair", "secretary", "treasurer")
MIDDLE = SeatId(numbered("seat", 5))
PLAIN = changed(FOUNDATION, weights={"offices": ()}, ties={"persons": "lot"})
IN_OFFICE = Threshold(numerator=1, denominator=2, comparison=">", of="in_office")
ALL_SEATS = Threshold(numerator=1, denominator=2, comparison=">", of="all_seats")


def five() -> Story:
    """Ada, Ben, Chen and Dewi hold seats of residents, a professional the fifth."""
    story = Story().has_a_board().filled(SOUTH, DEWI).registered(STRANGER, standing="professional")
    return story.established(MIDDLE, kind="professional").filled(MIDDLE, STRANGER)


def has_office(story: Story, office: str, seat=EAST, holder=ADA) -> Story:
    assigned = {"seat": seat, "organ": "board", "holder": holder, "office_from": NOON}
    story.happens(OfficeAssigned(office=office, **assigned))
    return story


def with_chair(votes: int, **articles: dict[str, Any]) -> Bylaws:
    weights = {"offices": (OfficeWeight(office="chair", votes=votes),)}
    return changed(FOUNDATION, weights=weights, **articles)


def seen(
    story: Story,
    bylaws: Bylaws | None = PLAIN,
    kind="other",
    proxies: Mapping[SeatId, SeatId] = NO_PROXIES,
    moment=None,
    organ="board",
) -> PowerSeen:
    register = register_of(replay(BOARD, story.history).values())
    return power_seen(
        register, organ, moment or story.now, story.position, bylaws, kind=kind, proxies=proxies
    )


def shares(power: PowerSeen) -> list[Fraction]:
    return [Fraction(each.held.swings or 0, power.all_swings or 1) for each in power.seats]


def of(power: PowerSeen, seat: SeatId) -> SeatPower:
    return next(each for each in power.seats if each.seat == seat)


def said(power: PowerSeen) -> list[tuple[str, SeatId | None]]:
    return [(warned.what, warned.seat) for warned in power.warnings]


def test_five_with_one_vote_each_have_a_fifth_of_the_power():
    power = seen(five())
    assert shares(power) == [Fraction(1, 5)] * 5
    assert [each.held.millionths for each in power.seats] == [200_000] * 5
    assert (power.votes, power.measured, power.needed) == (5, 5, 3)
    assert (power.fewest_to_pass, power.most_short) == (3, 2)
    assert (power.persons, power.warnings, power.casting_vote) == ((), (), None)
    assert of(power, EAST).voter == ADA


def test_a_kind_of_seat_has_the_power_of_its_seats():
    residents, professionals = seen(five()).kinds
    assert (residents.kind, residents.seats, residents.weight) == ("resident", 4, 4)
    assert (residents.held.votes, residents.held.swings) == (4, 4)
    assert (professionals.kind, professionals.held.millionths) == ("professional", 200_000)


def test_a_chair_with_two_votes_of_six_has_three_times_the_power_of_another():
    """Four are needed: any two or three others need the chair; another is needed by the chair
    and one more, or by the three others."""
    power = seen(has_office(five(), "chair"), with_chair(2))
    assert [each.weight for each in power.seats] == [2, 1, 1, 1, 1]
    assert (power.votes, power.needed, power.fewest_to_pass) == (6, 4, 3)
    assert shares(power) == [Fraction(10, 26), *([Fraction(4, 26)] * 4)]
    assert power.warnings == ()


def test_of_two_offices_the_heavier_counts_and_others_have_one_vote():
    bylaws = changed(
        FOUNDATION,
        weights={
            "offices": (
                OfficeWeight(office="chair", votes=2),
                OfficeWeight(office="treasurer", votes=3),
            )
        },
    )
    story = has_office(has_office(five(), "chair"), "treasurer")
    power = seen(has_office(story, "secretary", WEST, BEN), bylaws)
    assert [each.weight for each in power.seats] == [3, 1, 1, 1, 1]


def test_a_weight_above_the_sum_of_the_others_is_capped():
    power = seen(has_office(Story().has_a_board(), "chair"), with_chair(5))
    chair = of(power, EAST)
    assert (chair.weight, chair.counted, chair.held.votes) == (5, 2, 2)
    assert (power.votes, power.needed) == (4, 3)
    assert shares(power) == [Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]


def test_who_represents_another_has_the_power_of_both():
    power = seen(five(), proxies={WEST: EAST})
    ada, ben = of(power, EAST), of(power, WEST)
    assert (ada.represents, ada.counted, ada.held.votes) == ((WEST,), 1, 2)
    assert (ben.represented_by, ben.voter, ben.held.votes) == (EAST, BEN, 0)
    assert shares(power) == [Fraction(1, 2), 0, *([Fraction(1, 6)] * 3)]
    assert power.persons == (PersonPower(person=ADA, seats=(EAST, WEST), held=ada.held),)
    assert (power.fewest_to_pass, power.most_short) == (2, 2)


def test_a_proxy_takes_the_vote_to_the_kind_of_its_holder():
    residents, professionals = seen(five(), proxies={EAST: MIDDLE}).kinds
    assert (residents.counted, residents.held.votes) == (4, 3)
    assert (professionals.counted, professionals.held.votes) == (1, 2)
    assert professionals.held.swings == residents.held.swings


def test_a_proxy_is_not_passed_on():
    power = seen(five(), proxies={WEST: EAST, EAST: NORTH})
    assert [of(power, seat).held.votes for seat in (EAST, WEST, NORTH)] == [1, 0, 2]
    assert [each.seats for each in power.persons] == [(NORTH, EAST)]


def test_a_proxy_too_many_for_the_bylaws_stays_with_who_gave_it():
    """Who gave first keeps it. Two of five votes are no more than the other three."""
    proxies = {WEST: EAST, NORTH: EAST, SOUTH: EAST}
    limited = changed(PLAIN, proxies={"most_per_holder": 4})
    power = seen(five(), limited, proxies=proxies)
    assert [each.held.votes for each in power.seats] == [2, 0, 1, 1, 1]
    assert of(power, EAST).represents == (WEST,)
    assert of(power, NORTH).represented_by is None
    for bylaws in (None, changed(limited, proxies={"within_limit_of_weights": False})):
        free = seen(five(), bylaws, proxies=proxies)
        assert of(free, EAST).held.votes == 4
        assert shares(free) == [1, 0, 0, 0, 0]
    most = changed(PLAIN, proxies={"within_limit_of_weights": False, "most_per_holder": 2})
    assert of(seen(five(), most, proxies=proxies), EAST).represents == (WEST, NORTH)


def test_the_limit_on_proxies_is_one_of_votes_and_not_of_seats():
    story = has_office(five(), "chair")
    with_two, with_three = (with_chair(votes) for votes in (2, 3))
    assert of(seen(story, with_two, proxies={EAST: WEST}), WEST).held.votes == 3
    assert of(seen(story, with_three, proxies={EAST: WEST}), WEST).held.votes == 1


def test_a_stand_in_has_the_vote_of_the_seat_and_not_of_the_office():
    story = has_office(five(), "chair")
    away = {"seat": EAST, "organ": "board"}
    story.happens(AbsenceBegan(holder=ADA, absent_from=NOON, **away))
    absent = of(seen(story, with_chair(2)), EAST)
    assert (absent.voter, absent.weight, absent.held.votes) == (None, 2, 0)
    span = {"stands_in_from": NOON, "stands_in_until": NEXT_WEEK}
    story.happens(StandInAppointed(person=CHEN, **span, **away))
    stood_in = of(seen(story, with_chair(2)), EAST)
    assert (stood_in.voter, stood_in.weight, stood_in.held.votes) == (CHEN, 1, 1)


def test_nobody_represents_or_is_represented_while_somebody_stands_in():
    story = five()
    away = {"seat": EAST, "organ": "board"}
    story.happens(AbsenceBegan(holder=ADA, absent_from=NOON, **away))
    assert of(seen(story, proxies={EAST: WEST}), WEST).held.votes == 2
    assert of(seen(story, proxies={WEST: EAST}), WEST).held.votes == 1
    span = {"stands_in_from": NOON, "stands_in_until": NEXT_WEEK}
    story.happens(StandInAppointed(person=STRANGER, **span, **away))
    for proxies in ({EAST: WEST}, {WEST: EAST}, {WEST: WEST}, {WEST: SeatId("seat:no")}):
        power = seen(story, proxies=proxies)
        assert [each.held.votes for each in power.seats] == [1] * 5
        assert {each.represented_by for each in power.seats} == {None}


def test_a_suspended_seat_is_not_entitled():
    story = five()
    suspended = {"holder": ADA, "suspended_from": TOMORROW, "ground": "Article 9"}
    story.happens(HolderSuspended(seat=EAST, organ="board", **suspended))
    assert len(seen(story).seats) == 5
    power = seen(story, moment=TOMORROW)
    assert [each.seat for each in power.seats] == [WEST, NORTH, SOUTH, MIDDLE]
    assert shares(power) == [Fraction(1, 4)] * 4


@pytest.mark.parametrize(
    ("threshold", "measured", "needed"),
    [(MORE_THAN_HALF, 3, 2), (IN_OFFICE, 4, 3), (ALL_SEATS, 5, 3)],
)
def test_votes_that_nobody_can_cast_count_where_the_rule_counts_them(threshold, measured, needed):
    """Of five seats one is vacant, and the holder of another is away."""
    story = five().vacated(SOUTH, DEWI)
    story.happens(AbsenceBegan(seat=EAST, organ="board", holder=ADA, absent_from=NOON))
    power = seen(story, with_rule(PLAIN, "money", threshold=threshold), "money")
    assert (power.votes, power.measured, power.needed) == (3, measured, needed)
    assert power.fewest_to_pass == needed
    assert power.rule.assumed is None


def test_where_too_few_can_vote_for_anything_to_pass_that_is_said():
    story = five().vacated(SOUTH, DEWI).vacated(NORTH, CHEN).vacated(WEST, BEN)
    power = seen(story, with_rule(PLAIN, "money", threshold=ALL_SEATS), "money")
    assert shares(power) == [0, 0]
    assert power.fewest_to_pass is None
    (warned,) = power.warnings
    assert (warned.what, warned.seat) == ("nothing_passes", None)
    assert warned.said == ("Nothing can pass: a proposal needs 3 votes, and there are 2 to cast.")


def test_who_has_more_than_half_of_the_power_is_named():
    """The chair has half of the votes, and three fifths of the power."""
    power = seen(has_office(Story().has_a_board(), "chair"), with_chair(2))
    assert said(power) == [("more_than_half", EAST), ("blocks_alone", EAST)]
    more_than_half, blocks = power.warnings
    assert (more_than_half.person, blocks.person) == (ADA, ADA)
    assert more_than_half.said == "Whoever votes for this seat has more than half of the power."
    assert blocks.said == (
        "This seat alone can block: all others have 2 votes, and a proposal needs 3 votes."
    )


def test_exactly_half_of_the_power_is_not_more_than_half():
    power = seen(five(), proxies={WEST: EAST})
    assert shares(power)[0] == Fraction(1, 2)
    assert said(power) == []


def test_one_who_is_alone_can_do_everything():
    power = seen(Story().founded().registered(ADA).established(EAST).filled(EAST, ADA))
    assert said(power) == [
        ("more_than_half", EAST),
        ("passes_alone", EAST),
        ("blocks_alone", EAST),
    ]
    assert power.warnings[1].said == (
        "This seat alone can pass: it has 1 vote, and a proposal needs 1 vote."
    )


def test_that_everybody_is_needed_is_said_once():
    everybody = Threshold(numerator=1, denominator=1, comparison=">=", of="for_and_against")
    power = seen(five(), with_rule(PLAIN, "other", threshold=everybody))
    (warned,) = power.warnings
    assert (warned.what, warned.seat) == ("blocks_alone", None)
    assert warned.said == ("Nothing passes without all 5 voters: each of them can block it.")


def test_without_bylaws_everybody_has_one_vote_and_more_than_half_passes():
    power = seen(has_office(five(), "chair"), None)
    assert shares(power) == [Fraction(1, 5)] * 5
    assert power.rule.threshold == MORE_THAN_HALF
    assert power.rule.assumed == ("No bylaws are in force: more than half of the votes is assumed.")


def test_the_rule_is_that_of_the_kind_and_the_organ():
    power = seen(five(), kind="statutes")
    assert (power.rule.threshold.numerator, power.needed, power.rule.left_open) == (2, 4, False)
    assert seen(five()).rule.left_open is True
    elsewhere = seen(five(), ASSOCIATION, "statutes")
    assert (elsewhere.needed, elsewhere.rule.assumed) == (
        3,
        "By the bylaws this kind is for another organ (general_meeting): "
        "more than half of the votes is assumed.",
    )
    assert str(seen(five(), kind="approval").rule.assumed).startswith("The bylaws have no rule")
    approving = rule("approval", threshold=IN_OFFICE)
    decisions = (rule("approval", "residents"), *PLAIN.decisions, approving)
    bylaws = msgspec.structs.replace(PLAIN, decisions=decisions)
    assert seen(five(), bylaws, "approval").rule.threshold == IN_OFFICE


def test_the_casting_vote_is_named_where_the_kind_has_one_and_counted_nowhere():
    story = has_office(five(), "chair", WEST, BEN)
    power = seen(story, changed(PLAIN, ties={"persons": "casting_vote"}), "person")
    assert power.casting_vote == CastingVote(office="chair", seat=WEST, person=BEN)
    assert shares(power) == [Fraction(1, 5)] * 5
    for_things = changed(PLAIN, ties={"things": "casting_vote"})
    assert seen(story, for_things, "person").casting_vote is None
    assert seen(story, for_things, "money").casting_vote is not None
    assert seen(five(), for_things).casting_vote == CastingVote(office="chair")


def test_a_casting_vote_waits_for_its_holder():
    for_things = changed(PLAIN, ties={"things": "casting_vote"})
    story = has_office(five(), "chair", WEST, BEN)
    away = {"seat": WEST, "organ": "board"}
    story.happens(AbsenceBegan(holder=BEN, absent_from=NOON, **away))
    assert seen(story, for_things).casting_vote == CastingVote(office="chair")
    span = {"stands_in_from": NOON, "stands_in_until": NEXT_WEEK}
    story.happens(StandInAppointed(person=numbered("person", 20), **span, **away))
    assert seen(story, for_things).casting_vote == CastingVote(office="chair")


def test_a_casting_vote_that_would_outweigh_all_others_says_why_it_may_not_be_used():
    story = has_office(Story().has_a_board(), "chair")
    casting = seen(story, with_chair(2, ties={"things": "casting_vote"})).casting_vote
    assert casting is not None
    assert (casting.person, casting.refused) == (ADA, "outweighs_others")


def large(seats: int) -> PowerSeen:
    """With a chair, a secretary and a treasurer of 20, 12 and 7 votes, so that little cancels."""
    story = Story().founded()
    for place in range(seats):
        seat, person = SeatId(numbered("seat", 100 + place)), numbered("person", 100 + place)
        story.established(seat).filled(seat, person)
        if place < len(OFFICES):
            has_office(story, OFFICES[place], seat, person)
    votes = zip(OFFICES, (20, 12, 7), strict=True)
    weights = tuple(OfficeWeight(office=office, votes=own) for office, own in votes)
    return seen(story, changed(PLAIN, weights={"offices": weights}))


def test_beyond_2_to_the_53_only_millionths_are_told():
    few, many = large(30), large(100)
    assert few.all_swings is not None
    assert few.all_swings <= LARGEST_INTEGER
    assert sum(each.held.swings or 0 for each in few.seats) == few.all_swings
    assert many.all_swings is None
    assert all(each.held.swings is None for each in (*many.seats, *many.kinds))
    chair, *_, plain = many.seats
    assert chair.held.millionths > 20 * plain.held.millionths > 0
    assert 999_900 <= sum(each.held.millionths for each in many.seats) <= 1_000_000


def test_an_organ_too_large_to_decide_is_refused():
    story = Story().founded()
    story.established(*(SeatId(numbered("seat", number)) for number in range(100, 601)))
    with pytest.raises(TooManySeats):
        seen(story)


def test_weights_and_a_casting_vote_are_those_of_the_board():
    circle = [SeatId(numbered("seat", number)) for number in (10, 11, 12)]
    story = Story().founded().established(*circle, organ="circle")
    for seat, holder in zip(circle, (ADA, BEN, CHEN), strict=True):
        story.filled(seat, holder, organ="circle")
    chair = {"organ": "circle", "office": "chair", "office_from": NOON}
    story.happens(OfficeAssigned(seat=circle[0], holder=ADA, **chair))
    bylaws = with_chair(2, ties={"things": "casting_vote"})
    power = seen(story, bylaws, organ="circle")
    assert [each.weight for each in power.seats] == [1, 1, 1]
    assert power.casting_vote is None


def test_other_organs_and_organs_without_seats_have_their_own_table():
    story = five().established(SeatId(numbered("seat", 10)), organ="circle")
    story.filled(SeatId(numbered("seat", 10)), ADA, organ="circle")
    assert [each.voter for each in seen(story, None, organ="circle").seats] == [ADA]
    nobody = seen(story, None, organ="general_meeting")
    assert (nobody.seats, nobody.votes, nobody.fewest_to_pass) == ((), 0, None)
    assert said(nobody) == [("nothing_passes", None)]


SEATS = [SeatId(numbered("seat", number)) for number in range(10, 17)]
office_votes = st.tuples(*(st.integers(1, 6) for _ in OFFICES))
givings = st.dictionaries(st.sampled_from(SEATS), st.sampled_from(SEATS), max_size=6)
thresholds = st.builds(
    Threshold,
    numerator=st.integers(0, 6),
    denominator=st.just(6),
    comparison=st.sampled_from([">", ">="]),
    of=st.sampled_from(["for_and_against", "ballots", "present", "in_office", "all_seats"]),
)


@exactly
@given(st.integers(1, 7), office_votes, givings, thresholds, st.booleans(), st.integers(0, 2))
def test_shares_add_up_and_more_votes_never_mean_less_power(
    number, votes, proxies, threshold, limited, vacant
):
    story = Story().established(*SEATS[:number])
    for place, seat in enumerate(SEATS[vacant:number]):
        person = numbered("person", 10 + place)
        story.filled(seat, person, term_until=NEXT_YEAR)
        if place < len(OFFICES):
            has_office(story, OFFICES[place], seat, person)
    weights = tuple(OfficeWeight(office=o, votes=v) for o, v in zip(OFFICES, votes, strict=True))
    bylaws = changed(
        with_rule(PLAIN, "other", threshold=threshold),
        weights={"offices": weights},
        proxies={"within_limit_of_weights": limited, "most_per_holder": 3},
    )
    power = seen(story, bylaws, proxies=proxies)
    assert power.all_swings == sum(each.held.swings or 0 for each in power.seats)
    assert power.all_swings == sum(each.held.swings or 0 for each in power.kinds)
    assert power.votes == sum(each.held.votes for each in power.seats)
    assert power.votes <= sum(each.counted for each in power.seats)
    for one, other in pairwise(sorted(power.seats, key=lambda each: each.held.votes)):
        assert (one.held.swings or 0) <= (other.held.swings or 0)
    assert (power.fewest_to_pass is None) == (power.votes < power.needed)
    counted = {each.seat: each.counted for each in power.seats}
    for each in power.seats:
        assert len(each.represents) <= 3
        if limited and each.represents:
            bloc = sum(counted[seat] for seat in {each.seat, *each.represents})
            assert bloc <= sum(counted.values()) - bloc
