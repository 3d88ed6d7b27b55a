"""No one thing takes down most of what matters.

Passes: a thing with which at most half of the tier 1 components stop; a catalog with fewer than ten of them, which is
too few to judge by.

Fails: an unbroken chain of hard and synchronous needs leads to it from more of them than that. Where all these chains
run through one thing that is found itself, what stands behind that is not told again; things in a circle are told once,
at the first of them. APIs are not found, but what provides them.

Why: an outage of it is an outage of everything, and so is a bad release of it. It is good to know before, and to decide
how much care it gets.

What to write: nothing, if it has to be so: then a waiver says until when, and who has decided. Else make the needs soft
that lead there:

    dependencyDetails:
      component:feature-flags:
        criticality: soft

Severity: advice. Some things are needed by all; whoever runs them should know.
"""

from collections.abc import Iterator, Mapping

from app.catalog import Catalog
from app.entities import Ref
from app.graph.network import Network
from app.graph.toll import Toll, tolls
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.needs import network_of
from app.rules.wording import listed

ID = "single-point"
SEVERITY = Severity.ADVICE
NUMBERS: Mapping[str, tuple[float, str]] = {
    "share": (0.5, "the share of tier 1 components that may stop with one thing"),
    "least": (10, "how many tier 1 components there have to be to judge by"),
}
_FLAGS = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: feature-flags}
spec: {type: service, lifecycle: production, owner: platform}
"""
_CALLER = """\
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: NAME}
spec: {type: service, lifecycle: production, owner: shop, tier: 1, dependsOn: [NEED]}
"""
_CALLERS = ("basket", "cards", "checkout", "identity", "ledger", "orders", "payments", "payouts", "prices", "stock")


def _example(needing: int) -> str:
    """Ten services of tier 1, of which the first so many need the same thing."""
    needs = ["component:feature-flags" if number < needing else "" for number in range(len(_CALLERS))]
    callers = (_CALLER.replace("NAME", name).replace("NEED", need) for name, need in zip(_CALLERS, needs, strict=True))
    return _FLAGS + "".join(callers)


FIRES = _example(6)
SILENT = _example(5)


def check(catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    """Find what takes down more than its share of tier 1."""
    network = network_of(catalog).stopping
    first = [entity.ref for entity in catalog.of_kind("component") if entity.tier == 1]
    if len(first) < policy.number(ID, "least", NUMBERS["least"][0]):
        return
    share = policy.number(ID, "share", NUMBERS["share"][0])
    counted = {network.numbers[ref] for ref in first}
    front: dict[int, int | None] = {}
    for toll in tolls(network, counted, int(share * len(first))):
        members = [network.refs[node] for node in toll.nodes if network.refs[node] in catalog]
        members = [ref for ref in members if ref.kind != "api"]
        own = bool(members) and network.numbers[members[0]] in counted
        others = toll.stopped - own
        before = _shared([front.get(node) for node in toll.needing])
        if before is None and members and others > share * (len(first) - own):
            before = toll.nodes[0]
            yield _finding(catalog, network, toll, members, f"{others:,} of {len(first) - own:,}")
        front.update(dict.fromkeys(toll.nodes, before))


def _shared(fronts: list[int | None]) -> int | None:
    """The thing that is found already and through which all ways come, where there is one."""
    return fronts[0] if len(set(fronts)) == 1 else None


def _finding(catalog: Catalog, network: Network, toll: Toll, members: list[Ref], hit: str) -> Finding:
    entity = catalog[members[0]]
    direct = [edge for node in toll.nodes for edge in network.arriving(network.refs[node])]
    bare = sum(edge.assumed for edge in direct)
    circle = f" with {listed([ref.name for ref in members[1:]], 'and', 3)}, in a circle" if len(members) > 1 else ""
    return Finding(
        ID,
        SEVERITY,
        entity.ref,
        entity.position,
        f"{entity.name} takes {hit} tier 1 components down if it fails{circle}.",
        "Say in `dependencyDetails` which can do without it for a while, or waive this with a reason and a day.",
        evidence=(f"{len(direct):,} such needs lead straight to it; {bare:,} of them rest on the default.",),
    )
