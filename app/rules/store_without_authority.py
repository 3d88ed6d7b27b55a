"""Of several stores of the same data, one is the source of truth.

Passes: data stores of a system of which one leaves out `authoritative`, or is the only one of its classification;
those that something fills which rests, directly or through others, on a data store with `authoritative: true`: the
truth is there.

Fails: a system with two data stores or more of one `data.classification` that all say `authoritative: false`, where
nothing that writes to them leads to a source of truth. That is as near to "the same data" as descriptors come.

Why: when two copies disagree, somebody has to know which of them is right, and from which to restore.

What to write: `authoritative: true` under `data` of the one that is right when they differ. If they are copies of
something else, write down what fills them: the service's `dependsOn` of the copy and of the source.

Severity: gap. Somebody has to decide which one counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.catalog import Catalog
from app.entities import Entity, Ref
from app.graph.network import Network
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules import data
from app.rules.needs import network_of
from app.rules.wording import listed

ID = "store-without-authority"
SEVERITY = Severity.GAP
_SYSTEM = """\
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: profiles}
spec: {owner: payments}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: profile-cache}
spec:
  type: cache
  system: profiles
  data: {classification: confidential, authoritative: false}
---
"""
_STORE = """\
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {{name: profile-db}}
spec:
  type: database
  system: profiles
  data: {{classification: confidential, authoritative: {}}}
"""
FIRES = _SYSTEM + _STORE.format("false")
SILENT = _SYSTEM + _STORE.format("true")


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find systems whose stores of one classification are all copies of nothing."""
    found = [
        (system, classification, stores)
        for (system, classification), stores in _alike(catalog, policy).items()
        if len(stores) > 1 and all(map(data.is_copy, stores))
    ]
    if not found:
        return
    network = network_of(catalog)
    informed = _leading_to(network, [entity.ref for entity in catalog if data.is_source(entity)])
    for ref, classification, stores in found:
        system = catalog.get(ref)
        users = {use.source for store in stores for use in network.arriving(store.ref) if use.access != "read"}
        if system is not None and users.isdisjoint(informed):
            yield Finding(
                ID,
                SEVERITY,
                system.ref,
                stores[0].at("/spec/data/authoritative"),
                f"{listed([store.name for store in stores], 'and')} of {system.name} hold {classification} data, and "
                "each says that it is not the source of truth.",
                "Write `authoritative: true` under `data` of the one that is right when they differ, or what fills "
                "them, and from where, in `dependsOn`.",
                classification,
                evidence=("Nothing that writes to them leads to a data store that is a source of truth.",),
            )


def _alike(catalog: Catalog, policy: Policy) -> Mapping[tuple[Ref, str], Sequence[Entity]]:
    """The data stores of each system by classification, where they name both."""
    found: dict[tuple[Ref, str], list[Entity]] = defaultdict(list)
    for store in data.stores(catalog, policy):
        classification = data.classification(store)
        if store.system is not None and classification:
            found[store.system, classification].append(store)
    return found


def _leading_to(network: Network, sources: Sequence[Ref]) -> frozenset[Ref]:
    """Everything whose needs lead to one of the sources, however far."""
    waiting = [network.numbers[ref] for ref in sources]
    seen = set(waiting)
    while waiting:
        fresh = {node for node in network.behind[waiting.pop()] if node not in seen}
        seen |= fresh
        waiting += fresh
    return frozenset(network.refs[node] for node in seen)
