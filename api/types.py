"""What may stand in a request: shared types, with their bounds."""

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from litestar.params import PathParameter
from msgspec import Meta

from api.bodies import LARGEST_INTEGER
from domain.ids import (
    ActionId,
    ArgumentId,
    BylawsId,
    ClaimId,
    DecisionId,
    DutyId,
    EvaluationId,
    FundingId,
    IdeaId,
    ItemId,
    LessonId,
    MasterclassId,
    MeasurementId,
    MeetingId,
    MilestoneId,
    OrganisationId,
    OutageId,
    PersonId,
    PlanId,
    PledgeId,
    ProjectId,
    ProxyId,
    QuestionId,
    SeatId,
    SignalId,
    VisitId,
    VoteId,
)

ORGAN = r"^[a-z][a-z_]{0,59}\Z"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
FOR_EVER = "Published: it stands in the record for everybody to read, for ever."
SEALED = "Personal: kept outside the record, and erasable."
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body. Moments are aware and of this age, so that a record can hold them."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value: Any = getattr(self, name)
            if isinstance(value, datetime) and not EARLIEST <= value < LATEST:
                raise ValueError("A moment lies between the years 1900 and 2200.")


Moment = Annotated[
    datetime,
    Meta(tz=True, description="RFC 3339 with a zone.", examples=["2026-05-04T12:00:00Z"]),
]
Cents = Annotated[int, Meta(ge=0, le=LARGEST_INTEGER, description="Whole cents.")]
Organ = Annotated[str, Meta(pattern=ORGAN, examples=["board"])]
Word = Annotated[str, Meta(min_length=1, max_length=60)]
"""A group, a category, a neighbourhood's code."""
Day = Annotated[
    str,
    Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z", examples=["2019-03-01"]),
]
Month = Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])\Z", examples=["2024-11"])]
ThemeWord = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9 &-]{0,59}\Z", examples=["urban gardens"])]
"""Small letters, so that it is written in one way; no colon, which tells identifiers."""
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z", examples=["EUR"])]
Published = Annotated[str, Meta(min_length=1, max_length=200, description=FOR_EVER)]
PublishedText = Annotated[str, Meta(min_length=1, max_length=20_000, description=FOR_EVER)]
Personal = Annotated[str, Meta(min_length=1, max_length=200, description=SEALED)]
PersonalText = Annotated[str, Meta(min_length=1, max_length=5_000, description=SEALED)]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="SHA-256 in hex.")]

Holder = Annotated[PersonId, Meta(pattern=rf"^person:{UUID}\Z")]
Seat = Annotated[SeatId, Meta(pattern=rf"^seat:{UUID}\Z")]
Plan = Annotated[PlanId, Meta(pattern=rf"^plan:{UUID}\Z")]
Bylaws = Annotated[BylawsId, Meta(pattern=rf"^bylaws:{UUID}\Z")]
Decision = Annotated[DecisionId, Meta(pattern=rf"^decision:{UUID}\Z")]
Claim = Annotated[ClaimId, Meta(pattern=rf"^claim:{UUID}\Z")]
Meeting = Annotated[MeetingId, Meta(pattern=rf"^meeting:{UUID}\Z")]
Item = Annotated[ItemId, Meta(pattern=rf"^item:{UUID}\Z")]
Argument = Annotated[ArgumentId, Meta(pattern=rf"^argument:{UUID}\Z")]
Duty = Annotated[DutyId, Meta(pattern=rf"^duty:{UUID}\Z")]
Project = Annotated[ProjectId, Meta(pattern=rf"^project:{UUID}\Z")]
Signal = Annotated[SignalId, Meta(pattern=rf"^signal:{UUID}\Z")]
Question = Annotated[QuestionId, Meta(pattern=rf"^question:{UUID}\Z")]
Idea = Annotated[IdeaId, Meta(pattern=rf"^idea:{UUID}\Z")]
Pledge = Annotated[PledgeId, Meta(pattern=rf"^pledge:{UUID}\Z")]
Funding = Annotated[FundingId, Meta(pattern=rf"^funding:{UUID}\Z")]
Milestone = Annotated[MilestoneId, Meta(pattern=rf"^milestone:{UUID}\Z")]
Measurement = Annotated[MeasurementId, Meta(pattern=rf"^measurement:{UUID}\Z")]
Evaluation = Annotated[EvaluationId, Meta(pattern=rf"^evaluation:{UUID}\Z")]
Lesson = Annotated[LessonId, Meta(pattern=rf"^lesson:{UUID}\Z")]
Masterclass = Annotated[MasterclassId, Meta(pattern=rf"^masterclass:{UUID}\Z")]
Visit = Annotated[VisitId, Meta(pattern=rf"^visit:{UUID}\Z")]
OtherOrganisation = Annotated[OrganisationId, Meta(pattern=rf"^organisation:{UUID}\Z")]
Outage = Annotated[OutageId, Meta(pattern=rf"^outage:{UUID}\Z")]

OrganisationPath = Annotated[OrganisationId, PathParameter(pattern=rf"^organisation:{UUID}\Z")]
PersonPath = Annotated[PersonId, PathParameter(pattern=rf"^person:{UUID}\Z")]
SeatPath = Annotated[SeatId, PathParameter(pattern=rf"^seat:{UUID}\Z")]
PlanPath = Annotated[PlanId, PathParameter(pattern=rf"^plan:{UUID}\Z")]
DecisionPath = Annotated[DecisionId, PathParameter(pattern=rf"^decision:{UUID}\Z")]
ClaimPath = Annotated[ClaimId, PathParameter(pattern=rf"^claim:{UUID}\Z")]
VotePath = Annotated[VoteId, PathParameter(pattern=rf"^vote:{UUID}\Z")]
BylawsPath = Annotated[BylawsId, PathParameter(pattern=rf"^bylaws:{UUID}\Z")]
MeetingPath = Annotated[MeetingId, PathParameter(pattern=rf"^meeting:{UUID}\Z")]
ItemPath = Annotated[ItemId, PathParameter(pattern=rf"^item:{UUID}\Z")]
ActionPath = Annotated[ActionId, PathParameter(pattern=rf"^action:{UUID}\Z")]
ProxyPath = Annotated[ProxyId, PathParameter(pattern=rf"^proxy:{UUID}\Z")]
DutyPath = Annotated[DutyId, PathParameter(pattern=rf"^duty:{UUID}\Z")]
ArgumentPath = Annotated[ArgumentId, PathParameter(pattern=rf"^argument:{UUID}\Z")]
SignalPath = Annotated[SignalId, PathParameter(pattern=rf"^signal:{UUID}\Z")]
QuestionPath = Annotated[QuestionId, PathParameter(pattern=rf"^question:{UUID}\Z")]
IdeaPath = Annotated[IdeaId, PathParameter(pattern=rf"^idea:{UUID}\Z")]
PledgePath = Annotated[PledgeId, PathParameter(pattern=rf"^pledge:{UUID}\Z")]
FundingPath = Annotated[FundingId, PathParameter(pattern=rf"^funding:{UUID}\Z")]
MilestonePath = Annotated[MilestoneId, PathParameter(pattern=rf"^milestone:{UUID}\Z")]
MeasurementPath = Annotated[MeasurementId, PathParameter(pattern=rf"^measurement:{UUID}\Z")]
EvaluationPath = Annotated[EvaluationId, PathParameter(pattern=rf"^evaluation:{UUID}\Z")]
LessonPath = Annotated[LessonId, PathParameter(pattern=rf"^lesson:{UUID}\Z")]
MasterclassPath = Annotated[MasterclassId, PathParameter(pattern=rf"^masterclass:{UUID}\Z")]
VisitPath = Annotated[VisitId, PathParameter(pattern=rf"^visit:{UUID}\Z")]
SerialPath = Annotated[int, PathParameter(ge=1, le=LARGEST_INTEGER)]
OutagePath = Annotated[OutageId, PathParameter(pattern=rf"^outage:{UUID}\Z")]
