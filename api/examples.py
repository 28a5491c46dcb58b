"""What a body looks like, for the documentation."""

from typing import Any

from litestar.enums import RequestEncodingType
from litestar.openapi.spec import Example
from litestar.params import BodyKwarg

SEAT = "seat:0198a2a2-0000-7000-8000-000000000005"
PERSON = "person:5d7f3ad2-65b7-4a51-9a4e-9f6a2bb0c9d1"
EVENT = "event:0198a2a2-0000-7000-8000-000000000002"
MEETING = "meeting:0198a2a2-0000-7000-8000-000000000006"
DECISION = "decision:0198a2a2-0000-7000-8000-000000000008"
OTHER_SEAT = "seat:0198a2a2-0000-7000-8000-000000000009"
ITEM = "item:0198a2a2-0000-7000-8000-000000000007"
SIGNAL = "signal:0198a2a2-0000-7000-8000-00000000000a"
PLAN = "plan:0198a2a2-0000-7000-8000-000000000003"
ARGUMENT = "argument:0198a2a2-0000-7000-8000-000000000008"
ORGANISATION = "organisation:0198a2a2-0000-8000-8000-000000000001"
LESSON = "lesson:0198a2a2-0000-7000-8000-00000000000a"
PROJECT = "project:0198a2a2-0000-7000-8000-000000000010"
DUTY = "duty:0198a2a2-0000-8000-8000-000000000009"


def json_such_as(**body: Any) -> BodyKwarg:
    """Stands where ``JSONBody`` would: ``Annotated[Asked, json_such_as(...)]``."""
    return BodyKwarg(media_type=RequestEncodingType.JSON, examples=[Example(value=body)])
