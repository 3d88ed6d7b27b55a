"""The lists: services, teams, data stores, or all of a kind."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from app.policy import DEFAULT
from app.questions import columns, doubts, entries, facets, kinds, listing
from app.questions.listing import Wanted
from app.questions.mention import Mention
from app.web import asking, downloads, urls, words
from app.web.look import kept, look
from app.web.pages.blueprint import pages

_FACETS = {
    "kind": "Kind",
    "owner": "Owner",
    "tier": "Tier",
    "lifecycle": "Lifecycle",
    "gap": "Gap",
    "type": "Type",
    "system": "System",
    "tag": "Tag",
}
_OPEN = 5
_MORE = "more"
_KEPT = ("sort", "size", "columns")


@pages.get(f"/<any({urls.NAMED},entities):word>")
@pages.get("/entities/<word>")
def entities(word: str) -> str | Response:
    """A list: a named one, or that of a kind; as a page, a table to save, or data."""
    wanted = asking.wanted_entities(word)
    form = asking.format_("csv", "json")
    if form:
        return _saved(word, wanted, form)
    whole = asking.one_of(_MORE, _FACETS)
    with look() as session:
        answer = listing.of(session, word, wanted)
        narrowing = listing.narrowing(word, wanted)
        divided = kept(("list", narrowing, whole), lambda: facets.of(session, word, wanted, whole=whole))
        everything = listing.size(session, word) if _narrowed(wanted) else answer.total
        unknown = () if answer.total else doubts.of(session, wanted)
    asked = _asked(word, wanted)
    return render_template(
        "list.html",
        here=kinds.home(word, DEFAULT),
        listing=answer,
        everything=everything,
        facets=[
            (name, title, divided[name]) for name, title in _FACETS.items() if _divides(word, divided[name], wanted)
        ],
        folded=list(_FACETS)[_OPEN:],
        whole=whole,
        chosen=_chosen(wanted),
        without=wanted.without,
        columns=columns.shown(word, wanted.columns),
        offered=columns.offered(word),
        sort=wanted.sort,
        asked=asked,
        filters=_filters(wanted),
        doubts=unknown,
        spelt=kinds.spelt,
        cleared=urls.turned(request.path, {name: asked[name] for name in _KEPT if name in asked}),
        again=partial(urls.turned, request.path, asked),
        choose=partial(_choose, asked, wanted),
        lack=partial(_lack, asked, wanted),
    )


def _chosen(wanted: Wanted) -> Mapping[str, str]:
    """What is chosen of each facet, and the text that is looked for, as links write it."""
    said: dict[str, object] = {
        "q": wanted.text,
        "kind": wanted.kind,
        "type": wanted.type,
        "owner": wanted.owner.short if wanted.owner else "",
        "system": wanted.system.short if wanted.system else "",
        "tier": wanted.tier or "",
        "lifecycle": wanted.lifecycle,
        "tag": wanted.tag,
        "gap": wanted.gap,
    }
    return {name: str(value) for name, value in said.items() if value != ""}


def _asked(word: str, wanted: Wanted) -> Mapping[str, str]:
    """The question as links carry it on, but for the page."""
    own = {column.word for column in columns.shown(word)}
    said = {
        **_chosen(wanted),
        "without": ",".join(sorted(wanted.without)),
        "sort": wanted.sort if wanted.sort != "name" else "",
        "size": str(wanted.size) if wanted.size != listing.PAGE else "",
        "columns": ",".join(wanted.columns) if set(wanted.columns) != own else "",
    }
    return {name: value for name, value in said.items() if value}


def _narrowed(wanted: Wanted) -> bool:
    return bool(_chosen(wanted) or wanted.without)


def _choose(asked: Mapping[str, str], wanted: Wanted, name: str, value: str) -> str:
    """The address of the list with this value chosen, or without it where it is chosen."""
    without = ",".join(sorted(wanted.without - {name}))
    return urls.turned(request.path, asked, **{name: "" if asked.get(name) == value else value, "without": without})


def _lack(asked: Mapping[str, str], wanted: Wanted, name: str) -> str:
    """The address of the list of what has no value of a facet, or of all where that is chosen."""
    without = ",".join(sorted(wanted.without ^ {name}))
    return urls.turned(request.path, asked, **{name: "", "without": without})


def _filters(wanted: Wanted) -> list[tuple[str, str, str]]:
    """What is set: the name of the filter, what to call it, and its value in words."""
    refs = {"owner": wanted.owner, "system": wanted.system}
    shown = {name: words.name(Mention(ref, ref.name)) for name, ref in refs.items() if ref}
    said = [(name, "name" if name == "q" else name, shown.get(name, value)) for name, value in _chosen(wanted).items()]
    return said + [(name, "no", name) for name in sorted(wanted.without)]


def _divides(word: str, facet: facets.Facet, wanted: Wanted) -> bool:
    """Whether a facet is worth showing: it has something to choose, and not only what the list is of anyway."""
    if facet.name == "kind" and not wanted.kind:
        return len(facet.values) > 1
    return bool(facet.values) and not (facet.name == "type" and len(kinds.shelf(word, DEFAULT).types) == 1)


def _saved(word: str, wanted: Wanted, form: str) -> Response:
    title = kinds.shelf(word, DEFAULT).title
    with look() as session:
        found = list(entries.of(session, word, wanted))
    if form == "json":
        return downloads.json({"title": title, "entities": found})
    names = entries.names(word, wanted)
    return downloads.csv(title, names, ([_cell(entry[name]) for name in names] for entry in found))


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value
