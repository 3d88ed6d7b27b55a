"""What Ensemble finds in a catalog: a module a rule.

A rule's docstring is its manual page, `ID` its name, `SEVERITY` how bad it is unless the policy says otherwise.
To add one, write its module and add a row to `RULES`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from app.catalog import Catalog
from app.policy import DEFAULT, Policy
from app.problems import Finding, Severity, worst_first
from app.rules import (
    lifecycle_missing,
    owner_inherited_only,
    owner_is_person,
    owner_missing,
    owner_not_a_team,
    owner_unknown,
    ref_unknown,
    ref_wrong_kind,
    team_empty,
    team_of_one,
    team_unreachable,
    type_missing,
)

VERSION = "1"
"""Changes whenever a rule may find something else in the same catalog, so that what was found is found anew."""


class Rule(Protocol):
    """What the module of a rule holds."""

    ID: str
    SEVERITY: Severity

    def check(self, catalog: Catalog, policy: Policy, /) -> Iterator[Finding]:
        """What the rule sees in a catalog."""


RULES: Mapping[str, Rule] = {
    "owner-not-a-team": owner_not_a_team,
    "owner-is-person": owner_is_person,
    "owner-unknown": owner_unknown,
    "owner-inherited-only": owner_inherited_only,
    "owner-missing": owner_missing,
    "team-empty": team_empty,
    "team-of-one": team_of_one,
    "team-unreachable": team_unreachable,
    "ref-unknown": ref_unknown,
    "ref-wrong-kind": ref_wrong_kind,
    "lifecycle-missing": lifecycle_missing,
    "type-missing": type_missing,
}
"""Every rule by its ID, in the order the manual has them."""


def check(catalog: Catalog, policy: Policy = DEFAULT) -> list[Finding]:
    """What all rules see that the policy leaves on, worst first, with the severities the policy gives."""
    findings = (
        finding for name, rule in RULES.items() if name not in policy.off for finding in rule.check(catalog, policy)
    )
    return sorted((_judged(finding, policy) for finding in findings), key=worst_first)


def _judged(finding: Finding, policy: Policy) -> Finding:
    severity = policy.severities.get(finding.rule, finding.severity)
    return finding if severity is finding.severity else replace(finding, severity=severity)
