"""What is explained of a result, step by step, in Dutch and in English."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest

from adapters.keys import Keys
from domain.bylaws.articles import OfficeWeight
from domain.counting.election import Ended
from domain.counting.election_round import RoundKind
from domain.counting.groups import GroupGate, GroupRule
from domain.counting.majority import Denominator, Quorum, Threshold
from domain.counting.methods import Method
from domain.counting.weights import CastingRefused
from domain.decisions.options import NewOption
from domain.events.ballots import Ground, Outcome, ResultDeclared, VotingClosed
from domain.events.decisions import FollowsAs, Secrecy
from domain.events.deliberation import ArgumentRaised
from domain.events.duties import OpenedDuty
from domain.events.seats import Office
from domain.kernel import Sealed
from domain.seats.annul_seat_event import AnnulSeatEvent
from projections.explaining import dutch, english, facts
from projections.explaining.of_result import EFFECTS
from projections.explaining.shares import fewest, threshold_name
from projections.explanation import Explanation, explain
from tests.conftest import StoryClock
from tests.deliberation import happens, recuses
from tests.recounting import FIRST, SECOND, THIRD, THREE, explained, opens_by, sentence
from tests.residents import (
    ADA,
    BEN,
    BENCH,
    CHEN,
    CLERK,
    DEWI,
    EAST,
    GARDEN,
    HALF_OF_THE_SEATS,
    MORE_THAN_HALF,
    NORTH,
    QUESTION,
    SWING,
    TOMORROW,
    VOTE,
    WEST,
    Community,
    in_memory,
    numbered,
)
from tests.seats import assigns, suspends
from tests.story import Story, a_decision, a_vote, place_of, rewritten

VOTERS = ((ADA, EAST), (BEN, WEST), (CHEN, NORTH))
TITLES = {EAST: "East", WEST: "West", NORTH: "North"}


@pytest.fixture
async def street(clock: StoryClock, keys: Keys) -> Community:
    """Three seats with names, all held by residents."""
    community = Community(in_memory(clock, keys))
    await community.is_founded()
    await community.registers(ADA, BEN, CHEN, DEWI)
    for voter, seat in VOTERS:
        await community.establishes(seat, title=TITLES[seat])
        await community.fills(seat, voter)
    return community


async def decided(
    street: Community,
    clock: StoryClock,
    choices: Sequence[Any],
    rule: dict[str, Any] | None = None,
    **asked: Any,
) -> None:
    given = {"threshold": MORE_THAN_HALF, "quorum": HALF_OF_THE_SEATS, **asked}
    await opens_by(street, rule or {}, **given)
    for (voter, seat), choice in zip(VOTERS, choices, strict=False):
        if choice is not None:
            await street.votes(voter, seat, choice)
    await ended(street, clock)


async def ended(street: Community, clock: StoryClock) -> None:
    clock.now = TOMORROW
    await street.closes()
    await street.declares()


async def told(street: Community, language: str = "en") -> Explanation:
    return explained(await street.history(), language)


def steps(found: Explanation) -> list[str]:
    return [each.step for each in found.steps]


def facts_of(found: Explanation, step: str) -> Any:
    (known,) = (each.facts for each in found.steps if each.step == step)
    return known


async def test_a_majority_is_explained_from_the_rule_to_the_result(
    street: Community, clock: StoryClock
):
    await decided(street, clock, ["for", "for", "abstain"])
    found = await told(street, "nl")
    assert steps(found) == [
        "rule",
        "bylaws",
        "seats",
        "ballots",
        "quorum",
        "voters",
        "votes",
        "threshold",
        "outcome",
        "findings",
    ]
    assert sentence(found, "quorum") == (
        "Er waren 3 zetels in functie; 3 deden mee. Het quorum van ten minste de helft is gehaald."
    )
    assert sentence(found, "votes") == (
        "2 voor, 0 tegen, 1 onthouding. Voor en tegen samen: 2; met onthoudingen: 3; zetels die "
        "meededen: 3; zetels in functie: 3; alle zetels: 3."
    )
    assert sentence(found, "threshold") == (
        "Nodig was meer dan de helft van de stemmen voor en tegen samen, zonder onthoudingen "
        "(volstrekte meerderheid). Dat zijn er ten minste 2 van 2; voor waren er 2: gehaald."
    )
    assert sentence(found, "outcome") == "De uitslag: aangenomen."
    assert sentence(found, "findings") == (
        "De hertelling uit de vastgelegde gebeurtenissen komt op hetzelfde uit."
    )
    english_one = await told(street)
    assert sentence(english_one, "quorum") == (
        "There were 3 seats in office; 3 took part. The quorum of at least half was reached."
    )
    assert [each.facts for each in found.steps] == [each.facts for each in english_one.steps]


async def test_every_ballot_that_was_voided_is_named_with_its_ground(
    street: Community, clock: StoryClock
):
    await street.opens()
    for voter, seat in VOTERS:
        await street.votes(voter, seat, "for")
    clock.pass_by(hours=1)
    await suspends(street, EAST, suspended_from=clock.now)
    await recuses(street, BEN)
    await ended(street, clock)
    found = await told(street, "nl")
    assert sentence(found, "voided") == (
        'Ongeldig zijn de stembiljetten van "East": wie stemde was bij de sluiting geschorst; '
        '"West": wie stemde doet niet mee wegens een belang.'
    )
    assert sentence(found, "seats") == (
        "Het bestuur heeft 3 zetels. Bij de sluiting waren er 3 bezet. 1 geschorst zonder "
        'plaatsvervanger: "East". 1 uitgesloten van deelname wegens een belang: "West". Gerechtigd '
        "was 1 zetel."
    )
    assert [each.ground for each in facts_of(found, "voided").voided] == ["suspended", "recused"]
    assert sentence(found, "voters") == (
        "Ten minste 2 moesten stemmen; dat deden er 1: dat is te weinig."
    )
    assert found.outcome == "too_few_voters"


async def test_a_weight_that_was_capped_and_a_casting_vote_are_told(
    street: Community, clock: StoryClock
):
    """The chair has five votes, of which two count; with them it would outvote the others."""
    await assigns(street, EAST)
    rule = {
        "weights": (OfficeWeight(office="chair", votes=5),),
        "casting_vote_of": "chair",
    }
    await decided(street, clock, ["for", "against", "against"], rule)
    found = await told(street)
    assert sentence(found, "weights") == (
        'All entitled seats together have 4 votes. "East" has 5, but nobody may outvote all others '
        "together: 2 of them count."
    )
    assert sentence(found, "casting_vote") == (
        'The casting vote is that of the chair ("East"). Votes were equal, but it did not count: '
        "with it this seat would outvote all others."
    )
    assert sentence(found, "outcome") == "The result: rejected."


async def test_a_casting_vote_that_decides_is_told_beside_the_votes_without_it(
    street: Community, clock: StoryClock
):
    await assigns(street, EAST)
    await decided(street, clock, ["for", "against", "abstain"], {"casting_vote_of": "chair"})
    found = await told(street, "nl")
    assert sentence(found, "casting_vote") == (
        'De doorslaggevende stem is die van de voorzitter ("East"). De stemmen staakten; die stem '
        "gaf de doorslag: voor."
    )
    votes = facts_of(found, "votes")
    assert (votes.in_favour, votes.against) == (1, 1)
    assert facts_of(found, "threshold").in_favour == 2


async def test_a_bridging_gate_stands_beside_the_plain_count(street: Community, clock: StoryClock):
    half = GroupRule(
        numerator=1, denominator=2, comparison=">=", min_ballots=1, not_assessed="passes"
    )
    gate = GroupGate(
        name="bridging_gate",
        by="seat_kind",
        groups=("resident", "professional"),
        rule=half,
        binding=True,
    )
    await decided(street, clock, ["for", "for", "against"], groups=gate)
    found = await told(street)
    assert sentence(found, "groups") == (
        "Bridging gate, beside the plain count: in each group at least half of for and against "
        "together, with at least 1 votes for or against. resident: 2 for, 1 against, reached; "
        "professional: 0 for, 0 against, not assessed, too few votes for or against. Together: "
        "reached. The result depends on it."
    )


async def test_residents_short_at_the_vote_are_told(street: Community, clock: StoryClock):
    all_of_them = Quorum(numerator=1, denominator=1, comparison=">=")
    await decided(street, clock, ["for", "for"], {"residents_at_the_vote": all_of_them})
    assert sentence(await told(street), "residents") == (
        "Of 2 ballots 2 came from resident seats. Needed was all: reached."
    )


async def among(street: Community, clock: StoryClock, method: str, *choices: Any) -> Explanation:
    await decided(street, clock, choices, method=method, options=THREE, threshold=None)
    return await told(street, "nl")


async def test_a_plurality_and_its_lot_are_told(street: Community, clock: StoryClock):
    found = await among(street, clock, "plurality", FIRST, SECOND, FIRST)
    assert sentence(found, "options") == (
        'Te kiezen was uit 3 opties: "A garden"; "A bench"; "A mural".'
    )
    assert sentence(found, "plurality") == (
        'Stemmen per optie: "A garden" 2, "A bench" 1, "A mural" 0; blanco 0. De meeste stemmen '
        'had "A garden".'
    )
    assert sentence(found, "lot").endswith(
        "Het lot was niet van belang: de uitkomst hing er niet van af."
    )
    assert sentence(found, "outcome") == 'De uitslag: aangenomen. Gekozen: "A garden".'


async def test_an_approval_is_told_most_votes_first(street: Community, clock: StoryClock):
    found = await among(street, clock, "approval", (FIRST, SECOND), (SECOND,), ())
    assert sentence(found, "approval") == (
        'Stemmen per optie, de meeste eerst: "A bench" 2, "A garden" 1, "A mural" 0; blanco 1. '
        'Voor 1 plaats gekozen: "A bench".'
    )


async def test_every_round_of_a_runoff_is_told(street: Community, clock: StoryClock):
    found = await among(street, clock, "instant_runoff", (FIRST,), (FIRST, SECOND), (SECOND, THIRD))
    rounds = [each for each in found.steps if each.step == "runoff_round"]
    assert [each.sentence for each in rounds] == [
        'Ronde 1: "A garden" 2, "A bench" 1, "A mural" 0. Er doen 3 stembiljetten mee, 0 niet '
        'meer; een meerderheid is 2. "A garden" heeft de meerderheid.'
    ]


async def test_who_goes_out_by_the_lot_is_told_and_that_it_mattered(
    street: Community, clock: StoryClock
):
    found = await among(street, clock, "instant_runoff", (FIRST,), (SECOND,), (THIRD,))
    rounds = [each.sentence for each in found.steps if each.step == "runoff_round"]
    assert len(rounds) == 3
    assert 'evenveel als een ander ("A garden", "A bench", "A mural"), en door het lot' in rounds[0]
    lot = facts_of(found, "lot")
    assert lot.mattered
    assert lot.drawn.order[-1] in {FIRST, SECOND, THIRD}
    assert sentence(found, "lot").endswith(
        "Het lot was van belang: met een ander lot was de uitkomst anders."
    )


async def test_the_strongest_paths_of_schulze_are_told_with_their_way(
    street: Community, clock: StoryClock
):
    found = await among(
        street,
        clock,
        "schulze",
        (FIRST, SECOND, THIRD),
        (FIRST, SECOND, THIRD),
        (SECOND, THIRD, FIRST),
    )
    assert sentence(found, "pairwise").startswith(
        'Van 3 stembiljetten (0 blanco) is voor elk paar geteld wie hoger staat: "A garden" boven '
        '"A bench": 2, andersom 1; "A garden" boven "A mural": 2, andersom 1; "A bench" boven '
        '"A mural": 3, andersom 0.'
    )
    paths = [each.sentence for each in found.steps if each.step == "strongest_path"]
    assert paths == [
        'Sterkste pad van "A garden" naar "A bench": 2 (rechtstreeks); terug: geen. "A garden" '
        'staat boven "A bench".',
        'Sterkste pad van "A garden" naar "A mural": 2 (rechtstreeks); terug: geen. "A garden" '
        'staat boven "A mural".',
    ]


async def test_a_path_by_way_of_another_option_is_told(street: Community, clock: StoryClock):
    """In a circle everybody is reached by way of somebody."""
    found = await among(
        street,
        clock,
        "schulze",
        (FIRST, SECOND, THIRD),
        (SECOND, THIRD, FIRST),
        (THIRD, FIRST, SECOND),
    )
    paths = [each.facts for each in found.steps if each.step == "strongest_path"]
    assert all(isinstance(each, facts.StrongestPath) for each in paths)
    vias = sorted(len(path.there.via) + len(path.back.via) for path in paths)
    assert vias == [1, 1]
    assert "via" in " ".join(each.sentence for each in found.steps if each.step == "strongest_path")


async def test_an_election_and_what_comes_next_are_told(street: Community, clock: StoryClock):
    options = tuple(NewOption(person=each) for each in (ADA, BEN, CHEN))
    await decided(
        street,
        clock,
        [(FIRST,), (FIRST,), (SECOND,)],
        method="election",
        options=options,
        threshold=None,
    )
    found = await told(street, "nl")
    assert sentence(found, "options") == (
        f"Te kiezen was uit 3 opties: kandidaat 1 ({ADA}); kandidaat 2 ({BEN}); kandidaat 3 "
        f"({CHEN})."
    )
    assert sentence(found, "election_round") == (
        "Ronde 1, vrije stemming om 1 plaats: kandidaat 1 2, kandidaat 2 1, kandidaat 3 0; blanco "
        "0. Nodig waren 2 stemmen van 3. Gekozen in deze ronde: kandidaat 1."
    )
    assert sentence(found, "election") == (
        "Gekozen tot nu toe: kandidaat 1. Alle plaatsen zijn vervuld."
    )


async def test_consent_tells_whose_objection_stands_and_never_its_words(
    street: Community, clock: StoryClock
):
    await street.opens(method="consent", threshold=None)
    raised = ArgumentRaised(
        argument=numbered("argument", 1),
        decision=QUESTION,
        case=QUESTION,
        kind="objection",
        seat=EAST,
        person=ADA,
        words=Sealed(sealed="ab" * 32),
    )
    await happens(street, raised, ADA)
    for (voter, seat), choice in zip(VOTERS, ("objection", "consent", "consent"), strict=True):
        await street.votes(voter, seat, choice)
    await ended(street, clock)
    found = await told(street, "nl")
    assert sentence(found, "consent") == (
        "Ronde 1: gevraagd zijn 3 zetels; consent 2, bezwaar 1, geen antwoord 0. "
        'Wie niets zegt: dat is geen consent. Het bezwaar van "East" staat (niet getoetst). Er '
        "zijn ten hoogste 3 rondes; daarna volgt weer een gesprek."
    )
    assert b"ab" * 32 not in msgspec.json.encode(found)


async def test_secret_lines_and_too_few_of_them_are_told(street: Community, clock: StoryClock):
    await decided(street, clock, ["for", "for"], secrecy="secret")
    found = await told(street, "nl")
    assert sentence(found, "secrecy") == (
        "Er lagen 2 stembiljetten in de bus, en minder dan 3 van een soort: te weinig om geheim te "
        "blijven. Niets is geopend en de bus is vernietigd."
    )
    assert steps(found)[-3:] == ["quorum", "outcome", "findings"]
    assert found.outcome == "too_few_for_secrecy"


async def test_what_follows_from_a_result_is_told(street: Community, clock: StoryClock):
    await street.proposes()
    await decided(street, clock, ["for", "for", "for"], plan=GARDEN)
    assert sentence(await told(street, "nl"), "effects") == (
        'Gevolgen: plan "A garden" is aangenomen.'
    )


async def test_a_doubtful_entitlement_gives_both_readings_and_what_is_no_result(
    street: Community, clock: StoryClock
):
    """Ada voted; after the result it turns out that Dewi had held the seat all along."""
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await decided(street, clock, ["for", "for", "against"])
    result = await told(street, "nl")
    assert not result.entitlement_doubtful
    await street.fills(EAST, DEWI, corrects=filled.id)
    found = await told(street, "nl")
    assert found.entitlement_doubtful
    assert (found.outcome, found.declared, found.agrees) == ("adopted", "adopted", True)
    assert sentence(found, "doubtful") == (
        "Stemrecht twijfelachtig: na de sluiting is verbeterd wie er gerechtigd was. "
        f'"East": toen bekend {ADA} (1 stem), nu bekend {DEWI} (1 stem). De uitslag verandert daar '
        "niet door."
    )
    assert sentence(found, "known_now") == (
        "Alleen ter vergelijking, dit is geen uitslag: met wat nu bekend is, was de uitkomst iets "
        "anders: verworpen."
    )
    known_now = facts_of(found, "known_now").recount
    assert known_now.official is False
    assert msgspec.to_builtins(known_now)["official"] is False
    same = [each for each in found.steps if each.step not in ("doubtful", "known_now")]
    assert same == list(result.steps)


async def test_of_secret_lines_nobody_says_what_would_have_come_of_a_correction(
    street: Community, clock: StoryClock
):
    filled = next(r for r in await street.history() if getattr(r.event, "holder", "") == ADA)
    await decided(street, clock, ["for", "for", "against"], secrecy="secret")
    await street.fills(EAST, DEWI, corrects=filled.id)
    found = await told(street)
    assert facts_of(found, "known_now").recount.impossible == "secret_lines"
    assert "nobody can tell which would count" in sentence(found, "known_now")


async def test_a_ballot_that_was_voided_stays_unknown_whatever_turns_out(
    street: Community, clock: StoryClock
):
    await street.opens()
    for voter, seat in VOTERS:
        await street.votes(voter, seat, "for")
    clock.pass_by(hours=1)
    left = await street.vacates(EAST)
    await ended(street, clock)
    await street.does(CLERK, AnnulSeatEvent, seat=EAST, corrects=left.recorded[0].id)
    found = await told(street)
    recount = facts_of(found, "known_now").recount
    assert len(recount.unopened) == 1
    assert sentence(found, "known_now").endswith(
        "the same: adopted. Missing from it is 1 ballot that was never opened."
    )


async def test_an_effect_of_the_decision_itself_makes_nothing_doubtful(
    street: Community, clock: StoryClock
):
    """It is declared at the very moment of the close, and dismisses who held a seat until then."""
    clock.pass_by(hours=1)
    await decided(
        street,
        clock,
        [None, "for", "for"],
        dismisses=EAST,
        heard_at=clock.now - timedelta(minutes=1),
    )
    found = await told(street, "nl")
    assert not found.entitlement_doubtful
    assert sentence(found, "effects") == f'Gevolgen: {ADA} is ontslagen van zetel "East".'


def test_a_neighbourhood_vote_is_explained_project_by_project():
    found = explain(VOTE, a_vote().history, "nl")
    assert steps(found) == [
        "vote_rule",
        "electorate",
        "ballots",
        "project",
        "project",
        "project",
        "lot",
        "allocation",
        "compared",
        "represented",
        "represented",
        "findings",
    ]
    projects = [each.sentence for each in found.steps if each.step == "project"]
    assert projects[0] == (f'1. "The {SWING}": 2 stemmen, kost € 40: gehonoreerd; over is € 60.')
    assert projects[1] == f'2. "The {BENCH}": 2 stemmen, kost € 60: gehonoreerd; over is € 0.'
    assert sentence(found, "allocation") == (
        "Van 3 stembiljetten waren er 1 blanco. Gehonoreerd: 2 projecten, samen € 100; over is € 0."
    )
    assert found.agrees


def test_what_is_wrong_with_the_record_is_told_and_it_does_not_agree():
    history = a_decision().history
    bent = rewritten(history, place_of(history, ResultDeclared), outcome="rejected")
    found = explain(QUESTION, bent, "nl")
    assert not found.agrees
    assert sentence(found, "outcome") == (
        "Volgens de regel: aangenomen. Uitgesproken is iets anders: verworpen."
    )
    assert sentence(found, "findings").endswith(
        "op 1 punt (in het Engels): Declared was rejected; by the rule it is adopted."
    )


def test_what_ended_without_a_count_is_told():
    story = Story().has_a_board().opened()
    story.cast(ADA, "for", decision=QUESTION, seat=EAST)
    story.happens(VotingClosed(decision=QUESTION))
    story.happens(
        ResultDeclared(decision=QUESTION, outcome="withdrawn", ground="We ask again in May.")
    )
    found = explain(QUESTION, story.history, "en")
    assert steps(found) == ["rule", "bylaws", "ended_early", "outcome", "findings"]
    assert sentence(found, "ended_early") == (
        "Nothing was opened and nothing was counted: the proposal was withdrawn. Ground: We ask "
        "again in May. The ballot box was destroyed."
    )


def test_what_cannot_be_counted_says_so():
    history = a_decision().history
    place = next(r.position for r in history if r.event.NAME == "ballots.opened")
    opened = history[place - 1].event
    lines = tuple(msgspec.structs.replace(line, choice="maybe") for line in opened.lines)
    found = explain(QUESTION, rewritten(history, place, lines=lines), "en")
    assert (found.outcome, found.agrees) == (None, False)
    assert sentence(found, "outcome") == ("Declared was: adopted. It cannot be counted again.")


STEPS = {each.STEP: each for each in facts.Facts.__subclasses__()}


@pytest.mark.parametrize("words", [dutch, english], ids=["nl", "en"])
def test_both_languages_have_words_for_everything(words: Any):
    assert set(words.SENTENCES) == set(STEPS.values())
    for catalogue, kind in (
        (words.METHODS, Method),
        (words.SECRECY, Secrecy),
        (words.WHOLES, Denominator),
        (words.THRESHOLDS, facts.ThresholdName),
        (words.GROUNDS, Ground),
        (words.OUTCOMES, Outcome),
        (words.FOLLOWS, FollowsAs),
        (words.ROUNDS, RoundKind),
        (words.ENDS, Ended),
        (words.REFUSED, CastingRefused),
        (words.OFFICES, Office),
        (words.DUTIES, OpenedDuty),
    ):
        assert set(catalogue) == set(get_args(kind))
    assert {each.NAME for each in EFFECTS} <= set(words.EFFECTS)


def test_every_step_has_a_name_of_its_own_that_stays():
    assert set(STEPS) == set(get_args(facts.StepName))
    assert len(facts.Facts.__subclasses__()) == len(STEPS)


@pytest.mark.parametrize(
    ("numerator", "denominator", "comparison", "name", "needed"),
    [
        (1, 2, ">", "absolute_majority", 5),
        (1, 2, ">=", "share", 5),
        (2, 4, ">", "absolute_majority", 5),
        (2, 3, ">=", "two_thirds", 6),
        (2, 3, ">", "two_thirds", 7),
        (3, 4, ">=", "three_quarters", 7),
        (1, 1, ">=", "unanimity", 9),
        (1, 1, ">", "share", None),
        (0, 1, ">=", "share", 1),
    ],
)
def test_a_threshold_has_a_name_and_takes_so_many_of_nine(
    numerator: int, denominator: int, comparison: Any, name: str, needed: int | None
):
    asked = Threshold(
        numerator=numerator, denominator=denominator, comparison=comparison, of="in_office"
    )
    assert threshold_name(asked) == name
    assert fewest(asked, 9) == needed


@pytest.mark.parametrize(
    ("cents", "in_dutch", "in_english"),
    [(1_234_50, "€ 1.234,50", "€ 1,234.50"), (100_00, "€ 100", "€ 100"), (5, "€ 0,05", "€ 0.05")],
)
def test_money_is_written_as_people_write_it(cents: int, in_dutch: str, in_english: str):
    assert dutch.money(cents, "EUR") == in_dutch
    assert english.money(cents, "EUR") == in_english
    assert dutch.money(cents, "PLN").startswith("PLN ")
