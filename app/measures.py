"""The numbers the catalog is judged by: what each means, what it is now, and how long its points are kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple, TypeAlias

from app.alignment import leaving
from app.alignment.survey import Survey
from app.catalog import Catalog
from app.entities import Entity, Ref
from app.policy import EVIDENCE, Policy, is_in_production
from app.problems import Finding
from app.rules.evidence import asked_of
from app.rules.ownership import OWNED, Inherited, Team, standing
from app.rules.slo_incoherent import promise

VERSION = "2"
"""Changes whenever a measure may come out otherwise for the same catalog, so that all are taken anew."""

Key: TypeAlias = tuple[str, str]
"""The name of a measure, and its scope: empty where it has none."""


class Measure(NamedTuple):
    """What a number means.

    `by` says what its scopes are, such as rules; a scope that is empty then stands for none. `whole` names the measure
    that this one is part of, scope by scope.
    """

    name: str
    meaning: str
    unit: str
    by: str = ""
    whole: str = ""


_OF_ALL = (
    Measure("entities", "Everything in the catalog.", "entities"),
    Measure("findings", "What rules find and nobody waives, by severity.", "findings", "severity"),
    Measure("problems", "Faults of reading, by severity.", "problems", "severity"),
    Measure("findings_by_rule", "What each rule finds.", "findings", "rule"),
    Measure(
        "findings_by_team",
        "What is found about a team and about what it owns; without a team what no team has to see to.",
        "findings",
        "team",
    ),
    Measure("findings_by_age", "Findings that have stood for so many days, or longer.", "findings", "days"),
)
_OF_OWNERSHIP = (
    Measure("need_owner", "What ought to have an owner: Components, APIs, Resources, Systems, Domains.", "entities"),
    Measure("owned", "What a team of the catalog owns that can be reached.", "entities", "", "need_owner"),
    Measure("need_owner_watched", "What ought to have an owner, of the tiers that the policy watches.", "entities"),
    Measure("owned_watched", "What such a team owns of these tiers.", "entities", "", "need_owner_watched"),
    Measure("need_owner_by_tier", "What ought to have an owner, by tier; without a tier the rest.", "entities", "tier"),
    Measure("owned_by_tier", "What such a team owns of a tier.", "entities", "tier", "need_owner_by_tier"),
    Measure(
        "need_owner_by_team",
        "What names a team as its owner, or would inherit it; without a team what leads to none.",
        "entities",
        "team",
    ),
    Measure("owned_by_team", "What names a team that can be reached.", "entities", "team", "need_owner_by_team"),
    Measure("given_owners", "What got a team as its owner within the last 90 days.", "entities"),
    Measure(
        "days_to_own",
        "The median of the days for which these had stood without; stays as it was while there are none.",
        "days",
    ),
)
_OF_AUTONOMY = (
    Measure("services", "Components of type service.", "services"),
    Measure(
        "independent_services",
        "Services that can run without the other teams: no hard need leads from them to another team's things, they "
        "share no data store, and are in no circle.",
        "services",
        "",
        "services",
    ),
    Measure("degraded_services", "Those of them that then run with less.", "services", "", "independent_services"),
    Measure(
        "hard_needs_across_teams",
        "Hard and synchronous needs that services have of another team's things; to be read as so many for each "
        "service.",
        "needs",
        "",
        "services",
    ),
    Measure(
        "largest_cycle_across_teams",
        "Services in the largest circle of hard needs that goes through more than one team.",
        "services",
    ),
    Measure(
        "needs_of_replaced",
        "Needs that still lead to what something replaces.",
        "needs",
        "entity",
    ),
)
_OF_TRUST = (
    Measure("promises", "What promises an availability.", "promises"),
    Measure("coherent_promises", "Promises that those of hard needs allow to keep.", "promises", "", "promises"),
    Measure(
        "evidence_demanded",
        "Dashboards, alerts, runbooks and the like that tiers demand of what is in production.",
        "pieces of evidence",
    ),
    Measure("evidence_shown", "Those of them that descriptors name.", "pieces of evidence", "", "evidence_demanded"),
)

MEASURES: Mapping[str, Measure] = {each.name: each for each in (*_OF_ALL, *_OF_OWNERSHIP, *_OF_AUTONOMY, *_OF_TRUST)}
"""Every measure by its name, in the order in which they are told."""

AGES = (7, 30, 90)
"""For how many days a finding has stood at the least, to count among the old."""

UNOWNED = ("owner-not-a-team", "owner-is-person", "owner-unknown", "owner-inherited-only", "owner-missing")
"""The rules of which one finds something about whatever ought to have an owner and no team owns."""

LASTING = (("days_to_own", ""),)
"""What stays as it was where there is nothing to count."""

_UNREACHABLE = "team-unreachable"
_SHARED = "store-shared"
_INCOHERENT = "slo-incoherent"
_LATELY = timedelta(days=90)
_LONG_AGO = timedelta(days=2 * 365)
_TIERS = range(1, 5)


def measure(catalog: Catalog, findings: Sequence[Finding], policy: Policy, surveyed: Survey) -> dict[Key, float]:
    """Every number that one look at a catalog gives; of scopes only those in which there is something to count.

    `surveyed` is what alignment says of the same catalog.
    """
    return {
        ("entities", ""): float(len(catalog)),
        **_found(catalog, findings),
        **_owned(catalog, findings, policy),
        **_alone(surveyed),
        **_kept(catalog, findings),
        **_shown(catalog, findings, policy),
    }


def _found(catalog: Catalog, findings: Sequence[Finding]) -> dict[Key, float]:
    counts: Counter[Key] = Counter()
    for finding in findings:
        counts["findings_by_rule", finding.rule] += 1
        counts["findings_by_team", _text(acting(catalog, finding.ref))] += 1
    return dict(counts)


def acting(catalog: Catalog, ref: Ref) -> Ref | None:
    """The team that has to see to what is found about something: a team itself, else the team that owns it."""
    if ref.kind == "group":
        return ref if ref in catalog else None
    entity = catalog.get(ref)
    owner = None if entity is None else entity.owner
    return owner if owner is not None and owner.kind == "group" and owner in catalog else None


def _owned(catalog: Catalog, findings: Sequence[Finding], policy: Policy) -> dict[Key, float]:
    """Parts and wholes, so that shares of several scopes can be put together."""
    # As found, so that this number and the gaps shown beside it never disagree.
    unreachable = {finding.ref for finding in findings if finding.rule == _UNREACHABLE}
    wholes: Counter[Key] = Counter({(name, ""): 0 for name in ("need_owner", "need_owner_watched")})
    parts: Counter[Key] = Counter()
    for entity in (each for kind in OWNED for each in catalog.of_kind(kind)):
        found = standing(catalog, entity)
        is_owned = isinstance(found, Team) and found.owner not in unreachable
        for suffix, scope in _shares(entity, found, policy):
            wholes[f"need_owner{suffix}", scope] += 1
            parts[f"owned{suffix}", scope] += is_owned
    return {**wholes, **dict.fromkeys((("owned", ""), ("owned_watched", "")), 0), **parts}


def _shares(entity: Entity, found: object, policy: Policy) -> Iterator[tuple[str, str]]:
    """The measures an entity counts in, by the ends of their names, with the scope."""
    tier = entity.tier if type(entity.tier) is int and entity.tier in _TIERS else None
    team = found.owner if isinstance(found, Team | Inherited) and found.owner.kind == "group" else None
    yield "", ""
    if tier in policy.watched_tiers:
        yield "_watched", ""
    yield "_by_tier", str(tier or "")
    yield "_by_team", _text(team)


def _alone(surveyed: Survey) -> dict[Key, float]:
    share = surveyed.share
    return {
        ("services", ""): float(share.services),
        ("independent_services", ""): float(share.alone),
        ("degraded_services", ""): float(share.degraded),
        ("hard_needs_across_teams", ""): float(
            sum(hold.kind == "need" for service in surveyed.services for hold in service.holds)
        ),
        ("largest_cycle_across_teams", ""): float(share.largest_circle),
        **{
            ("needs_of_replaced", str(ref)): float(number)
            for ref, number in leaving.needs_of_replaced(surveyed.leaving).items()
        },
    }


def _kept(catalog: Catalog, findings: Sequence[Finding]) -> dict[Key, float]:
    """Promises, and those that what is needed allows to keep."""
    promising = {entity.ref for entity in catalog if promise(entity) is not None}
    broken = {finding.ref for finding in findings if finding.rule == _INCOHERENT}
    return {("promises", ""): float(len(promising)), ("coherent_promises", ""): float(len(promising - broken))}


def _shown(catalog: Catalog, findings: Sequence[Finding], policy: Policy) -> dict[Key, float]:
    """The evidence that tiers demand, of what is in production, and what of it is there."""
    asked = [what for what in EVIDENCE if f"no-{what}" not in policy.off]
    lacking = {(finding.rule, finding.ref) for finding in findings}
    demanded = [
        (f"no-{what}", entity.ref)
        for entity in catalog
        if is_in_production(entity)
        for what in asked
        if policy.demands(what, entity.tier) and what in asked_of(entity)
    ]
    return {
        ("evidence_demanded", ""): float(len(demanded)),
        ("evidence_shown", ""): float(sum(each not in lacking for each in demanded)),
    }


def _text(ref: Ref | None) -> str:
    return "" if ref is None else str(ref)


class Spell(NamedTuple):
    """How long something was found: `until` is empty while it stands."""

    rule: str
    ref: Ref
    since: datetime
    until: datetime | None = None


def over_time(catalog: Catalog, spells: Iterable[Spell]) -> dict[Key, float]:
    """The numbers that a look at the catalog does not give: how old findings are, and how long owners took to come.

    Only what a team owns now has got an owner: other spells end because a thing went, or somebody waived them.
    """
    ages = dict.fromkeys(AGES, 0)
    unowned: dict[Ref, list[Spell]] = defaultdict(list)
    for spell in spells:
        if spell.until is None:
            stood = (catalog.as_of - spell.since.date()).days
            ages = {age: number + (stood >= age) for age, number in ages.items()}
        elif spell.rule in UNOWNED and _is_owned(catalog, spell.ref):
            unowned[spell.ref].append(spell)
    waits = [
        (until - since).total_seconds() / timedelta(days=1).total_seconds()
        for since, until in map(_last, unowned.values())
        if catalog.as_of - until.date() < _LATELY
    ]
    lately = {("days_to_own", ""): round(median(waits), 2)} if waits else {}
    return {
        **{("findings_by_age", str(age)): float(number) for age, number in ages.items()},
        ("given_owners", ""): float(len(waits)),
        **lately,
    }


def _is_owned(catalog: Catalog, ref: Ref) -> bool:
    entity = catalog.get(ref)
    return entity is not None and isinstance(standing(catalog, entity), Team)


def _last(spells: Iterable[Spell]) -> tuple[datetime, datetime]:
    """The last time without a team, from its beginning: one rule may have taken over from another meanwhile."""
    ordered = sorted((spell.since, spell.until or spell.since) for spell in spells)
    since, until = ordered[0]
    for begun, ended in ordered[1:]:
        since, until = (begun, ended) if begun > until else (since, max(until, ended))
    return since, until


def settled(today: date) -> date:
    """From which day on every point is kept."""
    return today - _LATELY + timedelta(days=1)


def thinned(points: Iterable[tuple[int, datetime]], today: date) -> Iterator[int]:
    """Which points of one measure to drop, by their generations.

    All of the last 90 days stay, then the last of each day, and of what is older than two years the last of each
    month. So the newest point always stays, and whatever stays is what the measure was at the end of its day or month.
    """
    before: tuple[int, tuple[int, ...]] | None = None
    for generation, at in sorted(points):
        span = _span(at.date(), today)
        if before is not None and span and span == before[1]:
            yield before[0]
        before = (generation, span)


def _span(day: date, today: date) -> tuple[int, ...]:
    """The day or month of which one point is enough; nothing for a day of which all are kept."""
    age = today - day
    if age < _LATELY:
        return ()
    return (day.year, day.month, day.day) if age < _LONG_AGO else (day.year, day.month)
