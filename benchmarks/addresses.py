"""The pages whose weight and time count, for whatever a catalog holds. To measure another, add its row to `PAGES`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from app.catalog import Catalog
from app.entities import DEFAULT_NAMESPACE, Entity
from app.graph import network
from app.graph.network import Network
from app.policy import DEFAULT

PAGES: Mapping[str, str] = {
    "home": "/",
    "services": "/services",
    "services, one filter": "/services?lifecycle=production",
    "services, three filters": "/services?lifecycle=production&owner={team}&tag={tag}",
    "services, by tier": "/services?sort=tier",
    "services, last sheet": "/services?page={last_services}",
    "APIs": "/apis",
    "data stores": "/stores",
    "systems": "/systems",
    "domains": "/domains",
    "components": "/components",
    "resources": "/resources",
    "teams": "/teams",
    "people": "/people",
    "everything": "/entities",
    "everything, last sheet": "/entities?page={last}",
    "services as CSV": "/services?format=csv",
    "services as JSON": "/services?format=json",
    "service nobody needs": "/services/{least}",
    "middling service": "/services/{middling}",
    "most needed service": "/services/{most}",
    "team that owns most": "/teams/{team}",
    "system with most parts": "/systems/{system}",
    "largest API": "/apis/{api}",
    "AsyncAPI": "/apis/{asyncapi}",
    "GraphQL": "/apis/{graphql}",
    "Protocol Buffers": "/apis/{grpc}",
    "most needed data store": "/stores/{store}",
    "no such service": "/services/no-such-service",
    "gaps": "/gaps",
    "gaps of a rule": "/gaps?rule=owner-unknown",
    "gaps, last sheet": "/gaps?page={last_gaps}",
    "gaps as CSV": "/gaps?format=csv",
    "sources": "/sources",
    "search, one word": "/search?q={word}",
    "search, a typing error": "/search?q={typo}",
    "search, nothing like it": "/search?q=xyzzyxyzzy",
    "suggestions, two letters": "/search/suggest?q={letters}",
    "suggestions, a name": "/search/suggest?q={middling}",
    "graph, first visit": "/graph",
    "graph of a middling service": "/graph?from=component:{middling}&depth=2",
    "graph of the most needed service": "/graph?from=component:{most}&depth=2",
    "graph of a team": "/graph?from=group:{team}",
    "graph of a system": "/graph?from=system:{system}",
    "graph of everything across teams": "/graph?across=1&group=team",
    "path between two services": "/graph?from=component:{least}&to=component:{most}",
    "graph as SVG": "/graph?from=component:{middling}&format=svg",
    "impact of a middling service": "/impact?ref=component:{middling}",
    "impact of the most needed service": "/impact?ref=component:{most}",
    "impact of the most needed data store": "/impact?ref=resource:{store}",
    "what goes with the most needed service": "/impact?ref=component:{most}&as=goes",
    "impact as text": "/impact?ref=component:{most}&format=text",
    "service as YAML": "/services/{middling}?format=yaml",
    "JSON: owner": "/api/owner?ref=component:{most}",
    "JSON: search": "/api/search?q={word}",
    "JSON: graph": "/api/graph?from=component:{most}&depth=2",
    "JSON: impact": "/api/impact?ref=component:{most}",
}
"""Addresses, with names in braces for what stands for many: see `Subjects`."""

SHEET = 50
"""How many rows a sheet of a list has."""


class Page(NamedTuple):
    """A page by what a reader would call it, and where it is."""

    name: str
    address: str


@dataclass(frozen=True)
class Subjects:
    """The things of a catalog that stand for the others: names in the default namespace, words, numbers of sheets."""

    least: str
    middling: str
    most: str
    team: str
    system: str
    api: str
    asyncapi: str
    graphql: str
    grpc: str
    store: str
    tag: str
    word: str
    last: int
    last_services: int
    last_gaps: int

    @property
    def letters(self) -> str:
        """What somebody has typed who has only begun."""
        return self.middling[:2]

    @property
    def typo(self) -> str:
        """The name of a service with two letters changed about."""
        return f"{self.middling[:2]}{self.middling[3]}{self.middling[2]}{self.middling[4:]}"


def pages(subjects: Subjects) -> Iterator[Page]:
    """Every page to measure."""
    names = [name for name in dir(subjects) if not name.startswith("_")]
    values = {name: quote(str(getattr(subjects, name))) for name in names}
    for name, address in PAGES.items():
        yield Page(name, address.format_map(values))


def subjects(catalog: Catalog, gaps: int) -> Subjects:
    """What stands for the others in a catalog with so many gaps."""
    needs = network.of(catalog)
    services = _by_need(needs, [each for each in catalog.services if _plain(each)])
    stores = [
        each for each in catalog.of_kind("resource") if _plain(each) and (each.type or "") in DEFAULT.data_store_types
    ]
    apis = sorted(filter(_plain, catalog.of_kind("api")), key=lambda each: len(str(each.spec.get("definition"))))
    middling = services[len(services) // 2]
    return Subjects(
        least=services[0].name,
        middling=middling.name,
        most=services[-1].name,
        team=_busiest(catalog, "group", "ownerOf").name,
        system=_busiest(catalog, "system", "hasPart").name,
        api=apis[-1].name,
        asyncapi=_largest(apis, "asyncapi"),
        graphql=_largest(apis, "graphql"),
        grpc=_largest(apis, "grpc"),
        store=_by_need(needs, stores)[-1].name,
        tag=str(middling.metadata["tags"][0]),
        word=str(middling.metadata["description"]).split()[0],
        last=_sheets(len(catalog)),
        last_services=_sheets(len(list(catalog.services))),
        last_gaps=_sheets(gaps),
    )


def _plain(entity: Entity) -> bool:
    return entity.namespace == DEFAULT_NAMESPACE


def _by_need(needs: Network, entities: Sequence[Entity]) -> list[Entity]:
    """Those that hardly anything needs first, those that most things need last."""
    return sorted(entities, key=lambda each: (len(needs.behind[needs.numbers[each.ref]]), each.ref))


def _busiest(catalog: Catalog, kind: str, relation: str) -> Entity:
    """The thing of a kind that has most of a relation."""
    return max(
        filter(_plain, catalog.of_kind(kind)), key=lambda each: (len(catalog.related(each.ref, relation)), each.ref)
    )


def _largest(apis: Sequence[Entity], type_: str) -> str:
    return [each.name for each in apis if each.type == type_][-1]


def _sheets(rows: int) -> int:
    return max(1, -(-rows // SHEET))
