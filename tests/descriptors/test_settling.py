"""References become relations, both halves; those that name no kind are settled by the names there are."""

import pytest

from app.entities import Ref
from tests.conftest import TODAY
from tests.descriptors.reads import printed, read
from tests.texts import a, all_of

SEVEN = [
    ("Component.owner", "x", "ownedBy", "ownerOf", "group:home/x"),
    ("API.owner", "x", "ownedBy", "ownerOf", "group:home/x"),
    ("Resource.owner", "user:x", "ownedBy", "ownerOf", "user:home/x"),
    ("System.owner", "default/x", "ownedBy", "ownerOf", "group:default/x"),
    ("Domain.owner", "Group:X", "ownedBy", "ownerOf", "group:home/x"),
    ("Component.system", "x", "partOf", "hasPart", "system:home/x"),
    ("API.system", "x", "partOf", "hasPart", "system:home/x"),
    ("Resource.system", "x", "partOf", "hasPart", "system:home/x"),
    ("Component.subcomponentOf", "x", "partOf", "hasPart", "component:home/x"),
    ("Component.providesApis", "[x]", "providesApi", "apiProvidedBy", "api:home/x"),
    ("Component.consumesApis", "[away/x]", "consumesApi", "apiConsumedBy", "api:away/x"),
    ("Component.dependsOn", "[component:x]", "dependsOn", "dependencyOf", "component:home/x"),
    ("Resource.dependsOn", "[resource:away/x]", "dependsOn", "dependencyOf", "resource:away/x"),
    ("Component.dependencyOf", "[component:x]", "dependencyOf", "dependsOn", "component:home/x"),
    ("Resource.dependencyOf", "component:x", "dependencyOf", "dependsOn", "component:home/x"),
    ("System.domain", "x", "partOf", "hasPart", "domain:home/x"),
    ("Domain.subdomainOf", "x", "partOf", "hasPart", "domain:home/x"),
    ("User.memberOf", "[x]", "memberOf", "hasMember", "group:home/x"),
    ("Group.parent", "x", "childOf", "parentOf", "group:home/x"),
    ("Group.children", "[x]", "parentOf", "childOf", "group:home/x"),
    ("Group.members", "[x]", "hasMember", "memberOf", "user:home/x"),
]


@pytest.mark.parametrize(
    ("field", "value", "there", "back", "target"), [pytest.param(*row, id=f"{row[0]}: {row[1]}") for row in SEVEN]
)
def test_relations(field, value, there, back, target):
    """Each field makes its relation and the reverse, and fills in its kind and the entity's namespace."""
    kind, name = field.split(".")
    catalog = read(a(f"{kind} home/thing", f"{name}: {value}")).catalog(TODAY)
    source, other = Ref.of(kind, "home", "thing"), Ref.parse(target)

    assert [(each.type, each.target) for each in catalog.relations(source)] == [(there, other)]
    assert [(each.type, each.target) for each in catalog.relations(other)] == [(back, source)]


def test_a_template_is_owned():
    """The scaffolder's kind has one relation."""
    head = "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: x}\n"
    text = f"{head}spec: {{owner: y, steps: []}}\n"

    assert [str(each.target) for each in read(text).entities[0].relations] == ["group:default/y", "template:default/x"]


def test_what_refers_without_relating():
    """`replaces` refers, and makes no relation."""
    (found,) = read(a("Component x", "replaces: [old]")).entities

    assert [str(each.target) for each in found.references] == ["component:default/old"]
    assert list(found.relations) == []


def test_the_other_end_may_write_it_too():
    """A relation that both ends write down is one."""
    text = all_of(a("Group pay", "children: []", "members: [jane]"), a("User jane", "memberOf: [pay]"))

    catalog = read(text).catalog(TODAY)

    assert catalog.members(Ref.parse("group:pay")) == (Ref.parse("user:jane"),)
    assert len(catalog.relations(Ref.parse("user:jane"))) == 1


NAMED = all_of(
    a("Component db", "type: library"),
    a("Resource queue", "type: queue"),
    a("Resource away/store", "type: database"),
    a("API both", "definition: x"),
    a("System both"),
)


@pytest.mark.parametrize(
    ("line", "said", "targets"),
    [
        pytest.param(
            "dependsOn: [db]",
            "c.yaml:6:15: error: `spec.dependsOn` has `db`, which names no kind. "
            "`db` is a Component: write `component:db`. [ref-without-kind]",
            ["component:default/db"],
            id="one of that name",
        ),
        pytest.param(
            "dependsOn: [DB, Queue]",
            "c.yaml:6:15: error: `spec.dependsOn` has `DB`, which names no kind. "
            "`DB` is a Component: write `component:db`. [ref-without-kind]\n"
            "c.yaml:6:19: error: `spec.dependsOn` has `Queue`, which names no kind. "
            "`Queue` is a Resource: write `resource:queue`. [ref-without-kind]",
            ["component:default/db", "resource:default/queue"],
            id="in any case",
        ),
        pytest.param(
            "dependsOn: [away/store]",
            "c.yaml:6:15: error: `spec.dependsOn` has `away/store`, which names no kind. "
            "`away/store` is a Resource: write `resource:away/store`. [ref-without-kind]",
            ["resource:away/store"],
            id="in a namespace",
        ),
        pytest.param(
            "dependsOn: [store]",
            "c.yaml:6:15: error: `spec.dependsOn` has `store`, which names no kind. "
            "Nothing is called `store`. Write `component:store` or `resource:store`. [ref-without-kind]",
            [],
            id="not in another",
        ),
        pytest.param(
            "dependsOn: [both]",
            "c.yaml:6:15: error: `spec.dependsOn` has `both`, which names no kind. "
            "`both` could be `api:both` or `system:both`: write which. [ref-without-kind]",
            [],
            id="two of that name",
        ),
        pytest.param(
            "dependencyOf: db",
            "c.yaml:6:3: error: `spec.dependencyOf` has `db`, which names no kind. "
            "`db` is a Component: write `component:db`. [ref-without-kind]",
            ["component:default/db"],
            id="the other direction, as a text",
        ),
        pytest.param(
            "dependsOn: [5, db]",
            'c.yaml:6:15: error: `spec.dependsOn[0]` is a number; it takes a text. Write "5" in quotes. [schema]\n'
            "c.yaml:6:18: error: `spec.dependsOn` has `db`, which names no kind. "
            "`db` is a Component: write `component:db`. [ref-without-kind]",
            ["component:default/db"],
            id="after an item that is left out",
        ),
        pytest.param("dependsOn: [component:gone]", "", ["component:default/gone"], id="a kind is enough"),
        pytest.param("consumesApis: [both]", "", ["api:default/both"], id="other fields have a kind of their own"),
    ],
)
def test_settles_what_names_no_kind(line, said, targets):
    """A reference without a kind, where one is needed, is a problem, and resolved where one entity has the name."""
    text = all_of(a("Component x", line), NAMED)

    found = read(text)

    (entity,) = (each for each in found.entities if each.name == "x")
    assert "\n".join(str(problem) for problem in found.problems) == said
    assert [str(each.target) for each in entity.references if each.target] == targets
    assert {str(each.target) for each in entity.relations if each.source == entity.ref} == set(targets)


def test_settles_by_what_stays():
    """An entity that another declared before does not count for a name."""
    text = all_of(a("Component x", "dependsOn: [db]"), a("Component db"), a("Component DB"))

    assert [problem.code for problem in read(text).problems] == ["ref-without-kind", "declared-twice"]
    assert "`db` is a Component" in printed(text)
