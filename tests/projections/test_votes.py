from domain.events.ballots import VotingClosed
from projections.ballots import BALLOTS
from projections.projects import PROJECTS, project_document
from projections.replay import listed, replay
from projections.votes import VOTES, VoteCount
from tests.residents import ADA, BENCH, MURAL, SWING, VOTE
from tests.story import Story, a_vote, place_of


def test_a_running_vote_shows_who_may_vote_and_the_turnout_and_no_votes_per_project():
    story = a_vote()
    before = place_of(story.history, VotingClosed) - 1
    vote = replay(VOTES, story.history, until=before)[VOTE]
    assert (vote.state, vote.entitled, vote.received, vote.projects) == ("open", 4, 3, 3)
    assert (vote.count, vote.outcome) == (None, None)
    documents = replay(PROJECTS, story.history, until=before)
    assert all(project.votes is None for project in documents.values())
    assert listed(PROJECTS, documents, "allocation", VOTE) == []


def test_a_declared_vote_shows_what_was_spent_and_what_is_left():
    vote = replay(VOTES, a_vote().history)[VOTE]
    assert (vote.state, vote.outcome, vote.received) == ("declared", "allocated", 3)
    assert vote.count == VoteCount(
        received=3, blank=1, funded=2, spent_cents=100_00, left_cents=0, lot_mattered=False
    )


def test_projects_are_found_as_listed_and_as_they_had_their_turn():
    documents = replay(PROJECTS, a_vote().history)
    as_listed = listed(PROJECTS, documents, "projects", VOTE)
    assert [project.project for project in as_listed] == [BENCH, MURAL, SWING]
    in_turn = listed(PROJECTS, documents, "allocation", VOTE)
    assert [(project.project, project.votes, project.outcome) for project in in_turn] == [
        (SWING, 2, "funded"),
        (BENCH, 2, "funded"),
        (MURAL, 1, "over_budget"),
    ]


def test_a_project_shows_what_it_costs_and_how_it_was_described():
    bench = replay(PROJECTS, a_vote().history)[project_document(VOTE, BENCH)]
    assert (bench.cost_cents, bench.name, bench.group) == (60_00, f"The {BENCH}", None)


def test_an_opened_ballot_of_a_resident_shows_the_projects_and_a_blank_one_none():
    ballots = listed(BALLOTS, replay(BALLOTS, a_vote().history), "ballots", VOTE)
    assert [ballot.choice for ballot in ballots] == [
        None,
        (BENCH, SWING),
        (BENCH, SWING, MURAL),
        (),
    ]
    assert ballots[0].resident == ADA


def test_a_vote_is_due_until_it_is_declared():
    story = Story().founded().registered(ADA).opened_vote()
    assert [v.vote for v in listed(VOTES, replay(VOTES, story.history), "due")] == [VOTE]
    story.closed(vote=VOTE)
    assert [v.vote for v in listed(VOTES, replay(VOTES, story.history), "due")] == [VOTE]
    story.declared_vote()
    assert listed(VOTES, replay(VOTES, story.history), "due") == []
    assert [v.vote for v in listed(VOTES, replay(VOTES, story.history), "votes")] == [VOTE]
    declared = listed(VOTES, replay(VOTES, story.history), "votes", "state:declared")
    assert [v.vote for v in declared] == [VOTE]
