"""What takes long for one leaves the others alone: they are answered meanwhile."""

import asyncio
from threading import Event as Signal

import pytest

from api import explanations
from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import OpenVote
from tests.api.wijkraad import Wijkraad, made

LONG = 60
"""Seconds after which whoever was to be answered meanwhile never will be."""


def test_counting_and_opening_a_vote_are_heavy():
    assert DeclareVoteResult.HEAVY
    assert OpenVote.HEAVY


async def test_others_are_answered_while_a_vote_is_counted_and_explained(
    wijkraad: Wijkraad, monkeypatch: pytest.MonkeyPatch
):
    resident = await wijkraad.registers("Ada")
    vote, (bench, *_) = await wijkraad.votes(secrecy="open")
    made(await wijkraad.post(resident, f"/votes/{vote}/ballots", {"projects": [bench]}))
    wijkraad.clock.pass_by(days=1)
    made(await wijkraad.post(wijkraad.clerk, f"/votes/{vote}/close"))

    answered = Signal()
    count, explain = DeclareVoteResult.execute, explanations.explain

    def count_after_the_others(act: DeclareVoteResult) -> None:
        assert answered.wait(LONG), "Nobody else was answered."
        count(act)

    def explain_after_the_others(*given):
        assert answered.wait(LONG), "Nobody else was answered."
        return explain(*given)

    monkeypatch.setattr(DeclareVoteResult, "execute", count_after_the_others)
    monkeypatch.setattr(explanations, "explain", explain_after_the_others)

    async def asked_meanwhile(long_one):
        answered.clear()
        under_way = asyncio.create_task(long_one)
        await asyncio.sleep(0.2)  # it is at work by then; if not, this test shows less
        assert (await wijkraad.get(resident, f"/votes/{vote}")).status_code == 200
        assert not under_way.done()
        answered.set()
        return await under_way

    made(await asked_meanwhile(wijkraad.post(wijkraad.clerk, f"/votes/{vote}/result")))
    explained = await asked_meanwhile(wijkraad.get(resident, f"/votes/{vote}/explanation"))
    assert explained.status_code == 200
