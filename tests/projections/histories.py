"""Any history that the rules allow: for properties that hold of all of them."""

from typing import Any

from hypothesis import strategies as st

from domain.events.ballots import BallotVoided
from domain.events.plans import (
    Indicator,
    PlanAdoptionLapsed,
    PlanCompleted,
    PlanPaused,
    PlanPutOnBallot,
    PlanRevived,
    PlanStopped,
    ThemeAdded,
)
from domain.events.results import (
    ClaimEnded,
    ClaimNoted,
    ConfirmationOpened,
    DecisionAnnulled,
    DecisionConfirmed,
    DecisionSentBack,
    DecisionSuspended,
    DecisionSuspensionLifted,
    MinorityStatementAdded,
    NoticeNoted,
    ResultChallenged,
    ResultPublished,
    ResultVoided,
)
from domain.events.seats import (
    AbsenceBegan,
    OfficeAssigned,
    SeatEventAnnulled,
    StandInAppointed,
)
from domain.ids import MACHINE, ClaimId, DecisionId, PersonId, PlanId, SeatId
from domain.kernel import Event
from domain.seats.register import SEAT_EVENTS
from tests.projections.learning import learn
from tests.projections.presence import hears
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    MEETING,
    MURAL,
    NEXT_WEEK,
    NORTH,
    QUESTION,
    SOUTH,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    numbered,
)
from tests.story import Story

HOLDERS = {EAST: ADA, WEST: BEN, NORTH: CHEN, SOUTH: DEWI}
OTHER_QUESTION, OTHER_VOTE = numbered("decision", 2), numbered("vote", 2)
SECRET_QUESTION = numbered("decision", 3)
OTHER_PROJECTS = tuple((numbered("project", number), 10_00) for number in (7, 8))
CHOICES = ("for", "against", "abstain")
APPROVALS = ((BENCH,), (MURAL, SWING), ())

Acts = list[tuple[str, int, int]]

ACTS: st.SearchStrategy[Acts] = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "seat",
                "vote",
                "approve",
                "other",
                "leave",
                "away",
                "undo",
                "plan",
                "member",
                "bylaws",
                "meeting",
                "floor",
                "duty",
                "talk",
                "proxy",
                "call",
                "after",
                "follow",
                "do",
                "learn",
                "share",
                "skill",
                "day",
                "presence",
            )
        ),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=25,
)


def tell(acts: Acts, *, until: str) -> Story:
    """``until`` is "open", "closed" or "declared": how far the first question and vote come."""
    story = Story().has_a_board().filled(SOUTH, DEWI).proposed().opened(plan=GARDEN).opened_vote()
    story.opened(OTHER_QUESTION, closes_at=NEXT_WEEK)
    _ask_in_secret(story)
    story.opened_vote(OTHER_VOTE, costs=OTHER_PROJECTS, closes_at=NEXT_WEEK)
    story.described().recorded_bylaws().admitted(CHEN)
    story.called().placed().opened_item()
    vacant: set[str] = set()
    members = {CHEN}
    for number, (act, who, what) in enumerate(acts):
        _act(story.passes(seconds=1), vacant, act, who, what, number)
        if act == "away":
            story.happens(_hindrance(*list(HOLDERS.items())[who], story, what))
        if act == "undo":
            _undo(story, list(HOLDERS)[who], what)
        if act == "member":
            _join_or_leave(story, members, list(HOLDERS.values())[who])
        if act == "bylaws":
            _change_bylaws(story, numbered("bylaws", 100 + number), what)
        _in_meetings(story, act, list(HOLDERS)[who], what, 100 + number)
        _after(story, act, list(HOLDERS)[who], what, 100 + number)
    if until != "open":
        story.closed(decision=QUESTION).closed(vote=VOTE).closed(decision=SECRET_QUESTION)
    if until == "declared":
        story.declared(decision=QUESTION, in_office=4).declared_vote()
        story.declared(decision=SECRET_QUESTION, in_office=4)
    return story


def _do(story: Story, which: int, how_far: int, number: int) -> None:
    """Promised to the garden, or done with it, and what became of that."""
    match which:
        case 0:
            became = ("received", "reduced", "withdrawn"), ("shortened",), ("renewed", "received")
            story.committed(number)
            for each in became[how_far]:
                story.money(each, number)
        case 1:
            story.pledged(number, became=("kept", "not_kept", "withdrawn")[how_far])
        case 2:
            story.planned(number)
            story.reached(number) if how_far else story.missed(number).planned(number)
        case 3:
            story.measured(number, indicator=("gardeners", "plots", "plots")[how_far])
            if how_far == 2:
                story.corrected(number, measured_on="2026-09-06")


def _voting_day(story: Story, resident: PersonId, how_far: int, number: int) -> None:
    """In the second vote: codes and an outage, paper and help, or a duplicate with two ballots."""
    of: dict[str, Any] = {"vote": OTHER_VOTE}
    match how_far:
        case 0:
            story.issued_code(resident, **of).issued_code(resident, again=True, **of)
            story.outage(number, **of)
        case 1:
            story.issued_paper(resident, **of).helped(resident, CLERK, **of)
            story.entered_paper(number, CLERK, ADA, BEN, agrees=False, **of)
            story.entered_paper(number + 1_000, CLERK, ADA, **of)
        case 2:
            ballot = story.cast(resident, (OTHER_PROJECTS[0][0],), **of)
            story.merged(CLERK, resident)
            story.happens(BallotVoided(ballot=ballot, ground="duplicate", resident=resident, **of))


def _ask_in_secret(story: Story) -> None:
    story.opened(SECRET_QUESTION, secrecy="secret")
    for seat, holder in HOLDERS.items():
        story.cast(holder, "for", decision=SECRET_QUESTION, seat=seat)


def _act(story: Story, vacant: set[str], act: str, who: int, what: int, number: int) -> None:
    seat, holder = list(HOLDERS.items())[who]
    match act:
        case "seat" if seat in vacant:
            story.filled(seat, holder, term_until=TOMORROW)
            vacant.discard(seat)
        case "leave" if seat not in vacant:
            story.vacated(seat, holder)
            vacant.add(seat)
        case "vote":
            story.cast(holder, CHOICES[what], decision=QUESTION, seat=seat)
        case "other":
            story.cast(holder, CHOICES[what], decision=OTHER_QUESTION, seat=seat)
        case "approve":
            story.cast(holder, APPROVALS[what], vote=VOTE)
        case "plan":
            _carry(story, number, holder, what)


def _carry(story: Story, number: int, person: PersonId, how_far: int) -> None:
    """Proposed only, carried and revised, or done and evaluated; its adoption may have lapsed."""
    plan, decision = PlanId(numbered("plan", 100 + number)), numbered("decision", 700 + number)
    of, origin = {"plan": plan}, (None, "resident", "with_help")[number % 3]
    story.proposed(plan, origin=origin).carried(plan, person)
    if how_far:
        indicators = (Indicator(indicator="readers", unit="people"),)
        story.happens(ThemeAdded(theme=f"theme {number}", name="A", indicators=indicators))
        story.revised(plan, 2, text="A well.").revised(plan, 3, title="A well")
        story.carried(plan, BEN, leaves=True).carried(plan, BEN)
        story.happens(PlanPutOnBallot(decision=DecisionId(decision), **of))
        story.happens(PlanStopped(reason="No.", **of), person)
        story.happens(PlanRevived(**of), person)
    if how_far == 2:
        story.adopted_plan(plan, DecisionId(decision))
        story.happens(PlanPaused(reason="Frost.", **of), person)
        story.evaluated(plan, numbered("evaluation", number), again="no", hours_carried=7)
        story.evaluated(plan, numbered("evaluation", 100 + number), origin=origin)
        story.happens(PlanAdoptionLapsed(decision=DecisionId(decision), **of), MACHINE)
        if number % 2:
            story.adopted_plan(plan, DecisionId(decision))
            story.happens(PlanCompleted(**of), person)


def _hindrance(seat: str, holder: str, story: Story, what: int) -> Event:
    of = {"seat": seat, "organ": "board"}
    until = {"stands_in_from": story.now, "stands_in_until": NEXT_WEEK}
    return (
        AbsenceBegan(absent_from=story.now, holder=holder, **of),
        StandInAppointed(person=DEWI, **until, **of),
        OfficeAssigned(office="chair", office_from=story.now, holder=holder, **of),
    )[what]


def _undo(story: Story, seat: str, back: int) -> None:
    """Annul one of the last things that happened to the seat."""
    happened = [r for r in story.history if getattr(r.event, "seat", None) == seat]
    known = [r for r in happened if isinstance(r.event, SEAT_EVENTS[1:])]
    if len(known) > back:
        wrong = known[-1 - back].id
        story.happens(SeatEventAnnulled(seat=seat, organ="board", corrects=wrong))


def _join_or_leave(story: Story, members: set[str], person: str) -> None:
    if person in members:
        story.left(person)
    else:
        story.admitted(person)
    members ^= {person}


def _change_bylaws(story: Story, version: str, how_far: int) -> None:
    """Proposed only, waiting for its deed, or in force and lapsed again."""
    story.proposed_bylaws(version)
    if how_far:
        story.adopted_bylaws(version)
    if how_far == 2:
        story.executed_deed(version).lapsed_bylaws(version)


def _in_meetings(story: Story, act: str, seat: str, what: int, number: int) -> None:
    match act:
        case "talk":
            _talk(story, seat, what, number)
        case "meeting":
            _meet(story, number, what)
        case "floor":
            _speak(story, seat, what)
        case "proxy":
            _grant(story, seat, numbered("proxy", number), what)
        case "call":
            story.called_roll(seat, HOLDERS[seat], CHOICES[what])
        case "duty":
            _do_duty(story, numbered("decision", number), what)


def _meet(story: Story, number: int, how_far: int) -> None:
    """Called only, closed, or with minutes that were corrected and an action that was done."""
    meeting, item = numbered("meeting", number), numbered("item", number)
    story.called(meeting, second_of=MEETING).placed(item, meeting).attends(EAST, ADA, meeting)
    if how_far:
        story.opened_item(item, meeting).closed_item(item, meeting).adjourned(meeting)
        story.resumed(meeting).departs(EAST, meeting).closed_meeting(meeting)
    if how_far == 2:
        action = numbered("action", number)
        story.adopted_minutes(meeting).corrected_minutes(meeting)
        story.agreed(action, by=BEN).completed(action)


def _after(story: Story, act: str, seat: SeatId, what: int, number: int) -> None:
    match act:
        case "presence":
            hears(story, HOLDERS[seat], what, number)
        case "after":
            _after_result(story, seat, HOLDERS[seat], what, number)
        case "day":
            _voting_day(story, HOLDERS[seat], what, number)
        case "follow":
            _follow_up(story, DecisionId(numbered("decision", 500 + number)), what)
        case "do":
            _do(story, list(HOLDERS).index(seat), what, number)
        case "learn" | "share" | "skill":
            learn(story, act, HOLDERS[seat], what, number)


def _after_result(story: Story, seat: SeatId, person: PersonId, what: int, number: int) -> None:
    """Of the first question, whether there is a result yet or not."""
    claim, of = ClaimId(numbered("claim", number)), {"decision": QUESTION}
    court = {"court": "Rechtbank", "case_number": "1"}
    match what:
        case 0:
            story.happens(ResultChallenged(seat=seat, **of))
            story.happens(ClaimNoted(claim=claim, court="Rechtbank", filed_at=story.now, **of))
            story.happens(ResultPublished(published_at=story.now, **of))
        case 1:
            story.happens(NoticeNoted(person=person, noticed_at=story.now, how="notice", **of))
            story.happens(DecisionSuspended(ground="It waits.", by_decision=OTHER_QUESTION, **of))
            story.happens(ClaimNoted(claim=claim, court="Rechtbank", filed_at=story.now, **of))
            story.happens(ClaimEnded(claim=claim, ended_at=story.now, how="settled", **of))
        case 2:
            said: dict[str, Any] = {"statement": numbered("statement", number), "text": "No."}
            story.happens(MinorityStatementAdded(seat=seat, person=person, **said, **of))
            story.happens(DecisionSuspensionLifted(by_decision=OTHER_QUESTION, **of))
            story.happens(DecisionAnnulled(annulled_at=story.now, **court, **of))


def _follow_up(story: Story, decision: DecisionId, what: int) -> None:
    """Of the first question; a new vote voids it, a confirmation confirms it."""
    follows: dict[str, Any] = {"follows": QUESTION, "case": QUESTION, "closes_at": NEXT_WEEK}
    match what:
        case 0:
            story.opened(decision, **follows, follows_as="re_vote")
            story.happens(ResultVoided(decision=QUESTION, voided_by=decision))
        case 1:
            story.opened(decision, **follows, follows_as="confirmation")
            opened = {"confirmation": decision, "cures": "The notice."}
            story.happens(ConfirmationOpened(decision=QUESTION, **opened))
            story.happens(DecisionConfirmed(decision=QUESTION, confirmed_by=decision))
        case 2:
            of: dict[str, Any] = {"group": "Neighbours", "spokesperson": BEN, "ground": "No."}
            story.happens(DecisionSentBack(decision=QUESTION, case=QUESTION, **of))
            story.opened(decision, **follows, follows_as="sent_back")


def _speak(story: Story, seat: str, how_far: int) -> None:
    story.floor_asked(seat)
    if how_far:
        story.floor_given(seat)


def _do_duty(story: Story, decision: str, how_far: int) -> None:
    story.opened_duty(decision).agreed(numbered("action", int(decision[-3:], 16)))
    if how_far:
        story.did_duty(decision)
    if how_far == 2:
        story.did_yearly_duty(year=2000 + int(decision[-3:], 16))


def _talk(story: Story, seat: str, how_far: int, number: int) -> None:
    """About the first question, and about a draft: said only, argued, or judged and reviewed."""
    draft, argument = numbered("decision", 500 + number), numbered("argument", number)
    story.drafted(draft).dialogue(draft, 1).said(draft, seat, HOLDERS[seat]).dialogue(QUESTION)
    story.nominated(draft, seat, HOLDERS[seat]).nominated(draft, seat, HOLDERS[seat])
    if how_far:
        story.argued(argument, seat, HOLDERS[seat]).tested(argument).resolved(argument, by=BEN)
        story.judged(argument, WEST, BEN).judged(argument, WEST, BEN)
    if how_far == 2:
        story.expired(draft).reviewed(QUESTION, number)


def _grant(story: Story, seat: str, proxy: str, how_far: int) -> None:
    story.granted_proxy(proxy, seat, HOLDERS[seat])
    if how_far:
        story.revoked_proxy(proxy, seat, HOLDERS[seat])
