"""The page of one entity, of whatever kind."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import current_app, g, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.drawing.render import Drawing, Renderer
from app.entities import DEFAULT_NAMESPACE, Ref
from app.questions import border, columns, datastore, entity, history, impact, kinds, mention, neighbourhood, team, text
from app.questions.mention import Mention
from app.web import around, asking, changed, described, downloads, teamwork, urls, words, written
from app.web.look import hue, landscape, look
from app.web.pages import apis
from app.web.pages.blueprint import pages
from app.web.pages.graph import mentioned

_SHELVES = {shelf.word: shelf for shelf in urls.SHELVES}
_DRAWN = ("api", "component", "resource")
_GRAPHED = (*_DRAWN, "system", "domain")
_OWNED = ("name", "tier", "system", "lifecycle", "needed", "gaps")
_APIS = ("providesApi", "consumesApi")
_MOST_TOLD = 4
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


class Own(NamedTuple):
    """A page of its own for what stands in one list: its template, and what that shows besides `entity.html`."""

    template: str
    ask: Callable[[Session, entity.About], Mapping[str, Any]]


def _nothing(_session: Session, _about: entity.About) -> Mapping[str, Any]:
    return {}


def _store(session: Session, about: entity.About) -> Mapping[str, Any]:
    pointer = "/spec/data"
    return {
        "store": datastore.about(session, about.entity),
        "table": "users",
        "data_at": about.entity.at(pointer) if pointer in about.entity.positions else None,
        "facts": [fact for fact in described.facts(about.entity) if fact.name != "Data"],
    }


def _border(session: Session, about: entity.About) -> Mapping[str, Any]:
    return {"border": border.about(session, about.mention.ref)}


OWN: Mapping[str, Own] = {
    "apis": Own("api.html", apis.told),
    "stores": Own("store.html", _store),
    "systems": Own("system.html", _border),
    "domains": Own("system.html", _border),
    "people": Own("person.html", _nothing),
}
"""Pages of their own by the list an entity is at home in; all others have `ENTITY`."""

ENTITY = Own("entity.html", _nothing)


@pages.get(f"/<any({urls.NAMED}):word>/<name>")
@pages.get(f"/<any({urls.NAMED}):word>/<namespace>/<name>")
def named(word: str, name: str, namespace: str = DEFAULT_NAMESPACE) -> str | Response:
    """An entity by the list it stands in."""
    return _entity([Ref.of(kind, namespace, name) for kind in _SHELVES[word].kinds])


@pages.get("/entities/<kind>/<namespace>/<path:name>")
def by_reference(kind: str, namespace: str, name: str) -> str | Response:
    """An entity of any kind by its whole reference."""
    return _entity([Ref.of(kind, namespace, name)])


def _entity(refs: list[Ref]) -> str | Response:
    """The page of the first of these that there is, under the address that links lead to."""
    own_form = ("text",) if refs[0].kind == "api" else ()
    form, sheet = asking.format_("json", "yaml", *own_form), asking.history()
    with look() as session:
        ref = _first(session, refs)
        about = team.about(session, ref) if ref.kind == "group" else entity.about(session, ref)
        home = urls.entity(about.mention)
        if not urls.same(home, request.path):
            return redirect(urls.turned(home, request.args.to_dict()))
        if form == "text":
            return apis.text(about.entity)
        if form == "yaml":
            return downloads.text(written.whole(about.entity))
        past = history.of(session, about.entity.ref, sheet)
        if form == "json":
            return downloads.json({"entity": about, "history": past})
        if isinstance(about, team.Team):
            told = _of_team(about)
        else:
            own = OWN.get(urls.section(about.mention), ENTITY)
            told = _of_entity(session, about) | {"template": own.template, **own.ask(session, about)}
    return render_template(
        told.pop("template"),
        drawing=_draw(told.pop("drawn"), about.mention),
        history=past,
        changed=changed,
        **told,
    )


def _of_entity(session: Session, about: entity.About) -> dict[str, Any]:
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
        "descriptor": written.of(about.entity, about.gaps),
        "links": described.links_of(about.entity, about.owner.contacts),
        "around": placed,
        **(_failing(ref) if near else {}),
        "drawn": placed.source if placed else "",
        "apis": [each for each in about.relations if each.type in _APIS],
        "stores": datastore.reached(session, near) if near else (),
        "beside": [(title, found) for each, title in _BESIDE.items() if (found := about.related(each))],
        "below": [_below(title, found) for each, title in _BELOW.items() if (found := about.related(each))],
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


def _of_team(about: team.Team) -> dict[str, Any]:
    return {
        "template": "team.html",
        "drawn": teamwork.source(about, hue),
        "columns": [columns.COLUMNS[word] for word in _OWNED],
        "here": "teams",
        "team": about,
        "description": described.text(about.entity),
        "facts": described.facts(about.entity),
        "descriptor": written.of(about.entity, about.gaps.gaps),
        "links": described.links_of(about.entity, about.contacts),
        "critical": dict(about.tiers).get(1, 0),
    }


def _draw(source: str, mention: Mention) -> Drawing | None:
    if not source:
        return None
    renderer: Renderer = current_app.config["RENDERER"]
    drawing = renderer.draw(source, f"Around {words.name(mention)}")
    # Without its drawing a page is not what it will be next time.
    g.passing = drawing is None
    return drawing


def _first(session: Session, refs: list[Ref]) -> Ref:
    """The first that the catalog has, else the first."""
    asked = [Ref(*(text.askable(part) for part in ref)) for ref in refs]
    known = mention.known(session, asked)
    return next((ref for ref in asked if known[ref].exists), asked[0])
