"""Who is who in one vote, for a recount: registrations that were merged, and who has paper."""

from domain.ids import PersonId


class Humans:
    """``kept`` leads from a duplicate to the registration into which it was merged."""

    def __init__(self) -> None:
        self.kept: dict[PersonId, PersonId] = {}
        self._papers: set[PersonId] = set()

    def give_paper(self, resident: PersonId) -> None:
        self._papers.add(resident)

    def line(self, resident: PersonId) -> list[PersonId]:
        """The registration, the one that was kept in its place, and so on."""
        found = [resident]
        while (kept := self.kept.get(found[-1])) is not None and kept not in found:
            found.append(kept)
        return found

    def human(self, resident: PersonId) -> PersonId:
        return self.line(resident)[-1]

    def with_paper(self) -> set[PersonId]:
        return {self.human(each) for each in self._papers}
