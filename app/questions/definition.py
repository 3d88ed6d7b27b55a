"""What an API says it does, who provides it, and who notices when it changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.definitions import Outline
from app.definitions.held import Held
from app.entities import Entity, Ref
from app.graph.edges import ASSUMED, Details
from app.questions import mention
from app.questions.mention import Mention
from app.store import queries

LIMIT = 500

_PROVIDED, _CONSUMED = "apiProvidedBy", "apiConsumedBy"
_INCLUDED = ("$text", "$json", "$yaml")


@dataclass(frozen=True, slots=True)
class Party:
    """Who provides or consumes an API, with its owner, and how a consumer says it needs it."""

    mention: Mention
    owner: Mention | None
    need: Details = ASSUMED


@dataclass(frozen=True, slots=True)
class Definition:
    """An API's definition and those on both sides of it.

    `text` is empty where there is no text; `elsewhere` is then the address that the definition names in its
    place, and `remotes` those of an MCP server. Parties stop at a limit and `left_out`
    counts the others.
    """

    type: str
    text: str
    elsewhere: str
    remotes: tuple[str, ...]
    outline: Outline
    providers: tuple[Party, ...]
    consumers: tuple[Party, ...]
    left_out: int

    @property
    def breaking(self) -> tuple[Party, ...]:
        """The consumers that stop when the API breaks: those that need it hard and wait for its answer."""
        return tuple(each for each in self.consumers if each.need.criticality == "hard" and each.need.mode == "sync")

    @property
    def owners(self) -> tuple[Mention, ...]:
        """The owners of the consumers: whom to ask before the API changes."""
        return tuple(sorted({each.owner for each in self.consumers if each.owner}, key=lambda each: each.ref))

    @property
    def teams(self) -> tuple[Mention, ...]:
        """The teams among the owners."""
        return tuple(each for each in self.owners if each.ref.kind == "group")


def of(session: Session, api: Entity, outlines: Held) -> Definition:
    """The definition of an API of the catalog, in at most four queries."""
    asked = queries.relations(api.ref, _PROVIDED, _CONSUMED)
    found = session.execute(asked.limit(LIMIT)).all()
    total = len(found) if len(found) < LIMIT else session.scalar(queries.counted(asked)) or 0
    owners = mention.known(session, [Ref.parse(row.owner) for row in found if row.owner])
    parties = [
        (row.relation, mention.of_row(row), owners[Ref.parse(row.owner)] if row.owner else None) for row in found
    ]
    needs = _needs(session, api.ref)
    text = api.text("definition") or ""
    return Definition(
        api.type or "",
        text,
        _elsewhere(api),
        _remotes(api),
        outlines.outline(text, api.type or ""),
        tuple(Party(each, owner) for relation, each, owner in parties if relation == _PROVIDED),
        tuple(
            Party(each, owner, needs.get(each.ref, ASSUMED))
            for relation, each, owner in parties
            if relation == _CONSUMED
        ),
        total - len(found),
    )


def _needs(session: Session, api: Ref) -> Mapping[Ref, Details]:
    """How each consumer says it needs the API."""
    return {Ref.parse(row[0]): Details(*row[1:]) for row in session.execute(queries.needs_for(api))}


def _elsewhere(api: Entity) -> str:
    """The address that a definition names; files that could not be read are left out, with a problem."""
    written = api.spec.get("definition")
    if isinstance(written, dict) and len(written) == 1:
        key, target = next(iter(written.items()))
        if key in _INCLUDED and isinstance(target, str):
            return target
    return ""


def _remotes(api: Entity) -> tuple[str, ...]:
    """Where an MCP server is reached."""
    written = api.spec.get("remotes")
    listed = written if isinstance(written, list) else []
    return tuple(each["url"] for each in listed if isinstance(each, dict) and isinstance(each.get("url"), str))
