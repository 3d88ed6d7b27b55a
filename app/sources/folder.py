"""A folder as a source: regular files below a root, no link followed."""

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.errors import SourceUnreadableError
from app.sources import globs
from app.tree import Refusal

FILES = 200_000
OPEN_DOT_FOLDERS = (".backstage",)
"""Dot folders that are read all the same: a common home of descriptors."""

_CHUNK = 1024 * 1024


class Folder:
    """A `Tree` over a folder. The list of files is taken once: make a new one for each run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._listed: dict[str, tuple[str, ...]] = {}

    def glob(self, pattern: str) -> Sequence[str]:
        """The paths that match, in byte order.

        Dot folders are left out, but for `.backstage` and what the pattern names.
        """
        if "*" not in pattern and "?" not in pattern:
            return [pattern] if os.path.lexists(self.root / pattern) and not (self.root / pattern).is_dir() else []
        matches = globs.matcher(pattern)
        before = re.split(r"[*?]", pattern, maxsplit=1)[0]
        return [path for path in self._below(before.rpartition("/")[0]) if matches(path)]

    def read(self, path: str, limit: int) -> bytes | Refusal:
        """The bytes of a regular file; every step of the path is opened without following links."""
        parts = path.split("/")
        if not path or ".." in parts or path.startswith("/"):
            return Refusal("outside-source", "The path leads out of the source.", "Name a file below it.")
        try:
            folder = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise SourceUnreadableError(f"The source cannot be read: {error.strerror}. Check the path.") from error
        try:
            for part in parts[:-1]:
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                os.close(folder)
                folder = inner
            # Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
            file = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
        except OSError as error:
            return _refusal(error)
        finally:
            os.close(folder)
        try:
            return _content(file, limit)
        finally:
            os.close(file)

    def _below(self, folder: str) -> tuple[str, ...]:
        if folder not in self._listed:
            self._listed[folder] = self._list(folder)
        return self._listed[folder]

    def _list(self, folder: str) -> tuple[str, ...]:
        if not _leads_to(self.root, folder):
            return ()
        found = []
        for path in _walk(self.root, f"{folder}/" if folder else ""):
            found.append(path)
            if len(found) > FILES:
                raise SourceUnreadableError(
                    f"The source holds more than {FILES:,} files. "
                    "Name the folder with the descriptors, or leave some out by ENSEMBLE_EXCLUDE."
                )
        return tuple(sorted(found, key=os.fsencode))


def _leads_to(root: Path, folder: str) -> bool:
    """Whether a folder below the root is there and no step towards it is a link."""
    step = root
    for part in folder.split("/") if folder else ():
        step /= part
        try:
            mode = step.lstat().st_mode
        except OSError:
            return False
        if not stat.S_ISDIR(mode):
            return False
    return True


def _walk(root: Path, begin: str) -> Iterator[str]:
    """Every path below a folder of the root that is no folder, or looks like a file by its name.

    Of dot folders only the open ones are entered.
    """
    waiting = [begin]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    path = f"{folder}{entry.name}"
                    is_folder = entry.is_dir(follow_symlinks=False)
                    if not is_folder or entry.name.endswith((".yaml", ".yml")):
                        yield path
                    if is_folder and (not entry.name.startswith(".") or entry.name in OPEN_DOT_FOLDERS):
                        waiting.append(f"{path}/")
        except OSError as error:
            what = f"folder {folder} of the source" if folder else f"source {root.name or root}"
            raise SourceUnreadableError(
                f"The {what} cannot be read: {error.strerror}. Check the path and its rights."
            ) from error


def _refusal(error: OSError) -> Refusal:
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return Refusal(
            "symlink-not-followed",
            "The path is a symbolic link, or leads through one.",
            "Put the file itself here.",
        )
    if error.errno in (errno.ENXIO, errno.EISDIR):
        return Refusal("not-a-regular-file", "The path is no regular file.", "Put a file here, or rename it.")
    if error.errno == errno.ENOENT:
        return Refusal("file-unreadable", "There is no such file.", "Correct the path.")
    return Refusal("file-unreadable", f"The file cannot be opened: {error.strerror}.", "Check its rights.")


def _content(file: int, limit: int) -> bytes | Refusal:
    about = os.fstat(file)
    if not stat.S_ISREG(about.st_mode):
        return Refusal("not-a-regular-file", "The path is no regular file.", "Put a file here, or rename it.")
    if about.st_size > limit:
        return _too_large(about.st_size, limit)
    # The file may grow between here and there: never more than one byte over the limit is read.
    found = bytearray()
    while len(found) <= limit:
        chunk = os.read(file, min(_CHUNK, limit + 1 - len(found)))
        if not chunk:
            return bytes(found)
        found += chunk
    return _too_large(len(found), limit)


def _too_large(size: int, limit: int) -> Refusal:
    message = f"The file has {size:,} bytes, the limit is {limit:,}."
    return Refusal("file-too-large", message, "Split it, or include large definitions by `$text`.")
