"""Where things are on this site: the only module that makes addresses."""

from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from app.entities import DEFAULT_NAMESPACE, Ref
from app.policy import DEFAULT
from app.questions import kinds
from app.questions.mention import Mention

SHELVES = kinds.shelves(DEFAULT)
WORDS = tuple(shelf.word for shelf in SHELVES)
NAMED = ",".join(word for word in WORDS if word != "entities")
"""The words below which an entity has its page, as a route wants them."""


def section(mention: Mention) -> str:
    """The list a mentioned entity is at home in: `services` for payments; empty for a kind without one."""
    kind, type_ = mention.ref.kind, mention.type
    fits = (shelf.word for shelf in SHELVES if kind in shelf.kinds and (not shelf.types or type_ in shelf.types))
    return next(fits, "")


def entity(mention: Mention) -> str:
    """The page of a mentioned entity."""
    word, ref = section(mention), mention.ref
    if not word:
        return _path("entities", *ref)
    if ref.namespace == DEFAULT_NAMESPACE:
        return _path(word, ref.name)
    return _path(word, ref.namespace, ref.name)


def listed(word: str, **narrowed: object) -> str:
    """A list by its word, or that of a kind, with what narrows it; empty values are left out."""
    home = _path(word) if word in WORDS else _path("entities", word)
    return home + _query(narrowed)


def search(**asked: object) -> str:
    """What is found by a text, with what narrows it; empty values are left out."""
    return "/search" + _query(asked)


def gaps(**narrowed: object) -> str:
    """The gaps, with what narrows them; empty values are left out."""
    return "/gaps" + _query(narrowed)


def rule(code: str) -> str:
    """The manual page of a rule or code."""
    return _path("rules", code)


def alignment(word: str = "", **narrowed: object) -> str:
    """Alignment as a whole or one of its sections, with what narrows it; empty values are left out."""
    return (_path("alignment", word) if word else "/alignment") + _query(narrowed)


def graph(start: Ref, **asked: object) -> str:
    """The graph from one thing on, with what else is asked of it; empty values are left out."""
    return "/graph" + _query({"from": start.short, **asked})


def impact(ref: Ref, **asked: object) -> str:
    """What the failure of an entity does."""
    return "/impact" + _query({"ref": ref.short, **asked})


def turned(path: str, asked: Mapping[str, str], **changed: object) -> str:
    """The same page with some of its query changed, back on its first sheet; empty values go."""
    return path + _query({**asked, "page": "", **changed})


def same(path: str, asked: str) -> bool:
    """Whether a path as it is written in links is the one a request came by."""
    return unquote(path) == asked


def team(ref: Ref) -> str:
    """The page of a team by its reference alone."""
    return entity(Mention(ref, ref.name))


def _path(*parts: str) -> str:
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def _query(values: Mapping[str, object]) -> str:
    given = {name: str(value) for name, value in values.items() if value not in ("", None)}
    return f"?{urlencode(given)}" if given else ""
