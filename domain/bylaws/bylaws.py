"""One version of the bylaws: a value, complete in itself."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from domain.bylaws.articles import (
    AbsenceArticle,
    Article,
    AttendanceArticle,
    BallotsArticle,
    BoardArticle,
    ConsentArticle,
    DecisionKind,
    DecisionRule,
    GeneralMeetingArticle,
    MinorityArticle,
    NeighbourhoodVotesArticle,
    NoticeArticle,
    OrgansArticle,
    OutsideMeetingsArticle,
    PlansArticle,
    ProxiesArticle,
    RecusalArticle,
    ResidentMajorityArticle,
    ResidentsWindowArticle,
    RetentionArticle,
    TermsArticle,
    TiesArticle,
    WeightsArticle,
)

LegalForm = Literal["association", "foundation", "cooperative"]


class Bylaws(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``general_meeting`` is there if the legal form has members."""

    legal_form: LegalForm
    organs: OrgansArticle
    board: BoardArticle
    terms: TermsArticle
    resident_majority: ResidentMajorityArticle
    decisions: tuple[DecisionRule, ...]
    attendance: AttendanceArticle
    ties: TiesArticle
    weights: WeightsArticle
    proxies: ProxiesArticle
    notice: NoticeArticle
    outside_meetings: OutsideMeetingsArticle
    absence: AbsenceArticle
    ballots: BallotsArticle
    recusal: RecusalArticle
    consent: ConsentArticle
    residents_window: ResidentsWindowArticle
    neighbourhood_votes: NeighbourhoodVotesArticle
    retention: RetentionArticle
    general_meeting: GeneralMeetingArticle | None = None
    minority: MinorityArticle | None = None
    plans: PlansArticle | None = None

    @property
    def has_members(self) -> bool:
        """A cooperative is an association, with members."""
        return self.legal_form != "foundation"

    def rules_on(self, kind: DecisionKind) -> list[DecisionRule]:
        """One, but for approvals: each organ that approves has its own rule."""
        return [rule for rule in self.decisions if rule.kind == kind]

    def articles(self) -> Iterator[tuple[str, Article]]:
        """Every article under its name; decision rules under kind and organ."""
        for name in self.__struct_fields__:
            if isinstance(value := getattr(self, name), Article):
                yield name, value
        for rule in self.decisions:
            yield f"decisions.{rule.kind}.{rule.organ}", rule

    def statutes(self) -> dict[str, Article]:
        return {name: each for name, each in self.articles() if each.belongs_to == "statutes"}


def changes_statutes(before: Bylaws, after: Bylaws) -> bool:
    """Also if an article moves into the statutes, or out of them."""
    return before.legal_form != after.legal_form or before.statutes() != after.statutes()
