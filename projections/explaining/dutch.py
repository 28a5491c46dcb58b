"""The sentences of an explanation in Dutch, for residents."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from domain.counting.election import Ended
from domain.counting.election_round import RoundKind
from domain.counting.groups import Outcome as GroupOutcome
from domain.counting.majority import Denominator
from domain.counting.methods import Method
from domain.counting.share import Share
from domain.counting.weights import CastingRefused
from domain.events.ballots import Ground, Outcome
from domain.events.decisions import FollowsAs, Secrecy
from domain.events.votes import EqualSharesRule
from projections.explaining import facts
from projections.explaining.names import Names
from projections.explaining.shares import in_lowest_terms

CANDIDATE: Final = "kandidaat"

METHODS: Final[Mapping[Method, str]] = {
    "majority": "Er is gestemd met voor, tegen of onthouding.",
    "plurality": "Er is gekozen uit opties: de optie met de meeste stemmen wint "
    "(gewone meerderheid).",
    "approval": "Er is gekozen met goedkeuring: een stembiljet mag meer opties noemen, en de "
    "opties met de meeste stemmen winnen.",
    "instant_runoff": "Er is gekozen met rangordes: per ronde valt de optie met de minste stemmen "
    "af, tot een optie de meerderheid heeft.",
    "schulze": "Er is gekozen met rangordes: elke optie is met elke andere vergeleken "
    "(methode van Schulze).",
    "election": "Er is gekozen in een verkiezing met rondes: vrije stemming, tweede stemming, "
    "herstemming, en dan het lot.",
    "consent": "Er is besloten met consent: het voorstel gaat door als er geen overwegend "
    "beargumenteerd bezwaar overblijft.",
    "election_by_consent": "Er is gekozen met consent: de kandidaat is gekozen als er geen "
    "overwegend beargumenteerd bezwaar overblijft.",
}
SECRECY: Final[Mapping[Secrecy, str]] = {
    "open": "De stemming was open.",
    "secret": "De stemming was geheim.",
    "roll_call": "De stemming was hoofdelijk: elke zetel is afgeroepen.",
}
WHOLES: Final[Mapping[Denominator, str]] = {
    "for_and_against": "de stemmen voor en tegen samen, zonder onthoudingen",
    "ballots": "alle uitgebrachte stemmen, onthoudingen meegeteld",
    "present": "alle zetels die meededen",
    "in_office": "alle zetels in functie",
    "all_seats": "alle zetels, ook de vacante",
}
THRESHOLDS: Final[Mapping[facts.ThresholdName, str]] = {
    "absolute_majority": "volstrekte meerderheid",
    "two_thirds": "twee derde",
    "three_quarters": "drie vierde",
    "unanimity": "unanimiteit",
    "share": "gekwalificeerde meerderheid",
}
GROUNDS: Final[Mapping[Ground, str]] = {
    "left_office": "wie stemde had de zetel bij de sluiting niet meer",
    "suspended": "wie stemde was bij de sluiting geschorst",
    "absent": "wie stemde was bij de sluiting afwezig (belet)",
    "stand_in_ended": "de plaatsvervanger was het bij de sluiting niet meer",
    "recused": "wie stemde doet niet mee wegens een belang",
    "giver_voted": "wie de volmacht gaf heeft zelf gestemd",
    "proxy_ended": "de volmacht gold bij de sluiting niet meer",
    "proxy_beyond_limit": "de houder had meer volmachten dan mag",
    "paper_issued": "wie stemde kreeg een papieren stembiljet",
    "duplicate": "wie stemde stond twee keer ingeschreven",
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    "adopted": "aangenomen",
    "rejected": "verworpen",
    "no_quorum": "geen quorum: er is niets besloten",
    "too_few_voters": "te weinig stemmers: er is niets besloten",
    "no_votes": "niet aangenomen, want er waren geen stemmen",
    "allocated": "het budget is verdeeld",
    "method_objected": "niets geopend: er was bezwaar tegen besluiten buiten vergadering, dus de "
    "volgende vergadering besluit",
    "no_resident_quorum": "te weinig bewoners bij de stemming: een nieuwe vergadering besluit, "
    "het voorstel is niet verworpen",
    "groups_not_reached": "niet aangenomen, want niet alle groepen stonden er genoeg achter",
    "too_few_for_secrecy": "ongeldig: te weinig stemmen om geheim te blijven, dus stem opnieuw",
    "next_round": "er volgt een volgende ronde",
    "objections": "niet aangenomen, want er staan nog bezwaren",
    "unanswered": "niet aangenomen, want niet alle zetels hebben geantwoord",
    "withdrawn": "het voorstel is ingetrokken",
    "opened_in_error": "de stemming was bij vergissing geopend",
    "amended": "het voorstel is gewijzigd en komt opnieuw in stemming",
    "referred": "het besluit is aan een ander orgaan",
}
FOLLOWS: Final[Mapping[FollowsAs, str]] = {
    "next_round": "een volgende ronde",
    "amendment": "een gewijzigd voorstel",
    "re_vote": "een herstemming",
    "confirmation": "een bekrachtiging",
    "referral": "een verwijzing",
    "sent_back": "een terugverwijzing",
    "fallback": "de andere methode na het consent",
}
ORGANS: Final[Mapping[str, str]] = {
    "board": "Het bestuur",
    "general_meeting": "De algemene vergadering",
    "supervisory_board": "De raad van toezicht",
    "residents": "Het orgaan van bewoners",
}
ROUNDS: Final[Mapping[RoundKind, str]] = {
    "free_vote": "vrije stemming",
    "second_vote": "tweede stemming",
    "run_off": "herstemming",
    "yes_no": "stemming voor of tegen een enkele kandidaat",
}
ENDS: Final[Mapping[Ended, str]] = {
    "filled": "Alle plaatsen zijn vervuld.",
    "seats_left": "Niet alle plaatsen zijn vervuld.",
    "tied": "De stemmen staken: het voorstel is verworpen.",
    "no_votes": "Er waren geen stemmen.",
}
REFUSED: Final[Mapping[CastingRefused, str]] = {
    "two_entitled": "met twee of minder stemgerechtigde zetels mag dat niet",
    "outweighs_others": "samen met die stem zou deze zetel alle andere overstemmen",
}
OFFICES: Final[Mapping[str, str]] = {
    "chair": "voorzitter",
    "secretary": "secretaris",
    "treasurer": "penningmeester",
}
GROUP_OUTCOMES: Final[Mapping[GroupOutcome, str]] = {
    "reached": "gehaald",
    "not_reached": "niet gehaald",
    "not_assessed": "niet beoordeeld, te weinig stemmen voor of tegen",
}
DUTIES: Final[Mapping[str, str]] = {
    "report_to_next_meeting": "het besluit melden in de volgende vergadering",
    "decide_in_next_meeting": "besluiten in de volgende vergadering",
    "review": "het besluit evalueren",
    "evaluation": "het plan evalueren",
    "resolve_effect": "een gevolg regelen dat niet vanzelf kon",
    "hold_dialogue": "in gesprek gaan",
    "answer_vote": "de buurtstemming beantwoorden",
}
SHARES: Final[Mapping[tuple[int, int], str]] = {
    (1, 2): "de helft",
    (1, 3): "een derde",
    (2, 3): "twee derde",
    (1, 4): "een vierde",
    (3, 4): "drie vierde",
    (1, 1): "het volle aantal",
}


def say(found: facts.Facts, names: Names) -> str:
    return SENTENCES[type(found)](found, names)


def share(asked: Share) -> str:
    said = SHARES.get(in_lowest_terms(asked), f"{asked.numerator}/{asked.denominator}")
    if asked.comparison == ">":
        return f"meer dan {said}"
    return said if asked.numerator == asked.denominator else f"ten minste {said}"


def number(many: int, one: str, more: str) -> str:
    return f"{many} {one if many == 1 else more}"


def seats(many: int) -> str:
    return number(many, "zetel", "zetels")


def votes(many: int) -> str:
    return number(many, "stem", "stemmen")


def ballots(many: int) -> str:
    return number(many, "stembiljet", "stembiljetten")


def money(cents: int, currency: str) -> str:
    euros, rest = divmod(cents, 100)
    said = f"{euros:,}".replace(",", ".") + (f",{rest:02}" if rest else "")
    return f"€ {said}" if currency == "EUR" else f"{currency} {said}"


def _rule(found: facts.Rule, names: Names) -> str:
    said = [METHODS[found.method]]
    if found.threshold is not None and found.threshold_name is not None:
        what = f"{share(found.threshold)} van {WHOLES[found.threshold.of]}"
        name = THRESHOLDS[found.threshold_name]
        fallback = ", als op een meerderheid werd teruggevallen" * (found.method != "majority")
        said.append(f"Om aan te nemen was {what} nodig ({name}){fallback}.")
    if found.options_rule is not None and found.options_rule.places is not None:
        said.append(f"Er waren {number(found.options_rule.places, 'plaats', 'plaatsen')}.")
    said.append(SECRECY[found.secrecy])
    if found.outside_meeting:
        said.append("Er is buiten vergadering besloten.")
    if found.in_meeting:
        said.append("Er is in een vergadering besloten.")
    if found.defect is not None:
        said.append("De oproep was gebrekkig: daarom gold de regel die dat geneest.")
    if found.follows_as is not None:
        said.append(f"Dit is {FOLLOWS[found.follows_as]} na {found.follows}.")
    return " ".join(said)


def _bylaws(found: facts.BylawsOf, names: Names) -> str:
    if found.sha256 is None:
        return (
            "Er golden geen vastgelegde statuten of reglementen: de regel staat in de opening zelf."
        )
    kind = "" if found.kind is None else f' voor een besluit van de soort "{found.kind}"'
    return f"De regel komt uit de statuten en reglementen met hash {found.sha256}{kind}."


def _options(found: facts.OptionsAsked, names: Names) -> str:
    listed = "; ".join(names.described(each) for each in found.options)
    return f"Te kiezen was uit {number(len(found.options), 'optie', 'opties')}: {listed}."


def _seats(found: facts.SeatsAtTheClose, names: Names) -> str:
    organ = ORGANS.get(found.organ, f'De kring "{found.organ}"')
    said = [f"{organ} heeft {seats(found.all_seats)}. Bij de sluiting waren er {found.held} bezet."]
    for which, what in (
        (found.vacant, "vacant"),
        (found.suspended, "geschorst zonder plaatsvervanger"),
        (found.absent, "belet zonder plaatsvervanger"),
        (found.stood_in, "waargenomen door een plaatsvervanger"),
        (found.recused, "uitgesloten van deelname wegens een belang"),
    ):
        if which:
            said.append(f"{len(which)} {what}: {names.seats(which)}.")
    said.append(f"Gerechtigd {'was' if found.entitled == 1 else 'waren'} {seats(found.entitled)}.")
    return " ".join(said)


def _ballots(found: facts.BallotsReceived, names: Names) -> str:
    if found.roll_call:
        return f"Bij de hoofdelijke stemming telden de antwoorden van {seats(found.counted)}."
    said = [f"In totaal {'is' if found.cast == 1 else 'zijn'} {ballots(found.cast)} uitgebracht."]
    for many, what in (
        (found.replaced, "vervangen door een later biljet"),
        (found.withdrawn, "ingetrokken"),
        (found.voided, "ongeldig verklaard"),
        (found.by_proxy, "bij volmacht uitgebracht"),
    ):
        if many:
            said.append(f"{many} {'is' if many == 1 else 'zijn'} {what}.")
    said.append(f"Er {'telt' if found.counted == 1 else 'tellen'} {ballots(found.counted)}.")
    return " ".join(said)


def _voided(found: facts.VoidedBallots, names: Names) -> str:
    told = "; ".join(f"{names.seat(each.seat)}: {GROUNDS[each.ground]}" for each in found.voided)
    which = "is het stembiljet" if len(found.voided) == 1 else "zijn de stembiljetten"
    return f"Ongeldig {which} van {told}."


def _secrecy(found: facts.SecrecyKept, names: Names) -> str:
    if not found.opened:
        return (
            f"Er lagen {ballots(found.ballots)} in de bus, en minder dan {found.minimum} van een "
            "soort: te weinig om geheim te blijven. Niets is geopend en de bus is vernietigd."
        )
    trackers = " Wie stemde kan met een eigen code de eigen regel vinden." if found.trackers else ""
    return (
        f"De biljetten zijn geopend als geschudde regels zonder naam: er zijn evenveel regels "
        f"({found.ballots}) als ontvangstbewijzen, en ten minste {found.minimum} van elke "
        f"soort.{trackers}"
    )


def _quorum(found: facts.QuorumMeasured, names: Names) -> str:
    count = found.count
    said = [
        f"Er {'was' if count.asked == 1 else 'waren'} {seats(count.asked)} in functie; "
        f"{count.taking_part} {'deed' if count.taking_part == 1 else 'deden'} mee."
    ]
    if count.represented:
        said.append(f"Daarvan {count.represented} bij volmacht.")
    if count.recused:
        how = "telt niet mee" if count.rule.recused == "excluded" else "blijft meetellen"
        said.append(f"Wie niet meedoet wegens een belang ({seats(count.recused)}) {how}.")
    if count.absent:
        how = "blijft meetellen" if count.rule.absent == "counted" else "telt niet mee"
        said.append(f"Wie belet is zonder plaatsvervanger ({seats(count.absent)}) {how}.")
    held = "gehaald" if count.holds else "niet gehaald"
    said.append(f"Het quorum van {share(count.rule.quorum)} is {held}.")
    return " ".join(said)


def _voters(found: facts.Voters, names: Names) -> str:
    held = "dat is genoeg" if found.enough else "dat is te weinig"
    return f"Ten minste {found.min_voters} moesten stemmen; dat deden er {found.voters}: {held}."


def _residents(found: facts.ResidentsVoting, names: Names) -> str:
    count = found.count
    held = "gehaald" if count.holds else "niet gehaald"
    return (
        f"Van de {ballots(count.voting)} kwamen er {count.residents} van bewonerszetels. Nodig was "
        f"{share(count.rule)}: {held}."
    )


def _weights(found: facts.Weights, names: Names) -> str:
    said = [f"Alle gerechtigde zetels samen hebben {votes(found.votes)}."]
    for each in found.heavier:
        told = f"{names.seat(each.seat)} heeft er {each.weight}"
        if each.counted < each.weight:
            told += (
                f", maar niemand mag alle anderen samen overstemmen: er tellen er {each.counted}"
            )
        said.append(f"{told}.")
    return " ".join(said)


def _votes(found: facts.Votes, names: Names) -> str:
    unit = "stemmen" if found.weighted else "zetels"
    return (
        f"{found.in_favour} voor, {found.against} tegen, "
        f"{number(found.abstained, 'onthouding', 'onthoudingen')}. Voor en tegen samen: "
        f"{found.for_and_against}; met onthoudingen: {found.ballots}; {unit} die "
        f"meededen: {found.present}; {unit} in functie: {found.in_office}; alle {unit}: "
        f"{found.all_seats}."
    )


def _threshold(found: facts.ThresholdMet, names: Names) -> str:
    name, what = THRESHOLDS[found.name], WHOLES[found.threshold.of]
    said = f"Nodig was {share(found.threshold)} van {what} ({name})."
    if not found.measured:
        return f"{said} Daarvan waren er geen: niet aangenomen, geen stemmen."
    if found.needed is None:
        return f"{said} Met {found.measured} kan niemand dat halen."
    held = "gehaald" if found.reached else "niet gehaald"
    return (
        f"{said} Dat zijn er ten minste {found.needed} van {found.measured}; voor waren er "
        f"{found.in_favour}: {held}."
    )


def _casting_vote(found: facts.CastingVote, names: Names) -> str:
    whose = f"De doorslaggevende stem is die van de {OFFICES[found.office]}"
    if found.seat is None:
        return f"{whose}; bij de sluiting was er geen gerechtigde {OFFICES[found.office]}."
    whose += f" ({names.seat(found.seat)})"
    if found.used is not None:
        used = {"for": "voor", "against": "tegen"}.get(found.used) or names.option(found.used)
        return f"{whose}. De stemmen staakten; die stem gaf de doorslag: {used}."
    if found.refused is not None:
        return f"{whose}. De stemmen staakten, maar die stem telde niet: {REFUSED[found.refused]}."
    if found.equal:
        return f"{whose}. De stemmen staakten, maar daar is geen keuze gemaakt die het oplost."
    return f"{whose}. De stemmen staakten niet: die stem was niet nodig."


def _groups(found: facts.GroupsAsked, names: Names) -> str:
    rule = found.gate.rule
    name = "Dubbele meerderheid" if found.gate.name == "double_majority" else "Brug tussen groepen"
    told = "; ".join(
        f"{each.group}: {each.in_favour} voor, {each.against} tegen, {GROUP_OUTCOMES[each.outcome]}"
        for each in found.groups
    )
    weigh = "Dit telt mee voor de uitslag" if found.gate.binding else "Dit is alleen ter informatie"
    held = "gehaald" if found.passed else "niet gehaald"
    return (
        f"{name}, naast de gewone telling: in elke groep {share(rule)} van voor en tegen samen, "
        f"bij ten minste {rule.min_ballots} stemmen voor of tegen. {told}. Samen: {held}. {weigh}."
    )


def _plurality(found: facts.Plurality, names: Names) -> str:
    count = found.count
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in count.options)
    said = f"Stemmen per optie: {told}; blanco {count.blank}."
    tied = names.options(count.tied or ())
    if count.chosen is None:
        equal = (
            f"De stemmen staken ({tied}): verworpen." if count.tied else "Er waren geen stemmen."
        )
        return f"{said} {equal}"
    chosen = names.option(count.chosen)
    if count.reason == "lot":
        return f"{said} De meeste stemmen hadden {tied}, evenveel; het lot koos {chosen}."
    if count.reason == "casting_vote":
        return (
            f"{said} De meeste stemmen hadden {tied}, evenveel; de doorslaggevende stem koos "
            f"{chosen}."
        )
    return f"{said} De meeste stemmen had {chosen}."


def _approval(found: facts.Approval, names: Names) -> str:
    count = found.count
    ranked = sorted(count.options, key=lambda each: -each.votes)
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in ranked)
    said = [f"Stemmen per optie, de meeste eerst: {told}; blanco {count.blank}."]
    if count.floor is not None:
        said.append(
            f"Nodig was {share(count.floor)} van {ballots(count.measured or 0)}; daar bleef "
            f"{'niemand' if not count.below_floor else names.options(count.below_floor)} onder."
        )
    if count.tied:
        said.append(f"Gelijk om de laatste plaats: {names.options(count.tied)}; het lot besliste.")
    places = number(count.places, "plaats", "plaatsen")
    who = names.options(count.chosen) if count.chosen else "niemand"
    said.append(f"Voor {places} gekozen: {who}.")
    return " ".join(said)


def _runoff_round(found: facts.RunoffRoundHeld, names: Names) -> str:
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in found.votes)
    said = (
        f"Ronde {found.round}: {told}. Er {'doet' if found.continuing == 1 else 'doen'} "
        f"{ballots(found.continuing)} mee, {found.exhausted} niet meer; een "
        f"meerderheid is {found.needed}."
    )
    if found.majority is not None:
        return f"{said} {names.option(found.majority)} heeft de meerderheid."
    out = found.elimination
    assert out is not None
    why = "de minste stemmen"
    if out.settled_by == "earlier_round":
        rounds = ", ".join(map(str, out.compared))
        why = f"evenveel als een ander, maar de minste in een eerdere ronde ({rounds})"
    if out.settled_by == "lot":
        why = f"evenveel als een ander ({names.options(out.fewest)}), en door het lot"
    return f"{said} Niemand heeft die; {names.option(out.eliminated)} valt af: {why}."


def _runoff(found: facts.Runoff, names: Names) -> str:
    if found.winner is None:
        return f"Van {ballots(found.received)} noemde er geen een optie: er is niemand gekozen."
    rounds = number(found.rounds, "ronde", "rondes")
    return (
        f"Van {ballots(found.received)} waren er {found.blank} blanco. Na {rounds} wint "
        f"{names.option(found.winner)}."
    )


def _pairwise(found: facts.Pairwise, names: Names) -> str:
    told = "; ".join(
        f"{names.option(each.one)} boven {names.option(each.other)}: {each.above}, andersom "
        f"{each.below}"
        for each in found.pairs
    )
    strength = (
        "het aantal biljetten van de winnende kant"
        if found.measure == "winning_votes"
        else "het verschil"
    )
    return (
        f"Van {ballots(found.received)} ({found.blank} blanco) is voor elk paar geteld wie hoger "
        f"staat: {told}. Zo sterk als {strength} is de schakel van de winnaar van een paar naar "
        "de verliezer."
    )


def _strongest_path(found: facts.StrongestPath, names: Names) -> str:
    winner, other = names.option(found.winner), names.option(found.other)
    there, back = _path(found.there, names), _path(found.back, names)
    stands = "staat boven" if found.there.strength > found.back.strength else "staat gelijk met"
    return (
        f"Sterkste pad van {winner} naar {other}: {there}; terug: {back}. {winner} {stands} "
        f"{other}."
    )


def _path(path: facts.Path, names: Names) -> str:
    if not path.strength:
        return "geen"
    via = f"via {names.options(path.via)}" if path.via else "rechtstreeks"
    return f"{path.strength} ({via})"


def _schulze(found: facts.Schulze, names: Names) -> str:
    if found.winner is None:
        return "Geen biljet zette een optie boven een andere: er is niemand gekozen."
    said = f"Volgorde: {names.options(found.order)}. Gekozen is {names.option(found.winner)}."
    if len(found.unbeaten) > 1:
        equal = names.options(found.unbeaten)
        return f"Niemand staat boven {equal}; het lot koos daaruit. {said}"
    return said


def _election_round(found: facts.ElectionRoundHeld, names: Names) -> str:
    held, tally = found.held, found.held.tally
    told = ", ".join(f"{names.option(each.option)} {each.votes}" for each in tally.votes)
    against = "" if tally.against is None else f"; tegen {tally.against}"
    own = "" if found.own else " (van een eerder besluit)"
    said = [
        f"Ronde {found.round}{own}, {ROUNDS[tally.kind]} om "
        f"{number(tally.seats, 'plaats', 'plaatsen')}: {told}{against}; blanco {tally.blank}."
    ]
    if held.measured is not None and found.needed is not None:
        said.append(f"Nodig waren {votes(found.needed)} van {held.measured}.")
    if held.tied:
        how = "het lot besliste" if held.by_lot else "zij gaan door"
        said.append(f"Gelijk: {names.options(held.tied)}; {how}.")
    who = names.options(held.elected) if held.elected else "niemand"
    said.append(f"Gekozen in deze ronde: {who}.")
    return " ".join(said)


def _election(found: facts.Election, names: Names) -> str:
    who = names.options(found.elected) if found.elected else "niemand"
    said = [f"Gekozen tot nu toe: {who}."]
    if found.without_vote:
        said.append(f"Zonder tegenkandidaat: {names.options(found.without_vote)}.")
    if found.next is not None:
        running = names.options(found.next_candidates or ())
        said.append(f"Er volgt een {ROUNDS[found.next]} tussen {running}.")
    if found.ended is not None:
        said.append(ENDS[found.ended])
    return " ".join(said)


def _consent(found: facts.Consent, names: Names) -> str:
    count = found.count
    said = [
        f"Ronde {found.round}: gevraagd zijn {seats(count.asked)}; consent "
        f"{count.consented}, bezwaar {count.objected}, geen antwoord {count.unanswered}."
    ]
    silence = "is consent" if found.silence_is_consent else "is geen consent"
    said.append(f"Wie niets zegt: dat {silence}.")
    for each in found.standing:
        tested = (
            f"bij de toets {each.agreeing} ermee eens, {each.disagreeing} oneens"
            if each.tested
            else "niet getoetst"
        )
        said.append(f"Het bezwaar van {names.seat(each.seat)} staat ({tested}).")
    if not found.standing:
        said.append("Er staat geen bezwaar.")
    if found.max_rounds is not None:
        after = (
            "een meerderheid van stemmen" if found.fallback == "majority" else "weer een gesprek"
        )
        said.append(f"Er zijn ten hoogste {found.max_rounds} rondes; daarna volgt {after}.")
    return " ".join(said)


def _lot(found: facts.LotUsed, names: Names) -> str:
    mattered = (
        "Het lot was van belang: met een ander lot was de uitkomst anders."
        if found.mattered
        else "Het lot was niet van belang: de uitkomst hing er niet van af."
    )
    if found.drawn is None:
        how = (
            "De volgorde van de lijst gold als lot."
            if found.listed is None or found.listed.by == "listed_order"
            else f"Het lot volgt uit een zaad met SHA-256 {found.listed.seed_sha256}."
        )
    elif found.drawn.by == "hand":
        who = " en ".join(found.drawn.witnesses or ())
        how = f"Het lot is met de hand getrokken, met als getuigen {who}."
    else:
        how = (
            f"Het lot volgt uit een zaad ({found.drawn.seed}) dat bij de opening"
            f"{' van de eerste ronde' if found.of_earlier_round else ''} al vastlag (SHA-256 "
            f"{found.committed})."
        )
    order = "" if found.drawn is None else f" Volgorde: {names.options(found.drawn.order)}."
    return f"{how}{order} {mattered}"


def _ended_early(found: facts.EndedEarly, names: Names) -> str:
    ground = "" if found.ground is None else f" Reden: {found.ground}"
    where = "" if found.referred_to is None else f" Naar: {found.referred_to}."
    return (
        f"Er is niets geopend en niets geteld: {OUTCOMES[found.outcome]}.{ground}{where} De "
        "stembus is vernietigd."
    )


def _outcome(found: facts.OutcomeFound, names: Names) -> str:
    if found.outcome is None:
        return f"Uitgesproken is: {OUTCOMES[found.declared]}. Dat is niet na te tellen."
    chosen = f" Gekozen: {names.options(found.chosen)}." if found.chosen else ""
    if found.outcome != found.declared:
        return (
            f"Volgens de regel: {OUTCOMES[found.outcome]}.{chosen} Uitgesproken is iets anders: "
            f"{OUTCOMES[found.declared]}."
        )
    return f"De uitslag: {OUTCOMES[found.outcome]}.{chosen}"


def _effects(found: facts.Effects, names: Names) -> str:
    told = "; ".join(EFFECTS[each.event](each, names) for each in found.effects)
    return f"Gevolgen: {told}."


def _duty(effect: facts.EffectSeen) -> str:
    said = DUTIES.get(str(effect.duty), str(effect.duty))
    return said if effect.at is None else f"{said}, voor {effect.at:%d-%m-%Y}"


EFFECTS: Final[Mapping[str, Callable[[facts.EffectSeen, Names], str]]] = {
    "plan.adopted": lambda e, n: f"plan {n.plan(str(e.plan))} is aangenomen",
    "plan.adoption_lapsed": lambda e, n: f"plan {n.plan(str(e.plan))} is niet langer aangenomen",
    "bylaws.version_adopted": lambda e, n: f"de regels {e.bylaws} zijn aangenomen",
    "bylaws.version_lapsed": lambda e, n: f"de regels {e.bylaws} vervallen",
    "seat.filled": lambda e, n: f"{e.person} krijgt zetel {n.seat(str(e.seat))}",
    "seat.filling_lapsed": lambda e, n: f"{e.person} heeft zetel {n.seat(str(e.seat))} niet langer",
    "seat.vacated": lambda e, n: f"{e.person} is ontslagen van zetel {n.seat(str(e.seat))}",
    "seat.vacancy_lapsed": lambda e, n: f"{e.person} heeft zetel {n.seat(str(e.seat))} weer",
    "office.assigned": lambda e, n: f"{e.person} wordt {OFFICES[str(e.office)]}",
    "office.assignment_lapsed": lambda e, n: f"{e.person} is niet langer {OFFICES[str(e.office)]}",
    "holder.suspended": lambda e, n: f"{e.person} is geschorst",
    "suspension.lifted": lambda e, n: f"de schorsing van {e.person} is opgeheven",
    "duty.opened": lambda e, n: f"er ligt een taak: {_duty(e)}",
}


def _doubtful(found: facts.Doubtful, names: Names) -> str:
    told = "; ".join(
        f"{names.seat(each.seat)}: toen bekend {each.known_then or 'niemand'} "
        f"({votes(each.votes_then)}), nu bekend {each.known_now or 'niemand'} "
        f"({votes(each.votes_now)})"
        for each in found.seats
    )
    return (
        "Stemrecht twijfelachtig: na de sluiting is verbeterd wie er gerechtigd was. "
        f"{told}. De uitslag verandert daar niet door."
    )


def _known_now(found: facts.KnownNow, names: Names) -> str:
    said = "Alleen ter vergelijking, dit is geen uitslag:"
    recount = found.recount
    if recount.impossible == "secret_lines":
        return (
            f"{said} bij geheime stemming is niet te zeggen welke regels dan zouden tellen, dus "
            "ook niet wat er dan uitkwam."
        )
    if recount.counted is None or recount.counted.outcome is None:
        return f"{said} met wat nu bekend is, is de stemming niet te tellen."
    counted = recount.counted.outcome
    same = "hetzelfde" if counted == found.declared else "iets anders"
    chosen = recount.counted.chosen
    who = f" ({names.options(chosen)})" if chosen else ""
    missing = (
        f" Daarin ontbreken {ballots(len(recount.unopened))}: die zijn nooit geopend."
        if recount.unopened
        else ""
    )
    return (
        f"{said} met wat nu bekend is, was de uitkomst {same}: {OUTCOMES[counted]}{who}.{missing}"
    )


def _findings(found: facts.Findings, names: Names) -> str:
    if found.agrees:
        return "De hertelling uit de vastgelegde gebeurtenissen komt op hetzelfde uit."
    many = number(len(found.findings), "punt", "punten")
    told = " ".join(found.findings)
    return f"De hertelling klopt niet met wat is vastgelegd, op {many} (in het Engels): {told}"


def _vote_rule(found: facts.VoteRule, names: Names) -> str:
    over = (
        "Bij het eerste project dat niet meer past stopt de verdeling."
        if found.over_budget == "stop"
        else "Een project dat niet meer past wordt overgeslagen."
    )
    caps = "".join(
        f" Voor {each.group} is er ten hoogste {money(each.cap_cents, found.currency)}."
        for each in found.group_caps
    )
    effect = {
        "advisory": "De uitslag is een advies aan het bestuur.",
        "binding_by_prior_board_decision": "Het bestuur heeft zich vooraf aan de uitslag gebonden.",
        "organ": "De buurt besliste zelf, als orgaan.",
    }[found.effect]
    form = {
        "ranked": " Op een biljet stonden projecten in volgorde; hoger geeft meer stemmen.",
        "points": f" Een biljet kon {found.points} punten geven.",
    }.get(found.form or "", "")
    rule = f"de meeste stemmen eerst, bij gelijke stemmen het goedkoopste, dan het lot. {over}"
    if found.equal_shares is not None:
        rule = _equal_shares(found.equal_shares, found.currency)
    return (
        f"Er was {money(found.budget_cents, found.currency)} te verdelen over "
        f"{number(found.projects, 'project', 'projecten')}: {rule}{form}{caps} {effect}"
    )


def _equal_shares(rule: EqualSharesRule, currency: str) -> str:
    start = "" if rule.start == "exact" else ", naar beneden afgerond op hele stappen"
    said = [
        f"ieder die stemde heeft een gelijk deel{start}, en wie een project wil betaalt er samen "
        "voor, zo gelijk als het kan (gelijke delen). Eerst wordt gekocht wat de meeste stemmen "
        "waard is, bij gelijke stemmen het goedkoopste, dan wat de meesten steunen, dan het lot. "
        f"Daarna wordt ieders deel {money(rule.step_cents, currency)} groter en begint het tellen "
        "opnieuw, tot de volgende stap meer zou kosten dan er is of alles wat steun heeft "
        "gehonoreerd is.",
        *["Het eindigt zodra er niets meer past."] * rule.exhaustive_stop,
        *["Wat over is wordt verdeeld naar stemmen."] * rule.fill_up,
    ]
    if rule.minimum_vote_share is not None:
        least = rule.minimum_vote_share
        said.append(
            f"Een project doet mee met {least.numerator} op elke {least.denominator} biljetten."
        )
    if rule.comparison != "none":
        said.append("Hebben meer stemmers meer aan de meeste stemmen eerst, dan geldt dat.")
    return " ".join(said)


def _electorate(found: facts.ElectorateFixed, names: Names) -> str:
    who = number(found.entitled, "bewoner was", "bewoners waren")
    return (
        f"{who} kiesgerechtigd: dat lag vast bij de opening, door een regel, en later verhuizen "
        f"of overlijden verandert er niets aan (SHA-256 van de lijst {found.sha256})."
    )


def _shares(found: facts.SharesRaised, names: Names) -> str:
    start, last = (money(each, found.currency) for each in (found.start_cents, found.share_cents))
    why = {
        "next_step_over_budget": "nog een stap zou "
        f"{money(found.next_cents or 0, found.currency)} hebben gekost, meer dan de "
        f"{money(found.budget_cents, found.currency)} die er was",
        "all_supported_funded": "dan is alles gehonoreerd wat steun heeft",
        "nothing_fits": "dan past er niets meer",
    }[found.ended]
    return (
        f"Van {money(found.budget_cents, found.currency)} had elk van {ballots(found.ballots)} "
        f"eerst {start} en na {number(found.steps, 'stap', 'stappen')} {last} (naar beneden "
        f"afgerond op centen): {why}."
    )


def _project(found: facts.ProjectTaken, names: Names) -> str:
    count = found.count
    said = (
        f"{found.place}. {names.project(count.project)}: {votes(count.votes)}, kost "
        f"{money(found.cost_cents, found.currency)}:"
    )
    if count.outcome is None and not found.cost_cents:
        return f"{said} het kost niets, dus er valt niets te betalen."
    if count.outcome is None:
        return f"{said} de verdeling was al gestopt."
    left = "" if count.left_cents is None else money(count.left_cents, found.currency)
    return (
        said
        + {
            "funded": f" gehonoreerd{_paid(found)}; over is {left}.",
            "over_group_cap": _over_cap(found),
            "over_budget": f" past niet meer in de {left} die over is."
            if left
            else " kost meer dan het hele budget.",
            "supporters_short": _short(found),
            "below_minimum_share": " te weinig biljetten steunden het om mee te doen.",
        }[count.outcome]
    )


def _paid(found: facts.ProjectTaken) -> str:
    if found.count.filled_up:
        return " uit wat de delen overlieten"
    if found.bought is None:
        return ""
    whole, rest = divmod(found.bought.effective_hundredths, 100)
    most = money(found.bought.most_cents, found.currency)
    many = number(found.bought.supporters, "stemmer", "stemmers")
    if not found.bought.short:
        return f": {many} betaalden elk {most}, zodat het {whole},{rest:02} stemmen waard is"
    return (
        f": van {many} hadden er {found.bought.short} minder over en betaalden dat helemaal, de "
        f"anderen elk {most}, zodat het {whole},{rest:02} stemmen waard is"
    )


def _over_cap(found: facts.ProjectTaken) -> str:
    most = "" if found.cap_cents is None else f" van {money(found.cap_cents, found.currency)}"
    return f" overgeslagen, want voor {found.group} is niet genoeg{most} meer over."


def _short(found: facts.ProjectTaken) -> str:
    if not found.supporters:
        return " niemand steunde het."
    held = money(found.held_cents or 0, found.currency)
    return (
        f" niet gehonoreerd: wie het steunden ({found.supporters}) hebben samen nog maar {held} "
        "van hun deel over."
    )


def _allocation(found: facts.Allocated, names: Names) -> str:
    return (
        f"Van {ballots(found.received)} waren er {found.blank} blanco. Gehonoreerd: "
        f"{number(len(found.funded), 'project', 'projecten')}, samen "
        f"{money(found.spent_cents, found.currency)}; over is "
        f"{money(found.left_cents, found.currency)}."
    )


def _compared(found: facts.RulesCompared, names: Names) -> str:
    kept = {
        "equal_shares": "Gelijke delen gaf de doorslag.",
        "greedy": "De meeste stemmen eerst gaf de doorslag.",
    }
    return (
        f"Bij gelijke delen {_voters_have(found.more_by_shares)} meer gehonoreerde projecten van "
        f"hun keuze, bij de meeste stemmen eerst {_voters_have(found.more_by_greedy)}. "
        f"{kept[found.kept]}"
    )


def _voters_have(many: int) -> str:
    return f"heeft {many} stemmer" if many == 1 else f"hebben {many} stemmers"


def _represented(found: facts.Represented, names: Names) -> str:
    rule = {"equal_shares": "Bij gelijke delen", "greedy": "Bij de meeste stemmen eerst"}
    said = f"{rule[found.rule]} {'worden' if found.official else 'zouden worden'} gehonoreerd"
    percent = found.with_project * 1000 // max(1, found.ballots)
    over = f" en {found.rest_cents}/{found.ballots} cent" if found.rest_cents else ""
    listed = ", ".join(names.project(each) for each in found.funded) or "geen enkel"
    return (
        f"{said}: {listed}. Daarmee krijgen {found.with_project} van {ballots(found.ballots)} "
        f"({percent // 10},{percent % 10}%) ten minste een project van hun keuze. Per stemmer "
        f"gaat er {money(found.each_cents, found.currency)}{over} om, en de gehonoreerde "
        f"projecten van hun keuze kosten gemiddeld {money(found.valued_cents, found.currency)}."
    )


SENTENCES: Final[Mapping[type[msgspec.Struct], Callable[[Any, Names], str]]] = {
    facts.Rule: _rule,
    facts.BylawsOf: _bylaws,
    facts.OptionsAsked: _options,
    facts.SeatsAtTheClose: _seats,
    facts.BallotsReceived: _ballots,
    facts.VoidedBallots: _voided,
    facts.SecrecyKept: _secrecy,
    facts.QuorumMeasured: _quorum,
    facts.Voters: _voters,
    facts.ResidentsVoting: _residents,
    facts.Weights: _weights,
    facts.Votes: _votes,
    facts.ThresholdMet: _threshold,
    facts.CastingVote: _casting_vote,
    facts.GroupsAsked: _groups,
    facts.Plurality: _plurality,
    facts.Approval: _approval,
    facts.RunoffRoundHeld: _runoff_round,
    facts.Runoff: _runoff,
    facts.Pairwise: _pairwise,
    facts.StrongestPath: _strongest_path,
    facts.Schulze: _schulze,
    facts.ElectionRoundHeld: _election_round,
    facts.Election: _election,
    facts.Consent: _consent,
    facts.LotUsed: _lot,
    facts.EndedEarly: _ended_early,
    facts.OutcomeFound: _outcome,
    facts.Effects: _effects,
    facts.Doubtful: _doubtful,
    facts.KnownNow: _known_now,
    facts.Findings: _findings,
    facts.VoteRule: _vote_rule,
    facts.ElectorateFixed: _electorate,
    facts.SharesRaised: _shares,
    facts.ProjectTaken: _project,
    facts.Allocated: _allocation,
    facts.RulesCompared: _compared,
    facts.Represented: _represented,
}
