"""The neighbourhood that all rows measure: a clerk, residents, and a vote on 50 projects."""

from datetime import timedelta
from typing import NamedTuple

from adapters.new_id import new_id
from domain.carry_out import Receipt, carry_out
from domain.counting.approval import BallotLimits
from domain.events.persons import PersonRegistered
from domain.events.votes import Electorate, GreedyRule
from domain.ids import OPERATOR, OrganisationId, PersonId, ProjectId, VoteId
from domain.organisations.found_organisation import FoundOrganisation
from domain.ports import Ports
from domain.votes.cast_ballot import CastBallotInVote
from domain.votes.open_vote import NewProject, OpenVote

PROJECTS = 50
APPROVED = 5
"""Of each ballot."""


class Community(NamedTuple):
    organisation: OrganisationId
    clerk: PersonId
    vote: VoteId
    projects: tuple[ProjectId, ...]


async def found(ports: Ports) -> tuple[OrganisationId, PersonId]:
    organisation = OrganisationId(new_id("organisation"))
    receipt = await carry_out(
        ports,
        FoundOrganisation,
        organisation=organisation,
        actor=OPERATOR,
        at=ports.clock(),
        clerk=new_id("person"),
        name="A neighbourhood",
        clerk_name="A clerk",
        clerk_identifier="clerk@neighbourhood.example",
    )
    (clerk,) = (r.event.person for r in receipt.recorded if isinstance(r.event, PersonRegistered))
    return organisation, clerk


async def open_vote(ports: Ports, organisation: OrganisationId, clerk: PersonId) -> Community:
    """Everybody who is registered by now may vote."""
    vote = VoteId(new_id("vote"))
    projects = tuple(ProjectId(new_id("project")) for _ in range(PROJECTS))
    await carry_out(
        ports,
        OpenVote,
        organisation=organisation,
        actor=clerk,
        at=ports.clock(),
        vote=vote,
        project_ids=projects,
        title="What shall we make of our street?",
        currency="EUR",
        budget_cents=100_000_00,
        projects=tuple(
            NewProject(name=f"Project {number}", cost_cents=(number + 1) * 500_00)
            for number in range(PROJECTS)
        ),
        limits=BallotLimits(),
        allocation=GreedyRule(over_budget="stop", group_caps=()),
        electorate=Electorate(),
        effect="advisory",
        closes_at=ports.clock() + timedelta(days=365),
        secrecy="open",
        seed=ports.new_seed(),
    )
    return Community(organisation, clerk, vote, projects)


def approvals(community: Community, place: int) -> tuple[ProjectId, ...]:
    """What the ``place``-th voter approves of."""
    first = place % (len(community.projects) - APPROVED)
    return community.projects[first : first + APPROVED]


async def cast(ports: Ports, community: Community, resident: PersonId, place: int) -> Receipt:
    return await carry_out(
        ports,
        CastBallotInVote,
        organisation=community.organisation,
        actor=resident,
        at=ports.clock(),
        ballot=new_id("ballot"),
        vote=community.vote,
        projects=approvals(community, place),
    )
