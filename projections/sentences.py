"""What happened, in one short English sentence. It never knows a sealed value."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.events.ballots import (
    BallotCast,
    BallotsOpened,
    BallotVoided,
    ResultCounted,
    ResultDeclared,
    VotingClosed,
)
from domain.events.decisions import DecisionOpened
from domain.events.organisations import OrganisationFounded
from domain.events.persons import PersonRegistered, RoleGranted, RoleRevoked
from domain.events.plans import PlanAdopted, PlanProposed
from domain.events.seats import SeatEstablished, SeatFilled, SeatVacated
from domain.events.votes import ProjectDescribed, VoteOpened
from domain.kernel import Event

LONGEST_QUOTE = 120

OUTCOMES = {
    "adopted": "The proposal was adopted.",
    "rejected": "The proposal was rejected.",
    "no_quorum": "No decision was taken: the quorum was not reached.",
    "too_few_voters": "No decision was taken: too few voted.",
    "no_votes": "No decision was taken: nobody voted for or against.",
    "allocated": "The budget was allocated.",
}


def sentence(event: Event) -> str:
    return _SENTENCES[type(event)](event)


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}”"


def _money(cents: int, currency: str) -> str:
    return f"{currency} {cents // 100:,}.{cents % 100:02}"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _cast(event: BallotCast) -> str:
    return "A ballot was cast." if event.replaces is None else "A ballot was replaced."


def _opened(event: BallotsOpened) -> str:
    part = "" if event.parts == 1 else f" (part {event.part} of {event.parts})"
    return f"The ballot box was opened: {len(event.lines)} ballots{part}."


def _counted(event: ResultCounted) -> str:
    if event.majority is not None:
        count = event.majority
        return (
            f"The ballots were counted: {count.in_favour} for, {count.against} against, "
            f"{count.abstained} abstained."
        )
    if event.allocation is not None:
        funded = sum(each.outcome == "funded" for each in event.allocation.projects)
        return (
            f"{event.allocation.received} ballots were counted: {funded} of "
            f"{len(event.allocation.projects)} projects are funded."
        )
    return "The ballots were counted."


_SENTENCES: dict[type[Event], Callable[[Any], str]] = {
    OrganisationFounded: lambda e: f"The organisation {_quoted(e.name)} was founded.",
    PersonRegistered: lambda e: f"Somebody was registered as {e.standing}.",
    RoleGranted: lambda e: f"The role of {e.role} was given.",
    RoleRevoked: lambda e: f"The role of {e.role} was taken back.",
    SeatEstablished: lambda e: (
        f"The {e.kind} seat {_quoted(e.title)} was established ({_quoted(e.organ)})."
    ),
    SeatFilled: lambda e: (
        f"A seat was filled, from {_day(e.term_from)} until {_day(e.term_until)}."
    ),
    SeatVacated: lambda e: (
        f"A seat became vacant on {_day(e.vacated_at)}: {e.reason.replace('_', ' ')}."
    ),
    PlanProposed: lambda e: f"The plan {_quoted(e.title)} was proposed.",
    PlanAdopted: lambda e: "A plan was adopted.",
    DecisionOpened: lambda e: (
        f"The question {_quoted(e.question)} was put to the vote until {_minute(e.closes_at)}."
    ),
    VoteOpened: lambda e: (
        f"The neighbourhood vote {_quoted(e.title)} was opened until {_minute(e.closes_at)}: "
        f"{len(e.projects)} projects, {_money(e.budget_cents, e.currency)}."
    ),
    ProjectDescribed: lambda e: f"The project {_quoted(e.name)} was put on the ballot.",
    BallotCast: _cast,
    BallotVoided: lambda e: f"A ballot was voided: {e.ground.replace('_', ' ')}.",
    VotingClosed: lambda e: "Voting closed.",
    BallotsOpened: _opened,
    ResultCounted: _counted,
    ResultDeclared: lambda e: OUTCOMES[e.outcome],
}
