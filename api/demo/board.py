"""How the board came about: founding, bylaws, seats and their holders, roles."""

from datetime import datetime
from typing import NamedTuple

from api.demo.teller import Teller
from domain.ids import OPERATOR, OrganisationId, PersonId

SEATS = (
    [("resident", f"Resident seat {number}") for number in range(1, 6)]
    + [("professional", f"Professional seat {number}") for number in range(1, 3)]
    + [("partner", "Partner seat"), ("independent", "Independent seat")]
)
HOLDERS = (
    ("Amina", "resident"),
    ("Bram", "resident"),
    ("Chandra", "resident"),
    ("Dirk", "resident"),
    None,
    ("Esra", "professional"),
    ("Femke", "professional"),
    ("Gamal", "partner"),
    ("Hanna", "partner"),
)
"""Of each seat in turn; one resident seat stays vacant."""


class Holder(NamedTuple):
    name: str
    person: PersonId
    seat: str


class Board(NamedTuple):
    clerk: PersonId
    holders: tuple[Holder, ...]

    def named(self, name: str) -> Holder:
        return next(holder for holder in self.holders if holder.name == name)


async def founded(story: Teller) -> PersonId:
    """The clerk."""
    story.step("founding Wijkraad De Pijp, a foundation with the bylaws that Zetel proposes")
    answer = await story.post(
        OPERATOR,
        "/organisations",
        "found",
        name="Wijkraad De Pijp",
        clerk_name="Clara de Klerk",
        clerk_identifier="clerk@wijkraad.example",
    )
    story.organisation = OrganisationId(answer["id"])
    clerk = PersonId(answer["recorded"][1]["subject"])
    founded = await story.get(clerk, story.at(""))
    story.since = datetime.fromisoformat(founded["founded_at"])
    await story.post(clerk, story.at("/description"), "describe", legal_form="foundation")
    bylaws = await story.get(clerk, story.at("/bylaws/default"), legal_form="foundation")
    since = story.now().replace(hour=0, minute=0, second=0, microsecond=0)
    await story.post(
        clerk,
        story.at("/bylaws"),
        f"bylaws {story.attempt}",
        (409,),
        bylaws=bylaws,
        in_force_from=since.isoformat(),
    )
    return clerk


async def registered(story: Teller, clerk: PersonId, name: str, standing: str) -> PersonId:
    answer = await story.post(
        clerk,
        story.at("/persons"),
        f"register {name}",
        identifier=f"{name.lower()}@wijkraad.example",
        standing=standing,
        name=name,
        neighbourhood="diamantbuurt",
    )
    return PersonId(answer["id"])


async def established(story: Teller, clerk: PersonId) -> Board:
    story.step("establishing a board of nine seats, one of them vacant")
    since = story.now().replace(hour=0, minute=0, second=0, microsecond=0)
    holders = []
    for (kind, title), holder in zip(SEATS, HOLDERS, strict=True):
        seat = await story.post(
            clerk, story.at("/seats"), f"seat {title}", organ="board", kind=kind, title=title
        )
        if holder is None:
            continue
        name, standing = holder
        person = await registered(story, clerk, name, standing)
        await _filled(story, clerk, seat["id"], person, since)
        holders.append(Holder(name, person, seat["id"]))
    return Board(clerk, tuple(holders))


async def _filled(
    story: Teller, clerk: PersonId, seat: str, person: PersonId, since: datetime
) -> None:
    await story.post(
        clerk,
        story.at(f"/seats/{seat}/holder"),
        f"fill {seat} {story.attempt}",
        (409,),
        holder=person,
        term_from=since.isoformat(),
        term_until=since.replace(year=since.year + 3, day=1).isoformat(),
    )


async def with_roles(story: Teller, clerk: PersonId) -> dict[str, PersonId]:
    story.step("an auditor, a partner and a facilitator join")
    given = {}
    for name, role in (("Ada", "auditor"), ("Fonds", "partner"), ("Farah", "facilitator")):
        person = await registered(story, clerk, name, "partner")
        await story.post(clerk, story.at(f"/persons/{person}/roles"), f"role {role}", role=role)
        given[role] = person
    return given
