"""Founds made-up organisations: any number of components, with the teams, systems, APIs and data that go with so many.

Every draw decides those after it, so a change in their order is another organisation; a test knows one by heart.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Generic, TypeVar

from benchmarks.vocabulary import (
    API_LIFECYCLES,
    API_TYPES,
    AREAS,
    COMPONENT_TYPES,
    LANGUAGES,
    RESOURCE_TYPES,
    ROLES,
    TAGS,
    WORDS,
)

Document = dict[str, Any]
Thing = TypeVar("Thing")

LEVELS = (("org", "organization"), ("unit", "unit"), ("dept", "department"), ("team", "team"), ("squad", "team"))
"""What a team is called, and its type, by how many teams are above it."""
SPAN = 5
"""How many teams a team has below it."""

PEOPLE_A_FILE = 8_000
"""How many teams and people a file holds; more than 10,000 documents are refused."""

RESOURCES_A_FILE = 200
"""How many descriptors a file of resources holds."""


@dataclass(frozen=True)
class Organisation:
    """The descriptors of an organisation, by kind; `apis` holds those of each component, in the components' order."""

    groups: list[Document]
    users: list[Document]
    domains: list[Document]
    systems: list[Document]
    resources: list[Document]
    components: list[Document]
    apis: list[list[Document]]

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return {
            "Component": len(self.components),
            "API": sum(map(len, self.apis)),
            "Resource": len(self.resources),
            "System": len(self.systems),
            "Domain": len(self.domains),
            "Group": len(self.groups),
            "User": len(self.users),
        }

    def files(self) -> Iterator[tuple[str, list[Document]]]:
        """Every descriptor file, by its path below the root."""
        people = self.groups + self.users
        yield "org/groups.yaml", people[:PEOPLE_A_FILE]
        for first in range(PEOPLE_A_FILE, len(people), PEOPLE_A_FILE):
            yield f"org/groups-{first // PEOPLE_A_FILE:03d}.yaml", people[first : first + PEOPLE_A_FILE]
        yield "org/systems.yaml", self.domains + self.systems
        for first in range(0, len(self.resources), RESOURCES_A_FILE):
            number = first // RESOURCES_A_FILE
            yield f"resources/resources-{number:03d}.yaml", self.resources[first : first + RESOURCES_A_FILE]
        for component, apis in zip(self.components, self.apis, strict=True):
            yield f"components/{name_of(component)}/catalog-info.yaml", [component, *apis]


def found(size: int, seed: int = 1, users: int = 0, back_edges: float = 0.01) -> Organisation:
    """An organisation of `size` components, and of the teams, systems, APIs and data that go with so many.

    Components depend on those founded before them; `back_edges` is the share that also depends on a later one.
    """
    return _Founder(size, Random(f"{size}/{seed}"), back_edges).found(users)


@dataclass
class _Favourites(Generic[Thing]):
    """Things of which those already picked are picked again the more often, as in real organisations."""

    chance: Random
    fairness: float = 0.25
    """The share of picks in which all things are equal."""
    things: list[Thing] = field(default_factory=list)
    tickets: list[Thing] = field(default_factory=list)

    def add(self, thing: Thing) -> None:
        self.things.append(thing)
        self.tickets.append(thing)

    def pick(self) -> Thing:
        return self.several(1)[0]

    def several(self, count: int) -> list[Thing]:
        """Up to `count` different things; fewer where there are few, or chance does not find them."""
        picked: list[Thing] = []
        for _ in range(20 * count if self.things else 0):
            if len(picked) == count:
                break
            fair = self.chance.random() < self.fairness
            thing = self.chance.choice(self.things if fair else self.tickets)
            if thing not in picked:
                picked.append(thing)
                self.tickets.append(thing)
        return picked


class _Founder:
    """Founds one organisation, from the teams down to the APIs, since each draws on what is there before it."""

    def __init__(self, size: int, chance: Random, back_edges: float) -> None:
        self._size = size
        self._chance = chance
        self._back_edges = back_edges
        self._owners: _Favourites[str] = _Favourites(chance, 0.5)
        self._systems: _Favourites[Document] = _Favourites(chance, 0.5)
        self._resources: _Favourites[str] = _Favourites(chance)
        self._apis: _Favourites[str] = _Favourites(chance)
        self._components: _Favourites[str] = _Favourites(chance)

    def found(self, users: int) -> Organisation:
        """The whole organisation; only once, since it uses up its chances."""
        groups = self._found_groups()
        people = [self._user(number) for number in range(users)]
        domains = [self._domain(number) for number in range(max(1, self._size // 100))]
        for number in range(max(1, self._size // 20)):
            self._systems.add(self._system(number, domains[number % len(domains)]))
        resources = [self._resource(number) for number in range(self._size // 4)]
        components, apis = self._found_components()
        return Organisation(groups, people, domains, self._systems.things, resources, components, apis)

    def _found_groups(self) -> list[Document]:
        """A tree of teams; those at its leaves own everything."""
        count = max(2, self._size // 10)
        names = [f"{_area(number)}-{LEVELS[_level(number)][0]}-{number:04d}" for number in range(count)]
        for number, name in enumerate(names):
            if SPAN * number + 1 >= count:
                self._owners.add(name)
        return [self._group(number, names) for number in range(count)]

    def _group(self, number: int, names: Sequence[str]) -> Document:
        name = names[number]
        spec: Document = {
            "type": LEVELS[_level(number)][1],
            "profile": {"displayName": _title(name), "email": f"{name}@example.com"},
            "children": [],
        }
        if number:
            spec["parent"] = names[_above(number)]
        return document("Group", {"name": name, "description": self._sentence(6)}, spec)

    def _user(self, number: int) -> Document:
        name = f"user-{number:05d}"
        profile = {"displayName": f"User {number}", "email": f"{name}@example.com"}
        team = self._chance.choice(self._owners.things)
        return document("User", {"name": name}, {"profile": profile, "memberOf": [team]})

    def _domain(self, number: int) -> Document:
        metadata = {"name": f"{_area(number)}-domain-{number:03d}", "description": self._sentence(8)}
        return document("Domain", metadata, {"owner": self._owners.pick()})

    def _system(self, number: int, domain: Document) -> Document:
        owner = self._owners.pick()
        metadata = {
            "name": f"{_area(number)}-system-{number:04d}",
            "description": self._sentence(8),
            "tags": [self._chance.choice(TAGS)],
        }
        return document("System", metadata, {"owner": owner, "domain": name_of(domain)})

    def _resource(self, number: int) -> Document:
        system = self._systems.pick()
        type_ = self._chance.choice(RESOURCE_TYPES)
        name = f"{_area(number)}-{type_}-{number:05d}"
        spec = {"type": type_, "owner": system["spec"]["owner"], "system": name_of(system)}
        if type_ in ("queue", "kafka-topic") and self._resources.things and self._happens(0.3):
            spec["dependsOn"] = [f"resource:default/{self._resources.pick()}"]
        self._resources.add(name)
        metadata = {"name": name, "description": self._sentence(7), "tags": self._chance.sample(TAGS, 2)}
        return document("Resource", metadata, spec)

    def _found_components(self) -> tuple[list[Document], list[list[Document]]]:
        """Components with the APIs of each: half as many APIs as components, and at most two to a component."""
        providers = [number for number in range(self._size) for _ in range(2)]
        self._chance.shuffle(providers)
        provided = Counter(providers[: self._size // 2])
        names = [
            f"{self._chance.choice(AREAS)}-{self._chance.choice(ROLES)}-{number:05d}" for number in range(self._size)
        ]
        components: list[Document] = []
        apis: list[list[Document]] = []
        serial = 0
        for number, name in enumerate(names):
            system = self._systems.pick()
            owner = system["spec"]["owner"] if self._happens(0.7) else self._owners.pick()
            api_names = [f"{name}-api-{serial + index:05d}" for index in range(provided[number])]
            serial += len(api_names)
            apis.append([self._api(api, owner, name_of(system)) for api in api_names])
            components.append(self._component(name, owner, name_of(system), api_names, names[number + 1 :]))
            for api in api_names:
                self._apis.add(api)
            self._components.add(name)
        return components, apis

    def _api(self, name: str, owner: str, system: str) -> Document:
        type_ = self._chance.choice(API_TYPES)
        definition = self._openapi(name) if type_ == "openapi" else "see repository"
        metadata = {"name": name, "description": self._sentence(8), "tags": self._chance.sample(TAGS, 1)}
        spec = {
            "type": type_,
            "lifecycle": self._chance.choice(API_LIFECYCLES),
            "owner": owner,
            "system": system,
            "definition": definition,
        }
        return document("API", metadata, spec)

    def _openapi(self, title: str) -> str:
        version = self._chance.randint(0, 9)
        head = f'openapi: "3.0.0"\ninfo:\n  title: {title}\n  version: 1.{version}.0\npaths:\n'
        return head + "".join(self._operation(number) for number in range(self._chance.randint(3, 8)))

    def _operation(self, number: int) -> str:
        return (
            f"  /v1/{self._chance.choice(WORDS)}/{self._chance.choice(WORDS)}:\n"
            f"    get:\n      operationId: op{number}\n"
            '      responses:\n        "200": {description: ok}\n'
        )

    def _component(self, name: str, owner: str, system: str, apis: Sequence[str], later: Sequence[str]) -> Document:
        spec = {
            "type": self._chance.choice(COMPONENT_TYPES),
            "lifecycle": self._chance.choices(["production", "experimental", "deprecated"], [8, 1, 1])[0],
            "owner": owner,
            "system": system,
            "providesApis": list(apis),
            "consumesApis": self._apis.several(self._chance.randint(1, 4)),
            "dependsOn": self._dependencies(later),
        }
        language = self._chance.choice(LANGUAGES)
        return document(
            "Component",
            self._component_metadata(name, language),
            {key: value for key, value in spec.items() if value},
        )

    def _dependencies(self, later: Sequence[str]) -> list[str]:
        count = self._chance.randint(1, 5)
        components = sum(self._happens(0.65) for _ in range(count))  # the other needs are resources
        needs = [f"component:default/{name}" for name in self._components.several(components)]
        needs += [f"resource:default/{name}" for name in self._resources.several(count - components)]
        if self._happens(self._back_edges) and later:
            needs.append(f"component:default/{self._chance.choice(later)}")
        return needs

    def _component_metadata(self, name: str, language: str) -> Document:
        return {
            "name": name,
            "title": _title(name),
            "description": self._sentence(self._chance.randint(8, 20)),
            "labels": {
                "tier": str(self._chance.randint(1, 4)),
                "language": language,
                "cost-centre": f"cc-{self._chance.randint(100, 199)}",
            },
            "tags": sorted({language, *self._chance.sample(TAGS, self._chance.randint(1, 4))}),
            "annotations": {
                "github.com/project-slug": f"example/{name}",
                "pagerduty.com/integration-key": f"{self._chance.getrandbits(128):032x}",
                "backstage.io/techdocs-ref": "dir:.",
                "sonarqube.org/project-key": name,
            },
            "links": [
                {"url": f"https://dash.example.com/d/{name}", "title": "Dashboard", "icon": "dashboard"},
                {"url": f"https://runbooks.example.com/{name}", "title": "Runbook", "icon": "docs"},
            ],
        }

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _sentence(self, words: int) -> str:
        return " ".join(self._chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def document(kind: str, metadata: Document, spec: Document) -> Document:
    """A descriptor, its keys in the order in which people write them."""
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}


def name_of(document: Document) -> str:
    """The name by which others refer to a descriptor."""
    name: str = document["metadata"]["name"]
    return name


def _title(name: str) -> str:
    return name.replace("-", " ").title()


def _area(number: int) -> str:
    return AREAS[number % len(AREAS)]


def _above(number: int) -> int:
    """The number of the team above; the first has none."""
    return (number - 1) // SPAN


def _level(number: int) -> int:
    level = 0
    while number:
        number = _above(number)
        level += 1
    return min(level, len(LEVELS) - 1)
