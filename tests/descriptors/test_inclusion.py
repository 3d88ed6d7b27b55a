"""`$text`, `$json` and `$yaml` draw in files of the same source, and nothing else from anywhere else."""

import pytest

from app import reading
from app.descriptors import inclusion
from app.documents import DEFINITION
from tests.descriptors.reads import entity, printed, read
from tests.texts import a
from tests.trees import Texts

WHERE = "c.yaml:6:3: "


def api(definition: str) -> str:
    """An API whose definition, at line 6, is this."""
    return a("API x", f"definition: {definition}")


@pytest.mark.parametrize(
    ("value", "files", "included"),
    [
        pytest.param("{$text: ./o.yaml}", {"o.yaml": "openapi: 3.1.0\n"}, "openapi: 3.1.0\n", id="text"),
        pytest.param("{$text: o.yaml}", {"o.yaml": "x"}, "x", id="without a dot"),
        pytest.param("{'$text' : ./o.yaml}", {"o.yaml": "x"}, "x", id="a blank before the colon"),
        pytest.param("\n    $text: ./o.yaml", {"o.yaml": "x"}, "x", id="as a block"),
        pytest.param("{$text: ./b/../o.yaml}", {"o.yaml": "x"}, "x", id="to and fro"),
        pytest.param("{$text: 'a b/\u00fc.yaml'}", {"a b/\u00fc.yaml": "x"}, "x", id="a path with blanks and umlauts"),
        pytest.param("{$text: a:b.yaml}", {"a:b.yaml": "x"}, "x", id="a path with a colon"),
        pytest.param("{$text: ./o}", {"o": "\ufeff\u00e9\r\n"}, "\u00e9\r\n", id="a mark of UTF-8 is no text"),
        pytest.param("{$text: ./o}", {"o": b"a\xff\0b"}, "a\ufffd\ufffdb", id="bytes that are no text"),
        pytest.param("{$text: ./o}", {"o": ""}, None, id="an empty file is no definition"),
        pytest.param("|\n    $text: ./o\n", {"o": "x"}, "$text: ./o\n", id="in a block text it is text"),
        pytest.param('"$text: ./o"', {"o": "x"}, "$text: ./o", id="in quotes, too"),
    ],
)
def test_includes_text(value, files, included):
    """A map with the one key `$text` is the text of the file."""
    assert entity(api(value), files).spec.get("definition") == included


@pytest.mark.parametrize(
    ("key", "file", "value"),
    [
        pytest.param("$yaml", "a: [1, no, 010]\n", {"a": [1, "no", 10]}, id="YAML"),
        pytest.param("$yaml", "# x\n---\n[]\n", [], id="YAML, one document"),
        pytest.param("$yaml", "a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}, id="YAML with aliases"),
        pytest.param("$yaml", "{$text: ./o}", {"$text": "./o"}, id="what is included includes no more"),
        pytest.param("$json", '{"a": [1, null, "\\u00e9\\/"]}', {"a": [1, None, "\u00e9/"]}, id="JSON"),
        pytest.param("$json", '"text"', "text", id="a JSON text"),
    ],
)
def test_includes_values(key, file, value):
    """`$yaml` and `$json` are the one value of the file, anywhere in the document."""
    found = entity(a("Component x", f"own: {{deep: [{{{key}: ./o}}]}}"), {"o": file})

    assert found.spec == {"own": {"deep": [value]}}


def test_includes_anywhere():
    """Inclusion comes before anything is judged: names and whole sections may be included."""
    text = "apiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata: {$yaml: ./m.yaml}\nspec: {$json: ./s.json}\n"
    files = {"m.yaml": "name: {$text: x}\n", "s.json": "{}"}

    assert printed(text, files) == ("c.yaml:3:1: error: `metadata.name` is a map; it takes a text. [envelope]")
    assert entity(text, {**files, "m.yaml": "name: shop\n"}).document == {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Domain",
        "metadata": {"name": "shop"},
        "spec": {},
    }


def test_what_is_included_is_judged_where_it_is_included():
    """A fault of an included value is at the inclusion, with what was written there."""
    text = a("Component x", "dependsOn:", "  $yaml: ./d.yaml")

    assert printed(text, {"d.yaml": "[component:a, true, 7]"}) == (
        'c.yaml:6:3: error: `spec.dependsOn[1]` is a boolean; it takes a text. Write "true" in quotes. [schema]\n'
        'c.yaml:6:3: error: `spec.dependsOn[2]` is a number; it takes a text. Write "7" in quotes. [schema]'
    )


@pytest.mark.parametrize(
    ("value", "files", "said"),
    [
        pytest.param(
            "{$text: ./o}",
            {},
            "error: `$text` names o. There is no such file. Write it, or take the path out. [file-unreadable]",
            id="no such file",
        ),
        pytest.param(
            "{$text: ../o}",
            {},
            "error: `$text` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]",
            id="outside",
        ),
        pytest.param(
            "{$text: a/../../c.yaml}",
            {},
            "error: `$text` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]",
            id="outside and back",
        ),
        pytest.param(
            "{$text: /etc/passwd}",
            {},
            "error: `$text` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]",
            id="absolute",
        ),
        pytest.param(
            "{$text: '..\\secret'}",
            {},
            "error: `$text` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]",
            id="backslashes",
        ),
        pytest.param(
            "{$text: ''}",
            {},
            "error: `$text` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]",
            id="empty",
        ),
        pytest.param(
            "{$text: './%2e%2e/o'}",
            {},
            "error: `$text` names %2e%2e/o. There is no such file. Write it, or take the path out. [file-unreadable]",
            id="percent signs are themselves",
        ),
        pytest.param(
            "{$text: [./o]}",
            {},
            "error: `$text` takes a path as text. Write `$text: ./file`. [include-failed]",
            id="a list",
        ),
        pytest.param(
            "{$text: }",
            {},
            "error: `$text` takes a path as text. Write `$text: ./file`. [include-failed]",
            id="nothing",
        ),
        pytest.param(
            "{$json: ./o}",
            {"o": "{a: 1}"},
            "error: `$json` names o. It is not JSON. Mend that file. [include-failed]",
            id="YAML as JSON",
        ),
        pytest.param(
            "{$json: ./o}",
            {"o": '{"a": 1, "a": 2}'},
            "error: `$json` names o. o:1:10 says: The key `a` stands at line 1 already. Mend that file. "
            "[include-failed]",
            id="a key twice",
        ),
        pytest.param(
            "{$yaml: ./o}",
            {"o": "a: 1\n---\nb: 2\n"},
            "error: `$yaml` names o. o:2:1 says: The file holds more than one document. Mend that file. "
            "[include-failed]",
            id="two documents",
        ),
        pytest.param(
            "{$yaml: ./o}",
            {"o": "# nothing\n"},
            "error: `$yaml` names o. It holds 0 documents, one is wanted. Mend that file. [include-failed]",
            id="no document",
        ),
        pytest.param(
            "{$yaml: ./o}",
            {"o": "a: !!python/name:os.system x\n"},
            "error: `$yaml` names o. o:1:4 says: The tag !!python/name:os.system has no meaning in a descriptor, "
            "or does not fit its value. Mend that file. [include-failed]",
            id="a tag",
        ),
        pytest.param(
            "{$yaml: ./o}",
            {"o": b"\xff\xfea\0"},
            "error: `$yaml` names o. o:1:1 says: The file looks like UTF-16. Mend that file. [include-failed]",
            id="UTF-16",
        ),
    ],
)
def test_says_what_cannot_be_included(value, files, said):
    """A bad inclusion is one problem where it stands; the entity is read without it."""
    assert printed(api(value), files) == WHERE + said
    assert "definition" not in entity(api(value), files).spec


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://example.org/o.yaml", "$text"),
        ("http://x", "$json"),
        ("file:///etc/passwd", "$text"),
        ("//x/y", "$yaml"),
    ],
)
def test_addresses_are_not_fetched(address, key):
    """An address stays as it is, with one notice: Backstage would read it."""
    text = a("API x", f"definition: {{{key}: '{address}'}}")

    assert printed(text) == (
        f"{WHERE}notice: `{key}` names an address; it is not fetched. "
        "Put the file beside the descriptor and name it by a relative path. [target-elsewhere]"
    )
    assert entity(text).spec == {"definition": {key: address}}


def test_what_could_not_be_included_is_no_second_problem():
    """Where an inclusion failed, the form of what was to be filled is not judged as well."""
    text = a("Component x", "system: {$text: ./gone}", "dependsOn: [{$yaml: ./gone}, component:y]")

    assert [problem.code for problem in read(text).problems] == ["file-unreadable"] * 2
    assert entity(text).spec == {"dependsOn": ["component:y"]}


def test_an_address_where_a_text_is_wanted_is_no_second_problem():
    """Where only a text may stand, what is not fetched is left out, and told once."""
    text = a("Component x", "system: {$text: 'https://example.org'}")

    assert [problem.code for problem in read(text).problems] == ["target-elsewhere"]
    assert entity(text).spec == {}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"$ref": "./o"}, id="another key"),
        pytest.param({"$openapi": "./o"}, id="a key of a plug-in"),
        pytest.param({"$text": "./o", "more": 1}, id="two keys"),
        pytest.param({"$text": "./o", "$json": "./o"}, id="two of ours"),
        pytest.param({"text": "./o"}, id="no dollar"),
        pytest.param({"$TEXT": "./o"}, id="capitals"),
        pytest.param({}, id="no key"),
    ],
)
def test_other_maps_stay(value):
    """Only a map with exactly one of the three keys is an inclusion."""
    typed = str(value).replace("'", '"')

    assert entity(a("Component x", f"own: {typed}"), {"o": "x"}).spec == {"own": value}


def test_included_files_are_no_descriptors():
    """A file that an entity includes yields no entity, and is listed as included."""
    files = {"defs/openapi.yaml": a("Component inner")}

    found = read(a("API x", "definition: {$text: ./defs/openapi.yaml}"), files)

    assert [str(each.ref) for each in found.entities] == ["api:default/x"]
    assert [(file.path, file.state) for file in found.files] == [("c.yaml", "read"), ("defs/openapi.yaml", "included")]


def test_paths_start_from_the_descriptor():
    """A path is seen from the file that names it."""
    tree = Texts({"x/y/catalog-info.yaml": api("{$text: ../o}"), "x/o": "right", "o": "wrong"})

    assert [each.spec["definition"] for each in reading.read(tree).entities] == ["right"]


def test_what_one_document_includes_is_bounded():
    """All that a document includes counts against one limit, so that one file named often does not fill the memory."""
    big = "x" * (DEFINITION.file_bytes // 2)

    text = a("Component x", "own:", *("  - {$text: ./big}" for _ in range(3)))

    assert [len(item) for item in entity(text, {"big": big}).spec["own"]] == [len(big), len(big)]
    assert printed(text, {"big": big}) == (
        "c.yaml:9:7: error: `$text` names big. With it the document includes more than 10,485,760 bytes. "
        "Include less, or split the document. [file-too-large]"
    )


def test_the_keys_are_those_of_the_format():
    """There are three, and no plug-in's."""
    assert inclusion.KEYS == ("$text", "$json", "$yaml")
