"""The page of one entity, of whatever kind."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from flask import current_app, g, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.drawing.render import Drawing, Renderer
from app.entities import DEFAULT_NAMESPACE, Ref
from app.questions import absent, border, datastore, entity, history, mention, team, text
from app.questions.mention import Mention
from app.web import asking, changed, described, downloads, urls, words, written
from app.web.look import look
from app.web.pages import apis, gone, shown
from app.web.pages.blueprint import pages

_SHELVES = {shelf.word: shelf for shelf in urls.SHELVES}


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
        if ref is None:
            lost = absent.about(session, refs)
            return gone.page(lost, history.of(session, lost.ref, sheet), form)
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
            told = shown.of_team(session, about, datetime.now(UTC))
        else:
            own = OWN.get(urls.section(about.mention), ENTITY)
            told = shown.of_entity(session, about) | {"template": own.template, **own.ask(session, about)}
    return render_template(
        told.pop("template"),
        drawing=_draw(told.pop("drawn"), about.mention),
        history=past,
        changed=changed,
        **told,
    )


def _draw(source: str, mention: Mention) -> Drawing | None:
    if not source:
        return None
    renderer: Renderer = current_app.config["RENDERER"]
    drawing = renderer.draw(source, f"Around {words.name(mention)}")
    if drawing is None:
        # Without its drawing a page is not what it will be next time.
        g.passing = True
    return drawing


def _first(session: Session, refs: list[Ref]) -> Ref | None:
    """The first that the catalog has."""
    asked = [text.askable_ref(ref) for ref in refs]
    known = mention.known(session, asked)
    return next((ref for ref in asked if known[ref].exists), None)
