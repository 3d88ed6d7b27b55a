"""Finding things by what people remember of them: a name, a title, a tag, an owner, a word of the description."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from app.entities import KINDS, Ref, fold
from app.policy import DEFAULT, Policy
from app.questions import kinds, mention, vocabulary
from app.questions import text as texts
from app.questions.kinds import Shelf
from app.questions.mention import Mention
from app.store import queries, search, words
from app.store.models import WordsRow

FIELDS = search.FIELDS
PAGE = 25
FEW = 3
"""With fewer hits than these, something else may have been meant."""

_MOST_NEAR = 5
_WINDOW = 200
_Count: TypeAlias = tuple[str, str | None, int]
_KINDS = frozenset(fold(kind) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `kind` is a list or kind, empty for any; `offset` counts hits that are passed over."""

    text: str
    kind: str = ""
    size: int = PAGE
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Some of a description, and where in it stands what was looked for: start and end of each place."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is one of the marked places."""
        found: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.marks:
            found += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return tuple(part for part in (*found, (self.text[at:], False)) if part[0])


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found. `field` has what was looked for: the first of `FIELDS` with the most of it."""

    entity: Mention
    owner: Mention | None
    field: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found; `total` counts all of it.

    `shelves` count by list as if no kind were wanted; an entity may stand in several. Where next to nothing is
    found, `near` are things called much alike, and `meant` is the text as it may have been meant.
    """

    text: str
    hits: tuple[Hit, ...]
    total: int
    size: int
    offset: int
    shelves: tuple[tuple[str, int], ...]
    near: tuple[Mention, ...] = ()
    meant: str = ""

    @property
    def page(self) -> int:
        """Which page this is, counted from 1."""
        return self.offset // self.size + 1

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant by the beginning of a name, and who owns it."""

    entity: Mention
    owner: Mention | None


def found(session: Session, wanted: Wanted, policy: Policy = DEFAULT) -> Found:
    """What there is of all words of a text, each as the beginning of a word; likeliest first.

    A whole reference, such as `component:payments`, is looked for by its name among its kind.
    """
    kind, text = _asked(wanted)
    said = texts.askable(wanted.text)
    if not text:
        return Found(said, (), 0, wanted.size, wanted.offset, ())
    terms = words.terms(text)
    query = search.having(terms) if terms else search.holding(text)
    counts = [(kind_, type_, number) for kind_, type_, number in session.execute(search.counted(query))]
    shelf = kinds.shelf(kind or "entities", policy)
    page = search.ordered(query, text, kinds=shelf.kinds, types=shelf.types).limit(wanted.size).offset(wanted.offset)
    hits = _hits(session, session.scalars(page).all(), terms)
    total, shelves = _number(shelf, counts), tuple(_shelves(counts, policy))
    answer = Found(said, hits, total, wanted.size, wanted.offset, shelves)
    if sum(number for *_, number in counts) >= FEW:
        return answer
    known = vocabulary.of(session)
    meant = known.meant(terms)
    near = _near(session, meant, known.alike(text, most=_MOST_NEAR), {hit.entity.ref for hit in hits})
    return replace(answer, near=near, meant=_written(text, terms, meant) if meant != terms else "")


def suggestions(session: Session, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """What the beginning of a text may come to: by name or title first, by anything else next, then with slips."""
    kind, text = _asked(Wanted(text))
    terms = words.terms(text)
    shelf = kinds.shelf(kind or "entities", DEFAULT)

    def ids(terms: Sequence[str], fields: Sequence[str], said: str) -> Sequence[int]:
        query = search.ordered(search.having(terms, fields), said, kinds=shelf.kinds, types=shelf.types)
        return session.scalars(query.limit(limit)).all() if terms else ()

    chosen = list(ids(terms, search.FIELDS[:2], text))
    if len(chosen) < limit:
        chosen += [each for each in ids(terms, search.FIELDS, text) if each not in chosen]
    if not chosen and terms:
        meant = vocabulary.of(session).meant(terms)
        chosen += ids(meant, search.FIELDS[:2], " ".join(meant)) if meant != terms else ()
    lines, owners = _lines(session, chosen[:limit])
    return tuple(Suggestion(mention.of_row(line), owners.get(line.owner)) for line in lines)


def _asked(wanted: Wanted) -> tuple[str, str]:
    """The list or kind that is wanted, and the text; a reference says its kind itself."""
    text = " ".join(texts.askable(wanted.text).split())
    kind, colon, name = text.partition(":")
    if colon and fold(kind) in _KINDS and not wanted.kind:
        return fold(kind), name.rpartition("/")[2].strip()
    return texts.askable(wanted.kind), text


def _number(shelf: Shelf, counts: Iterable[_Count]) -> int:
    return sum(number for kind, type_, number in counts if _takes(shelf, kind, type_))


def _takes(shelf: Shelf, kind: str, type_: str | None) -> bool:
    return (not shelf.kinds or kind in shelf.kinds) and (not shelf.types or type_ in shelf.types)


def _shelves(counts: Sequence[_Count], policy: Policy) -> Iterator[tuple[str, int]]:
    """The lists that hold some of it; one that holds no other things than those before it is left out."""
    left = {(kind, type_) for kind, type_, _ in counts}
    *named, _ = kinds.shelves(policy)
    for shelf in [*named, *(kinds.shelf(kind, policy) for kind in sorted({kind for kind, *_ in counts}))]:
        taken = {each for each in left if _takes(shelf, *each)}
        if taken:
            left -= taken
            yield shelf.word, _number(shelf, counts)


def _hits(session: Session, ids: Sequence[int], terms: Sequence[str]) -> tuple[Hit, ...]:
    lines, owners = _lines(session, ids)
    worded = {row.ref_id: row for row in session.scalars(search.worded(ids))} if ids else {}
    return tuple(
        Hit(
            mention.of_row(line),
            owners.get(line.owner),
            _field(worded[line.id], terms),
            _passage(worded[line.id].summary, terms),
        )
        for line in lines
    )


def _lines(session: Session, ids: Sequence[int]) -> tuple[list[Any], Mapping[str | None, Mention]]:
    """The lines of these entities in this order, and their owners by reference."""
    if not ids:
        return [], {}
    lines = {line.id: line for line in session.execute(queries.lines(ids))}
    owners = {line.owner: Ref.parse(line.owner) for line in lines.values() if line.owner}
    known = mention.known(session, owners.values())
    return [lines[each] for each in ids], {owner: known[ref] for owner, ref in owners.items()}


def _field(row: WordsRow, terms: Sequence[str]) -> str:
    def begun(field: str) -> int:
        kept = getattr(row, field).split()
        return sum(any(word.startswith(term) for word in kept) for term in terms)

    return max(search.FIELDS, key=begun)


def _passage(summary: str, terms: Sequence[str]) -> Passage:
    """As much of a description as stands around the first place of what is looked for."""
    marks = words.places(summary, terms)
    start = marks[0][0] - _WINDOW // 3 if marks and marks[0][1] > _WINDOW else 0
    start = summary.find(" ", start) + 1 if start else 0
    end = len(summary) if len(summary) <= start + _WINDOW else summary.rfind(" ", start, start + _WINDOW)
    end = end if end > start else start + _WINDOW
    before, after = "… " if start else "", " …" if end < len(summary) else ""
    shift = len(before) - start
    inside = tuple((from_ + shift, to + shift) for from_, to in marks if from_ >= start and to <= end)
    return Passage(f"{before}{summary[start:end]}{after}", inside)


def _near(session: Session, meant: Sequence[str], alike: Iterable[Ref], hits: Collection[Ref]) -> tuple[Mention, ...]:
    """What is called what may be meant, then what is called much alike as a whole."""
    query = search.ordered(search.having(meant, ("name",)), " ".join(meant)).limit(_MOST_NEAR)
    lines, _ = _lines(session, session.scalars(query).all() if meant else ())
    called = (mention.of_row(line).ref for line in lines)
    refs = [ref for ref in dict.fromkeys((*called, *alike)) if ref not in hits][:_MOST_NEAR]
    known = mention.known(session, refs)
    return tuple(known[ref] for ref in refs)


def _written(text: str, terms: Sequence[str], meant: Sequence[str]) -> str:
    """The text with its slips put right, signs kept where they can be."""
    said = fold(text)
    for term, word in zip(terms, meant, strict=True):
        said = said.replace(term, word, 1)
    return said if words.terms(said) == list(meant) else " ".join(meant)
