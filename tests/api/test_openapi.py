"""The OpenAPI document is valid, complete, and true of what the server does."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from adapters.postgres.database import Addresses
from api import problems
from api.openapi_3_0 import as_3_0
from domain.ids import OPERATOR, PersonId
from tests.api.conftest import installed
from tests.api.wijkraad import Wijkraad, made

OPERATIONS = {
    "askForSkill",
    "drawLesson",
    "holdExchangeVisit",
    "holdMasterclass",
    "listExchangeVisits",
    "listLessons",
    "listMasterclasses",
    "listPeopleOfSkill",
    "listSharedPlans",
    "listSkills",
    "mentorSkill",
    "noteLearned",
    "offerSkill",
    "readProvenance",
    "readSharedPlan",
    "sharePlan",
    "takeOverPlan",
    "unsharePlan",
    "withdrawSkill",
    "acknowledgeNotices",
    "addMinorityStatement",
    "adjournMeeting",
    "admitMember",
    "adoptMinutes",
    "agreeAction",
    "amendProposal",
    "annulDecision",
    "annulSeatEvent",
    "answerQuestion",
    "annulVote",
    "answerVote",
    "appointStandIn",
    "askConsentToQuestion",
    "askForTheFloor",
    "assignOffice",
    "beginAbsence",
    "callMeeting",
    "carryOverHolder",
    "castBallotInVote",
    "castBallotOnDecision",
    "challengeInterest",
    "challengeResult",
    "checkBylaws",
    "closeDecision",
    "closeItem",
    "closeMeeting",
    "closeQuestionRound",
    "closeVote",
    "completeAction",
    "concludeTesting",
    "contribute",
    "contributeToQuestion",
    "correctMinutes",
    "countDecision",
    "declareDecisionResult",
    "declareInterest",
    "declineCandidacy",
    "drawLot",
    "openNextRound",
    "makePledge",
    "notePledgeKept",
    "notePledgeNotKept",
    "withdrawPledge",
    "listPledges",
    "commitFunding",
    "receiveInstalment",
    "reduceFunding",
    "shortenFunding",
    "renewFunding",
    "withdrawFunding",
    "listFunding",
    "readFunding",
    "readFundingGap",
    "listFundingGaps",
    "readFundingEvidence",
    "planMilestone",
    "reachMilestone",
    "missMilestone",
    "planMilestoneAnew",
    "listMilestones",
    "takeMeasurement",
    "correctMeasurement",
    "listMeasurements",
    "withdrawBallotInVote",
    "declareVoteResult",
    "denyInterest",
    "describeOrganisation",
    "draftDecision",
    "endAbsence",
    "endClaim",
    "endMembership",
    "endStandIn",
    "erasePerson",
    "eraseSignal",
    "establishSeat",
    "expireDraft",
    "explainDecision",
    "explainVote",
    "drawVote",
    "extendDeadlineOfDecision",
    "extendDeadlineOfVote",
    "fillSeat",
    "findDecisionVoid",
    "foundOrganisation",
    "gatherSignals",
    "giveTheFloor",
    "grantProxy",
    "grantRole",
    "judgeArgument",
    "liftDecisionSuspension",
    "liftSuspension",
    "listActions",
    "listAgenda",
    "listAnswers",
    "listBallotsInVote",
    "listBallotsOnDecision",
    "listBylaws",
    "listClaims",
    "listContributions",
    "listDecisions",
    "listDuties",
    "listIdeas",
    "listLinesOfDecision",
    "listLinesOfVote",
    "listMeetings",
    "listMembers",
    "listMinorityStatements",
    "listNotices",
    "listPersons",
    "listPlans",
    "addTheme",
    "compareOrigins",
    "completePlan",
    "evaluatePlan",
    "joinBearers",
    "leaveBearers",
    "listBearers",
    "listEvaluations",
    "listRevisions",
    "listThemes",
    "pausePlan",
    "revisePlan",
    "revivePlan",
    "stopPlan",
    "listProjects",
    "listProxies",
    "listQuestions",
    "listRollCallAnswers",
    "listSignals",
    "listTerms",
    "listVotes",
    "listWordings",
    "loseResidency",
    "nominate",
    "noteAttendance",
    "noteClaim",
    "noteDeparture",
    "noteDutyDone",
    "noteHelp",
    "noteNotice",
    "noteSignal",
    "noteYearlyDutyDone",
    "objectToMethod",
    "offerIdea",
    "openAfterDialogue",
    "openConfirmation",
    "openConsentRound",
    "openDecision",
    "openDialogueRound",
    "openFallback",
    "openItem",
    "openQuestionRound",
    "openReVote",
    "openReferred",
    "openVote",
    "placeItem",
    "proposeBylaws",
    "proposeOtherCandidate",
    "proposePlan",
    "publishResult",
    "raiseArgument",
    "raiseQuestion",
    "ratifyDecision",
    "readAttendance",
    "readBoard",
    "readBylaws",
    "readBylawsInForce",
    "readCalendar",
    "readDecision",
    "readDefaultBylaws",
    "readDeliberation",
    "readEvents",
    "readIdea",
    "readLiveness",
    "readMe",
    "readMeeting",
    "readMinutes",
    "readNotices",
    "readOrganisation",
    "readPerson",
    "readPlan",
    "readProblem",
    "readProxy",
    "readQuestion",
    "readReadiness",
    "readRecusals",
    "readReview",
    "readSignal",
    "readTimeline",
    "readVoices",
    "readVote",
    "readVotingPower",
    "recordBylaws",
    "recordDeed",
    "recordReview",
    "recordRollCallAnswer",
    "referDecision",
    "refuseErasure",
    "regainResidency",
    "registerPerson",
    "releaseOffice",
    "replayDecision",
    "replayVote",
    "resolveArgument",
    "resumeMeeting",
    "revokeProxy",
    "revokeRole",
    "rewordQuestion",
    "ruleOnChallenge",
    "sendBack",
    "setRecusalAside",
    "settleQuestion",
    "suspendDecision",
    "suspendHolder",
    "vacateSeat",
    "voidDecision",
    "withdrawArgument",
    "withdrawBallotOnDecision",
    "withdrawIdea",
    "withdrawProposal",
    "castBallotByCode",
    "enterPaperBallot",
    "issueAccessCode",
    "issuePaperBallot",
    "listPaperBallots",
    "mergeRegistrations",
    "noteVotingHelp",
    "readVotingDay",
    "recordOutage",
    "withdrawBallotByCode",
}

EXAMPLES = 5
"""Of each operation, once from what is documented and once from what is not."""


def no_fault_of_ours(ctx: Any, response: Any, case: Any) -> None:
    """To be late, and to say so, is none."""
    assert response.status_code < 500 or response.status_code == 503


CHECKS = [
    no_fault_of_ours,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


async def document(http: httpx2.AsyncClient) -> dict[str, Any]:
    made: dict[str, Any] = (await http.get("/openapi.json")).json()
    return made


def operations(made: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


async def test_the_document_is_openapi_3_1(http: httpx2.AsyncClient):
    made = await document(http)
    assert made["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(made).validate()


async def test_what_the_page_shows_is_openapi_3_0(http: httpx2.AsyncClient):
    shown = as_3_0(await document(http))
    assert shown["openapi"].startswith("3.0.")
    OpenAPIV30SpecValidator(shown).validate()


async def test_every_operation_has_a_name_that_stays_and_a_sentence(http: httpx2.AsyncClient):
    named = [operation for _, _, operation in operations(await document(http))]
    assert sorted(operation["operationId"] for operation in named) == sorted(OPERATIONS)
    assert all(operation["summary"].endswith((".", "?")) for operation in named)


async def test_every_act_on_a_seat_shows_what_its_body_looks_like(http: httpx2.AsyncClient):
    made = await document(http)
    bodies = [
        operation["requestBody"]["content"]["application/json"]["schema"]
        for path, method, operation in operations(made)
        if method == "post" and ("/seats/{" in path or "/residency/" in path)
    ]
    assert len(bodies) == 14
    for body in bodies:
        (reference,) = body["allOf"]
        schema = made["components"]["schemas"][reference["$ref"].rpartition("/")[2]]
        (example,) = body["examples"]
        assert set(schema["required"]) <= set(example) <= set(schema["properties"])


async def test_everything_in_an_organisation_needs_a_token_or_a_code(http: httpx2.AsyncClient):
    for path, _, operation in operations(await document(http)):
        asks = path.startswith(("/organisations", "/shared-plans"))
        needs_token = asks and "/by-code" not in path
        assert ("security" in operation) == needs_token, path


async def test_every_command_may_bring_an_idempotency_key(http: httpx2.AsyncClient):
    for _, method, operation in operations(await document(http)):
        named = [each["name"] for each in operation.get("parameters", ())]
        records = method in ("post", "delete") and operation["operationId"] != "checkBylaws"
        assert ("Idempotency-Key" in named) == records


async def test_every_problem_stands_under_its_status(http: httpx2.AsyncClient):
    responses = (await document(http))["components"]["responses"]
    shown = {
        (status, code)
        for status, response in responses.items()
        for code in response["content"]["application/problem+json"]["examples"]
    }
    assert shown == {
        (str(int(problems.status(refusal))), code) for code, refusal in problems.codes().items()
    }


async def test_what_is_published_for_ever_says_so(http: httpx2.AsyncClient):
    schemas = (await document(http))["components"]["schemas"]
    for name, field in (("PlanAsked", "text"), ("OrganisationAsked", "name")):
        assert "for ever" in schemas[name]["properties"][field]["description"]
    assert "erasable" in schemas["PersonAsked"]["properties"]["name"]["description"]


async def test_no_body_takes_what_it_does_not_know(http: httpx2.AsyncClient):
    schemas = (await document(http))["components"]["schemas"]
    for name in ("PlanAsked", "VoteAsked", "ProjectAsked", "Threshold", "BallotLimits"):
        assert schemas[name]["additionalProperties"] is False


async def test_the_page_needs_nothing_from_elsewhere(http: httpx2.AsyncClient):
    page = await http.get("/docs")
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "<script>" not in page.text
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    for asset in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png"):
        assert f'"/docs/{asset}"' in page.text
        assert (await http.get(f"/docs/{asset}")).status_code == 200
    assert '"/docs/openapi.json"' in (await http.get("/docs/start.js")).text
    assert (await http.get("/docs/openapi.json")).json()["openapi"] == "3.0.3"


async def test_the_start_leads_to_the_page(http: httpx2.AsyncClient):
    answer = await http.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/docs")
    assert (await http.get("/docs/../settings.py")).status_code == 404


TAKEN = ("method", "url", "headers", "params", "json")
"""What our client takes of a request that was made for another."""


class Explored:
    """A server in a loop of its own, so that a test that is no coroutine can call it."""

    def __init__(self, runner: asyncio.Runner, addresses: Addresses) -> None:
        self.runner, self.stack = runner, AsyncExitStack()
        self.installation = self.enter(installed(addresses, patience=0.05))
        transport = httpx2.ASGITransport(self.installation.app())
        self.http = self.enter(httpx2.AsyncClient(transport=transport, base_url="http://zetel"))
        self.known = self.run(self.found())
        self.document = self.run(document(self.http))

    def enter(self, context: Any) -> Any:
        return self.run(self.stack.enter_async_context(context))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    async def found(self) -> dict[str, str]:
        """Something of every kind, so that most requests come further than its absence."""
        tokens, clock = self.installation.tokens, self.installation.clock
        wijkraad = await Wijkraad(self.http, tokens, clock).founded()
        seat, person = await wijkraad.seats("Ada")
        vote, _ = await wijkraad.votes()
        now = wijkraad.clock()
        called = {"organ": "board", "sent_at": now.isoformat()}
        called["begins_at"] = (now + timedelta(days=7)).isoformat()
        meeting = made(await wijkraad.post(wijkraad.clerk, "/meetings", called))
        item = {"title": "A garden", "notified_at": now.isoformat()}
        action = {"text": "Ask for a tap"}
        of_meeting = f"/meetings/{meeting}"
        while (await wijkraad.get(person, "")).status_code == 503:
            pass
        return {
            "organisation": wijkraad.organisation,
            "clerk": wijkraad.clerk,
            "person": person,
            "seat": seat,
            "plan": await wijkraad.proposes(person),
            "decision": await wijkraad.asks(),
            "vote": vote,
            "meeting": meeting,
            "item": made(await wijkraad.post(wijkraad.clerk, f"{of_meeting}/items", item)),
            "action": made(await wijkraad.post(wijkraad.clerk, f"{of_meeting}/actions", action)),
            "bylaws": await wijkraad.has_bylaws(),
        }

    def headers(self, operation: str) -> dict[str, str]:
        who = OPERATOR if operation == "foundOrganisation" else self.known["clerk"]
        token = self.installation.tokens.mint(
            PersonId(who), self.installation.clock(), timedelta(hours=1)
        )
        return {"Authorization": f"Bearer {token}"}

    def answer(self, case: Any) -> httpx2.Response:
        case.path_parameters.update(
            {name: self.known[name] for name in case.path_parameters if name in self.known}
        )
        name = case.operation.definition.raw["operationId"]
        asked = case.as_transport_kwargs(base_url="http://zetel", headers=self.headers(name))
        sent = {"content": asked.pop("data")} if isinstance(asked.get("data"), bytes) else {}
        wanted = {each: asked[each] for each in TAKEN if each in asked}
        return self.run(self.http.request(**wanted, **sent))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_server_does_what_the_document_says(addresses: Addresses, mode: GenerationMode):
    """Whatever is sent, no answer is a fault of ours, and every one is documented."""
    nothing_to_get_wrong: set[str] = set()
    with asyncio.Runner() as runner:
        explored = Explored(runner, addresses)
        try:
            for found in schemathesis.openapi.from_dict(explored.document).get_all_operations():
                try:
                    explore(explored, found.ok(), mode)
                except Unsatisfiable:
                    nothing_to_get_wrong.add(found.ok().definition.raw["operationId"])
        finally:
            runner.run(explored.stack.aclose())
    assert nothing_to_get_wrong <= {"readLiveness", "readReadiness", "readProblem"}


def explore(explored: Explored, operation: Any, mode: GenerationMode) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers_as_documented(case: Any) -> None:
        case.validate_response(explored.answer(case), checks=CHECKS)

    answers_as_documented()
