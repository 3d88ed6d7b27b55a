"""Of each thing in the network an estate knows what bears on standing alone."""

from datetime import date

import pytest

from app.alignment import estate
from app.alignment.estate import INTERACTIONS, Part, differ
from app.entities import Ref
from app.policy import DEFAULT, Policy
from tests.alignment.estates import EXAMPLES, estate_of
from tests.alignment.needing import LATER, SOFT, estate_with, thing
from tests.texts import a, all_of, person, team


def ref(text):
    """A reference such as `component:billing`."""
    return Ref.parse(text, "component", "default")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        pytest.param(a("Component x", "type: Service"), "type", "service", id="a type, folded"),
        pytest.param(a("Component x"), "type", "", id="no type"),
        pytest.param(a("Component x", "lifecycle: Production"), "lifecycle", "production", id="a lifecycle, folded"),
        pytest.param(a("Component x"), "lifecycle", "", id="no lifecycle"),
        pytest.param(a("Component x", "tier: 1"), "tier", 1, id="a tier"),
        pytest.param(a("Component x", "tier: 9"), "tier", None, id="a tier that there is not"),
        pytest.param(a("Component x", "tier: true"), "tier", None, id="a tier that is no number"),
        pytest.param(a("Component x", "owner: red"), "team", ref("group:red"), id="an owner"),
        pytest.param(a("Component x", "owner: gone"), "team", None, id="an owner that nobody declares"),
        pytest.param(
            all_of(a("Component x", "owner: user:ann"), person("ann", "red")),
            "team",
            None,
            id="an owner who is no team",
        ),
        pytest.param(
            all_of(a("Component x", "system: s"), a("System s", "owner: red")),
            "team",
            ref("group:red"),
            id="its system's owner",
        ),
        pytest.param(
            all_of(a("Component x", "system: s"), a("System s", "domain: d"), a("Domain d", "owner: red")),
            "team",
            ref("group:red"),
            id="its domain's owner",
        ),
        pytest.param(
            all_of(a("Component x", "owner: blue", "system: s"), a("System s", "owner: red")),
            "team",
            ref("group:blue"),
            id="its own owner before its system's",
        ),
        pytest.param(a("Component x"), "team", None, id="nobody's"),
        pytest.param(a("API x", "owner: red"), "team", ref("group:red"), id="an API's owner"),
        pytest.param(all_of(a("Component x", "system: s"), a("System s")), "system", ref("system:s"), id="a system"),
        pytest.param(a("Component x", "system: s"), "system", ref("system:s"), id="a system that nobody declares"),
        pytest.param(a("Component x"), "system", None, id="no system"),
        pytest.param(
            all_of(a("Component x", "system: s"), a("System s", "domain: d"), a("Domain d")),
            "domain",
            ref("domain:d"),
            id="its system's domain",
        ),
        pytest.param(
            all_of(a("Component x", "system: s"), a("System s")), "domain", None, id="a system that is in no domain"
        ),
        pytest.param(a("Component x", "system: s"), "domain", None, id="a domain that nobody can know"),
        pytest.param(a("Resource x", "type: database"), "keeps", True, id="a data store"),
        pytest.param(a("Component x", "type: Database"), "keeps", True, id="a component that is a data store"),
        pytest.param(a("Resource x", "type: kafka-topic"), "keeps", False, id="a topic"),
        pytest.param(a("Resource x", "type: cluster"), "keeps", False, id="a resource that keeps nothing"),
        pytest.param(a("API x", "type: database"), "keeps", False, id="an API keeps nothing"),
        pytest.param(a("Component x", "slo: {availability: 99.9}"), "promise", 99.9, id="a promise"),
        pytest.param(a("Component x", "slo: 99"), "promise", 99.0, id="a promise in short"),
        pytest.param(a("Component x", "slo: {latency: 99.9}"), "promise", None, id="no promise of being there"),
        pytest.param(a("Component x", "slo: true"), "promise", None, id="a promise that is no number"),
        pytest.param(a("Resource x", "data: {classification: internal}"), "classification", "internal", id="a class"),
        pytest.param(a("Resource x", "data: [internal]"), "classification", "", id="a class that is none"),
        pytest.param(a("Resource x", "data: {authoritative: true}"), "authoritative", True, id="a source of truth"),
        pytest.param(a("Resource x", "data: {authoritative: false}"), "authoritative", False, id="a copy"),
        pytest.param(a("Resource x", "data: {}"), "authoritative", None, id="it is not said which"),
        pytest.param(a("Resource x", "data: {retention: 7 years}"), "retention", "7 years", id="a retention"),
        pytest.param(a("Component x", "sunset: '2027-03-31'"), "sunset", date(2027, 3, 31), id="a last day"),
        pytest.param(a("Component x", "sunset: 2027-03-31"), "sunset", date(2027, 3, 31), id="a last day, bare"),
        pytest.param(a("Component x", "sunset: soon"), "sunset", None, id="a last day that is none"),
    ],
)
def test_knows_of_each_thing(text, field, value):
    """What a descriptor says is known; what it does not say, or nobody can read, is empty."""
    (part,) = (part for part in estate_with(text).parts if part.ref.name == "x" and part.exists)
    found = getattr(part, field)

    assert (found, type(found)) == (value, type(value))


BARE = Ref("component", "default", "x")

SHOWING = a(
    "Component x",
    "type: service",
    "lifecycle: production",
    "tier: 1",
    "slo: {availability: 99.9}",
).replace("{name: x}", "{name: x, links: [{url: https://example.org, type: dashboard}]}")


@pytest.mark.parametrize(
    ("text", "asked", "demanded", "shows"),
    [
        pytest.param(
            SHOWING, "dashboard alerts runbook logs slo docs source", "dashboard alerts slo", "dashboard slo", id="all"
        ),
        pytest.param(
            SHOWING.replace("production", "experimental"),
            "dashboard alerts runbook logs slo docs source",
            "",
            "dashboard slo",
            id="nothing is demanded of what is not in production",
        ),
        pytest.param(
            SHOWING.replace("tier: 1", "tier: 2"),
            "dashboard alerts runbook logs slo docs source",
            "runbook",
            "dashboard slo",
            id="a tier of which less is demanded",
        ),
        pytest.param(
            SHOWING.replace("  tier: 1\n", ""),
            "dashboard alerts runbook logs slo docs source",
            "",
            "dashboard slo",
            id="nothing is demanded of what has no tier",
        ),
        pytest.param(SHOWING.replace("type: service", "type: library"), "docs source", "", "", id="what never runs"),
        pytest.param(
            a("Component x", "type: library").replace(
                "{name: x}", "{name: x, annotations: {backstage.io/techdocs-ref: dir}}"
            ),
            "docs source",
            "",
            "docs",
            id="by an annotation",
        ),
        pytest.param(
            SHOWING.replace("Component", "Resource"),
            "dashboard alerts runbook slo",
            "dashboard alerts slo",
            "dashboard slo",
            id="a store",
        ),
        pytest.param(SHOWING.replace("Component", "API"), "slo", "slo", "slo", id="an API"),
    ],
)
def test_knows_what_evidence_there_is(text, asked, demanded, shows):
    """What makes sense for a thing, what its tier demands of it in production, and what it shows, each in one order."""
    policy = Policy(evidence={1: frozenset(("slo", "alerts", "dashboard")), 2: frozenset(("runbook",))})
    (part,) = estate_of(text, policy).parts

    assert [" ".join(words) for words in (part.asked, part.demanded, part.shows)] == [asked, demanded, shows]


def test_keeps_to_the_policy():
    """What is a data store is for the policy to say."""
    text = a("Resource x", "type: ledger")

    assert [part.keeps for part in estate_of(text).parts] == [False]
    assert [part.keeps for part in estate_of(text, Policy(data_store_types=frozenset(("ledger",)))).parts] == [True]


def test_names_what_a_thing_replaces_once():
    """In the order it is written, whether or not anybody declares it."""
    here = estate_with(a("Component x", "replaces: [component:old, component:older, component:OLD]"))

    assert here.part(BARE).replaces == (ref("component:old"), ref("component:older"))


def test_of_a_name_nobody_declares_nothing_is_known():
    """It has a part of its own where something needs it, and stands for no other thing."""
    here = estate_with(thing("a", "red", "gone", "resource:db"))

    assert here.part(ref("component:gone")) == Part(ref("component:gone"))
    assert here.parts[here.network.numbers[ref("resource:db")]] == Part(ref("resource:db"))
    assert here.part(ref("component:never")) == Part(ref("component:never"))
    assert not here.part(ref("component:gone")).exists


def test_of_other_kinds_only_that_they_are_there_is_known():
    """A system, a domain, a team or a person neither needs nor is needed."""
    here = estate_of(
        all_of(a("System s", "owner: red"), a("Domain d", "owner: red"), team("red"), person("ann", "red"))
    )

    assert here.parts == tuple(Part(part.ref, exists=True) for part in here.parts)
    assert {part.ref.kind for part in here.parts} == {"system", "domain", "group", "user"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        *(pytest.param(word, word, id=word) for word in INTERACTIONS),
        pytest.param("Platform", None, id="not as it is spelt"),
        pytest.param("squad", None, id="a word of another book"),
        pytest.param("[platform]", None, id="no text"),
    ],
)
def test_knows_how_teams_work_with_others(written, found):
    """A type of Team Topologies, as far as a team declares one."""
    here = estate_of(all_of(team("red", f"interaction: {written}"), team("blue")))

    assert here.interactions == ({ref("group:red"): found} if found else {})
    assert here.teams == ((ref("group:red"),) if found else ())


def test_teams_are_those_that_answer_for_something():
    """Or say how they work with others; in order, and no team twice."""
    here = estate_with(
        thing("a", "red"), thing("b", "blue"), thing("c", "red"), thing("d", ""), team("other", "interaction: enabling")
    )

    assert [ref.name for ref in here.teams] == ["blue", "other", "red"]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        pytest.param("red", "blue", True, id="two teams"),
        pytest.param("red", "red", False, id="one"),
        pytest.param("red", "", False, id="of nobody"),
        pytest.param("", "blue", False, id="by nobody"),
        pytest.param("", "", False, id="neither"),
        pytest.param("red", "gone", False, id="of a team that nobody declares"),
    ],
)
def test_two_teams_have_to_be_known_to_differ(one, other, found):
    """Where it is open who answers, that is nobody else."""
    here = estate_with(thing("a", one, "b"), thing("b", other))

    assert here.crosses(ref("component:a"), ref("component:b")) == found
    assert differ(here.part(ref("component:b")), here.part(ref("component:a"))) == found
    assert not here.crosses(ref("component:a"), ref("component:never"))


def test_a_catalog_without_teams_takes_owners_at_their_word():
    """Where all teams are left to another system, an owner is a team that nobody has to declare."""
    here = estate_of(all_of(thing("a", "red", "b"), thing("b", "blue")))

    assert here.crosses(ref("component:a"), ref("component:b"))


def test_hard_is_what_stops():
    """What is soft, or asynchronous, is a need all the same."""
    here = estate_with(thing("a", "red", "b", c=SOFT, d=LATER))

    assert [edge.target.name for edge in here.network.edges] == ["b", "c", "d"]
    assert [edge.target.name for edge in here.hard.edges] == ["b"]
    assert here.hard.refs == here.network.refs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(a("Component x", "type: Service"), True, id="a service"),
        pytest.param(a("Component x", "type: website"), False, id="a website"),
        pytest.param(a("Component x"), False, id="of no type"),
        pytest.param(a("Resource x", "type: service"), False, id="a resource"),
    ],
)
def test_knows_services(text, found):
    """A service is a component that says it is one."""
    assert [part.is_service for part in estate_of(text).parts] == [found]


@pytest.mark.parametrize("name", EXAMPLES)
def test_there_is_a_part_for_each_node(name):
    """Parts stand as the nodes do, and each is the part of its reference."""
    here = estate.of(EXAMPLES[name](), DEFAULT)

    assert tuple(part.ref for part in here.parts) == here.network.refs
    assert all(here.part(part.ref) is part for part in here.parts)
    assert all(set(part.demanded) | set(part.shows) <= set(part.asked) for part in here.parts)
