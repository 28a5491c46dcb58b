"""The clerk, or the chair, puts it to the vote whether a decision is confirmed."""

from dataclasses import dataclass

from domain.events.results import ConfirmationOpened, Defect
from domain.results.errors import CannotBeCured, ConfirmedAlready, NotAdopted
from domain.results.follows_result import FollowsResult
from domain.results.on_one_result import OUTCOMES


@dataclass(kw_only=True)
class OpenConfirmation(FollowsResult):
    """By the same organ and the same requirements (2:15(6)). ``cures`` says, published, which
    defect it is to cure, ``defect`` of which sort this is: only that of how the decision came
    about can be cured so."""

    defect: Defect
    cures: str

    def execute(self) -> None:
        self.require_lead()
        self.require_standing()
        if self.outcomes[self.decision] != "adopted":
            raise NotAdopted(decision=self.decision)
        if self.defect != "how_it_came_about":
            raise CannotBeCured(defect=self.defect)
        if self.aftermath.confirmed or self.waiting_confirmation is not None:
            raise ConfirmedAlready(decision=self.decision)
        self.require_unfollowed("confirmation", but=OUTCOMES)
        opened = self.record(self.opening("confirmation"))
        self.record(
            ConfirmationOpened(
                decision=self.decision, confirmation=self.follow_up, cures=self.cures
            ),
            because=opened,
        )
