"""What a request asks for, read from its address: the one reader of query strings."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from flask import request

from app.entities import Ref, fold
from app.errors import BadReferenceError, EnsembleError
from app.graph.edges import NEEDS
from app.graph.exploring import SORTS, Direction
from app.graph.folding import BYS
from app.problems import Severity
from app.questions import columns, gap_facets, gaps, graph, listing, search

_NUMBER = re.compile("[0-9]{1,9}")
_LONGEST = 200
_LAST_PAGE = 100_000
_LARGEST_PAGE = 200
_MOST_WORDS = 100


_DIRECTIONS: Mapping[str, Direction] = {"": "both", "both": "both", "needs": "needs", "needed": "needed"}


class BadQuestionError(EnsembleError):
    """An address asks for something that cannot be; the text says what may stand there."""


def text(name: str) -> str:
    """A value of the query as one line, empty where there is none."""
    given_ = request.args.getlist(name)
    if len(given_) > 1:
        raise BadQuestionError(f"`{name}` is given twice. Keep one.")
    value = " ".join("".join(given_).replace("\x00", " ").split())
    if len(value) > _LONGEST:
        raise BadQuestionError(f"`{name}` is longer than {_LONGEST} characters. Shorten it.")
    return value


def number(name: str, least: int, most: int) -> int | None:
    """A whole number of the query, `None` where there is none."""
    value = text(name) and request.args[name]
    if not value:
        return None
    if not (_NUMBER.fullmatch(value) and least <= int(value) <= most):
        raise BadQuestionError(f"`{name}` is {value!r}. Write a number from {least} to {most}.")
    return int(value)


def page() -> int:
    """Which sheet of a long answer, counted from 1."""
    return number("page", 1, _LAST_PAGE) or 1


def history() -> int:
    """Which sheet of an entity's history, counted from 1."""
    return number("history", 1, _LAST_PAGE) or 1


def reference(name: str, kind: str) -> Ref | None:
    """A reference of the query, of this kind where it names none."""
    value = text(name)
    try:
        return Ref.parse(value, kind) if value else None
    except BadReferenceError as error:
        raise BadQuestionError(f"`{name}` is no reference. {error} Write a name such as payments.") from error


def severity() -> Severity | None:
    """How bad the gaps are that are asked for."""
    value = text("severity")
    if value and value not in list(Severity):
        raise BadQuestionError(f"`severity` is {value!r}. Write one of {', '.join(Severity)}.")
    return Severity(value) if value else None


def format_(*allowed: str) -> str:
    """In which form an answer is wanted, empty for the page."""
    value = text("format")
    if value and value not in allowed:
        raise BadQuestionError(f"`format` is {value!r}. Write {_either(allowed)}, or leave it out for the page.")
    return value


def words(name: str) -> tuple[str, ...]:
    """The words of the query under a name, given one by one or with commas between them."""
    given_ = [part.strip() for value in request.args.getlist(name)[:_MOST_WORDS] for part in value.split(",")]
    return tuple(dict.fromkeys(part for part in given_ if part))[:_MOST_WORDS]


def some_of(name: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Those of the allowed words that the query gives; any other is a question that cannot be answered."""
    asked = words(name)
    for word in asked:
        if word not in allowed:
            raise BadQuestionError(f"`{name}` has {word[:_LONGEST]!r}. Write some of {', '.join(allowed)}.")
    return asked


def one_of(name: str, allowed: Collection[str]) -> str:
    """One of the allowed words, empty where the query gives none."""
    value = text(name)
    if value and value not in allowed:
        raise BadQuestionError(f"`{name}` is {value!r}. Write one of {', '.join(allowed)}.")
    return value


def wanted_entities(word: str) -> listing.Wanted:
    """Which entities a list is asked for, and in which columns."""
    sort = one_of("sort", [*listing.SORTS, *(f"{listing.FALLING}{each}" for each in listing.SORTS)])
    columns_ = some_of("columns", [column.word for column in columns.offered(word)])
    return listing.Wanted(
        owner=reference("owner", "group"),
        system=reference("system", "system"),
        kind=fold(text("kind")),
        lifecycle=fold(text("lifecycle")),
        type=fold(text("type")),
        tier=number("tier", 1, 4),
        tag=fold(text("tag")),
        gap=fold(text("gap")),
        text=text("q"),
        without=frozenset(some_of("without", listing.LACKING)),
        sort=sort or "name",
        page=page(),
        size=number("size", 1, _LARGEST_PAGE) or listing.PAGE,
        columns=tuple(column.word for column in columns.shown(word, columns_)),
    )


def wanted_gaps(now: datetime) -> gaps.Wanted:
    """Which gaps are asked for; ages count back from now."""
    since, until = gap_facets.cut(one_of("age", gap_facets.AGES), now)
    return gaps.Wanted(
        rule=fold(text("rule")),
        team=reference("team", "group"),
        severity=severity(),
        kind=fold(text("kind")),
        tier=number("tier", 1, 4),
        since=since,
        until=until,
        without=frozenset(some_of("without", gaps.LACKING)),
        by=one_of("by", gaps.GROUPS),
        page=page(),
        size=number("size", 1, _LARGEST_PAGE) or gaps.PAGE,
    )


def wanted_search() -> search.Wanted:
    """What is looked for."""
    return search.Wanted(text("q"), fold(text("kind")), offset=(page() - 1) * search.PAGE)


def wanted_graph(starts: tuple[Ref, ...], to: tuple[Ref, ...]) -> graph.Wanted:
    """What a graph is asked to show, from these things and to those."""
    return graph.Wanted(
        starts=starts,
        to=to,
        depth=number("depth", 1, graph.DEEPEST) or 1,
        direction=_DIRECTIONS[one_of("direction", _DIRECTIONS)],
        relations=frozenset(some_of("relation", NEEDS)) or frozenset(NEEDS),
        sorts=frozenset(some_of("show", SORTS)),
        across=bool(number("across", 0, 1)),
        group=one_of("group", (*BYS, graph.NOT)),
        colour=one_of("colour", graph.COLOURS) or graph.COLOURS[0],
        fold=one_of("fold", (*BYS, graph.NOT)),
    )


def given(*names: str) -> dict[str, str]:
    """The values of these names that the query gives, to carry on into links."""
    return {name: text(name) for name in names if text(name)}


def _either(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
