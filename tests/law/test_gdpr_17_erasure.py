"""GDPR 17: whoever asks for it is erased, unless the law itself has a ground to keep their name."""

from datetime import timedelta

import pytest

from adapters.memory.log import MemoryLog
from domain.erasure.erase_person import ErasePerson
from domain.erasure.errors import ErasedAlready, InOffice, StillInRole, StillMember, UntilInThePast
from domain.erasure.refuse_erasure import RefuseErasure
from domain.errors import OrganisationNotFound, RoleRequired
from domain.events.ballots import ResultDeclared
from domain.events.persons import ErasureRefused
from domain.ids import PersonId
from domain.persons.errors import PersonNotFound
from domain.seats.appoint_stand_in import AppointStandIn
from domain.seats.begin_absence import BeginAbsence
from projections.persons import PERSONS, Person
from projections.recount import recount
from tests.conftest import StoryClock
from tests.law.scenes import board_votes, opened, settled
from tests.residents import (
    ADA,
    BENCH,
    CLERK,
    DEWI,
    EAST,
    NEXT_WEEK,
    NEXT_YEAR,
    NORTH,
    QUESTION,
    TOMORROW,
    VOTE,
    Community,
    numbered,
)

EMMA = PersonId(numbered("person", 30))
WORDS = {"identifier": "emma@street.example", "name": "Emma", "contact": "emma@street.example"}


@pytest.fixture
async def street(foundation: Community) -> Community:
    await foundation.registers(EMMA, **WORDS)
    return foundation


async def erases(street: Community, person: PersonId = EMMA) -> None:
    await street.does(CLERK, ErasePerson, person=person)


async def refuses(street: Community, **asked: object) -> None:
    await street.does(CLERK, RefuseErasure, person=EMMA, ground="legal_obligation", **asked)


async def seen(street: Community, person: PersonId = EMMA) -> Person:
    documents: dict[str, Person] = {}
    for recorded in await street.history(*PERSONS.FOLLOWS):
        PERSONS.apply(documents, recorded)
    return documents[person]


async def test_name_contact_and_words_are_gone_for_ever(street: Community):
    assert len(await street.unsealed(EMMA)) == 2
    await erases(street)
    assert await street.unsealed(EMMA) == {}
    assert isinstance(street.ports.log, MemoryLog)
    assert await street.ports.log.sealed_values(street.organisation, EMMA) == []
    assert await street.ports.log.wrapped_key(street.organisation, EMMA) is None
    assert (await seen(street)).erased_at is not None
    with pytest.raises(ErasedAlready):
        await erases(street)


async def test_nobody_acts_any_more_under_the_pseudonym_that_is_left(street: Community):
    await erases(street)
    with pytest.raises(OrganisationNotFound):
        await street.proposes(EMMA)
    with pytest.raises(PersonNotFound):
        await street.grants(EMMA, "auditor")
    await street.vacates(NORTH)
    with pytest.raises(PersonNotFound):
        await street.fills(NORTH, EMMA)


async def test_what_was_decided_stays_and_is_counted_again(street: Community, clock: StoryClock):
    """17(3)(b) and (d): what the law asks to be kept holds no name. The votes stay as well."""
    await street.proposes(EMMA, plan=numbered("plan", 30))
    await opened(street)
    await settled(street, clock, board_votes("for", "against", "for"))
    before = recount(QUESTION, await street.history())
    clock.pass_by(hours=1)
    await street.vacates(EAST, clock.now)
    await erases(street, ADA)
    await erases(street)
    assert recount(QUESTION, await street.history()) == before
    assert before.findings == ()
    assert await street.history(ResultDeclared) != []


async def test_a_ground_of_the_law_refuses_it_and_is_kept(street: Community):
    """17(3)(b), (d), (e)."""
    await refuses(street)
    (refused,) = [r.event for r in await street.history(ErasureRefused)]
    assert refused == ErasureRefused(person=EMMA, ground="legal_obligation")
    kept = (await seen(street)).kept
    assert kept is not None
    assert (kept.ground, kept.until) == ("legal_obligation", None)
    assert len(await street.unsealed(EMMA)) == 2


async def test_it_is_postponed_until_the_ground_ends(street: Community):
    await refuses(street, until=NEXT_YEAR)
    kept = (await seen(street)).kept
    assert kept is not None
    assert kept.until == NEXT_YEAR
    with pytest.raises(UntilInThePast):
        await refuses(street, until=street.ports.clock())
    await erases(street)
    assert (await seen(street)).kept is None


async def test_only_the_clerk_answers_and_only_of_who_is_known(street: Community):
    for act in (ErasePerson, RefuseErasure):
        ground = {"ground": "archive"} if act is RefuseErasure else {}
        with pytest.raises(RoleRequired):
            await street.does(ADA, act, person=EMMA, **ground)
        with pytest.raises(PersonNotFound):
            await street.does(CLERK, act, person=numbered("person", 99), **ground)
    await erases(street)
    with pytest.raises(ErasedAlready):
        await refuses(street)


async def test_who_holds_a_seat_is_known_by_name(street: Community, clock: StoryClock):
    with pytest.raises(InOffice) as refused:
        await erases(street, ADA)
    assert refused.value.facts == {"person": ADA, "seat": EAST}
    await street.vacates(EAST, TOMORROW)
    with pytest.raises(InOffice):
        await erases(street, ADA)
    clock.now = TOMORROW
    await erases(street, ADA)


async def test_who_stands_in_for_a_holder_is_too(street: Community):
    away = street.ports.clock() + timedelta(minutes=1)
    await street.does(CLERK, BeginAbsence, seat=EAST, absent_from=away)
    stands_in = {"stands_in_from": away, "stands_in_until": NEXT_WEEK}
    await street.does(CLERK, AppointStandIn, seat=EAST, person=EMMA, **stands_in)
    with pytest.raises(InOffice):
        await erases(street)


async def test_who_has_a_role_is_too(street: Community):
    await street.grants(EMMA, "facilitator")
    with pytest.raises(StillInRole) as refused:
        await erases(street)
    assert refused.value.facts["roles"] == "facilitator"
    with pytest.raises(StillInRole):
        await erases(street, CLERK)


async def test_who_is_in_the_register_of_members_is_too(association: Community):
    await association.registers(EMMA, **WORDS)
    await association.admits(EMMA)
    with pytest.raises(StillMember):
        await erases(association)
    await association.ends_membership(EMMA, member_until=association.ports.clock())
    await erases(association)


async def test_a_vote_opened_afterwards_does_not_count_on_them(
    street: Community, clock: StoryClock
):
    await erases(street)
    await street.opens_vote()
    await street.approves(DEWI, [BENCH])
    clock.now = TOMORROW
    await street.closes(vote=VOTE)
    await street.declares_vote()
    assert recount(VOTE, await street.history()).findings == ()
