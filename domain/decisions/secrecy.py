"""When a secret ballot stays secret, and what is said of it wherever it is offered."""

from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import factorial

from domain.ballots.choices import CONSENT_OR_NOT, FOR_OR_AGAINST, BallotChoice
from domain.ballots.opening import Slip
from domain.decisions.at_the_close import AtTheClose
from domain.events.ballots import BallotCast
from domain.events.decisions import DecisionOpened
from domain.kernel import Unsealed, unsealed
from domain.record import canonical
from domain.sealing import packed

DEFAULT_MINIMUM = 3
TRACKER_CHARACTERS = 12

OPERATOR = (
    "Secret means: not in the record, not in the views, and not in what is left afterwards. It "
    "does not protect against an operator who reads memory, keys and database while the vote "
    "is open, or keeps a copy of them from that time."
)
UNANIMOUS = "If all choose the same, the result shows what everybody chose."
TRACKER = "With this code you can show others how you voted; nobody may ask you for it."
NO_TRACKER = "To check: there are as many lines as receipts."
SHOWN_ONCE = (
    "Your code was shown once, in the answer to this ballot when it was cast. Cast the ballot "
    "again, as another command, if you want another code."
)
MANY_RANKINGS = (
    "There are more possible rankings than voters: a rare ranking may be recognised by whoever "
    "was told of it."
)


def label_of(close: AtTheClose, ballot: BallotCast) -> str | None:
    """What a secret line shows of its voter: groups, where the rule asks for them."""
    return "+".join(sorted(close.groups_of(ballot))) if close.opened.groups else None


def votes_of(close: AtTheClose, ballot: BallotCast) -> int | None:
    return close.votes_of(ballot) if close.opened.weights else None


def too_few(close: AtTheClose) -> bool:
    """Fewer ballots in the box than the minimum, in any label: then nothing is opened."""
    if close.opened.secrecy != "secret":
        return False
    found = Counter((label_of(close, b), votes_of(close, b)) for b in close.ballots)
    least = min(found.values(), default=0)
    return least < minimum(close.opened)


def minimum(opened: DecisionOpened) -> int:
    return DEFAULT_MINIMUM if opened.secrecy_minimum is None else opened.secrecy_minimum


def enough_entitled(labels: Iterable[object], least: int) -> bool:
    """Whether every label has as many entitled voters as must vote for it to be opened."""
    found = Counter(labels)
    return bool(found) and min(found.values()) >= least


def tracker_of(seed: bytes) -> str:
    """A code that only its voter knows: 60 random bits in capitals and digits."""
    return b32encode(sha256(b"zetel-tracker/v1\0" + seed).digest())[:TRACKER_CHARACTERS].decode()


def room_of(opened: DecisionOpened) -> int:
    """Bytes of the largest ballot: every one takes as much in the box, so that nobody who sees
    the box tells a word, or how many options were ranked, from its length."""
    every = tuple((each.option,) for each in opened.options or ())
    choices = (*FOR_OR_AGAINST, *CONSENT_OR_NOT, every)
    return max(len(packed(canonical(_in_box(opened, each, bytes(32))))) for each in choices)


def sealed_choice(opened: DecisionOpened, choice: BallotChoice, seed: bytes) -> Unsealed:
    """What goes into the box: the choice, and the code of its voter where there are codes."""
    return unsealed(_in_box(opened, choice, seed), room=room_of(opened))


def _in_box(opened: DecisionOpened, choice: BallotChoice, seed: bytes) -> BallotChoice | Slip:
    return Slip(choice=choice, tracker=tracker_of(seed)) if opened.trackers else choice


def said_on_casting(opened: DecisionOpened, *, first_time: bool) -> tuple[str, ...]:
    """With the answer to a ballot; ``first_time`` unless the same command is sent again."""
    return with_code_shown_once(notices(opened), opened.trackers, first_time=first_time)


def with_code_shown_once(
    said: Iterable[str], trackers: bool | None, *, first_time: bool
) -> tuple[str, ...]:
    return (*said, *((SHOWN_ONCE,) if trackers and not first_time else ()))


def notices(opened: DecisionOpened) -> Sequence[str]:
    """What is said before anybody votes in secret; nothing of other votes."""
    if opened.secrecy != "secret":
        return ()
    ranked = opened.method in ("instant_runoff", "schulze")
    options = len(opened.options or ()) if ranked else 0
    return said_of_secrecy(opened.trackers, ranked=options, entitled=len(opened.seats))


def said_of_secrecy(trackers: bool | None, *, ranked: int, entitled: int) -> Sequence[str]:
    """``ranked``: how many can be put in an order, 0 where nothing is."""
    said = [OPERATOR, UNANIMOUS, TRACKER if trackers else NO_TRACKER]
    if ranked and factorial(ranked) > entitled:
        said.append(MANY_RANKINGS)
    return said
