"""The example organisation has something to say on every page."""

from collections import Counter

import pytest

from app import policy_file, reading, rules
from app.entities import Ref
from app.graph import components, network, reach
from app.sources.folder import Folder
from tests.conftest import TODAY
from tests.corpus import EXAMPLE

WRITES = ("write", "read-write")


@pytest.fixture(scope="module")
def catalog():
    """The catalog of the example organisation."""
    return reading.read(Folder(EXAMPLE)).catalog(TODAY)


@pytest.fixture(scope="module")
def needs(catalog):
    """Its network of needs."""
    return network.of(catalog)


def hard(needs):
    """The network of hard needs alone."""
    return network.joining(edge for edge in needs.edges if edge.criticality == "hard")


def test_it_is_large_enough_to_browse(catalog):
    """There are things of every kind, and several people to a team."""
    counted = Counter(entity.ref.kind for entity in catalog)

    assert 70 <= len(catalog) - counted["user"] <= 90
    assert set(counted) == {"component", "api", "resource", "system", "domain", "group", "user"}
    assert min(counted.values()) >= 8


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        pytest.param("component", {"service", "website", "library", "mobile-app"}, id="components"),
        pytest.param("api", {"openapi", "asyncapi", "graphql", "grpc"}, id="APIs"),
        pytest.param(
            "resource", {"database", "cache", "queue", "topic", "bucket", "warehouse", "search-index"}, id="data stores"
        ),
    ],
)
def test_it_has_each_type(catalog, kind, types):
    """Each list of a kind has its usual types."""
    assert {entity.type for entity in catalog.of_kind(kind)} >= types


@pytest.mark.parametrize("tier", [1, 2, 3, 4])
def test_it_has_each_tier(catalog, tier):
    """Some things matter more than others."""
    assert [entity for entity in catalog.of_kind("component") if entity.tier == tier]


def test_links_and_contacts_are_of_every_type(catalog):
    """Every type of link that means something is there, and every way to reach somebody."""
    links = {link.get("type") for entity in catalog for link in entity.metadata.get("links", ())}
    contacts = {contact["type"] for entity in catalog for contact in entity.spec.get("contacts", ())}

    assert links == {"dashboard", "runbook", "logs", "alerts", "docs", "repo", "oncall", "slo", "chat"}
    assert contacts == {"slack", "email", "pagerduty", "teams", "phone", "url"}


def test_needs_are_of_every_sort(needs):
    """Hard and soft, synchronous and not, reading and writing are all there."""
    assert {edge.criticality for edge in needs.edges} == {"hard", "soft"}
    assert {edge.mode for edge in needs.edges} == {"sync", "async"}
    assert {edge.access for edge in needs.edges} == {"read", "write", "read-write", "unknown"}
    assert any(edge.criticality == "soft" and edge.mode == "async" for edge in needs.edges)


def test_much_stops_with_payments(needs):
    """One service is felt far beyond the team that owns it."""
    assert len(reach.behind(hard(needs), Ref("component", "default", "payments")).refs) > 12


def test_teams_go_round_in_circles(catalog, needs):
    """Services of two teams, and of three, cannot do without each other."""
    circles = [group for group in components.strong(hard(needs)) if len(group) > 1]
    services = [[ref for ref in group if ref.kind == "component"] for group in circles]

    assert sorted([ref.name for ref in each] for each in services) == [
        ["card-issuing", "disputes", "loan-accounts"],
        ["case-service", "refunds"],
    ]
    assert sorted(len({catalog[ref].spec["owner"] for ref in each}) for each in services) == [2, 3]


def test_two_teams_write_one_store(catalog, needs):
    """Two data stores are written by services of two teams."""
    writers: dict[str, set[str]] = {}
    for edge in needs.edges:
        if edge.target.kind == "resource" and edge.access in WRITES and catalog[edge.source].spec.get("owner"):
            writers.setdefault(edge.target.name, set()).add(catalog[edge.source].spec["owner"])

    assert sorted(name for name, teams in writers.items() if len(teams) > 1) == ["core-db", "ledger-db"]


def test_production_rests_on_what_goes(catalog, needs):
    """Things with a last day are still needed by things in production."""
    going = {entity.ref for entity in catalog if entity.spec.get("sunset")}
    used = {edge.target.name for edge in needs.edges if catalog[edge.source].lifecycle == "production"} & {
        ref.name for ref in going
    }

    assert used == {"core-monolith", "core-db", "payments-api-v3"}


def test_parts_of_the_monolith_have_successors(catalog):
    """Several services say that they take over from the monolith."""
    parts = [entity.name for entity in catalog if "component:core-monolith" in entity.spec.get("replaces", ())]

    assert sorted(parts) == ["customer-profile", "identity", "interest", "ledger", "loan-accounts", "payments"]


def test_one_api_is_consumed_by_nobody(catalog):
    """Every other API has a consumer, and all have a provider."""
    unconsumed = [entity.name for entity in catalog.of_kind("api") if not catalog.related(entity.ref, "apiConsumedBy")]

    assert unconsumed == ["figures-api"]
    assert all(catalog.related(entity.ref, "apiProvidedBy") for entity in catalog.of_kind("api"))


def test_every_thing_says_what_it_is(catalog):
    """Each has a title and one sentence."""
    assert [
        str(entity.ref)
        for entity in catalog
        if entity.ref.kind != "user"
        and not (entity.metadata.get("title") and str(entity.metadata.get("description")).endswith("."))
    ] == []


def test_its_policy_puts_up_with_one_gap(catalog):
    """The policy has no mistake, and each of its waivers hides something that is found without it."""
    written = policy_file.of(Folder(EXAMPLE))
    assert written is not None
    judged = rules.judge(catalog, written.policy)

    assert written.problems == ()
    assert [len(each.findings) for each in judged.waived] == [1]
    assert not set(judged.findings) & {finding for each in judged.waived for finding in each.findings}
