"""Two systems in one domain, and things in them, for tests."""

from tests.alignment.estates import estate_of
from tests.texts import a, all_of, team

SYSTEMS = all_of(
    a("System one", "owner: red", "domain: wide"),
    a("System two", "owner: blue", "domain: wide"),
    a("Domain wide", "owner: red"),
    team("red"),
    team("blue"),
)


def thing(name, system, *needs, soft=(), apis=(), provides=(), owner="red"):
    """A component in a system, and what it needs."""
    said = ", ".join(f"component:{need}: {{criticality: soft}}" for need in soft)
    return a(
        f"Component {name}",
        "type: service",
        f"owner: {owner}",
        *([f"system: {system}"] if system else []),
        f"dependsOn: [{', '.join(f'component:{need}' for need in (*needs, *soft))}]",
        f"dependencyDetails: {{{said}}}",
        f"consumesApis: [{', '.join(apis)}]",
        f"providesApis: [{', '.join(provides)}]",
    )


def estate_with(*texts):
    """Some things in two systems of one domain."""
    return estate_of(all_of(*texts, SYSTEMS))
