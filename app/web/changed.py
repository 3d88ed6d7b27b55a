"""How a change of a document reads: which field, what it was and what it is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import differences
from app.differences import Change, Difference

_LONGEST = 80
_HEADS = ("spec", "metadata")
_SIGNS = {Change.ADDED: "add", Change.REMOVED: "del", Change.CHANGED: "mod", Change.MOVED: "mod"}


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a history. `sign` is add, del or mod; `note` stands for values too long to be shown."""

    sign: str
    field: str
    before: str = ""
    after: str = ""
    note: str = ""


def told(difference: Difference) -> Told:
    """A difference as a line."""
    field, sign = name(difference.pointer), _SIGNS[difference.change]
    before, after = difference.before, difference.after
    if difference.change is Change.MOVED:
        return Told(sign, field, note="in another order")
    if isinstance(before, str) and isinstance(after, str) and ("\n" in before or "\n" in after):
        came, went = differences.lines(before, after)
        return Told(sign, field, note=f"{came} lines more, {went} less")
    return Told(
        sign,
        field,
        "" if difference.change is Change.ADDED else short(before),
        "" if difference.change is Change.REMOVED else short(after),
    )


def name(pointer: str) -> str:
    """The field a pointer leads to, as people say it: without `spec`, and without places in lists."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    if len(parts) > 1 and parts[0] in _HEADS:
        parts = parts[1:]
    return ".".join(part for part in parts if not part.isdigit()) or "the document"


def short(value: Any) -> str:
    """A value on one short line."""
    said = _said(value)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _said(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value[: 2 * _LONGEST].split())
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "nothing"}[value]
    if isinstance(value, Mapping):
        # A few are enough, the line is short.
        return ", ".join(f"{key}: {_said(item)}" for key, item, _ in zip(value, value.values(), range(9), strict=False))
    if isinstance(value, list):
        return ", ".join(_said(item) for item in value[:20])
    return str(value)
