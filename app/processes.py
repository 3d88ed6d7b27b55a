"""The only starter of child processes: no shell, little environment, an empty folder, limits, and an end.

A child gets what its caller names and nothing of ours: not our environment, not our folder, not our
open files. Whatever it does, the caller has an answer when the time is over.
"""

import math
import multiprocessing
import os
import resource
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

_CHUNK = 65_536
_ERRORS_KEPT = 4_096


class Outcome(StrEnum):
    """How a child ended."""

    DONE = "done"
    FAILED = "failed"
    TOO_SLOW = "too-slow"
    TOO_MUCH = "too-much"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: seconds by the clock and of processor time, bytes of memory, bytes of output."""

    seconds: float = 5
    memory: int = 1 << 30
    output: int = 5 << 20


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a child: its exit code, negative for a signal, `None` where it did not end by itself."""

    outcome: Outcome
    status: int | None = None
    output: bytes = b""
    errors: str = ""

    @property
    def reason(self) -> str:
        """Why there is no output, in a few words for a log."""
        told = self.errors.strip().splitlines()
        ended = f" with {self.status}" if self.status is not None else ""
        return f"{self.outcome}{ended}{': ' + told[-1] if told else ''}"


def run(
    command: Sequence[str],
    given: bytes = b"",
    *,
    environment: Mapping[str, str] | None = None,
    limits: Limits = Limits(),
) -> Finished:
    """Run a command to its end with `given` as its input; its whole process group is dead when this returns.

    Of our environment the child sees PATH alone, beside what `environment` names. Raises nothing for
    what the child does.
    """
    deadline = time.monotonic() + limits.seconds
    with tempfile.TemporaryDirectory(prefix="ensemble-") as folder, tempfile.TemporaryFile() as source:
        # From a file, so that a child that never reads cannot block us.
        source.write(given)
        source.seek(0)
        try:
            child = subprocess.Popen(  # noqa: S603 - no shell, and the command comes from our own code
                list(command),
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "LC_ALL": "C.UTF-8",
                    "HOME": folder,
                    **(environment or {}),
                },
                start_new_session=True,
            )
        except OSError as error:
            return Finished(Outcome.MISSING, errors=str(error.strerror))
        with child:
            try:
                _hold(child.pid, limits)
                return _follow(child, deadline, limits.output)
            finally:
                _end(child)


def _hold(pid: int, limits: Limits) -> None:
    """Set the kernel's limits from outside, since code between fork and exec is not safe beside threads."""
    if not hasattr(resource, "prlimit"):  # only Linux has it; elsewhere time and output still bound the child
        return
    seconds = math.ceil(limits.seconds)
    with suppress(ProcessLookupError):  # a child that ended at once needs none
        for what, most in (
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, limits.output),
            (resource.RLIMIT_CORE, 0),
        ):
            _, ceiling = resource.prlimit(pid, what)
            allowed = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
            resource.prlimit(pid, what, (allowed, allowed))


def _follow(child: subprocess.Popen[bytes], deadline: float, most: int) -> Finished:
    """Read both streams until they close, the time is over or the output is too long."""
    assert child.stdout is not None  # noqa: S101 - both are pipes
    assert child.stderr is not None  # noqa: S101
    output, errors = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ, output)
        selector.register(child.stderr, selectors.EVENT_READ, errors)
        while selector.get_map():
            ready = selector.select(max(0, deadline - time.monotonic()))
            if time.monotonic() >= deadline:
                return Finished(Outcome.TOO_SLOW, errors=_told(errors))
            for key, _ in ready:
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    selector.unregister(key.fileobj)
                key.data.extend(chunk)
            del errors[_ERRORS_KEPT:]
            if len(output) > most:
                return Finished(Outcome.TOO_MUCH, errors=_told(errors))
    try:
        status = child.wait(max(0.01, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return Finished(Outcome.TOO_SLOW, errors=_told(errors))
    outcome = Outcome.DONE if status == 0 else Outcome.FAILED
    return Finished(outcome, status, bytes(output), _told(errors))


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the child's group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _told(errors: bytearray) -> str:
    return errors.decode("utf-8", "replace")


def end_with_parent() -> None:
    """Wait until the process that forked this one is gone, however it went, and end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
