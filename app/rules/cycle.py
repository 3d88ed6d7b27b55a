"""Nothing needs itself through others.

Passes: things that need each other one way, or where at least one need of the circle is soft or asynchronous, so that
each can run for a while without the others.

Fails: two components or resources, or more, each of which needs all others, directly or through others, by needs that
are hard and synchronous. A consumed API stands for what provides it. There is one finding for the whole group, with
the teams in it and the need that is cheapest to give up. Cheapest is the one whose loss leaves the fewest things in
circles; of equals one that nobody wrote down to be hard, then one between two teams. In a very large group what is
left is not worked out, and the other two decide.

Why: none of them starts, is tested or is changed without all others. When one stops all stop, and after an outage of
all of them none can be the first.

What to write: if the cheapest need can wait, say so where it is needed:

    dependencyDetails:
      component:ledger:
        criticality: soft

Else let one side tell what has happened, and the other listen (`mode: async`); or make one service of the two.

Severity: gap. The descriptors may tell the truth; the design has to change.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.catalog import Catalog
from app.entities import Ref
from app.graph.circles import Circle, Cut, circles
from app.policy import Policy
from app.problems import Finding, Severity
from app.rules.answering import team_of
from app.rules.needs import network_of
from app.rules.wording import listed
from app.rules.written import Places, unsaid

ID = "cycle"
SEVERITY = Severity.GAP
FIRES = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [component:ledger]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  dependsOn: [component:billing]
"""
SILENT = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: billing}
spec:
  type: service
  lifecycle: production
  owner: payments
  dependsOn: [component:ledger]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: ledger}
spec:
  type: service
  lifecycle: production
  owner: accounts
  dependsOn: [component:billing]
  dependencyDetails:
    component:billing: {criticality: hard, mode: async}
"""

_LONGEST = 8


def check(catalog: Catalog, _: Policy) -> Iterator[Finding]:
    """Find groups that need each other, one finding each."""
    places = Places(catalog)
    for circle in circles(network_of(catalog).stopping):
        members = [ref for ref in circle.refs if ref.kind != "api"]
        first = next((ref for ref in members if ref in catalog), None)
        if first is None or len(members) == 1:
            continue
        teams = {ref: team_of(catalog, catalog[ref]) if ref in catalog else None for ref in circle.refs}
        cut = circle.cheapest(teams)
        yield Finding(
            ID,
            SEVERITY,
            first,
            places[next(edge for edge in circle.edges if edge.source == first)],
            f"{listed([ref.name for ref in members], 'and')} need each other in a circle{_across(members, teams)}.",
            _remedy(cut),
            evidence=(_way(circle), *unsaid(circle.edges)),
        )


def _across(members: Sequence[Ref], teams: Mapping[Ref, Ref | None]) -> str:
    names = sorted({team.name for ref in members if (team := teams[ref]) is not None})
    if len(names) < 2:  # noqa: PLR2004  # one team needs no list
        return f", all of the team {names[0]}" if names and all(teams[ref] for ref in members) else ""
    return f", across the teams {listed(names, 'and', 3)}"


def _remedy(cut: Cut) -> str:
    edge = cut.edge
    what = f"Make `{edge.source.short}` need `{edge.target.short}` softly or asynchronously, and say so there"
    if cut.left is None:
        return f"{what}."
    left = f"{cut.left:,} of them still are in circles" if cut.left else "no circle is left"
    return f"{what} in `dependencyDetails`; then {left}."


def _way(circle: Circle) -> str:
    way = [f"`{ref.short}`" for ref in circle.shortest]
    shown = way if len(way) <= _LONGEST else [*way[:_LONGEST], "…", way[-1]]
    return f"One way round is {' → '.join(shown)}; the needs between them are {len(circle.edges):,} in all."
