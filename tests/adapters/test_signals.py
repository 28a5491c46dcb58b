import asyncio
import gc
import weakref

from adapters.signals import Signals
from tests.residents import DE_BAARSJES, DE_PIJP

SOON = 0.01
PATIENCE = 5


async def test_who_waits_is_woken_by_a_later_position_of_that_organisation():
    signals = Signals()
    waiting = asyncio.create_task(signals.wait(DE_PIJP, 3, PATIENCE))
    for organisation, position in ((DE_BAARSJES, 9), (DE_PIJP, 2), (DE_PIJP, 3)):
        signals.notify(organisation, position)
        await asyncio.sleep(SOON)
        assert not waiting.done()
    signals.hear(DE_PIJP, 4)
    assert await waiting
    assert await signals.wait(DE_PIJP, 3, 0)
    assert not await signals.wait(DE_PIJP, 4, SOON)


async def test_an_earlier_position_takes_nothing_back():
    signals = Signals()
    signals.notify(DE_PIJP, 4)
    signals.hear(DE_PIJP, 2)
    assert signals.last(DE_PIJP) == 4


async def test_what_moved_is_taken_together_and_once():
    signals = Signals()
    signals.notify(DE_PIJP, 1)
    with signals.moved() as moved:
        assert await moved.take() == {DE_PIJP: 1}
        for position in range(2, 5):
            signals.notify(DE_PIJP, position)
        signals.hear(DE_BAARSJES, 7)
        assert await moved.take() == {DE_PIJP: 4, DE_BAARSJES: 7}
        signals.hear(DE_BAARSJES, 7)
        assert await moved.take(SOON) == {}


async def test_what_we_appended_is_told_apart_from_what_others_did():
    signals = Signals()
    signals.notify(DE_PIJP, 1)
    with signals.moved_by_us() as moved:
        assert await moved.take(SOON) == {}
        signals.hear(DE_BAARSJES, 7)
        # A look was faster than the append it found: it is ours all the same.
        signals.hear(DE_PIJP, 2)
        signals.notify(DE_PIJP, 2)
        assert await moved.take() == {DE_PIJP: 2}


async def test_whoever_takes_can_be_woken_for_nothing():
    with Signals().moved() as moved:
        taking = asyncio.create_task(moved.take(PATIENCE))
        await asyncio.sleep(SOON)
        moved.wake()
        assert await asyncio.wait_for(taking, 1) == {}


async def test_nothing_is_kept_of_those_who_waited():
    signals = Signals()
    with signals.moved() as moved:
        gone = weakref.ref(moved)
    leaves = asyncio.create_task(signals.wait(DE_PIJP, 0, PATIENCE))
    assert not await signals.wait(DE_PIJP, 0, SOON)
    leaves.cancel()
    await asyncio.wait([leaves])
    del moved
    gc.collect()
    assert gone() is None
    assert signals._waiting == {}
