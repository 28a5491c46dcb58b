"""A resident or a facilitator notes what was heard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.act import Act, minted
from domain.events.persons import PersonErased, PersonRegistered
from domain.events.signals import SignalNoted
from domain.ids import PersonId, SignalId
from domain.kernel import Selector, on, select, unsealed
from domain.persons.errors import PersonNotFound
from domain.signals.errors import ConsentMissing, NoSuchWeek, NotYoursToNote, WeekToCome


@dataclass(kw_only=True)
class NoteSignal(Act):
    """Of ``person``, who agreed (``consent``) unless it is the actor, or of nobody in particular.

    ``week`` is an ISO week, such as 2026-W48.
    """

    signal: SignalId = minted()
    words: str
    channel: str
    week: str
    neighbourhood: str | None = None
    groups: tuple[str, ...] | None = None
    first_time: bool | None = None
    person: PersonId | None = None
    consent: bool = False

    there: set[PersonId] = field(init=False, default_factory=set)

    def boundary(self) -> Sequence[Selector]:
        if self.person is None:
            return ()
        return [select(PersonRegistered, PersonErased, tags=[self.person])]

    @on(PersonRegistered)
    def _(self, person: PersonId) -> None:
        self.there.add(person)

    @on(PersonErased)
    def _(self, person: PersonId) -> None:
        self.there.discard(person)

    def execute(self) -> None:
        self._require_noter()
        self._require_heard()
        if self.person is not None:
            self._require_consent(self.person)
        self.record(
            SignalNoted(
                signal=self.signal,
                words=unsealed(self.words),
                channel=self.channel,
                week=self.week,
                neighbourhood=self.neighbourhood,
                groups=self.groups or None,
                first_time=self.first_time,
                person=self.person,
            ),
            anonymous=self._own_and_anonymous,
        )

    @property
    def _own_and_anonymous(self) -> bool:
        """A facilitator stands for what others said; a resident without a name is not told."""
        return self.person is None and "facilitator" not in self.actor_roles

    def _require_noter(self) -> None:
        self.require_member()
        if self.actor_standing != "resident" and "facilitator" not in self.actor_roles:
            raise NotYoursToNote

    def _require_heard(self) -> None:
        """Raise NoSuchWeek or WeekToCome."""
        year, _, week = self.week.partition("-W")
        try:
            begins = date.fromisocalendar(int(year), int(week), 1)
        except ValueError:
            raise NoSuchWeek(week=self.week) from None
        if begins > self.at.date():
            raise WeekToCome(week=self.week)

    def _require_consent(self, person: PersonId) -> None:
        """Raise PersonNotFound or ConsentMissing."""
        if person not in self.there:
            raise PersonNotFound(person=person)
        if person != self.actor and not self.consent:
            raise ConsentMissing(person=person)
