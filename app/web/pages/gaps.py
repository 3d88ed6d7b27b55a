"""The gaps: what is missing, worst first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import Any

from flask import render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.questions import codes, gap_facets, gaps, kinds, trend, waivers
from app.questions.facets import Facet
from app.questions.gaps import Gap, Wanted
from app.questions.mention import Mention
from app.web import asking, downloads, trends, urls, words
from app.web.look import kept, look
from app.web.pages.blueprint import pages
from app.web.trends import Trend

_TITLES = {
    "severity": "Severity",
    "rule": "Rule",
    "team": "Team",
    "tier": "Tier",
    "kind": "Kind",
    "age": "Age",
}
_MORE = "more"
_KEPT = ("by", "size")
_CARDS = 3
_ALL_CARDS = 6
_COLUMNS = ("severity", "rule", "about", "owner", "tier", "message", "remedy", "write", "file", "line", "since")


@dataclass(frozen=True, slots=True)
class Group:
    """Gaps put together: by what, which value, how many there are of it on all pages, and those of this page."""

    name: str
    value: str
    team: Mention | None
    number: int
    gaps: tuple[Gap, ...]


@pages.get("/gaps")
def all_gaps() -> str | Response:
    """What is missing, worst first; as a page, a table to save, or data."""
    now = datetime.now(UTC)
    wanted = asking.wanted_gaps(now)
    form = asking.format_("csv", "json")
    if form:
        return _saved(wanted, form)
    whole = asking.one_of(_MORE, _TITLES)
    asked = _asked(wanted, asking.text("age"))
    with look() as session:
        divided, counts = _numbers(session, wanted, now, whole)
        answer = gaps.found(session, wanted, counts)
        beside = _beside(session, wanted, asked, now) if wanted.page == 1 else {}
    known = codes.meaning(wanted.rule) if wanted.rule else None
    return render_template(
        "gaps.html",
        here="gaps",
        gaps=answer,
        facets=[(name, title, divided[name]) for name, title in _TITLES.items() if divided[name].values],
        groups=list(_grouped(answer.gaps, wanted.by, divided)),
        rules=sorted(answer.codes, key=lambda each: (each.severity.rank, -each.number, each.code)),
        says=codes.meaning,
        about=known,
        unknown=bool(wanted.rule) and known is None and not answer.total,
        near=codes.near(wanted.rule) if wanted.rule else "",
        cards=0 if wanted.by or wanted.page > 1 else len(answer.gaps) if answer.total <= _ALL_CARDS else _CARDS,
        by=wanted.by,
        spelt=kinds.spelt,
        whole=whole,
        asked=asked,
        chosen={name: asked[name] for name in _TITLES if name in asked},
        without=wanted.without,
        filters=_filters(wanted, asked),
        cleared=urls.turned(request.path, {name: asked[name] for name in _KEPT if name in asked}),
        again=partial(urls.turned, request.path, asked),
        choose=partial(_choose, asked, wanted),
        lack=partial(_lack, asked, wanted),
        **beside,
    )


def _beside(session: Session, wanted: Wanted, asked: Mapping[str, str], now: datetime) -> Mapping[str, Any]:
    """How the gaps went, where that is known of what is wanted, and what of it is put up with."""
    narrowed = asked.keys() & _TITLES.keys() | wanted.without
    waived = waivers.all_of_them(session) if narrowed <= {"rule", "team"} else ()
    return {
        "trend": kept(
            ("trend", *sorted(narrowed), wanted.rule, wanted.team, now.date()),
            lambda: _trend(session, wanted, narrowed, now),
        ),
        "waived": [
            each
            for each in waived
            if wanted.rule in ("", each.rule)
            and wanted.team in (None, each.about.ref, each.owner.ref if each.owner else None)
        ],
        "today": now.date(),
        "pace": None if narrowed else kept("pace", lambda: trends.pace(session)),
    }


def _trend(session: Session, wanted: Wanted, narrowed: Collection[str], now: datetime) -> Trend | None:
    if not narrowed:
        return trends.of_gaps(session, now)
    if narrowed == {"team"}:
        return trends.of_one(trend.of(session, "findings_by_team", str(wanted.team)).points, now)
    if narrowed == {"rule"}:
        return trends.of_one(trend.of(session, "findings_by_rule", wanted.rule).points, now)
    return None


def _numbers(
    session: Session, wanted: Wanted, now: datetime, whole: str
) -> tuple[Mapping[str, Facet], tuple[gaps.Count, ...]]:
    """What needs a look at every gap: it is kept, unless it depends on the moment of asking."""

    def ask() -> tuple[Mapping[str, Facet], Sequence[tuple[datetime, int]], tuple[gaps.Count, ...]]:
        return (
            gap_facets.of(session, wanted, whole=whole),
            gap_facets.seen(session, wanted),
            gaps.counted(session, wanted),
        )

    aged = bool(wanted.since or wanted.until)
    found, seen, counts = ask() if aged else kept(("gaps", gaps.narrowing(wanted), whole), ask)
    return {**found, "age": gap_facets.ages(seen, now)}, counts


def _asked(wanted: Wanted, age: str) -> Mapping[str, str]:
    """The question as links carry it on, but for the page."""
    said = {
        "severity": wanted.severity or "",
        "rule": wanted.rule,
        "team": wanted.team.short if wanted.team else "",
        "tier": str(wanted.tier or ""),
        "kind": wanted.kind,
        "age": age,
        "without": ",".join(sorted(wanted.without)),
        "by": wanted.by,
        "size": str(wanted.size) if wanted.size != gaps.PAGE else "",
    }
    return {name: value for name, value in said.items() if value}


def _choose(asked: Mapping[str, str], wanted: Wanted, name: str, value: str) -> str:
    """The address of the gaps with this value chosen, or without it where it is chosen."""
    without = ",".join(sorted(wanted.without - {name}))
    return urls.turned(request.path, asked, **{name: "" if asked.get(name) == value else value, "without": without})


def _lack(asked: Mapping[str, str], wanted: Wanted, name: str) -> str:
    """The address of the gaps that have no value of a facet, or of all where that is chosen."""
    return urls.turned(request.path, asked, **{name: "", "without": ",".join(sorted(wanted.without ^ {name}))})


def _filters(wanted: Wanted, asked: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What is set: the name of the filter, what to call it, and its value in words."""
    shown = {"age": words.AGES.get(asked.get("age", ""), "")}
    if wanted.team:
        shown["team"] = words.name(Mention(wanted.team, wanted.team.name))
    said = [(name, name, shown.get(name) or asked[name]) for name in _TITLES if name in asked]
    return said + [(name, "no", name) for name in sorted(wanted.without)]


def _grouped(found: tuple[Gap, ...], by: str, divided: Mapping[str, Facet]) -> Iterator[Group]:
    """The gaps of a page under the teams, rules or tiers they are put together by; under nothing where by none."""
    if not by:
        yield Group("", "", None, 0, found)
        return
    numbers = {each.value: each.number for each in divided[by].values}
    for value, some in groupby(found, lambda gap: _value(gap, by)):
        alike = tuple(some)
        number = numbers.get(value, 0) if value else divided[by].none
        yield Group(by, value, alike[0].owner if by == "team" else None, number, alike)


def _value(gap: Gap, by: str) -> str:
    if by == "team":
        return gap.owner.ref.short if gap.owner else ""
    if by == "rule":
        return gap.code
    return str(gap.about.tier or "") if gap.about else ""


def _saved(wanted: Wanted, form: str) -> Response:
    with look() as session:
        found = list(gaps.whole(session, wanted))
    if form == "json":
        return downloads.json({"gaps": found})
    return downloads.csv("Gaps", _COLUMNS, (_cells(gap) for gap in found))


def _cells(gap: Gap) -> tuple[object, ...]:
    about, owner = gap.about, gap.owner
    return (
        gap.severity.value,
        gap.code,
        str(about.ref) if about else None,
        str(owner.ref) if owner else None,
        about.tier if about else None,
        gap.message,
        gap.remedy,
        gap.write,
        gap.position.path,
        gap.position.line,
        words.stamp(gap.since),
    )
