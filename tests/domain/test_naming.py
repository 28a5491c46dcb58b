"""How a new organisation is named."""

from uuid import UUID

from domain.organisations.naming import organisation_id


def test_the_same_founding_names_the_same_organisation():
    assert organisation_id("operator", "found-1") == organisation_id("operator", "found-1")


def test_another_caller_or_another_command_names_another():
    named = {
        organisation_id(*both)
        for both in (("operator", "1"), ("operator", "2"), ("other", "1"), ("operator1", ""))
    }
    assert len(named) == 4


def test_the_name_is_for_ever():
    named = organisation_id("operator", "found-1")
    assert named == "organisation:3866d80d-36e7-815d-8667-0da0ca544d10"


def test_the_name_is_a_uuid_of_version_8():
    kind, _, name = organisation_id("operator", "found-1").partition(":")
    assert (kind, UUID(name).version, UUID(name).variant) == (
        "organisation",
        8,
        "specified in RFC 4122",
    )
