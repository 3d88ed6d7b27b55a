"""How answers are printed: tables for people at a terminal, lines with tabs for programs in a pipe, or JSON."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from app.problems import Severity
from app.reports import escaping, plain

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
"""The option every command has that answers something."""

_STYLES = {Severity.ERROR: "bold red", Severity.GAP: "yellow", Severity.ADVICE: "cyan", Severity.NOTICE: "dim"}


class Cell(NamedTuple):
    """A text and how it looks where there is colour."""

    text: str
    style: str = ""


def severity(value: Severity) -> Cell:
    """A severity in its colour."""
    return Cell(value.value, _STYLES[value])


def data(value: Any) -> None:
    """Print an answer as JSON."""
    click.echo(orjson.dumps(plain.of(value), option=orjson.OPT_INDENT_2).decode())


def line(text: str) -> None:
    """Print a sentence of ours; whatever authors wrote in it cannot move the cursor."""
    click.echo(escaping.line(text))


def aside(text: str) -> None:
    """Print a sentence on standard error, beside the answer."""
    click.echo(escaping.line(text), err=True)


def table(titles: Sequence[str], rows: Iterable[Sequence[str | Cell]]) -> None:
    """Print rows: with titles and in columns on a terminal, else bare, with tabs between the values."""
    cells = [[_cell(value) for value in row] for row in rows]
    if sys.stdout.isatty():
        _columns(titles, cells)
    else:
        for row in cells:
            click.echo("\t".join(cell.text for cell in row))


def _cell(value: str | Cell) -> Cell:
    cell = value if isinstance(value, Cell) else Cell(value)
    return cell._replace(text=escaping.line(cell.text))


def _columns(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    shown = Table(*titles, box=None, header_style="bold", pad_edge=False, show_header=any(titles))
    for row in rows:
        shown.add_row(*(Text(cell.text, cell.style) for cell in row))
    Console(highlight=False).print(shown)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something to tell how far work has come; nothing where nobody would see the bar."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell
