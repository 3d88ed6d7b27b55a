"""What is measured. Each measurement gets ready first, and gives the one thing whose cost counts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from app import documents, rules
from app.catalog import Catalog
from app.config import Config
from app.documents import Parsed
from app.problems import Finding
from app.reading import Cache, Reading, read
from app.sources.folder import Folder
from app.store.database import reading, sessions_for
from app.store.rows import load_catalog
from app.sync import Outcome, sync

AS_OF = date(2026, 11, 23)
"""The date the rules count with: any, but always the same."""
_RENAMED = count()


@dataclass(frozen=True)
class Place:
    """Where there is something to measure: the folder of descriptors, and the address of a database."""

    source: Path
    url: str = ""


Measurement = Callable[[Place], Callable[[], object]]


def parse(place: Place) -> Callable[[], list[Parsed]]:
    """YAML to values with their places, and nothing else: what everything is compared with."""
    files = [(path, (place.source / path).read_bytes()) for path in Folder(place.source).glob("**/*.yaml")]
    return lambda: [documents.read(path, raw) for path, raw in files]


def interpret(place: Place) -> Callable[[], Reading]:
    """Files to entities and problems."""
    return lambda: read(Folder(place.source))


def judge(place: Place) -> Callable[[], list[Finding]]:
    """Entities to findings, by all rules."""
    found = read(Folder(place.source))
    return lambda: rules.check(found.catalog(AS_OF))


def afresh(place: Place) -> Callable[[], Outcome]:
    """A sync by a process that has never seen the files, into a database that may have."""
    return _syncing(place, Cache())


def still(place: Place) -> Callable[[], Outcome]:
    """The same files again, by a server that read them before."""
    syncing = _syncing(place, Cache())
    syncing()
    return syncing


def change(place: Place) -> Callable[[], Outcome]:
    """One file changed since a server read them all."""
    syncing = _syncing(place, Cache())
    syncing()
    file = min(place.source.glob("components/*/catalog-info.yaml"))
    title = f"  title: Renamed {next(_RENAMED)}"
    file.write_text(re.sub(r"(?m)^  title: .*", title, file.read_text(), count=1))
    return syncing


def load(place: Place) -> Callable[[], Catalog]:
    """The whole catalog out of the database."""
    sessions = sessions_for(place.url)

    def whole() -> Catalog:
        with reading(sessions) as session:
            return load_catalog(session, AS_OF)

    return whole


OF_FILES: Mapping[str, Measurement] = {
    "bare parse": parse,
    "reading": interpret,
    "rules": judge,
}
ON_WHAT_IS_THERE: Mapping[str, Measurement] = {
    "same files, new process": afresh,
    "same files, running server": still,
    "one file changed, running server": change,
    "catalog from the database": load,
}


def _syncing(place: Place, cache: Cache) -> Callable[[], Outcome]:
    sessions = sessions_for(place.url)
    return lambda: sync(sessions, "measured", Folder(place.source), config=Config(), as_of=AS_OF, cache=cache)
