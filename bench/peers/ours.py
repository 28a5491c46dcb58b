"""Our own log, asked through its port and for nothing that the others are not asked for."""

from bench.community import Community
from bench.peers.asked import Question, Stored, tagged
from domain import record
from domain.ports import Append, CommandKey, NewRecord, Ports

FINGERPRINT = bytes(32)


class Ours:
    def __init__(self, ports: Ports, community: Community) -> None:
        self.ports, self.community = ports, community

    async def ask(self, question: Question) -> None:
        """With a command id, as every command has one."""
        log, organisation = self.ports.log, self.community.organisation
        key = CommandKey(question.resident, self.ports.new_id("event"))
        seen = await log.read(organisation, question.boundary, key)
        event = question.event
        await log.append(
            organisation,
            Append(
                records=[NewRecord(event.type, event.tags, event.record)],
                unless=question.boundary,
                after=seen.head,
                key=key,
                fingerprint=FINGERPRINT,
            ),
        )

    async def events(self, kind: str) -> list[Stored]:
        """All there are so far, in order, tagged for another log."""
        found: list[Stored] = []
        while True:
            page, head = await self.ports.log.read_page(
                self.community.organisation, after=len(found), limit=5_000
            )
            for stored in page:
                known = record.decode(stored.position, stored.record)
                found.append(tagged(known.event, known.actor, stored.record, kind))
            if len(found) == head:
                return found
