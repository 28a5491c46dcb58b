from domain.bylaws.articles import OfficeWeight
from domain.counting.methods import OptionsRule
from domain.counting.plurality import count_plurality
from domain.events.ballots import BallotsOpened, ResultCounted, ResultDeclared
from domain.events.decisions import DecisionLot, DecisionOpened, Option, ProxyRule
from domain.ids import OptionId
from projections.ballots import BALLOTS, ballot_document
from projections.counts import EffectsAsked, OptionsCounted
from projections.decisions import DECISIONS
from projections.plans import PLANS
from projections.replay import listed, replay
from tests.residents import (
    ADA,
    BEN,
    CHEN,
    EAST,
    GARDEN,
    HALF_OF_THE_SEATS,
    NEXT_WEEK,
    NOON,
    NORTH,
    QUESTION,
    WEST,
    numbered,
)
from tests.story import Story, a_decision, place_of

LATER = numbered("decision", 2)


def running() -> Story:
    story = Story().has_a_board().proposed().opened(plan=GARDEN)
    story.cast(ADA, "for", decision=QUESTION, seat=EAST)
    story.cast(BEN, "against", decision=QUESTION, seat=WEST)
    return story


def test_a_running_decision_shows_its_rule_and_the_turnout_and_no_choice():
    story = running()
    decision = replay(DECISIONS, story.history)[QUESTION]
    assert (decision.state, decision.received, decision.seats) == ("open", 2, 4)
    assert (decision.count, decision.outcome) == (None, None)
    ballots = listed(BALLOTS, replay(BALLOTS, story.history), "ballots", QUESTION)
    assert [(ballot.seat, ballot.choice, ballot.salt) for ballot in ballots] == [
        (EAST, None, None),
        (WEST, None, None),
    ]


def test_a_ballot_that_is_replaced_is_no_second_ballot():
    story = running()
    story.cast(ADA, "against", decision=QUESTION, seat=EAST)
    assert replay(DECISIONS, story.history)[QUESTION].received == 2
    first, _, third = listed(BALLOTS, replay(BALLOTS, story.history), "ballots", QUESTION)
    assert (first.replaced_by, third.replaces) == (third.ballot, first.ballot)


def test_a_voided_ballot_leaves_the_turnout_and_says_why():
    story = running()
    ballot = story.cast(CHEN, "for", decision=QUESTION, seat=NORTH)
    story.closed(decision=QUESTION).voided(ballot, decision=QUESTION)
    assert replay(DECISIONS, story.history)[QUESTION].received == 2
    document = replay(BALLOTS, story.history)[ballot_document(QUESTION, ballot)]
    assert document.voided == "left_office"


def test_a_declared_decision_shows_count_and_outcome_and_its_plan_is_adopted():
    history = a_decision().history
    decision = replay(DECISIONS, history)[QUESTION]
    assert (decision.state, decision.outcome) == ("declared", "adopted")
    assert decision.count is not None
    assert (decision.count.in_favour, decision.count.abstained) == (2, 1)
    plan = replay(PLANS, history)[GARDEN]
    assert (plan.state, plan.adopted_by, plan.proposed_by) == ("adopted", QUESTION, ADA)


def test_once_opened_a_ballot_shows_its_choice_and_one_that_was_replaced_does_not():
    ballots = listed(BALLOTS, replay(BALLOTS, a_decision().history), "ballots", QUESTION)
    assert [ballot.choice for ballot in ballots] == ["for", None, "for", "abstain"]
    assert all((ballot.salt is None) == (ballot.choice is None) for ballot in ballots)


def test_before_the_opening_a_replay_shows_no_choice_either():
    history = a_decision().history
    before = place_of(history, BallotsOpened) - 1
    documents = replay(BALLOTS, history, until=before)
    assert all(ballot.choice is None for ballot in documents.values())
    assert replay(DECISIONS, history, until=before)[QUESTION].state == "closed"


def test_decisions_are_found_newest_first_by_state_organ_and_plan():
    story = a_decision().opened(LATER, closes_at=NEXT_WEEK)
    documents = replay(DECISIONS, story.history)

    def found(*place: str) -> list[str]:
        return [each.decision for each in listed(DECISIONS, documents, "decisions", *place)]

    assert found() == [LATER, QUESTION]
    assert found("organ:board") == [LATER, QUESTION]
    assert found("state:open") == [LATER]
    assert found("state:declared") == [QUESTION]
    assert found(GARDEN) == [QUESTION]


def test_a_decision_is_due_until_it_is_declared_and_the_soonest_comes_first():
    story = running().opened(LATER, closes_at=NEXT_WEEK)

    def due() -> list[str]:
        documents = replay(DECISIONS, story.history)
        return [each.decision for each in listed(DECISIONS, documents, "due")]

    assert due() == [QUESTION, LATER]
    story.closed(decision=QUESTION)
    assert due() == [QUESTION, LATER]
    story.declared(decision=QUESTION)
    assert due() == [LATER]


def test_plans_are_found_newest_first_by_theme_and_state():
    story = a_decision().proposed(numbered("plan", 2), theme="energy")
    documents = replay(PLANS, story.history)

    def found(*place: str) -> list[str]:
        return [each.plan for each in listed(PLANS, documents, "plans", *place)]

    assert found() == [numbered("plan", 2), GARDEN]
    assert found("theme:energy") == [numbered("plan", 2)]
    assert found("state:adopted") == [GARDEN]
    assert found("state:proposed") == [numbered("plan", 2)]


def test_a_draft_has_no_rule_yet_and_is_due_when_it_expires():
    story = Story().has_a_board().drafted(QUESTION, text="A well.").drafted(LATER, expires_at=None)
    documents = replay(DECISIONS, story.history)
    draft = documents[QUESTION]
    assert (draft.state, draft.text, draft.method, draft.closes_at) == (
        "drafted",
        "A well.",
        None,
        None,
    )
    assert [each.decision for each in listed(DECISIONS, documents, "due")] == [QUESTION]
    assert len(listed(DECISIONS, documents, "decisions", "state:drafted")) == 2
    story.expired(QUESTION)
    documents = replay(DECISIONS, story.history)
    assert documents[QUESTION].state == "expired"
    assert listed(DECISIONS, documents, "due") == []


def test_a_draft_that_was_opened_says_since_when_it_was_one():
    story = Story().has_a_board().drafted(QUESTION).passes(hours=1).opened()
    decision = replay(DECISIONS, story.history)[QUESTION]
    assert (decision.state, decision.drafted_at) == ("open", NOON)
    assert decision.expires_at is None


def test_a_decision_shows_the_whole_rule_and_after_the_count_what_was_counted():
    options = tuple(
        Option(option=OptionId(numbered("option", number)), text=text)
        for number, text in enumerate(("A garden", "A bench"), 1)
    )
    first, second = (each.option for each in options)
    story = Story().has_a_board()
    story.happens(
        DecisionOpened(
            decision=QUESTION,
            organ="board",
            question="Which?",
            proposal="ab" * 32,
            method="plurality",
            quorum=HALF_OF_THE_SEATS,
            min_voters=2,
            secrecy="open",
            seats=(EAST, WEST, NORTH),
            closes_at=NEXT_WEEK,
            options=options,
            options_rule=OptionsRule(on_a_tie="lot"),
            weights=(OfficeWeight(office="chair", votes=2),),
            proxies=ProxyRule(
                most_per_holder=1, within_limit_of_weights=True, keeps_residents_share=False
            ),
            lot=DecisionLot(seed_sha256="cd" * 32),
            recused=(CHEN,),
            dismisses=NORTH,
            review_on=NEXT_WEEK,
        )
    )
    decision = replay(DECISIONS, story.history)[QUESTION]
    assert decision.options == options
    assert decision.options_rule == OptionsRule(on_a_tie="lot")
    assert decision.weights is not None
    assert decision.proxies is not None
    assert (decision.lot_sha256, decision.recused) == ("cd" * 32, 1)
    assert decision.effects == EffectsAsked(dismisses=NORTH)
    assert decision.review_on == NEXT_WEEK
    assert decision.counts is None
    count = count_plurality([first, second], [second, None], on_a_tie="lot", lot=[first, second])
    story.happens(
        ResultCounted(decision=QUESTION, plurality=count, outcome="adopted", chosen=(second,))
    )
    story.happens(ResultDeclared(decision=QUESTION, outcome="adopted", chosen=(second,)))
    decision = replay(DECISIONS, story.history)[QUESTION]
    assert decision.chosen == (second,)
    assert decision.counts is not None
    assert decision.counts.options == OptionsCounted(
        received=2, blank=1, lot_mattered=False, votes=(0, 1), reason="most_votes"
    )


def test_many_options_with_long_words_are_cut_off():
    long = tuple(
        Option(option=OptionId(numbered("option", number)), text="x" * 200) for number in range(40)
    )
    story = Story().has_a_board().opened(options=long)
    shown = replay(DECISIONS, story.history)[QUESTION].options
    assert shown is not None
    assert {each.text for each in shown} == {"x" * 97 + "..."}
