"""Services of teams, and how they need each other, for tests."""

from app.alignment.estate import Estate
from tests.alignment.estates import estate_of
from tests.texts import a, all_of, team

TEAMS = all_of(team("red"), team("blue"), team("green"))

SOFT = "criticality: soft"
LATER = "mode: async"
HARD = "criticality: hard, mode: sync"
WRITE = "access: write"
READ = "access: read"


def thing(
    what: str, owner: str, *needs: str, provides: tuple[str, ...] = (), type_: str = "service", **how: str
) -> str:
    """A component, `red` or `Resource db`, and what it needs: `b`, `api:p` or `resource:db`.

    Of a need that is given as `b=SOFT` or `resource_db=WRITE` it says how, of the others nothing.
    """
    said = {_written(need.replace("_", ":")): text for need, text in how.items()}
    names = [*map(_written, needs), *said]
    return a(
        what if " " in what else f"Component {what}",
        f"type: {type_}",
        *([f"owner: {owner}"] if owner else []),
        f"dependsOn: [{', '.join(name for name in names if not name.startswith('api:'))}]",
        f"consumesApis: [{', '.join(name for name in names if name.startswith('api:'))}]",
        f"providesApis: [{', '.join(provides)}]",
        f"dependencyDetails: {{{', '.join(f'{name}: {{{text}}}' for name, text in said.items())}}}",
    )


def store(name: str, owner: str = "") -> str:
    """A data store."""
    return a(f"Resource {name}", "type: database", *([f"owner: {owner}"] if owner else []))


def estate_with(*texts: str) -> Estate:
    """The estate of some things and three teams."""
    return estate_of(all_of(*texts, TEAMS))


def _written(need: str) -> str:
    return need if ":" in need else f"component:{need}"
