"""Where needs are written, and what nobody wrote about them."""

from collections.abc import Iterable, Mapping

from app.catalog import Catalog
from app.entities import Ref
from app.graph.edges import Edge
from app.positions import Position

_OWN = {"dependsOn": True, "consumesApis": True, "dependencyOf": False, "providesApis": False}


class Places:
    """The places of needs in the files of a catalog; what an entity names is looked up in it once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[Ref, Mapping[tuple[Ref, bool], str]] = {}

    def __getitem__(self, edge: Edge) -> Position:
        """The line that says it: that of whoever needs, else that of what is needed."""
        source, target = self._catalog.get(edge.source), self._catalog.get(edge.target)
        if source is not None:
            pointer = self._pointers(edge.source).get((edge.target, True))
            if pointer is not None or target is None:
                return source.at(pointer or "")
        other = self._catalog[edge.target]
        return other.at(self._pointers(edge.target).get((edge.source, False), ""))

    def _pointers(self, ref: Ref) -> Mapping[tuple[Ref, bool], str]:
        """Where an entity names others, by whether it says that it needs them or that they need it."""
        if ref not in self._known:
            found: dict[tuple[Ref, bool], str] = {}
            for reference in self._catalog[ref].references:
                if reference.target is not None and reference.field.name in _OWN:
                    found.setdefault((reference.target, _OWN[reference.field.name]), reference.pointer)
            self._known[ref] = found
        return self._known[ref]


def unsaid(edges: Iterable[Edge], limit: int = 3) -> tuple[str, ...]:
    """A sentence for each of the first needs that rest on the default, and one for how many more there are."""
    bare = sorted({(edge.source, edge.target) for edge in edges if edge.assumed})
    said = tuple(
        f"`{source.short}` does not say how it needs `{target.short}`, so it counts as hard and synchronous."
        for source, target in bare[:limit]
    )
    return (*said, f"So it is with {len(bare) - limit:,} more.") if len(bare) > limit else said
