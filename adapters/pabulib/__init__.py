"""Neighbourhood votes as Pabulib publishes them (pabulib.org/format), read whole or refused."""

from adapters.pabulib.ballots import PbBallot
from adapters.pabulib.file import PbFile, parse
from adapters.pabulib.projects import PbProject
from adapters.pabulib.refusal import PbRefused
from adapters.pabulib.rules import RULES, PbRule

__all__ = ["RULES", "PbBallot", "PbFile", "PbProject", "PbRefused", "PbRule", "parse"]
