"""Who may offer an idea, and from when on; and where it came from."""

from datetime import timedelta
from typing import Any

import pytest

from domain.events.ideas import IdeaHelpNoted, IdeaOffered, IdeaWithdrawn
from domain.ideas.course import IDEA_EVENTS, IdeaCourse
from domain.ideas.errors import (
    IdeaNotFound,
    IdeaWithdrawnAlready,
    NoProfessional,
    NotYourIdea,
    QuestionNotSettled,
    ResidentsFirst,
)
from domain.persons.errors import PersonNotFound
from domain.persons.professional import is_professional
from domain.questions.errors import QuestionNotFound
from domain.record import moment
from tests.conftest import StoryClock
from tests.presence import (
    ASKED,
    FATIMA,
    FUNDER,
    IDEA,
    LATER_SIGNAL,
    NEXT_IDEA,
    answers,
    asks_consent,
    gathers,
    has_people,
    has_question,
    has_settled_question,
    marks,
    notes,
    offers,
    raises,
    settles,
    takes_back,
)
from tests.residents import ADA, BEN, CHEN, NOON, STRANGER, Community, events

WINDOW = timedelta(days=28)
EXTENDED = timedelta(days=42)


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await has_settled_question(de_pijp)
    return de_pijp


async def course(street: Community) -> IdeaCourse:
    found = IdeaCourse()
    for each in await street.history(*IDEA_EVENTS):
        found.see(each.event, each.actor)
    return found


async def test_a_resident_offers_an_idea_at_once(street: Community):
    (offered,) = events(await offers(street, ADA))
    assert isinstance(offered, IdeaOffered)
    assert (offered.origin, offered.after_window) == ("resident", None)
    assert offered.first_signal_at == NOON


async def test_the_first_signal_is_the_earliest_of_all(de_pijp: Community, clock: StoryClock):
    await has_people(de_pijp)
    await notes(de_pijp, signal=LATER_SIGNAL)
    clock.pass_by(days=3)
    await has_settled_question_from_here(de_pijp)
    await gathers(de_pijp, LATER_SIGNAL)
    (offered,) = events(await offers(de_pijp, ADA))
    assert isinstance(offered, IdeaOffered)
    assert offered.first_signal_at == NOON


async def has_settled_question_from_here(street: Community) -> None:
    await notes(street)
    await raises(street)
    await asks_consent(street)
    for resident in (ADA, BEN):
        await answers(street, resident)
    await settles(street)


async def test_an_idea_is_for_a_question_that_residents_consented_to(de_pijp: Community):
    await has_question(de_pijp)
    with pytest.raises(QuestionNotSettled):
        await offers(de_pijp, ADA)


async def test_an_idea_is_for_a_question_that_is_there(de_pijp: Community):
    await has_people(de_pijp)
    with pytest.raises(QuestionNotFound):
        await offers(de_pijp, ADA)


@pytest.mark.parametrize("professional", [FATIMA, FUNDER])
async def test_a_professional_waits_and_is_told_until_when(street: Community, professional: Any):
    with pytest.raises(ResidentsFirst) as refused:
        await offers(street, professional)
    assert refused.value.facts == {"question": ASKED, "until": moment(NOON + WINDOW)}


async def test_after_the_window_a_professional_is_welcome_and_marked(
    street: Community, clock: StoryClock
):
    await offers(street, ADA)
    clock.now = NOON + WINDOW - timedelta(microseconds=1)
    with pytest.raises(ResidentsFirst):
        await offers(street, FATIMA, idea=NEXT_IDEA)
    clock.now = NOON + WINDOW
    (offered,) = events(await offers(street, FATIMA, idea=NEXT_IDEA))
    assert isinstance(offered, IdeaOffered)
    assert (offered.origin, offered.after_window) == ("professional", True)


async def test_without_a_residents_idea_residents_first_get_more_time(
    street: Community, clock: StoryClock
):
    clock.now = NOON + WINDOW
    with pytest.raises(ResidentsFirst) as refused:
        await offers(street, FATIMA)
    assert refused.value.facts["until"] == moment(NOON + EXTENDED)
    clock.now = NOON + EXTENDED
    await offers(street, FATIMA)


async def test_an_idea_in_the_extension_does_not_end_it(street: Community, clock: StoryClock):
    clock.now = NOON + WINDOW
    (offered,) = events(await offers(street, ADA))
    assert isinstance(offered, IdeaOffered)
    assert offered.after_window is None
    with pytest.raises(ResidentsFirst):
        await offers(street, FATIMA, idea=NEXT_IDEA)


async def test_an_idea_taken_back_in_the_window_is_none(street: Community, clock: StoryClock):
    await offers(street, ADA)
    await takes_back(street, ADA)
    clock.now = NOON + WINDOW
    with pytest.raises(ResidentsFirst):
        await offers(street, FATIMA, idea=NEXT_IDEA)


async def test_an_idea_taken_back_afterwards_was_one(street: Community, clock: StoryClock):
    await offers(street, ADA)
    clock.now = NOON + WINDOW
    await takes_back(street, ADA)
    await offers(street, FATIMA, idea=NEXT_IDEA)


async def test_a_professionals_solution_in_a_residents_name_ends_no_window(
    street: Community, clock: StoryClock
):
    offered, helped = events(await offers(street, ADA, from_professional=FATIMA))
    assert isinstance(offered, IdeaOffered)
    assert offered.origin == "with_help"
    assert helped == IdeaHelpNoted(idea=IDEA, question=ASKED, helped_by=FATIMA, help="solution")
    clock.now = NOON + WINDOW
    with pytest.raises(ResidentsFirst):
        await offers(street, FATIMA, idea=NEXT_IDEA)


async def test_help_with_words_keeps_an_idea_the_residents_own(
    street: Community, clock: StoryClock
):
    await offers(street, ADA)
    await marks(street, ADA)
    clock.now = NOON + WINDOW
    await offers(street, FATIMA, idea=NEXT_IDEA)


async def test_residents_ideas_are_welcome_after_the_window_too(
    street: Community, clock: StoryClock
):
    clock.now = NOON + EXTENDED
    (offered,) = events(await offers(street, ADA))
    assert isinstance(offered, IdeaOffered)
    assert (offered.origin, offered.after_window) == ("resident", True)


@pytest.mark.parametrize("help", ["wording", "facts", "solution"])
async def test_whoever_knows_of_help_marks_it(street: Community, help: str):
    await offers(street, ADA)
    assert (await course(street)).origin == "resident"
    await marks(street, BEN, help)
    known = await course(street)
    assert (known.origin, known.theme, known.first_signal_at) == ("with_help", "energy", NOON)
    assert known.author == ADA


async def test_the_same_help_is_marked_once(street: Community):
    await offers(street, ADA)
    await marks(street, BEN)
    assert not (await marks(street, CHEN)).recorded
    assert len(await street.history(IdeaHelpNoted)) == 1


async def test_the_help_of_residents_needs_no_mark(street: Community):
    await offers(street, ADA)
    with pytest.raises(NoProfessional):
        await marks(street, ADA, helped_by=BEN)
    with pytest.raises(PersonNotFound):
        await marks(street, ADA, helped_by=STRANGER)
    with pytest.raises(NoProfessional):
        await offers(street, ADA, idea=NEXT_IDEA, from_professional=BEN)


async def test_a_professionals_idea_stays_one_whoever_helps(street: Community, clock: StoryClock):
    clock.now = NOON + EXTENDED
    await offers(street, FUNDER)
    await marks(street, ADA)
    assert (await course(street)).origin == "professional"


async def test_an_idea_is_withdrawn_by_who_offered_it(street: Community):
    await offers(street, ADA)
    with pytest.raises(NotYourIdea):
        await takes_back(street, FATIMA)
    (withdrawn,) = events(await takes_back(street, ADA))
    assert isinstance(withdrawn, IdeaWithdrawn)
    assert (await course(street)).withdrawn
    with pytest.raises(IdeaWithdrawnAlready):
        await takes_back(street, ADA)


async def test_what_was_not_offered_is_not_found(street: Community):
    with pytest.raises(IdeaNotFound):
        await marks(street, ADA)


def test_a_professional_is_one_by_standing_or_by_role():
    assert is_professional("professional", ())
    assert is_professional("partner", ())
    assert is_professional("resident", {"facilitator"})
    assert is_professional("resident", {"partner"})
    assert not is_professional("resident", {"clerk", "auditor"})
