"""What the journeys took, told at the end of a run, also where several processes share the tests: a pytest plug-in."""

from collections import Counter
from typing import Any

import pytest

from tests.browser import people


def pytest_configure(config: pytest.Config) -> None:
    """Make room for what the journeys take."""
    config.stash[people.journeys] = {}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what this process saw, where it is one of several."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        taken = session.config.stash[people.journeys]
        output["journeys"] = {name: {hand: dict(done) for hand, done in hands.items()} for name, hands in taken.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what another process saw."""
    for name, hands in getattr(node, "workeroutput", {}).get("journeys", {}).items():
        known = node.config.stash[people.journeys].setdefault(name, {})
        known.update((hand, Counter(done)) for hand, done in hands.items())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what each journey took."""
    if taken := config.stash[people.journeys]:
        terminalreporter.section("journeys")
        for line in people.table({name: taken[name] for name in sorted(taken)}):
            terminalreporter.line(line)
