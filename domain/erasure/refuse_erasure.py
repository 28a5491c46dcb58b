"""The clerk refuses or postpones what somebody asked: to have their name and words erased."""

from dataclasses import dataclass
from datetime import datetime

from domain.erasure.errors import UntilInThePast
from domain.erasure.on_erasure import OnErasure
from domain.events.persons import ErasureRefused, KeptFor


@dataclass(kw_only=True)
class RefuseErasure(OnErasure):
    """On a ground of GDPR 17(3), which is recorded, so that it can be told and disputed. The
    clerk can erase all the same as soon as the ground is gone."""

    ground: KeptFor
    until: datetime | None = None

    def execute(self) -> None:
        self.require_role("clerk")
        self.require_known()
        if self.until is not None and self.until <= self.at:
            raise UntilInThePast
        self.record(ErasureRefused(person=self.person, ground=self.ground, until=self.until))
