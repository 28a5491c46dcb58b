"""The HTTP application, built from the ports that it is given."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp, ControllerRouterHandler

from api import (
    actions,
    agenda,
    ballots_by_code,
    board,
    bylaws,
    decisions,
    deliberation,
    drafts,
    duties,
    elections,
    erasure,
    events,
    explanations,
    meetings,
    members,
    minutes,
    organisations,
    persons,
    plans,
    power,
    problems,
    proposals,
    proxies,
    recusals,
    residency,
    results,
    roll_call,
    seat_holders,
    seats,
    timeline,
    validity,
    votes,
    voting_days,
)
from api.bodies import StrictRequest
from api.callers import members_only, the_caller, the_member, with_token
from api.documentation import documentation
from api.health import health
from api.openapi import document
from api.outer import Outer
from api.problem_pages import read_problem
from api.reading import PageAsked, the_views
from api.stream import AS_USUAL, Live, Pace, Waiting
from api.tokens import Tokens
from domain.ports import Ports
from projections.ports import Views

LARGEST_BODY = 64 * 1024
"""Bytes, where a handler does not say otherwise."""

IN_AN_ORGANISATION = (
    organisations.read_organisation,
    organisations.read_me,
    organisations.describe_organisation,
    bylaws.record_bylaws,
    bylaws.propose_bylaws,
    bylaws.check_bylaws,
    bylaws.record_deed,
    bylaws.list_bylaws,
    bylaws.read_bylaws_in_force,
    bylaws.read_default_bylaws,
    bylaws.read_bylaws,
    members.admit_member,
    members.end_membership,
    members.list_members,
    persons.register_person,
    persons.list_persons,
    persons.read_person,
    persons.grant_role,
    persons.revoke_role,
    erasure.erase_person,
    erasure.refuse_erasure,
    seats.establish_seat,
    seats.fill_seat,
    seats.vacate_seat,
    seats.carry_over,
    seats.annul_seat_event,
    seat_holders.assign_office,
    seat_holders.release_office,
    seat_holders.suspend_holder,
    seat_holders.lift_suspension,
    seat_holders.begin_absence,
    seat_holders.end_absence,
    seat_holders.appoint_stand_in,
    seat_holders.end_stand_in,
    residency.lose_residency,
    residency.regain_residency,
    board.read_board,
    board.list_terms,
    power.read_voting_power,
    plans.propose_plan,
    plans.list_plans,
    plans.read_plan,
    meetings.call_meeting,
    meetings.list_meetings,
    meetings.read_meeting,
    meetings.note_attendance,
    meetings.note_departure,
    meetings.read_attendance,
    meetings.adjourn_meeting,
    meetings.resume_meeting,
    meetings.close_meeting,
    agenda.place_item,
    agenda.list_agenda,
    agenda.open_item,
    agenda.close_item,
    agenda.ask_for_the_floor,
    agenda.give_the_floor,
    minutes.adopt_minutes,
    minutes.correct_minutes,
    minutes.read_minutes,
    actions.agree_action,
    actions.complete_action,
    actions.list_actions,
    duties.list_duties,
    duties.read_calendar,
    duties.note_duty_done,
    duties.note_yearly_duty_done,
    decisions.open_decision,
    decisions.object_to_method,
    decisions.list_decisions,
    decisions.read_decision,
    decisions.cast_ballot_on_decision,
    decisions.withdraw_ballot_on_decision,
    decisions.list_ballots_on_decision,
    decisions.list_lines_of_decision,
    decisions.extend_deadline_of_decision,
    decisions.close_decision,
    decisions.count_decision,
    decisions.declare_decision_result,
    decisions.replay_decision,
    drafts.draft_decision,
    drafts.expire_draft,
    deliberation.open_dialogue_round,
    deliberation.contribute,
    deliberation.raise_argument,
    deliberation.withdraw_argument,
    deliberation.resolve_argument,
    deliberation.judge_argument,
    deliberation.conclude_testing,
    deliberation.nominate,
    deliberation.read_deliberation,
    deliberation.read_review,
    proposals.amend_proposal,
    proposals.propose_other_candidate,
    proposals.open_consent_round,
    proposals.open_fallback,
    proposals.record_review,
    recusals.declare_interest,
    recusals.challenge_interest,
    recusals.rule_on_challenge,
    recusals.deny_interest,
    recusals.set_recusal_aside,
    recusals.refer_decision,
    recusals.open_referred,
    recusals.read_recusals,
    proxies.grant_proxy,
    proxies.revoke_proxy,
    proxies.list_proxies,
    proxies.read_proxy,
    roll_call.record_roll_call_answer,
    roll_call.list_roll_call_answers,
    explanations.explain_decision,
    explanations.explain_vote,
    elections.open_next_round,
    elections.decline_candidacy,
    elections.draw_lot,
    votes.open_vote,
    votes.list_votes,
    votes.read_vote,
    votes.list_projects,
    votes.cast_ballot_in_vote,
    votes.withdraw_ballot_in_vote,
    votes.list_ballots_in_vote,
    votes.list_lines_of_vote,
    votes.extend_deadline_of_vote,
    votes.close_vote,
    votes.declare_vote_result,
    votes.answer_vote,
    votes.annul_vote,
    votes.replay_vote,
    voting_days.issue_access_code,
    voting_days.merge_registrations,
    voting_days.issue_paper_ballot,
    voting_days.enter_paper_ballot,
    voting_days.list_paper_ballots,
    voting_days.record_outage,
    voting_days.note_voting_help,
    voting_days.read_voting_day,
    results.challenge_result,
    results.open_re_vote,
    results.publish_result,
    results.note_notice,
    results.list_notices,
    results.withdraw_proposal,
    results.void_decision,
    results.add_minority_statement,
    results.list_minority_statements,
    results.send_back,
    results.open_after_dialogue,
    validity.note_claim,
    validity.end_claim,
    validity.list_claims,
    validity.annul_decision,
    validity.suspend_decision,
    validity.lift_decision_suspension,
    validity.find_decision_void,
    validity.ratify_decision,
    validity.open_confirmation,
    timeline.read_timeline,
    events.read_events,
)

BY_CODE = (
    ballots_by_code.cast_ballot_by_code,
    ballots_by_code.withdraw_ballot_by_code,
)
"""In an organisation, for whoever shows a code and needs no token."""


def build_app(
    ports: Ports,
    views: Views,
    signals: Waiting,
    tokens: Tokens,
    stopping: asyncio.Event,
    ready: Callable[[], Awaitable[bool]],
    *,
    pace: Pace = AS_USUAL,
) -> ASGIApp:
    """``stopping``, once set, ends streams with a goodbye and readiness with them."""
    live = Live(signals=signals, stopping=stopping, pace=pace)
    handlers: list[ControllerRouterHandler] = [
        *_handlers(live),
        *health(stopping, ready),
        read_problem,
    ]
    app = Litestar(
        [*handlers, *documentation(partial(document, handlers))],
        request_class=StrictRequest,
        request_max_body_size=LARGEST_BODY,
        exception_handlers={Exception: problems.answer},
        state=State({"ports": ports, "tokens": tokens, "views": views}),
        openapi_config=None,
        logging_config=None,
    )
    return Outer(app)


def _handlers(live: Live) -> list[Router]:
    """Who has no token comes no further than here, unless they show a code that stands for one;
    and who is no member reads nothing."""
    with_caller = {"caller": Provide(the_caller, sync_to_thread=False)}
    reading = {
        "member": Provide(the_member, sync_to_thread=False),
        "views": Provide(the_views, sync_to_thread=False),
        "asked": Provide(PageAsked, sync_to_thread=False),
        "live": Provide(lambda: live, sync_to_thread=False),
    }
    return [
        Router(
            "/",
            route_handlers=[organisations.found_organisation],
            guards=[with_token],
            dependencies=with_caller,
        ),
        Router(
            "/organisations/{organisation:str}",
            route_handlers=IN_AN_ORGANISATION,
            guards=[members_only],
            dependencies={**with_caller, **reading},
        ),
        Router(
            "/organisations/{organisation:str}",
            route_handlers=BY_CODE,
            dependencies={"visitor": Provide(ballots_by_code.Visitor, sync_to_thread=False)},
        ),
    ]
