"""The impact: what stops if something fails, and what has to be rewritten if it goes for good."""

from collections.abc import Iterable, Mapping
from functools import partial

from flask import render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.entities import Ref
from app.graph.landscape import Thing
from app.questions import graph, impact, names
from app.questions.impact import Failing, Going, Reached
from app.reports import impacts
from app.web import asking, downloads, drawn, urls
from app.web.look import landscape, look
from app.web.pages.blueprint import pages
from app.web.pages.graph import mentioned

_WAYS = ("fails", "goes")
_ROWS = 50
_TELL = 20


@pages.get("/impact")
def what_happens() -> str | Response:
    """What a failure does, or what has to be rewritten; without a name, what may be asked about."""
    name, way = asking.text("ref"), asking.one_of("as", _WAYS) or _WAYS[0]
    form = asking.format_("csv", "json", "text")
    if not name:
        return _asking()
    return (_failing if way == _WAYS[0] else _going)(name, form)


def _asking() -> str:
    with look():
        most = graph.most_needed(landscape())
    return render_template("impact.html", here="graph", found=None, most=most)


def _failing(name: str, form: str) -> str | Response:
    with look() as session:
        held = landscape()
        found = impact.fails(held, names.resolve(session, name, names.NEEDY))
        ways = _ways(session, found)
        shown = [*found.stops[:_ROWS], *found.degrades[:_ROWS]]
        places = impact.written(session, (hit.chain[0] for hit in shown))
    text = impact.post(found, ways)
    if form == "csv":
        return downloads.csv(found.title, impacts.COLUMNS, impacts.rows(found))
    if form == "json":
        return downloads.json(impacts.data(found, text))
    if form == "text":
        return downloads.text(text)
    drawing = held.remembered(("drawn", found.thing.ref), lambda: impacts.drawn(held.landscape, found, _address))
    return _page(
        found,
        ways,
        text,
        written=places,
        through=partial(impact.through, held.landscape),
        drawn=drawn.inside(drawing, found.title),
        drawable=bool(drawing.edges),
        folded=len(found.stops) + len(found.degrades) >= graph.READABLE,
    )


def _going(name: str, form: str) -> str | Response:
    with look() as session:
        found = impact.going(landscape().landscape, names.resolve(session, name, names.NEEDY))
        ways = _ways(session, found)
        shown = found.rewrites[: impact.MOST_PLACES if form in ("csv", "json") else _ROWS]
        places = impact.written(session, (each.need for each in shown))
    text = impact.farewell(found, ways)
    if form == "csv":
        return downloads.csv(found.title, impacts.REWRITES, impacts.rewrites(found, places))
    if form == "json":
        return downloads.json(impacts.data_of_going(found, places, text))
    if form == "text":
        return downloads.text(text)
    return _page(found, ways, text, written=places)


def _ways(session: Session, found: Failing | Going) -> Mapping[Ref, Reached]:
    """How the first of those who have to know are reached, and those who answer for what fails."""
    told: Iterable[Thing | None] = (tell.owner for tell in found.tell[:_TELL])
    return impact.reached(session, [found.thing, found.owner, *told])


def _page(found: Failing | Going, ways: Mapping[Ref, Reached], text: str, **more: object) -> str:
    return render_template(
        "impact.html", here="graph", found=found, ways=ways, text=text, rows=_ROWS, most_told=_TELL, **more
    )


def _address(thing: Thing) -> str:
    """A box leads to what its own failure does, a team's to the team."""
    return urls.impact(thing.ref) if thing.ref.kind in names.NEEDY else urls.entity(mentioned(thing))
