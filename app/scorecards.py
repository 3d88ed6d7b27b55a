"""How far everything has come on the policy's levels, what the next step is, and in which order to mend."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from app.catalog import Catalog
from app.entities import Ref
from app.policy import Level, Policy
from app.problems import Finding, Severity
from app.rules.ownership import OWNED

VERSION = "1"
"""Changes whenever the same findings may make other levels, so that all are settled anew."""


class Card(NamedTuple):
    """How many levels are reached, and the finding to mend first on the way to the next; none at the top."""

    reached: int
    next: Finding | None


def scorecard(catalog: Catalog, findings: Iterable[Finding], policy: Policy) -> dict[Ref, Card]:
    """The card of everything that ought to have an owner, and of every team that owns any of it.

    A thing is held back by what is found about it and about the team that owns it, a team by what is found about
    itself and all it owns. What is waived or switched off is not found, and so holds nothing back.
    """
    lowest = lowest_levels(policy)
    order = mending(policy)
    about: dict[Ref, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule in lowest:
            about[finding.ref].append(finding)
    things = [entity for kind in OWNED for entity in catalog.of_kind(kind)]
    holding: dict[Ref, list[Finding]] = {}
    for thing in things:
        holding[thing.ref] = list(about.get(thing.ref, ()))
        team = thing.owner
        if team is not None and team.kind == "group" and team in catalog:
            holding.setdefault(team, list(about.get(team, ()))).extend(about.get(thing.ref, ()))
            holding[thing.ref] += about.get(team, ())

    def worst(finding: Finding) -> tuple[object, ...]:
        entity = catalog.get(finding.ref)
        tier = None if entity is None else entity.tier
        return (*order(finding.severity, tier, finding.rule), finding.position, finding.target)

    return {ref: _card(holding[ref], policy.levels, lowest, worst) for ref in sorted(holding)}


def _card(
    held: Sequence[Finding],
    levels: Sequence[Level],
    lowest: Mapping[str, int],
    worst: Callable[[Finding], tuple[object, ...]],
) -> Card:
    reached = min((lowest[finding.rule] for finding in held), default=len(levels))
    return Card(reached, min((each for each in held if lowest[each.rule] == reached), key=worst, default=None))


def lowest_levels(policy: Policy) -> dict[str, int]:
    """For each rule that stands in a level, how many levels can be reached while it finds something."""
    found: dict[str, int] = {}
    for number, level in enumerate(policy.levels):
        for rule in level.rules:
            found.setdefault(rule, number)
    return found


def places(policy: Policy) -> dict[str, int]:
    """The place of each rule in the levels, those of the lowest level first."""
    rules = dict.fromkeys(rule for level in policy.levels for rule in level.rules)
    return {rule: place for place, rule in enumerate(rules)}


def mending(policy: Policy) -> Callable[[Severity, int | None, str], tuple[int, int, int]]:
    """In which order to mend, as a sort key: the worst first, then by tier, then by the rule's place in the levels."""
    known = places(policy)
    return lambda severity, tier, rule: (
        severity.rank,
        tier if type(tier) is int else _NO_TIER,
        known.get(rule, len(known)),
    )


_NO_TIER = 5
"""After all tiers there are."""
