"""Somebody can be woken for what matters most in production.

Passes: a Component or Resource that has on-call itself, or whose team has: `spec.onCall`, whatever its type; a
contact or a link of type `pagerduty`, `opsgenie` or `oncall`; an annotation of such a service, as
`pagerduty.com/service-id`. What is not in production; what is of a tier that demands nothing (tiers 1 and 2 do,
unless the policy says otherwise); a library, a plugin or documentation, which run nowhere; an API, which is its
provider's to keep up. Where the owner is not in the catalog, nobody knows, and `owner-unknown` asks first.

Fails: a Component, or a Resource that names a lifecycle, of a demanding tier, in production, without any of these. A
telephone number among the contacts does not count: it says whom to call, not that somebody is on duty.

Why: an outage of tier 1 does not wait for the morning, and whoever sees it first is seldom who can mend it.

What to write: under `spec` of the team, for example

    onCall:
      type: pagerduty
      value: payments-primary

Severity: gap. The descriptors are right; somebody has to take the duty.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import Entity
from app.policy import Policy, is_in_production
from app.problems import Finding, Severity
from app.rules import evidence
from app.rules.contacts import on_call
from app.rules.ownership import Inherited, Person, Team, Unknown, standing

ID = "no-on-call"
SEVERITY = Severity.GAP
_TEAM = """\
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec:
  type: team
  children: []
"""
FIRES = f"{evidence.BARE}{_TEAM}"
SILENT = f"{evidence.BARE}{_TEAM}  onCall: {{type: pagerduty, value: payments-primary}}\n"


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what runs in production, and has to be kept up, with nobody to wake."""
    for entity in catalog:
        if (
            policy.demands("on-call", entity.tier)
            and is_in_production(entity)
            and evidence.runs(entity)
            and on_call(entity) is None
        ):
            yield from _without(catalog, entity)


def _without(catalog: Catalog, entity: Entity) -> Iterator[Finding]:
    stands = standing(catalog, entity)
    if isinstance(stands, Unknown):
        return
    owner = catalog.get(stands.owner) if isinstance(stands, Team | Person | Inherited) else None
    if owner is not None and on_call(owner) is not None:
        return
    who = "nobody owns it" if owner is None else f"neither it nor {owner.name}, which owns it, names an on-call"
    where = "of its team" if owner is None else f"of {owner.name}"
    yield Finding(
        ID,
        SEVERITY,
        entity.ref,
        entity.at("/spec/contacts"),
        f"{entity.name} is of tier {entity.tier} and in production, and {who}.",
        f"Write `onCall` under `spec` {where}, or a contact of type `pagerduty` under `contacts` of {entity.name}.",
    )
