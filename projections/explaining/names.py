"""What a sentence calls a seat, an option, a plan or a project: by what the record publishes."""

from collections import Counter
from collections.abc import Iterable, Sequence

from domain.events.decisions import DecisionOpened, Option
from domain.events.plans import PlanProposed, PlanRevised
from domain.events.seats import SeatEstablished
from domain.events.votes import ProjectDescribed
from domain.kernel import Event


class Names:
    """People are called by their pseudonyms: their names are not in the record. A candidate is
    called by a number, after the word that the language has for one."""

    def __init__(self, events: Iterable[Event], candidate: str) -> None:
        self._candidate = candidate
        self._seats: dict[str, str] = {}
        self._plans: dict[str, str] = {}
        self._projects: dict[str, str] = {}
        self._options: dict[str, Option] = {}
        self._places: dict[str, int] = {}
        known = list(events)
        self._name_seats([each for each in known if isinstance(each, SeatEstablished)])
        for event in known:
            match event:
                case PlanProposed(plan=plan, title=title):
                    self._plans[plan] = f'"{title}"'
                case PlanRevised(plan=plan, title=str(title)):
                    self._plans[plan] = f'"{title}"'
                case ProjectDescribed(project=project, name=name):
                    self._projects[project] = f'"{name}"'
                case DecisionOpened(options=options):
                    self._list(options or ())

    def _name_seats(self, established: Sequence[SeatEstablished]) -> None:
        """By their titles, those with the same title numbered as they were established."""
        titles = Counter(each.title for each in established)
        numbers: Counter[str] = Counter()
        for each in established:
            numbers[each.title] += 1
            number = f" ({numbers[each.title]})" if titles[each.title] > 1 else ""
            self._seats[each.seat] = f'"{each.title}"{number}'

    def _list(self, options: Sequence[Option]) -> None:
        """Options of the first decision that has them keep their numbers in those that follow."""
        for option in options:
            if option.option not in self._options:
                self._options[option.option] = option
                self._places[option.option] = len(self._places) + 1

    def seat(self, seat: str) -> str:
        return self._seats.get(seat, seat)

    def seats(self, seats: Iterable[str]) -> str:
        return ", ".join(self.seat(each) for each in seats)

    def plan(self, plan: str) -> str:
        return self._plans.get(plan, plan)

    def project(self, project: str) -> str:
        return self._projects.get(project, project)

    def option(self, option: str) -> str:
        known = self._options.get(option)
        if known is None:
            return option
        if known.plan is not None:
            return self.plan(known.plan)
        if known.person is not None:
            return f"{self._candidate} {self._places[option]}"
        return f'"{known.text}"'

    def options(self, options: Iterable[str]) -> str:
        return ", ".join(self.option(each) for each in options)

    def described(self, option: Option) -> str:
        said = self.option(option.option)
        return said if option.person is None else f"{said} ({option.person})"
