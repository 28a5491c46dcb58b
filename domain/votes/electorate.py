"""Who belongs to an electorate: a rule over coarse facts in the record, never a list."""

from datetime import datetime

from domain.events.persons import PersonRegistered
from domain.events.votes import Electorate


def belongs(person: PersonRegistered, rule: Electorate, *, at: datetime) -> bool:
    """``at`` is the moment of the opening."""
    return (
        person.standing == "resident"
        and _lives_there(person, rule)
        and _lived_long_enough(person, rule)
        and _is_of_age(person, rule, at=at)
    )


def _lives_there(person: PersonRegistered, rule: Electorate) -> bool:
    if rule.neighbourhoods is None:
        return True
    return person.lives_in is not None and person.lives_in.neighbourhood in rule.neighbourhoods


def _lived_long_enough(person: PersonRegistered, rule: Electorate) -> bool:
    """Days are YYYY-MM-DD, which compare as they stand."""
    if rule.registered_by is None:
        return True
    return person.registered_from is not None and person.registered_from.day <= rule.registered_by


def _is_of_age(person: PersonRegistered, rule: Electorate, *, at: datetime) -> bool:
    if rule.age is None:
        return True
    month = f"{at:%Y-%m}"
    reached = (fact for fact in person.ages_reached or () if fact.age == rule.age)
    return any(fact.month <= month for fact in reached)
