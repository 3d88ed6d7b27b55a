"""What the page of an entity shows, whatever its kind: the answers to its questions, ready for a template."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.entities import Ref
from app.questions import (
    alignment,
    columns,
    datastore,
    digest,
    entity,
    impact,
    kinds,
    neighbourhood,
    scorecards,
    team,
    trend,
    waivers,
)
from app.web import around, described, teamwork, trends, urls, written
from app.web.look import hue, landscape
from app.web.pages.graph import mentioned

_DRAWN = ("api", "component", "resource")
_GRAPHED = (*_DRAWN, "system", "domain")
_OWNED = ("name", "tier", "system", "lifecycle", "needed", "gaps")
_APIS = ("providesApi", "consumesApi")
_MOST_TOLD = 4
_FEW = 40
_MENDED = 6
_BESIDE = {
    "apiProvidedBy": "Provided by",
    "apiConsumedBy": "Consumed by",
}
_BELOW = {"hasPart": "Parts", "ownerOf": "Owns"}


class Below(NamedTuple):
    """A table of related things, grouped by the list they stand in.

    `owned` says that owners are shown, `written` that the entity itself wrote some of this down.
    """

    title: str
    groups: tuple[tuple[str, list[entity.Related]], ...]
    number: int
    owned: bool
    written: bool


def of_entity(session: Session, about: entity.About) -> dict[str, Any]:
    """What every page of an entity shows."""
    ref, home = about.mention.ref, urls.section(about.mention)
    near = neighbourhood.around(session, ref) if ref.kind in _DRAWN else None
    placed = around.of(about, near, hue) if near else None
    return {
        "here": home,
        "home": home or ref.kind,
        "about": about,
        "mention": about.mention,
        "ownable": ref.kind in kinds.OWNABLE,
        "graphed": ref.kind in _GRAPHED,
        "description": described.text(about.entity),
        "facts": described.facts(about.entity),
        "card": scorecards.of(session, ref),
        "waived": waivers.about(session, ref),
        # An API's definition has a place of its own, and is most of its descriptor.
        "descriptor": written.of(about.entity, about.gaps, _FEW if ref.kind == "api" else written.MOST),
        "links": described.links_of(about.entity, about.owner.contacts),
        "around": placed,
        **(_failing(ref) if near else {}),
        "drawn": placed.source if placed else "",
        "apis": [each for each in about.relations if each.type in _APIS],
        "stores": datastore.reached(session, near) if near else (),
        "beside": [(title, found) for each, title in _BESIDE.items() if (found := about.related(each))],
        "below": [_below(title, found) for each, title in _BELOW.items() if (found := about.related(each))],
    }


def of_team(session: Session, about: team.Team, now: datetime) -> dict[str, Any]:
    """What the page of a team shows."""
    ref = about.mention.ref
    alone = alignment.one(session, "teams", ref)
    return {
        "template": "team.html",
        "alone": alone,
        "known": alignment.known(session, [alone]),
        "drawn": teamwork.source(about, hue),
        "columns": [columns.COLUMNS[word] for word in _OWNED],
        "here": "teams",
        "team": about,
        "description": described.text(about.entity),
        "facts": described.facts(about.entity),
        "card": scorecards.of(session, ref),
        "mend": digest.to_mend(session, ref, _MENDED),
        "went": trends.of_one(trend.of(session, "findings_by_team", str(ref)).points, now),
        "descriptor": written.of(about.entity, about.gaps.gaps),
        "links": described.links_of(about.entity, about.contacts),
        "critical": dict(about.tiers).get(1, 0),
    }


def _failing(ref: Ref) -> dict[str, Any]:
    """What the failure of an entity does, however far that goes, and which owners to tell first."""
    failing = impact.fails(landscape(), ref)
    return {"failing": failing, "tell": [mentioned(each.owner) for each in failing.tell[:_MOST_TOLD]]}


def _below(title: str, related: Sequence[entity.Related]) -> Below:
    """Related things in the order of the lists they stand in."""
    places = {word: place for place, word in enumerate(urls.WORDS)}
    groups = defaultdict(list)
    for each in related:
        groups[urls.section(each.target) or each.target.ref.kind].append(each)
    ordered = sorted(groups.items(), key=lambda group: (places.get(group[0], len(places)), group[0]))
    lines = any(each.position for each in related)
    return Below(title, tuple(ordered), len(related), owned=title != "Owns", written=lines)
