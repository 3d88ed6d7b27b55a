"""What the teams of a made-up organisation write down over the years, so that every rule has something to judge by.

Tiers, promises, access, confirmations, contacts, on-call, links, data classes and last days are added to an
organisation that has been lived in. Most of it is right, and a little of everything is wrong or missing. Chance is used
nowhere: what is wrong is every so many-th thing, so the same size writes the same bytes.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from math import floor, prod

from benchmarks.founding import Document, Organisation, name_of
from benchmarks.lived_in import lived_in

TODAY = date(2026, 11, 23)
"""The day from which ages and last days are counted: the one that the rules are measured with."""

PROMISES = (99.99, 99.95, 99.9, 99.5)
"""What is promised at most, by tier."""
BARE = {"criticality": "hard", "mode": "sync"}
"""How something is needed of which nobody says how."""
CLASSES = ("public", "internal", "internal", "confidential", "regulated")
LINKS = ("alerts", "logs", "docs", "repo")

CIRCLE = 150
"""One component in so many needs the one after it, and that needs it as well."""
INSIDE = 12
"""One need of another system in so many goes past its API."""
MISTAKEN = 300
"""One component in so many has each of the mistakes that people make."""
DESERTED = 50
"""One team in so many has lost its people."""
WRONG_TIER = 40
"""One need in so many leads to a lower tier."""
WRONG_PROMISE = 14
"""One promise in so many is more than its needs allow."""
FOREIGN_WRITER = 30
"""One user of another team's data store in so many writes it."""
FOREIGN_READER = 6
"""One user of another team's data store in so many says that it reads it."""
UNCLASSIFIED = 9
"""One data store in so many does not say what it holds."""
AUTHORITATIVE = 8
"""One data store in so many is a source of truth."""
UNHELD = 100
"""One data store in so many, and a regulated one, belongs to nobody."""
UNLINKED = 8
"""One component in so many lacks each of the links."""
UNCONFIRMED = 6
"""One owner in so many has not said that it is the owner."""
UNREACHABLE = 25
"""One team in so many has no contact."""
NOT_ON_CALL = 10
"""One team in so many has nobody on call."""
LEFT_BEHIND = 20
"""One thing that others need in so many is in whatever lifecycle it was founded in."""
LEAVING = 3
"""One deprecated thing in so many has a last day."""


def described(services: int) -> Organisation:
    """An organisation of so many services whose teams have written down what rules ask for."""
    organisation = lived_in(services)
    offered = dict(zip(map(_ref, organisation.components), organisation.apis, strict=True))
    named = {_ref(document): document for document in chain(organisation.components, organisation.resources)}
    named |= {_ref(api): named[provider] for provider, apis in offered.items() for api in apis}
    _need(organisation, named, offered)
    _settle(organisation)
    _rank(organisation, named)
    _promise(organisation, named)
    for number, document in enumerate(chain(organisation.components, organisation.resources)):
        _confirm(document, number, organisation.users)
    for number, resource in enumerate(organisation.resources):
        _classify(resource, number)
    _staff(organisation)
    for number, component in enumerate(organisation.components):
        if number % MISTAKEN < len(MISTAKES):
            MISTAKES[number % MISTAKEN](component, organisation)
    return organisation


def _need(organisation: Organisation, named: Mapping[str, Document], offered: Mapping[str, Sequence[Document]]) -> None:
    """Say how each component needs others, and through what."""
    for number, component in enumerate(organisation.components):
        _go_through_apis(component, number, named, offered)
        _say_how(component, number)
        _say_access(component, number, named)
    for first, second in zip(organisation.components[::CIRCLE], organisation.components[1::CIRCLE], strict=False):
        for one, other in ((first, second), (second, first)):
            one["spec"].setdefault("dependsOn", []).append(_ref(other))


def _settle(organisation: Organisation) -> None:
    """Bring most of what others need into production, and link components to their evidence."""
    needed = Counter(chain.from_iterable(_hard(component) for component in organisation.components))
    for number, component in enumerate(organisation.components):
        _settle_lifecycle(component, number, needed[_ref(component)])
        _link(component, number)
    for number, api in enumerate(chain.from_iterable(organisation.apis)):
        _settle_lifecycle(api, number, 1)


def _staff(organisation: Organisation) -> None:
    """Say how each team is reached; some have lost their people."""
    for number, team in enumerate(organisation.groups):
        _reach(team, number)
    # Those at the end of the list are the ones that own things.
    deserted = {name_of(team) for team in organisation.groups[::-DESERTED]}
    for user in organisation.users:
        if not deserted.isdisjoint(user["spec"]["memberOf"]):
            user["spec"]["memberOf"] = []


def _ref(document: Document) -> str:
    return f"{document['kind'].lower()}:default/{name_of(document)}"


def _go_through_apis(
    component: Document, number: int, named: Mapping[str, Document], offered: Mapping[str, Sequence[Document]]
) -> None:
    """Consume the API of a component in another system, if it has one, in place of the component; but for some."""
    spec = component["spec"]
    for place, need in enumerate(tuple(spec.get("dependsOn", []))):
        other = named.get(need)
        if other is None or other["spec"].get("system") == spec["system"] or not (number + place) % INSIDE:
            continue
        for api in offered.get(need, ())[:1]:
            spec["dependsOn"].remove(need)
            spec["dependencyDetails"].pop(need, None)
            spec["consumesApis"] = sorted({*spec.get("consumesApis", []), name_of(api)})


def _say_how(component: Document, number: int) -> None:
    """Say of two in three consumed APIs that they are not needed at once."""
    spec = component["spec"]
    for place, api in enumerate(spec.get("consumesApis", [])):
        if (number + place) % 3:
            spec["dependencyDetails"][f"api:default/{api}"] = {"criticality": "hard", "mode": "async"}


def _hard(component: Document) -> list[str]:
    """What a component cannot do without, by references that say everything."""
    spec = component["spec"]
    needs = [*spec.get("dependsOn", []), *(f"api:default/{api}" for api in spec.get("consumesApis", []))]
    details = spec["dependencyDetails"]
    return [need for need in needs if details.get(need, BARE) | BARE == details.get(need, BARE)]


def _settle_lifecycle(document: Document, number: int, needed: int) -> None:
    """What many need is in production; a deprecated thing may have a day on which it goes."""
    spec = document["spec"]
    if needed and number % LEFT_BEHIND:
        spec["lifecycle"] = "production"
    elif spec["lifecycle"] == "deprecated" and not number % LEAVING:
        spec["sunset"] = str(TODAY + timedelta(days=number % 700 - 100))


def _say_access(component: Document, number: int, named: Mapping[str, Document]) -> None:
    spec = component["spec"]
    for place, (need, details) in enumerate(spec["dependencyDetails"].items()):
        store = named.get(need)
        if store is None or store["kind"] != "Resource":
            continue
        if store["spec"]["owner"] == spec.get("owner"):
            details["access"] = "read-write"
        elif not (number + place) % FOREIGN_WRITER:
            details["access"] = "write"
        elif not (number + place) % FOREIGN_READER:
            details["access"] = "read"


def _link(component: Document, number: int) -> None:
    name = name_of(component)
    component["metadata"]["links"] += [
        {"url": f"https://{type_}.example.com/{name}", "title": type_.title(), "type": type_}
        for place, type_ in enumerate(LINKS)
        if (number + place) % UNLINKED
    ]


def _rank(organisation: Organisation, named: Mapping[str, Document]) -> None:
    """Give most things the tier of the most important that needs them; later components need earlier ones."""
    for number, resource in enumerate(organisation.resources):
        resource["spec"]["tier"] = 2 + number % 3
    for number, component in enumerate(reversed(organisation.components)):
        spec = component["spec"]
        # One in so many is a tier 1 of its own accord; most things matter less.
        spec["tier"] = min(spec["tier"] + 1, 4) if number % 12 else 1
    for number, component in enumerate(reversed(organisation.components)):
        for place, need in enumerate(_hard(component)):
            if need in named and (number + place) % WRONG_TIER:
                other = named[need]["spec"]
                other["tier"] = min(other["tier"], component["spec"]["tier"])


def _promise(organisation: Organisation, named: Mapping[str, Document]) -> None:
    """Promise no more than what is needed allows, but for some; every third thing promises nothing."""
    for number, resource in enumerate(organisation.resources):
        if number % 3:
            resource["spec"]["slo"] = PROMISES[0]
    handed_on: dict[str, float] = {}
    for number, component in enumerate(organisation.components):
        spec = component["spec"]
        needed = {_ref(named[need]): named[need]["spec"] for need in _hard(component) if need in named}
        promised = (other.get("slo", handed_on.get(ref, 100)) for ref, other in needed.items())
        reachable = floor(100_000 * prod(each / 100 for each in promised)) / 1000
        if number % 3:
            most = PROMISES[spec["tier"] - 1]
            spec["slo"] = most if not number % WRONG_PROMISE else min(most, reachable)
        else:
            handed_on[_ref(component)] = reachable


def _confirm(document: Document, number: int, users: list[Document]) -> None:
    if number % UNCONFIRMED and users:
        day = TODAY - timedelta(days=number * 7 % 240)
        document["spec"]["confirmed"] = {"by": f"user:{name_of(users[number % len(users)])}", "on": str(day)}


def _classify(resource: Document, number: int) -> None:
    spec = resource["spec"]
    if number % UNCLASSIFIED:
        spec["data"] = {
            "classification": CLASSES[number % len(CLASSES)],
            "authoritative": not number % AUTHORITATIVE,
        }
    if number % UNHELD == len(CLASSES) - 1:
        for key in ("owner", "system"):
            del spec[key]


def _reach(team: Document, number: int) -> None:
    spec, name = team["spec"], name_of(team)
    if not number % UNREACHABLE:
        del spec["profile"]["email"]
    elif number % NOT_ON_CALL:
        spec["contacts"] = [{"type": "slack", "value": f"#{name}"}]
        spec["onCall"] = {"type": "pagerduty", "value": f"https://example.pagerduty.com/schedules/{number}"}


def _mistake(key: str, value: object) -> Callable[[Document, Organisation], None]:
    def make(component: Document, _: Organisation) -> None:
        component["spec"][key] = value

    return make


def _without(*keys: str) -> Callable[[Document, Organisation], None]:
    def make(component: Document, _: Organisation) -> None:
        for key in keys:
            component["spec"].pop(key, None)

    return make


def _owned_by_a_person(component: Document, organisation: Organisation) -> None:
    if organisation.users:
        component["spec"]["owner"] = f"user:{name_of(organisation.users[0])}"


def _part_of_a_component(component: Document, organisation: Organisation) -> None:
    component["spec"]["system"] = name_of(organisation.components[0])


def _handed_over(component: Document, organisation: Organisation) -> None:
    """Its APIs stay with the team that had it."""
    component["spec"]["owner"] = name_of(organisation.groups[-2])


def _undocumented(component: Document, _: Organisation) -> None:
    component["spec"]["tier"] = 1
    component["metadata"] |= {"annotations": {}, "links": []}


MISTAKES: tuple[Callable[[Document, Organisation], None], ...] = (
    _mistake("owner", "TBD"),
    _mistake("owner", "dissolved-long-ago"),
    _owned_by_a_person,
    _part_of_a_component,
    _undocumented,
    _without("owner", "system"),
    _without("lifecycle"),
    _without("type"),
    _without("providesApis"),
    _without("providesApis"),
    _handed_over,
    _handed_over,
)
"""Each is made to a component, one after the other."""
