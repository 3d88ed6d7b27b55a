"""What belongs together has one owner.

Passes: an API and its only provider, or a data store and the only one that writes to it, that are owned by the same
team; an API with several providers or with none in the catalog; a data store with several writers, or with a user
that does not say whether it writes; whatever is not owned by a team of the catalog, which other rules tell.

Fails: an API owned by another team than the only Component that provides it; a data store owned by another team than
the only one that writes to it, where all its users say in `dependencyDetails` what they do.

Why: the two can only change together. With two owners every change needs two teams, and a fault goes back and forth
between them.

What to write: the provider's or the writer's team as `owner`, if that is who answers for it in truth; else the other
way round.

Severity: advice. It may be so on purpose, as with a platform that runs the databases of all.
"""

from collections.abc import Iterator

from app.catalog import Catalog
from app.entities import Entity
from app.graph.edges import WRITING
from app.graph.network import Network
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import data
from app.rules.needs import network_of
from app.rules.ownership import Team, standing
from app.rules.wording import reference

ID = "owner-differs"
SEVERITY = Severity.ADVICE
_TEAMS = """\
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: payments}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: ledger}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  providesApis: [billing-api]
"""
_API = """\
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {{name: billing-api}}
spec:
  type: openapi
  lifecycle: production
  owner: {}
  definition: "openapi: 3.1.0"
"""
FIRES = _API.format("ledger") + _TEAMS
SILENT = _API.format("payments") + _TEAMS


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find APIs and data stores that are owned by another team than what stands behind them."""
    for api in catalog.of_kind("api"):
        yield from _judged(catalog, api, _only_provider(catalog, api), "provides it")
    network = network_of(catalog)
    for store in data.stores(catalog, policy):
        yield from _judged(catalog, store, _only_writer(catalog, network, store), "writes to it")


def _judged(catalog: Catalog, entity: Entity, other: Entity | None, does: str) -> Iterator[Finding]:
    if other is None:
        return
    mine, theirs = standing(catalog, entity), standing(catalog, other)
    if isinstance(mine, Team) and isinstance(theirs, Team) and mine.owner != theirs.owner:
        line = f"owner: {reference(theirs.owner, entity)}"
        yield Finding(
            ID,
            SEVERITY,
            entity.ref,
            entity.at("/spec/owner"),
            f"{entity.name} is owned by {mine.owner.declared}, and {other.name}, which alone {does}, by "
            f"{theirs.owner.declared}.",
            f"Write `{line}` where {theirs.owner.declared} answers for both, or give {other.name} to "
            f"{mine.owner.declared}.",
            str(other.ref),
            line,
            (f"{other.ref} is declared at {other.position}.",),
        )


def _only_provider(catalog: Catalog, api: Entity) -> Entity | None:
    providers = catalog.related(api.ref, "apiProvidedBy")
    return catalog.get(providers[0]) if len(providers) == 1 else None


def _only_writer(catalog: Catalog, network: Network, store: Entity) -> Entity | None:
    """The one that writes, where everything that uses the store says what it does there."""
    uses = network.arriving(store.ref)
    if any(use.access == "unknown" for use in uses):
        return None
    writers = {use.source for use in uses if use.access in WRITING}
    return catalog.get(next(iter(writers))) if len(writers) == 1 else None
