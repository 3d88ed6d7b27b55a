"""A source's files become entities and problems, all of them in one run, in whatever order they come."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import reading
from app.documents import DESCRIPTOR, Limits
from app.entities import Ref
from app.errors import SourceUnreadableError
from app.problems import CODES
from app.sources.folder import Folder
from app.tree import Refusal, Tree
from tests.conftest import TODAY
from tests.texts import a, all_of
from tests.trees import Texts


def read(files: Mapping[str, str | bytes], **how) -> reading.Reading:
    """What comes of these files."""
    return reading.read(Texts(files), **how)


def refs(found: reading.Reading) -> list[str]:
    """The references of what was read."""
    return [str(each.ref) for each in found.entities]


def printed(found: reading.Reading) -> str:
    """The problems as people read them, a line each."""
    return "\n".join(str(problem) for problem in found.problems)


def states(found: reading.Reading) -> dict[str, str]:
    """What became of each file."""
    return {file.path: file.state for file in found.files}


# --- which files count -----------------------------------------------------------------------------

THING = "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: x}\n"


@pytest.mark.parametrize(
    ("path", "text", "counts"),
    [
        pytest.param("catalog-info.yaml", THING, True, id="named"),
        pytest.param("a/b/catalog-info.yml", THING, True, id="named, deeper"),
        pytest.param("catalog-info.prod.yaml", THING, True, id="named, and more"),
        pytest.param("my-catalog-info.yaml", THING, False, id="named nearly"),
        pytest.param("catalog-info", THING, False, id="named, but no YAML"),
        pytest.param("catalog-info.json", THING, False, id="named, but not searched for"),
        pytest.param("Catalog-Info.yaml", THING, False, id="named in capitals"),
        pytest.param("a.yaml", THING, False, id="of another tool"),
        pytest.param("a.yaml", a("Component x"), True, id="a line of Backstage's"),
        pytest.param("a.yml", a("Component x"), True, id="the other ending"),
        pytest.param("a.YAML", a("Component x"), False, id="an ending in capitals"),
        pytest.param("a.txt", a("Component x"), False, id="another ending"),
        pytest.param("a.yaml", THING.replace("example.org", "scaffolder.backstage.io"), True, id="a subdomain"),
        pytest.param("a.yaml", THING.replace("example.org", "a.b-c.backstage.io"), True, id="a deeper one"),
        pytest.param("a.yaml", THING.replace("example.org", "notbackstage.io"), False, id="another domain"),
        pytest.param("a.yaml", THING.replace("example.org", "backstage.io.evil"), False, id="a domain that begins so"),
        pytest.param("a.yaml", THING.replace("example.org", '"backstage.io').replace("v1", 'v1"'), True, id="quoted"),
        pytest.param(
            "a.yaml",
            THING.replace("apiVersion", "'apiVersion' ").replace("example.org", "backstage.io"),
            True,
            id="a quoted key",
        ),
        pytest.param("a.yaml", f"# x\n---\n{a('Component x')}", True, id="not in the first line"),
        pytest.param("a.yaml", f"\ufeff{a('Component x')}", True, id="after a mark of UTF-8"),
        pytest.param("a.yaml", a("Component x").replace("\n", "\r\n"), True, id="CRLF"),
        pytest.param("a.yaml", "x: 1\r---\r" + a("Component x").replace("\n", "\r"), True, id="CR"),
        pytest.param("a.yaml", f"# {a('Component x')}", False, id="in a comment"),
        pytest.param(
            "a.yaml", "apiVersion: v1\nkind: x\ndata: 'apiVersion: backstage.io/v1alpha1'\n", False, id="in a value"
        ),
        pytest.param("policy.yaml", a("Component x"), False, id="the policy"),
        pytest.param("policy.yaml", "rules: {", False, id="a broken policy"),
        pytest.param("policy.yml", a("Component x"), True, id="another ending than the policy's"),
        pytest.param("sub/policy.yaml", a("Component x"), True, id="the policy's name inside a folder"),
    ],
)
def test_which_files_count(path, text, counts):
    """A file counts by its name, or by a line that names Backstage; any other yields nothing at all."""
    found = read({path: text})

    assert bool(found.entities) is counts
    assert bool(found.files) is counts
    assert counts or not found.problems


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"a: [", id="no YAML"),
        pytest.param(b"\xff\xfe\0", id="no UTF-8"),
        pytest.param(b"<<<<<<< HEAD\n", id="a conflict"),
        pytest.param(b"a: &a [*a]", id="a cycle"),
        pytest.param(b"-----BEGIN PRIVATE KEY-----", id="a key"),
        pytest.param(b"{{- if .Values }}", id="a chart's template"),
        pytest.param(b"", id="empty"),
        pytest.param(b"x" * 9_000_000, id="large"),
    ],
)
def test_other_files_are_nobodys_business(raw):
    """What is wrong with a file that does not count is not told."""
    assert read({"values.yaml": raw}) == reading.Reading((), (), ())


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"roots": ["a.yaml"]}, id="given"),
        pytest.param({"held": {Ref("thing", "default", "x"): "a.yaml"}}, id="held entities"),
    ],
)
def test_a_file_counts_by_what_is_known_of_it(how):
    """A file that is given, or held entities at the last sync, counts whatever it is now."""
    assert refs(read({"a.yaml": THING}, **how)) == ["thing:default/x"]
    assert [problem.code for problem in read({"a.yaml": "a: ["}, **how).problems] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("how", "left_out"),
    [
        pytest.param({}, ["policy.yaml"], id="of the source"),
        pytest.param({"below": ["sub"]}, ["sub/policy.yaml"], id="of the folder"),
        pytest.param({"below": ["", "sub"]}, ["policy.yaml", "sub/policy.yaml"], id="of both"),
        pytest.param({"roots": ["policy.yaml", "sub/policy.yaml"]}, [], id="of no file"),
    ],
)
def test_the_policy_is_no_descriptor(how, left_out):
    """The policy at the root of what is read is left out, even where a Location leads to it; no other file is."""
    files = {
        "policy.yaml": a("Component one"),
        "sub/policy.yaml": a("Component two"),
        "sub/catalog-info.yaml": a("Location x", "targets: [../policy.yaml, ./policy.yaml]"),
    }

    assert {file.path for file in read(files, **how).files} & {*left_out} == set()
    assert {*left_out} | {file.path for file in read(files, **how).files} >= {"policy.yaml", "sub/policy.yaml"}


def test_roots_leave_out_the_rest():
    """Where roots are given, only they and what their Locations reach are read."""
    files = {
        "a.yaml": a("Location a", "target: ./sub/b.yaml"),
        "sub/b.yaml": a("Component b"),
        "sub/c.yaml": a("Component c"),
        "catalog-info.yaml": a("Component d"),
    }

    assert refs(read(files, roots=["a.yaml"])) == ["component:default/b", "location:default/a"]
    assert refs(read(files, roots=["a.yaml"], below=["sub"])) == [
        "component:default/b",
        "component:default/c",
        "location:default/a",
    ]
    assert refs(read(files, below=["sub"])) == ["component:default/b", "component:default/c"]


def test_roots_that_are_not_there():
    """A given file that cannot be read is a problem at that file."""
    assert printed(read({}, roots=["gone.yaml"])) == (
        "gone.yaml:1:1: error: There is no such file. Write it, or take the path out. [file-unreadable]"
    )


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        pytest.param([], ["a", "b", "c"], id="nothing"),
        pytest.param(["a.yaml"], ["b", "c"], id="a file"),
        pytest.param(["vendor/**"], ["a"], id="a folder"),
        pytest.param(["**/c.yaml", "a.*"], ["b"], id="several"),
        pytest.param(["*.json"], ["a", "b", "c"], id="what is not there"),
    ],
)
def test_excludes(exclude, left):
    """What is excluded is not looked at."""
    files = {"a.yaml": a("Component a"), "vendor/b.yaml": a("Component b"), "vendor/deep/c.yaml": a("Component c")}

    assert [each.name for each in read(files, exclude=exclude).entities] == left


@pytest.mark.parametrize(
    ("path", "text", "said", "state"),
    [
        pytest.param(
            "catalog-info.yaml",
            "a: 1\n---\nb: 2\n",
            "catalog-info.yaml:1:1: notice: The file has neither `apiVersion` nor `kind`; it is no descriptor. "
            "Nothing to do if it belongs to another tool. [look-alike]",
            "set-aside",
            id="a look-alike",
        ),
        pytest.param("a.yaml", "a: 1\n", "", "set-aside", id="a look-alike by another name is set aside quietly"),
        pytest.param(
            "a.yaml",
            "# nothing\n",
            "a.yaml:1:1: notice: The file holds no document. Fill it in, or delete it. [empty]",
            "set-aside",
            id="only comments",
        ),
        pytest.param(
            "a.yaml",
            f"{THING}---\na: 1\n",
            "a.yaml:2:1: notice: The kind `Thing` is none that Ensemble checks; it is kept as it is. "
            "The kinds are Component, API, Resource, System, Domain, Group, User, Location, Template. "
            "[kind-unknown]\n"
            "a.yaml:5:1: error: The document has neither `apiVersion` nor `kind`, unlike others of this file. "
            "Write both, or take the line of `---` above it out. [envelope]",
            "failed",
            id="a document of something else",
        ),
    ],
)
def test_files_that_are_something_else(path, text, said, state):
    """A file of another tool is set aside; a document that does not fit its file is a fault."""
    found = read({path: text}, roots=[path])

    assert printed(found) == said
    assert states(found) == {path: state}


# --- one file, many faults --------------------------------------------------------------------------


def test_all_problems_of_all_files_in_one_run():
    """One run tells every fault of every file, sorted by place, and keeps every good document."""
    files = {
        "catalog-info.yaml": all_of("a: [\n", a("Component x", "owner: 5", "tier: 9"), "kind: 1\n"),
        "b.yaml": a("System y", "domain: ''").replace("{name: y}", "name: y\n  tags: [A]"),
    }

    found = read(files)

    assert refs(found) == ["component:default/x", "system:default/y"]
    assert [(str(problem.position), problem.code) for problem in found.problems] == [
        ("b.yaml:5:10", "schema"),
        ("b.yaml:7:3", "bad-ref"),
        ("catalog-info.yaml:2:1", "yaml-syntax"),
        ("catalog-info.yaml:8:3", "schema"),
        ("catalog-info.yaml:9:3", "schema"),
        ("catalog-info.yaml:11:1", "envelope"),
        ("catalog-info.yaml:11:1", "envelope"),
        ("catalog-info.yaml:11:1", "envelope"),
    ]
    assert states(found) == {"b.yaml": "read", "catalog-info.yaml": "failed"}


@pytest.mark.parametrize(
    ("text", "state", "reason"),
    [
        pytest.param(a("Component x", "owner: 5"), "read", "", id="a part at fault"),
        pytest.param(
            all_of(a("Component x", "owner: 5"), "a: ["),
            "failed",
            "c.yaml:9:1: YAML cannot be read here",
            id="a document at fault",
        ),
        pytest.param(
            b"\xff" + a("Component x").encode(), "failed", "c.yaml:1:1: Byte 0 (0xff) is not UTF-8.", id="no text"
        ),
        pytest.param(all_of(a("Component x"), a("Component y", "owner: {{ z }}")), "read", "", id="a template beside"),
    ],
)
def test_a_file_fails_where_a_document_yields_nothing(text, state, reason):
    """A file fails when something of it yielded nothing for a fault, and says why; a part at fault is none."""
    (file,) = read({"c.yaml": text}, roots=["c.yaml"]).files

    assert file.state == state
    assert file.reason.startswith(reason)
    assert bool(file.reason) is bool(reason)


# --- claims ----------------------------------------------------------------------------------------


def twice(path: str, line: str, why: str) -> str:
    """What the loser of a name is told."""
    says = f"component:default/x is {why}; that one stays. Rename one of the two, or delete it."
    return f"{path}:{line}: error: {says} [declared-twice]"


OPEN = (
    "b.yaml:2:1: error: YAML cannot be read here: a bracket or brace is not closed. "
    "Close it; put a text that begins with `{` or `[` in quotes. [yaml-syntax]"
)


@pytest.mark.parametrize(
    ("files", "held", "stays", "said"),
    [
        pytest.param(
            {"b.yaml": a("Component x"), "a.yaml": a("Component X")},
            None,
            "a.yaml:1",
            [twice("b.yaml", "4:4", "declared at a.yaml:1 already")],
            id="the least path stays",
        ),
        pytest.param(
            {"a.yaml": all_of(a("Component x"), a("Component X"))},
            None,
            "a.yaml:1",
            [twice("a.yaml", "10:4", "declared at a.yaml:1 already")],
            id="then the least line",
        ),
        pytest.param(
            {"b.yaml": a("Component x"), "a.yaml": a("Component x")},
            "b.yaml",
            "b.yaml:1",
            [twice("a.yaml", "4:4", "declared at b.yaml:1 already")],
            id="who holds it stays",
        ),
        pytest.param(
            {
                "b.yaml": a("Component x"),
                "a.yaml": a("Component x"),
                "c.yaml": all_of(a("Component x"), a("Component x")),
            },
            "c.yaml",
            "c.yaml:1",
            [
                twice("a.yaml", "4:4", "declared at c.yaml:1 already"),
                twice("b.yaml", "4:4", "declared at c.yaml:1 already"),
                twice("c.yaml", "10:4", "declared at c.yaml:1 already"),
            ],
            id="four at once",
        ),
        pytest.param(
            {"b.yaml": a("Component y"), "a.yaml": a("Component x")},
            "b.yaml",
            "a.yaml:1",
            [],
            id="who gives it up loses it",
        ),
        pytest.param({"a.yaml": a("Component x")}, "b.yaml", "a.yaml:1", [], id="who is gone loses it"),
        pytest.param(
            {"b.yaml": "a: [b\n", "a.yaml": a("Component x")},
            "b.yaml",
            None,
            [
                twice("a.yaml", "4:4", "held by b.yaml, which cannot be read now"),
                OPEN,
            ],
            id="who cannot be read keeps it",
        ),
    ],
)
def test_one_name_declared_twice(files, held, stays, said):
    """Of several that declare a name the holder stays, else the least place; each other is told, naming the winner."""
    ref = Ref("component", "default", "x")

    found = read(files, held={ref: held} if held else None)

    assert [f"{each.path}:{each.line}" for each in found.entities if each.ref == ref] == ([stays] if stays else [])
    assert printed(found) == "\n".join(said)


def test_the_same_name_of_another_kind_or_namespace():
    """Kind and namespace are part of the name."""
    found = read({"a.yaml": all_of(a("Component x"), a("System x"), a("Component other/x"))})

    assert not found.problems
    assert len(found.entities) == 3


# --- inclusion between descriptors ------------------------------------------------------------------


def test_no_file_takes_another_ones_entities_away_by_including_it():
    """A file that held entities keeps them, whoever includes it."""
    files = {"evil.yaml": a("API x", "definition: {$text: ./pay.yaml}"), "pay.yaml": a("Component pay")}

    assert refs(read(files, held={Ref("component", "default", "pay"): "pay.yaml"})) == [
        "api:default/x",
        "component:default/pay",
    ]


@pytest.mark.parametrize(
    ("files", "left"),
    [
        pytest.param({"a.yaml": a("API x", "definition: {$text: ./a.yaml}")}, ["api:default/x"], id="itself"),
        pytest.param(
            {
                "a.yaml": a("API x", "definition: {$text: ./b.yaml}"),
                "b.yaml": a("API y", "definition: {$text: ./a.yaml}"),
            },
            ["api:default/x"],
            id="each other",
        ),
    ],
)
def test_including_in_a_ring(files, left):
    """Files that include themselves or each other do not all vanish."""
    assert refs(read(files)) == left


# --- a second run ----------------------------------------------------------------------------------


class Counting(Tree):
    """A source that knows what was read of it."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._tree = Texts(files)
        self.read_paths: list[str] = []

    def glob(self, pattern: str) -> Sequence[str]:
        return self._tree.glob(pattern)

    def read(self, path: str, limit: int) -> bytes | Refusal:
        self.read_paths.append(path)
        return self._tree.read(path, limit)


def test_every_file_is_read_once():
    """However many ways lead to a file, its bytes are asked for once."""
    tree = Counting(
        {
            "catalog-info.yaml": a("Location a", "targets: [./b.yaml, ./*.yaml, ./catalog-info.yaml]"),
            "b.yaml": a("Component b"),
        }
    )

    reading.read(tree, roots=["b.yaml"], below=["", ""])

    assert sorted(tree.read_paths) == ["b.yaml", "catalog-info.yaml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"a.yaml": a("Component x")}, {"a.yaml": a("Component x", "owner: y")}, id="a file changed"),
        pytest.param({"a.yaml": a("Component x")}, {}, id="a file gone"),
        pytest.param({}, {"a.yaml": a("Component x")}, id="a file new"),
        pytest.param({"a.yaml": a("Component x")}, {"b.yaml": a("Component x")}, id="a file moved"),
        pytest.param(
            {"a.yaml": a("API x", "definition: {$text: o}"), "o": "old"},
            {"a.yaml": a("API x", "definition: {$text: o}"), "o": "new"},
            id="what is included changed",
        ),
        pytest.param(
            {"a.yaml": a("API x", "definition: {$text: o}")},
            {"a.yaml": a("API x", "definition: {$text: o}"), "o": "new"},
            id="what is included is there now",
        ),
        pytest.param(
            {"a.yaml": a("API x", "definition: {$json: o}"), "o": "{"},
            {"a.yaml": a("API x", "definition: {$json: o}"), "o": '"x"'},
            id="what is included is mended",
        ),
        pytest.param(
            {"a.yaml": a("Location x", "target: ./b.yaml")},
            {"a.yaml": a("Location x", "target: ./b.yaml"), "b.yaml": THING},
            id="what a Location leads to is there now",
        ),
        pytest.param(
            {"a.yaml": a("Component x", "dependsOn: [y]")},
            {"a.yaml": a("Component x", "dependsOn: [y]"), "b.yaml": a("Resource y")},
            id="what a bare name means changed",
        ),
    ],
)
def test_a_second_run_sees_what_a_first_would(before, after):
    """With what an earlier run kept, a run comes to the same as without."""
    cache = reading.Cache()
    read(before, cache=cache)

    assert read(after, cache=cache) == read(after)
    assert read(after, cache=cache) == read(after)


def test_a_second_run_interprets_only_what_changed():
    """A file that stayed the same is not looked into again, and one that is gone is forgotten."""
    cache = reading.Cache()
    first = read({"a.yaml": a("Component x"), "b.yaml": a("Component y")}, cache=cache)

    second = read({"a.yaml": a("Component x"), "b.yaml": a("Component y", "owner: z")}, cache=cache)

    assert second.entities[0] is first.entities[0]
    assert second.entities[1] is not first.entities[1]
    assert [path for path, _ in cache.kept] == ["a.yaml", "b.yaml"]


# --- a whole source --------------------------------------------------------------------------------


def test_tells_how_far_it_is():
    """Progress is told after each file, against how many there are by then."""
    told: list[tuple[int, int]] = []

    read(
        {"a.yaml": a("Location x", "target: ./z"), "b.yaml": "x", "z": THING},
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_catalog_of_a_reading():
    """A reading is a catalog on a day, with others beside it where it has none of that name."""
    found = read({"a.yaml": a("Component x", "owner: y")})
    other = read({"b.yaml": all_of(a("Component x", "owner: z"), a("Component w"))})

    catalog = found.catalog(TODAY, also=other.entities)

    assert [(each.name, each.path) for each in catalog] == [("w", "b.yaml"), ("x", "a.yaml")]
    assert catalog.as_of == TODAY


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        pytest.param(
            "SOURCE_BYTES",
            200,
            "The source holds or includes more than 200 bytes of text, counted up to b.yaml. "
            "Leave folders out by ENSEMBLE_EXCLUDE.",
            id="bytes",
        ),
        pytest.param(
            "ENTITIES", 1, "The source declares more than 1 entities. Split it into several sources.", id="entities"
        ),
    ],
)
def test_a_source_beyond_a_limit_is_refused_whole(monkeypatch, limit, value, said):
    """Nothing may be concluded from a part of a source."""
    monkeypatch.setattr(reading, limit, value)

    with pytest.raises(SourceUnreadableError) as raised:
        read({"a.yaml": a("Component x"), "b.yaml": a("Component y") + "# " + "x" * 60})

    assert str(raised.value) == said


def test_limits_can_be_set():
    """A run may have other limits than the usual."""
    found = read({"catalog-info.yaml": a("Component x")}, limits=Limits(file_bytes=10))

    assert [problem.code for problem in found.problems] == ["file-too-large"]
    assert DESCRIPTOR.file_bytes == 8 * 1024 * 1024


MANY = {
    "a/catalog-info.yaml": all_of(a("Component x", "dependsOn: [db, 5]"), a("Component y", "owner: ''")),
    "b/catalog-info.yaml": all_of(a("Component X"), "a: [", a("Resource db", "type: database")),
    "c.yaml": a("Location all", "targets: [./d/*, ./gone.yaml, https://x.org/y]"),
    "d/one": all_of(a("Component y"), a("Group g", "children: [h]")),
    "d/two": a("API z", "definition: {$text: ../e.yaml}"),
    "e.yaml": a("Component included"),
    "f.yaml": "values: {}\n",
}


@settings(deadline=None, max_examples=40)
@given(st.permutations(sorted(MANY)), st.sampled_from([None, "b/catalog-info.yaml", "d/one"]))
def test_the_order_of_files_does_not_matter(order, holder):
    """However a source lists its files, the reading is the same."""
    held = {Ref("component", "default", "x"): holder, Ref("component", "default", "y"): holder} if holder else None

    class Shuffled(Texts):
        def glob(self, pattern: str) -> Sequence[str]:
            return sorted(super().glob(pattern), key=order.index)

    shuffled = reading.read(Shuffled({path: MANY[path] for path in order}), roots=order[:2], below=[""], held=held)

    assert shuffled == reading.read(Texts(MANY), roots=sorted(order[:2]), below=[""], held=held)


def test_entities_and_problems_are_ordered():
    """Entities come by reference, problems by place, files by path."""
    found = read(MANY)

    assert [each.ref for each in found.entities] == sorted(each.ref for each in found.entities)
    assert [each.position for each in found.problems] == sorted(each.position for each in found.problems)
    assert [file.path for file in found.files] == sorted(file.path for file in found.files)


def test_names_that_are_no_text_or_would_move_the_cursor(tmp_path):
    """A path is shown as text, whatever bytes it is made of."""
    for name in (b"caf\xe9", "\u202e".encode(), b"a\nb"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name + b".yaml")).write_text(a("Component x", "owner: 5"))

    found = reading.read(Folder(tmp_path))

    assert [file.path for file in found.files] == ["a\\x0ab.yaml", "caf\\xe9.yaml", "\\x202e.yaml"]
    assert all(str(problem).isprintable() for problem in found.problems)


# --- every code ------------------------------------------------------------------------------------

Make = Callable[[Path], object]


def linked(path: Path) -> None:
    """A link instead of a file."""
    path.symlink_to("elsewhere")


def piped(path: Path) -> None:
    """A pipe instead of a file."""
    os.mkfifo(path)


EXAMPLES: Mapping[str, str | bytes | Make] = {
    "file-too-large": b"#" * (8 * 1024 * 1024 + 1),
    "file-unreadable": a("API x", "definition: {$text: ./gone}"),
    "symlink-not-followed": linked,
    "not-a-regular-file": piped,
    "outside-source": a("API x", "definition: {$text: ../x}"),
    "not-utf8": b"\xe9",
    "not-a-descriptor": "<!doctype html>",
    "merge-conflict-markers": "<<<<<<< HEAD\n",
    "control-character": "\x07",
    "too-many-documents": "~\n---\n" * 10_001,
    "yaml-syntax": "a: [",
    "yaml-depth": "[" * 33,
    "yaml-nodes": "[" + "a," * 50_000 + "]",
    "yaml-expansion": "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [" + "*b," * 500 + "]\n",
    "yaml-alias-cycle": "&a [*a]",
    "yaml-merge-key": "<<: {}",
    "yaml-tag": "!x y",
    "duplicate-key": "{a: 1, a: 2}",
    "key-not-string": "[a]: b",
    "number-out-of-range": "a: 1e999",
    "scalar-too-long": "x" * (1024 * 1024 + 1),
    "document-not-mapping": "- a",
    "envelope": "kind: Thing\nmetadata: {name: x}\n",
    "schema": a("Component x", "tier: 5"),
    "key-unknown": a("Component x") + "status: {}\n",
    "bad-ref": a("Component x", "owner: ':'"),
    "ref-without-kind": a("Component x", "dependsOn: [y]"),
    "dangerous-url": a("User x", "memberOf: []", "profile: {picture: 'javascript:x'}"),
    "bidi-control": a("System x", 'note: "a\\u202eb"'),
    "looks-like-secret": a("System x", "note: AKIA" + "A1B2" * 4),
    "include-failed": a("API x", "definition: {$text: 5}"),
    "target-missing": a("Location x", "target: ./gone"),
    "declared-twice": all_of(a("Component x"), a("Component x")),
    "empty": "",
    "look-alike": "a: 1",
    "template-skeleton": a("Component x", "owner: '{{ y }}'"),
    "kind-unknown": THING,
    "key-misspelt": a("Component x", "onwer: y"),
    "target-elsewhere": a("Location x", "target: https://example.org"),
    "hidden-character": a("System x", 'note: "a\\u200bb"'),
}
"""A file for each code that has that problem and no other."""


@pytest.mark.parametrize("code", [code for code in CODES if code not in ("policy", "overlay")])
def test_every_code(tmp_path, code):
    """Each code is the one problem of some file, with a place, a sentence and a remedy; two are of other files."""
    path = tmp_path / "catalog-info.yaml"
    example = EXAMPLES[code]
    if callable(example):
        example(path)
    else:
        path.write_bytes(example.encode() if isinstance(example, str) else example)

    (problem,) = reading.read(Folder(tmp_path)).problems

    assert problem.code == code
    assert problem.severity is CODES[code][0]
    assert problem.message.endswith(".")
    assert problem.remedy.endswith((".", "?"))
    assert problem.position.path == "catalog-info.yaml"
    assert str(tmp_path) not in str(problem)
