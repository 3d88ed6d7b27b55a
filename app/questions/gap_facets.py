"""How the gaps divide: by severity, rule, team, kind, tier and age, with numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.entities import Ref
from app.problems import Severity
from app.questions import gaps, mention
from app.questions.facets import FEW, MANY, Facet, Value, told
from app.questions.gaps import Wanted
from app.questions.mention import Mention
from app.questions.moments import utc
from app.store import queries

AGES: Mapping[str, int] = {"week": 7, "30": 30, "90": 90}
"""What may be wanted of an age, and the days it counts: younger than a week, or older than so many days."""


def cut(age: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Since when, and until when, gaps of a wanted age were first seen."""
    if not age:
        return None, None
    moment = now - timedelta(days=AGES[age])
    return (moment, None) if age == "week" else (None, moment)


def of(session: Session, wanted: Wanted, *, whole: str = "") -> Mapping[str, Facet]:
    """How the gaps divide by all but age, each value counted as if its facet's own filter were not set.

    Three queries. Of the facet named `whole` many values are told.
    """
    asked = gaps.narrowing(wanted)
    found = {facet.name: facet for facet in _of_few(session, asked, whole)}
    return {**found, "team": _of_teams(session, wanted.team, asked, MANY if whole == "team" else FEW)}


def seen(session: Session, wanted: Wanted) -> tuple[tuple[datetime, int], ...]:
    """How many gaps were first seen when, however old they are wanted, in one query."""
    found = session.execute(queries.gap_ages(gaps.narrowing(wanted)))
    return tuple((utc(at), number) for at, number in found)


def ages(found: Iterable[tuple[datetime, int]], now: datetime) -> Facet:
    """How many of the gaps seen are of each age; what is older than 90 days is older than 30, too."""
    moments = list(found)
    cuts = {age: cut(age, now) for age in AGES}
    return Facet(
        "age",
        tuple(
            Value(age, sum(number for at, number in moments if (since or at) <= at <= (until or at)))
            for age, (since, until) in cuts.items()
        ),
    )


def _of_few(session: Session, asked: queries.GapNarrowing, whole: str) -> list[Facet]:
    """What has few values each is counted in one go, and told apart here: each by what the others leave."""
    cells = session.execute(queries.gap_cells(asked)).all()
    facets = []
    for place, name in enumerate(("severity", "rule", "kind", "tier")):
        rest = asked.freed(name)
        counts: Counter[Any] = Counter()
        for cell in cells:
            severity, code, kind, tier, number, _ = cell
            if gaps.is_wanted(rest, severity, code, kind, tier):
                counts[cell[place]] += number
        facets.append(told(name, counts, getattr(asked, name) or None, MANY if name in ("rule", whole) else FEW))
    severities, rules, kinds, tiers = facets
    numbers = {each.value: each.number for each in severities.values}
    every = tuple(Value(each.value, numbers.get(each.value, 0)) for each in Severity)
    ordered = tuple(sorted(tiers.values, key=lambda each: int(each.value)))
    return [Facet("severity", every), rules, kinds, Facet("tier", ordered, tiers.none)]


def _of_teams(session: Session, wanted: Ref | None, asked: queries.GapNarrowing, most: int) -> Facet:
    counts: Counter[Any] = Counter(dict(session.execute(queries.gap_teams(asked)).all()))
    chosen = session.scalar(queries.ref_id(wanted)) if wanted else None
    facet = told("team", counts, chosen, most)
    ids = [int(each.value) for each in facet.values]
    known = {line.id: mention.of_row(line) for line in session.execute(queries.lines(ids))} if ids else {}
    values = tuple(_named(each, known[int(each.value)]) for each in facet.values)
    return Facet("team", values, facet.none, facet.more)


def _named(value: Value, team: Mention) -> Value:
    return Value(team.ref.short, value.number, team)
