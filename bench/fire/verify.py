"""The verdict: every way in which the evidence of a fire contradicts the promises, as sentences.

Nothing here asks a server. What the log, the subscribers and the residents hold must agree
with one another, and what is derived from the log is derived again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256

from bench.fire.evidence import Acknowledged, Evidence, Late, Odd, Subscription
from bench.fire.verify_views import about_views
from domain import record
from domain.events.ballots import BallotCast, VotingClosed
from domain.events.persons import PersonRegistered
from domain.events.votes import VoteOpened
from domain.ids import MACHINE, BallotId, PersonId, VoteId
from domain.ports import CommandKey, StoredRecord
from domain.record import Recorded
from projections.recount import StillRunning, recount

Say = tuple[PersonId, VoteId]
"""A resident has one in every vote."""


def violations(evidence: Evidence) -> list[str]:
    """Empty if every promise was kept."""
    log = [record.decode(stored.position, stored.record) for stored in evidence.books.log]
    return [
        *about_answers(evidence),
        *about_positions(evidence.books.log),
        *about_ballots(evidence, log),
        *about_commands(evidence),
        *about_views(evidence.books.views, evidence.books.log),
        *about_results(evidence, log),
        *(
            sentence
            for name, subscription in evidence.subscriptions.items()
            for sentence in about_subscription(name, subscription, evidence.books.log)
        ),
    ]


def about_answers(evidence: Evidence) -> Iterator[str]:
    for told in evidence.told:
        if isinstance(told, Odd):
            yield f"{told.who} asked for {told.asked} and was answered: {told.answer}"


def about_positions(log: Sequence[StoredRecord]) -> Iterator[str]:
    """They are 1, 2, 3 and so on."""
    for expected, stored in enumerate(log, start=1):
        if stored.position != expected:
            yield f"where position {expected} belongs, the log has position {stored.position}"
            return


def about_ballots(evidence: Evidence, log: Sequence[Recorded]) -> Iterator[str]:
    """Whoever was told that their ballot is recorded finds that one, and it alone; and no
    ballot is there of which nobody was told."""
    cast = _cast(log)
    told: set[Say] = set()
    for each in evidence.told:
        if not isinstance(each, Odd):
            told.add((each.resident, each.vote))
            yield from _about_told(each, cast.get((each.resident, each.vote), []))
    for (resident, vote), ballots in cast.items():
        places = ", ".join(str(position) for _, position in ballots)
        if len(ballots) > 1:
            yield f"the one ballot of {resident} on {vote} is recorded at {places}"
        if (resident, vote) not in told:
            yield f"nobody was told of the ballot of {resident} on {vote} at {places}"


def _cast(log: Sequence[Recorded]) -> dict[Say, list[tuple[BallotId, int]]]:
    """Every ballot in the log with its position."""
    cast: defaultdict[Say, list[tuple[BallotId, int]]] = defaultdict(list)
    for recorded in log:
        event = recorded.event
        if isinstance(event, BallotCast) and event.resident and event.vote:
            cast[event.resident, event.vote].append((event.ballot, recorded.position))
    return cast


def _about_told(
    told: Acknowledged | Late, recorded: Sequence[tuple[BallotId, int]]
) -> Iterator[str]:
    match told:
        case Acknowledged(ballot=ballot, position=position):
            if (ballot, position) not in recorded:
                yield f"{ballot} of {told.resident} was acknowledged at {position}; it is not there"
        case Late(certain=True):
            if recorded:
                yield f"{told.resident} was told to be late for {told.vote}, and yet has a ballot"


def about_commands(evidence: Evidence) -> Iterator[str]:
    """A command is carried out once, always answered alike, and everything was commanded."""
    first: dict[CommandKey, Acknowledged] = {}
    fresh: set[CommandKey] = set()
    for told in evidence.told:
        if isinstance(told, Acknowledged):
            key = CommandKey(told.resident, told.command)
            yield from _about_answer(evidence, key, first.setdefault(key, told), told)
            if not told.replayed and key in fresh:
                yield f"{key} was twice answered as carried out just now"
            if not told.replayed:
                fresh.add(key)
    claimed = sorted(evidence.books.commands.values())
    positions = [place for one, last in claimed for place in range(one, last + 1)]
    if positions != [stored.position for stored in evidence.books.log]:
        yield "the commands that are known did not record just what is in the log"


def _about_answer(
    evidence: Evidence, key: CommandKey, first: Acknowledged, again: Acknowledged
) -> Iterator[str]:
    if (first.ballot, first.position) != (again.ballot, again.position):
        yield (
            f"{key} was answered with {first.ballot} at {first.position}, "
            f"and again with {again.ballot} at {again.position}"
        )
    known = evidence.books.commands.get(key)
    if known != (again.position, again.position):
        yield f"{key} was answered with position {again.position}; known of it is {known}"


def about_subscription(
    name: str, subscription: Subscription, log: Sequence[StoredRecord]
) -> Iterator[str]:
    """It saw every event that it asked for once, in order, as the bytes that were recorded."""
    wanted = [
        (stored.position, sha256(stored.record).hexdigest())
        for stored in log
        if not subscription.types or stored.type in subscription.types
    ]
    seen = [(each.position, each.sha256) for each in subscription.delivered]
    for place, (right, got) in enumerate(zip(wanted, seen, strict=False)):
        if right != got:
            connection = subscription.delivered[place].connection
            what = "other bytes" if right[0] == got[0] else f"position {got[0]}"
            yield f"{name} saw {what} instead of position {right[0]} on connection {connection}"
            return
    if len(seen) != len(wanted):
        yield f"{name} saw {len(seen)} events; there are {len(wanted)}"


def about_results(evidence: Evidence, log: Sequence[Recorded]) -> Iterator[str]:
    """The clerk process closed every vote, and a recount from the record agrees."""
    about: defaultdict[VoteId, list[Recorded]] = defaultdict(list)
    registered = [recorded for recorded in log if isinstance(recorded.event, PersonRegistered)]
    for recorded in log:
        if (vote := getattr(recorded.event, "vote", None)) is not None:
            about[vote].append(recorded)
    for vote in evidence.votes:
        if not any(isinstance(each.event, VoteOpened) for each in about[vote]):
            yield f"{vote} was acknowledged and is not there"
    for vote, events in about.items():
        closed_by = [each.actor for each in events if isinstance(each.event, VotingClosed)]
        if closed_by != [MACHINE]:
            yield f"{vote} was closed by {closed_by} and not once by the clerk process"
        yield from _recounted(vote, [*registered, *events])


def _recounted(vote: VoteId, events: list[Recorded]) -> Iterator[str]:
    if not any(isinstance(each.event, VoteOpened) for each in events):
        return
    try:
        found = recount(vote, sorted(events, key=lambda each: each.position))
    except StillRunning:
        yield f"the result of {vote} was not declared"
        return
    for finding in found.findings:
        yield f"{vote}: {finding}"
