"""The files of a source, whatever the source is."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Refusal(NamedTuple):
    """Why a file is not read: a problem's code, what is so, and what to do."""

    code: str
    message: str
    remedy: str


class Tree(Protocol):
    """What reading needs of a folder or a git revision: paths are relative, with `/`, never leaving the root."""

    def glob(self, pattern: str) -> Sequence[str]:
        """The paths that match, in byte order; `*` and `?` stay inside a folder, `**` crosses folders."""

    def read(self, path: str, limit: int) -> bytes | Refusal:
        """The bytes of a regular file of at most `limit` bytes, or why there are none."""
