"""A document is an entity, an entity without the parts at fault, or no entity at all; every fault has its place."""

import pytest

from app.reading import FileRead
from tests.descriptors.reads import entity, printed, read
from tests.texts import a

WHOLE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
spec:
  type: service
  lifecycle: production
  owner: group:pay
"""


def test_a_whole_document_is_an_entity_as_written():
    """A descriptor without faults is kept word for word, and knows its file and lines."""
    found = entity(f"# Pay\n---\n{WHOLE}")

    assert str(found.ref) == "component:default/payments"
    assert found.document == {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Component",
        "metadata": {"name": "payments"},
        "spec": {"type": "service", "lifecycle": "production", "owner": "group:pay"},
    }
    assert (found.path, found.line) == ("c.yaml", 3)
    assert str(found.at("/spec/owner")) == "c.yaml:10:3"
    assert printed(WHOLE) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "kind: Component\nmetadata: {name: a}\n",
            "c.yaml:1:1: error: `apiVersion` is missing or no text. "
            "Write `apiVersion: backstage.io/v1alpha1`. [envelope]",
            id="no apiVersion",
        ),
        pytest.param(
            "apiVersion: 1\nkind: Component\nmetadata: {name: a}\n",
            "c.yaml:1:1: error: `apiVersion` is missing or no text. "
            "Write `apiVersion: backstage.io/v1alpha1`. [envelope]",
            id="apiVersion no text",
        ),
        pytest.param(
            "apiVersion: ''\nkind: Component\nmetadata: {name: a}\n",
            "c.yaml:1:1: error: `apiVersion` is missing or no text. "
            "Write `apiVersion: backstage.io/v1alpha1`. [envelope]",
            id="apiVersion empty",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1-alpha1\nkind: Component\nmetadata: {name: a}\n",
            "c.yaml:1:1: error: `apiVersion` is `backstage.io/v1-alpha1`, which is malformed. "
            "Write it as in `apiVersion: backstage.io/v1alpha1`. [envelope]",
            id="apiVersion malformed",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nmetadata: {name: a}\n",
            "c.yaml:1:1: error: `kind` is missing or no text. Write `kind: Component`. [envelope]",
            id="no kind",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: ~\nmetadata: {name: a}\n",
            "c.yaml:2:1: error: `kind` is missing or no text. Write `kind: Component`. [envelope]",
            id="kind null",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: My Kind\nmetadata: {name: a}\n",
            "c.yaml:2:1: error: `kind` is `My Kind`, which is malformed. Write it as in `kind: Component`. [envelope]",
            id="kind malformed",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\n",
            "c.yaml:1:1: error: `metadata` is missing or no map. Write `metadata:` with `name:` below it. [envelope]",
            id="no metadata",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: [name]\n",
            "c.yaml:3:1: error: `metadata` is missing or no map. Write `metadata:` with `name:` below it. [envelope]",
            id="metadata a list",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {}\n",
            "c.yaml:3:1: error: `metadata` has no `name`. Write `name:` below `metadata`. [envelope]",
            id="no name",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {Name: a}\n",
            "c.yaml:3:1: error: `metadata` has no `name`. Did you mean `name` by `Name`? [envelope]",
            id="name misspelt",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name:\n",
            "c.yaml:4:3: error: `metadata.name` is empty; it takes a text. Give it a value. [envelope]",
            id="name null",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: 0x1F\n",
            'c.yaml:4:3: error: `metadata.name` is a number; it takes a text. Write "0x1F" in quotes. [envelope]',
            id="name a number",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: No\n  namespace: true\n",
            'c.yaml:5:3: error: `metadata.namespace` is a boolean; it takes a text. Write "true" in quotes. [envelope]',
            id="namespace a boolean, and no is a name",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: two words\n  namespace: Upper\n",
            "c.yaml:4:3: error: `metadata.name` is `two words`, which is no name. Use letters, digits, `-`, `_` and "
            "`.`, "
            "up to 63, with a letter or digit at both ends. [envelope]\n"
            "c.yaml:5:3: error: `metadata.namespace` is `Upper`, which is no namespace. "
            "Use small letters, digits and `-` between them, up to 63. [envelope]",
            id="both malformed",
        ),
        pytest.param(
            "kind: {}\nmetadata: x\n",
            "c.yaml:1:1: error: `apiVersion` is missing or no text. "
            "Write `apiVersion: backstage.io/v1alpha1`. [envelope]\n"
            "c.yaml:1:1: error: `kind` is missing or no text. Write `kind: Component`. [envelope]\n"
            "c.yaml:2:1: error: `metadata` is missing or no map. Write `metadata:` with `name:` below it. [envelope]",
            id="everything at once",
        ),
        pytest.param(
            "- apiVersion: backstage.io/v1alpha1\n",
            "c.yaml:1:1: error: The document is a list; a descriptor is a map. "
            "Begin it with `apiVersion:` and `kind:`. [document-not-mapping]",
            id="a list",
        ),
        pytest.param(
            "\nwords\n",
            "c.yaml:1:1: error: The document is a single value; a descriptor is a map. "
            "Begin it with `apiVersion:` and `kind:`. [document-not-mapping]",
            id="a text",
        ),
        pytest.param(
            "a: [b\n",
            "c.yaml:2:1: error: YAML cannot be read here: a bracket or brace is not closed. "
            "Close it; put a text that begins with `{` or `[` in quotes. [yaml-syntax]",
            id="no YAML",
        ),
    ],
)
def test_without_an_envelope_there_is_no_entity(text, said):
    """Unreadable YAML, or an invalid apiVersion, kind, name or namespace, leaves problems and no entity."""
    found = read(text)

    assert not found.entities
    assert "\n".join(str(problem) for problem in found.problems) == said
    assert [file.state for file in found.files] == ["failed"]
    assert found.files[0].reason == f"{found.problems[0].position}: {found.problems[0].message}"


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("backstage.io/v1alpha1", True),
        ("v1", True),
        ("V1", True),
        ("a.b-c.d/v1beta3", True),
        (f"{'a' * 63}.b/v1", True),
        (f"x/{'v' * 63}", True),
        ("backstage.io/", False),
        ("/v1", False),
        ("a/b/v1", False),
        ("Backstage.io/v1", False),
        ("backstage..io/v1", False),
        ("-a/v1", False),
        ("a_b/v1", False),
        ("x/v.1", False),
        (f"x/{'v' * 64}", False),
        (f"{'a' * 64}.b/v1", False),
        (f"{'a.' * 126}ab/v1", False),
        ("v1\u00e9", False),
        ("v 1", False),
    ],
)
def test_api_versions(version, good):
    """An apiVersion is a suffix of letters and digits, with a domain and a slash before it or not."""
    found = read(f"apiVersion: {version}\nkind: Widget\nmetadata: {{name: a}}\n")

    assert [problem.code for problem in found.problems] == ["kind-unknown" if good else "envelope"]


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        ("Widget", True),
        ("w", True),
        ("W2d", True),
        ("W" * 63, True),
        ("W" * 64, False),
        ("2W", False),
        ("My-Kind", False),
        ("My.Kind", False),
        ("K\u00e4fer", False),
    ],
)
def test_kinds(kind, good):
    """A kind is letters and digits, beginning with a letter, up to 63."""
    found = read(f"apiVersion: v1\nkind: {kind}\nmetadata: {{name: a}}\n")

    assert [problem.code for problem in found.problems] == ["kind-unknown" if good else "envelope"]


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("a", True),
        ("A", True),
        ("'0'", True),
        ("a--b", True),
        ("a..b", True),
        ("a_B-c.D", True),
        ("a" * 63, True),
        ("con", True),
        ("constructor", True),
        ("__proto__", False),
        ("a" * 64, False),
        ("''", False),
        ("-a", False),
        ("a-", False),
        ("_a", False),
        ("a_", False),
        (".", False),
        ("..", False),
        ("a/b", False),
        ("a b", False),
        ("a+b", False),
        ("\u00e4", False),
        ("p\u0430yments", False),
        ("\uff50ay", False),
        ('"a\\n"', False),
        ("[a]", False),
        ("{a: b}", False),
    ],
)
def test_names(name, good):
    """A name is ASCII letters, digits, `-`, `_` and `.`, up to 63, with a letter or digit at both ends."""
    found = read(f"apiVersion: v1\nkind: Widget\nmetadata: {{name: {name}}}\n")

    assert [problem.code for problem in found.problems] == ["kind-unknown" if good else "envelope"]


@pytest.mark.parametrize(
    ("namespace", "lives_in"),
    [
        ("money", "money"),
        ("a-1--b", "a-1--b"),
        ("'1'", "1"),
        ("a" * 63, "a" * 63),
        ("", "default"),
        ("~", "default"),
        ("''", "default"),
        ("a" * 64, None),
        ("Money", None),
        ("a_b", None),
        ("a.b", None),
        ("-a", None),
        ("a-", None),
        ("a/b", None),
        ("1", None),
        ("false", None),
        ("[]", None),
        ('"a\\n"', None),
    ],
)
def test_namespaces(namespace, lives_in):
    """A namespace is small letters and digits with hyphens between; an empty one is the default."""
    found = read(f"apiVersion: v1\nkind: Widget\nmetadata:\n  name: a\n  namespace: {namespace}\n")

    assert [each.ref.namespace for each in found.entities] == ([lives_in] if lives_in else [])
    assert [problem.code for problem in found.problems] == ["kind-unknown" if lives_in else "envelope"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Widget",
            "c.yaml:2:1: notice: The kind `Widget` is none that Ensemble checks; it is kept as it is. The kinds are "
            "Component, API, Resource, System, Domain, Group, User, Location, Template. [kind-unknown]",
            id="another kind",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: component",
            "c.yaml:2:1: notice: The kind `component` is none that Ensemble checks; it is kept as it is. "
            "Did you mean `Component`? [kind-unknown]",
            id="kinds have capitals",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: Componet",
            "c.yaml:2:1: notice: The kind `Componet` is none that Ensemble checks; it is kept as it is. "
            "Did you mean `Component`? [kind-unknown]",
            id="a slip of the pen",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1alpha1\nkind: AiResource",
            "c.yaml:2:1: notice: The kind `AiResource` is none that Ensemble checks; it is kept as it is. "
            "The kinds are Component, API, Resource, System, Domain, Group, User, Location, Template. [kind-unknown]",
            id="a kind of Backstage that is like another",
        ),
        pytest.param(
            "apiVersion: backstage.io/v2\nkind: Component",
            "c.yaml:1:1: notice: The apiVersion `backstage.io/v2` is none that Ensemble checks; "
            "the entity is kept as it is. Write `apiVersion: backstage.io/v1alpha1` if it is Backstage's. "
            "[kind-unknown]",
            id="another version",
        ),
        pytest.param(
            "apiVersion: backstage.io/v1beta3\nkind: Template",
            "c.yaml:1:1: notice: The apiVersion `backstage.io/v1beta3` is none that Ensemble checks; "
            "the entity is kept as it is. "
            "Write `apiVersion: scaffolder.backstage.io/v1beta3` if it is Backstage's. [kind-unknown]",
            id="a template has its own version",
        ),
        pytest.param(
            "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Component",
            "c.yaml:1:1: notice: The apiVersion `scaffolder.backstage.io/v1beta3` is none that Ensemble checks; "
            "the entity is kept as it is. Write `apiVersion: backstage.io/v1alpha1` if it is Backstage's. "
            "[kind-unknown]",
            id="which no other has",
        ),
    ],
)
def test_a_foreign_entity_is_kept_as_it_is(head, said):
    """A kind or apiVersion that is not known is stored with a notice; nothing under `spec` is judged."""
    text = f"{head}\nmetadata: {{name: a}}\nspec: {{owner: [5], type: {{}}, dependsOn: {{}}, tier: 9}}\n"

    assert printed(text) == said
    assert entity(text).spec == {"owner": [5], "type": {}, "dependsOn": {}, "tier": 9}


def test_a_foreign_spec_may_be_anything():
    """What is no map under `spec` is an entity without fields, where the kind is not ours."""
    found = entity("apiVersion: v1\nkind: Widget\nmetadata: {name: a}\nspec: [1]\n")

    assert found.document["spec"] == [1]
    assert found.spec == {}


def test_the_metadata_of_a_foreign_kind_is_judged():
    """Names, labels and tags are everybody's."""
    text = "apiVersion: v1\nkind: Widget\nmetadata:\n  name: a\n  tags: [ok, Not Ok]\n"

    assert entity(text).metadata == {"name": "a", "tags": ["ok"]}
    assert printed(text).endswith(
        "c.yaml:5:14: error: `metadata.tags[1]` is `Not Ok`, which is no tag. Write `not-ok`. [schema]"
    )


@pytest.mark.parametrize("version", ["backstage.io/v1alpha1", "backstage.io/v1beta1"])
def test_both_versions_are_judged(version):
    """Backstage's two versions of its own kinds mean the same."""
    assert [
        problem.code
        for problem in read(f"apiVersion: {version}\nkind: User\nmetadata: {{name: a}}\nspec: {{}}\n").problems
    ] == ["schema"]


def test_the_smallest_part_at_fault_is_left_out():
    """A bad list item, map key or field is left out; everything else stays, in order, and keeps its place."""
    text = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: a
  title: ''
  labels:
    good: a
    bad: not good
    better: b
  tags:
    - one
    - Not One
    - two
  links:
    - url: https://example.org/1
      icon: no icon
      title: One
    - url: nowhere
      title: Two
    - url: https://example.org/3
spec:
  type: service
  lifecycle: 5
  owner: group:pay
  dependsOn:
    - component:x
    - 'component:'
    - 7
    - resource:y
"""

    found = entity(text)

    assert found.metadata == {
        "name": "a",
        "labels": {"good": "a", "better": "b"},
        "tags": ["one", "two"],
        "links": [{"url": "https://example.org/1", "title": "One"}, {"url": "https://example.org/3"}],
    }
    assert found.spec == {"type": "service", "owner": "group:pay", "dependsOn": ["component:x", "resource:y"]}
    assert [(problem.pointer, str(problem.position)) for problem in read(text).problems] == [
        ("/metadata/title", "c.yaml:5:3"),
        ("/metadata/labels/bad", "c.yaml:8:5"),
        ("/metadata/tags/1", "c.yaml:12:7"),
        ("/metadata/links/0/icon", "c.yaml:16:7"),
        ("/metadata/links/1/url", "c.yaml:18:7"),
        ("/spec/lifecycle", "c.yaml:23:3"),
        ("/spec/dependsOn/1", "c.yaml:27:7"),
        ("/spec/dependsOn/2", "c.yaml:28:7"),
    ]
    assert [
        (place, str(found.at(place))) for place in ("/metadata/tags/1", "/metadata/links/1", "/spec/dependsOn/1")
    ] == [
        ("/metadata/tags/1", "c.yaml:13:7"),
        ("/metadata/links/1", "c.yaml:20:7"),
        ("/spec/dependsOn/1", "c.yaml:29:7"),
    ]
    assert [(each.pointer, str(found.at(each.pointer))) for each in found.references] == [
        ("/spec/owner", "c.yaml:24:3"),
        ("/spec/dependsOn/0", "c.yaml:26:7"),
        ("/spec/dependsOn/1", "c.yaml:29:7"),
    ]


def test_every_problem_knows_its_entity():
    """A problem of a part names the entity it is about; one that leaves no entity cannot."""
    text = WHOLE.replace("group:pay", "[]") + "---\nkind: X\n"

    assert [(problem.code, str(problem.ref)) for problem in read(text).problems] == [
        ("schema", "component:default/payments"),
        ("envelope", "None"),
        ("envelope", "None"),
    ]


@pytest.mark.parametrize("field", ["owner", "lifecycle", "type"])
@pytest.mark.parametrize("value", ["", " ''", " ~", " null"])
def test_what_the_rules_ask_for_may_be_empty(field, value):
    """An absent, empty or null owner, lifecycle or type is no problem of reading."""
    lines = [f"  {field}:{value}" if line.startswith(f"  {field}:") else line for line in WHOLE.splitlines()]

    assert printed("\n".join(lines)) == ""
    assert printed("\n".join(line for line in lines if not line.startswith(f"  {field}:"))) == ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        pytest.param(
            kind,
            f"c.yaml:1:1: error: The {kind} has no `spec`. Write `spec:` with its fields below it. [schema]",
            id=kind,
        )
        for kind in ("Component", "API", "Resource", "System", "Domain", "Group", "User", "Location")
    ],
)
def test_every_kind_wants_a_spec(kind, said):
    """A kind without `spec` has one problem, not one for each field."""
    text = f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: a}}\n"

    assert printed(text) == said
    assert "spec" not in entity(text).document


@pytest.mark.parametrize("spec", ["", " ~", " 5", " x", " [a]"])
def test_a_spec_is_a_map(spec):
    """A `spec` that is no map is left out, with one problem."""
    text = f"apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {{name: a}}\nspec:{spec}\n"

    assert printed(text) == (
        "c.yaml:4:1: error: `spec` is not a map. Write its keys on lines of their own below it. [schema]"
    )
    assert "spec" not in entity(text).document


def test_a_documents_place_and_state_are_known():
    """What a file yields is listed with its state."""
    (file,) = read(WHOLE).files

    assert isinstance(file, FileRead)
    assert (file.path, file.state, [str(ref) for ref in file.yielded], file.reason) == (
        "c.yaml",
        "read",
        ["component:default/payments"],
        "",
    )


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param(
            a("Domain x").replace("name: x", f"name: x, tags: [{'A,' * 150}]"), "schema", "4:220", id="faults of form"
        ),
        pytest.param("a: [" + "!x y," * 150 + "]\n", "yaml-tag", "1:505", id="faults of YAML"),
        pytest.param(
            a("Component x", f"dependsOn: [{'y,' * 150}]"), "ref-without-kind", "6:215", id="references without a kind"
        ),
        pytest.param(a("Location x", f"targets: [{'y,' * 150}]"), "target-missing", "6:213", id="targets"),
    ],
)
def test_of_very_many_faults_the_first_are_told(text, code, place):
    """Of very many problems of a document a hundred are told one by one, and then how many more there are."""
    problems = read(text).problems

    assert [problem.code for problem in problems] == [code] * 101
    assert str(problems[-1]) == (
        f"c.yaml:{place}: error: The document has 50 more problems from here on. Mend those above first. [{code}]"
    )


def test_a_hundred_faults_are_all_told():
    """Where there is room for all, all are told."""
    problems = read(a("Domain x").replace("name: x", f"name: x, tags: [{'A,' * 100}]")).problems

    assert len({problem.pointer for problem in problems}) == 100


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"apiVersion: v1\nkind: X\nmetadata: {{name: 1.{'0' * 9000}}}\n", id="a name"),
        pytest.param(a("Domain x", f"owner: 1.{'0' * 9000}"), id="a number"),
        pytest.param(a("Domain x", f"owner: '{'x' * 9000}:'"), id="a reference"),
        pytest.param(a("Domain x", f"? 1.{'0' * 1000}\n  : x"), id="a key"),
        pytest.param(a("Domain x").replace("name: x", f"name: x, labels: {{{'k' * 1000}: ''}}"), id="a label"),
        pytest.param(a("Domain x", f"own: {{$text: './{'x' * 9000}'}}"), id="a path"),
        pytest.param(a("Location x", f"target: './{'x' * 9000}'"), id="a target"),
        pytest.param(a("Component x", f"dependsOn: ['{'x' * 400}']"), id="a name that nothing has"),
        pytest.param(f"kind: {'k' * 9000}\n", id="a kind"),
        pytest.param(f"{'k' * 1000}: 1\n{a('Domain x')}", id="a root key"),
        pytest.param(f"a: !{'x' * 9000} y\n", id="a tag"),
        pytest.param(f"a: *{'x' * 9000}\n", id="an alias"),
        pytest.param(f"a: {'9' * 9000}\n", id="a number that nothing can hold"),
        pytest.param(f"{'k' * 1000}: 1\n{'k' * 1000}: 2\n", id="a key twice"),
    ],
)
def test_messages_are_short(text):
    """However long what an author wrote is, what is said of it is not."""
    assert 0 < max(len(str(problem)) for problem in read(text).problems) < 700
