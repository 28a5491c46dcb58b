"""A voting day in numbers, and its papers one by one."""

import msgspec

from projections.paper_ballots import PAPER_BALLOTS
from projections.replay import replay
from projections.votes import VOTES
from projections.voting_days import VOTING_DAYS, VotingDay
from tests.residents import ADA, BEN, CHEN, CLERK, VOTE
from tests.story import Story


def a_day() -> Story:
    return Story().has_a_board().opened_vote()


def test_a_day_is_told_in_numbers():
    story = a_day().issued_code(ADA).issued_code(ADA, again=True).issued_code(BEN)
    story.issued_paper(ADA).issued_paper(BEN).issued_paper(CHEN)
    story.entered_paper(1, CLERK, ADA).entered_paper(2, CLERK, ADA, agrees=False)
    story.entered_paper(3, CLERK, ADA, BEN, agrees=False).outage().helped(ADA, CLERK)
    (day,) = replay(VOTING_DAYS, story.history).values()
    assert day == VotingDay(
        vote=VOTE,
        codes=2,
        codes_void=1,
        paper_issued=3,
        paper_entered=3,
        paper_complete=2,
        paper_disagreeing=1,
        outages=1,
        help_given=1,
    )


def test_a_paper_says_who_entered_it_and_who_is_awaited_and_nothing_else():
    story = a_day().entered_paper(1, CLERK).entered_paper(2, CLERK, ADA)
    story.entered_paper(3, CLERK, ADA, agrees=False)
    story.entered_paper(4, CLERK, ADA, BEN, agrees=False)
    papers = list(replay(PAPER_BALLOTS, story.history).values())
    assert [(each.serial, each.awaits, each.entered_by) for each in papers] == [
        (1, "second_person", (CLERK,)),
        (2, "nobody", (CLERK, ADA)),
        (3, "third_person", (CLERK, ADA)),
        (4, "nobody", (CLERK, ADA, BEN)),
    ]
    assert set(msgspec.structs.asdict(papers[0])) == {"vote", "serial", "entered_by", "awaits"}


def test_papers_are_received_once_however_many_people_read_them():
    story = a_day().entered_paper(1, CLERK, ADA, BEN, agrees=False)
    (vote,) = replay(VOTES, story.history).values()
    assert vote.received == 1


def test_a_vote_without_paper_is_due_until_it_is_declared_and_one_with_paper_until_it_is_closed():
    (vote,) = replay(VOTES, a_day().closed(vote=VOTE).history).values()
    with_paper = msgspec.structs.replace(vote, paper=True)
    assert "due" in {entry.list for entry in VOTES.index(vote)}
    assert "due" not in {entry.list for entry in VOTES.index(with_paper)}
    running = msgspec.structs.replace(with_paper, state="open")
    assert "due" in {entry.list for entry in VOTES.index(running)}
