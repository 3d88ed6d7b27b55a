"""The search: what there is by name, title, tag, owner or description, and what may be meant as one types."""

import re
from dataclasses import replace

from flask import render_template
from werkzeug.wrappers import Response

from app import characters
from app.entities import fold
from app.questions import kinds, search
from app.questions.search import Found, Suggestion
from app.web import asking, downloads, urls, words
from app.web.look import look
from app.web.pages.blueprint import pages

_MOST_SAVED = 10_000
_COLUMNS = ("ref", "name", "title", "kind", "type", "tier", "owner", "found_by", "description")
_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_LONGEST_NAME = 63


@pages.get("/search")
def found() -> str | Response:
    """What is found by the words of a text; with a slip in them, what they may have been meant for."""
    wanted = asking.wanted_search()
    form = asking.format_("csv", "json")
    exactly = bool(asking.number("exactly", 1, 1))
    if form:
        wanted = replace(wanted, size=_MOST_SAVED, offset=0)
    with look() as session:
        answer = search.found(session, wanted)
        mended = answer.meant if not (answer.shelves or exactly) else ""
        if mended:
            answer = search.found(session, replace(wanted, text=mended))
    if form:
        return _saved(answer, form)
    return render_template(
        "search.html",
        here="search",
        written=wanted.text,
        found=answer,
        mended=mended,
        kind=wanted.kind,
        spelt=kinds.spelt,
        name=_name(wanted.text),
    )


@pages.get("/search/suggest")
def suggest() -> Response:
    """The few things that may be meant by what somebody has typed so far."""
    text = asking.text("q")
    with look() as session:
        suggestions = search.suggestions(session, text)
    return downloads.json([_suggested(each) for each in suggestions])


def _suggested(suggestion: Suggestion) -> dict[str, str]:
    entity = suggestion.entity
    said = {
        "ref": entity.ref.short,
        "name": words.name(entity),
        "kind": words.kind(entity),
        "icon": words.icon(entity),
        "owner": words.name(suggestion.owner) if suggestion.owner else "",
        "url": urls.entity(entity),
    }
    # A script shows these as they are.
    return {key: characters.calm(text) for key, text in said.items()}


def _saved(answer: Found, form: str) -> Response:
    rows = [
        (
            str(hit.entity.ref),
            hit.entity.ref.name,
            hit.entity.title,
            hit.entity.kind,
            hit.entity.type,
            hit.entity.tier,
            str(hit.owner.ref) if hit.owner else None,
            hit.field,
            hit.passage.text,
        )
        for hit in answer.hits
    ]
    if form == "csv":
        return downloads.csv(f"Search {answer.text}", _COLUMNS, rows)
    return downloads.json({"text": answer.text, "entities": [dict(zip(_COLUMNS, row, strict=True)) for row in rows]})


def _name(text: str) -> str:
    """The text as the name of something new, where it can be one."""
    name = fold("-".join(text.split()))
    return name if _NAME.fullmatch(name) and len(name) <= _LONGEST_NAME else ""
