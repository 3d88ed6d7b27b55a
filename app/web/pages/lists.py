"""The lists: services, teams, data stores, or all of a kind."""

from flask import render_template

from app.questions import facets, listing
from app.web import asking, urls
from app.web.look import look
from app.web.pages.blueprint import pages

_UNOWNED = ("teams", "people", "locations")
_FILTERS = ("q", "owner", "lifecycle", "type", "tier")


@pages.get(f"/<any({urls.NAMED},entities):word>")
@pages.get("/entities/<word>")
def entities(word: str) -> str:
    """A list: a named one, or that of a kind."""
    wanted = asking.wanted_entities()
    with look() as session:
        answer = listing.of(session, word, wanted)
        divided = facets.of(session, word, wanted)
    return render_template(
        "list.html",
        here=word,
        listing=answer,
        facets=divided,
        wanted=wanted,
        owned=word not in _UNOWNED,
        asked=asking.given(*_FILTERS, "sort"),
        narrowed=asking.given(*_FILTERS),
    )
