"""The names there are, and what somebody may have meant who misspells one.

A process keeps them between questions, one copy of one generation, since no database looks for what is spelt
alike. rapidfuzz compares a name with all of 20,000 in two milliseconds, where Python needs a hundred.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.entities import DEFAULT_NAMESPACE, Ref, fold
from app.store import queries, search

LONGEST = 128
"""Longer texts are like no name: a name has 63 characters at most."""

_ALIKE = 0.7
_SLIPS = ((8, 2), (3, 1))
"""From which length of a word on how many letters may be wrong, missing, too many or turned round."""


class Vocabulary:
    """Names, and the words that they are made of."""

    def __init__(self, names: Iterable[tuple[Ref, str]]) -> None:
        self._refs: dict[str, dict[str, Ref]] = defaultdict(dict)
        counts: Counter[str] = Counter()
        # Of two entities of one name, the one of the default namespace is the likelier.
        for ref, words in sorted(names, key=lambda each: (each[0].namespace == DEFAULT_NAMESPACE, each)):
            counts.update(_parts(words))
            for kind in ("", ref.kind):
                self._refs[kind][ref.name] = ref
        self._counts: Mapping[str, int] = counts
        self._words = sorted(counts)

    def alike(self, name: str, kind: str = "", most: int = 3) -> tuple[Ref, ...]:
        """What may be meant by a whole name, of one kind or of any, the likeliest first."""
        known = self._refs.get(kind, {})
        if len(name) > LONGEST:
            return ()
        near = process.extract(
            fold(name), list(known), scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=most
        )
        return tuple(known[found] for found, *_ in near)

    def meant(self, terms: Sequence[str]) -> list[str]:
        """The terms with slips put right: those that begin no word, and are much like a word or its beginning."""
        return [term if self._begins(term) else self._likeliest(term) or term for term in terms]

    def _begins(self, term: str) -> bool:
        at = bisect_left(self._words, term)
        return at < len(self._words) and self._words[at].startswith(term)

    def _likeliest(self, term: str) -> str:
        slips = next((slips for length, slips in _SLIPS if len(term) >= length), 0)
        if term.isdecimal() or not slips:
            return ""
        whole = _within(term, self._words, slips)
        if whole:
            return min(whole, key=lambda word: (whole[word], -self._counts[word], word))
        # Somebody may still be typing: then the slip is in the beginning of a word.
        words: dict[str, str] = {}
        for word in sorted(self._words, key=lambda word: (self._counts[word], -len(word))):
            words.update((word[:length], word) for length in range(len(term) - 1, len(term) + 2))
        begun = _within(term, words, slips)
        return words[min(begun, key=lambda beginning: (begun[beginning], beginning))] if begun else ""


def of(session: Session) -> Vocabulary:
    """The vocabulary of the moment that a session sees."""
    engine = session.get_bind().engine
    generation = session.scalar(queries.current_generation())
    moment = (generation.id, generation.at, generation.fingerprint) if generation else None
    kept = _KEPT.get(engine)
    if kept is None or kept[0] != moment:
        names = ((Ref(row.kind, row.namespace, row.name), row.words) for row in session.execute(search.named()))
        kept = _KEPT[engine] = (moment, Vocabulary(names))
    return kept[1]


_KEPT: MutableMapping[Engine, tuple[object, Vocabulary]] = WeakKeyDictionary()


def _within(term: str, words: Collection[str], slips: int) -> dict[str, int]:
    """The words that differ from a term by so many slips at most, and by how many."""
    near = process.extract(term, list(words), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return {word: distance for word, distance, _ in near}


def _parts(words: str) -> Iterable[str]:
    """The words of a name; its whole without signs is none of them, and numbers are not misspelt."""
    *parts, last = words.split() or [""]
    return (word for word in (parts if last == "".join(parts) else [*parts, last]) if word and not word.isdecimal())
