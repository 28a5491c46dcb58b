"""A decision that was referred is put to the vote in the organ that decides instead."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from domain.bylaws.articles import DecisionKind
from domain.bylaws.bylaws import Bylaws
from domain.counting.methods import AMONG_OPTIONS
from domain.decisions.by_bylaws import Asked, RuleOfDecision, by_bylaws
from domain.decisions.errors import ApprovalMissing, InMeetingOrNot, NeitherNor, NoSeats
from domain.decisions.follows_up import FollowsUp
from domain.decisions.in_meeting import defect_for, if_complete
from domain.decisions.options import Effect, require_secrecy, with_options
from domain.decisions.outside_meeting import outside_meeting
from domain.events.decisions import DecisionOpened
from domain.events.meetings import NoticeDefect
from domain.ids import ItemId, PersonId
from domain.kernel import Selector, select
from domain.meetings.notice import GENERAL_MEETING
from domain.organisations.errors import NoBylaws
from domain.organisations.versions import SeesBylaws, Version, hash_of
from domain.recusals.errors import NotReferred
from domain.seats.register import SEAT_EVENTS


@dataclass(kw_only=True)
class OpenReferred(FollowsUp, SeesBylaws):
    """By that organ's own rule for the kind of question, where the bylaws have one; else by the
    rule that it was opened with. It may, although the bylaws give the kind to another organ."""

    outside_meeting: bool | None = None
    board_informed_at: datetime | None = None

    def boundary(self) -> Sequence[Selector]:
        found = [*super().boundary(), *self.all_versions()]
        declared = self.voting.declared
        if declared is not None and declared.referred_to is not None:
            found.append(select(*SEAT_EVENTS, tags=[f"organ:{declared.referred_to}"]))
        return found

    @property
    def organ(self) -> str:
        """Raise NotReferred."""
        declared = self.voting.declared
        if declared is None or declared.referred_to is None:
            raise NotReferred(decision=self.decision)
        return declared.referred_to

    def execute(self) -> None:
        self.require_member()
        before, organ = self.opened, self.organ
        self.require_lead()
        self.require_unfollowed("referral")
        seats = self.voting.seats_now()
        if not seats.on_organ(organ):
            raise NoSeats(organ=organ)
        rule, defect = self._as_held(self._rule(before))
        recused = self._recused(before)
        held = seats.in_office(organ, self.at)
        entitled = [s for s in seats.counted(organ, self.at) if held.get(s) not in recused]
        require_secrecy(rule, seats, entitled, self.at)
        version = self.versions.in_force(self.at)
        settings = {each.name: getattr(rule, each.name) for each in fields(rule)}
        del settings["approval_of"]
        opening = self.opening(
            "referral",
            **settings,
            bylaws=before.bylaws if version is None else hash_of(version.content),
            recused=recused or None,
            defect=defect,
            outside_meeting=self.outside_meeting or None,
            board_informed_at=self.board_informed_at,
        )
        self.record(opening)

    def _on_agenda(self) -> ItemId | None:
        """That of the organ which referred it is not on this one's agenda."""
        return self.item

    def _rule(self, before: DecisionOpened) -> RuleOfDecision:
        """Raise ApprovalMissing, and what a rule may ask of its options and of secrecy."""
        version = self.versions.in_force(self.at)
        own = _own_rule(version, before.kind, self.organ, before)
        if version is None or own is None:
            return _same_rule(before)
        if own.approval_of is not None and before.approved_by is None:
            raise ApprovalMissing(organ=own.approval_of)
        effect = Effect(
            fills=before.fills,
            office=before.office,
            dismisses=before.dismisses,
            suspends=before.suspends,
        )
        in_meeting = self.item is not None
        own = with_options(own, before.options or (), effect, in_meeting=in_meeting)
        secret = own.secrecy == "secret"
        entitled = self.voting.seats_now().counted(self.organ, self.at)
        enough = len(entitled) >= version.content.ballots.trackers_from_entitled
        return replace(
            own,
            secrecy_minimum=own.secrecy_minimum if secret else None,
            trackers=(secret and own.trackers and enough) or None,
            send_back_days=own.send_back_days if before.affected else None,
        )

    def _recused(self, before: DecisionOpened) -> tuple[PersonId, ...]:
        """A board member's conflict of interest keeps them out of boards, and not out of the
        general meeting, where they vote as a member. Whom it is about stays out everywhere."""
        if self.organ == GENERAL_MEETING:
            return before.concerns or ()
        return tuple(sorted(self.voting.at_the_close().recused))

    def _as_held(self, rule: RuleOfDecision) -> tuple[RuleOfDecision, NoticeDefect | None]:
        """What the meeting, or that there is none, changes in the rule."""
        version = self.versions.in_force(self.at)
        bylaws = None if version is None else version.content
        kind = self.opened.kind
        if self.outside_meeting:
            return self._as_outside(rule, bylaws, kind), None
        if self.item is None:
            if bylaws is not None:
                raise NeitherNor
            return rule, None
        meeting = self.meetings[self._require_open(self.item)]
        defect = defect_for(meeting, meeting.items[self.item], bylaws, kind)
        if defect is not None:
            in_office = self.voting.seats_now().in_office(self.organ, self.at)
            there = meeting.attendance.taking_part(self.at)
            rule = if_complete(rule, bylaws, in_office, there)
        return rule, defect

    def _as_outside(
        self, rule: RuleOfDecision, bylaws: Bylaws | None, kind: DecisionKind | None
    ) -> RuleOfDecision:
        if self.item is not None:
            raise InMeetingOrNot
        if bylaws is None or kind is None:
            raise NoBylaws
        informed = self.board_informed_at
        knows = informed is not None and informed <= self.at
        return outside_meeting(rule, bylaws, self.organ, kind, knows)


def _own_rule(
    version: Version | None, kind: DecisionKind | None, organ: str, before: DecisionOpened
) -> RuleOfDecision | None:
    """None where the bylaws have none for this organ, or only one that asks another question:
    for or against, or a choice between options."""
    if version is None or kind is None:
        return None
    if all(rule.organ != organ for rule in version.content.rules_on(kind)):
        return None
    nothing = Asked(threshold=None, quorum=None, min_voters=None, secrecy=None)
    rule = by_bylaws(version.content, kind, organ, nothing)
    same = (rule.method in AMONG_OPTIONS) == (before.method in AMONG_OPTIONS)
    return rule if same else None


def _same_rule(before: DecisionOpened) -> RuleOfDecision:
    """Weights, a casting vote and the residents' share are those of the board only."""
    known: dict[str, Any] = {
        each.name: getattr(before, each.name, None) for each in fields(RuleOfDecision)
    }
    return replace(
        RuleOfDecision(**known), weights=None, casting_vote_of=None, residents_at_the_vote=None
    )
