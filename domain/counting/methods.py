"""How a question can be decided, and what each method has to know beforehand."""

from typing import Literal

from msgspec import Struct

from domain.counting.election import ElectionRule
from domain.counting.schulze import Measure
from domain.counting.share import BallotShare

Method = Literal[
    "majority",
    "plurality",
    "approval",
    "instant_runoff",
    "schulze",
    "election",
    "consent",
    "election_by_consent",
]
"""A qualified majority and unanimity are majorities with another threshold."""

AMONG_OPTIONS = frozenset(
    {"plurality", "approval", "instant_runoff", "schulze", "election", "election_by_consent"}
)
"""The methods that choose between options, instead of for or against a proposal."""


class OptionsRule(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What a choice between options needs; each setting is there only where its method uses it.

    ``on_a_tie``: plurality. ``places`` and ``floor``: approval. ``measure``: Schulze.
    ``election``: an election in rounds.
    """

    on_a_tie: Literal["lot", "rejected"] | None = None
    places: int | None = None
    floor: BallotShare | None = None
    measure: Measure | None = None
    election: ElectionRule | None = None
