"""How a question comes from signals, and residents consent to its wording."""

from datetime import timedelta

import pytest

from domain.events.questions import (
    QuestionAnswered,
    QuestionConsentAsked,
    QuestionRaised,
    QuestionReworded,
    QuestionRoundClosed,
    QuestionRoundOpened,
    QuestionSettled,
    QuestionSignalsGathered,
)
from domain.questions.errors import (
    ConsentAskedAlready,
    ConsentNotAsked,
    NoRoundOpen,
    ObjectionStands,
    ObjectionWithoutWords,
    QuestionHostRequired,
    QuestionIsSettled,
    QuestionNotFound,
    RewordedSince,
    RoundIsOpen,
    SameWording,
    SignalsGatheredAlready,
    TooFewConsents,
    TooFewGroups,
)
from domain.signals.errors import SignalNotFound
from tests.bylaws import FOUNDATION
from tests.conftest import StoryClock
from tests.presence import (
    ASKED,
    FATIMA,
    FUNDER,
    LATER_SIGNAL,
    SIGNAL,
    WORDING,
    answers,
    asks_consent,
    closes_round,
    gathers,
    has_people,
    has_question,
    has_settled_question,
    notes,
    opens_round,
    raises,
    rewords,
    settles,
    speaks,
)
from tests.residents import ADA, BEN, CHEN, CLERK, NOON, Community, events, numbered


@pytest.fixture
async def street(de_pijp: Community) -> Community:
    await has_question(de_pijp)
    return de_pijp


async def test_a_question_keeps_the_signals_that_led_to_it(de_pijp: Community, clock: StoryClock):
    await has_people(de_pijp)
    await notes(de_pijp)
    clock.pass_by(days=1)
    await notes(de_pijp, ADA, signal=LATER_SIGNAL)
    (raised,) = events(await raises(de_pijp, signals=(LATER_SIGNAL, SIGNAL, SIGNAL)))
    assert isinstance(raised, QuestionRaised)
    assert raised.signals == (LATER_SIGNAL, SIGNAL)
    assert raised.first_signal_at == NOON
    assert {SIGNAL, LATER_SIGNAL} <= set(raised.tags)


async def test_no_question_comes_from_what_nobody_noted(de_pijp: Community):
    await has_people(de_pijp)
    with pytest.raises(SignalNotFound):
        await raises(de_pijp)


async def test_a_resident_raises_no_question(street: Community):
    with pytest.raises(QuestionHostRequired):
        await raises(street, ADA, question=numbered("question", 2))


async def test_further_signals_are_gathered_once(street: Community):
    await notes(street, signal=LATER_SIGNAL)
    (gathered,) = events(await gathers(street, SIGNAL, LATER_SIGNAL))
    assert isinstance(gathered, QuestionSignalsGathered)
    assert gathered.signals == (LATER_SIGNAL,)
    with pytest.raises(SignalsGatheredAlready):
        await gathers(street, SIGNAL, LATER_SIGNAL)


async def test_a_signal_leads_to_several_questions(street: Community):
    await raises(street, question=numbered("question", 2))
    assert len(await street.history(QuestionRaised)) == 2


async def test_nothing_is_done_about_a_question_that_is_not_there(de_pijp: Community):
    await has_people(de_pijp)
    with pytest.raises(QuestionNotFound):
        await opens_round(de_pijp)


async def test_rounds_are_counted_and_one_is_open_at_a_time(street: Community):
    await opens_round(street)
    with pytest.raises(RoundIsOpen):
        await opens_round(street)
    await speaks(street, ADA, "parents")
    await speaks(street, ADA, "parents", "shopkeepers")
    (closed,) = events(await closes_round(street))
    assert closed == QuestionRoundClosed(question=ASKED, round=1, people=1, groups=2)
    (opened,) = events(await opens_round(street, CLERK))
    assert isinstance(opened, QuestionRoundOpened)
    assert opened.round == 2


async def test_nobody_speaks_outside_a_round(street: Community):
    with pytest.raises(NoRoundOpen):
        await speaks(street, ADA)
    with pytest.raises(NoRoundOpen):
        await closes_round(street)


async def test_a_round_waits_for_its_groups(street: Community):
    await opens_round(street, groups_needed=2)
    await speaks(street, ADA, "parents")
    await speaks(street, BEN, "parents")
    with pytest.raises(TooFewGroups):
        await closes_round(street)
    await speaks(street, CHEN, "skaters")
    await closes_round(street)


async def test_what_was_said_in_an_earlier_round_does_not_count_for_the_next(street: Community):
    await opens_round(street)
    await speaks(street, ADA, "parents", "skaters")
    await closes_round(street)
    await opens_round(street, groups_needed=2)
    with pytest.raises(TooFewGroups):
        await closes_round(street)


async def test_a_resident_hosts_no_round(street: Community):
    with pytest.raises(QuestionHostRequired):
        await opens_round(street, ADA)


async def test_a_question_is_reworded_into_other_words(street: Community):
    (reworded,) = events(await rewords(street, why="It is the evenings."))
    assert isinstance(reworded, QuestionReworded)
    assert reworded.revision == 2
    with pytest.raises(SameWording):
        await rewords(street)
    await rewords(street, wording=WORDING)


async def test_consent_is_asked_once_a_wording_and_between_rounds(street: Community):
    await opens_round(street)
    with pytest.raises(RoundIsOpen):
        await asks_consent(street)
    await closes_round(street)
    (asked,) = events(await asks_consent(street))
    assert asked == QuestionConsentAsked(question=ASKED, revision=1)
    with pytest.raises(ConsentAskedAlready):
        await asks_consent(street)


async def test_nobody_answers_what_was_not_asked(street: Community):
    with pytest.raises(ConsentNotAsked):
        await answers(street, ADA)
    with pytest.raises(ConsentNotAsked):
        await settles(street)


async def test_an_answer_is_to_the_wording_that_was_read(street: Community):
    await asks_consent(street)
    await rewords(street)
    await asks_consent(street)
    with pytest.raises(RewordedSince):
        await answers(street, ADA, revision=1)


async def test_an_objection_has_words(street: Community):
    await asks_consent(street)
    with pytest.raises(ObjectionWithoutWords):
        await answers(street, ADA, "objection", words=None)


async def test_two_residents_settle_a_question(street: Community):
    await asks_consent(street)
    await answers(street, ADA)
    await answers(street, ADA)
    with pytest.raises(TooFewConsents):
        await settles(street)
    await answers(street, BEN)
    (settled,) = events(await settles(street))
    assert isinstance(settled, QuestionSettled)
    assert settled.window_from == NOON
    assert settled.window_until == NOON + timedelta(days=28)
    assert settled.extended_until == NOON + timedelta(days=42)


async def test_what_professionals_answer_does_not_count(street: Community):
    await asks_consent(street)
    await answers(street, ADA)
    (answered,) = events(await answers(street, FUNDER))
    assert isinstance(answered, QuestionAnswered)
    assert answered.professional
    await street.grants(CHEN, "facilitator")
    await answers(street, CHEN)
    with pytest.raises(TooFewConsents):
        await settles(street)
    await answers(street, FATIMA, "objection")
    await answers(street, BEN)
    await settles(street)


async def test_an_objection_stands_until_its_author_consents(street: Community):
    await asks_consent(street)
    for resident in (ADA, BEN):
        await answers(street, resident)
    await answers(street, CHEN, "objection")
    with pytest.raises(ObjectionStands):
        await settles(street)
    await answers(street, CHEN)
    await settles(street)


async def test_other_words_reset_the_answers(street: Community):
    await asks_consent(street)
    await answers(street, CHEN, "objection")
    await rewords(street)
    with pytest.raises(ConsentNotAsked):
        await settles(street)
    await asks_consent(street)
    with pytest.raises(TooFewConsents):
        await settles(street)


async def test_the_bylaws_say_how_long_residents_come_first(street: Community):
    await street.describes(FOUNDATION.legal_form)
    await street.records_bylaws(FOUNDATION)
    await asks_consent(street)
    await answers(street, ADA)
    await answers(street, BEN)
    (settled,) = events(await settles(street))
    assert isinstance(settled, QuestionSettled)
    window = FOUNDATION.residents_window
    assert settled.window_until == NOON + timedelta(days=window.days)
    further = settled.extended_until - settled.window_until
    assert further == timedelta(days=window.extension_days)


async def test_a_settled_question_stays_as_it_is(de_pijp: Community):
    await has_settled_question(de_pijp)
    for again in (settles, asks_consent, rewords, opens_round, closes_round):
        with pytest.raises(QuestionIsSettled):
            await again(de_pijp)
    with pytest.raises(QuestionIsSettled):
        await answers(de_pijp, ADA)
    await notes(de_pijp, signal=LATER_SIGNAL)
    await gathers(de_pijp, LATER_SIGNAL)
