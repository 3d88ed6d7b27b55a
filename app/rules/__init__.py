"""What Ensemble finds in a catalog: a module a rule.

A rule's docstring is its manual page, `ID` its name, `SEVERITY` how bad it is unless the policy says otherwise. `FIRES`
and `SILENT` are examples: files in which it finds something, and in which it does not. A rule with `NUMBERS` has
thresholds that the policy may set. To add one, write its module and add a row to `RULES`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from app.catalog import Catalog
from app.entities import Ref
from app.policy import DEFAULT, Policy, Waiver
from app.problems import Finding, Severity, worst_first
from app.rules import (
    api_unconsumed,
    api_unprovided,
    boundary_crossed,
    cycle,
    lifecycle_inversion,
    lifecycle_missing,
    no_alerts,
    no_dashboard,
    no_docs,
    no_logs,
    no_on_call,
    no_runbook,
    no_slo,
    no_source,
    owner_differs,
    owner_inherited_only,
    owner_is_person,
    owner_missing,
    owner_not_a_team,
    owner_unknown,
    ownership_unconfirmed,
    ref_unknown,
    ref_wrong_kind,
    regulated_store_unowned,
    single_point,
    slo_incoherent,
    store_bypass,
    store_shared,
    store_unclassified,
    store_without_authority,
    team_empty,
    team_of_one,
    team_overloaded,
    team_unreachable,
    tier_inversion,
    type_missing,
    unconnected,
    waiver_expired,
)

VERSION = "5"
"""Changes whenever a rule may find something else in the same catalog, so that what was found is found anew."""


class Rule(Protocol):
    """What the module of a rule holds.

    The examples are YAML, one file each; `NUMBERS`, where there are any, the thresholds by name with their meanings.
    """

    ID: str
    SEVERITY: Severity
    FIRES: str
    SILENT: str

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
    "team-overloaded": team_overloaded,
    "no-on-call": no_on_call,
    "ownership-unconfirmed": ownership_unconfirmed,
    "owner-differs": owner_differs,
    "ref-unknown": ref_unknown,
    "ref-wrong-kind": ref_wrong_kind,
    "unconnected": unconnected,
    "lifecycle-missing": lifecycle_missing,
    "type-missing": type_missing,
    "cycle": cycle,
    "store-shared": store_shared,
    "store-bypass": store_bypass,
    "boundary-crossed": boundary_crossed,
    "api-unprovided": api_unprovided,
    "api-unconsumed": api_unconsumed,
    "tier-inversion": tier_inversion,
    "lifecycle-inversion": lifecycle_inversion,
    "slo-incoherent": slo_incoherent,
    "single-point": single_point,
    "no-dashboard": no_dashboard,
    "no-alerts": no_alerts,
    "no-runbook": no_runbook,
    "no-logs": no_logs,
    "no-slo": no_slo,
    "no-docs": no_docs,
    "no-source": no_source,
    "store-unclassified": store_unclassified,
    "store-without-authority": store_without_authority,
    "regulated-store-unowned": regulated_store_unowned,
    "waiver-expired": waiver_expired,
}
"""Every rule by its ID, in the order the manual has them."""

FROM_AFAR = frozenset(
    (
        "team-overloaded",
        "ownership-unconfirmed",
        "owner-differs",
        "unconnected",
        "cycle",
        "store-shared",
        "store-bypass",
        "boundary-crossed",
        "api-unprovided",
        "api-unconsumed",
        "tier-inversion",
        "slo-incoherent",
        "single-point",
        "store-unclassified",
        "store-without-authority",
        "waiver-expired",
    )
)
"""Rules that judge an entity by more than itself and what it names: they need a whole catalog."""


class Waived(NamedTuple):
    """A waiver that holds, and what it hides: empty where there is nothing left to hide."""

    waiver: Waiver
    findings: tuple[Finding, ...]


class Judgement(NamedTuple):
    """What all rules see: the findings that stand, worst first, and the waivers that hold, as the policy has them."""

    findings: list[Finding]
    waived: list[Waived]


def judge(catalog: Catalog, policy: Policy = DEFAULT) -> Judgement:
    """What all rules see that the policy leaves on, within its scopes and with its severities, less what it waives."""
    found = sorted((_judged(finding, policy) for finding in _found(catalog, policy)), key=worst_first)
    hidden: dict[tuple[str, Ref], list[Finding]] = {
        (waiver.rule, waiver.ref): [] for waiver in policy.waivers if not waiver.is_over(catalog.as_of)
    }
    standing: list[Finding] = []
    for finding in found:
        hidden.get((finding.rule, finding.ref), standing).append(finding)
    return Judgement(
        standing,
        [
            Waived(waiver, tuple(hidden[waiver.rule, waiver.ref]))
            for waiver in policy.waivers
            if not waiver.is_over(catalog.as_of)
        ],
    )


def check(catalog: Catalog, policy: Policy = DEFAULT) -> list[Finding]:
    """The findings that stand, worst first."""
    return judge(catalog, policy).findings


def _found(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    for name, rule in RULES.items():
        if name not in policy.off:
            scope = policy.scopes.get(name)
            for finding in rule.check(catalog, policy):
                entity = catalog.get(finding.ref)
                if scope is None or entity is None or scope.takes(entity):
                    yield finding


def _judged(finding: Finding, policy: Policy) -> Finding:
    severity = policy.severities.get(finding.rule, finding.severity)
    return finding if severity is finding.severity else replace(finding, severity=severity)
