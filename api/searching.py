"""What somebody searches for."""

from typing import Annotated

from litestar.params import QueryParameter

WORDS = "What to search for, as in a search engine, in Dutch or in English."

Words = Annotated[
    str | None,
    QueryParameter(min_length=1, max_length=200, pattern=r"^[^\x00]+\Z", description=WORDS),
]
Label = Annotated[str | None, QueryParameter(min_length=1, max_length=200, pattern=r"^[^\x00]+\Z")]
"""A tag, a theme, a skill."""
