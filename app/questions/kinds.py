"""The lists people browse, in the words of the trade, and which entities stand in each."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.entities import KINDS, fold
from app.policy import Policy

SERVICE = "service"
TEAMS = "teams"
"""The word of the list of teams."""

OWNABLE = ("component", "api", "resource", "system", "domain")
"""The kinds that ought to have an owner, as the rules count them."""

_SPELT = {fold(kind): kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list with a name of its own: which kinds stand in it, and which types where not all do."""

    word: str
    title: str
    kinds: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()


def shelves(policy: Policy) -> tuple[Shelf, ...]:
    """Every named list, in the order they are shown; `word` stands for it in addresses and commands."""
    return (
        Shelf("services", "Services", ("component",), frozenset((SERVICE,))),
        Shelf("apis", "APIs", ("api",)),
        Shelf("stores", "Data stores", ("component", "resource"), policy.data_store_types),
        Shelf("systems", "Systems", ("system",)),
        Shelf("domains", "Domains", ("domain",)),
        Shelf("components", "Components", ("component",)),
        Shelf("resources", "Resources", ("resource",)),
        Shelf(TEAMS, "Teams", ("group",)),
        Shelf("people", "People", ("user",)),
        Shelf("locations", "Locations", ("location",)),
        Shelf("templates", "Templates", ("template",)),
        Shelf("entities", "Everything"),
    )


def shelf(word: str, policy: Policy) -> Shelf:
    """The list a word stands for: a named one, else all entities of the kind it names."""
    kind = fold(word)
    named = {each.word: each for each in shelves(policy)}
    return named.get(kind) or Shelf(kind, spelt(kind), (kind,))


def home(word: str, policy: Policy) -> str:
    """The word of the list that holds what `word` stands for: `teams` for `group`; of a kind without one its own."""
    asked = shelf(word, policy)
    same = (each.word for each in shelves(policy) if (each.kinds, each.types) == (asked.kinds, asked.types))
    return next(same, asked.word)


def counted(counts: Iterable[tuple[str, str | None, int]], policy: Policy) -> tuple[tuple[str, int], ...]:
    """Numbers by (kind, type) as numbers by list, each entity on the first that takes it; none is 0.

    Other Components and Resources than services and data stores are counted by their kinds' lists.
    """
    known = shelves(policy)[:-1]
    summed: dict[str, int] = dict.fromkeys((each.word for each in known), 0)
    for kind, type_, number in counts:
        fits = (each.word for each in known if kind in each.kinds and (not each.types or type_ in each.types))
        word = next(fits, kind)
        summed[word] = summed.get(word, 0) + number
    return tuple((word, number) for word, number in summed.items() if number)


def spelt(kind: str) -> str:
    """A folded kind as authors write it: `API` for `api`; an unknown one as it is."""
    return _SPELT.get(kind, kind)
