"""What a request asks for, read from its address: the one reader of query strings."""

from collections.abc import Sequence

from flask import request

from app.entities import Ref
from app.errors import BadReferenceError, EnsembleError
from app.problems import Severity
from app.questions import gaps, listing

_LONGEST = 200
_LAST_PAGE = 100_000


class BadQuestionError(EnsembleError):
    """An address asks for something that cannot be; the text says what may stand there."""


def text(name: str) -> str:
    """A value of the query as one line, empty where there is none."""
    value = " ".join(request.args.get(name, "").replace("\x00", " ").split())
    if len(value) > _LONGEST:
        raise BadQuestionError(f"`{name}` is longer than {_LONGEST} characters. Shorten it.")
    return value


def number(name: str, least: int, most: int) -> int | None:
    """A whole number of the query, `None` where there is none."""
    value = text(name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and least <= int(value[:9]) <= most):
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


def wanted_entities() -> listing.Wanted:
    """Which entities a list is asked for."""
    sort = text("sort")
    if sort not in ("", "name", "tier"):
        raise BadQuestionError(f"`sort` is {sort!r}. Write name or tier.")
    return listing.Wanted(
        owner=reference("owner", "group"),
        lifecycle=text("lifecycle"),
        type=text("type"),
        tier=number("tier", 1, 4),
        text=text("q"),
        sort="tier" if sort == "tier" else "name",
        page=page(),
    )


def wanted_gaps() -> gaps.Wanted:
    """Which gaps are asked for."""
    return gaps.Wanted(
        rule=text("rule"),
        team=reference("team", "group"),
        severity=severity(),
        kind=text("kind").lower(),
        page=page(),
    )


def given(*names: str) -> dict[str, str]:
    """The values of these names that the query gives, to carry on into links."""
    return {name: text(name) for name in names if text(name)}


def _either(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
