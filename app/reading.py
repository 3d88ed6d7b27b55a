"""A source's files to entities and problems. Sync, check and review all start here."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from app import documents
from app.catalog import Catalog
from app.descriptors import locations, settling
from app.descriptors.document import Interpreted, Outcome, fail, interpret
from app.documents import DESCRIPTOR, Limits
from app.entities import Entity, Ref
from app.errors import SourceUnreadableError
from app.policy import FILE as POLICY
from app.positions import Position
from app.problems import Problem
from app.tree import Refusal, Tree

VERSION = "3"
"""Changes whenever the same files may come to something else, so that what was read is read anew."""

PATTERNS = ("**/*.yaml", "**/*.yml")
SOURCE_BYTES = 2 * 1024**3
ENTITIES = 1_000_000

_NAMED = re.compile(r"(?:.*/)?catalog-info\.[^/]*")
_OURS = re.compile(
    rb"""(?:\A(?:\xef\xbb\xbf)?|[\r\n])[ \t]*["']?apiVersion["']?[ \t]*:[ \t]*["']?(?:[a-z0-9-]+\.)*backstage\.io/"""
)

Progress = Callable[[int, int], None]
State = Literal["read", "set-aside", "included", "failed"]


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of a file that counts as a descriptor, or is included by one.

    `failed` means that the file, or a document of it, yielded nothing for a fault: what it held before stays.
    """

    path: str
    sha256: str
    state: State
    yielded: tuple[Ref, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Reading:
    """Everything a source came to. Entities are in the order of their references, problems in that of their places."""

    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    files: tuple[FileRead, ...]

    def catalog(self, as_of: date, also: Iterable[Entity] = ()) -> Catalog:
        """The catalog of these entities, and of others that the files do not yield now."""
        return Catalog((*self.entities, *also), as_of)


class _File(NamedTuple):
    """A file as it stands after its documents were looked at."""

    path: str
    sha256: str
    state: State
    documents: tuple[Interpreted, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Cache:
    """What files came to, by path and content, so that a second run in a process looks only at what changed."""

    kept: dict[tuple[str, str], _File] = field(default_factory=dict)


def read(  # noqa: PLR0913  # each is given by name
    tree: Tree,
    *,
    roots: Sequence[str] = (),
    below: Sequence[str] | None = None,
    exclude: Sequence[str] = (),
    held: Mapping[Ref, str] | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    limits: Limits = DESCRIPTOR,
) -> Reading:
    """Read every descriptor of a source; all problems of all files in one run.

    `roots` are files that count as descriptors whatever they are; `below` are folders (the whole source
    unless roots are given). The policy at the root of one of these is no descriptor, whoever leads to it.
    `held` tells which file holds a reference already: it keeps it when two claim it.
    Raises `SourceUnreadableError` where the source itself cannot be read or passes a limit.
    """
    held = held or {}
    folders = below if below is not None else (() if roots else ("",))
    policies = frozenset(f"{folder}/{POLICY}" if folder else POLICY for folder in folders)
    run = _Run(_Counted(tree), frozenset(held.values()), cache or Cache(), limits, policies)
    left_out = {path for pattern in exclude for path in tree.glob(pattern)}
    listed = {
        path
        for folder in folders
        for pattern in PATTERNS
        for path in tree.glob(f"{folder}/{pattern}" if folder else pattern)
    }
    run.take(roots, listed - left_out, progress)
    return _reading(run.files(), run.problems, held)


class _Counted(Tree):
    """A source of which no more is read than it may hold, whoever asks and however often."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._bytes = 0

    def glob(self, pattern: str) -> Sequence[str]:
        return self._tree.glob(pattern)

    def read(self, path: str, limit: int) -> bytes | Refusal:
        raw = self._tree.read(path, limit)
        self._bytes += 0 if isinstance(raw, Refusal) else len(raw)
        if self._bytes > SOURCE_BYTES:
            raise SourceUnreadableError(
                f"The source holds or includes more than {SOURCE_BYTES:,} bytes of text, counted up to {path}. "
                "Leave folders out by ENSEMBLE_EXCLUDE."
            )
        return raw


class _Run:
    """One pass over a source: files are read once, and Locations may lead to more of them."""

    def __init__(
        self, tree: Tree, held_paths: frozenset[str], cache: Cache, limits: Limits, policies: frozenset[str]
    ) -> None:
        self._tree = tree
        self._held = held_paths
        self._cache = cache
        self._limits = limits
        self._policies = policies
        self._fresh: dict[tuple[str, str], _File] = {}
        self._files: dict[str, _File] = {}
        self.problems: list[Problem] = []

    def take(self, roots: Iterable[str], listed: Iterable[str], progress: Progress | None) -> None:
        """Look at the roots, then the listed files in byte order, then whatever Locations reach."""
        waiting = [*((path, True) for path in roots), *((path, False) for path in sorted(listed, key=_bytes))]
        done = 0
        while done < len(waiting):
            path, given = waiting[done]
            done += 1
            if path not in self._files and path not in self._policies:
                file = self._look(path, given=given)
                if file is not None:
                    self._files[path] = file
                    waiting += [(reached, True) for reached in self._follow(file)]
            if progress is not None:
                progress(done, len(waiting))
        self._cache.kept = self._fresh

    def files(self) -> list[_File]:
        """The files in byte order of their paths; those that others include are no descriptors of their own."""
        included: set[str] = set()
        for path in sorted(self._files, key=_bytes):
            if path not in included:
                # Not itself, and none that held entities: to include a file must not take its entities away.
                names = {name for document in self._files[path].documents for name in document.included}
                included |= names - {path} - self._held
        found = {path: file for path, file in self._files.items() if path not in included}
        for path in included:
            raw = self._tree.read(path, documents.DEFINITION.file_bytes)
            if not isinstance(raw, Refusal):
                found[path] = _File(path, _sha256(raw), "included")
        return [found[path] for path in sorted(found, key=_bytes)]

    def _look(self, path: str, *, given: bool) -> _File | None:
        """What a file comes to; `None` for one that does not count as a descriptor."""
        counts = given or path in self._held or _NAMED.fullmatch(path) is not None
        raw = self._tree.read(path, self._limits.file_bytes)
        shown = path_shown(path)
        if isinstance(raw, Refusal):
            if not counts:
                return None
            problem = Problem(Position(shown), raw.code, raw.message, raw.remedy)
            return _File(shown, "", "failed", problems=(problem,))
        if not counts and not _OURS.search(raw):
            return None
        key = (path, _sha256(raw))
        file = self._cache.kept.get(key) or self._fresh.get(key) or self._parse(shown, key[1], raw)
        if not any(document.included for document in file.documents):
            # What a file includes may change while the file itself stays the same.
            self._fresh[key] = file
        return file

    def _parse(self, path: str, sha256: str, raw: bytes) -> _File:
        parsed = documents.read(path, raw, self._limits)
        found = [interpret(document, self._tree) for document in parsed.documents]
        found += [fail(path, failure) for failure in parsed.failures]
        outcomes = {document.outcome for document in found}
        problems = list(parsed.problems)
        if outcomes == {Outcome.FOREIGN}:
            if _NAMED.fullmatch(path):
                problems.append(_look_alike(path))
            return _File(path, sha256, "set-aside", problems=tuple(problems))
        problems += [
            _neither(document.at())
            for document, each in zip(parsed.documents, found, strict=False)
            if each.outcome is Outcome.FOREIGN
        ]
        if not outcomes and not problems:
            problems.append(
                Problem(Position(path), "empty", "The file holds no document.", "Fill it in, or delete it.")
            )
            return _File(path, sha256, "set-aside", problems=tuple(problems))
        failed = bool(parsed.problems) or bool(outcomes & {Outcome.FAILED, Outcome.FOREIGN})
        state: State = "failed" if failed else "set-aside" if outcomes == {Outcome.ASIDE} else "read"
        return _File(path, sha256, state, tuple(found), tuple(problems))

    def _follow(self, file: _File) -> list[str]:
        """The paths that the file's Locations lead to; what is wrong with them is noted."""
        found: list[str] = []
        for document in file.documents:
            if document.entity is not None and document.entity.ref.kind == "location":
                reached = locations.reached(document.entity, self._tree)
                found += reached.paths
                self.problems += reached.problems
        return found


def _look_alike(path: str) -> Problem:
    message = "The file has neither `apiVersion` nor `kind`; it is no descriptor."
    return Problem(Position(path), "look-alike", message, "Nothing to do if it belongs to another tool.")


def _neither(position: Position) -> Problem:
    message = "The document has neither `apiVersion` nor `kind`, unlike others of this file."
    return Problem(position, "envelope", message, "Write both, or take the line of `---` above it out.")


def _reading(files: Sequence[_File], noted: Iterable[Problem], held: Mapping[Ref, str]) -> Reading:
    claims: dict[Ref, list[Entity]] = {}
    problems = list(noted)
    for file in files:
        problems += file.problems
        for document in file.documents:
            problems += document.problems
            if document.entity is not None:
                claims.setdefault(document.entity.ref, []).append(document.entity)
    if len(claims) > ENTITIES:
        raise SourceUnreadableError(
            f"The source declares more than {ENTITIES:,} entities. Split it into several sources."
        )
    failed = {file.path for file in files if file.state == "failed"}
    winners: list[Entity] = []
    for ref in sorted(claims):
        holder = held.get(ref)
        first, *others = sorted(claims[ref], key=lambda entity: (entity.path != holder, entity.path, entity.line))
        if holder in failed and first.path != holder:
            # What the holder declared before stays; nobody takes a name over while its file is broken.
            problems += [_twice(loser, f"held by {holder}, which cannot be read now") for loser in (first, *others)]
        else:
            winners.append(first)
            problems += [_twice(loser, f"declared at {first.path}:{first.line} already") for loser in others]
    found = {entity.ref for entity in winners}
    kept = [ref for ref, holder in held.items() if holder in failed and ref not in found]
    names = settling.by_name(winners, kept)
    settled = [settling.settle(entity, names) for entity in winners]
    problems += [problem for each in settled for problem in each.problems]
    entities = tuple(each.entity for each in settled)
    return Reading(entities, tuple(sorted(problems, key=_order)), _states(files, entities))


def _twice(loser: Entity, why: str) -> Problem:
    message = f"{loser.ref} is {why}; that one stays."
    remedy = "Rename one of the two, or delete it."
    return Problem(loser.at("/metadata/name"), "declared-twice", message, remedy, "/metadata/name", loser.ref)


def _states(files: Sequence[_File], entities: Iterable[Entity]) -> tuple[FileRead, ...]:
    yielded: dict[str, list[Ref]] = {}
    for entity in entities:
        yielded.setdefault(entity.path, []).append(entity.ref)
    return tuple(
        FileRead(
            file.path,
            file.sha256,
            file.state,
            tuple(yielded.get(file.path, ())),
            _reason(file) if file.state == "failed" else "",
        )
        for file in files
    )


def _reason(file: _File) -> str:
    """The first fault for which something of the file yielded nothing."""
    fatal = [
        problem for document in file.documents if document.outcome is Outcome.FAILED for problem in document.problems
    ]
    first = min((*fatal, *file.problems), key=_order)
    return f"{first.position}: {first.message}"


def _order(problem: Problem) -> tuple[Position, str, str]:
    return (problem.position, problem.code, problem.pointer)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _bytes(path: str) -> bytes:
    return path.encode(errors="surrogateescape")


def path_shown(path: str) -> str:
    """A path as text that can be kept and shown, whatever bytes and control characters it is made of."""
    text = _bytes(path).decode(errors="backslashreplace")
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)
