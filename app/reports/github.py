"""A report as annotations, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterator, Mapping

from app.check import Report
from app.problems import Severity
from app.reports import escaping, notes

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.GAP: "warning",
    Severity.ADVICE: "notice",
    Severity.NOTICE: "notice",
}
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report) -> str:
    """One workflow command a note, and a last line that sums up."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for page in notes.pages(report):
        for position, severity, code, text in page.notes:
            place = {"file": position.path, "line": str(position.line), "col": str(position.column), "title": code}
            yield _command(_COMMANDS[severity], place, text)
        if page.left_out:
            yield _command("notice", {"file": page.path}, f"And {page.left_out:,} more in this file.")
    yield notes.summary(report)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    written = ",".join(f"{key}={_encoded(value, _IN_PROPERTIES)}" for key, value in properties.items())
    return f"::{name} {written}::{_encoded(message, _IN_MESSAGES)}"


def _encoded(text: str, characters: Mapping[int, str]) -> str:
    # What a descriptor says must never begin a command of its own.
    return escaping.line(text).translate(characters)
