"""By which rule, by whom, and whether enough: the steps before any choice is counted."""

from collections import Counter
from collections.abc import Iterator

from domain.counting.methods import AMONG_OPTIONS
from domain.decisions.at_the_close import AtTheClose
from domain.decisions.secrecy import label_of, minimum, too_few, votes_of
from domain.decisions.voting import Voting
from domain.events.ballots import ResultCounted
from domain.events.decisions import DecisionOpened
from projections.explaining import facts
from projections.explaining.shares import threshold_name


def rule(opened: DecisionOpened) -> Iterator[facts.Facts]:
    yield facts.Rule(
        method=opened.method,
        secrecy=opened.secrecy,
        quorum=opened.quorum,
        min_voters=opened.min_voters,
        threshold=opened.threshold,
        threshold_name=None if opened.threshold is None else threshold_name(opened.threshold),
        options_rule=opened.options_rule,
        in_meeting=opened.meeting is not None,
        outside_meeting=bool(opened.outside_meeting),
        defect=opened.defect,
        follows=opened.follows,
        follows_as=opened.follows_as,
    )
    yield facts.BylawsOf(sha256=opened.bylaws, kind=opened.kind)
    if opened.method in AMONG_OPTIONS:
        yield facts.OptionsAsked(options=opened.options or ())


def voters(voting: Voting, counted: ResultCounted) -> Iterator[facts.Facts]:
    close = voting.at_the_close()
    yield seats(close)
    yield _received(voting, close)
    voided = tuple(_voided(voting, close))
    if voided:
        yield facts.VoidedBallots(voided=voided)
    if close.opened.secrecy == "secret":
        yield _secrecy(close)
    yield facts.QuorumMeasured(count=close.quorum, in_meeting=close.opened.meeting is not None)
    if counted.outcome == "too_few_for_secrecy":
        return
    number = _number(close, counted)
    least = close.opened.min_voters
    yield facts.Voters(min_voters=least, voters=number, enough=number >= least)
    if counted.residents is not None:
        yield facts.ResidentsVoting(count=counted.residents)


def seats(close: AtTheClose) -> facts.SeatsAtTheClose:
    """A seat that is stood in for may be recused as well: it is then named twice."""
    register, organ, moment = close.seats, close.opened.organ, close.moment
    known = register.on_organ(organ)
    held = register.in_office(organ, moment)
    silent = [seat for seat in held if register.voter(seat, moment) is None]
    suspended = [s for s in silent if register.history(s).suspended(held[s], moment)]
    return facts.SeatsAtTheClose(
        organ=organ,
        moment=moment,
        all_seats=len(known),
        held=len(held),
        entitled=len(close.entitled),
        vacant=tuple(seat for seat in known if seat not in held),
        suspended=tuple(suspended),
        absent=tuple(seat for seat in silent if seat not in suspended),
        stood_in=tuple(s for s in held if register.voter(s, moment) not in (None, held[s])),
        recused=tuple(seat for seat in close.counted if close.is_recused(seat)),
    )


def _received(voting: Voting, close: AtTheClose) -> facts.BallotsReceived:
    if close.opened.secrecy == "roll_call":
        number = len(close.roll_call)
        by_proxy = sum(each.proxy is not None for each in close.roll_call.values())
        return facts.BallotsReceived(cast=number, counted=number, by_proxy=by_proxy, roll_call=True)
    cast = [ballot for ballot, _ in voting.cast.values()]
    return facts.BallotsReceived(
        cast=len(cast),
        counted=len(close.ballots),
        replaced=sum(each.replaces is not None for each in cast),
        withdrawn=len(voting.withdrawn),
        voided=len(list(_voided(voting, close))),
        by_proxy=sum(each.proxy is not None for each in close.ballots),
    )


def _voided(voting: Voting, close: AtTheClose) -> Iterator[facts.Void]:
    """Before the close as it was recorded, at the close by the rules."""
    early = voting.voided(before_close=True)
    for each in voting.voidings:
        if each.ballot in early and each.seat is not None:
            yield facts.Void(
                ballot=each.ballot, seat=each.seat, ground=each.ground, at_the_close=False
            )
    for ballot, ground in close.voided:
        assert ballot.seat is not None
        yield facts.Void(ballot=ballot.ballot, seat=ballot.seat, ground=ground, at_the_close=True)


def _secrecy(close: AtTheClose) -> facts.SecrecyKept:
    found = Counter((label_of(close, each), votes_of(close, each)) for each in close.ballots)
    return facts.SecrecyKept(
        minimum=minimum(close.opened),
        ballots=found.total(),
        fewest=min(found.values(), default=0),
        opened=not too_few(close),
        trackers=bool(close.opened.trackers),
    )


def _number(close: AtTheClose, counted: ResultCounted) -> int:
    """Of ballots that count; of consent it is those who are asked."""
    if counted.consent is not None:
        return counted.consent.asked
    roll_call = close.opened.secrecy == "roll_call"
    return len(close.roll_call) if roll_call else len(close.ballots)
