"""What all acts on one argument share."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.deliberation.errors import (
    ArgumentNotFound,
    ArgumentResolvedAlready,
    ArgumentTestedAlready,
    ConcernNotTested,
    NotTheAuthor,
)
from domain.deliberation.in_deliberation import InDeliberation
from domain.events.deliberation import ArgumentRaised
from domain.ids import ArgumentId
from domain.kernel import Selector


@dataclass(kw_only=True)
class OnOneArgument(InDeliberation):
    argument: ArgumentId

    def boundary(self) -> Sequence[Selector]:
        return self.and_its_arguments()

    def require_unresolved(self) -> ArgumentRaised:
        """Raise what ``require_going_on`` raises, ArgumentNotFound or ArgumentResolvedAlready."""
        self.require_going_on()
        raised = self.arguments.raised.get(self.argument)
        if raised is None:
            raise ArgumentNotFound(argument=self.argument)
        if self.argument in self.arguments.resolved:
            raise ArgumentResolvedAlready(argument=self.argument)
        return raised

    def require_untested(self) -> ArgumentRaised:
        """Raise what ``require_unresolved`` raises, ConcernNotTested or ArgumentTestedAlready."""
        raised = self.require_unresolved()
        if raised.kind == "concern":
            raise ConcernNotTested(argument=self.argument)
        if self.argument in self.arguments.tested:
            raise ArgumentTestedAlready(argument=self.argument)
        return raised

    def require_author(self, raised: ArgumentRaised) -> None:
        """Whose words they are, or whose seat it is. Raise NotTheAuthor."""
        if self.actor not in (raised.person, self.register.voter(raised.seat, self.at)):
            raise NotTheAuthor(argument=self.argument)
