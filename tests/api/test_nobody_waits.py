"""What takes long for one leaves the others alone: they are answered meanwhile."""

from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import OpenVote

LONG = 30
"""Seconds after which whoever was to be answered meanwhile never will be."""


def test_counting_is_heavy():
    assert DeclareVoteResult.HEAVY
    assert OpenVote.HEAVY
