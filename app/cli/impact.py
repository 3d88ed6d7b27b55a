"""`ensemble impact`: what stops if something fails, and what has to be rewritten if it goes for good."""

from collections.abc import Iterator

import click
from sqlalchemy.orm import Session

from app.cli import opening, output
from app.entities import Ref
from app.graph.landscape import Landscape, Thing
from app.questions import impact, names
from app.questions.impact import Failing, Going
from app.questions.landscape import load
from app.reports import impacts


@click.command("impact")
@click.argument("name", metavar="REF")
@click.option("--goes", is_flag=True, help="What has to be rewritten if it goes for good.")
@output.as_json
def command(name: str, *, goes: bool, as_json: bool) -> None:
    """Say what stops and what degrades if REF fails, why, and whom to tell."""
    with opening.catalog() as session:
        ref = names.resolve(session, name, names.NEEDY)
        (_going if goes else _failing)(session, load(session).landscape, ref, as_json=as_json)


def _failing(session: Session, landscape: Landscape, ref: Ref, *, as_json: bool) -> None:
    found = impact.failing(landscape, ref)
    if as_json:
        output.data(impacts.data(found, impact.post(found, impact.reached(session, [found.thing, found.owner]))))
        return
    _say(found)
    output.table(("", "Thing", "Tier", "Owner", "Because it needs", "How"), _hits(found))


def _going(session: Session, landscape: Landscape, ref: Ref, *, as_json: bool) -> None:
    found = impact.going(landscape, ref)
    places = impact.written(session, (each.need for each in found.rewrites[: impact.MOST_PLACES]))
    if as_json:
        text = impact.farewell(found, impact.reached(session, [found.thing, found.owner]))
        output.data(impacts.data_of_going(found, places, text))
        return
    _say(found)
    rows = (
        (
            each.thing.ref.short,
            str(each.thing.tier or ""),
            _short(each.owner),
            each.target.ref.short,
            str(places[each.need].position) if each.need in places else "",
        )
        for each in found.rewrites
    )
    output.table(("Thing", "Tier", "Owner", "Needs", "Where"), rows)


def _say(found: Failing | Going) -> None:
    output.line(f"{found.title}.")
    output.line(found.told)


def _hits(found: Failing) -> Iterator[tuple[str, ...]]:
    for word, hits in (("stops", found.stops), ("degrades", found.degrades)):
        for hit in hits:
            need = hit.chain[0]
            how = f"{need.criticality}, {need.mode}{', assumed' if need.assumed else ''}"
            tier = str(hit.thing.tier or "")
            yield word, hit.thing.ref.short, tier, _short(hit.owner), hit.because.ref.short, how


def _short(thing: Thing | None) -> str:
    return thing.ref.short if thing else ""
