"""All sections of one estate: what is worked out at each sync, and twice for a what-if."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from app.alignment import autonomy, cohesion, coupling, cycles, data, leaving, observability, promises, strays, told
from app.alignment.autonomy import Freeing, Service, Share, Team
from app.alignment.cohesion import Group
from app.alignment.coupling import Pair
from app.alignment.cycles import Cycle
from app.alignment.data import Store
from app.alignment.estate import Estate
from app.alignment.leaving import Leaving
from app.alignment.observability import Coverage, Sight
from app.alignment.promises import Promise
from app.alignment.standing import standing
from app.alignment.strays import Community, Stray
from app.alignment.told import Entry, Row

VERSION = "1"
"""Changes whenever a section may come out otherwise for the same catalog, so that all are worked out anew."""

SUMMARY = "summary"
"""The section of what is told of the whole: a row for each of its parts, of which the key is the name."""


@dataclass(frozen=True)
class Survey:
    """The rows of each section, in the order of their keys; `freeing` has what frees most first."""

    share: Share
    coverage: Coverage
    services: Sequence[Service]
    teams: Sequence[Team]
    freeing: Sequence[Freeing]
    cycles: Sequence[Cycle]
    pairs: Sequence[Pair]
    groups: Sequence[Group]
    strays: Sequence[Stray]
    communities: Sequence[Community]
    stores: Sequence[Store]
    promises: Sequence[Promise]
    sights: Sequence[Sight]
    leaving: Sequence[Leaving]

    @property
    def sections(self) -> Mapping[str, Sequence[Row]]:
        """The rows by the names of their sections."""
        return {name: getattr(self, name) for name in SECTIONS}

    def entries(self) -> Iterator[Entry]:
        """All of it as it is kept."""
        for name, value in (("share", self.share), ("coverage", self.coverage)):
            yield Entry(SUMMARY, name, None, None, "", 0, told.document(value))
        for name, rows in self.sections.items():
            yield from told.entries(name, rows)


SECTIONS = (
    "services",
    "teams",
    "freeing",
    "cycles",
    "pairs",
    "groups",
    "strays",
    "communities",
    "stores",
    "promises",
    "sights",
    "leaving",
)
"""Every section, in the order in which they are told."""


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector from going over rows again and again while they are made: none of them is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def survey(estate: Estate) -> Survey:
    """Everything there is to tell of an estate."""
    with _undisturbed():
        return _survey(estate)


def _survey(estate: Estate) -> Survey:
    now, sure = standing(estate), standing(estate, sure=True)
    pairs = coupling.rows(estate)
    services = autonomy.services(estate, now, sure)
    teams = autonomy.teams(estate, services, now, sure, coupling.places(pairs))
    sights = observability.rows(estate)
    weave = strays.woven(estate)
    return Survey(
        share=autonomy.share(estate, services, teams, now),
        coverage=observability.coverage(sights),
        services=services,
        teams=teams,
        freeing=autonomy.freeing(estate, now),
        cycles=cycles.rows(estate),
        pairs=pairs,
        groups=cohesion.groups(estate),
        strays=strays.strays(estate, weave),
        communities=strays.suggested(estate, weave),
        stores=data.rows(estate),
        promises=promises.rows(estate),
        sights=sights,
        leaving=leaving.rows(estate),
    )
