"""A small fire: every kind of kill, each in the middle of voting."""

from bench.fire.kills import VICTIMS
from bench.fire.report import page
from bench.fire.run import Scale, fire

SMALL = Scale(seed="small", kills=len(VICTIMS), residents=150, at_once=8, voting=3, pause=0.8)


async def test_no_promise_is_broken_by_killing_servers_and_databases():
    report = await fire(SMALL)
    assert report.violations == (), page(report)
    assert set(report.kills) == set(VICTIMS)
    assert report.acknowledged > 0
    assert all(connections > 1 for connections in report.connections.values())
