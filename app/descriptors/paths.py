"""Paths that a descriptor names, kept inside their source."""

import posixpath
import re

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def elsewhere(target: str) -> bool:
    """Whether a target is an address rather than a path."""
    return bool(_SCHEME.match(target)) or target.startswith("//")


def inside(path: str, target: str) -> str | None:
    """`target` seen from the file at `path`, as a path of the source; `None` where it leads out of it."""
    if not target or target.startswith("/") or "\\" in target or not target.isprintable():
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return None if joined == ".." or joined.startswith(("../", "/")) or joined == "." else joined
