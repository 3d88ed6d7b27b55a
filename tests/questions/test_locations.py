"""Each source is a location, told by its name or its address and never by a path of the machine."""

import json

import pytest

from app.config import Config
from app.entities import Ref
from app.questions import ancestry, locations, repository
from app.questions.locations import Location
from app.questions.repository import Repository
from app.store.database import reading
from app.store.source import Origin
from app.sync import sync
from tests.conftest import TODAY
from tests.texts import a, all_of
from tests.trees import Texts

FOLDER = Location("file", "here")
WEB = Location("url", "https://example.org/catalog")


def held(sessions, texts, name="here", location="") -> None:
    """A source that holds these texts."""
    sync(sessions, name, Texts(texts), config=Config(), as_of=TODAY, origin=Origin("folder", location))


def test_it_works(sessions):
    """All sources, first come first; each entity comes from one of them."""
    held(sessions, {"catalog-info.yaml": a("System one", "owner: x")}, location="catalog")
    held(sessions, {"catalog-info.yaml": a("System two", "owner: x")}, "there", WEB.target)

    with reading(sessions) as session:
        assert locations.every(session) == (FOLDER, WEB)
        assert locations.holding(session, Ref("system", "default", "one")) == FOLDER
        assert locations.holding(session, Ref("system", "default", "two")) == WEB
        assert locations.holding(session, Ref("system", "default", "x")) is None
        assert locations.by_id(session, WEB.id.upper()) == WEB
        assert locations.by_id(session, "x") is None


def test_what_it_is_called():
    """The id and the reference follow from what it is, so that they outlive a database."""
    assert FOLDER.id == "e3e69a4d-1c03-554f-a661-cbd9ad7ebde9"
    assert str(FOLDER.ref) == "location:default/generated-0fb757b365e21e8d4b92dc8d7c6a320b1bf8c6b8"
    assert FOLDER.entity["metadata"]["name"] == FOLDER.ref.name
    assert FOLDER.entity["spec"] == {"type": "file", "target": "here"}


# --- what leads to an entity ------------------------------------------------------------------------


def location(name, *targets):
    """The text of a Location."""
    return a(f"Location {name}", f"targets: {json.dumps(targets)}")


SERVICE = a("Component it", "type: service")
IT = "component:default/it"
TOP = str(FOLDER.ref)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param({"it.yaml": SERVICE}, {IT: [TOP]}, id="nothing leads to it"),
        pytest.param(
            {"it.yaml": SERVICE, "all.yaml": location("all", "./it.yaml")},
            {IT: ["all"], "all": [TOP]},
            id="one step",
        ),
        pytest.param(
            {
                "a/b/it.yaml": SERVICE,
                "a/b/all.yaml": location("b", "it.yaml"),
                "a/all.yaml": location("a", "./b/all.yaml"),
                "all.yaml": location("all", "a/all.yaml", "nothing.yaml"),
            },
            {IT: ["b"], "b": ["a"], "a": ["all"], "all": [TOP]},
            id="several steps",
        ),
        pytest.param(
            {"a/it.yaml": SERVICE, "all.yaml": location("all", "./*/it.yaml"), "no.yaml": location("no", "./*.yaml")},
            {IT: ["all"], "all": ["no"], "no": [TOP]},
            id="by a pattern",
        ),
        pytest.param(
            {"it.yaml": SERVICE, "b.yaml": location("b", "it.yaml"), "a.yaml": location("a", "it.yaml", "b.yaml")},
            {IT: ["a", "b"], "a": [TOP], "b": ["a"]},
            id="two lead to it",
        ),
        pytest.param(
            {
                "it.yaml": SERVICE,
                "b.yaml": location("b", "it.yaml"),
                "c.yaml": location("c", "it.yaml"),
                "a.yaml": location("a", "b.yaml", "c.yaml"),
            },
            {IT: ["b", "c"], "b": ["a"], "c": ["a"], "a": [TOP]},
            id="two ways from one",
        ),
        pytest.param(
            {"it.yaml": SERVICE, "a.yaml": location("a", "it.yaml", "a.yaml")},
            {IT: ["a"], "a": [TOP]},
            id="a Location of itself",
        ),
        pytest.param(
            {"it.yaml": SERVICE, "a.yaml": location("a", "it.yaml", "b.yaml"), "b.yaml": location("b", "a.yaml")},
            {IT: ["a"], "a": ["b"], "b": ["a", TOP]},
            id="round in a circle",
        ),
        pytest.param(
            {"it.yaml": all_of(SERVICE, location("all", "it.yaml"))},
            {IT: ["all"], "all": [TOP]},
            id="in the same file",
        ),
        pytest.param(
            {"it.yaml": SERVICE, "a.yaml": location("a", "https://example.org/it.yaml", "../it.yaml", "/it.yaml")},
            {IT: [TOP]},
            id="targets that lead elsewhere",
        ),
    ],
)
def test_ancestry(sessions, texts, expected):
    """Each is led to by the Locations that name its file, nearest first, and the last by the source."""
    held(sessions, texts)
    with reading(sessions) as session:
        found = ancestry.of(session, Ref.parse(IT))

    assert found is not None
    told = {called(ref): [called(parent) for parent in parents] for ref, parents in found.parents.items()}
    assert told == {**expected, TOP: []}
    assert next(iter(told)) == IT
    assert {called(ref) for ref in found.served} == expected.keys()


def called(ref):
    """A Location of the test by its name, anything else by its reference."""
    return ref.name if ref.kind == "location" and not ref.name.startswith("generated-") else str(ref)


def test_no_other_source_leads_to_it(sessions):
    """A path means a file of the source that it is written in."""
    held(sessions, {"it.yaml": SERVICE})
    held(sessions, {"all.yaml": location("all", "it.yaml")}, "there")
    with reading(sessions) as session:
        found = ancestry.of(session, Ref.parse(IT))
        nothing = ancestry.of(session, Ref.parse("component:nobody"))

    assert found is not None
    assert [str(ref) for ref in found.parents] == [IT, TOP]
    assert nothing is None


# --- what there is of a repository --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("https://example.org/one/two", Repository("example.org", "one", "two"), id="plain"),
        pytest.param("http://Example.org:8080/one/two/", Repository("example.org:8080", "one", "two"), id="a port"),
        pytest.param("https://example.org/one/two.git", Repository("example.org", "one", "two"), id="as git has it"),
        pytest.param("https://me:x@example.org/one/two", Repository("example.org", "one", "two"), id="a password"),
        pytest.param("https://example.org/two", Repository("example.org", "", "two"), id="no owner"),
        pytest.param("https://example.org/a/b/two", Repository("example.org", "a/b", "two"), id="a group in a group"),
        pytest.param("https://example.org/a/b/-/tree/main/x", Repository("example.org", "a", "b"), id="a folder"),
        pytest.param("https://example.org/a/b/blob/main/c.yaml?x#y", Repository("example.org", "a", "b"), id="a file"),
        pytest.param("https://example.org/a/b%20c", Repository("example.org", "a", "b c"), id="encoded"),
        pytest.param("https://example.org/", None, id="no repository"),
        pytest.param("https:///a/b", None, id="no host"),
        pytest.param("ssh://git@example.org/a/b", None, id="another scheme"),
        pytest.param("git@example.org:a/b.git", None, id="no scheme"),
        pytest.param("https://[/a", None, id="half a number"),
        pytest.param("not a url", None, id="no address"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_repositories_are_told_by_their_address(address, expected):
    """Wherever in a repository an address leads, it is of that repository."""
    assert Repository.parse(address) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("two", "two"),
        ("Two_2.x", "Two_2.x"),
        ("b c", "b-c"),
        ("-b-", "b"),
        ("a/../b", "a-b"),
        ("\u00e4\u00f6", "repository"),
        ("x" * 64, "x" * 63),
        ("x" * 62 + "-y", "x" * 62),
    ],
)
def test_what_is_begun_has_a_name(name, expected):
    """Whatever a repository is called, its Component has a name that may stand in a descriptor."""
    assert Repository("example.org", "one", name).beginning["metadata"] == {"name": expected}


ANNOTATED = all_of(
    *(
        f"apiVersion: v1\nkind: Thing\nmetadata: {{name: {name}, annotations: {{{key}: '{value}'}}}}\n"
        for name, key, value in (
            ("slug", "github.com/project-slug", "Org/Repo"),
            ("root", "backstage.io/source-location", "url:https://github.com/org/repo"),
            ("tree", "backstage.io/source-location", "url:https://GitHub.com/org/repo/tree/main/x/"),
            ("plain", "backstage.io/source-location", "url:http://github.com/org/repo/"),
            ("longer", "backstage.io/source-location", "url:https://github.com/org/repo0"),
            ("dashed", "backstage.io/source-location", "url:https://github.com/org/repo-x/"),
            ("shorter", "backstage.io/source-location", "url:https://github.com/org/"),
            ("other", "github.com/project-slug", "org/repo2"),
            ("elsewhere", "gitlab.com/project-slug", "org/repo"),
            ("said", "example.org/source", "url:https://github.com/org/repo/"),
        )
    )
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(
            "https://github.com/org/repo",
            {
                "plain": "http://github.com/org/repo/",
                "root": "https://github.com/org/repo",
                "slug": "https://github.com/org/repo",
                "tree": "https://GitHub.com/org/repo/tree/main/x/",
            },
            id="all that says so",
        ),
        pytest.param(
            "https://gitlab.com/org/repo/-/tree/main",
            {"elsewhere": "https://gitlab.com/org/repo"},
            id="by a slug of another host",
        ),
        pytest.param("https://example.org/org/repo", {}, id="nothing"),
    ],
)
def test_what_says_it_is_of_a_repository(sessions, address, expected):
    """Entities whose annotations lead into the repository, and none of one that is only called alike."""
    held(sessions, {"catalog-info.yaml": ANNOTATED})
    asked = Repository.parse(address)
    assert asked is not None
    with reading(sessions) as session:
        found = repository.existing(session, asked)

    assert {json.loads(each.json)["metadata"]["name"]: each.target for each in found} == expected


def test_nothing_is_of_a_repository_where_nothing_is(sessions):
    """Nor does an empty catalog know what a field is."""
    with reading(sessions) as session:
        assert repository.existing(session, Repository("github.com", "org", "repo")) == []
