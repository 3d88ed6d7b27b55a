"""Problems and findings as one list, in the order a reader meets them."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from app.check import Report
from app.positions import Position
from app.problems import Severity

MOST = 100
"""How many notes one file gets: the first hundred are read, the others scroll away."""


class Note(NamedTuple):
    """What is said about a place. Sorts by place."""

    position: Position
    severity: Severity
    code: str
    text: str


class Page(NamedTuple):
    """The notes of one file, and how many more there would be."""

    path: str
    notes: tuple[Note, ...]
    left_out: int


def of(report: Report) -> list[Note]:
    """Every problem and finding of a report, by place."""
    problems = [Note(each.position, each.severity, each.code, each.text) for each in report.problems]
    findings = [Note(each.position, each.severity, each.rule, each.text) for each in report.findings]
    return sorted(problems + findings)


def pages(report: Report) -> Iterator[Page]:
    """The notes of each file; of too many the worst are kept, in the order of their places all the same."""
    for path, notes in groupby(of(report), key=lambda note: note.position.path):
        found = list(notes)
        kept = sorted(sorted(found, key=lambda note: note.severity.rank)[:MOST])
        yield Page(path, tuple(kept), len(found) - len(kept))


def worst(report: Report) -> Severity | None:
    """The worst severity in a report; none where there is nothing to say."""
    return min((note.severity for note in of(report)), key=lambda severity: severity.rank, default=None)


def summary(report: Report) -> str:
    """A report in one sentence: how many notes of each severity, and how much was read."""
    severities = [note.severity for note in of(report)]
    counts = [_number(severities.count(severity), _WORDS[severity]) for severity in Severity if severity in severities]
    read = f"{_number(report.files, _FILES)} with {_number(report.entities, _ENTITIES)}"
    waived = f"; {_number(report.waived, _WAIVED)}" if report.waived else ""
    return f"{', '.join(counts) or 'Nothing to say'} in {read}{waived}."


_WORDS = {
    Severity.ERROR: ("error", "errors"),
    Severity.GAP: ("gap", "gaps"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
    Severity.NOTICE: ("notice", "notices"),
}
_FILES = ("file", "files")
_WAIVED = ("more is waived", "more are waived")
_ENTITIES = ("entity", "entities")


def _number(number: int, words: tuple[str, str]) -> str:
    return f"{number:,} {words[number != 1]}"
