"""A garden, decided on outside a meeting; and money, which waits for the residents' share."""

from datetime import timedelta
from typing import Any

from api.demo.board import Board, Holder
from api.demo.teller import StoryBroke, Teller
from domain.ids import PersonId

VOTING = timedelta(seconds=4)
"""How long the board's first decision stays open: somebody is watching."""
FIRST_CHOICES = ("for", "for", "against", "abstain", "for", "for", "against", "for")


async def decided(story: Teller, board: Board, plan: str) -> str:
    story.step("the clerk puts it to the board, outside a meeting")
    known = await story.get(board.clerk, story.at(f"/plans/{plan}"), at_least=await story.head())
    if "adopted_by" in known:
        return str(known["adopted_by"])  # An earlier telling came as far as the adoption.
    closes_at = story.now() + VOTING
    opened = await story.again(
        board.clerk,
        "/decisions",
        "decision",
        organ="board",
        question="Shall we make the garden in the Smaragdstraat?",
        plan=plan,
        outside_meeting=True,
        closes_at=closes_at.isoformat(),
    )
    decision = str(opened["id"])
    story.step("seat holders vote; one changes their ballot")
    for holder, choice in zip(board.holders, FIRST_CHOICES, strict=True):
        await _cast(story, decision, holder, choice, "first")
    await _cast(story, decision, board.named("Chandra"), "for", "second")
    ballots = f"/decisions/{decision}/ballots"
    amina, bram = board.named("Amina"), board.named("Bram")
    other = {"seat": bram.seat, "choice": "for"}
    await story.refused(
        amina.person, ballots, f"other seat {decision}", "seat.not_the_holder", **other
    )
    await _only_turnout(story, board.clerk, decision, len(board.holders))
    story.step("voting closes; the machine opens, counts and declares")
    await story.wait_until(closes_at)
    own = {"seat": amina.seat, "choice": "for"}
    await story.refused(amina.person, ballots, f"late {decision}", "voting.closed", **own)
    declared = await story.until(
        board.clerk, f"/decisions/{decision}", lambda seen: seen.get("state") == "declared"
    )
    if declared["outcome"] != "adopted":
        raise StoryBroke(f"the decision was {declared['outcome']}, not adopted")
    return decision


async def waits_for_residents(story: Teller, board: Board) -> None:
    """With one resident seat vacant residents hold four of nine seats."""
    story.step("money is not decided on while residents hold less than half of the seats")
    await story.refused(
        board.clerk,
        "/decisions",
        f"money {story.attempt}",
        "board.no_resident_majority",
        organ="board",
        question="Shall we spend € 5,000 on the shed?",
        kind="money",
        outside_meeting=True,
        closes_at=(story.now() + timedelta(days=1)).isoformat(),
    )


async def _cast(story: Teller, decision: str, holder: Holder, choice: Any, time: str) -> None:
    await story.post(
        holder.person,
        story.at(f"/decisions/{decision}/ballots"),
        f"{time} ballot {decision} {holder.name}",
        seat=holder.seat,
        choice=choice,
    )


async def _only_turnout(story: Teller, clerk: PersonId, decision: str, turnout: int) -> None:
    seen = await story.seen(clerk, f"/decisions/{decision}")
    if seen["received"] != turnout or seen.get("count") is not None:
        raise StoryBroke("before the close there must be a turnout, and no count")
