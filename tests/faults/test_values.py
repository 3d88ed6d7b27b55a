"""Names and references as people and attackers write them: one canonical form, no surprises, no endless walk."""

import re
import time
from urllib.parse import unquote

import pytest

from app import reading
from app.catalog import Catalog
from app.drawing.render import Renderer
from app.entities import Ref, fold
from app.errors import BadReferenceError
from app.graph import components, network, reach
from app.questions.mention import Mention
from app.web import urls
from tests.conftest import TODAY
from tests.descriptors.reads import entity, printed, read
from tests.texts import a, all_of
from tests.trees import Texts
from tests.web.pages import Page

# --- V11: case --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Component:Default/Foo", "component:default/foo", id="V11 capitals"),
        pytest.param("API:DEFAULT/foo", "api:default/FOO", id="V11 all capitals"),
    ],
)
def test_references_that_are_one(one, other):
    """References that differ in ASCII capitals are the same one."""
    assert Ref.parse(one) == Ref.parse(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("component:\u0130", "component:i", id="V11 a dotted capital is no i"),
        pytest.param("component:\u0130", "component:i\u0307", id="V11 nor an i and a dot"),
        pytest.param("component:\u212a", "component:k", id="V11 the sign for kelvin is no k"),
        pytest.param("component:\u00df", "component:ss", id="V11 a sharp s is not two"),
        pytest.param("component:\u1e9e", "component:\u00df", id="V11 nor is its capital"),
        pytest.param("component:\u017f", "component:s", id="V11 a long s is no s"),
        pytest.param("component:\uff26oo", "component:foo", id="V11 full width is another letter"),
        pytest.param("component:p\u0430y", "component:pay", id="V11 a Cyrillic a is another letter"),
    ],
)
def test_references_that_are_two(one, other):
    """No letter beyond ASCII is ever taken for another, and none changes a text's length."""
    assert Ref.parse(one) != Ref.parse(other)
    assert len(fold(one)) == len(one)


def test_one_canonical_form():
    """V11: two spellings of one name are declared twice, and the first one's spelling is what is shown."""
    found = read(all_of(a("Component Foo"), a("Component FOO"), a("System Foo", "owner: GROUP:Default/Pay")))

    assert [(str(each.ref), each.name) for each in found.entities] == [
        ("component:default/foo", "Foo"),
        ("system:default/foo", "Foo"),
    ]
    assert [problem.code for problem in found.problems] == ["declared-twice"]
    assert str(found.entities[1].owner) == "group:default/pay"


@pytest.mark.parametrize(
    "name",
    ["\u0130", "\u00df", "\u212a", "Fo\u00f6", "p\u0430yments", "a\u200bb", "\uff50ay"],
    ids=lambda name: f"V11 {name!a}",
)
def test_entities_have_ascii_names(name):
    """A name with a letter beyond ASCII is no entity's."""
    found = read(a("Component x").replace("name: x", f'name: "{name}"'))

    assert not found.entities
    assert {problem.code for problem in found.problems} - {"hidden-character"} == {"envelope"}


# --- V12: what a reference may be -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        pytest.param("a/b/c", Ref("group", "a", "b/c"), id="V12 two slashes"),
        pytest.param("a b", Ref("group", "default", "a b"), id="V12 a blank"),
        pytest.param(".. ", Ref("group", "default", ".. "), id="V12 dots"),
        pytest.param("../../etc/passwd", Ref("group", "..", "../etc/passwd"), id="V12 a path"),
        pytest.param("%2e%2e%2f", Ref("group", "default", "%2e%2e%2f"), id="V12 percent signs"),
        pytest.param("a;rm -rf", Ref("group", "default", "a;rm -rf"), id="V12 a semicolon"),
        pytest.param("' or 1=1 --", Ref("group", "default", "' or 1=1 --"), id="V12 a quote"),
        pytest.param("<script>", Ref("group", "default", "<script>"), id="V12 a tag"),
        pytest.param("{0.__class__}", Ref("group", "default", "{0.__class__}"), id="V12 a format"),
        pytest.param("__proto__", Ref("group", "default", "__proto__"), id="V12 a trap of another language"),
        pytest.param("\U0001f680", Ref("group", "default", "\U0001f680"), id="V12 a rocket"),
    ],
)
def test_what_parses(text, ref):
    """Whatever has no empty part is a reference, kept as it is, and never used as a path."""
    assert Ref.parse(text, "group") == ref
    assert entity(a("Component x", f"owner: {quoted(text)}")).owner == ref


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="V12 nothing"),
        pytest.param(":", id="V12 a colon"),
        pytest.param("/", id="V12 a slash"),
        pytest.param(":x", id="V12 no kind"),
        pytest.param("x:", id="V12 no name"),
        pytest.param("/x", id="V12 no namespace"),
        pytest.param("x/", id="V12 no name in a namespace"),
        pytest.param("a:/x", id="V12 no namespace in a kind"),
        pytest.param("a\tb", id="V12 a tab"),
        pytest.param("a\nb", id="V12 a line break"),
        pytest.param("a\x85b", id="V12 another line break"),
        pytest.param("x" * 10_240, id="V12 ten kilobytes"),
    ],
)
def test_what_does_not_parse(text):
    """An empty part, a control character or far too much is no reference, told where it stands."""
    with pytest.raises(BadReferenceError) as raised:
        Ref.parse(text, "group")
    (said,) = printed(a("Component x", f"system: {quoted(text)}")).splitlines()

    assert len(str(raised.value)) < 11_000
    assert said.startswith("c.yaml:6:3: error: `spec.system` is `")
    assert said.endswith("[bad-ref]")
    assert len(said) < 300


def quoted(text: str) -> str:
    """A text in YAML's double quotes."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\x85": "\\N"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'


# --- V13: walks that end ----------------------------------------------------------------------------


def test_rings():
    """V13: whoever refers to themselves, or in a ring, is read and walked like anybody else."""
    found = read(
        all_of(
            a("Component x", "owner: user:u", "subcomponentOf: x", "dependsOn: [component:x, component:y]"),
            a("Component y", "subcomponentOf: x", "dependsOn: [component:x]"),
            a("Domain d", "subdomainOf: e"),
            a("Domain e", "subdomainOf: d"),
            a("System s", "domain: d"),
            a("Group g", "parent: h", "children: [g, h]", "members: [u]"),
            a("Group h", "parent: g", "children: [g]"),
            a("User u", "memberOf: [g, h]"),
        )
    )
    catalog = found.catalog(TODAY)

    assert not found.problems
    assert catalog.inherited_owner(catalog[Ref.parse("system:s")]) is None
    assert [len(group) for group in components.strong(network.of(catalog)) if len(group) > 1] == [2]
    assert len(catalog.relations(Ref.parse("group:g"))) == len(set(catalog.relations(Ref.parse("group:g"))))


def test_a_long_chain():
    """V13: a chain three times longer than Python's stack is read, and walked to its end, in a moment."""
    domains = [a(f"Domain d{at}", f"subdomainOf: d{at + 1}") for at in range(2_999)]
    components_ = [a(f"Component c{at}", f"dependsOn: [component:c{at + 1}]") for at in range(2_999)]
    ends = all_of(a("System s", "domain: d0"), a("Domain d2999", "owner: pay"), a("Group pay", "children: []"))
    catalog = reading.read(Texts({"a.yaml": all_of(*domains), "b.yaml": all_of(*components_), "c.yaml": ends})).catalog(
        TODAY
    )
    started = time.process_time()

    inherited = catalog.inherited_owner(catalog[Ref.parse("system:s")])
    reached = reach.ahead(network.of(catalog), Ref.parse("component:c0"))

    assert inherited == (catalog[Ref.parse("domain:d2999")], Ref.parse("group:pay"))
    assert len(reached.refs) == 2_999
    assert time.process_time() - started < 2


def test_a_hundred_thousand_relations():
    """V13: everything may need everything: the relations of hundreds of entities are as many as they are."""
    names = [f"c{at}" for at in range(224)]
    needs = ", ".join(f"component:{name}" for name in names)
    found = reading.read(Texts({f"{name}.yaml": a(f"Component {name}", f"dependsOn: [{needs}]") for name in names}))

    catalog = Catalog(found.entities, TODAY)

    assert not found.problems
    assert sum(len(catalog.relations(each.ref)) for each in catalog) == 2 * 224 * 224
    assert [len(group) for group in components.strong(network.of(catalog))] == [224]


# --- V16: what is not known -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        pytest.param(a("Component x", "onwer: pay"), "key-misspelt", "Did you mean `owner`?", id="V16 onwer"),
        pytest.param(
            a("Component x", "lifecyle: x"), "key-misspelt", "Did you mean `lifecycle`?", id="V16 a letter missing"
        ),
        pytest.param(a("Component x", "Owner: pay"), "key-misspelt", "Did you mean `owner`?", id="V16 a capital"),
        pytest.param(
            a("Group x", "children: []", "member: []"), "key-misspelt", "Did you mean `members`?", id="V16 one of many"
        ),
        pytest.param(
            a("component x"), "kind-unknown", "Did you mean `Component`?", id="V16 a kind without its capital"
        ),
        pytest.param(a("Service x"), "kind-unknown", "The kinds are Component, API,", id="V16 another kind"),
        pytest.param(
            a("Component x").replace("v1alpha1", "v1"),
            "kind-unknown",
            "Write `apiVersion: backstage.io/v1alpha1`",
            id="V16 another version",
        ),
        pytest.param(
            a("Component x") + "owner: pay\n", "key-unknown", "Indent it to stand under `spec`.", id="V16 at the root"
        ),
        pytest.param(
            a("Component x") + "satus: {}\n", "key-unknown", "take it out.", id="V16 something else at the root"
        ),
    ],
)
def test_what_is_not_known(text, code, says):
    """What is not known is told, with what may be meant, and the entity is read all the same."""
    found = read(text)

    assert [problem.code for problem in found.problems] == [code]
    assert says in found.problems[0].remedy
    assert len(found.entities) == 1


def test_what_is_not_known_is_kept():
    """V16: an unknown field under `spec` or `metadata` is the author's own, and no problem."""
    found = read(a("Component x", "x-team: {a: [1]}").replace("name: x", "name: x, rating: 5"))

    assert not found.problems
    assert found.entities[0].spec == {"x-team": {"a": [1]}}
    assert found.entities[0].metadata["rating"] == 5


# --- V19: names that mean something to somebody else -------------------------------------------------

RESERVED = (
    *("new", "api", "static", "healthz", "graph", "search", "suggest", "impact", "entities", "services", "con", "null"),
    *("true", "0", "index.html", "toString", "a..b"),
)


@pytest.fixture(scope="module")
def reserved(sqlite_client):
    """A site whose things of every kind, and a namespace, have such names."""
    texts = []
    for name in RESERVED:
        of_all = [a(f"{kind} x", "type: x", "owner: new") for kind in ("System", "Resource", "Gadget")]
        of_all += [a("Component x", "type: service", "owner: new"), a("API x", "definition: x")]
        of_all += [a("Group x", "children: []"), a("User x", "memberOf: [new]")]
        texts += [text.replace("name: x", f'name: "{name}"') for text in of_all]
    texts += [a(f"Component {namespace}/{name}", "type: service") for namespace in SPACES for name in RESERVED[:4]]
    texts += [a(f"{kind} x") for kind in KINDS]
    client = sqlite_client({f"{at}.yaml": text for at, text in enumerate(texts)})
    client.application.config["RENDERER"] = Renderer(None)
    return client


SPACES = ("static", "api", "new", "services", "graph", "search")
KINDS = ("Static", "Healthz", "Search", "Graph", "Services", "Entities", "New", "Con", "Suggest")


@pytest.mark.parametrize("name", [pytest.param(name, id=f"V19 {name}") for name in RESERVED])
def test_reserved_names_have_pages(reserved, name):
    """A thing of whatever kind has its own page under its name, and its links lead there."""
    for kind, type_ in (
        *(("component", "service"), ("api", None), ("resource", "x"), ("system", "x")),
        *(("group", None), ("user", None), ("gadget", "x")),
    ):
        ref = Ref.of(kind, "default", name)
        home = urls.entity(Mention(ref, name, type=type_))

        assert told(reserved, home) == str(ref)
        by_reference = reserved.get(f"/entities/{kind}/default/{name}")
        assert by_reference.headers.get("Location", f"/entities/{kind}/default/{fold(name)}") == home


@pytest.mark.parametrize("namespace", [pytest.param(each, id=f"V19 {each}") for each in SPACES])
def test_reserved_namespaces_have_pages(reserved, namespace):
    """So has a thing in a namespace that is called like a part of the site."""
    for name in RESERVED[:4]:
        ref = Ref.of("component", namespace, name)
        assert told(reserved, urls.entity(Mention(ref, name, type="service"))) == str(ref)


@pytest.mark.parametrize("kind", [pytest.param(each, id=f"V19 {each}") for each in KINDS])
def test_reserved_kinds_have_pages(reserved, kind):
    """So has a thing of a kind that nobody knows and that is called like a part of the site."""
    ref = Ref.of(kind, "default", "x")

    assert told(reserved, urls.entity(Mention(ref, "x"))) == str(ref)
    assert reserved.get(f"/entities/{ref.kind}").status_code == 200


def test_reserved_names_are_reached(reserved):
    """V19: every list links them, and no part of the site is hidden by one of them."""
    linked = {
        href
        for word in ("services", "apis", "resources", "systems", "teams", "people")
        for page in (1, 2, 3)
        for href in Page(reserved.get(f"/{word}?page={page}").get_data(as_text=True)).hrefs
    }

    for word in ("services", "apis", "resources", "systems", "teams", "people"):
        assert {f"/{word}/{fold(name)}" for name in RESERVED} - {unquote(href) for href in linked} == set()
    for address, mimetype in (
        *(("/healthz", "application/json"), ("/api/openapi.json", "application/json")),
        *(("/static/ensemble.css", "text/css"), ("/graph", "text/html"), ("/search", "text/html")),
    ):
        with reserved.get(address) as response:
            assert (response.status_code, response.mimetype) == (200, mimetype)


@pytest.mark.parametrize(
    "name",
    [".", "..", "...", "-", ".a", "a.", "a/b", "a b", "a;b", "a?b", "a#b", "a%2Fb", "%2e%2e", "a\\\\b", "a:b", "a&b"],
    ids=lambda name: f"V19 {name}",
)
def test_names_that_no_entity_has(reserved, name):
    """No entity has such a name, but a reference may: asked for by its address, it is told by its name."""
    assert not read(a("System x").replace("name: x", f'name: "{name}"')).entities

    written = name.replace("\\\\", "\\")
    for kind in ("system", "gadget"):
        ref = Ref.of(kind, "default", written)
        address = urls.entity(Mention(ref, written))
        if written.strip("."):
            # A browser takes dots out of a path before it asks.
            response = reserved.get(address)
            assert response.status_code == 404
            # Only an address by reference tells a slash in a name from one between two parts.
            shown = fold(written) if kind == "gadget" else fold(written).rpartition("/")[2]
            assert f"called “{shown}”" in Page(response.get_data(as_text=True)).text


def told(client, address):
    """The reference that an entity's page shows as its own."""
    response = client.get(address)
    assert response.status_code == 200, address
    (shown,) = re.findall(r"<dt>Ref</dt><dd[^>]*>(.*?)</dd>", response.get_data(as_text=True))
    return re.sub(r"<[^>]*>", "", shown)
