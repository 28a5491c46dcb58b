"""What somebody said of themselves before, about one skill."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.act import Act
from domain.events.skills import SkillAsked, SkillLearned, SkillOffered, SkillSide, SkillWithdrawn
from domain.ids import PersonId
from domain.kernel import Selector, on, select, tag_of
from domain.lessons.words import plain_word
from domain.skills.errors import SkillMissing


@dataclass(kw_only=True)
class OnOwnSkill(Act):
    """The same skill, however it was typed."""

    skill: str

    named: set[SkillSide] = field(init=False, default_factory=set)

    @property
    def word(self) -> str:
        return plain_word(self.skill)

    def boundary(self) -> Sequence[Selector]:
        own = (SkillOffered, SkillAsked, SkillWithdrawn, SkillLearned)
        return [select(*own, tags=[self.actor, tag_of("skill", self.word)])]

    @on(SkillOffered)
    def _(self) -> None:
        self.named.add("offer")

    @on(SkillAsked)
    def _(self) -> None:
        self.named.add("asking")

    @on(SkillWithdrawn)
    def _(self, side: SkillSide) -> None:
        self.named.discard(side)

    @on(SkillLearned)
    def _(self, person: PersonId) -> None:
        if person == self.actor:
            self.named.discard("asking")

    def require_word(self) -> str:
        """Raise OrganisationNotFound or SkillMissing."""
        self.require_member()
        if not self.word:
            raise SkillMissing
        return self.word
