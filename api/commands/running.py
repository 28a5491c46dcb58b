"""What every command does around its work: settings, the event loop, and faults in plain words."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

import rich_click as click
import uvloop

from adapters.keys import KeysUnusable
from adapters.postgres.embedded import CannotStart
from adapters.postgres.migrations import SchemaChanged
from api.demo import StoryBroke
from api.server import PortTaken
from api.settings import BadSettings, Settings, from_environ
from domain.errors import Refusal

Asked = ParamSpec("Asked")

EXPECTED = (BadSettings, CannotStart, KeysUnusable, PortTaken, SchemaChanged, StoryBroke, Refusal)


class Failed(click.ClickException):
    """One sentence on standard error, and exit code 1."""


def runs(command: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run an async command, which gets the settings first. No expected fault shows a trace."""

    @wraps(command)
    def run(**asked: Any) -> None:
        try:
            settings = from_environ(os.environ)
            uvloop.run(command(settings, **asked))
        except EXPECTED as fault:
            raise Failed(_sentence(fault)) from None
        except ExceptionGroup as group:
            if (expected := group.subgroup(EXPECTED)) is None:
                raise
            raise Failed(_sentence(_first(expected))) from None
        except KeyboardInterrupt:
            raise click.Abort from None

    return run


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


__all__ = ["Failed", "Settings", "asyncio", "runs", "say"]
