"""The lists people browse, in the words of the trade, and which entities stand in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.entities import KINDS, fold
from app.policy import Policy

SERVICE = "service"
OWNABLE = ("component", "api", "resource", "system", "domain")
"""The kinds that ought to have an owner, as the rules count them."""

_SPELT = {fold(kind): kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list with a name of its own: which kinds stand in it, and which types where not all do."""

    title: str
    kinds: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()


def shelves(policy: Policy) -> Mapping[str, Shelf]:
    """Every named list by the word that stands for it in addresses and on the command line."""
    return {
        "services": Shelf("Services", ("component",), frozenset((SERVICE,))),
        "apis": Shelf("APIs", ("api",)),
        "stores": Shelf("Data stores", ("component", "resource"), policy.data_store_types),
        "systems": Shelf("Systems", ("system",)),
        "domains": Shelf("Domains", ("domain",)),
        "teams": Shelf("Teams", ("group",)),
        "people": Shelf("People", ("user",)),
        "components": Shelf("Components", ("component",)),
        "resources": Shelf("Resources", ("resource",)),
        "locations": Shelf("Locations", ("location",)),
        "templates": Shelf("Templates", ("template",)),
        "entities": Shelf("Everything"),
    }


def shelf(word: str, policy: Policy) -> Shelf:
    """The list a word stands for: a named one, else all entities of the kind it names."""
    kind = fold(word)
    return shelves(policy).get(kind) or Shelf(spelt(kind), (kind,))


def spelt(kind: str) -> str:
    """A folded kind as authors write it: `API` for `api`; an unknown one as it is."""
    return _SPELT.get(kind, kind)
