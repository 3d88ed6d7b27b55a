"""`ensemble graph`: what hangs together, as a table, as data or as a drawing."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import orjson

from app.cli import opening, output
from app.drawing import alone, dot, mermaid, render
from app.errors import NoDrawingError
from app.graph.exploring import Direction
from app.graph.folding import BYS
from app.graph.landscape import Landscape
from app.questions import graph
from app.questions.graph import Explored, Wanted
from app.questions.landscape import Held, load
from app.reports import escaping, graphs

_TABLE = "table"


def _dot(found: Explored, landscape: Landscape) -> str:
    return dot.source(graphs.drawn(found, graphs.palette(landscape)), icons=False)


def _mermaid(found: Explored, landscape: Landscape) -> str:
    return mermaid.source(graphs.drawn(found, graphs.palette(landscape)))


def _svg(found: Explored, landscape: Landscape) -> str:
    source = dot.source(graphs.drawn(found, graphs.palette(landscape)))
    drawing = render.Renderer(render.command()).draw(source, found.title)
    if drawing is None:
        raise NoDrawingError
    return alone.svg(drawing)


def _json(found: Explored, _: Landscape) -> str:
    return orjson.dumps(graphs.data(found), option=orjson.OPT_INDENT_2).decode() + "\n"


_FORMS: Mapping[str, Callable[[Explored, Landscape], str]] = {
    "dot": _dot,
    "mermaid": _mermaid,
    "svg": _svg,
    "json": _json,
}


@click.command("graph")
@click.argument("refs", metavar="[REF]...", nargs=-1)
@click.option("--to", multiple=True, help="Show the way to this instead; may be given again.")
@click.option(
    "--depth", type=click.IntRange(1, graph.DEEPEST), default=1, show_default=True, help="How many steps far."
)
@click.option(
    "--direction",
    type=click.Choice(["both", "needs", "needed"]),
    default="both",
    show_default=True,
    help="What it needs, what needs it, or both.",
)
@click.option("--fold", type=click.Choice([*BYS, graph.NOT]), help="Into what to fold; else what fits.")
@click.option("--format", "form", type=click.Choice([_TABLE, *_FORMS]), default=_TABLE, show_default=True)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def command(  # noqa: PLR0913, PLR0917 - the options are the question
    refs: tuple[str, ...],
    to: tuple[str, ...],
    depth: int,
    direction: Direction,
    fold: str | None,
    form: str,
    file: Path | None,
) -> None:
    """Show what REF needs and what needs it, the way from it to something else, or without REF everything.

    A REF is a reference, such as component:payments, or a bare name. A team, system or domain stands for what it holds.
    """
    if to and not refs:
        raise click.UsageError("--to is where a path ends. Name where it begins first.")
    with opening.catalog() as session:
        held: Held = load(session)
        starts, ends = graph.resolved(session, refs), graph.resolved(session, to)
        found = graph.explored(held.landscape, Wanted(starts, ends, depth, direction, fold=fold or ""))
    click.echo(escaping.line(f"{found.title}. {found.told}"), err=True)
    if form != _TABLE:
        _write(_FORMS[form](found, held.landscape), file)
    elif file is not None:
        _write("".join("\t".join(row) + "\n" for row in _rows(held.landscape, found)), file)
    else:
        output.table(("From", "Owner", "Needs", "Owner", "How"), _rows(held.landscape, found))


def _write(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")


def _rows(landscape: Landscape, found: Explored) -> Iterator[tuple[str, ...]]:
    for source, owner, target, other, _, criticality, mode, _, assumed in graphs.rows(landscape, found):
        how = f"{criticality}, {mode}{', assumed' if assumed else ''}"
        yield tuple(map(str, (source, owner, target, other, how)))
