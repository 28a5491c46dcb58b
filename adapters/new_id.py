"""Identifiers of the form ``kind:uuid``."""

from typing import Final

import uuid_utils

from domain.ids import Kind

TELL_NO_TIME: Final = ("person", "ballot")
"""An identifier ordered by time would give away when somebody registered or voted."""


def new_id(kind: Kind) -> str:
    return f"{kind}:{uuid_utils.uuid4() if kind in TELL_NO_TIME else uuid_utils.uuid7()}"
