"""What is put to the vote goes together: method, options, their rule, effects and who is heard."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from domain.act import Act
from domain.ballots.errors import DecisionNotFound
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Threshold
from domain.counting.methods import OptionsRule
from domain.decisions.errors import (
    AlreadyOpened,
    CandidateNotFound,
    EffectMismatch,
    MajorityOnly,
    NeitherNor,
    NotAffected,
    NotHeard,
    OptionListedTwice,
    OptionsMissing,
    OptionsRuleMismatch,
    OtherMethod,
    OtherThanDrafted,
    ReviewInThePast,
    RollCallInMeeting,
    RuleMissing,
    ThresholdMissing,
    UnanimousIsMajority,
)
from domain.decisions.options import NewOption
from domain.events.decisions import (
    AffectedGroup,
    DecisionDrafted,
    DecisionExpired,
    HolderToSuspend,
    OfficeToFill,
    Option,
    SeatToFill,
)
from domain.kernel import Event
from domain.plans.errors import PlanNotFound
from domain.seats.errors import SeatOfAnotherKind, TermTooLong
from tests.bylaws import FOUNDATION, changed, with_rule
from tests.choices import A, asks, persons, words
from tests.meetings import in_session
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    DEWI,
    GARDEN,
    MORE_THAN_HALF,
    NEXT_WEEK,
    NEXT_YEAR,
    NOON,
    PROFESSIONAL,
    QUESTION,
    SOUTH,
    STRANGER,
    TOMORROW,
    WEST,
    Community,
    numbered,
)

SEASONS = words("In spring", "In summer")
OF_ONE_SHARE = GroupRule(
    numerator=1, denominator=2, comparison=">", min_ballots=1, not_assessed="passes"
)
GATE = GroupGate(
    name="double_majority", by="seat_kind", groups=("resident",), rule=OF_ONE_SHARE, binding=True
)
VACANT = SeatToFill(seat=SOUTH, term_from=TOMORROW, term_until=NEXT_YEAR)
CHAIR = OfficeToFill(office="chair", office_from=TOMORROW)
SUSPENSION = HolderToSuspend(seat=WEST, ground="Article 9")
HEARD = {"heard_at": NOON}


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await de_pijp.has_a_board()
    return de_pijp


async def with_bylaws(street: Community, **rule: Any) -> None:
    await street.describes()
    await street.records_bylaws(with_rule(FOUNDATION, "plan", **rule))


async def test_options_are_named_in_the_order_listed(street: Community):
    event = await asks(street, "plurality", *words("In spring"), *persons(ADA))
    assert event.options == (
        Option(option=A, text="In spring"),
        Option(option=numbered("option", 2), person=ADA),
    )
    assert (event.threshold, event.plan) == (None, None)


@pytest.mark.parametrize(
    ("method", "options"),
    [("plurality", 0), ("schulze", 41), ("majority", 1), ("election_by_consent", 2)],
)
async def test_each_method_has_its_number_of_options(street: Community, method: str, options: int):
    listed = words(*(f"Way {number}" for number in range(options)))
    threshold = MORE_THAN_HALF if method == "majority" else None
    with pytest.raises(OptionsMissing):
        await asks(street, method, *listed, threshold=threshold)


@pytest.mark.parametrize(
    "options",
    [
        words("In spring", "In spring"),
        persons(ADA, BEN, ADA),
        (NewOption(),),
        (NewOption(text="Ada", person=ADA),),
    ],
)
async def test_an_option_is_one_thing_and_stands_there_once(
    street: Community, options: tuple[NewOption, ...]
):
    with pytest.raises(OptionListedTwice):
        await asks(street, "approval", *options)


@pytest.mark.parametrize(
    ("method", "rule"),
    [
        ("plurality", OptionsRule(places=2)),
        ("schulze", OptionsRule(on_a_tie="lot")),
        ("instant_runoff", OptionsRule(measure="margin")),
        ("approval", OptionsRule(measure="margin")),
        ("majority", OptionsRule(places=1)),
    ],
)
async def test_the_settings_of_another_method_are_refused(
    street: Community, method: str, rule: OptionsRule
):
    options = () if method == "majority" else SEASONS
    threshold = MORE_THAN_HALF if method == "majority" else None
    with pytest.raises(OptionsRuleMismatch):
        await asks(street, method, *options, options_rule=rule, threshold=threshold)


async def test_what_is_not_set_has_its_default(street: Community):
    for number, (method, options, rule) in enumerate(
        [
            ("plurality", SEASONS, OptionsRule(on_a_tie="rejected")),
            ("plurality", persons(ADA, BEN), OptionsRule(on_a_tie="lot")),
            ("approval", SEASONS, OptionsRule(places=1)),
            ("schulze", SEASONS, OptionsRule(measure="winning_votes")),
            ("instant_runoff", SEASONS, None),
        ],
        start=10,
    ):
        event = await asks(street, method, *options, decision=numbered("decision", number))
        assert event.options_rule == rule


async def test_a_choice_between_options_has_no_threshold(street: Community):
    with pytest.raises(ThresholdMissing):
        await asks(street, "schulze", *SEASONS, threshold=MORE_THAN_HALF)
    with pytest.raises(RuleMissing):
        await asks(street, "majority")


async def test_groups_are_for_decisions_between_for_and_against(street: Community):
    with pytest.raises(MajorityOnly):
        await asks(street, "plurality", *SEASONS, groups=GATE)
    await in_session(street)
    with pytest.raises(MajorityOnly):
        await asks(street, "plurality", *SEASONS, secrecy="roll_call")


async def test_seats_are_called_in_meetings_only(street: Community):
    with pytest.raises(RollCallInMeeting):
        await street.opens(secrecy="roll_call")
    await in_session(street)
    await street.opens(secrecy="roll_call")


async def test_bylaws_say_by_which_methods_a_kind_is_decided(street: Community):
    await with_bylaws(street, methods=("consent",))
    await in_session(street)
    asked = {"kind": "plan", "quorum": None}
    with pytest.raises(OtherMethod) as refused:
        await asks(street, "schulze", *SEASONS, **asked)
    assert refused.value.facts == {"kind": "plan", "method": "schulze"}
    assert (await asks(street, "consent", **asked)).method == "consent"
    other = numbered("decision", 2)
    assert (await asks(street, "majority", **asked, decision=other)).threshold == MORE_THAN_HALF


async def test_with_bylaws_an_organ_decides_in_a_meeting_or_outside_one(street: Community):
    await with_bylaws(street)
    with pytest.raises(NeitherNor):
        await street.opens(threshold=None, quorum=None)
    await street.opens(threshold=None, quorum=None, outside_meeting=True)


async def test_where_all_must_agree_there_is_no_choice_between_options(street: Community):
    unanimous = changed(FOUNDATION, outside_meetings={"mode": "unanimous"})
    await street.describes()
    await street.records_bylaws(unanimous)
    outside = {"quorum": None, "kind": "other", "outside_meeting": True}
    with pytest.raises(UnanimousIsMajority):
        await asks(street, "plurality", *SEASONS, **outside)
    event = await asks(street, "majority", **outside)
    assert event.threshold == Threshold(numerator=1, denominator=1, comparison=">=", of="in_office")


async def test_a_candidate_is_registered_here(street: Community):
    with pytest.raises(CandidateNotFound) as refused:
        await asks(street, "election", *persons(ADA, STRANGER))
    assert refused.value.facts == {"person": STRANGER}


async def test_whoever_is_to_have_an_office_holds_a_seat(street: Community):
    with pytest.raises(CandidateNotFound):
        await asks(street, "election", *persons(ADA, DEWI), office=CHAIR)
    assert (await asks(street, "election", *persons(ADA, BEN), office=CHAIR)).office == CHAIR


async def test_a_candidate_fits_the_kind_of_the_seat(street: Community):
    await street.registers(PROFESSIONAL, standing="professional")
    with pytest.raises(SeatOfAnotherKind):
        await asks(street, "election", *persons(DEWI, PROFESSIONAL), fills=(VACANT,))


async def test_nobody_is_elected_for_longer_than_the_bylaws_allow(street: Community):
    await street.describes()
    await street.records_bylaws(FOUNDATION)
    await in_session(street)
    too_long = SeatToFill(
        seat=SOUTH, term_from=TOMORROW, term_until=TOMORROW + timedelta(days=5 * 365)
    )
    asked = {"kind": "other", "quorum": None}
    with pytest.raises(TermTooLong):
        await asks(street, "election", *persons(DEWI), fills=(too_long,), **asked)
    await asks(street, "election", *persons(DEWI), fills=(VACANT,), **asked)


async def test_a_plan_among_the_options_is_one_that_was_proposed(street: Community):
    plans = (NewOption(plan=GARDEN), NewOption(text="Nothing"))
    with pytest.raises(PlanNotFound):
        await asks(street, "plurality", *plans)
    await street.proposes()
    await asks(street, "plurality", *plans)


@pytest.mark.parametrize(
    ("method", "options", "effect"),
    [
        ("majority", (), {"fills": (VACANT,)}),
        ("plurality", SEASONS, {"fills": (VACANT,)}),
        ("election", (*SEASONS[:1], *persons(ADA)), {"office": CHAIR}),
        ("election", persons(ADA), {"fills": (VACANT,), "office": CHAIR}),
        ("election", persons(DEWI), {"fills": (VACANT, VACANT)}),
        (
            "election",
            persons(DEWI),
            {
                "fills": (
                    SeatToFill(seat=numbered("seat", 99), term_from=TOMORROW, term_until=NEXT_YEAR),
                )
            },
        ),
        (
            "election",
            persons(DEWI),
            {"fills": (SeatToFill(seat=SOUTH, term_from=TOMORROW, term_until=TOMORROW),)},
        ),
        ("election", persons(ADA), {"dismisses": WEST, **HEARD}),
        ("majority", (), {"dismisses": SOUTH, **HEARD}),
        ("majority", (), {"suspends": HolderToSuspend(seat=SOUTH, ground="9"), **HEARD}),
    ],
)
async def test_an_effect_that_the_method_cannot_bring_about_is_refused(
    street: Community, method: str, options: tuple[NewOption, ...], effect: dict[str, Any]
):
    threshold = MORE_THAN_HALF if method == "majority" else None
    with pytest.raises(EffectMismatch):
        await asks(street, method, *options, threshold=threshold, **effect)


@pytest.mark.parametrize(
    "about", [{"dismisses": WEST}, {"suspends": SUSPENSION}, {"concerns": (BEN,)}]
)
async def test_whom_it_concerns_is_heard_before_and_recused(
    street: Community, about: dict[str, Any]
):
    for heard_at in (None, TOMORROW):
        with pytest.raises(NotHeard) as refused:
            await asks(street, "majority", threshold=MORE_THAN_HALF, heard_at=heard_at, **about)
        assert refused.value.facts == {"person": BEN}
    event = await asks(street, "majority", threshold=MORE_THAN_HALF, **about, **HEARD)
    assert (event.concerns, event.recused, event.heard_at) == ((BEN,), (BEN,), NOON)


async def test_who_speaks_for_an_affected_group_is_registered(street: Community):
    def group(spokesperson: str) -> tuple[AffectedGroup, ...]:
        return (AffectedGroup(name="Neighbours", spokesperson=spokesperson),)

    for nobody in await street.unknown_persons():
        with pytest.raises(NotAffected):
            await street.opens(affected=group(nobody))
    await street.opens(affected=group(DEWI))


async def test_a_decision_is_reviewed_after_it_was_taken(street: Community):
    for earlier in (NOON, TOMORROW):
        with pytest.raises(ReviewInThePast):
            await street.opens(review_on=earlier)
    await street.opens(review_on=NEXT_WEEK)


@dataclass(kw_only=True)
class Drafts(Act):
    """What drafting records, whoever may do it."""

    drafted: Event

    def execute(self) -> None:
        self.record(self.drafted)


async def drafted(street: Community, **asked: Any) -> None:
    given = {"decision": QUESTION, "organ": "board", "question": "Shall we?", "text": "A well."}
    await street.does(CLERK, Drafts, drafted=DecisionDrafted(**{**given, **asked}))


DRAFT = {"draft": QUESTION, "decision": numbered("decision", 7), "text": "A well."}


async def test_a_draft_keeps_its_name_when_it_is_put_to_the_vote(street: Community):
    await drafted(street)
    assert (await asks(street, "majority", threshold=MORE_THAN_HALF, **DRAFT)).decision == QUESTION


async def test_a_draft_that_nobody_made_is_not_found(street: Community):
    with pytest.raises(DecisionNotFound):
        await street.opens(**DRAFT)


@pytest.mark.parametrize(
    "other",
    [
        {"organ": "residents"},
        {"question": "Shall we not?"},
        {"text": "Two wells."},
        {"plan": GARDEN},
        {"kind": "money"},
    ],
)
async def test_what_is_put_to_the_vote_is_what_was_drafted(
    street: Community, other: dict[str, Any]
):
    await street.proposes()
    await street.establishes(numbered("seat", 60), organ="residents")
    await drafted(street, kind="plan")
    with pytest.raises(OtherThanDrafted):
        await street.opens(**{**DRAFT, "kind": "plan", **other})
    await street.opens(**DRAFT, kind="plan")


async def test_a_draft_is_put_to_the_vote_once_and_before_it_expires(street: Community):
    await drafted(street)
    await street.opens(**DRAFT)
    with pytest.raises(AlreadyOpened):
        await street.opens(**DRAFT)
    other = numbered("decision", 5)
    await drafted(street, decision=other)
    await street.does(CLERK, Drafts, drafted=DecisionExpired(decision=other))
    with pytest.raises(AlreadyOpened):
        await street.opens(**{**DRAFT, "draft": other})
