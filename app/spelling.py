"""Which names look alike, found without comparing a name with every other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches

LONGEST = 128
"""Longer texts are like no name: a name has 63 characters at most."""

_LOOKED_UP = 2_000
_COMPARED = 16
_WHOLE = 0.75
_PART = 0.6
_BETWEEN_WORDS = re.compile(r"[-_.\s]+")


class Spellings:
    """Names, held by the pieces of three letters in them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for piece in _pieces(name):
                self._holders[piece].append(number)

    def like(self, name: str) -> list[str]:
        """The names, three at most and the nearest first, of which `name` may be a slip of the pen."""
        if len(name) > LONGEST:
            return []
        close = get_close_matches(name, self._likely(name), n=_COMPARED, cutoff=_WHOLE)
        return [each for each in close if each != name and _differ_little(name, each)][:3]

    def _likely(self, name: str) -> Iterator[str]:
        """The names that share most pieces with this one; rare pieces are looked at first, common ones not at all."""
        shared: Counter[int] = Counter()
        looked_up = 0
        for piece in sorted(_pieces(name) & self._holders.keys(), key=lambda piece: (len(self._holders[piece]), piece)):
            looked_up += len(self._holders[piece])
            if looked_up > _LOOKED_UP:
                break
            shared.update(self._holders[piece])
        for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_COMPARED]:
            yield self._names[number]


def _pieces(name: str) -> set[str]:
    ended = f" {name} "
    return {ended[at : at + 3] for at in range(len(ended) - 2)}


def _differ_little(one: str, other: str) -> bool:
    """Whether the words that the two do not share are alike, too: `acme-sre` is no slip for `acme-dev`."""
    left, right = _BETWEEN_WORDS.split(one), _BETWEEN_WORDS.split(other)
    for end in (0, -1):
        while left and right and left[end] == right[end]:
            left.pop(end)
            right.pop(end)
    return not left or not right or SequenceMatcher(None, "".join(left), "".join(right)).ratio() >= _PART
