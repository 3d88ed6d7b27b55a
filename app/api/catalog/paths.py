"""The protocol's paths as its clients may write them: their words in any case, and with a slash at the end."""

from collections.abc import Iterable, Sequence
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from app.api.errors import PROTOCOL

_BELOW = f"{PROTOCOL}/"


class Lenient:
    """A step in front of an application that writes these paths as its rules have them.

    So routes, the methods they take and the errors they answer with are those of one address each.
    """

    def __init__(self, application: WSGIApplication, rules: Iterable[str]) -> None:
        self._application = application
        # The more of its words are fixed, the sooner a rule is meant.
        self._rules = sorted((rule.split("/") for rule in rules if rule.startswith(_BELOW)), key=_open)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(_BELOW) and (path.endswith("/") or path != path.lower()):
            environ = {**environ, "PATH_INFO": plain(path, self._rules)}
        return self._application(environ, start_response)


def plain(path: str, rules: Iterable[Sequence[str]]) -> str:
    """The path with the words of the first rule that it fits, which is split at its slashes; names stay as they are."""
    parts = path.removesuffix("/").split("/")
    for rule in rules:
        if len(rule) == len(parts) and all(_fits(word, part) for word, part in zip(rule, parts, strict=True)):
            return "/".join(part if _is_open(word) else word for word, part in zip(rule, parts, strict=True))
    return path


def _fits(word: str, part: str) -> bool:
    return bool(part) if _is_open(word) else word == part.lower()


def _is_open(word: str) -> bool:
    """Whether anything may stand there."""
    return word.startswith("<")


def _open(rule: Sequence[str]) -> int:
    return sum(map(_is_open, rule))
