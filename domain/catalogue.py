"""Every fact that can ever be found in a log: its stored name and its class."""

from domain.events import ballots, decisions, organisations, persons, plans, seats, votes
from domain.kernel import Event

EVENTS: dict[str, type[Event]] = {
    event.NAME: event
    for event in (
        organisations.OrganisationFounded,
        persons.PersonRegistered,
        persons.RoleGranted,
        persons.RoleRevoked,
        seats.SeatEstablished,
        seats.SeatFilled,
        seats.SeatVacated,
        plans.PlanProposed,
        plans.PlanAdopted,
        decisions.DecisionOpened,
        votes.VoteOpened,
        votes.ProjectDescribed,
        ballots.BallotCast,
        ballots.BallotVoided,
        ballots.VotingClosed,
        ballots.BallotsOpened,
        ballots.ResultCounted,
        ballots.ResultDeclared,
    )
}
