"""What is stored or answered to others stays: its names are written down in ``promises.txt``.

Adding a line is a moment to think; a line that goes breaks a promise. A new member of a
stored event must be optional, and a new field of a command must have a default that is
``None``: what is absent is no part of a fingerprint.
"""

import re
from pathlib import Path
from typing import Any

import msgspec

from domain.act import asks
from domain.bylaws.contradictions import RULES
from domain.catalogue import EVENTS
from domain.errors import Refusal
from domain.kernel import Event
from tests.architecture.source import acts, classes, error_files, files

PROMISES = Path(__file__).parent / "promises.txt"


def fields(struct: type[msgspec.Struct]) -> str:
    return " ".join(sorted(field.encode_name for field in msgspec.structs.fields(struct)))


def parts(struct: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """The structs that a stored event is made of, by name."""
    found: dict[str, type[msgspec.Struct]] = {}

    def look(known: Any) -> None:
        if isinstance(known, msgspec.inspect.StructType):
            if known.cls.__name__ not in found:
                found[known.cls.__name__] = known.cls
                for field in known.fields:
                    look(field.type)
        elif isinstance(known, msgspec.inspect.UnionType):
            for each in known.types:
                look(each)
        elif isinstance(known, msgspec.inspect.VarTupleType):
            look(known.item_type)

    look(msgspec.inspect.type_info(struct))
    del found[struct.__name__]
    return found


def promised() -> list[str]:
    made_of = {n: part for event in EVENTS.values() for n, part in parts(event).items()}
    codes = (vars(refusal).get("code") for refusal in classes(Refusal, *error_files()))
    return sorted(
        [
            *(f"event {name}: {fields(event)}" for name, event in EVENTS.items()),
            *(f"part {name}: {fields(part)}" for name, part in made_of.items()),
            *(f"contradiction {code}" for code in RULES),
            *(f"code {code}" for code in codes if code is not None),
            *(
                f"command {act.__name__}: {' '.join(sorted(field.name for field in asks(act)))}"
                for act in acts()
            ),
        ]
    )


def test_the_promises_are_kept():
    written = PROMISES.read_text(encoding="utf-8").splitlines()
    assert promised() == written


def test_every_event_is_in_the_catalogue():
    assert set(classes(Event, *files("domain/events"))) == set(EVENTS.values())


def test_the_catalogue_calls_every_event_by_its_name():
    for name, event in EVENTS.items():
        assert name == event.NAME
        assert re.fullmatch(r"[a-z]+(_[a-z]+)?\.[a-z_]+", name)


def test_what_an_event_is_tagged_by_and_sealed_under_are_its_fields():
    for event in EVENTS.values():
        known = set(event.__struct_fields__)
        assert set(event.TAGGED_BY) <= known
        assert set(event.SEALED_UNDER) <= known
        assert event.MAKES_KEY_OF is None or hasattr(event, event.MAKES_KEY_OF)
        for holder in event.SEALED_UNDER.values():
            assert hasattr(event, holder)


def test_an_optional_field_is_absent_by_default_and_no_other_has_a_default():
    for event in EVENTS.values():
        for struct in (event, *parts(event).values()):
            for field in msgspec.inspect.type_info(struct).fields:
                kinds = getattr(field.type, "types", (field.type,))
                optional = any(isinstance(kind, msgspec.inspect.NoneType) for kind in kinds)
                assert field.required is not optional, (struct, field.name)
                assert field.default is (None if optional else msgspec.NODEFAULT)
