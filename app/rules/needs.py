"""What needs what in a catalog, put together once for all rules that ask."""

from typing import NamedTuple
from weakref import ref

from app.catalog import Catalog
from app.graph import network
from app.graph.network import Network


class _Kept(NamedTuple):
    catalog: "ref[Catalog]"
    network: Network


_last: list[_Kept] = []


def network_of(catalog: Catalog) -> Network:
    """The network of a catalog; that of the last one that was asked about is kept for as long as the catalog is."""
    for kept in _last:
        if kept.catalog() is catalog:
            return kept.network
    found = network.of(catalog)
    _last[:] = [_Kept(ref(catalog, lambda _: _last.clear()), found)]
    return found
