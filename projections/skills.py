"""Who offers which skill, who asks for it, and how often it was passed on.

One document for each skill, with numbers only, and one for what each person says of it.
"""

from collections.abc import Iterable, MutableMapping, Sequence

import msgspec

from domain.events.skills import (
    SkillAsked,
    SkillLearned,
    SkillMentored,
    SkillOffered,
    SkillWithdrawn,
)
from domain.ids import PersonId
from domain.kernel import Event, Selector, select, tag_of
from domain.record import Recorded
from projections.base import Entry, Projection
from projections.order import newest_first


class Skill(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """With ``person``: whether they offer it and ask for it. Without: ``offered`` and ``asked``
    are how many people do, ``learned`` and ``mentored`` how often it was passed on."""

    skill: str
    position: int
    person: PersonId | None = None
    offers: bool = False
    asks: bool = False
    offered: int = 0
    asked: int = 0
    learned: int = 0
    mentored: int = 0

    @property
    def matched(self) -> bool:
        """Somebody offers what somebody asks for."""
        return self.offered > 0 and self.asked > 0


class Skills:
    NAME = "skills"
    VERSION = 1
    FOLLOWS: tuple[type[Event], ...] = (
        SkillOffered,
        SkillAsked,
        SkillWithdrawn,
        SkillLearned,
        SkillMentored,
    )
    DOCUMENT = Skill

    def touches(self, event: Event) -> Iterable[str]:
        if isinstance(event, SkillMentored):
            return (tag_of("skill", event.skill),)
        assert isinstance(event, SkillOffered | SkillAsked | SkillWithdrawn | SkillLearned)
        word = tag_of("skill", event.skill)
        return (word, f"{event.person} {word}")

    def feeds(self, document_id: str) -> Sequence[Selector]:
        if not document_id.startswith("person:"):
            return [select(*self.FOLLOWS, tags=[document_id])]
        person, _, word = document_id.partition(" ")
        return [select(*self.FOLLOWS, tags=[person, word])]

    def apply(self, documents: MutableMapping[str, Skill], recorded: Recorded) -> None:
        event = recorded.event
        word, *own = self.touches(event)
        skill: str = event.skill  # type: ignore[attr-defined]
        of_all = documents.get(word) or Skill(skill=skill, position=0)
        changes = {"position": recorded.position}
        for name in own:
            before = documents.get(name) or Skill(
                skill=skill,
                position=0,
                person=event.person,  # type: ignore[attr-defined]
            )
            documents[name] = after = _says(before, event, recorded.position)
            changes["offered"] = of_all.offered + after.offers - before.offers
            changes["asked"] = of_all.asked + after.asks - before.asks
        changes["learned"] = of_all.learned + isinstance(event, SkillLearned)
        changes["mentored"] = of_all.mentored + isinstance(event, SkillMentored)
        documents[word] = msgspec.structs.replace(of_all, **changes)

    def index(self, document: Skill) -> Iterable[Entry]:
        """List "skills", what was heard of last first; filter ``matched``. List "people" of a
        skill: filters ``offers:…`` and ``asks:…``."""
        place = newest_first(document.position)
        if document.person is None:
            yield Entry("skills", "", place)
            if document.matched:
                yield Entry("skills", "matched", place)
        if document.offers:
            yield Entry("people", f"offers:{document.skill}", place)
        if document.asks:
            yield Entry("people", f"asks:{document.skill}", place)


def _says(before: Skill, event: Event, position: int) -> Skill:
    offers, asks = before.offers, before.asks
    match event:
        case SkillOffered():
            offers = True
        case SkillAsked():
            asks = True
        case SkillWithdrawn(side="offer"):
            offers = False
        case SkillWithdrawn(side="asking") | SkillLearned():
            asks = False
    return msgspec.structs.replace(before, offers=offers, asks=asks, position=position)


SKILLS: Projection[Skill] = Skills()
