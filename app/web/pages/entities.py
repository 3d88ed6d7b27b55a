"""The page of one entity, of whatever kind."""

from flask import current_app, g, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.drawing.render import Drawing, Renderer
from app.entities import DEFAULT_NAMESPACE, Ref
from app.questions import entity, kinds, mention, neighbourhood, team, text
from app.questions.mention import Mention
from app.web import around, described, urls, words
from app.web.look import hue, look
from app.web.pages.blueprint import pages

_SHELVES = {shelf.word: shelf for shelf in urls.SHELVES}
_DRAWN = ("api", "component", "resource")
_BESIDE = {
    "partOf": "Part of",
    "providesApi": "Provides",
    "apiProvidedBy": "Provided by",
    "consumesApi": "Consumes",
    "apiConsumedBy": "Consumed by",
    "memberOf": "Teams",
}
_BELOW = {"hasPart": "Parts", "ownerOf": "Owns"}


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
    with look() as session:
        ref = _first(session, refs)
        about = team.about(session, ref) if ref.kind == "group" else entity.about(session, ref)
        near = neighbourhood.around(session, ref) if ref.kind in _DRAWN else None
    home = urls.entity(about.mention)
    if not urls.same(home, request.path):
        return redirect(home)
    return _team(about) if isinstance(about, team.Team) else _about(about, near)


def _about(about: entity.About, near: neighbourhood.Neighbourhood | None) -> str:
    placed = around.of(about, near, hue) if near else None
    home = urls.section(about.mention)
    return render_template(
        "entity.html",
        here=home,
        home=home or about.mention.ref.kind,
        about=about,
        ownable=about.mention.ref.kind in kinds.OWNABLE,
        description=described.text(about.entity),
        facts=described.facts(about.entity),
        links=described.links_of(about.entity, about.owner.contacts),
        around=placed,
        drawing=_draw(placed.source, about.mention) if placed else None,
        beside=[(title, found) for each, title in _BESIDE.items() if (found := about.related(each))],
        below=[(title, found) for each, title in _BELOW.items() if (found := about.related(each))],
    )


def _team(about: team.Team) -> str:
    return render_template(
        "team.html",
        here="teams",
        team=about,
        description=described.text(about.entity),
        facts=described.facts(about.entity),
        links=described.links_of(about.entity, about.contacts),
        critical=dict(about.tiers).get(1, 0),
    )


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
