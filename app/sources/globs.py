"""Patterns of paths: `*` and `?` stay inside a folder, `**` crosses folders, everything else is itself."""

import re
from collections.abc import Callable, Sequence

_CROSSING = re.compile(r"((?:^|(?<=/))\*\*/|\*\*)")
_MEANINGS = {"**/": "(?:[^/]+/)*?", "**": ".*?"}


def matcher(pattern: str) -> Callable[[str], object]:
    """A test for paths. Many wildcards cost no more than their number, so anybody may write the pattern."""
    head, *rest = _CROSSING.split(pattern)
    steps = list(zip(rest[::2], rest[1::2], strict=True))
    parts = [_inside(head, last=not steps)]
    parts += [
        _MEANINGS[wild] + _inside(text, last=count == len(steps)) for count, (wild, text) in enumerate(steps, start=1)
    ]
    return re.compile(_chain(parts, last=True), re.DOTALL).fullmatch


def _inside(text: str, *, last: bool) -> str:
    """What stands between two wildcards that cross folders."""
    first, *others = ("[^/]".join(map(re.escape, part.split("?"))) for part in text.split("*"))
    return _chain([first, *(f"[^/]*?{other}" for other in others)], last=last)


def _chain(steps: Sequence[str], *, last: bool) -> str:
    """One step after the other. What a step has taken it keeps (`?>`): a later start could never lead further.

    Only the last step of all has to end where the path ends, and may try again.
    """
    first, *others = steps
    return first + "".join(
        step if last and count == len(others) else f"(?>{step})" for count, step in enumerate(others, start=1)
    )
