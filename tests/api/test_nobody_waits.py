"""What takes long for one leaves the others alone: they are answered meanwhile."""

import asyncio
from dataclasses import dataclass
from threading import Event as Signal
from typing import ClassVar

import pytest

from api import explanations
from domain.act import Act
from domain.carry_out import carry_out
from domain.votes.declare_result import DeclareVoteResult
from domain.votes.open_vote import OpenVote
from tests.api.wijkraad import Wijkraad, made

LONG = 30
"""Seconds after which whoever was to be answered meanwhile never will be."""


def test_counting_is_heavy():
    assert DeclareVoteResult.HEAVY
    assert OpenVote.HEAVY
