"""The clerk voids a decision that was opened in error."""

from dataclasses import dataclass

from domain.decisions.ends_early import EndsEarly
from domain.meetings.on_one_meeting import require_chair


@dataclass(kw_only=True)
class VoidDecision(EndsEarly):
    """Until it was counted; the ballots stay unopened. ``ground`` is published. In a meeting the
    chair may too, who may open a decision there."""

    ground: str

    def execute(self) -> None:
        self.require_member()
        opened = self.opened
        if "clerk" not in self.actor_roles:
            if opened.meeting is None:
                self.require_role("clerk")
            require_chair(self.voting.seats_now(), opened.organ, self.actor, self.at)
        self.require_uncounted()
        self.end("opened_in_error", ground=self.ground)
