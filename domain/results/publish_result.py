"""The clerk records that a result was made known well enough to everybody."""

from dataclasses import dataclass
from datetime import datetime

from domain.events.results import ResultPublished
from domain.results.errors import PublishedAlready
from domain.results.on_one_result import OnOneResult


@dataclass(kw_only=True)
class PublishResult(OnOneResult):
    published_at: datetime

    def execute(self) -> None:
        self.require_role("clerk")
        self.require_after(self.require_result(), self.published_at)
        if self.aftermath.published:
            raise PublishedAlready(decision=self.decision)
        self.record(ResultPublished(decision=self.decision, published_at=self.published_at))
