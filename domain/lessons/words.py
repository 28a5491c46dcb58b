"""Words that people choose: the same word, however it was typed."""

from collections.abc import Iterable


def plain_word(word: str) -> str:
    """In small letters, with single spaces. Raise nothing; an empty one stays empty."""
    return " ".join(word.split()).lower()


def plain_words(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order in which they were named."""
    return tuple(dict.fromkeys(plain for word in words if (plain := plain_word(word))))
