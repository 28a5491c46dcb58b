"""Which arguments of a case stand: the fold that every rule about consent shares."""

from collections.abc import Collection

from domain.events.decisions import DecisionOpened
from domain.events.deliberation import (
    ArgumentJudged,
    ArgumentKind,
    ArgumentRaised,
    ArgumentResolved,
    ArgumentTested,
)
from domain.ids import ArgumentId, PersonId, SeatId
from domain.kernel import Event

ARGUMENT_EVENTS: tuple[type[Event], ...] = (
    ArgumentRaised,
    ArgumentJudged,
    ArgumentTested,
    ArgumentResolved,
)
"""Each carries its case as a tag."""


class Arguments:
    """Of one case. Events are shown in the order in which they were recorded."""

    def __init__(self) -> None:
        self.raised: dict[ArgumentId, ArgumentRaised] = {}
        self.judged: dict[ArgumentId, dict[SeatId, bool]] = {}
        self.tested: dict[ArgumentId, ArgumentKind] = {}
        self.resolved: set[ArgumentId] = set()

    def see(self, event: Event) -> None:
        match event:
            case ArgumentRaised(argument=argument):
                self.raised[argument] = event
            case ArgumentJudged(argument=argument, seat=seat, qualifies=qualifies):
                self.judged.setdefault(argument, {})[seat] = qualifies
            case ArgumentTested(argument=argument, outcome=outcome):
                self.tested[argument] = outcome
            case ArgumentResolved(argument=argument):
                self.resolved.add(argument)
            case DecisionOpened(resolves=resolves):
                self.resolved.update(resolves or ())

    def kind(self, argument: ArgumentId) -> ArgumentKind:
        """An argument qualifies as what it was raised as, until the test says otherwise."""
        return self.tested.get(argument, self.raised[argument].kind)

    def standing(
        self, entitled: Collection[SeatId], recused: Collection[PersonId] = ()
    ) -> list[ArgumentId]:
        """The objections of entitled seats that nobody has resolved."""
        return [
            argument
            for argument, raised in self.raised.items()
            if self.kind(argument) == "objection"
            and argument not in self.resolved
            and raised.seat in entitled
            and raised.person not in recused
        ]

    def of_nominees(
        self,
        opened: DecisionOpened,
        entitled: Collection[SeatId],
        recused: Collection[PersonId] = (),
    ) -> list[ArgumentId]:
        """In an election by consent: the standing objections of who is proposed. They come
        first."""
        if opened.method != "election_by_consent":
            return []
        nominees = {each.person for each in opened.options or ()}
        standing = self.standing(entitled, recused)
        return [each for each in standing if self.raised[each].person in nominees]
