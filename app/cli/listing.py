"""`ensemble list`: the entities of a list or kind."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

import click
from sqlalchemy.orm import Session

from app.cli import opening, output, wording
from app.entities import Ref
from app.policy import DEFAULT
from app.questions import kinds, listing
from app.questions.listing import Row, Wanted

_AT_ONCE = 500


@click.command("list")
@click.argument("kind", default="entities")
@click.option("--owner", help="Only what this owner has, such as payments or user:ada.")
@click.option("--type", "type_", default="", help="Only this type.")
@click.option("--lifecycle", default="", help="Only this lifecycle.")
@click.option("--tier", type=click.IntRange(1, 4), help="Only this tier.")
@click.option("--text", default="", help="Only what has this in its name or title.")
@click.option("--sort", type=click.Choice(["name", "tier"]), default="name", show_default=True)
@output.as_json
def command(  # noqa: PLR0913, PLR0917 - the options are the filters
    kind: str, owner: str | None, type_: str, lifecycle: str, tier: int | None, text: str, sort: str, *, as_json: bool
) -> None:
    """List entities: services, apis, stores, systems, teams, people, any other kind, or all."""
    wanted = Wanted(
        Ref.parse(owner, "group") if owner else None,
        lifecycle,
        type_,
        tier,
        text,
        "tier" if sort == "tier" else "name",
        size=_AT_ONCE,
    )
    with opening.catalog() as session:
        rows = list(_all(session, kind, wanted))
    if not rows:
        _hint(kind)
    if as_json:
        output.data(rows)
    else:
        output.table(("Name", "Type", "Tier", "Lifecycle", "Owner", "Findings"), map(_cells, rows))


def _hint(word: str) -> None:
    """Say which list may have been meant, where a word that names none of them finds nothing."""
    words = [shelf.word for shelf in kinds.shelves(DEFAULT)]
    near = get_close_matches(word.lower(), words, n=1)
    if near and near[0] != word.lower():
        click.echo(f"Nothing is of the kind {word!r}. Did you mean {near[0]}?", err=True)


def _all(session: Session, kind: str, wanted: Wanted) -> Iterator[Row]:
    page = listing.of(session, kind, wanted)
    yield from page.rows
    for number in range(2, page.pages + 1):
        yield from listing.of(session, kind, replace(wanted, page=number)).rows


def _cells(row: Row) -> tuple[str, ...]:
    entity = row.entity
    tier = str(entity.tier or "")
    owner = wording.reference(row.owner) + ("" if row.owner is None or row.owner.exists else " (not in the catalog)")
    return (entity.ref.short, entity.type or "", tier, entity.lifecycle or "", owner, wording.counts(row.tally))
