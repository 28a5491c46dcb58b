"""The articles that a version of the bylaws consists of. Every article is a struct of its own.

A recorded version says everything itself: no setting has a value because the program has a
default. What is added later is therefore optional. Durations are whole days, months or years
with the unit in the name; shares are pairs of whole numbers.
"""

from typing import Literal

from msgspec import Struct

from domain.counting.groups import GroupGate
from domain.counting.majority import Denominator, Quorum, Threshold
from domain.counting.methods import Method, OptionsRule
from domain.kernel import Published

Place = Literal["statutes", "regulations"]
DecisionKind = Literal["plan", "statutes", "regulations", "person", "money", "approval", "other"]
KindOfSeat = Literal["resident", "professional", "partner", "independent"]
Switch = Literal["on", "off"]

OUTSIDE = "outside"
"""Stands in the place of an organ for somebody outside the organisation."""


class Article(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """``text`` are the words of the article, where they say more than its settings."""

    belongs_to: Place
    text: Published | None = None


class OrgansArticle(Article, frozen=True, kw_only=True):
    """``names``: `board`, `general_meeting`, `supervisory_board`, `residents`, and circles."""

    names: tuple[str, ...]


class SeatsOfKind(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``appointed_by`` is an organ, or `outside`."""

    kind: KindOfSeat
    number: int
    appointed_by: str


class BoardArticle(Article, frozen=True, kw_only=True):
    """The board has ``smallest`` up to ``largest`` seats; ``seats`` are all of them, by kind."""

    smallest: int
    largest: int
    seats: tuple[SeatsOfKind, ...]


class TermsArticle(Article, frozen=True, kw_only=True):
    """``rotation``: whether terms end by turns or all at once.

    ``replacement``: what is served by who comes in the place of somebody that left early.
    """

    term_months: int
    terms_in_a_row: int
    rotation: Literal["by_turns", "all_at_once"]
    replacement: Literal["rest_of_term", "new_term", "either"] | None = None


class ResidentMajorityArticle(Article, frozen=True, kw_only=True):
    """The share of filled resident seats. Without it the kinds in ``reserved`` have to wait.

    A holder without successor carries over at most ``carry_over_days``. Who is no longer a
    resident leaves within ``leave_within_days``; 0 ends the seat at once.
    """

    share: Quorum
    of: Literal["all_seats", "filled_seats"]
    reserved: tuple[DecisionKind, ...]
    carry_over_days: int
    leave_within_days: int
    at_the_vote: Quorum | None = None
    """The share of resident ballots among those received that a decision of the board needs."""


class DecisionRule(Article, frozen=True, kw_only=True):
    """Who decides on a kind of question, and by which rule; ``approved_by`` is an organ too.

    If ``left_open``, the rule is what counts unless the opening of a decision states another.
    In a ``roll_call`` choices are visible as they are called; it takes a meeting.
    """

    kind: DecisionKind
    organ: str
    method: Method
    threshold: Threshold
    quorum: Quorum
    min_voters: int
    secrecy: Literal["open", "secret", "roll_call"]
    left_open: bool
    approved_by: str | None = None
    methods: tuple[Method, ...] | None = None
    """Others that the opening may choose."""
    options_rule: OptionsRule | None = None
    """For a method that chooses between options."""
    groups: GroupGate | None = None
    """Groups that must agree too, or whose agreement is shown."""


class AttendanceArticle(Article, frozen=True, kw_only=True):
    """What a quorum counts, and the quorum of a second meeting, if there is one."""

    recused: Literal["excluded", "counted"]
    absent_without_stand_in: Literal["excluded", "counted"]
    second_meeting: Quorum | None = None


class TiesArticle(Article, frozen=True, kw_only=True):
    """``casting_vote_of`` is an office, such as `chair`."""

    things: Literal["rejected", "casting_vote"]
    persons: Literal["lot", "casting_vote"]
    casting_vote_of: str | None = None


class OfficeWeight(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    office: str
    votes: int


class WeightsArticle(Article, frozen=True, kw_only=True):
    """Offices with more than one vote; every other seat has one."""

    offices: tuple[OfficeWeight, ...]


class ProxiesArticle(Article, frozen=True, kw_only=True):
    """``most_per_holder`` 0: there are none. ``within_limit_of_weights``: own and represented
    votes together are at most those of all others. ``keeps_residents_share``: a resident seat
    that somebody else represents still counts as resident."""

    most_per_holder: int
    within_limit_of_weights: bool
    keeps_residents_share: bool


class NoticeArticle(Article, frozen=True, kw_only=True):
    """Days between the notice and the meeting; ``statutes_days`` if statutes are to change.

    ``defect`` says what cures a defective notice.
    """

    board_days: int
    statutes_days: int
    defect: Literal["complete_and_unanimous", "nothing"]
    general_meeting_days: int | None = None


class GeneralMeetingArticle(Article, frozen=True, kw_only=True):
    """``non_members_share``: what non-members together cast at most, of the members' votes.

    ``early_votes_days``: how long before the meeting a vote can be cast; 0: not at all.
    """

    non_members_numerator: int
    non_members_denominator: int
    early_votes_days: int
    outside_meeting: Literal["unanimous", "majority", "never"]
    board_knows_before: bool


class OutsideMeetingsArticle(Article, frozen=True, kw_only=True):
    """How the board decides outside a meeting, and on which kinds it never does."""

    allowed: bool
    mode: Literal["nobody_objects", "unanimous"]
    of: Denominator
    excluded: tuple[DecisionKind, ...]


class AbsenceArticle(Article, frozen=True, kw_only=True):
    """Who acts for the board when all its members are absent for a time, or all seats vacant:
    an organ, or somebody `outside`."""

    vacancy_filled_within_days: int
    all_absent: str | None = None
    all_vacant: str | None = None


class BallotsArticle(Article, frozen=True, kw_only=True):
    """``secrecy_minimum``: fewer ballots, in any label, are never opened.

    Trackers are there from ``trackers_from_entitled`` entitled on.
    """

    secrecy_minimum: int
    trackers: Switch
    trackers_on_persons: Switch
    trackers_from_entitled: int


class RecusalArticle(Article, frozen=True, kw_only=True):
    """Who decides when recusal leaves nobody, or too few, who can."""

    decided_by: Literal["supervisory_board", "general_meeting", "board_in_writing"]


class ConsentArticle(Article, frozen=True, kw_only=True):
    max_rounds: int
    fallback: Literal["dialogue", "majority"]


class MinorityArticle(Article, frozen=True, kw_only=True):
    """Whether a declared affected group may send a decision back, once, and until when."""

    send_back: Switch
    send_back_within_days: int


class ResidentsWindowArticle(Article, frozen=True, kw_only=True):
    """How long residents come first, and by how much this is extended if none had an idea."""

    days: int
    extension_days: int


class NeighbourhoodVotesArticle(Article, frozen=True, kw_only=True):
    effect: Literal["advisory", "binding_by_prior_board_decision", "organ"]


class PlansArticle(Article, frozen=True, kw_only=True):
    """At least ``bearers`` residents carry a plan when it is put to a decision or to a
    neighbourhood vote. It is evaluated ``evaluation_months`` after its adoption, unless the
    opening names a day; 0: only then."""

    bearers: int
    evaluation_months: int


class RetentionArticle(Article, frozen=True, kw_only=True):
    records_years: int
