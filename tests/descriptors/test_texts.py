"""What a descriptor's texts hold that nobody sees, or that nobody should see."""

import pytest

from tests.descriptors.reads import entity, printed, read
from tests.texts import a

TOKEN = "ghp_" + "Zx9Kd03LmQpT7vRb" * 3
REMEDY = "Revoke it, since whoever reads the file has it, and keep the new one in your secret store."


def component(*lines, metadata=""):
    """A component with these lines below `spec`, and one below `metadata`."""
    return a("Component x", *lines).replace("name: x", f"name: x, {metadata}" if metadata else "name: x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            component(metadata='title: "a\\u202eb"'),
            "c.yaml:4:13: error: `metadata.title` holds U+202E, which turns the writing behind it round. "
            "Delete it; many editors do not show it. [bidi-control]",
            id="V10 an override in a title",
        ),
        pytest.param(
            component('links: [{x: "\\u2066"}]'),
            "c.yaml:6:12: error: `spec.links[0].x` holds U+2066, which turns the writing behind it round. "
            "Delete it; many editors do not show it. [bidi-control]",
            id="V10 an isolate deep below",
        ),
        pytest.param(
            component(metadata='description: "pay\\u200bments"'),
            "c.yaml:4:13: notice: `metadata.description` holds U+200B, which nobody sees. "
            "Delete it; many editors do not show it. [hidden-character]",
            id="V10 a blank without width",
        ),
        pytest.param(
            component(metadata='description: "a\\ufe0f"'),
            "c.yaml:4:13: notice: `metadata.description` holds U+FE0F, which nobody sees. "
            "Delete it; many editors do not show it. [hidden-character]",
            id="V10 a selector of nothing",
        ),
        pytest.param(
            component(metadata="title: z" + "\u0301" * 500),
            "c.yaml:4:13: notice: `metadata.title` piles more than 4 marks on one letter. "
            "Delete them; they run over the lines around. [hidden-character]",
            id="V10 many marks",
        ),
        pytest.param(
            component(f"note: {TOKEN}"),
            f"c.yaml:6:3: advice: `spec.note` looks like a GitHub token. {REMEDY} [looks-like-secret]",
            id="V17 a token",
        ),
        pytest.param(
            component(metadata=f"annotations: {{halden.example/a: [{TOKEN}]}}"),
            f"c.yaml:4:27: error: `metadata.annotations.halden.example/a` is a list; it takes a text. [schema]\n"
            f"c.yaml:4:46: advice: `metadata.annotations.halden.example/a[0]` looks like a GitHub token. "
            f"{REMEDY} [looks-like-secret]",
            id="V17 where something else is wrong, too",
        ),
    ],
)
def test_what_is_said(text, said):
    """Each has its line, what it is and what to do."""
    assert printed(text) == said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(component(metadata="title: Zahlungen für Größe, 支払い, תשלום"), id="other scripts"),
        pytest.param(component(metadata='title: "\\U0001f469\\u200d\\U0001f4bb"'), id="a picture of two"),
        pytest.param(a("API x", 'definition: "a\\u202eb"'), id="a definition is a language of its own"),
        pytest.param(component("owner: x # \u202e"), id="a comment is nobody's text"),
    ],
)
def test_what_is_no_problem(text):
    """What belongs to a script, a picture or another language is not spoken of."""
    assert printed(text) == ""


def test_texts_are_kept():
    """A text that disturbs is kept as it was written; a secret is not kept."""
    found = entity(component(f"note: {TOKEN}", metadata='title: "a\\u202eb"'))

    assert (found.title, found.spec["note"]) == ("a\u202eb", "ghp_********")


@pytest.mark.parametrize(
    ("definition", "file", "kept", "said"),
    [
        pytest.param(
            "$text: ./x", f"a\nb {TOKEN}\n", "a\nb ghp_********\n", "`$text` names x, whose line 2", id="V17 as text"
        ),
        pytest.param(
            "$yaml: ./x", f"a:\n- {TOKEN}", {"a": ["ghp_********"]}, "`$yaml` names x, whose line 2", id="V17 as YAML"
        ),
        pytest.param(
            '$json: "./x"',
            f'{{"a": "{TOKEN}"}}',
            {"a": "ghp_********"},
            "`$json` names x, whose line 1",
            id="V17 as JSON",
        ),
    ],
)
def test_secrets_in_included_files(definition, file, kept, said):
    """A secret of an included file is covered, and told where the file is named."""
    found = read(component(f"note: {{{definition}}}"), {"x": file})
    (problem,) = found.problems

    assert found.entities[0].spec["note"] == kept
    assert (problem.code, problem.position.line) == ("looks-like-secret", 6)
    assert problem.message == f"{said} holds what looks like a GitHub token."


def test_secrets_of_what_is_no_entity():
    """A document that yields no entity is told of its secrets all the same, and repeats none."""
    said = printed(a("Component x").replace("name: x", f"name: -{TOKEN}"))

    assert said.splitlines()[0].endswith("[envelope]")
    assert "`-ghp_********`" in said
    assert "[looks-like-secret]" in said
    assert TOKEN[4:20] not in said
