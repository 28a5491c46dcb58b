import re
from pathlib import Path

from domain.errors import Refusal
from tests.architecture.source import PACKAGES, Named, classes, error_files, names

AVOIDED = (
    "user item entity data info manager service helper process status util misc".split()  # noqa: SIM905
)
MEANT = {
    "clerk_process": "who does what is due, also when no clerk is awake",
    "ClerkProcess": "the same",
}
AGENDA = (
    "domain/events/meetings.py",
    "domain/meetings/",
    "projections/agenda.py",
    "api/agenda.py",
)
"""Where an item is one of an agenda, and nothing else."""
CODE = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z0-9_]*)?")


def words(name: str) -> set[str]:
    """``PostgresLog`` and ``postgres_logs`` are the same words: capitals and plurals aside."""
    found = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)
    return {word.lower().removesuffix("s") for word in found}


def avoided(found: Named) -> bool:
    """Over HTTP an answer has a status, and a function may be a handler; a class never is.
    An agenda has items."""
    bad = {word.removesuffix("s") for word in AVOIDED}
    if found.kind == "class":
        bad.add("handler")
    if found.place.startswith("api/"):
        bad.remove("statu")
    if found.place.startswith(AGENDA):
        bad.remove("item")
    return not words(found.name).isdisjoint(bad)


def refusals() -> list[type[Refusal]]:
    return classes(Refusal, *error_files())


def has_code(refusal: type[Refusal]) -> bool:
    return "code" in vars(refusal)


def test_we_use_our_own_words():
    found = [name for name in names(*PACKAGES) if avoided(name)]
    assert [name for name in found if name.name not in MEANT] == []


def test_an_exception_to_our_words_is_still_in_use():
    assert {name.name for name in names(*PACKAGES) if avoided(name)} == set(MEANT)


def test_no_event_or_act_is_called_decision():
    """The library's word for an event; here only what residents decided, as others read it."""
    found = names("domain", "adapters")
    assert [n for n in found if (n.kind, n.name) == ("class", "Decision")] == []


def test_every_refusal_is_a_sentence_with_a_code():
    for refusal in refusals():
        assert re.fullmatch(r"[A-Z].+\.", str(refusal()), re.DOTALL), refusal
        if has_code(refusal):
            assert CODE.fullmatch(refusal.code), refusal
        else:
            assert refusal.__subclasses__(), f"{refusal} is no family, and has no code"


def test_a_code_means_one_thing():
    codes = [refusal.code for refusal in refusals() if has_code(refusal)]
    assert sorted(codes) == sorted(set(codes))


def test_every_refusal_of_the_domain_is_raised_by_a_test():
    tests = "\n".join(path.read_text() for path in Path(__file__).parents[1].rglob("test_*.py"))
    raised = set(re.findall(r"pytest\.raises\((\w+)", tests))
    ours = [r for r in refusals() if r.__module__.startswith("domain.") and has_code(r)]
    assert [refusal.__name__ for refusal in ours if refusal.__name__ not in raised] == []
