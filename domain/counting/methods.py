"""How a question can be decided: a qualified majority is a majority with another threshold."""

from typing import Literal

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
