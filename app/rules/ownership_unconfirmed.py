"""The owner of what matters has said lately that it is theirs.

Passes: an entity whose `spec.confirmed.on` is no longer ago than its tier allows: 90 days for tier 1, 180 for tier 2,
365 for tier 3, unless the policy says otherwise; what has no tier, or one that nobody has to confirm. Without
`confirmed`, what is of a kind and tier of which less than `share` say when they were confirmed, so that an
organisation that does not use the key, or not for such things, hears nothing.

Fails: a Component, API, Resource or System that was confirmed too long ago; or never, where most of its kind and tier
were.

Why: an owner is written down once and then outlives teams, moves and departures. A name that somebody stood by last
month is worth more than one from years ago.

What to write: who has confirmed it and when, under `spec`:

    confirmed:
      by: user:jane
      on: 2026-11-23

Severity: gap. Somebody has to ask whether it still holds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.catalog import Catalog
from app.entities import Entity
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import days
from app.rules.wording import several

ID = "ownership-unconfirmed"
SEVERITY = Severity.GAP
NUMBERS: Mapping[str, tuple[float, str]] = {
    "share": (
        0.5,
        "The share of a kind and tier that say when they were confirmed, from which on the others have to say so, too.",
    ),
}
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
  confirmed: {by: user:jane, on: 2024-02-29}
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 4
  confirmed: {by: user:jane, on: 2024-02-29}
"""

_CONFIRMED = ("component", "api", "resource", "system")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what was confirmed too long ago, and what never was although its like are."""
    share = policy.number(ID, "share", NUMBERS["share"][0])
    for (kind, tier), entities in _alike(catalog, policy).items():
        said = {entity.ref: day for entity in entities if (day := _confirmed(entity)) is not None}
        usual = f"{len(said)} of {len(entities)} {several((kind,))} of tier {tier} say so"
        for entity in entities:
            day = said.get(entity.ref)
            ago = 0 if day is None else (catalog.as_of - day).days
            if ago > policy.confirmed_within[tier]:
                allowed = f"tier {tier} allows {policy.confirmed_within[tier]}"
                yield _finding(entity, f"Who owns {entity.name} was confirmed on {day}, {ago} days ago; {allowed}.")
            elif day is None and len(said) >= share * len(entities):
                yield _finding(entity, f"Nobody has confirmed who owns {entity.name}; {usual}.")


def _alike(catalog: Catalog, policy: Policy) -> Mapping[tuple[str, int], Sequence[Entity]]:
    """What has to be confirmed now and then, by kind and tier."""
    found: dict[tuple[str, int], list[Entity]] = defaultdict(list)
    for kind in _CONFIRMED:
        for entity in catalog.of_kind(kind):
            if entity.tier is not None and entity.tier in policy.confirmed_within:
                found[kind, entity.tier].append(entity)
    return found


def _confirmed(entity: Entity) -> date | None:
    """The day on which the owner last said so; what is no day was told where it was read."""
    written = entity.spec.get("confirmed")
    return days.day(written.get("on")) if isinstance(written, dict) else None


def _finding(entity: Entity, message: str) -> Finding:
    return Finding(
        ID,
        SEVERITY,
        entity.ref,
        entity.at("/spec/confirmed/on"),
        message,
        "Ask who answers for it, and write that person and the day into `confirmed` under `spec`.",
    )
