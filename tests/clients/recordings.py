"""What Backstage answered, recorded: the organisation that it had read, each request, and its answer."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.corpus import CORPUS
from tests.sites import Site, site, text
from tests.trees import Texts

Entity = Mapping[str, Any]

_MADE_UP = ("managed-by-location", "managed-by-origin-location", "view-url", "edit-url", "source-location", "orphan")
_GENERATED = re.compile("generated-[0-9a-f]{40}")
_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def organisation(folder: Path) -> Texts:
    """The files that Backstage read, less the documents that it refused: what it answered is about the others."""
    return Texts(_files(folder))


def hosted(folder: Path) -> AbstractContextManager[Site]:
    """A web server that has these files."""
    return site({f"/{path}": text(each) for path, each in _files(folder).items()})


@cache
def _files(folder: Path) -> Mapping[str, bytes]:
    root = CORPUS / "backstage" / folder.name
    refused: dict[str, set[int | None]] = {}
    for each in json.loads((folder / "refused.json").read_text()):
        refused.setdefault(each["file"], set()).add(each["doc"])
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    texts = {name: path.read_bytes() for name, path in files.items()}
    kept = {name: _without(texts[name], documents) for name, documents in refused.items()}
    return {name: each for name, each in {**texts, **kept}.items() if each}


def _without(raw: bytes, refused: set[int | None]) -> bytes:
    """A file's text less some of its documents; nothing where the file as a whole was refused."""
    if None in refused:
        return b""
    # Positions are counted in characters.
    characters = raw.decode()
    events = (each for each in yaml.parse(characters) if isinstance(each, yaml.DocumentStartEvent))
    starts = [each.start_mark.index for each in events if each.start_mark is not None]
    ends = [*starts[1:], len(characters)]
    documents = [characters[start:end] for start, end in zip(starts, ends, strict=True)]
    return "".join(each for number, each in enumerate(documents) if number not in refused).encode()


@cache
def entities(folder: Path) -> Mapping[str, Entity]:
    """The entities that Backstage had, by reference."""
    return {ref(each): each for each in json.loads((folder / "entities.json").read_text())}


@cache
def requests(folder: Path) -> Sequence[Mapping[str, Any]]:
    """Every request with its answer."""
    answers: Sequence[Mapping[str, Any]] = json.loads((folder / "battery.json").read_text())
    return answers


def ref(entity: Entity) -> str:
    """The reference of an entity as Backstage serves it."""
    metadata = entity["metadata"]
    return f"{entity['kind']}:{metadata.get('namespace', 'default')}/{metadata['name']}".lower()


def in_order(value: Any) -> Any:
    """A value whose lists of texts, and relations, are sorted: the recordings do not tell their order."""
    if isinstance(value, Mapping):
        return {key: in_order(each) for key, each in value.items()}
    if isinstance(value, list):
        items = [in_order(each) for each in value]
        is_plain = all(isinstance(each, str) or (isinstance(each, dict) and "targetRef" in each) for each in items)
        return sorted(items, key=_text) if is_plain else items
    return value


def is_whole(entity: Any) -> bool:
    """Whether something is an entity with a name, and no part of one."""
    return isinstance(entity, Mapping) and "kind" in entity and "name" in entity.get("metadata", {})


def plain(value: Any) -> Any:
    """An answer less what differs from one server to the next, as the recordings have it."""
    if is_whole(value):
        metadata = _metadata(value["metadata"])
        return {**value, "metadata": {**metadata, "name": _GENERATED.sub("generated-<sha1>", metadata["name"])}}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        kept = {key: plain(each) for key, each in value.items()}
        return {**kept, "metadata": _metadata(kept["metadata"])} if isinstance(kept.get("metadata"), dict) else kept
    return _ID.sub("<id>", _GENERATED.sub("generated-<sha1>", value)) if isinstance(value, str) else value


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.items() if key not in ("uid", "etag", "annotations")}
    annotations = metadata.get("annotations")
    if not isinstance(annotations, Mapping):
        return kept
    written = {key: value for key, value in annotations.items() if key.removeprefix("backstage.io/") not in _MADE_UP}
    return {**kept, "annotations": written} if written else kept
