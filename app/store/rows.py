"""Values to rows and back: entities, problems, findings, and the JSON that the protocol serves."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid5

import orjson
from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.catalog import Catalog
from app.entities import Entity, Ref, Relation, fold
from app.policy import Waiver
from app.positions import Position
from app.problems import Finding, Problem, Severity
from app.store import queries, words
from app.store.models import FindingRow, ProblemRow

T = TypeVar("T")
Row = dict[str, Any]

TIERS = range(1, 5)

MOST_TAGS = 100
"""How many tags of an entity are kept; its document has them all."""

_SAID = 4_000


def entity_row(entity: Entity) -> Row:
    """The columns that an entity alone decides; its ids and its staleness are the store's.

    Columns that lists filter by are safe for any value an unknown kind may hold there.
    """
    document, positions, settled = _json(entity.document), _json(entity.positions), _json(_texts(entity.settled))
    parts = (document, entity.path, str(entity.line), positions, settled)
    return {
        "line": entity.line,
        "digest": _sha256("\0".join(parts)),
        "kind": entity.ref.kind,
        "name": entity.ref.name,
        "title": entity.title,
        "type": _filtered(entity.type),
        "lifecycle": _filtered(entity.lifecycle),
        "tier": entity.tier if type(entity.tier) is int and entity.tier in TIERS else None,
        "document": document,
        "positions": positions,
        "settled": settled,
    }


def entity_of(document: str, path: str, line: int, positions: str, settled: str) -> Entity:
    """The entity that stands in these columns."""
    return Entity(
        document=orjson.loads(document),
        path=path,
        line=line,
        positions={pointer: (place[0], place[1]) for pointer, place in orjson.loads(positions).items()},
        settled={pointer: Ref(*parts) for pointer, parts in orjson.loads(settled).items()},
    )


ORIGIN = "backstage.io/managed-by-origin-location"
LOCATION = "backstage.io/managed-by-location"


def served_row(entity: Entity, relations: Iterable[Relation], source: str) -> Row:
    """The entity as the protocol serves it: its document, and what the catalog knows besides.

    `source` is the name of the one that holds it. An author's own etag is served as written; the one beside the JSON
    always tells of every change.
    """
    annotations = entity.metadata.get("annotations")
    metadata = {
        **entity.metadata,
        "namespace": entity.namespace,
        "annotations": {
            **(annotations if isinstance(annotations, dict) else {}),
            LOCATION: f"file:{source}/{entity.path}",
            ORIGIN: f"file:{source}",
        },
        "uid": str(uuid5(NAMESPACE_URL, str(entity.ref))),
    }
    known = {
        **entity.document,
        "metadata": metadata,
        "relations": [{"type": each.type, "targetRef": str(each.target)} for each in relations],
    }
    etag = _sha256(_json(known))
    metadata.setdefault("etag", etag)
    return {"uid": metadata["uid"], "etag": etag, "json": _json(known), "brief": _json(_brief(known))}


BRIEF = frozenset(
    {
        *("apiVersion", "kind", "metadata.name", "metadata.namespace", "metadata.title", "metadata.uid"),
        *("spec.type", "spec.lifecycle", "spec.owner"),
    }
)
"""The paths of an entity that long lists are asked for most."""

_BRIEF: Mapping[str, Sequence[str]] = {
    part: [path.partition(".")[2] for path in sorted(BRIEF) if path.startswith(f"{part}.")]
    for part in ("metadata", "spec")
}


def _brief(known: Mapping[str, Any]) -> Row:
    """What stands at the paths of `BRIEF`, whatever it is."""
    found: Row = {"apiVersion": known["apiVersion"], "kind": known["kind"]}
    for part, keys in _BRIEF.items():
        here = known.get(part)
        if isinstance(here, Mapping):
            found[part] = {key: here[key] for key in keys if key in here}
    return found


def tags(entity: Entity) -> set[str]:
    """The tags that lists filter by."""
    return {_filter(tag) for tag in _tags(entity)}


_CALLED = {"group": "team", "user": "person"}

WORDS = ("name", "title", "tags", "owner", "description", "summary")
"""The columns by which an entity is found, and the beginning of its description."""


def words_row(entity: Entity) -> Row:
    """An entity's `WORDS` columns. What it is stands among its tags, so that a team is found by that word, too."""
    said = entity.metadata.get("description")
    sorts = (entity.type or "", entity.kind, _CALLED.get(entity.ref.kind, ""))
    summary = " ".join(said[:_SAID].split()) if isinstance(said, str) else ""
    values = (
        words.kept_of_name(entity.name),
        words.kept(entity.title),
        words.kept(" ".join((*_tags(entity), *sorts))),
        words.kept_of_name(entity.owner.name) if entity.owner else "",
        words.kept(summary),
        summary,
    )
    return dict(zip(WORDS, values, strict=True))


PROBLEM = ("code", "severity", "line", "column", "pointer", "message", "remedy")
"""The columns that a problem alone decides."""


def problem_row(problem: Problem) -> Row:
    """A problem's `PROBLEM` columns."""
    place = problem.position
    values = (problem.code, problem.severity.value, place.line, place.column)
    return dict(zip(PROBLEM, (*values, problem.pointer, problem.message, problem.remedy), strict=True))


def problem_of(row: ProblemRow, path: str, ref: Ref | None) -> Problem:
    """The problem that stands in a row."""
    position = Position(path, row.line, row.column)
    return Problem(position, row.code, row.message, row.remedy, row.pointer, ref)


FINDING = (
    "rule",
    "target",
    "severity",
    "path",
    "line",
    "column",
    "message",
    "remedy",
    "write",
    "evidence",
)
"""The columns that a finding alone decides."""


def finding_row(finding: Finding) -> Row:
    """A finding's `FINDING` columns."""
    values = (finding.rule, finding.target, finding.severity.value, *finding.position)
    said = (finding.message, finding.remedy, finding.write, _json(finding.evidence))
    return dict(zip(FINDING, (*values, *said), strict=True))


def finding_of(row: FindingRow, ref: Ref) -> Finding:
    """The finding that stands in a row."""
    return Finding(
        rule=row.rule,
        severity=Severity(row.severity),
        ref=ref,
        position=Position(row.path, row.line, row.column),
        message=row.message,
        remedy=row.remedy,
        target=row.target,
        write=row.write,
        evidence=tuple(orjson.loads(row.evidence)),
    )


WAIVER = ("rule", "until", "reason", "by", "path", "line", "column", "hides")
"""The columns that a waiver, and how much it hides, decide."""


def waiver_row(waiver: Waiver, hides: int) -> Row:
    """A waiver's `WAIVER` columns."""
    said = (waiver.rule, waiver.until, waiver.reason, waiver.by)
    return dict(zip(WAIVER, (*said, *waiver.position, hides), strict=True))


_LONGEST_KEY = 200


def alignment_key(key: str) -> str:
    """The key of a row of alignment as it fits an index: of a longer one the beginning, and a digest of it all."""
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:_LONGEST_KEY]}…{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def load_catalog(session: Session, as_of: date) -> Catalog:
    """The catalog by the database's door: equal to the one by the files' door, less what files alone know."""
    return Catalog(entities(session, queries.whole_entities()), as_of)


def entities(session: Session, wanted: Select[str, str, int, str, str]) -> list[Entity]:
    """The entities that a form of `queries.whole_entities` asks for."""
    return [entity_of(*row) for row in session.execute(wanted)]


def batches(items: Collection[T]) -> Iterator[list[T]]:
    """As many at once as one statement may name; SQLite takes no more than 999 on some systems."""
    rest = iter(items)
    while some := list(islice(rest, 500)):
        yield some


def _texts(settled: Mapping[str, Ref]) -> Mapping[str, tuple[str, ...]]:
    return {pointer: tuple(ref) for pointer, ref in settled.items()}


def _tags(entity: Entity) -> list[str]:
    return [tag for tag in entity.tags if tag.strip()][:MOST_TAGS]


def _filtered(text: str | None) -> str | None:
    return None if text is None else _filter(text)


def _filter(text: str) -> str:
    return fold(text)[: queries.LONGEST_FILTER]


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
