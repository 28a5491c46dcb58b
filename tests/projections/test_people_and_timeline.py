import pytest

from domain.events.persons import LivesIn, PersonRegistered, RoleGranted, RoleRevoked
from domain.kernel import Event
from domain.record import decode, tags
from projections.organisation import ORGANISATION, Organisation
from projections.persons import PERSONS
from projections.replay import listed, replay
from projections.sentences import sentence
from projections.timeline import happening
from tests.domain.examples import EXAMPLES, SEALED
from tests.residents import ADA, BEN, CLERK, DE_PIJP, EAST, GARDEN, NOON, QUESTION, WEST
from tests.story import Story, a_decision, a_vote, as_record


def test_an_organisation_shows_its_name_and_when_it_was_founded():
    documents = replay(ORGANISATION, a_vote().history)
    assert documents == {
        DE_PIJP: Organisation(organisation=DE_PIJP, name="Wijkraad De Pijp", founded_at=NOON)
    }


def test_a_person_shows_standing_and_coarse_facts_and_where_the_name_is_sealed():
    story = Story().founded().registered(ADA)
    ada = replay(PERSONS, story.history)[ADA]
    assert (ada.standing, ada.lives_in) == (
        "resident",
        LivesIn(neighbourhood="K22", checked_by=CLERK),
    )
    carrier = decode(ada.position, as_record(story.history[ada.position - 1]).record).event
    assert isinstance(carrier, PersonRegistered)
    assert carrier.name.sealed == ada.name


def test_roles_are_those_granted_and_not_revoked_since():
    story = Story().founded().registered(ADA)
    for role in ("facilitator", "auditor"):
        story.happens(RoleGranted(person=ADA, role=role))
    story.happens(RoleRevoked(person=ADA, role="facilitator"))
    assert replay(PERSONS, story.history)[ADA].roles == ("auditor",)


def test_persons_are_found_in_order_of_registration_by_standing_and_role():
    documents = replay(PERSONS, Story().founded().registered(BEN, ADA).history)

    def found(*place: str) -> list[str]:
        return [each.person for each in listed(PERSONS, documents, "persons", *place)]

    assert found() == [CLERK, BEN, ADA]
    assert found("standing:resident") == [BEN, ADA]
    assert found("role:clerk") == [CLERK]


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda each: each.NAME)
def test_every_event_makes_one_short_sentence_without_a_sealed_value(event: Event):
    said = sentence(event)
    assert said[0].isupper() or said[0].isdigit()
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 300
    assert SEALED.sealed not in said


def test_a_long_title_is_cut_short():
    story = Story().founded().proposed(title="Beans " * 500)
    last = happening(story.history[-1])
    assert len(last.sentence) < 200
    assert last.sentence.endswith("…” was proposed.")


def test_a_happening_tells_what_when_and_by_whom():
    history = a_decision().history
    entries = [happening(recorded) for recorded in history]
    assert [entry.position for entry in entries] == list(range(1, len(history) + 1))
    assert [entry.time for entry in entries] == [recorded.time for recorded in history]
    assert [entry.type for entry in entries] == [recorded.event.NAME for recorded in history]
    assert [entry.actor for entry in entries] == [recorded.actor for recorded in history]


def test_what_a_happening_is_about_is_what_the_log_finds_it_by():
    history = a_decision().history

    def found(about: str) -> list[str]:
        told = [happening(r).type for r in history if about in tags(r.event, r.actor)]
        assert told == [h.type for h in map(happening, history) if about in h.about]
        return told

    assert found(EAST) == ["seat.established", "seat.filled", "ballot.cast"]
    assert found(WEST) == ["seat.established", "seat.filled", "ballot.cast", "ballot.cast"]
    assert found(GARDEN) == ["plan.proposed", "decision.opened", "plan.adopted"]
    assert found(QUESTION)[-4:] == [
        "ballots.opened",
        "result.counted",
        "result.declared",
        "plan.adopted",
    ]
    assert found("organ:board")[-1] == "decision.opened"
