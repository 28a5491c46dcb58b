"""What every command does around its work: settings, the event loop, and faults in plain words."""

import os
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, NoReturn, ParamSpec

import rich_click as click
import uvloop

from adapters.keys import KeysUnusable
from adapters.postgres.database import NotTheOwner
from adapters.postgres.embedded import CannotStart
from adapters.postgres.migrations import SchemaChanged
from adapters.postgres.session import NoSession
from api.demo.teller import StoryBroke
from api.server import PortTaken
from api.settings import BadSettings, from_environ
from domain.errors import Refusal

Asked = ParamSpec("Asked")


class Failed(Exception):
    """The sentence that somebody in a terminal reads."""


EXPECTED = (
    Failed,
    BadSettings,
    CannotStart,
    KeysUnusable,
    NoSession,
    NotTheOwner,
    PortTaken,
    SchemaChanged,
    StoryBroke,
    Refusal,
)


def runs(command: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run an async command, which gets the settings first. No expected fault shows a trace."""

    @wraps(command)
    def run(**asked: Any) -> None:
        try:
            settings = from_environ(os.environ)
            uvloop.run(command(settings, **asked))
        except EXPECTED as fault:
            _end(_sentence(fault))
        except ExceptionGroup as group:
            if (expected := group.subgroup(EXPECTED)) is None:
                raise
            _end(_sentence(_first(expected)))
        except KeyboardInterrupt:
            raise click.Abort from None

    return run


def _end(sentence: str) -> NoReturn:
    """In one piece, so that it can be searched, and exit code 1."""
    say(f"zetel: {sentence}")
    raise SystemExit(1)


def _first(group: BaseExceptionGroup[Any]) -> BaseException:
    inner = group.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner


def _sentence(fault: BaseException) -> str:
    if isinstance(fault, Refusal):
        return f"{fault} ({fault.code})"
    return str(fault)


def say(text: str) -> None:
    """For people. Standard output belongs to answers."""
    print(text, file=sys.stderr)
