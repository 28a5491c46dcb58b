"""The clerk notes that a duty of the year's calendar was done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.bylaws.bylaws import LegalForm
from domain.duties.calendar import years_duties
from domain.duties.errors import DutyNotFound
from domain.duties.naming import duty_id
from domain.duties.on_one_duty import NotesDuty
from domain.events.duties import DutyDone, YearlyDuty
from domain.events.organisations import OrganisationDescribed
from domain.kernel import Selector, on, select
from domain.organisations.described import DESCRIPTION
from domain.organisations.errors import NotDescribed
from domain.organisations.versions import SeesBylaws


@dataclass(kw_only=True)
class NoteYearlyDutyDone(NotesDuty, SeesBylaws):
    """``year`` is the one in which the financial year begins."""

    kind: YearlyDuty
    year: int

    legal_form: LegalForm | None = field(init=False, default=None)
    first_month: int | None = field(init=False, default=None)

    def boundary(self) -> Sequence[Selector]:
        duty = duty_id(self.kind, str(self.year))
        done = select(DutyDone, tags=[duty])
        return [DESCRIPTION, *self.all_versions(), done, *self.its_meeting()]

    @on(OrganisationDescribed)
    def _(self, legal_form: LegalForm, financial_year_from: int | None) -> None:
        self.legal_form, self.first_month = legal_form, financial_year_from

    def execute(self) -> None:
        self.require_role("clerk")
        if self.legal_form is None:
            raise NotDescribed
        version = self.versions.in_force(self.at)
        bylaws = None if version is None else version.content
        calendar = years_duties(self.legal_form, bylaws, self.year, self.first_month)
        duty = next((each.duty for each in calendar if each.kind == self.kind), None)
        if duty is None:
            raise DutyNotFound(kind=self.kind, year=self.year)
        self.require_doable(duty)
        self.record(
            DutyDone(
                duty=duty,
                done_at=self.done_at,
                kind=self.kind,
                year=self.year,
                meeting=self.meeting,
            )
        )
