from datetime import timedelta

from domain.organisations.versions import hash_of
from projections.bylaws import BYLAWS, BylawsVersion
from projections.decisions import DECISIONS
from projections.members import MEMBERS
from projections.organisation import ORGANISATION
from projections.replay import listed, replay
from tests.bylaws import ASSOCIATION, FOUNDATION
from tests.residents import (
    ADA,
    BEN,
    DE_PIJP,
    FIRST_BYLAWS,
    NEW_BYLAWS,
    NOON,
    QUESTION,
    TOMORROW,
)
from tests.story import Story


def version(story: Story, name: str = NEW_BYLAWS) -> BylawsVersion:
    return replay(BYLAWS, story.history)[name]


def test_the_first_bylaws_are_adopted_as_they_are_recorded():
    story = Story().founded().recorded_bylaws(FOUNDATION)
    assert version(story, FIRST_BYLAWS) == BylawsVersion(
        bylaws=FIRST_BYLAWS,
        sha256=hash_of(FOUNDATION),
        position=4,
        recorded_at=NOON,
        state="adopted",
        in_force_from=NOON,
    )


def test_a_version_goes_from_proposal_by_decision_and_deed_into_force():
    story = Story().recorded_bylaws().proposed_bylaws()
    assert (version(story).state, version(story).decision) == ("proposed", None)
    story.adopted_bylaws()
    assert (version(story).state, version(story).decision) == ("waits_for_deed", QUESTION)
    story.passes(days=1).executed_deed()
    adopted = version(story)
    assert (adopted.state, adopted.in_force_from) == ("adopted", TOMORROW)
    assert (adopted.notary, adopted.sha256) == ("mr. De Wit", hash_of(ASSOCIATION))


def test_regulations_wait_for_no_deed():
    story = Story().proposed_bylaws().adopted_bylaws(in_force_from=TOMORROW)
    assert (version(story).state, version(story).in_force_from) == ("adopted", TOMORROW)


def test_a_version_that_lapsed_says_from_when():
    story = Story().proposed_bylaws().adopted_bylaws(in_force_from=NOON)
    story.passes(days=1).lapsed_bylaws()
    assert (version(story).state, version(story).lapsed_from) == ("lapsed", TOMORROW)
    assert version(story.adopted_bylaws(in_force_from=TOMORROW)).lapsed_from is None


def test_versions_are_found_newest_first_and_by_state():
    documents = replay(BYLAWS, Story().recorded_bylaws().proposed_bylaws().history)

    def found(*place: str) -> list[str]:
        return [each.bylaws for each in listed(BYLAWS, documents, "bylaws", *place)]

    assert found() == [NEW_BYLAWS, FIRST_BYLAWS]
    assert found("state:adopted") == [FIRST_BYLAWS]
    assert found("state:proposed") == [NEW_BYLAWS]


def test_members_are_found_in_order_of_admission_and_by_their_end():
    story = Story().admitted(BEN).admitted(ADA).passes(days=1).left(BEN)
    documents = replay(MEMBERS, story.history)

    def found(*place: str) -> list[str]:
        return [each.person for each in listed(MEMBERS, documents, "members", *place)]

    assert found() == [BEN, ADA]
    assert found("end:none") == [ADA]
    assert found("end:recorded") == [BEN]
    assert (documents[BEN].member_until, documents[BEN].reason) == (TOMORROW, "resignation")


def test_who_comes_back_is_a_member_anew():
    story = Story().admitted(ADA).passes(days=1).left(ADA).passes(hours=1).admitted(ADA)
    ada = replay(MEMBERS, story.history)[ADA]
    assert (ada.member_from, ada.member_until) == (TOMORROW + timedelta(hours=1), None)


def test_an_organisation_says_what_it_is_and_a_later_description_replaces_all_of_it():
    story = Story().founded().described()
    seen = replay(ORGANISATION, story.history)[DE_PIJP]
    assert (seen.legal_form, seen.federation) == ("association", "LSA Bewoners")
    assert seen.neighbourhoods == ("K22",)
    assert (seen.name, seen.founded_at) == ("Wijkraad De Pijp", NOON)


def test_a_decision_that_was_opened_before_there_were_bylaws_is_under_none():
    decision = replay(DECISIONS, Story().has_a_board().opened().history)[QUESTION]
    assert (decision.bylaws, decision.kind, decision.proposed_bylaws) == (None, None, None)
