"""Plans that go to another organisation, and what comes back."""

from typing import Any

import msgspec
import pytest

from adapters.courier import carry
from domain.errors import DatabaseAway, OrganisationNotFound
from domain.events.lessons import LessonDrawn
from domain.events.plans import (
    PlanAdoptionLapsed,
    PlanBearerJoined,
    PlanCompleted,
    PlanEvaluated,
    PlanProposed,
    PlanRevised,
    PlanStopped,
)
from domain.events.sharing import (
    PlanOriginLost,
    PlanResultReturned,
    PlanResultsSent,
    PlanShared,
    PlanSpread,
    PlanTakenOver,
)
from domain.ids import MACHINE
from domain.plans.errors import CarrierRequired, PlanNotFound
from domain.ports import Append, Carried, Ports
from domain.sharing.carried import LONGEST_TEXT, RESULTS, shortened, tidings
from domain.sharing.errors import (
    AlreadySpread,
    CarriedByTheMachine,
    NotReadyToShare,
    NotTakenOver,
    OwnPlan,
    PlanAlreadyShared,
    PlanNotShared,
    ResultAlreadyReturned,
    ResultsAlreadySent,
    SharedPlanNotFound,
)
from domain.sharing.note_origin_lost import NoteOriginLost
from domain.sharing.note_result import NoteResult
from domain.sharing.note_results_sent import NoteResultsSent
from domain.sharing.note_spread import NoteSpread
from domain.sharing.take_over_plan import Example
from domain.sharing.unshare_plan import UnsharePlan
from tests.deliberation import happens
from tests.domain.examples import EXAMPLES
from tests.learning import (
    LESSON,
    THEIRS,
    adopts,
    courier_of,
    draws,
    shared,
    shares,
    takes_over,
    trails,
)
from tests.residents import (
    ADA,
    BEN,
    CLERK,
    DE_BAARSJES,
    DE_PIJP,
    DEWI,
    GARDEN,
    QUESTION,
    STRANGER,
    Community,
    events,
    numbered,
)

BOTH = (DE_PIJP, DE_BAARSJES)
NOBODYS = numbered("organisation", 99)


@pytest.fixture
async def origin(de_pijp: Community) -> Community:
    """Ada's garden is adopted, and shared."""
    await de_pijp.registers(ADA, BEN)
    await de_pijp.proposes(ADA)
    await adopts(de_pijp)
    await shares(de_pijp)
    return de_pijp


@pytest.fixture
async def taker(de_baarsjes: Community) -> Community:
    await de_baarsjes.registers(DEWI)
    return de_baarsjes


# Sharing


async def test_who_carries_an_adopted_plan_shares_it_under_the_name_of_the_organisation(
    origin: Community,
):
    found = await shared(origin)
    assert found is not None
    assert (found.title, found.shared_by) == ("A garden", "Wijkraad")
    with pytest.raises(PlanAlreadyShared):
        await shares(origin)


async def test_the_lessons_go_with_the_plan_those_of_before_and_those_of_later(
    de_pijp: Community,
):
    await de_pijp.registers(ADA)
    await de_pijp.proposes(ADA)
    await adopts(de_pijp)
    await draws(de_pijp)
    (shared_now,) = events(await shares(de_pijp))
    assert shared_now == PlanShared(plan=GARDEN, lessons=(LESSON,), shared_by="Wijkraad")
    (later,) = events(await draws(de_pijp, lesson=numbered("lesson", 2)))
    await de_pijp.does(ADA, UnsharePlan, plan=GARDEN)
    (last,) = events(await draws(de_pijp, lesson=numbered("lesson", 3)))
    assert isinstance(later, LessonDrawn)
    assert isinstance(last, LessonDrawn)
    assert (later.shared, last.shared) == (True, None)


async def test_nobody_else_does_and_no_plan_that_was_not_adopted(de_pijp: Community):
    await de_pijp.registers(ADA, BEN)
    await de_pijp.proposes(ADA)
    with pytest.raises(NotReadyToShare):
        await shares(de_pijp)
    await adopts(de_pijp)
    with pytest.raises(CarrierRequired):
        await shares(de_pijp, BEN)
    with pytest.raises(PlanNotShared):
        await de_pijp.does(ADA, UnsharePlan, plan=GARDEN)


async def test_a_plan_is_shared_no_more_once_who_carries_it_says_so(origin: Community):
    with pytest.raises(CarrierRequired):
        await origin.does(BEN, UnsharePlan, plan=GARDEN)
    await origin.does(ADA, UnsharePlan, plan=GARDEN)
    assert await shared(origin) is None
    await shares(origin)
    assert await shared(origin) is not None


async def test_while_its_adoption_has_lapsed_others_do_not_find_it(origin: Community):
    await happens(origin, PlanAdoptionLapsed(plan=GARDEN, decision=QUESTION), CLERK)
    assert await shared(origin) is None


async def test_what_others_read_says_nothing_of_who_carries_the_plan(origin: Community):
    found = await shared(origin)
    assert ADA not in str(found)


# Taking over


async def test_a_plan_is_taken_over_with_its_provenance_in_one_append(
    origin: Community, taker: Community
):
    receipt = await takes_over(taker, origin)
    proposed, *_, taken_over = events(receipt)
    assert isinstance(proposed, PlanProposed)
    assert (proposed.title, proposed.theme) == ("A garden", "urban gardens")
    found = await shared(origin)
    assert found is not None
    assert taken_over == PlanTakenOver(
        plan=THEIRS,
        origin_organisation=DE_PIJP,
        origin_plan=GARDEN,
        origin_position=found.position,
        origin_name="Wijkraad",
        taken_over_by="Wijkraad",
    )
    assert any(isinstance(each, PlanBearerJoined) for each in events(receipt))


async def test_who_takes_it_over_says_anew_what_is_different_there(
    origin: Community, taker: Community
):
    proposed, *_ = events(await takes_over(taker, origin, title="Ours", new_title="Ours"))
    assert isinstance(proposed, PlanProposed)
    assert (proposed.title, proposed.text) == ("Ours", "Beans and flowers.")


async def test_only_what_is_shared_at_that_moment_is_taken_over(
    origin: Community, taker: Community
):
    await origin.does(ADA, UnsharePlan, plan=GARDEN)
    with pytest.raises(SharedPlanNotFound):
        await takes_over(taker, origin)
    with pytest.raises(OrganisationNotFound):
        await takes_over(taker, origin, STRANGER)


async def test_nobody_takes_over_from_their_own_organisation(origin: Community):
    with pytest.raises(OwnPlan):
        await takes_over(origin, origin, ADA)


async def test_sent_again_it_is_taken_over_once_whatever_was_shared_since(
    origin: Community, taker: Community
):
    first = await takes_over(taker, origin, command_id="once")
    await origin.does(ADA, UnsharePlan, plan=GARDEN)
    again = await takes_over(taker, origin, command_id="once")
    assert (again.replayed, again.position) == (True, first.position)


# What the machine carries


SPREAD: dict[str, Any] = {
    "plan": GARDEN,
    "from_organisation": DE_BAARSJES,
    "their_plan": THEIRS,
}


async def test_the_origin_notes_once_that_a_plan_went_elsewhere(origin: Community):
    with pytest.raises(CarriedByTheMachine):
        await origin.does(CLERK, NoteSpread, their_name="Buurtraad", **SPREAD)
    await origin.does(MACHINE, NoteSpread, their_name="Buurtraad", **SPREAD)
    with pytest.raises(AlreadySpread):
        await origin.does(MACHINE, NoteSpread, their_name="Buurtraad", **SPREAD)
    nothing = {**SPREAD, "plan": numbered("plan", 8)}
    with pytest.raises(PlanNotFound):
        await origin.does(MACHINE, NoteSpread, their_name="Buurtraad", **nothing)


async def test_results_come_back_in_order_and_each_of_them_once(origin: Community):
    async def comes_back(position: int, actor: Any = MACHINE) -> None:
        result = {"what": "adopted", "their_position": position}
        await origin.does(actor, NoteResult, **result, **SPREAD)

    with pytest.raises(NotTakenOver):
        await comes_back(5)
    await origin.does(MACHINE, NoteSpread, their_name="Buurtraad", **SPREAD)
    with pytest.raises(CarriedByTheMachine):
        await comes_back(5, CLERK)
    await comes_back(5)
    for position in (4, 5):
        with pytest.raises(ResultAlreadyReturned):
            await comes_back(position)
    await comes_back(6)


async def test_the_sender_notes_once_what_was_told(origin: Community, taker: Community):
    with pytest.raises(NotTakenOver):
        await taker.does(MACHINE, NoteResultsSent, plan=THEIRS, through=3)
    await takes_over(taker, origin)
    with pytest.raises(CarriedByTheMachine):
        await taker.does(CLERK, NoteResultsSent, plan=THEIRS, through=3)
    await taker.does(MACHINE, NoteResultsSent, plan=THEIRS, through=3)
    with pytest.raises(ResultsAlreadySent):
        await taker.does(MACHINE, NoteResultsSent, plan=THEIRS, through=3)
    await taker.does(MACHINE, NoteOriginLost, plan=THEIRS, ground="plan_not_found")
    with pytest.raises(ResultsAlreadySent):
        await taker.does(MACHINE, NoteOriginLost, plan=THEIRS, ground="plan_not_found")


def test_the_origin_is_told_of_every_result_in_few_words():
    told = {tidings(each).what for each in EXAMPLES if isinstance(each, RESULTS)}
    assert told == {"adopted", "completed", "stopped", "evaluated", "lesson"}
    assert shortened("x" * 5_000) == "x" * (LONGEST_TEXT - 1) + "…"


# The courier


async def test_the_courier_tells_the_origin_what_became_of_the_plan(
    origin: Community, taker: Community
):
    courier = courier_of(origin.ports, BOTH)
    await takes_over(taker, origin)
    await courier.once()
    await adopts(taker, THEIRS)
    await draws(taker, DEWI, plan=THEIRS)
    evaluated: Any = {"worked": "Beans.", "did_not_work": "The well.", "again": "differently"}
    await happens(
        taker, PlanEvaluated(evaluation=numbered("evaluation", 1), plan=THEIRS, **evaluated), DEWI
    )
    await happens(taker, PlanCompleted(plan=THEIRS), DEWI)
    await courier.once()
    await courier.once()
    (spread,) = await origin.history(PlanSpread)
    assert (spread.event.organisation, spread.event.their_plan) == (DE_BAARSJES, THEIRS)
    back = [each.event for each in await origin.history(PlanResultReturned)]
    assert [each.what for each in back] == ["adopted", "lesson", "evaluated", "completed"]
    assert (back[2].again, back[2].text) == ("differently", "Beans.\n\nThe well.")
    assert len(await taker.history(PlanResultsSent)) == 2
    assert [each.actor for each in await origin.history(PlanResultReturned)] == [MACHINE] * 4


async def test_results_come_back_although_the_plan_is_shared_no_more(
    origin: Community, taker: Community
):
    await takes_over(taker, origin)
    await origin.does(ADA, UnsharePlan, plan=GARDEN)
    await happens(taker, PlanStopped(plan=THEIRS, reason="No land."), DEWI)
    await courier_of(origin.ports, BOTH).once()
    (back,) = await origin.history(PlanResultReturned)
    assert (back.event.what, back.event.text) == ("stopped", "No land.")


class Breaks:
    """A log that breaks at the append with this number, and is away from then on."""

    def __init__(self, log: Any, at: int) -> None:
        self._log, self._left = log, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    async def append(self, organisation: Any, append: Append) -> Carried:
        if self._left == 0:
            raise DatabaseAway
        self._left -= 1
        carried: Carried = await self._log.append(organisation, append)
        return carried


def with_log(ports: Ports, log: Any) -> Ports:
    return msgspec.structs.replace(ports, log=log)


@pytest.mark.parametrize("at", range(5))
async def test_killed_after_any_of_its_appends_the_courier_goes_on_and_doubles_nothing(
    origin: Community, taker: Community, at: int
):
    await takes_over(taker, origin)
    await adopts(taker, THEIRS)
    await draws(taker, DEWI, plan=THEIRS)
    ports = with_log(origin.ports, Breaks(origin.ports.log, at))
    await courier_of(ports, BOTH).once()
    assert len(await origin.history(PlanSpread, PlanResultReturned)) == min(at, 3)
    await courier_of(origin.ports, BOTH).once()
    assert len(await origin.history(PlanSpread)) == 1
    back = [each.event.what for each in await origin.history(PlanResultReturned)]
    assert back == ["adopted", "lesson"]
    assert len(await taker.history(PlanResultsSent)) == 1
    assert await courier_of(origin.ports, BOTH)._due(origin.ports.clock()) == []


async def test_even_if_the_origin_forgot_the_command_nothing_comes_back_twice(
    origin: Community, taker: Community
):
    await takes_over(taker, origin)
    await adopts(taker, THEIRS)
    await carry(origin.ports, DE_BAARSJES, THEIRS)
    with pytest.raises(AlreadySpread):
        await origin.does(
            MACHINE, NoteSpread, command_id="another", their_name="Buurtraad", **SPREAD
        )


@pytest.mark.parametrize(
    ("lost", "ground"),
    [
        ({"origin_organisation": NOBODYS}, "organisation_not_found"),
        ({"origin_plan": numbered("plan", 77)}, "plan_not_found"),
    ],
)
async def test_an_origin_that_is_not_there_is_given_up_for_everybody_to_see(
    origin: Community, taker: Community, lost: dict[str, Any], ground: str
):
    await takes_over(taker, origin, example=Example("Gone", 1), **lost)
    courier = courier_of(origin.ports, BOTH)
    await courier.once()
    (given_up,) = await taker.history(PlanOriginLost)
    assert given_up.event.ground == ground
    await adopts(taker, THEIRS)
    await courier.once()
    assert len(await taker.history(PlanOriginLost, PlanResultsSent)) == 1
    assert (await trails(taker.ports, DE_BAARSJES))[THEIRS].lost == ground


async def test_a_plan_of_ones_own_is_nothing_to_carry(origin: Community):
    await carry(origin.ports, DE_PIJP, GARDEN)
    assert await origin.history(PlanResultsSent) == []


async def test_a_revised_plan_is_shared_as_it_reads_now(origin: Community):
    await happens(origin, PlanRevised(plan=GARDEN, revision=2, text="With a pump."), ADA)
    found = await shared(origin)
    assert found is not None
    assert (found.title, found.text) == ("A garden", "With a pump.")


class Asked:
    """A log that remembers which organisations were asked for something."""

    def __init__(self, log: Any) -> None:
        self._log = log
        self.organisations: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    async def read(self, organisation: Any, *asked: Any) -> Any:
        self.organisations.add(organisation)
        return await self._log.read(organisation, *asked)


@pytest.mark.parametrize("example", [None, Example("Gone", 1)])
async def test_an_origin_that_knows_all_or_is_lost_is_left_in_peace(
    origin: Community, taker: Community, example: Example | None
):
    there: dict[str, Any] = {} if example is None else {"origin_plan": numbered("plan", 77)}
    given = {} if example is None else {"example": example}
    await takes_over(taker, origin, **given, **there)
    await carry(origin.ports, DE_BAARSJES, THEIRS)
    asked: Any = Asked(origin.ports.log)
    await carry(with_log(origin.ports, asked), DE_BAARSJES, THEIRS)
    assert asked.organisations == {DE_BAARSJES}
