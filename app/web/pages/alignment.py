"""Alignment: who could run, change and deploy on their own, and what holds back the others."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from flask import abort, render_template
from werkzeug.wrappers import Response

from app.questions import alignment
from app.questions.alignment import Told, Wanted
from app.web import asking, downloads
from app.web.asking import BadQuestionError
from app.web.look import kept, look
from app.web.pages.blueprint import pages

_MOST_TEAMS = 24
_FIRST = 10


class Tab(NamedTuple):
    """A page of alignment: the word of its address, the section it lists, its title, and its verdicts in words.

    `team` says that the list can be narrowed to one team.
    """

    word: str
    section: str
    title: str
    verdicts: Mapping[str, str]


TABS = (
    Tab(
        "autonomy",
        "services",
        "On their own",
        {"blocked": "blocked", "degraded": "run with less", "independent": "independent"},
    ),
    Tab("cycles", "cycles", "Circles", {"across": "across teams", "within": "within a team"}),
    Tab(
        "coupling",
        "pairs",
        "Team by team",
        {
            "contradicts": "against how they work",
            "circle": "both ways",
            "hard": "hard",
            "soft": "soft only",
        },
    ),
    Tab("boundaries", "groups", "Boundaries", {"loose": "loose", "cohesive": "cohesive", "empty": "empty"}),
    Tab(
        "data",
        "stores",
        "Data",
        {
            "shared": "shared",
            "bypassed": "bypassed",
            "unowned": "unowned",
            "unclassified": "unclassified",
            "regulated": "regulated",
            "clear": "clear",
        },
    ),
    Tab(
        "promises",
        "promises",
        "Promises",
        {
            "too-high": "too high",
            "holds": "hold",
            "promises-nothing": "promise nothing",
            "no-needs": "rest on themselves",
        },
    ),
    Tab(
        "observability",
        "sights",
        "In sight",
        {"dark": "dark", "partly": "partly seen", "seen": "seen", "at-rest": "not running"},
    ),
    Tab("leaving", "leaving", "Leaving", {"needed": "still needed", "free": "free to go"}),
)
"""The pages of alignment below its first one, in their order."""

_BY_WORD = {tab.word: tab for tab in TABS}


@pages.get("/alignment")
def overview() -> str | Response:
    """Who could run on their own, team by team."""
    form = asking.format_("csv", "json")
    with look() as session:
        share = alignment.share(session)
        if form:
            return _saved("teams", alignment.rows(session, Wanted("teams")), form)
        matrix = kept(("alignment", "matrix"), lambda: alignment.matrix(session, _MOST_TEAMS))
        freeing = alignment.found(session, Wanted("freeing", size=_FIRST))
        nearest = alignment.found(session, Wanted("services", verdict="blocked", size=_FIRST))
        circles = alignment.found(session, Wanted("cycles", size=3))
        stores = alignment.found(session, Wanted("stores", verdict="shared", size=5))
        promises = alignment.found(session, Wanted("promises", verdict="too-high", size=5))
        teams = [team["ref"] for team in matrix.teams]
        known = alignment.known(
            session, [teams, *(each.rows for each in (freeing, nearest, circles, stores, promises))]
        )
    return render_template(
        "alignment.html",
        here="alignment",
        tabs=TABS,
        share=share,
        matrix=matrix,
        freeing=freeing,
        nearest=nearest,
        circles=circles,
        stores=stores,
        promises=promises,
        known=known,
    )


@pages.get("/alignment/<tab>")
def section(tab: str) -> str | Response:
    """One section of alignment as a page, a table to save, or data."""
    shown = _BY_WORD.get(tab)
    if shown is None:
        abort(404)
    form = asking.format_("csv", "json")
    verdict = asking.text("verdict")
    if verdict and verdict not in shown.verdicts:
        raise BadQuestionError(f"`verdict` is {verdict!r}. Write one of {', '.join(shown.verdicts)}.")
    wanted = Wanted(shown.section, verdict, asking.reference("team", "group"), page=asking.page())
    with look() as session:
        if form:
            return _saved(tab, alignment.rows(session, wanted), form)
        found = alignment.found(session, wanted)
        strays = alignment.found(session, Wanted("strays", team=wanted.team)) if tab == "boundaries" else None
        communities = alignment.found(session, Wanted("communities", size=_FIRST)) if tab == "boundaries" else None
        share, coverage = alignment.share(session), alignment.coverage(session)
        beside = [each.rows for each in (strays, communities) if each is not None]
        known = alignment.known(session, [found.rows, beside])
        team = alignment.asked_about(session, wanted.team) if wanted.team else None
    return render_template(
        "alignment_section.html",
        here="alignment",
        tabs=TABS,
        tab=shown,
        found=found,
        wanted=wanted,
        team=team,
        strays=strays,
        communities=communities,
        share=share,
        coverage=coverage,
        known=known,
    )


def _saved(word: str, rows: Iterable[Told], form: str) -> Response:
    told = list(rows)
    if form == "json":
        return downloads.json({word: told})
    columns = list(told[0]) if told else ["ref"]
    return downloads.csv(word, columns, ([_cell(row[column]) for column in columns] for row in told))


def _cell(value: Any) -> object:
    """A field of a row as one cell: lists of names with blanks between them, what is nested as it is in JSON."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return " ".join(value)
    if isinstance(value, list | dict):
        return downloads.compact(value)
    return value
