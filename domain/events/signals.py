"""What was heard in the neighbourhood, of somebody named who agreed, or of nobody in particular."""

from typing import ClassVar

from domain.ids import PersonId, SignalId
from domain.kernel import Event, Published, Sealed


class SignalNoted(Event, frozen=True, kw_only=True):
    """``week`` is when it was heard (ISO, such as 2026-W48); ``groups`` and ``first_time`` are as
    who noted it saw them, and never a special category of personal data.

    With ``person`` the words are sealed under that person's key; without, under a key of the
    signal's own. Of a resident's own anonymous signal the record names no actor.
    """

    NAME: ClassVar = "signal.noted"
    TAGGED_BY: ClassVar = ("signal", "person")
    SEALED_UNDER: ClassVar = {"words": "keeper"}
    MAKES_KEY_OF: ClassVar = "own_key"

    signal: SignalId
    words: Sealed
    channel: Published
    week: str
    neighbourhood: str | None = None
    groups: tuple[Published, ...] | None = None
    first_time: bool | None = None
    person: PersonId | None = None

    @property
    def keeper(self) -> str:
        return str(self.person or self.signal)

    @property
    def own_key(self) -> SignalId | None:
        return self.signal if self.person is None else None


class SignalErased(Event, frozen=True, kw_only=True):
    """The words of an anonymous signal are gone, and its key. What stays is where it was heard."""

    NAME: ClassVar = "signal.erased"
    TAGGED_BY: ClassVar = ("signal",)

    signal: SignalId
