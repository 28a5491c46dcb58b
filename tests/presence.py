"""What is done from the first signal to an idea, in a word."""

from typing import Any, Final

from domain.carry_out import Receipt
from domain.ideas.note_help import NoteHelp
from domain.ideas.offer_idea import OfferIdea
from domain.ideas.withdraw_idea import WithdrawIdea
from domain.ids import IdeaId, PersonId, QuestionId, SignalId
from domain.questions.answer_question import AnswerQuestion
from domain.questions.ask_consent import AskConsentToQuestion
from domain.questions.close_round import CloseRound
from domain.questions.contribute import ContributeToQuestion
from domain.questions.gather_signals import GatherSignals
from domain.questions.open_round import OpenRound
from domain.questions.raise_question import RaiseQuestion
from domain.questions.reword_question import RewordQuestion
from domain.questions.settle_question import SettleQuestion
from domain.signals.erase_signal import EraseSignal
from domain.signals.note_signal import NoteSignal
from tests.residents import ADA, BEN, CHEN, DEWI, Community, numbered

FATIMA: Final = PersonId(numbered("person", 601))
"""The facilitator, a professional."""
FUNDER: Final = PersonId(numbered("person", 602))
SIGNAL, LATER_SIGNAL = SignalId(numbered("signal", 1)), SignalId(numbered("signal", 2))
ASKED: Final = QuestionId(numbered("question", 1))
IDEA, NEXT_IDEA = IdeaId(numbered("idea", 1)), IdeaId(numbered("idea", 2))
THIS_WEEK: Final = "2026-W19"
WORDING: Final = "How can children play safely?"
REWORDED: Final = "How can children play safely, also after dark?"


async def has_people(street: Community) -> None:
    """Four residents, a facilitator and a funder."""
    await street.registers(ADA, BEN, CHEN, DEWI)
    await street.registers(FATIMA, standing="professional")
    await street.registers(FUNDER, standing="partner")
    await street.grants(FATIMA, "facilitator")


async def notes(street: Community, who: PersonId = FATIMA, **asked: Any) -> Receipt:
    given = {"signal": SIGNAL, "words": "The crossing.", "channel": "doorbell", "week": THIS_WEEK}
    return await street.does(who, NoteSignal, **{**given, **asked})


async def erases(street: Community, who: PersonId = FATIMA, **asked: Any) -> Receipt:
    return await street.does(who, EraseSignal, **{"signal": SIGNAL, **asked})


async def raises(street: Community, who: PersonId = FATIMA, **asked: Any) -> Receipt:
    given = {"question": ASKED, "wording": WORDING, "signals": (SIGNAL,)}
    return await street.does(who, RaiseQuestion, **{**given, **asked})


async def gathers(street: Community, *signals: SignalId, who: PersonId = FATIMA) -> Receipt:
    return await street.does(who, GatherSignals, question=ASKED, signals=signals)


async def opens_round(street: Community, who: PersonId = FATIMA, **asked: Any) -> Receipt:
    return await street.does(who, OpenRound, **{"question": ASKED, **asked})


async def speaks(street: Community, who: PersonId, *groups: str, **asked: Any) -> Receipt:
    given = {"question": ASKED, "words": "It is dark there.", "groups": groups}
    return await street.does(who, ContributeToQuestion, **{**given, **asked})


async def closes_round(street: Community, who: PersonId = FATIMA) -> Receipt:
    return await street.does(who, CloseRound, question=ASKED)


async def rewords(street: Community, who: PersonId = FATIMA, **asked: Any) -> Receipt:
    return await street.does(
        who, RewordQuestion, **{"question": ASKED, "wording": REWORDED, **asked}
    )


async def asks_consent(street: Community, who: PersonId = FATIMA) -> Receipt:
    return await street.does(who, AskConsentToQuestion, question=ASKED)


async def answers(
    street: Community, who: PersonId, answer: str = "consent", **asked: Any
) -> Receipt:
    words = "It is not only children." if answer == "objection" else None
    given = {"question": ASKED, "revision": 1, "answer": answer, "words": words}
    return await street.does(who, AnswerQuestion, **{**given, **asked})


async def settles(street: Community, who: PersonId = FATIMA) -> Receipt:
    return await street.does(who, SettleQuestion, question=ASKED)


async def has_question(street: Community) -> None:
    """Raised from one signal."""
    await has_people(street)
    await notes(street)
    await raises(street)


async def has_settled_question(street: Community) -> None:
    await has_question(street)
    await asks_consent(street)
    await answers(street, ADA)
    await answers(street, BEN)
    await settles(street)


async def offers(street: Community, who: PersonId, **asked: Any) -> Receipt:
    given = {
        "question": ASKED,
        "idea": IDEA,
        "title": "Lights",
        "text": "Small ones.",
        "theme": "energy",
    }
    return await street.does(who, OfferIdea, **{**given, **asked})


async def marks(street: Community, who: PersonId, help: str = "wording", **asked: Any) -> Receipt:
    given = {"idea": IDEA, "helped_by": FATIMA, "help": help}
    return await street.does(who, NoteHelp, **{**given, **asked})


async def takes_back(street: Community, who: PersonId, idea: IdeaId = IDEA) -> Receipt:
    return await street.does(who, WithdrawIdea, idea=idea)
