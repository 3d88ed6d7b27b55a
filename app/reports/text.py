"""A report as lines that editors and people can follow: `path:line:column: severity: what to do [code]`."""

from collections.abc import Iterator

from app.check import Report
from app.reports import escaping, notes


def render(report: Report) -> str:
    """The lines, and a last one that sums up."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for page in notes.pages(report):
        for position, severity, code, text in page.notes:
            yield escaping.line(f"{position}: {severity}: {text} [{code}]")
        if page.left_out:
            yield escaping.line(f"{page.path}: and {page.left_out:,} more.")
    yield notes.summary(report)
