"""Every kind has the fields of the format: what is wanted, what each takes, and what refers to what."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.descriptors import schemas
from app.entities import KINDS
from tests.blocks import Blocks
from tests.descriptors.reads import entity, printed, read
from tests.test_documents import JSON
from tests.texts import a


class Form(NamedTuple):
    """What a field takes: values it is content with, others, and texts that are no references."""

    good: Sequence[Any]
    bad: Sequence[Any]
    bad_refs: Sequence[str] = ()


NO_TEXT: Sequence[Any] = (5, True, [], {}, ["x"])
NO_LIST: Sequence[Any] = (None, "x", 5, {})
NO_MAP: Sequence[Any] = (None, "x", 5, [])
NO_ITEM: Sequence[Any] = (5, True, None, "", {}, [])

TEXT = Form(("x", "two words"), (*NO_TEXT, None, ""))
ASKED = Form(("x", "", None), NO_TEXT)
REF = Form(("group:x", "x", "group:y/x"), (*NO_TEXT, None), ("", "a:"))
ASKED_REF = Form(("group:x", "x", "", None), NO_TEXT, (":",))
REFS = Form(([], ["component:x", "component:y/z"]), NO_LIST)
WORDS = Form(([], ["x"]), NO_LIST)
REF_OR_REFS = Form(([], ["component:x"], "component:x"), (None, 5, {}), (":",))
TIER = Form((1, 2, 3, 4), (0, 5, 1.0, "1", True, None, []))
DAY = Form(("2026-01-31",), (20260131, "2026-1-31", "soon", "", None))
CONTACTS = Form(([], [{"type": "slack", "value": "#x", "title": "X"}]), NO_LIST)
CONTACT = Form(({"type": "phone", "value": "+49"},), (*NO_MAP, {}, {"type": "irc", "value": "x"}))
SLO = Form(
    (99.9, 0, 100, {"availability": 99, "latencyMs": 300}, {"availability": 1}, {}, {"other": "x"}),
    (101, -1, "99", True, None, []),
)
DETAILS = Form(
    (
        {},
        {"component:x": {}},
        {"component:x": {"criticality": "soft", "mode": "async", "access": "read-write", "description": ""}},
    ),
    NO_MAP,
)
DATA = Form(({"classification": "regulated", "authoritative": True, "retention": "7 years"}, {}), NO_MAP)
CONFIRMED = Form(
    ({"by": "user:jane", "on": "2026-01-31"}, {"by": "jane", "on": "2026-01-31"}), (*NO_MAP, {}, {"by": "jane"})
)
PROFILE = Form(({}, {"displayName": "X", "email": "x", "picture": "x", "more": [1]}), NO_MAP)
INTERACTION = Form(("stream-aligned", "platform", "enabling", "complicated-subsystem"), ("other", "Platform", None, ""))
PRESENCE = Form(("required", "optional"), ("maybe", True, None, ""))
STEPS = Form(([], [{"action": "x"}, {"action": "x", "id": 5, "if": True}]), NO_LIST)

OURS = {"tier": TIER, "contacts": CONTACTS, "confirmed": CONFIRMED, "sunset": DAY}
FIELDS: Mapping[str, Mapping[str, Form]] = {
    "Component": {
        "type": ASKED,
        "lifecycle": ASKED,
        "owner": ASKED_REF,
        "system": REF,
        "subcomponentOf": REF,
        "providesApis": REFS,
        "consumesApis": REFS,
        "dependsOn": REFS,
        "dependencyOf": REF_OR_REFS,
        "slo": SLO,
        "dependencyDetails": DETAILS,
        "replaces": REFS,
        **OURS,
    },
    "API": {"type": ASKED, "lifecycle": ASKED, "owner": ASKED_REF, "system": REF, "definition": TEXT, "slo": SLO}
    | OURS,
    "Resource": {
        "type": ASKED,
        "owner": ASKED_REF,
        "system": REF,
        "dependsOn": REFS,
        "dependencyOf": REF_OR_REFS,
        "slo": SLO,
        "dependencyDetails": DETAILS,
        "data": DATA,
        **OURS,
    },
    "System": {"owner": ASKED_REF, "domain": REF, "type": ASKED, **OURS},
    "Domain": {"owner": ASKED_REF, "subdomainOf": REF, "type": ASKED, "sunset": DAY},
    "Group": {
        "type": ASKED,
        "children": REFS,
        "parent": REF,
        "members": REFS,
        "profile": PROFILE,
        "contacts": CONTACTS,
        "onCall": CONTACT,
        "interaction": INTERACTION,
        "sunset": DAY,
    },
    "User": {"memberOf": REFS, "profile": PROFILE, "sunset": DAY},
    "Location": {"type": ASKED, "target": TEXT, "targets": WORDS, "presence": PRESENCE, "sunset": DAY},
    "Template": {"type": ASKED, "owner": ASKED_REF, "steps": STEPS, "sunset": DAY},
}
"""The format's tables of fields, with Ensemble's own, as this test knows them."""

WANTED = {"API": "definition", "Group": "children", "User": "memberOf", "Template": "steps"}
"""What a kind cannot do without, and no rule asks for."""

PLAIN: Mapping[str, Mapping[str, Any]] = {
    "API": {"definition": "x"},
    "Group": {"children": []},
    "User": {"memberOf": []},
    "Template": {"steps": []},
}


UNANSWERED = ("ref-without-kind", "target-missing", "target-elsewhere", "outside-source")
"""What is said of names and paths in good form that lead nowhere."""


def document(kind: str, spec: Mapping[str, Any], **metadata: Any) -> dict[str, Any]:
    """A document of a kind with this `spec`, and what the kind cannot do without."""
    version = "scaffolder.backstage.io/v1beta3" if kind == "Template" else "backstage.io/v1beta1"
    whole = {**PLAIN.get(kind, {}), **spec}
    return {"apiVersion": version, "kind": kind, "metadata": {"name": "a", **metadata}, "spec": whole}


def reading_of(kind: str, spec: Mapping[str, Any], **metadata: Any):
    """The one entity of such a document, and its problems but for those of names and paths that lead nowhere."""
    found = read(Blocks(document(kind, spec, **metadata)).text)
    return found.entities[0], [each for each in found.problems if each.code not in UNANSWERED]


@pytest.mark.parametrize(
    ("kind", "field"), [pytest.param(kind, field, id=f"{kind}.{field}") for kind in FIELDS for field in FIELDS[kind]]
)
def test_fields(kind, field):
    """A field keeps what it takes, as written; anything else is a problem at the field, and is left out."""
    form = FIELDS[kind][field]
    for value in form.good:
        kept, problems = reading_of(kind, {field: value})
        assert problems == []
        assert kept.spec[field] == value
    for value in (*form.bad, *form.bad_refs):
        kept, problems = reading_of(kind, {field: value})
        assert {problem.code for problem in problems} == {"bad-ref" if value in form.bad_refs else "schema"}
        assert problems[0].pointer.startswith(f"/spec/{field}")
        assert str(problems[0].ref) == f"{kind.lower()}:default/a"
        assert field not in kept.spec


def test_the_fields_are_all():
    """No kind has a field that this test does not know."""
    assert {kind: set(FIELDS[kind]) for kind in FIELDS} == {kind: schemas.spec_keys(kind) for kind in KINDS}


@pytest.mark.parametrize(("kind", "field"), WANTED.items())
def test_wanted_fields(kind, field):
    """What a kind cannot do without is told as missing, at `spec`."""
    version = "scaffolder.backstage.io/v1beta3" if kind == "Template" else "backstage.io/v1alpha1"
    (problem,) = read(f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{more: 1}}\n").problems

    assert problem.message == f"`spec.{field}` is missing."
    assert (problem.pointer, str(problem.position)) == (f"/spec/{field}", "c.yaml:4:1")


def test_what_is_not_known_under_spec_is_kept():
    """Other keys under `spec`, `metadata` and in small maps pass as they are."""
    found, problems = reading_of(
        "Group",
        {"profile": {"phone": 5}, "x-own": [1, {"2": None}], "onCall": {"type": "slack", "value": "#x", "room": 7}},
        generation=3,
    )

    assert problems == []
    assert found.spec["x-own"] == [1, {"2": None}]
    assert found.spec["profile"] == {"phone": 5}
    assert found.metadata["generation"] == 3


@pytest.mark.parametrize(
    ("kind", "field", "item"),
    [
        pytest.param(kind, field, item, id=f"{kind}.{field}: {item}")
        for kind in FIELDS
        for field, form in FIELDS[kind].items()
        if form in (REFS, REF_OR_REFS, WORDS)
        for item in NO_ITEM
    ],
)
def test_a_bad_item_costs_only_itself(kind, field, item):
    """In a list of references or texts every bad item is one problem, and the others stay."""
    kept, problems = reading_of(kind, {field: ["component:x", item, "component:y"]})

    assert [problem.pointer for problem in problems] == [f"/spec/{field}/1"]
    assert kept.spec[field] == ["component:x", "component:y"]


@pytest.mark.parametrize(
    ("kind", "lines", "said"),
    [
        pytest.param(
            "Component",
            ["tier: 5"],
            "c.yaml:6:3: error: `spec.tier` is `5`. Write one of `1`, `2`, `3`, `4`. [schema]",
            id="tier",
        ),
        pytest.param(
            "Component",
            ["dependsOn: resource:db"],
            "c.yaml:6:3: error: `spec.dependsOn` is a text; it takes a list. Write `[resource:db]`. [schema]",
            id="a text for a list",
        ),
        pytest.param(
            "Component",
            ["dependsOn: {kind: resource, name: db}"],
            "c.yaml:6:3: error: `spec.dependsOn` is a map; it takes a list. [schema]",
            id="a map for a list",
        ),
        pytest.param(
            "Component",
            ["system: [a, b]"],
            "c.yaml:6:3: error: `spec.system` is a list; it takes a text. [schema]",
            id="a list for a text",
        ),
        pytest.param(
            "Component",
            ["lifecycle: No", "owner: 0x1F"],
            'c.yaml:7:3: error: `spec.owner` is a number; it takes a text. Write "0x1F" in quotes. [schema]',
            id="a number as it was typed",
        ),
        pytest.param(
            "Component",
            ["type: &t True", "lifecycle: *t"],
            'c.yaml:6:3: error: `spec.type` is a boolean; it takes a text. Write "True" in quotes. [schema]\n'
            'c.yaml:7:3: error: `spec.lifecycle` is a boolean; it takes a text. Write "True" in quotes. [schema]',
            id="an alias as it was typed",
        ),
        pytest.param(
            "Component",
            ["slo:", "  availability: 101", "  latencyMs: fast"],
            "c.yaml:7:5: error: `spec.slo.availability` is 101. Write a number from 0 to 100. [schema]\n"
            "c.yaml:8:5: error: `spec.slo.latencyMs` is a text; it takes a number. [schema]",
            id="slo",
        ),
        pytest.param(
            "Component",
            ["slo: 99.9%"],
            "c.yaml:6:3: error: `spec.slo` is a text; it takes a number. [schema]",
            id="slo in short",
        ),
        pytest.param(
            "Component",
            ["dependencyDetails:", "  resource:db: {criticality: medium, mode: sync}", "  ':x': {}", "  y: hard"],
            "c.yaml:7:19: error: `spec.dependencyDetails.resource:db.criticality` is `medium`. "
            "Write one of `hard`, `soft`. [schema]\n"
            "c.yaml:8:5: error: `spec.dependencyDetails.:x` is `:x`, which is no reference. "
            "Write it as `kind:name` or `kind:namespace/name`. [bad-ref]\n"
            "c.yaml:9:5: error: `spec.dependencyDetails.y` is a text; it takes a map. [schema]",
            id="dependencyDetails",
        ),
        pytest.param(
            "Resource",
            ["data:", "  classification: secret", "  authoritative: yes", "  retention: 7"],
            "c.yaml:7:5: error: `spec.data.classification` is `secret`. "
            "Write one of `public`, `internal`, `confidential`, `regulated`. [schema]\n"
            "c.yaml:8:5: error: `spec.data.authoritative` is `yes`. Write `true` or `false`. [schema]\n"
            'c.yaml:9:5: error: `spec.data.retention` is a number; it takes a text. Write "7" in quotes. [schema]',
            id="data",
        ),
        pytest.param(
            "System",
            ["confirmed:", "  by: jane", "  on: yesterday"],
            "c.yaml:8:5: error: `spec.confirmed.on` is `yesterday`, which is no date. Write it as YYYY-MM-DD. [schema]",
            id="confirmed",
        ),
        pytest.param(
            "System",
            ["contacts:", "  - {type: irc, value: ''}", "  - '#room'"],
            "c.yaml:7:8: error: `spec.contacts[0].type` is `irc`. "
            "Write one of `slack`, `email`, `pagerduty`, `teams`, `phone`, `url`. [schema]\n"
            "c.yaml:7:19: error: `spec.contacts[0].value` is an empty text. "
            "Give it a value. [schema]\n"
            "c.yaml:8:7: error: `spec.contacts[1]` is a text; it takes a map. [schema]",
            id="contacts",
        ),
        pytest.param(
            "Group",
            ["children: []", "onCall: {type: slack}"],
            "c.yaml:7:3: error: `spec.onCall.value` is missing. Write it. [schema]",
            id="onCall",
        ),
        pytest.param(
            "Group",
            ["children: []", "interaction: x-as-a-service"],
            "c.yaml:7:3: error: `spec.interaction` is `x-as-a-service`. "
            "Write one of `stream-aligned`, `platform`, `enabling`, `complicated-subsystem`. [schema]",
            id="interaction",
        ),
        pytest.param(
            "API",
            ["type: openapi"],
            "c.yaml:5:1: error: `spec.definition` is missing. "
            "Write `definition: {$text: ./openapi.yaml}`, or the definition itself after `|`. [schema]",
            id="no definition",
        ),
        pytest.param(
            "API",
            ["definition: {openapi: 3.1.0}"],
            "c.yaml:6:3: error: `spec.definition` is a map; it takes a text. "
            "Include it as text, `definition: {$text: ./openapi.yaml}`, or write it after `|`. [schema]",
            id="a definition that is no text",
        ),
        pytest.param(
            "API", ["type: mcp-server", "remotes: [{type: sse, url: 'https://example.org'}]"], "", id="an MCP server"
        ),
        pytest.param(
            "API",
            ["type: mcp-server"],
            "c.yaml:5:1: error: `spec.remotes` is missing. "
            "Write `remotes: [{type: streamable-http, url: 'https://…'}]`. [schema]",
            id="an MCP server without remotes",
        ),
        pytest.param(
            "API",
            ["type: mcp-server", "remotes: [{type: sse}, x]"],
            "c.yaml:7:13: error: `spec.remotes[0].url` is missing. Write it. [schema]\n"
            "c.yaml:7:26: error: `spec.remotes[1]` is a text; it takes a map. [schema]",
            id="an MCP server with remotes that lead nowhere",
        ),
        pytest.param(
            "API",
            ["type: mcp-server", "remotes:"],
            "c.yaml:7:3: error: `spec.remotes` is empty; it takes a value. "
            "Give it a value or leave the key out. [schema]",
            id="an MCP server with empty remotes",
        ),
        pytest.param(
            "API",
            ["definition:"],
            "c.yaml:6:3: error: `spec.definition` is empty; it takes a text. "
            "Include it as text, `definition: {$text: ./openapi.yaml}`, or write it after `|`. [schema]",
            id="an empty definition",
        ),
        pytest.param(
            "Group",
            ["children:"],
            "c.yaml:6:3: error: `spec.children` is empty; it takes a list. Write `[]` where there are none. [schema]",
            id="empty children",
        ),
        pytest.param(
            "User",
            ["profile: {}"],
            "c.yaml:5:1: error: `spec.memberOf` is missing. Write it, `[]` where there are none. [schema]",
            id="no memberOf",
        ),
        pytest.param(
            "User",
            ["memberOf: [pay]", "profile: {displayName: '', email: 5}"],
            "c.yaml:7:13: error: `spec.profile.displayName` is an empty text. "
            "Give it a value or leave the key out. [schema]\n"
            'c.yaml:7:30: error: `spec.profile.email` is a number; it takes a text. Write "5" in quotes. [schema]',
            id="profile",
        ),
    ],
)
def test_messages(kind, lines, said):
    """A fault is told by field, as the author wrote it, with what to write instead."""
    assert printed(a(f"{kind} x", *lines)) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("title: X", "", id="title"),
        pytest.param(
            "title: 5",
            'c.yaml:5:3: error: `metadata.title` is a number; it takes a text. Write "5" in quotes. [schema]',
            id="title a number",
        ),
        pytest.param("description: ''", "", id="an empty description"),
        pytest.param(
            "description:",
            "c.yaml:5:3: error: `metadata.description` is empty; it takes a value. "
            "Give it a value or leave the key out. [schema]",
            id="description null",
        ),
        pytest.param("labels: {a: '', b.c/d: e}", "", id="labels"),
        pytest.param(
            "labels:",
            "c.yaml:5:3: error: `metadata.labels` is empty; it takes a value. "
            "Give it a value or leave the key out. [schema]",
            id="labels null",
        ),
        pytest.param(
            "labels: [a]",
            "c.yaml:5:3: error: `metadata.labels` is a list; it takes a map. [schema]",
            id="labels a list",
        ),
        pytest.param(
            "labels: {_schema: b, a b: c, d: true}",
            "c.yaml:5:12: error: `metadata.labels._schema` has a malformed key. "
            "Write it as `example.org/name` or `name`. [schema]\n"
            "c.yaml:5:24: error: `metadata.labels.a b` has a malformed key. "
            "Write it as `example.org/name` or `name`. [schema]\n"
            'c.yaml:5:32: error: `metadata.labels.d` is a boolean; it takes a text. Write "true" in quotes. [schema]',
            id="labels' keys",
        ),
        pytest.param("annotations: {a: '', b: any text at all}", "", id="annotations"),
        pytest.param(
            "annotations: {a/b/c: x, backstage.io/orphan: true, n: 010}",
            "c.yaml:5:17: error: `metadata.annotations.a/b/c` has a malformed key. "
            "Write it as `example.org/name` or `name`. [schema]\n"
            "c.yaml:5:27: error: `metadata.annotations.backstage.io/orphan` is a boolean; it takes a text. "
            'Write "true" in quotes. [schema]\n'
            'c.yaml:5:54: error: `metadata.annotations.n` is a number; it takes a text. Write "010" in quotes. '
            "[schema]",
            id="annotations' values",
        ),
        pytest.param("tags: []", "", id="no tags"),
        pytest.param(
            "tags: java",
            "c.yaml:5:3: error: `metadata.tags` is a text; it takes a list. Write `[java]`. [schema]",
            id="a tag for tags",
        ),
        pytest.param(
            "tags: [go, Go Lang, 8]",
            "c.yaml:5:14: error: `metadata.tags[1]` is `Go Lang`, which is no tag. Write `go-lang`. [schema]\n"
            'c.yaml:5:23: error: `metadata.tags[2]` is a number; it takes a text. Write "8" in quotes. [schema]',
            id="tags",
        ),
        pytest.param("links: [{url: 'https://example.org', title: X, icon: docs, type: any thing}]", "", id="links"),
        pytest.param(
            "links: [{url: 'https://example.org', title: ' '}, {url: ''}]",
            "c.yaml:5:40: error: `metadata.links[0].title` is blank. Give it a value or leave the key out. [schema]\n"
            "c.yaml:5:54: error: `metadata.links[1].url` is an empty text. Give it a value. [schema]",
            id="a blank title and an empty address",
        ),
        pytest.param(
            "links: [{title: X}, {url: docs}, 'https://example.org']",
            "c.yaml:5:11: error: `metadata.links[0].url` is missing. Write it. [schema]\n"
            "c.yaml:5:24: error: `metadata.links[1].url` is `docs`, which is no address. "
            "Write it in full, such as `https://example.org/page`. [schema]\n"
            "c.yaml:5:36: error: `metadata.links[2]` is a text; it takes a map. [schema]",
            id="links' addresses",
        ),
        pytest.param(
            "links: {url: 'https://example.org'}",
            "c.yaml:5:3: error: `metadata.links` is a map; it takes a list. [schema]",
            id="a link for links",
        ),
        pytest.param(
            "uid: ''\n  etag: 5",
            "c.yaml:5:3: error: `metadata.uid` is an empty text. Give it a value or leave the key out. [schema]\n"
            'c.yaml:6:3: error: `metadata.etag` is a number; it takes a text. Write "5" in quotes. [schema]',
            id="what an export has",
        ),
    ],
)
def test_metadata(line, said):
    """The metadata of every kind has the format's own rules."""
    text = f"apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: a\n  {line}\nspec: {{}}\n"

    assert printed(text) == said
    assert entity(text).name == "a"


ANY_SPEC = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda kind: st.tuples(
        st.just(kind), st.dictionaries(st.sampled_from(sorted({*FIELDS[kind], "more"})), JSON, max_size=6)
    )
)
ANY_METADATA = st.dictionaries(
    st.sampled_from([*sorted(schemas.METADATA_KEYS - {"name", "namespace"}), "more"]), JSON, max_size=4
)


@settings(deadline=None)
@given(ANY_SPEC, ANY_METADATA)
def test_anything_in_any_field(kind_and_spec, metadata):
    """Whatever stands in whatever field, there is an entity, and what is left of it is in form."""
    kind, spec = kind_and_spec

    kept = entity(Blocks(document(kind, spec, **metadata)).text)

    again = read(Blocks(dict(kept.document)).text)
    form = [each for each in again.problems if each.code in ("schema", "bad-ref")]
    assert [each for each in form if not each.message.endswith("is missing.")] == []
    assert again.entities[0].document == kept.document
