"""Descriptors as short as they can be written, and findings as they are printed."""

from app.policy import DEFAULT, Policy
from app.rules import Rule


def a(what: str, *spec: str) -> str:
    """The text of one entity, `a("Component billing", "owner: payments")`: `spec` begins at line 5, its keys at 6."""
    kind, name = what.split()
    namespace, _, name = name.rpartition("/")
    where = f", namespace: {namespace}" if namespace else ""
    keys = "".join(f"\n  {line}" for line in spec)
    head = f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata:\n  {{name: {name}{where}}}"
    return f"{head}\nspec:{keys or ' {}'}\n"


def all_of(*texts: str) -> str:
    """Several entities in one file."""
    return "---\n".join(texts)


def printed(rule: Rule, catalog, policy: Policy = DEFAULT) -> list[str]:
    """What a rule finds, as a person reads it."""
    return [str(finding) for finding in rule.check(catalog, policy)]


def team(name: str, *spec: str) -> str:
    """The text of a Group."""
    return a(f"Group {name}", "type: team", "children: []", *spec)


def person(name: str, *teams: str, email: str = "") -> str:
    """The text of a User and the teams it is in."""
    profile = (f"profile: {{email: {email}}}",) if email else ()
    return a(f"User {name}", f"memberOf: [{', '.join(teams)}]", *profile)
