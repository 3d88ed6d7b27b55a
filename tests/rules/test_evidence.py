"""What matters most in production shows its dashboard, alerts, runbook, logs, promise, documentation and source."""

import pytest

from app.policy import EVIDENCE, Policy
from app.rules import RULES, evidence
from tests.texts import a, all_of, printed

HEAD = "x.yaml:3:1: gap: billing is of tier 1 and in production, and"


def found(catalog_of, text, policy=None):
    """The evidence that is missed, of the first file."""
    catalog = catalog_of({"x.yaml": text}) if isinstance(text, str) else catalog_of(text)
    return [
        what
        for what in EVIDENCE
        for each in RULES[f"no-{what}"].check(catalog, policy or Policy())
        if each.position.path == "x.yaml"
    ]


def shown(catalog_of, metadata: str):
    """The evidence that a service shows by one key of its metadata."""
    text = evidence.BARE.replace("name: billing\n", f"name: billing\n  {metadata}\n")
    return [what for what in EVIDENCE if what not in found(catalog_of, text)]


def test_every_evidence_has_a_rule_and_a_sign():
    """What a policy may demand is looked for by a rule of its name."""
    assert tuple(evidence.SIGNS) == EVIDENCE
    assert [what for what in EVIDENCE if f"no-{what}" not in RULES] == []


@pytest.mark.parametrize(
    ("what", "message"),
    [
        pytest.param(
            "dashboard",
            f"{HEAD} names no dashboard. Write a link of type `dashboard` under `metadata`, or an annotation as "
            "`grafana/dashboard-selector`. [no-dashboard]",
            id="dashboard",
        ),
        pytest.param(
            "alerts",
            f"{HEAD} does not say where its alerts are. Write a link of type `alerts` under `metadata`, or an "
            "annotation as `grafana/alert-label-selector`. [no-alerts]",
            id="alerts",
        ),
        pytest.param(
            "runbook",
            f"{HEAD} names no runbook. Write a link of type `runbook` under `metadata`. [no-runbook]",
            id="runbook",
        ),
        pytest.param(
            "logs",
            f"{HEAD} does not say where its logs are. Write a link of type `logs` under `metadata`. [no-logs]",
            id="logs",
        ),
        pytest.param(
            "slo",
            f"{HEAD.replace(':3:', ':5:')} promises nothing. Write what it promises under `spec`, as "
            "`slo: {availability: 99.9}`, or a link of type `slo`. [no-slo]",
            id="slo",
        ),
        pytest.param(
            "docs",
            f"{HEAD} names no documentation. Write a link of type `docs` under `metadata`, or the annotation "
            "`backstage.io/techdocs-ref`. [no-docs]",
            id="docs",
        ),
        pytest.param(
            "source",
            f"{HEAD} does not say where its source is. Write a link of type `repo` under `metadata`, or an annotation "
            "as `github.com/project-slug`. [no-source]",
            id="source",
        ),
    ],
)
def test_says_what_is_missing_and_what_to_write(catalog_of, what, message):
    """A service of tier 1 in production that shows nothing has one gap for each."""
    assert printed(RULES[f"no-{what}"], catalog_of({"x.yaml": evidence.BARE})) == [message]


def test_leads_to_the_links_that_are_there(catalog_of):
    """Where others are written already, the line to look at is theirs."""
    (line,) = printed(RULES["no-logs"], catalog_of({"x.yaml": evidence.linked("runbook")}))

    assert line.startswith("x.yaml:5:3: gap: billing is of tier 1")


@pytest.mark.parametrize(
    ("link", "evident"),
    [
        pytest.param("type: dashboard", ["dashboard"], id="dashboard"),
        pytest.param("type: Dashboard", ["dashboard"], id="in any case"),
        pytest.param("type: admin-dashboard", ["dashboard"], id="a word of the type"),
        pytest.param("type: alerts", ["alerts"], id="alerts"),
        pytest.param("type: runbook", ["runbook"], id="runbook"),
        pytest.param("type: logs", ["logs"], id="logs"),
        pytest.param("type: slo", ["slo"], id="slo"),
        pytest.param("type: docs", ["docs"], id="docs"),
        pytest.param("type: repo", ["source"], id="repo"),
        pytest.param(
            "type: runbook, title: Dashboard and logs", ["runbook"], id="a type that tells goes before the title"
        ),
        pytest.param("type: website, title: Dashboard", ["dashboard"], id="one that does not, after"),
        pytest.param("title: Grafana dashboard", ["dashboard"], id="a title"),
        pytest.param("title: 'Runbook: restarts'", ["runbook"], id="a word of a title"),
        pytest.param("title: Catalogue of blogs", [], id="a part of a word is none"),
        pytest.param("title: Change log", [], id="a log of changes is none of what runs"),
        pytest.param("title: Dashboards and logs", ["dashboard", "logs"], id="a title that names two"),
        pytest.param("icon: dashboard", [], id="an icon is only a picture"),
    ],
)
def test_reads_links(catalog_of, link, evident):
    """A link counts by its type, else by the words of its title."""
    assert shown(catalog_of, f"links: [{{url: 'https://example.org', {link}}}]") == evident


@pytest.mark.parametrize(
    ("url", "evident"),
    [
        pytest.param("https://grafana.example.org/d/1", ["dashboard"], id="Grafana"),
        pytest.param("https://acme.datadoghq.com/services", ["dashboard"], id="Datadog"),
        pytest.param("https://runbooks.example.org/1", ["runbook"], id="runbooks"),
        pytest.param("https://wiki.example.org/1", ["docs"], id="a wiki"),
        pytest.param("https://github.com/acme/billing", ["source"], id="GitHub"),
        pytest.param("https://example.org/logs", [], id="the path says too much"),
        pytest.param("https://[example/logs", [], id="no address at all"),
    ],
)
def test_reads_the_host_of_links(catalog_of, url, evident):
    """A link without a type that tells counts by the words of its host, too."""
    assert shown(catalog_of, f"links: [{{url: '{url}', title: Billing}}]") == evident


@pytest.mark.parametrize(
    ("annotation", "evident"),
    [
        pytest.param("grafana/dashboard-selector: billing", ["dashboard"], id="a Grafana dashboard"),
        pytest.param("grafana/alert-label-selector: app=billing", ["alerts"], id="Grafana alerts"),
        pytest.param("grafana/tag-selector: billing", ["dashboard"], id="a whole key"),
        pytest.param("grafana/Tag-Selector: billing", ["dashboard"], id="in any case"),
        pytest.param("datadoghq.com/dashboard-url: 'https://x'", ["dashboard"], id="a Datadog dashboard"),
        pytest.param("pagerduty.com/service-id: P1", ["alerts"], id="what pages"),
        pytest.param("sentry.io/project-slug: acme/billing", ["alerts"], id="an error tracker"),
        pytest.param("acme.org/runbook-url: 'https://x'", ["runbook"], id="a runbook of one's own"),
        pytest.param("acme.org/logs: 'https://x'", ["logs"], id="logs of one's own"),
        pytest.param("acme.org/slo: gold", ["slo"], id="a promise of one's own"),
        pytest.param("backstage.io/techdocs-ref: 'dir:.'", ["docs"], id="documentation"),
        pytest.param("github.com/project-slug: acme/billing", ["source"], id="GitHub"),
        pytest.param("dev.azure.com/project-repo: acme/billing", ["source"], id="Azure"),
        pytest.param("backstage.io/source-location: 'url:https://x/'", ["source"], id="where the source is"),
        pytest.param("backstage.io/source-template: template:x", [], id="what made it"),
        pytest.param("backstage.io/code-coverage: enabled", [], id="coverage"),
        pytest.param("github.com/team-slug: acme/payments", [], id="a team"),
        pytest.param("grafana/dashboard-selector: ''", [], id="an empty one"),
    ],
)
def test_reads_annotations(catalog_of, annotation, evident):
    """An annotation counts by its whole key or by a word of it, if it says anything."""
    assert shown(catalog_of, f"annotations: {{{annotation}}}") == evident


@pytest.mark.parametrize(
    ("slo", "promised"),
    [
        pytest.param("slo: 99.9", True, id="a number"),
        pytest.param("slo: {availability: 99.9}", True, id="a map"),
        pytest.param("slo: {latencyMs: 300}", True, id="how fast"),
        pytest.param("slo: {}", False, id="an empty map"),
        pytest.param("slo: null", False, id="nothing"),
    ],
)
def test_takes_a_promise_from_the_spec(catalog_of, slo, promised):
    """`spec.slo` is a promise where it promises anything."""
    assert ("slo" not in found(catalog_of, f"{evidence.BARE}  {slo}\n")) is promised


ALL = list(EVIDENCE)
STORE = ["dashboard", "alerts", "runbook", "slo"]
WHERE = ("lifecycle: production", "owner: payments")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param(a("Component b", "type: service", *WHERE, "tier: 1"), ALL, id="tier 1"),
        pytest.param(a("Component b", "type: service", *WHERE, "tier: 2"), ALL, id="tier 2"),
        pytest.param(a("Component b", "type: service", *WHERE, "tier: 3"), [], id="tier 3"),
        pytest.param(a("Component b", "type: service", *WHERE), [], id="no tier"),
        pytest.param(a("Component b", "type: service", "tier: 1"), [], id="no lifecycle"),
        pytest.param(a("Component b", "lifecycle: Production", "tier: 1"), ALL, id="no type, which may run"),
        pytest.param(a("Component b", "type: website", *WHERE, "tier: 1"), ALL, id="a website"),
        pytest.param(a("Component b", "type: library", *WHERE, "tier: 1"), ["docs", "source"], id="a library"),
        pytest.param(a("Component b", "type: Node-Library", *WHERE, "tier: 1"), ["docs", "source"], id="of some sort"),
        pytest.param(
            a("Resource b", "type: database", "owner: payments", "tier: 1"), [], id="a store has no lifecycle"
        ),
        pytest.param(a("Resource b", "type: database", *WHERE, "tier: 1"), STORE, id="one that has"),
        pytest.param(a("API b", "type: openapi", *WHERE, "tier: 1", "definition: x"), ["slo"], id="an API"),
        pytest.param(a("System b", *WHERE, "tier: 1"), [], id="a system"),
    ],
)
def test_asks_each_kind_for_what_makes_sense(catalog_of, text, asked):
    """What runs is asked for everything, what is built into others for its source, a store not for its logs."""
    assert found(catalog_of, text) == asked


@pytest.mark.parametrize(
    ("provider", "asked"),
    [
        pytest.param(a("Component p", "providesApis: [b]", "slo: 99.9"), [], id="promises"),
        pytest.param(a("Component p", "providesApis: [b]"), ["slo"], id="promises nothing"),
        pytest.param(a("Component p", "consumesApis: [b]", "slo: 99.9"), ["slo"], id="does not provide it"),
    ],
)
def test_an_api_holds_what_its_provider_promises(catalog_of, provider, asked):
    """Nobody has to write one promise twice."""
    api = a("API b", "type: openapi", *WHERE, "tier: 1", "definition: x")

    assert found(catalog_of, {"x.yaml": api, "y.yaml": provider}) == asked


def test_the_policy_says_what_a_tier_demands(catalog_of):
    """Each tier may demand its own."""
    text = all_of(*(a(f"Component c{tier}", "type: service", *WHERE, f"tier: {tier}") for tier in (1, 4)))
    policy = Policy(evidence={1: frozenset(("runbook",)), 4: frozenset(("docs", "source"))})

    assert found(catalog_of, text, policy) == ["runbook", "docs", "source"]
