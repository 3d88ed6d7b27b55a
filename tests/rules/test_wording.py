"""Every rule names things alike."""

import pytest

from app.entities import FIELDS, Entity, Ref
from app.rules.wording import line, listed, one, quoted, reference, sentence, several

FIELD = {field.name: field for field in FIELDS["component"]}
ENTITY = Entity({"kind": "Component", "metadata": {"name": "billing", "namespace": "money"}}, "x.yaml", 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("payments", "`payments`", id="a word"),
        pytest.param(" two\n words ", "`two words`", id="on one line"),
        pytest.param("a`b", "`a'b`", id="no mark of its own"),
        pytest.param("x" * 80, f"`{'x' * 80}`", id="as long as it may be"),
        pytest.param("x" * 81, f"`{'x' * 79}…`", id="longer"),
        pytest.param("", "``", id="nothing"),
    ],
)
def test_repeats_what_was_written(text, shown):
    """A text in a sentence is marked, short and on one line."""
    assert quoted(text) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a and b", id="two"),
        pytest.param(["a", "b", "c", "d", "e"], "a, b, c, d and e", id="as many as are read"),
        pytest.param(["a", "b", "c", "d", "e", "f"], "a, b, c, d, e and 1 more", id="more"),
    ],
)
def test_puts_words_in_a_row(words, shown):
    """The last is joined by a word, and what is too much is counted."""
    assert listed(words, "and") == shown


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("component", "a Component"),
        ("api", "an API"),
        ("resource", "a Resource"),
        ("gadget", "a gadget"),
        ("airesource", "an airesource"),
    ],
)
def test_names_one_of_a_kind(kind, shown):
    """A kind is spelt as authors write it, with its article; one we do not know as it is."""
    assert one(kind) == shown


def test_names_several_kinds():
    """Kinds are told in the plural."""
    assert several(("component", "resource")) == "Components and Resources"
    assert several(("api",)) == "APIs"


@pytest.mark.parametrize(
    ("ways", "shown"),
    [
        pytest.param(["write it"], "Write it.", id="one"),
        pytest.param(["", "write it", "", "take it out"], "Write it, or take it out.", id="empty ones are left out"),
        pytest.param(["declare the Group `a`"], "Declare the Group `a`.", id="capitals inside stay"),
    ],
)
def test_tells_what_can_be_done(ways, shown):
    """Ways to mend something are one sentence."""
    assert sentence(ways) == shown


@pytest.mark.parametrize(
    ("field", "ref", "shown"),
    [
        pytest.param("system", "system:money/shop", "system: shop", id="a field of one kind, in its own namespace"),
        pytest.param("system", "system:default/shop", "system: default/shop", id="in another"),
        pytest.param("subcomponentOf", "component:money/shop", "subcomponentOf: shop", id="another field"),
        pytest.param("consumesApis", "api:money/shop", "- api:shop", id="an item of a list"),
        pytest.param(
            "dependsOn", "resource:default/shop", "- resource:default/shop", id="an item from another namespace"
        ),
    ],
)
def test_writes_the_line_that_refers(field, ref, shown):
    """The line reads back as the very reference, in the namespace of the entity it is written into."""
    wanted = Ref.parse(ref)

    assert line(FIELD[field], wanted, ENTITY) == shown
    assert Ref.parse(reference(wanted, ENTITY), namespace=ENTITY.namespace) == wanted
    assert (
        Ref.parse(shown.removeprefix("- ").removeprefix(f"{field}: "), FIELD[field].wants[0], ENTITY.namespace)
        == wanted
    )
