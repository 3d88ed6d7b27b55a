"""Outlines made lately, kept by what they were made of: a large definition is read once, not for every reader."""

import hashlib
from collections import OrderedDict
from threading import Lock

from app.definitions import outline
from app.definitions.outlines import Outline
from app.entities import fold

MOST = 16 * 1024 * 1024
"""How many characters the texts of all outlines have that one process keeps."""


class _Entry:
    """One outline, and the lock under which it is made."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.lock = Lock()
        self.outline: Outline | None = None


class Held:
    """The outlines that were asked for last. Several threads may ask at once; each text is read by one of them."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._entries: OrderedDict[tuple[bytes, str], _Entry] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def outline(self, text: str, type_: str = "") -> Outline:
        """What a definition says, as `definitions.outline` says it."""
        key = (hashlib.sha256(text.encode(errors="surrogatepass")).digest(), fold(type_))
        with self._lock:
            entry = self._entry(key, len(text))
        with entry.lock:
            if entry.outline is None:
                entry.outline = outline(text, type_)
            return entry.outline

    def _entry(self, key: tuple[bytes, str], size: int) -> _Entry:
        """The entry of a key, which is the last to go from now on; those that are over the limit go."""
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry(size)
            self._size += size
            while self._size > self._most and len(self._entries) > 1:
                _, gone = self._entries.popitem(last=False)
                self._size -= gone.size
        self._entries.move_to_end(key)
        return entry
