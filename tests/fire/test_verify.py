"""The verdict on a fire can be guilty: every kind of damage to the evidence is seen."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from adapters.keys import Keys
from adapters.new_id import new_id
from bench.fire.evidence import Acknowledged, Books, Delivered, Evidence, Late, Odd, Subscription
from bench.fire.verify import violations
from bench.fire.verify_views import folded, known
from domain.ballots.close_voting import CloseVoting
from domain.carry_out import Receipt
from domain.counting.approval import BallotLimits
from domain.events.votes import Electorate, GreedyRule
from domain.ids import MACHINE, PersonId
from domain.ports import CommandKey, StoredRecord
from domain.votes.cast_ballot import CastBallotInVote
from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import OpenVote
from projections.catalogue import PROJECTIONS
from tests.conftest import StoryClock
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DE_PIJP,
    MURAL,
    PROJECTS,
    SEED,
    SWING,
    TOMORROW,
    VOTE,
    Community,
    in_memory,
)

RESIDENTS = (ADA, BEN, CHEN)
ALL, ONLY_BALLOTS = "all", "only-ballots"


class History:
    """A vote of three residents, and the evidence that a fire would have of it."""

    def __init__(self, clock: StoryClock, keys: Keys) -> None:
        self.community, self.clock = Community(in_memory(clock, keys)), clock
        self.commands: dict[CommandKey, tuple[int, int]] = {}
        self.told: list[Acknowledged | Late | Odd] = []

    async def happens(self) -> "History":
        """Ben and Chen ask twice. What stands before the vote is one command here."""
        await self.community.is_founded()
        await self.community.registers(*RESIDENTS)
        before = (await self.community.ports.log.read(DE_PIJP, [], None)).head
        self.commands[CommandKey(CLERK, "before")] = (1, before)
        await self.does(
            CLERK,
            OpenVote,
            vote=VOTE,
            project_ids=(BENCH, MURAL, SWING),
            title="A street",
            currency="EUR",
            budget_cents=120_00,
            projects=PROJECTS,
            limits=BallotLimits(),
            allocation=GreedyRule(over_budget="pass_over", group_caps=()),
            electorate=Electorate(),
            effect="advisory",
            secrecy="open",
            closes_at=TOMORROW,
            seed=SEED,
        )
        for resident in (*RESIDENTS, BEN, CHEN):
            await self.casts(resident)
        self.clock.pass_by(days=2)
        await self.does(MACHINE, CloseVoting, vote=VOTE)
        await self.does(MACHINE, DeclareVoteResult, vote=VOTE, seed=SEED)
        return self

    async def does(self, actor: PersonId, act: Any, **asked: Any) -> Receipt:
        receipt = await self.community.does(actor, act, command_id=act.__name__, **asked)
        first, *_, last = (receipt.recorded[0], receipt.recorded[-1])
        self.commands[CommandKey(actor, act.__name__)] = (first.position, last.position)
        return receipt

    async def casts(self, resident: PersonId) -> None:
        ballot = new_id("ballot")
        receipt = await self.does(
            resident, CastBallotInVote, ballot=ballot, vote=VOTE, projects=(BENCH,)
        )
        (cast,) = receipt.recorded
        self.told.append(
            Acknowledged(
                resident,
                CastBallotInVote.__name__,
                VOTE,
                cast.event.ballot,
                receipt.position,
                receipt.replayed,
                1,
            )
        )

    async def evidence(self) -> Evidence:
        log, _ = await self.community.ports.log.read_page(DE_PIJP, after=0, limit=1_000)
        return Evidence(
            books=Books(
                log=list(log),
                commands=self.commands,
                views={view.NAME: folded(view, known(log)) for view in PROJECTIONS},
            ),
            told=self.told,
            votes=[VOTE],
            subscriptions={
                ALL: Subscription((), seen(log)),
                ONLY_BALLOTS: Subscription(
                    ("ballot.cast",), seen([each for each in log if each.type == "ballot.cast"])
                ),
            },
        )


def seen(log: list[StoredRecord]) -> list[Delivered]:
    return [Delivered(each.position, sha256(each.record).hexdigest(), 1) for each in log]


@pytest.fixture
async def evidence(clock: StoryClock, keys: Keys) -> Evidence:
    return await (await History(clock, keys).happens()).evidence()


def test_a_history_in_which_all_went_well_has_no_violation(evidence: Evidence):
    assert violations(evidence) == []


def in_books(evidence: Evidence, **changed: Any) -> Evidence:
    books = msgspec.structs.replace(evidence.books, **changed)
    return msgspec.structs.replace(evidence, books=books)


def place_of(type_name: str, evidence: Evidence) -> int:
    return next(at for at, each in enumerate(evidence.books.log) if each.type == type_name)


def log_without(evidence: Evidence, lost: int) -> list[StoredRecord]:
    """With the positions closed up, so that no gap gives it away."""
    rest = [each for at, each in enumerate(evidence.books.log) if at != lost]
    return [each._replace(position=at) for at, each in enumerate(rest, start=1)]


def a_lost_ballot(evidence: Evidence) -> Evidence:
    return in_books(evidence, log=log_without(evidence, place_of("ballot.cast", evidence)))


def a_ballot_recorded_twice(evidence: Evidence) -> Evidence:
    log = list(evidence.books.log)
    twice = log[place_of("ballot.cast", evidence)]
    return in_books(evidence, log=[*log, twice._replace(position=len(log) + 1)])


def a_ballot_that_nobody_was_told_of(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(
        evidence, told=[told for told in evidence.told if told.resident != ADA]
    )


def a_gap(evidence: Evidence) -> Evidence:
    log = [
        each._replace(position=each.position + (each.type == "result.declared"))
        for each in evidence.books.log
    ]
    return in_books(evidence, log=log)


def another_answer_to_a_retry(evidence: Evidence) -> Evidence:
    *told, last = evidence.told
    return msgspec.structs.replace(
        evidence, told=[*told, msgspec.structs.replace(last, ballot=new_id("ballot"))]
    )


def a_retry_that_was_carried_out_anew(evidence: Evidence) -> Evidence:
    *told, last = evidence.told
    return msgspec.structs.replace(
        evidence, told=[*told, msgspec.structs.replace(last, replayed=False)]
    )


def a_command_that_is_forgotten(evidence: Evidence) -> Evidence:
    commands = dict(evidence.books.commands)
    del commands[CommandKey(ADA, CastBallotInVote.__name__)]
    return in_books(evidence, commands=commands)


def a_late_ballot_that_counts(evidence: Evidence) -> Evidence:
    late = Late(ADA, CastBallotInVote.__name__, VOTE, certain=True)
    return msgspec.structs.replace(evidence, told=[*evidence.told, late])


def an_answer_that_nobody_should_get(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, told=[*evidence.told, Odd(ADA, "a ballot", "500")])


def an_opening_that_is_lost(evidence: Evidence) -> Evidence:
    return msgspec.structs.replace(evidence, votes=[*evidence.votes, new_id("vote")])


def seen_by(name: str, evidence: Evidence, *delivered: Delivered) -> Evidence:
    changed = msgspec.structs.replace(evidence.subscriptions[name], delivered=delivered)
    subscriptions = {**evidence.subscriptions, name: changed}
    return msgspec.structs.replace(evidence, subscriptions=subscriptions)


def a_subscriber_who_missed_one(evidence: Evidence) -> Evidence:
    first, _, *rest = evidence.subscriptions[ALL].delivered
    return seen_by(ALL, evidence, first, *rest)


def a_subscriber_who_missed_the_last(evidence: Evidence) -> Evidence:
    return seen_by(ALL, evidence, *evidence.subscriptions[ALL].delivered[:-1])


def a_subscriber_who_saw_one_twice(evidence: Evidence) -> Evidence:
    first, *rest = evidence.subscriptions[ALL].delivered
    return seen_by(ALL, evidence, first, first, *rest)


def a_subscriber_who_saw_two_in_the_wrong_order(evidence: Evidence) -> Evidence:
    first, second, *rest = evidence.subscriptions[ONLY_BALLOTS].delivered
    return seen_by(ONLY_BALLOTS, evidence, second, first, *rest)


def a_subscriber_who_saw_other_bytes(evidence: Evidence) -> Evidence:
    first, *rest = evidence.subscriptions[ALL].delivered
    return seen_by(ALL, evidence, msgspec.structs.replace(first, sha256="0" * 64), *rest)


def with_view(name: str, evidence: Evidence, **changed: Any) -> Evidence:
    view = msgspec.structs.replace(evidence.books.views[name], **changed)
    return in_books(evidence, views={**evidence.books.views, name: view})


def a_view_with_another_document(evidence: Evidence) -> Evidence:
    documents = evidence.books.views["votes"].documents
    changed = documents[VOTE].replace(b'"received":3', b'"received":4')
    return with_view("votes", evidence, documents={**documents, VOTE: changed})


def a_view_that_lists_too_little(evidence: Evidence) -> Evidence:
    _, *listed = sorted(evidence.books.views["ballots"].entries)
    return with_view("ballots", evidence, entries=frozenset(listed))


def a_view_that_is_behind(evidence: Evidence) -> Evidence:
    return with_view("plans", evidence, position=1)


def a_view_that_stopped(evidence: Evidence) -> Evidence:
    return with_view("board", evidence, fault="KeyError at 1")


def a_view_that_is_not_there(evidence: Evidence) -> Evidence:
    views = {name: view for name, view in evidence.books.views.items() if name != "projects"}
    return in_books(evidence, views=views)


def a_result_that_was_not_declared(evidence: Evidence) -> Evidence:
    return in_books(evidence, log=log_without(evidence, place_of("result.declared", evidence)))


def a_close_that_is_not_recorded(evidence: Evidence) -> Evidence:
    return in_books(evidence, log=log_without(evidence, place_of("voting.closed", evidence)))


def a_miscount(evidence: Evidence) -> Evidence:
    log = list(evidence.books.log)
    at = place_of("result.counted", evidence)
    log[at] = log[at]._replace(record=log[at].record.replace(b'"votes":3', b'"votes":2'))
    return in_books(evidence, log=log)


DAMAGE: dict[Callable[[Evidence], Evidence], str] = {
    a_lost_ballot: "acknowledged at 11; it is not there",
    a_ballot_recorded_twice: "the one ballot of",
    a_ballot_that_nobody_was_told_of: "nobody was told of the ballot",
    a_gap: "belongs, the log has position",
    another_answer_to_a_retry: "and again with ballot:",
    a_retry_that_was_carried_out_anew: "twice answered as carried out just now",
    a_command_that_is_forgotten: "known of it is None",
    a_late_ballot_that_counts: "was told to be late",
    an_answer_that_nobody_should_get: "was answered: 500",
    an_opening_that_is_lost: "was acknowledged and is not there",
    a_subscriber_who_missed_one: "all saw position 3 instead of position 2",
    a_subscriber_who_missed_the_last: "events; there are",
    a_subscriber_who_saw_one_twice: "all saw position 1 instead of position 2",
    a_subscriber_who_saw_two_in_the_wrong_order: "only-ballots saw position",
    a_subscriber_who_saw_other_bytes: "all saw other bytes",
    a_view_with_another_document: "in the view votes, vote:",
    a_view_that_lists_too_little: "is wrongly listed or missing",
    a_view_that_is_behind: "the view plans stands at 1",
    a_view_that_stopped: "the view board stopped",
    a_view_that_is_not_there: "the view projects is not there",
    a_result_that_was_not_declared: "was not declared",
    a_close_that_is_not_recorded: "and not once by the clerk process",
    a_miscount: "2 votes; it has 3",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_it_is_seen(damage: Callable[[Evidence], Evidence], evidence: Evidence):
    found = violations(damage(evidence))
    assert any(DAMAGE[damage] in sentence for sentence in found), found
