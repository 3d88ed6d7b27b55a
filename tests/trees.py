"""Sources whose files are text in a test."""

import re
from collections.abc import Mapping, Sequence

from app.tree import Refusal, Tree

_STEPS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANINGS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class Texts(Tree):
    """A source held in memory: path to text, or to bytes where a test needs ones that are no text."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def glob(self, pattern: str) -> Sequence[str]:
        """The paths that match, in byte order."""
        meaning = "".join(_MEANINGS.get(step, re.escape(step)) for step in _STEPS.findall(pattern))
        return sorted(path for path in self._files if re.fullmatch(meaning, path, re.DOTALL))

    def read(self, path: str, limit: int) -> bytes | Refusal:
        """The bytes of a file, or why there are none."""
        raw = self._files.get(path)
        if raw is None:
            return Refusal("file-unreadable", "There is no such file.", "Write it, or take the path out.")
        if len(raw) > limit:
            message = f"The file has {len(raw):,} bytes, the limit is {limit:,}."
            return Refusal("file-too-large", message, "Split it.")
        return raw
