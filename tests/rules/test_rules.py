"""All rules together: the table of them, what the policy may change, and what holds for any catalog."""

import importlib
import json
import pkgutil
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import policy_file, rules
from app.alignment import estate, survey
from app.catalog import Catalog
from app.entities import Ref
from app.measures import measure
from app.policy import DEFAULT, Policy, Scope, Waiver
from app.positions import Position
from app.problems import Finding, Severity
from app.rules import RULES, check, judge
from app.rules.ownership import OWNED, Team, standing
from app.scorecards import scorecard
from tests.texts import a, all_of, team

# --- the table ---------------------------------------------------------------------------------


def test_every_rule_of_the_folder_is_in_the_table():
    """A module that has an ID is a rule, and every rule is in the table by that ID."""
    modules = [importlib.import_module(f"app.rules.{each.name}") for each in pkgutil.iter_modules(rules.__path__)]

    assert {module.ID: module for module in modules if hasattr(module, "ID")} == RULES


@pytest.mark.parametrize(("name", "rule"), RULES.items(), ids=RULES)
def test_every_rule_is_a_page_of_the_manual(name, rule):
    """Its module is named for it; its page begins with what holds, in one line, and says what passes, fails and why."""
    first, _, rest = rule.__doc__.partition("\n")

    assert rule.__name__ == f"app.rules.{name.replace('-', '_')}"
    assert first.endswith(".")
    assert rest.startswith("\nPasses: ")
    assert [part for part in ("Fails: ", "Why: ", "What to write: ", "Severity: ") if f"\n\n{part}" not in rest] == []
    assert f"\n\nSeverity: {rule.SEVERITY}." in rest


# --- the policy --------------------------------------------------------------------------------

SEVERAL = all_of(
    a("Component billing"), a("Component shop", "owner: tbd", "system: gone", "type: service", "lifecycle: production")
)


def shown(found: Sequence[Finding]) -> list[str]:
    """Findings as severity, rule and name."""
    return [f"{each.severity} {each.rule} {each.ref.name}" for each in found]


def test_tells_the_worst_first(catalog_of):
    """Errors come first, then gaps, then advice; inside by place, then by rule."""
    assert shown(check(catalog_of(SEVERAL))) == [
        "error owner-not-a-team shop",
        "gap owner-missing billing",
        "gap ref-unknown shop",
        "advice lifecycle-missing billing",
        "advice type-missing billing",
    ]


def test_leaves_rules_out_that_are_off(catalog_of):
    """A rule that the policy switches off finds nothing."""
    off = frozenset(("owner-missing", "type-missing", "ref-unknown"))

    assert shown(check(catalog_of(SEVERAL), Policy(off=off))) == [
        "error owner-not-a-team shop",
        "advice lifecycle-missing billing",
    ]


def test_judges_as_the_policy_says(catalog_of):
    """The policy's severity stands in the place of the rule's own, and decides the order."""
    severities = {"type-missing": Severity.ERROR, "owner-not-a-team": Severity.NOTICE}

    assert shown(check(catalog_of(SEVERAL), Policy(severities=severities))) == [
        "error type-missing billing",
        "gap owner-missing billing",
        "gap ref-unknown shop",
        "advice lifecycle-missing billing",
        "notice owner-not-a-team shop",
    ]


def test_finds_nothing_in_an_empty_catalog(catalog_of):
    """No entity, no finding."""
    assert check(catalog_of({})) == []


# --- what holds for any catalog ------------------------------------------------------------------

NAMES = ("a", "b", "c")
refs = st.sampled_from(
    [
        f"{kind}{name}"
        for kind in ("", "group:", "user:", "component:", "api:", "system:", "pet:")
        for name in (*NAMES, "x")
    ]
)
lists = st.lists(refs, max_size=3)
owners = st.one_of(refs, st.sampled_from([None, "", "TBD", "a@example.org", "a, b"]))
specs = st.fixed_dictionaries(
    {},
    optional={
        "owner": owners,
        "type": st.sampled_from([None, "service", "library", "database"]),
        "lifecycle": st.sampled_from([None, "production", "deprecated"]),
        "tier": st.integers(1, 4),
        "slo": st.sampled_from([99.9, {"availability": 99}]),
        "data": st.fixed_dictionaries(
            {}, optional={"classification": st.sampled_from(["internal", "regulated"]), "authoritative": st.booleans()}
        ),
        "onCall": st.just({"type": "pagerduty", "value": "x"}),
        "system": refs,
        "domain": refs,
        "subdomainOf": refs,
        "subcomponentOf": refs,
        "providesApis": lists,
        "consumesApis": lists,
        "dependsOn": lists,
        "dependencyOf": lists,
        "dependencyDetails": st.dictionaries(
            refs, st.sampled_from([{"mode": "async"}, {"access": "write"}, {"access": "read"}]), max_size=2
        ),
        "parent": refs,
        "children": lists,
        "members": lists,
        "memberOf": lists,
        "replaces": lists,
        "confirmed": st.fixed_dictionaries({"by": refs, "on": st.sampled_from(["2026-01-31", "2026-11-01"])}),
    },
)
kinds = st.sampled_from(["Component", "API", "Resource", "System", "Domain", "Group", "User"])
documents = st.builds(
    lambda kind, name, spec: {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": name},
        "spec": spec,
    },
    kinds,
    st.sampled_from(NAMES),
    specs,
)
organisations = st.lists(
    documents, max_size=8, unique_by=lambda document: (document["kind"], document["metadata"]["name"])
)


CALM = settings(deadline=None)
"""All rules look at each example, which takes as long as there are rules."""


def text(organisation):
    """The YAML of these documents."""
    return all_of(*(f"{json.dumps(document)}\n" for document in organisation))


def ownership(found):
    """The findings on who owns a thing, as the entities they are about.

    That two things have different owners is said of two, and only where both have one.
    """
    return [each.ref for each in found if each.rule.startswith("owner-") and each.rule != "owner-differs"]


@CALM
@given(organisations, st.randoms())
def test_order_of_entities_never_matters(catalog_of, organisation, random):
    """The same entities in any order are judged alike, order of findings included."""
    catalog = catalog_of(text(organisation))
    entities = list(catalog)
    random.shuffle(entities)

    assert check(Catalog(entities, catalog.as_of)) == check(catalog)


@CALM
@given(organisations)
def test_everything_owned_has_one_owner_finding_or_a_team(catalog_of, organisation):
    """Exactly those entities that no team owns have a finding on their owner, one each."""
    catalog = catalog_of(text(organisation))
    wanting = [
        entity.ref
        for kind in OWNED
        for entity in catalog.of_kind(kind)
        if not isinstance(standing(catalog, entity), Team)
    ]

    assert sorted(ownership(check(catalog))) == sorted(wanting)


@CALM
@given(organisations, st.integers(0, 7))
def test_a_valid_owner_never_adds_a_finding_on_owners(catalog_of, organisation, number):
    """To name a team that is there settles the entity, and unsettles no other."""
    teams = {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Group",
        "metadata": {"name": "team"},
        "spec": {"children": []},
    }
    owned = [*organisation, teams]
    before = set(ownership(check(catalog_of(text(owned)))))
    target = owned[number % len(owned)]
    after = set(ownership(check(catalog_of(text(owned).replace(json.dumps(target), json.dumps(with_owner(target)))))))

    assert after <= before
    assert not any((ref.kind, ref.name) == (target["kind"].lower(), target["metadata"]["name"]) for ref in after)


def with_owner(document):
    """The document with a team as its owner."""
    return {**document, "spec": {**document["spec"], "owner": "group:team"}}


@CALM
@given(organisations)
def test_no_two_findings_are_the_same(catalog_of, organisation):
    """Rule, entity and target tell every finding from every other."""
    twice = [
        key for key, number in Counter(each.key for each in check(catalog_of(text(organisation)))).items() if number > 1
    ]

    assert twice == []


@CALM
@given(organisations)
def test_every_finding_can_be_acted_on(catalog_of, organisation):
    """Each has a place in a file, and says in whole sentences what is so and what to do."""
    for found in check(catalog_of(text(organisation))):
        assert found.position.path == "catalog-info.yaml"
        assert found.message.endswith(".")
        assert found.remedy.endswith(".")
        assert all(sentence.endswith(".") for sentence in found.evidence)


def test_the_written_line_mends_what_it_is_written_for(catalog_of):
    """Putting the proposed owner in the place of the misspelt one leaves nothing to find."""
    wrong = a("Component billing", "owner: group:paymnets", "type: service", "lifecycle: production")
    teams = team("payments", "contacts: [{type: slack, value: '#p'}]")
    (found,) = check(catalog_of({"x.yaml": wrong, "y.yaml": teams}))

    assert check(catalog_of({"x.yaml": wrong.replace("owner: group:paymnets", found.write), "y.yaml": teams})) == []


# --- the examples ------------------------------------------------------------------------------


def example(catalog_of, text):
    """The catalog and the policy of an example, which is a file of either."""
    if text.startswith("apiVersion:"):
        return catalog_of({"example.yaml": text}), DEFAULT
    written = policy_file.read("policy.yaml", text.encode())

    assert written.problems == ()
    return catalog_of({}), written.policy


@pytest.mark.parametrize(("name", "rule"), RULES.items(), ids=RULES)
def test_fires_on_its_example(catalog_of, name, rule):
    """The rule finds something in the example of what fails, and names itself with its own severity."""
    found = list(rule.check(*example(catalog_of, rule.FIRES)))

    assert {(each.rule, each.severity) for each in found} == {(name, rule.SEVERITY)}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_is_silent_on_its_other_example(catalog_of, rule):
    """The rule finds nothing in the example of what passes."""
    assert list(rule.check(*example(catalog_of, rule.SILENT))) == []


# --- waivers and scopes --------------------------------------------------------------------------


def waiver(rule: str, name: str, until: str = "2026-11-23") -> Waiver:
    """A waiver of a rule for a component; the catalog is as of that day."""
    ref = Ref("component", "default", name)
    return Waiver(rule, ref, date.fromisoformat(until), "it goes soon", "jane", Position("policy.yaml", 3))


@pytest.mark.parametrize(
    ("waivers", "hidden"),
    [
        pytest.param([], [], id="none"),
        pytest.param([waiver("owner-missing", "billing")], ["gap owner-missing billing"], id="until today"),
        pytest.param([waiver("owner-missing", "billing", "2026-11-22")], [], id="over since today"),
        pytest.param([waiver("owner-missing", "shop")], [], id="of another entity"),
        pytest.param([waiver("team-empty", "billing")], [], id="of another rule"),
        pytest.param(
            [waiver("owner-missing", "billing"), waiver("ref-unknown", "shop")],
            ["gap owner-missing billing", "gap ref-unknown shop"],
            id="two",
        ),
    ],
)
def test_a_waiver_hides_exactly_its_own(catalog_of, waivers, hidden):
    """What a waiver names is hidden until its day is over; everything else stays as it was."""
    catalog = catalog_of(SEVERAL)
    judged = judge(catalog, Policy(waivers=tuple(waivers), off=frozenset(("waiver-expired",))))

    assert [line for each in judged.waived for line in shown(each.findings)] == hidden
    assert sorted([*shown(judged.findings), *hidden]) == sorted(shown(check(catalog)))


@CALM
@given(organisations, st.data())
def test_any_finding_can_be_waived_and_no_other_goes_with_it(catalog_of, organisation, data):
    """Whatever is found, waivers of some of it hide that of their rules and entities, and nothing else."""
    catalog = catalog_of(text(organisation))
    found = check(catalog)
    pairs = sorted({(each.rule, each.ref) for each in found})
    chosen = set(data.draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else set()
    waivers = tuple(
        Waiver(rule, ref, catalog.as_of, "it goes soon", "jane", Position("policy.yaml"))
        for rule, ref in sorted(chosen)
    )

    judged = judge(catalog, Policy(waivers=waivers))

    assert judged.findings == [each for each in found if (each.rule, each.ref) not in chosen]
    assert {each.waiver: each.findings for each in judged.waived} == {
        waiver: tuple(each for each in found if (each.rule, each.ref) == (waiver.rule, waiver.ref))
        for waiver in waivers
    }


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        pytest.param(Scope(), ["billing", "shop"], id="everything"),
        pytest.param(Scope(kinds=frozenset(("component",))), ["billing", "shop"], id="kind"),
        pytest.param(Scope(kinds=frozenset(("api",))), [], id="another kind"),
        pytest.param(Scope(types=frozenset(("service",))), ["shop"], id="type"),
        pytest.param(Scope(lifecycles=frozenset(("production",))), ["shop"], id="lifecycle"),
        pytest.param(Scope(tiers=frozenset((1,))), ["shop"], id="tier"),
        pytest.param(Scope(namespaces=frozenset(("default",))), ["billing", "shop"], id="namespace"),
        pytest.param(Scope(namespaces=frozenset(("other",))), [], id="another namespace"),
        pytest.param(Scope(tags=frozenset(("money",))), ["billing"], id="tag"),
        pytest.param(
            Scope(tags=frozenset(("money",)), types=frozenset(("service",))), [], id="all that is said has to hold"
        ),
    ],
)
def test_a_rule_is_about_what_its_scope_takes(catalog_of, scope, found):
    """Findings about entities outside the scope of a rule are left out."""
    text = all_of(
        a("Component billing").replace("{name: billing}", "{name: billing, tags: [money]}"),
        a("Component shop", "type: Service", "lifecycle: Production", "tier: 1"),
    )
    judged = check(catalog_of(text), Policy(scopes={"owner-missing": scope}))

    assert [each.ref.name for each in judged if each.rule == "owner-missing"] == found


# --- what nobody judged the form of -----------------------------------------------------------------

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    200,
    1.5,
    "",
    " ",
    "someday",
    "2026-02-30",
    "group:",
    [],
    ["x", 1, None],
    {},
    {"x": 1},
    [{}],
    [[]],
)
WHOLE = {
    "type": "database",
    "lifecycle": "production",
    "owner": "group:a",
    "system": "a",
    "tier": 1,
    "slo": {"availability": 99.9},
    "data": {"classification": "regulated", "authoritative": False},
    "confirmed": {"by": "user:a", "on": "2026-01-31"},
    "sunset": "2027-01-31",
    "contacts": [{"type": "slack", "value": "#a"}],
    "onCall": {"type": "pagerduty", "value": "a"},
    "profile": {"email": "a@example.org"},
    "interaction": "platform",
    "dependsOn": ["component:a"],
    "dependencyOf": ["component:b"],
    "dependencyDetails": {"component:a": {"criticality": "hard", "mode": "sync", "access": "write"}},
    "providesApis": ["api:a"],
    "consumesApis": ["api:b"],
    "replaces": ["component:b"],
    "members": ["user:a"],
}
PATHS = [
    *((key,) for key in WHOLE),
    *((key, inner) for key, value in WHOLE.items() if type(value) is dict for inner in value),
]
PATHS += [("contacts", 0), ("contacts", 0, "value"), ("dependsOn", 0), ("dependencyDetails", "component:a", "access")]


def changed(value, path, odd):
    """The value with something odd at a path into it."""
    if not path:
        return odd
    copy = value.copy()
    copy[path[0]] = changed(value[path[0]], path[1:], odd)
    return copy


@pytest.mark.parametrize("path", PATHS, ids=["/".join(map(str, path)) for path in PATHS])
@pytest.mark.parametrize("version", ["example.org/v1", "backstage.io/v1alpha1"])
def test_no_value_stops_a_rule(catalog_of, version, path):
    """An entity of an unknown apiVersion is kept as it is written: no rule, number or level trips over it."""
    odd = [
        {
            "apiVersion": version,
            "kind": kind,
            "metadata": {"name": f"n{number}", "tags": value, "links": value, "annotations": value},
            "spec": changed(WHOLE, path, value),
        }
        for kind in ("Component", "API", "Resource", "System", "Group")
        for number, value in enumerate(ODD)
    ]

    catalog = catalog_of(text(odd))
    found = check(catalog)

    assert found
    assert measure(catalog, found, DEFAULT, survey.survey(estate.of(catalog, DEFAULT)))
    assert scorecard(catalog, found, DEFAULT)
