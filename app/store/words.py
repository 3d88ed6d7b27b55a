"""How text is cut into words: the one place, for what is kept and for what is typed, so that the two always meet.

No database parses any text. What is kept are words without capitals, accents or signs, with blanks between them;
what is typed becomes the beginnings of such words.
"""

import re
from collections.abc import Iterable
from itertools import islice
from unicodedata import category, normalize

LONGEST = 64
"""How much of a word counts; longer ones that begin alike are one."""

MOST = 500
"""How many words of a text are kept."""

MOST_TERMS = 10
"""How many words of what is typed are looked for."""

_RUN = re.compile(r"[^\W_]+")
# Where a word begins inside a run, as in `payment|Service|2` and `HTTP|Server`.
_INSIDE = re.compile(r"(?<=[^\WA-Z_])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][^\W\dA-Z_])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")

# Only there can a word begin inside a run; most texts have no such place, and are done sooner.
_MIXED = re.compile(r"\B[A-Z\d]|\d\B")


def terms(text: str) -> list[str]:
    """The words of what somebody types, each once: runs of letters and digits."""
    return list(dict.fromkeys(_cut(run) for run in _RUN.findall(_plain(text))))[:MOST_TERMS]


def kept(text: str) -> str:
    """The words by which a text is found.

    They are its runs of letters and digits, and what is left of a run from every place where a word begins
    inside it: beside `paymentservice2` stands `service2`, and whoever types the beginning of either finds it.
    """
    plain = _plain(text)
    runs = _RUN.findall(plain)
    if _MIXED.search(plain):
        runs = [run[start:] for run in runs for start in _starts(run)]
    return " ".join(islice(dict.fromkeys(map(_cut, runs)), MOST))


def kept_of_name(name: str) -> str:
    """The words by which a name is found: its own, and itself without its signs."""
    whole = _cut("".join(_RUN.findall(_plain(name))))
    return " ".join(dict.fromkeys([*kept(name).split(), whole])).rstrip()


def places(text: str, wanted: Iterable[str]) -> list[tuple[int, int]]:
    """Where in a text words stand that begin with one of the terms: start and end of that beginning, in order."""
    plain, sources = _placed(text)
    wanted = tuple(wanted)
    ends: dict[int, int] = {}
    for run in _RUN.finditer(plain):
        for start in _starts(run[0]):
            rest = run[0][start:]
            length = max((_reach(rest, term) for term in wanted), default=0)
            if length:
                first, last = run.start() + start, run.start() + start + length - 1
                ends[sources[first]] = _past_marks(text, sources[last] + 1)
    return _apart(sorted(ends.items()))


def _plain(text: str) -> str:
    """The text without marks, such as accents; capitals stay, since they tell where words begin."""
    if text.isascii():
        return text
    return "".join(letter for letter in normalize("NFKD", text) if not category(letter).startswith("M"))


def _placed(text: str) -> tuple[str, list[int]]:
    """The text without marks, and for each letter left the place it comes from."""
    letters = [(letter, place) for place, written in enumerate(text) for letter in _plain(written)]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def _cut(run: str) -> str:
    return run.casefold()[:LONGEST]


def _starts(run: str) -> list[int]:
    return [0, *(match.start() for match in _INSIDE.finditer(run))]


def _reach(rest: str, term: str) -> int:
    """How many letters of a run a term takes from its beginning; none where it begins otherwise."""
    if not _cut(rest).startswith(term):
        return 0
    return next(length for length in range(1, len(rest) + 1) if len(_cut(rest[:length])) >= len(term))


def _past_marks(text: str, end: int) -> int:
    while end < len(text) and category(text[end]).startswith("M"):
        end += 1
    return end


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, with those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
