"""What is asked of a decision: the question, its rule, the ballots; with their bounds."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from api.types import (
    Asked,
    Bylaws,
    Decision,
    Holder,
    Item,
    Moment,
    Organ,
    Plan,
    Published,
    PublishedText,
    Seat,
    Sha256,
    Word,
)
from domain.bylaws.articles import DecisionKind
from domain.counting.election import ElectionRule
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Quorum, Threshold
from domain.counting.methods import Method, OptionsRule
from domain.counting.ranking import MOST_OPTIONS
from domain.counting.schulze import Measure
from domain.counting.share import BallotShare
from domain.decisions.open_decision import MOST_SEATS
from domain.decisions.options import NewOption
from domain.events.decisions import (
    AffectedGroup,
    HolderToSuspend,
    OfficeToFill,
    SeatToFill,
    Secrecy,
)
from domain.events.seats import Office, Serves

MOST_GROUPS = 20

# No pattern: msgspec 0.22.0 damages memory when it frees a union of an array with one.
Mark = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=60,
        description="A word such as `for`, or an option.",
        examples=["for"],
    ),
]
Sharing = Annotated[tuple[Mark, ...], Meta(max_length=MOST_OPTIONS)]
Marks = Annotated[tuple[Mark | Sharing, ...], Meta(max_length=MOST_OPTIONS)]


class OptionAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """One of: a candidate (`person`), a `plan`, or what `text` says."""

    text: Published | None = None
    person: Holder | None = None
    plan: Plan | None = None


class OptionsRuleAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """`on_a_tie` is for a plurality; `places`, and the `floor` that an option must reach, for an
    approval; `measure` for Schulze; `election` for an election in rounds."""

    on_a_tie: Literal["lot", "rejected"] | None = None
    places: Annotated[int, Meta(ge=1, le=MOST_OPTIONS)] | None = None
    floor: BallotShare | None = None
    measure: Measure | None = None
    election: ElectionRule | None = None


class GroupGateAsked(Asked, frozen=True, kw_only=True):
    """Groups that must agree too if `binding`, or whose agreement is shown.

    They are kinds of seat, neighbourhoods, or groups that voters choose themselves; never a
    special category of personal data.
    """

    name: Literal["double_majority", "bridging_gate"]
    by: Literal["seat_kind", "neighbourhood", "self_chosen"]
    groups: Annotated[tuple[Word, ...], Meta(min_length=1, max_length=MOST_GROUPS)]
    rule: GroupRule
    binding: bool


class SeatToFillAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """Who is elected takes the seat for this term. `serves` says what is served in the place of
    somebody that left early, where the bylaws leave that open."""

    seat: Seat
    term_from: Moment
    term_until: Moment
    serves: Serves | None = None


class OfficeToFillAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    """Who is elected has the office, and keeps the seat."""

    office: Office
    office_from: Moment
    office_until: Moment | None = None


class HolderToSuspendAsked(Asked, frozen=True, kw_only=True, omit_defaults=True):
    seat: Seat
    ground: Published
    suspended_until: Moment | None = None


class AffectedGroupAsked(Asked, frozen=True, kw_only=True):
    """A group whom the decision affects, and who speaks for it."""

    name: Published
    spokesperson: Holder


class DecisionAsked(Asked, frozen=True, kw_only=True):
    """The rule in force, as exact whole numbers: more than half of the votes for and against
    is 1, 2, `>`, `for_and_against`; a quorum of half the seats in office is 1, 2, `>=`.

    With bylaws in force all of it is theirs, for the `kind` of question: leave it out, or state
    the same, or state another where they leave it open. Without bylaws, `quorum` is needed, and
    for a majority `threshold`; two voters are, unless `min_voters` says otherwise. `approved_by`
    is the decision by which another organ approved, where the bylaws ask for it.

    `item` is the open item of a meeting: then its notice and attendance count. `outside_meeting`
    is for what is decided outside one, as far as the bylaws allow it; the members decide so only
    once the board was informed, at `board_informed_at`. With `early` the members may vote on an
    item before their meeting begins, as long before as the bylaws let them; it closes in it.

    An organ that the statutes name for it is asked what is the board's to decide, while all of
    the board are kept from it, or all its seats are vacant.

    What was talked about before has a `draft`, and keeps its name. `text` are the words of the
    proposal where no plan and no bylaws have them. `method` says how it is decided: for or
    against, by consent, or between `options`, which are named in the order listed.

    `concerns` are those whose dismissal, suspension, pay or discharge it is: they were heard, at
    `heard_at`, and are recused. `fills`, `office`, `dismisses` and `suspends` are what follows
    from the decision, with it. `affected` groups may send it back, through who speaks for each.
    A plan that is adopted is evaluated by `evaluate_on`, else when the bylaws say so.
    """

    organ: Organ
    question: Published
    closes_at: Moment
    threshold: Threshold | None = None
    quorum: Quorum | None = None
    min_voters: Annotated[int, Meta(ge=1, le=500)] | None = None
    secrecy: Secrecy | None = None
    plan: Plan | None = None
    kind: DecisionKind | None = None
    proposed_bylaws: Bylaws | None = None
    approved_by: Decision | None = None
    item: Item | None = None
    outside_meeting: bool | None = None
    board_informed_at: Moment | None = None
    draft: Decision | None = None
    text: PublishedText | None = None
    method: Method | None = None
    options: Annotated[tuple[OptionAsked, ...], Meta(max_length=MOST_OPTIONS)] | None = None
    options_rule: OptionsRuleAsked | None = None
    groups: GroupGateAsked | None = None
    concerns: Annotated[tuple[Holder, ...], Meta(max_length=MOST_SEATS)] | None = None
    heard_at: Moment | None = None
    fills: Annotated[tuple[SeatToFillAsked, ...], Meta(max_length=MOST_OPTIONS)] | None = None
    office: OfficeToFillAsked | None = None
    dismisses: Seat | None = None
    suspends: HolderToSuspendAsked | None = None
    affected: Annotated[tuple[AffectedGroupAsked, ...], Meta(max_length=MOST_GROUPS)] | None = None
    review_on: Moment | None = None
    early: bool | None = None
    evaluate_on: Moment | None = None

    def for_the_act(self) -> dict[str, Any]:
        """Every member in the shape of the domain."""
        asked = {name: getattr(self, name) for name in self.__struct_fields__}
        for name, shape in SHAPES.items():
            asked[name] = msgspec.convert(asked[name], shape, from_attributes=True)
        return asked


SHAPES: dict[str, Any] = {
    "options": tuple[NewOption, ...] | None,
    "options_rule": OptionsRule | None,
    "groups": GroupGate | None,
    "fills": tuple[SeatToFill, ...] | None,
    "office": OfficeToFill | None,
    "suspends": HolderToSuspend | None,
    "affected": tuple[AffectedGroup, ...] | None,
}


class MethodObjectionAsked(Asked, frozen=True, kw_only=True):
    seat: Seat


class BallotAsked(Asked, frozen=True, kw_only=True):
    """`choice` is, by the method of the decision: `for`, `against` or `abstain`; `consent` or
    `objection`; one option, or `abstain`; several options; or ranks, best first, each an option
    or several that share it.

    `proposal`, when given, is the hash of the text that you read, as the decision shows it.
    `groups` are those that you belong to, where the decision lets voters choose them; they
    stand in the record at once.

    Nobody can see the choice before voting has closed. Then that of an open ballot is opened
    together with you as its voter, and that of a secret one without, for everybody to read,
    for ever.
    """

    seat: Seat
    choice: Mark | Marks
    proposal: Sha256 | None = None
    groups: Annotated[tuple[Word, ...], Meta(max_length=MOST_GROUPS)] | None = None


class DeadlineAsked(Asked, frozen=True, kw_only=True):
    """Later than it was."""

    closes_at: Moment
