"""Who may note what was heard, and what the record shows of it."""

from datetime import timedelta

import msgspec
import pytest

from domain.erasure.erase_person import ErasePerson
from domain.events.signals import SignalErased, SignalNoted
from domain.persons.errors import PersonNotFound
from domain.signals.errors import (
    ConsentMissing,
    EraserRequired,
    NoSuchWeek,
    NotYoursToNote,
    SignalErasedAlready,
    SignalNotFound,
    SignalOfPerson,
    WeekToCome,
)
from domain.signals.reading import may_read
from tests.conftest import StoryClock
from tests.presence import FATIMA, FUNDER, LATER_SIGNAL, SIGNAL, erases, has_people, notes
from tests.residents import ADA, BEN, CHEN, CLERK, NOON, STRANGER, Community, events


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await has_people(de_pijp)
    return de_pijp


async def words(street: Community, holder: str) -> list[str]:
    return [msgspec.json.decode(each.value) for each in (await street.unsealed(holder)).values()]


async def test_a_facilitator_notes_what_was_heard_without_a_name(street: Community):
    receipt = await notes(street, groups=("parents",), first_time=True, neighbourhood="K22")
    (recorded,) = receipt.recorded
    assert isinstance(recorded.event, SignalNoted)
    assert (recorded.actor, recorded.event.person) == (FATIMA, None)
    assert (recorded.event.week, recorded.event.first_time) == ("2026-W19", True)
    assert await words(street, SIGNAL) == ["The crossing."]


async def test_a_residents_own_anonymous_signal_has_no_actor(street: Community):
    receipt = await notes(street, ADA)
    assert receipt.recorded[0].actor is None
    (stored,) = await street.history(SignalNoted)
    assert stored.actor is None
    assert ADA not in str(stored.event)


async def test_an_anonymous_signal_is_noted_once_for_one_command(street: Community):
    first = await notes(street, ADA)
    assert not first.replayed
    assert len(await street.history(SignalNoted)) == 1


async def test_words_of_somebody_named_lie_under_their_own_key(street: Community):
    await notes(street, person=BEN, consent=True)
    assert "The crossing." in await words(street, BEN)
    assert await street.ports.vault.key(street.organisation, SIGNAL) is None


async def test_somebody_names_themselves_without_being_asked(street: Community):
    (noted,) = events(await notes(street, ADA, person=ADA))
    assert isinstance(noted, SignalNoted)
    assert noted.person == ADA


async def test_somebody_else_is_named_only_with_consent(street: Community):
    with pytest.raises(ConsentMissing):
        await notes(street, person=BEN)


async def test_nobody_is_named_who_is_not_registered(street: Community):
    with pytest.raises(PersonNotFound):
        await notes(street, person=STRANGER, consent=True)


async def test_nobody_is_named_who_was_erased(street: Community):
    await street.does(CLERK, ErasePerson, person=CHEN)
    with pytest.raises(PersonNotFound):
        await notes(street, person=CHEN, consent=True)


async def test_a_professional_who_is_no_facilitator_notes_nothing(street: Community):
    with pytest.raises(NotYoursToNote):
        await notes(street, FUNDER)


async def test_a_week_is_one_that_there_is(street: Community):
    with pytest.raises(NoSuchWeek):
        await notes(street, week="2026-W54")


async def test_a_week_has_begun(street: Community):
    begins = NOON - timedelta(days=NOON.weekday())
    this = "{}-W{:02}".format(*begins.isocalendar()[:2])
    coming = "{}-W{:02}".format(*(begins + timedelta(days=7)).isocalendar()[:2])
    await notes(street, week=this)
    with pytest.raises(WeekToCome):
        await notes(street, signal=LATER_SIGNAL, week=coming)


async def test_the_words_of_an_anonymous_signal_are_erased_with_their_key(street: Community):
    await notes(street)
    (erased,) = events(await erases(street, CLERK))
    assert isinstance(erased, SignalErased)
    assert await words(street, SIGNAL) == []
    assert await street.ports.vault.key(street.organisation, SIGNAL) is None


async def test_words_are_erased_once(street: Community):
    await notes(street)
    await erases(street)
    with pytest.raises(SignalErasedAlready):
        await erases(street)


async def test_a_resident_erases_no_signal(street: Community):
    await notes(street, ADA)
    with pytest.raises(EraserRequired):
        await erases(street, ADA)


async def test_the_words_of_somebody_named_go_with_that_person(street: Community):
    await notes(street, person=CHEN, consent=True)
    with pytest.raises(SignalOfPerson):
        await erases(street)
    assert await words(street, CHEN) != []
    await street.does(CLERK, ErasePerson, person=CHEN)
    assert await words(street, CHEN) == []


async def test_what_was_not_noted_is_not_erased(street: Community):
    with pytest.raises(SignalNotFound):
        await erases(street)


def test_words_are_read_by_those_they_concern(clock: StoryClock):
    assert may_read(ADA, ("facilitator",), noted_by=None, of=None)
    assert may_read(ADA, (), noted_by=ADA, of=None)
    assert may_read(ADA, (), noted_by=FATIMA, of=ADA)
    assert not may_read(ADA, ("partner",), noted_by=FATIMA, of=BEN)
