"""`ensemble search`: things by name, title, tag, owner or description."""

import click

from app.cli import opening, output, wording
from app.questions import search
from app.questions.search import Found, Hit, Wanted


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", default="", help="Only this list or kind, such as services or api.")
@click.option("--limit", type=click.IntRange(1, 500), default=search.PAGE, show_default=True, help="How many at most.")
@output.as_json
def command(text: tuple[str, ...], kind: str, limit: int, *, as_json: bool) -> None:
    """Find what has every word of TEXT, each as the beginning of a word.

    Names count before titles and tags, these before owners, these before descriptions.
    """
    with opening.catalog() as session:
        found = search.found(session, Wanted(" ".join(text), kind, limit))
    if as_json:
        output.data(found)
    else:
        output.table(("Name", "Type", "Tier", "Owner", "Description"), map(_cells, found.hits))
    if not found.hits:
        click.echo(_nothing(found), err=True)
    elif found.total > len(found.hits) and not as_json:
        click.echo(f"{len(found.hits):,} of {found.total:,}. Add a word, or raise --limit.", err=True)


def _cells(hit: Hit) -> tuple[str, ...]:
    entity = hit.entity
    return (
        entity.ref.short,
        entity.type or "",
        str(entity.tier or ""),
        wording.reference(hit.owner),
        hit.passage.text,
    )


def _nothing(found: Found) -> str:
    said = "Nothing is found."
    if found.shelves:
        return f"{said} Without --kind there is something."
    near = ", ".join(mention.ref.short for mention in found.near)
    return f"{said} Did you mean {near}?" if near else said
