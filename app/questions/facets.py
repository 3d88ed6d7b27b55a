"""How a list divides: by kind, owner, tier and whatever else narrows it, with numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref, fold
from app.policy import DEFAULT, Policy
from app.questions import listing, mention
from app.questions.listing import EVERYTHING, Wanted
from app.questions.mention import Mention
from app.store import queries
from app.store.queries import Narrowing

FEW, MANY = 8, 200
"""How many values of a facet are told unasked, and how many when the others are asked for."""

_FEW = ("kind", "type", "lifecycle", "tier")
_SPARE = 2
_MENTIONED = ("owner", "system")
_UNSET = object()
"""What no filter demands; it may demand nothing at all, which is `None`."""


@dataclass(frozen=True, slots=True)
class Value:
    """What one may choose, as the filter of the facet's name takes it. `mention` tells an owner or system."""

    value: str
    number: int
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list divides by, each value counted as if the facet's own filter were not set.

    `values` are the most frequent, most first, and the one that is chosen; tiers go by number, and before all gaps
    stands any of them. `none` counts what has no value, `more` the values that are not told.
    """

    name: str
    values: tuple[Value, ...]
    none: int = 0
    more: int = 0


def of(
    session: Session, word: str, wanted: Wanted = EVERYTHING, policy: Policy = DEFAULT, *, whole: str = ""
) -> Mapping[str, Facet]:
    """How the list that `word` stands for divides, in eight queries whatever its length.

    Of the facet named `whole` many values are told.
    """
    narrowing = listing.narrowing(word, wanted, policy)
    most = {name: MANY if name == whole else FEW for name in queries.DIVISIONS}
    found = (
        *_of_few(session, narrowing, most),
        *_of_mentions(session, narrowing, most),
        _of_tags(session, narrowing, most["tag"]),
        _of_gaps(session, narrowing, most["gap"]),
    )
    return {facet.name: facet for facet in found}


def _of_few(session: Session, narrowing: Narrowing, most: Mapping[str, int]) -> Iterator[Facet]:
    """What has few values each is counted in one go, and told apart here: each by what the others leave."""
    cells = session.execute(queries.counted_together(narrowing)).all()
    set_ = {place: value for place, name in enumerate(_FEW) if (value := _set(narrowing, name)) is not _UNSET}
    for place, name in enumerate(_FEW):
        others = [(other, value) for other, value in set_.items() if other != place]
        counts: Counter[Any] = Counter()
        for cell in cells:
            if all(cell[other] == value for other, value in others):
                counts[cell[place]] += cell[-1]
        facet = told(name, counts, set_.get(place), most[name])
        yield replace(facet, values=tuple(sorted(facet.values, key=_by_number))) if name == "tier" else facet


def _of_mentions(session: Session, narrowing: Narrowing, most: Mapping[str, int]) -> Iterator[Facet]:
    """Owners and systems, counted by their ids."""
    counts = {name: _counter(session.execute(queries.counted_by_name(narrowing, name)).all()) for name in _MENTIONED}
    refs: dict[str, Ref | None] = {"owner": narrowing.owner, "system": narrowing.system}
    chosen = {name: session.scalar(queries.ref_id(ref)) if ref else None for name, ref in refs.items()}
    both = [told(name, counts[name], chosen[name], most[name]) for name in _MENTIONED]
    ids = {int(value.value) for facet in both for value in facet.values}
    known = {line.id: mention.of_row(line) for line in session.execute(queries.lines(ids))} if ids else {}
    for facet in both:
        yield replace(facet, values=tuple(_mentioned(value, known[int(value.value)]) for value in facet.values))


def _of_tags(session: Session, narrowing: Narrowing, most: int) -> Facet:
    counts = _counter(session.execute(queries.counted_by_tag(narrowing)).all())
    return told("tag", counts, fold(narrowing.tag) or None, most)


def _of_gaps(session: Session, narrowing: Narrowing, most: int) -> Facet:
    """Rules and codes, before them any of them; an entity may have several."""
    freed = narrowing.freed("gap")
    counts = _counter(session.execute(queries.counted_by_gap(narrowing)).all())
    any_, none = (
        session.scalar(queries.counted(queries.listed(each))) or 0
        for each in (replace(freed, gap=queries.ANY), replace(freed, without=freed.without | {"gap"}))
    )
    chosen = narrowing.gap if narrowing.gap not in ("", queries.ANY) else None
    facet = told("gap", counts, chosen, most)
    return replace(facet, values=(Value(queries.ANY, any_), *facet.values) if any_ else facet.values, none=none)


def told(name: str, counts: Counter[Any], chosen: object, most: int) -> Facet:
    """The most frequent values, most first, and the one that is chosen; counts of nothing count what has none."""
    none = counts.pop(None, 0)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    # A way to one or two more takes as much room as they do.
    first = ranked[:most] if len(ranked) > most + _SPARE else ranked
    if chosen is not None and chosen not in dict(first):
        first.append((chosen, counts[chosen]))
    values = tuple(Value(str(value), number) for value, number in first)
    return Facet(name, values, none, max(0, len(counts) - len(values)))


def _set(narrowing: Narrowing, name: str) -> object:
    """What a filter demands, `None` for no value at all, `_UNSET` for nothing."""
    if name in narrowing.without:
        return None
    value = getattr(narrowing, name)
    if value is None or value == "":
        return _UNSET
    return fold(value) if isinstance(value, str) else value


def _mentioned(value: Value, named: Mention) -> Value:
    return Value(named.ref.short, value.number, named)


def _by_number(value: Value) -> int:
    return int(value.value)


def _counter(rows: Iterable[tuple[Any, int]]) -> Counter[Any]:
    return Counter(dict(rows))
