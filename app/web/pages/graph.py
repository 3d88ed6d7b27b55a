"""The graph: what hangs together, as a drawing and as a table."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import render_template
from werkzeug.wrappers import Response

from app.graph.edges import NEEDS
from app.graph.exploring import SORTS
from app.graph.landscape import Thing
from app.questions import graph
from app.questions.graph import Explored, Line, Wanted
from app.questions.landscape import Held
from app.questions.mention import Mention
from app.reports import graphs
from app.web import asking, downloads, drawn, urls
from app.web.asking import BadQuestionError
from app.web.look import hue_of, landscape, look
from app.web.pages.blueprint import pages

_ROWS = 50
_WORDS = {
    "relation": {"dependsOn": "depends on it", "consumesApi": "consumes it", "apiProvidedBy": "is provided by it"},
    "show": {
        "services": "Services",
        "components": "Other components",
        "stores": "Data stores",
        "resources": "Other resources",
        "apis": "APIs",
    },
}


class Key(NamedTuple):
    """What a colour of boxes stands for."""

    hue: str
    sign: str
    word: str


@pages.get("/graph")
def explorer() -> str | Response:
    """What hangs together: around some things, between two, or all of it."""
    starts, to = asking.words("from"), asking.words("to")
    if len(starts) + len(to) > graph.AT_ONCE:
        raise BadQuestionError(f"`from` names more than {graph.AT_ONCE} things. Leave some out.")
    if to and not starts:
        raise BadQuestionError("`to` is where a path ends. Write where it begins in `from`.")
    form = asking.format_(*downloads.DRAWINGS, "csv", "json")
    with look() as session:
        wanted = asking.wanted_graph(graph.resolved(session, starts), graph.resolved(session, to))
        held = landscape()
        found = graph.of(held, wanted)
        tallies = graph.gaps(session, found.boxes) if wanted.colour == "gap" else {}
    drawing = graphs.drawn(found, hue_of, lambda thing: _address(thing, wanted), tallies)
    if form == "csv":
        return downloads.csv(found.title, graphs.COLUMNS, graphs.rows(held.landscape, found))
    if form == "json":
        return downloads.json(graphs.data(found))
    if form:
        return drawn.saved(drawing, found.title, form)
    return render_template(
        "graph.html",
        here="graph",
        found=found,
        wanted=wanted,
        drawn=drawn.inside(drawing, found.title),
        lines=_lines(held, found),
        arrows=sorted(found.arrows, key=lambda arrow: -len(arrow.needs))[:_ROWS],
        groups={box.key: (box, graphs.called(box, found)) for box in found.boxes},
        told=graphs.needs_told,
        rows=_ROWS,
        colours=_colours(wanted.colour),
        most=graph.most_needed(held),
        asked=asked(wanted),
        choices={
            "relation": NEEDS,
            "show": SORTS,
        },
        labels=_WORDS,
        deepest=graph.DEEPEST,
    )


def asked(wanted: Wanted) -> Mapping[str, str]:
    """The query that asks for this, with nothing in it that would be so anyway."""
    named = {"from": wanted.starts, "to": wanted.to}
    return {name: ",".join(ref.short for ref in refs) for name, refs in named.items() if refs} | _settings(wanted)


def _settings(wanted: Wanted) -> dict[str, str]:
    """All of the query but where to start and end."""
    plain = Wanted()
    given = {
        "depth": str(wanted.depth) if wanted.depth != plain.depth else "",
        "direction": wanted.direction if wanted.direction != plain.direction else "",
        "relation": ",".join(sorted(wanted.relations)) if wanted.relations != plain.relations else "",
        "show": ",".join(sorted(wanted.sorts)),
        "across": "1" if wanted.across else "",
        "group": wanted.group,
        "colour": wanted.colour if wanted.colour != plain.colour else "",
        "fold": wanted.fold,
    }
    return {name: value for name, value in given.items() if value}


def _address(thing: Thing, wanted: Wanted) -> str:
    """A box leads to the graph that starts from it; where this one does already, to its page."""
    if thing.ref in wanted.starts:
        return urls.entity(mentioned(thing))
    return urls.graph(thing.ref, **_settings(wanted))


def mentioned(thing: Thing) -> Mention:
    """A thing of the landscape as pages mention it."""
    return Mention(thing.ref, thing.title, thing.exists, thing.type, thing.lifecycle, thing.tier)


def _lines(held: Held, found: Explored) -> list[Line]:
    """The first needs as rows; a folded graph shows its arrows instead."""
    return [] if found.folded else list(graph.lines(held.landscape, found.edges[:_ROWS]))


def _colours(colour: str) -> list[Key]:
    if colour == "tier":
        return [Key(f"hue-{number}", str(tier), f"tier {tier}") for tier, number in graphs.TIER_HUES.items()]
    if colour == "lifecycle":
        return [Key(f"hue-{number}", word[0], word) for word, number in graphs.LIFE_HUES.items()]
    if colour == "gap":
        return [Key(f"hue-{number}", word[0], word) for word, number in graphs.GAP_HUES.items()]
    return []
