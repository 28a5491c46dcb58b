"""In a meeting the machine, the clerk or the chair has the ballots opened and counted."""

from dataclasses import dataclass

from domain.ballots.errors import NotInMeeting
from domain.decisions.counts_ballots import CountsBallots
from domain.ids import MACHINE
from domain.meetings.on_one_meeting import require_chair


@dataclass(kw_only=True)
class CountBallots(CountsBallots):
    """What was counted is not declared: in a meeting the chair does that (article 2:13)."""

    def execute(self) -> None:
        opened = self.opened
        if self.actor != MACHINE and "clerk" not in self.actor_roles:
            self.require_member()
            require_chair(self.voting.seats_now(), opened.organ, self.actor, self.at)
        if opened.meeting is None:
            raise NotInMeeting
        self.require_closed()
        self.require_uncounted()
        self.count()
