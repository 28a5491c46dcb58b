"""Identifiers. Each is ``kind:uuid`` and thereby its own tag in the log."""

from typing import Literal, NewType

OrganisationId = NewType("OrganisationId", str)
PersonId = NewType("PersonId", str)
SeatId = NewType("SeatId", str)
PlanId = NewType("PlanId", str)
DecisionId = NewType("DecisionId", str)
VoteId = NewType("VoteId", str)
ProjectId = NewType("ProjectId", str)
BallotId = NewType("BallotId", str)
BylawsId = NewType("BylawsId", str)
EventId = NewType("EventId", str)
MeetingId = NewType("MeetingId", str)
ItemId = NewType("ItemId", str)
ActionId = NewType("ActionId", str)
DutyId = NewType("DutyId", str)
OptionId = NewType("OptionId", str)
ProxyId = NewType("ProxyId", str)
ArgumentId = NewType("ArgumentId", str)
ClaimId = NewType("ClaimId", str)
StatementId = NewType("StatementId", str)
SignalId = NewType("SignalId", str)
QuestionId = NewType("QuestionId", str)
IdeaId = NewType("IdeaId", str)
PledgeId = NewType("PledgeId", str)
FundingId = NewType("FundingId", str)
MilestoneId = NewType("MilestoneId", str)
MeasurementId = NewType("MeasurementId", str)
EvaluationId = NewType("EvaluationId", str)
LessonId = NewType("LessonId", str)
MasterclassId = NewType("MasterclassId", str)
VisitId = NewType("VisitId", str)
OutageId = NewType("OutageId", str)

Kind = Literal[
    "organisation",
    "person",
    "seat",
    "plan",
    "decision",
    "vote",
    "project",
    "ballot",
    "bylaws",
    "event",
    "meeting",
    "item",
    "action",
    "duty",
    "option",
    "proxy",
    "argument",
    "claim",
    "statement",
    "signal",
    "question",
    "idea",
    "pledge",
    "funding",
    "milestone",
    "measurement",
    "evaluation",
    "lesson",
    "masterclass",
    "visit",
    "outage",
]

OPERATOR = PersonId("operator")
"""Who runs the installation: may found organisations and nothing else."""
MACHINE = PersonId("machine")
"""The clerk process: does what the rules say is due, and nothing that needs a judgement."""
