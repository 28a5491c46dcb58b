"""Bylaws of the tests: complete, lawful, and fixed whatever the defaults become."""

from typing import Any

import msgspec

from domain.bylaws.articles import (
    AbsenceArticle,
    AttendanceArticle,
    BallotsArticle,
    BoardArticle,
    ConsentArticle,
    DecisionRule,
    GeneralMeetingArticle,
    NeighbourhoodVotesArticle,
    NoticeArticle,
    OfficeWeight,
    OrgansArticle,
    OutsideMeetingsArticle,
    ProxiesArticle,
    RecusalArticle,
    ResidentMajorityArticle,
    ResidentsWindowArticle,
    RetentionArticle,
    SeatsOfKind,
    TermsArticle,
    TiesArticle,
    WeightsArticle,
)
from domain.bylaws.bylaws import Bylaws
from domain.bylaws.law import contradictions
from domain.counting.majority import Quorum, Threshold

MORE_THAN_HALF = Threshold(numerator=1, denominator=2, comparison=">", of="for_and_against")
TWO_THIRDS = Threshold(numerator=2, denominator=3, comparison=">=", of="for_and_against")
HALF = Quorum(numerator=1, denominator=2, comparison=">=")
STATUTES, REGULATIONS = {"belongs_to": "statutes"}, {"belongs_to": "regulations"}


def rule(kind: str, organ: str = "board", **asked: Any) -> DecisionRule:
    given = {
        "belongs_to": "statutes" if kind == "statutes" else "regulations",
        "method": "majority",
        "threshold": TWO_THIRDS if kind == "statutes" else MORE_THAN_HALF,
        "quorum": HALF,
        "min_voters": 2,
        "secrecy": "open",
        "left_open": kind == "other",
    }
    return DecisionRule(kind=kind, organ=organ, **{**given, **asked})


FOUNDATION = Bylaws(
    legal_form="foundation",
    organs=OrgansArticle(**STATUTES, names=("board", "residents")),
    board=BoardArticle(
        **STATUTES,
        text="The board has four or five members.",
        smallest=4,
        largest=5,
        seats=(
            SeatsOfKind(kind="resident", number=3, appointed_by="residents"),
            SeatsOfKind(kind="professional", number=2, appointed_by="board"),
        ),
    ),
    terms=TermsArticle(**STATUTES, term_months=48, terms_in_a_row=2, rotation="by_turns"),
    resident_majority=ResidentMajorityArticle(
        **STATUTES,
        share=Quorum(numerator=1, denominator=2, comparison=">"),
        of="all_seats",
        reserved=("statutes", "money"),
        carry_over_days=90,
        leave_within_days=60,
    ),
    decisions=(
        rule("plan"),
        rule("statutes"),
        rule("regulations"),
        rule("person"),
        rule("money"),
        rule("other"),
    ),
    attendance=AttendanceArticle(
        **REGULATIONS,
        recused="excluded",
        absent_without_stand_in="counted",
        second_meeting=Quorum(numerator=1, denominator=3, comparison=">="),
    ),
    ties=TiesArticle(
        **STATUTES, things="rejected", persons="casting_vote", casting_vote_of="chair"
    ),
    weights=WeightsArticle(**STATUTES, offices=(OfficeWeight(office="chair", votes=2),)),
    proxies=ProxiesArticle(
        **STATUTES, most_per_holder=1, within_limit_of_weights=True, keeps_residents_share=False
    ),
    notice=NoticeArticle(
        **STATUTES, board_days=7, statutes_days=14, defect="complete_and_unanimous"
    ),
    outside_meetings=OutsideMeetingsArticle(
        **STATUTES, allowed=True, mode="nobody_objects", of="in_office", excluded=("person",)
    ),
    absence=AbsenceArticle(
        **STATUTES, vacancy_filled_within_days=90, all_absent="outside", all_vacant="residents"
    ),
    ballots=BallotsArticle(
        **REGULATIONS,
        secrecy_minimum=3,
        trackers="off",
        trackers_on_persons="off",
        trackers_from_entitled=20,
    ),
    recusal=RecusalArticle(**STATUTES, decided_by="board_in_writing"),
    consent=ConsentArticle(**REGULATIONS, max_rounds=3, fallback="dialogue"),
    residents_window=ResidentsWindowArticle(**REGULATIONS, days=28, extension_days=14),
    neighbourhood_votes=NeighbourhoodVotesArticle(**STATUTES, effect="advisory"),
    retention=RetentionArticle(**REGULATIONS, records_years=7),
)

ASSOCIATION = msgspec.structs.replace(
    FOUNDATION,
    legal_form="association",
    organs=OrgansArticle(**STATUTES, names=("board", "general_meeting")),
    board=BoardArticle(
        **STATUTES,
        smallest=4,
        largest=5,
        seats=(
            SeatsOfKind(kind="resident", number=3, appointed_by="general_meeting"),
            SeatsOfKind(kind="professional", number=2, appointed_by="outside"),
        ),
    ),
    decisions=(
        rule("plan"),
        rule(
            "statutes",
            "general_meeting",
            quorum=Quorum(numerator=0, denominator=1, comparison=">="),
        ),
        rule("regulations", "general_meeting"),
        rule("person", "general_meeting"),
        rule("money"),
        rule("other"),
    ),
    notice=NoticeArticle(
        **STATUTES,
        board_days=7,
        statutes_days=14,
        general_meeting_days=14,
        defect="complete_and_unanimous",
    ),
    absence=AbsenceArticle(
        **STATUTES,
        vacancy_filled_within_days=90,
        all_absent="general_meeting",
        all_vacant="general_meeting",
    ),
    recusal=RecusalArticle(**STATUTES, decided_by="general_meeting"),
    general_meeting=GeneralMeetingArticle(
        **STATUTES,
        non_members_numerator=1,
        non_members_denominator=2,
        early_votes_days=30,
        outside_meeting="unanimous",
        board_knows_before=True,
    ),
)


def changed(bylaws: Bylaws, **articles: dict[str, Any]) -> Bylaws:
    """The same, but for these settings of these articles."""
    return msgspec.structs.replace(
        bylaws,
        **{
            name: msgspec.structs.replace(getattr(bylaws, name), **settings)
            for name, settings in articles.items()
        },
    )


def with_rule(bylaws: Bylaws, kind: str, **settings: Any) -> Bylaws:
    """The same, but for the rule of this kind."""
    return msgspec.structs.replace(
        bylaws,
        decisions=tuple(
            msgspec.structs.replace(each, **settings) if each.kind == kind else each
            for each in bylaws.decisions
        ),
    )


def contradicted(bylaws: Bylaws) -> set[tuple[str, str | None]]:
    """Codes, each with its article."""
    return {(each.code, each.article) for each in contradictions(bylaws)}
