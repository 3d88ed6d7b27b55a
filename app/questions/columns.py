"""The columns of lists: which each list offers, and which it shows unasked.

What no row of a list holds by itself is asked for the lines that are shown, and only in columns that are wanted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref
from app.policy import DEFAULT
from app.questions import contacts, datastore, kinds, mention
from app.store import queries, rows

Ids = Collection[int]
Values = Mapping[int, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """What may stand in a list: `word` stands for it in addresses, `sort` in orders, empty where it gives none."""

    word: str
    title: str
    sort: str = ""
    number: bool = False


COLUMNS: Mapping[str, Column] = {
    each.word: each
    for each in (
        Column("name", "Name", "name"),
        Column("title", "Title"),
        Column("kind", "Kind", "kind"),
        Column("type", "Type", "type"),
        Column("tier", "Tier", "tier"),
        Column("owner", "Owner", "owner"),
        Column("system", "System", "system"),
        Column("domain", "Domain"),
        Column("parent", "Part of"),
        Column("teams", "Teams"),
        Column("lifecycle", "Lifecycle", "lifecycle"),
        Column("classification", "Data"),
        Column("providers", "Provided by", number=True),
        Column("consumers", "Used by", number=True),
        Column("writers", "Written by", number=True),
        Column("needed", "Needed by", number=True),
        Column("needs", "Needs", number=True),
        Column("parts", "Parts", number=True),
        Column("members", "Members", number=True),
        Column("owned", "Owns", number=True),
        Column("services", "Services", number=True),
        Column("critical", "Tier 1", number=True),
        Column("tags", "Tags"),
        Column("gaps", "Gaps", "gaps"),
        Column("on_call", "On call"),
        Column("place", "Written in"),
    )
}
"""Every column by its word, in the order in which they stand."""

_ANY = ("name", "title", "type", "tags", "gaps", "place")
_OWNED = (*_ANY, "tier", "owner", "system", "lifecycle")
_NEEDING = (*_OWNED, "needed", "needs")

OFFERED: Mapping[str, tuple[str, ...]] = {
    "services": _NEEDING,
    "apis": (*_OWNED, "providers", "consumers"),
    "stores": (*_NEEDING, "classification", "writers"),
    "systems": (*_OWNED, "domain", "parts"),
    "domains": (*_OWNED, "parts"),
    "components": _NEEDING,
    "resources": _NEEDING,
    "teams": (*_ANY, "parent", "members", "owned", "services", "critical", "on_call"),
    "people": (*_ANY, "teams"),
    "entities": (*_NEEDING, "kind"),
}
SHOWN: Mapping[str, tuple[str, ...]] = {
    "services": ("name", "tier", "owner", "system", "lifecycle", "needed", "needs", "gaps"),
    "apis": ("name", "type", "owner", "system", "lifecycle", "providers", "consumers", "gaps"),
    "stores": ("name", "type", "classification", "tier", "owner", "system", "writers", "needed", "gaps"),
    "systems": ("name", "owner", "domain", "parts", "gaps"),
    "domains": ("name", "owner", "parts", "gaps"),
    "components": ("name", "type", "tier", "owner", "system", "lifecycle", "gaps"),
    "resources": ("name", "type", "tier", "owner", "system", "gaps"),
    "teams": ("name", "type", "members", "owned", "services", "critical", "gaps", "on_call"),
    "people": ("name", "teams", "gaps"),
    "entities": ("name", "kind", "type", "tier", "owner", "system", "lifecycle", "gaps"),
}
_OTHERS = ("name", "type", "owner", "gaps")


def offered(word: str) -> tuple[Column, ...]:
    """What a list has to offer, in order."""
    words = OFFERED.get(kinds.home(word, DEFAULT), _OWNED)
    return tuple(column for name, column in COLUMNS.items() if name in words)


def shown(word: str, wanted: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns of a list: those that are wanted, else those it shows unasked; the name always, in order."""
    words = {"name", *(wanted or SHOWN.get(kinds.home(word, DEFAULT), _OTHERS))}
    return tuple(column for column in offered(word) if column.word in words)


def values(session: Session, ids: Ids, words: Iterable[str]) -> Mapping[str, Values]:
    """What stands in those of the columns that are asked for the lines shown, by column and id; none is absent."""
    asked = set(words)
    found: dict[str, Values] = {word: ask(session, ids) for word, ask in _ASKED.items() if word in asked}
    if asked & set(_OWNING):
        owned = session.execute(queries.line_owned(ids)).all()
        for place, word in enumerate(_OWNING, start=1):
            found[word] = {row[0]: row[place] for row in owned}
    return found


def _numbers(query: Callable[[Ids], Any]) -> Callable[[Session, Ids], Values]:
    return lambda session, ids: dict(session.execute(query(ids)).all())


def _related_numbers(type_: str) -> Callable[[Session, Ids], Values]:
    return _numbers(lambda ids: queries.line_related_numbers(ids, type_))


def _related(type_: str, kind: str) -> Callable[[Session, Ids], Values]:
    """The entities of a kind that a relation leads to."""

    def ask(session: Session, ids: Ids) -> Values:
        found = [(id_, Ref.parse(target)) for id_, target in session.execute(queries.line_related(ids, type_))]
        return _mentioned(session, [(id_, ref) for id_, ref in found if ref.kind == kind])

    return ask


def _mentioned(session: Session, found: Sequence[tuple[int, Ref]]) -> Values:
    known = mention.known(session, (ref for _, ref in found))
    grouped: dict[int, list[mention.Mention]] = defaultdict(list)
    for id_, ref in found:
        grouped[id_].append(known[ref])
    return {id_: tuple(others) for id_, others in grouped.items()}


def _tags(session: Session, ids: Ids) -> Values:
    grouped: dict[int, list[str]] = defaultdict(list)
    for id_, tag in session.execute(queries.line_tags(ids)):
        grouped[id_].append(tag)
    return {id_: tuple(tags) for id_, tags in grouped.items()}


def _documented(told: Callable[[Any], Any]) -> Callable[[Session, Ids], Values]:
    """What a document says, told by a function of its entity."""

    def ask(session: Session, ids: Ids) -> Values:
        loaded = ((row[0], rows.entity_of(*row[1:])) for row in session.execute(queries.line_documents(ids)))
        return {id_: said for id_, entity in loaded if (said := told(entity))}

    return ask


_ASKED: Mapping[str, Callable[[Session, Ids], Values]] = {
    "domain": _related("partOf", "domain"),
    "parent": _related("childOf", "group"),
    "teams": _related("memberOf", "group"),
    "classification": _documented(lambda entity: datastore.data_of(entity).classification),
    "providers": _related_numbers("apiProvidedBy"),
    "consumers": _related_numbers("apiConsumedBy"),
    "writers": _numbers(lambda ids: queries.line_needed(ids, "write", "read-write")),
    "needed": _numbers(queries.line_needed),
    "needs": _numbers(queries.line_needs),
    "parts": _related_numbers("hasPart"),
    "members": _related_numbers("hasMember"),
    "tags": _tags,
    "on_call": _documented(contacts.on_call),
}
"""How the columns are asked for that no row of a list holds."""

_OWNING = ("owned", "services", "critical")
"""The columns that one question answers together."""

ASKED = frozenset((*_ASKED, *_OWNING))
"""The columns that no row of a list holds."""
