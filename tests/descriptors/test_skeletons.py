"""A template still to be filled in is set aside with a notice, and never an entity."""

import pytest

from tests.descriptors.reads import printed, read
from tests.texts import a, all_of


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(a("Component x").replace("name: x", "name: '${{ values.name }}'"), id="a name"),
        pytest.param(a("Component x").replace("{name: x}", "name: ${{ values.name }}"), id="a name without quotes"),
        pytest.param(a("Component x").replace("{name: x}", "name: a-${{values.name}}-b"), id="a part of a name"),
        pytest.param(a("Component x").replace("name: x", "name: x, namespace: '{{ ns }}'"), id="a namespace"),
        pytest.param(a("Component x", "owner: ${{ values.owner }}"), id="an owner"),
        pytest.param(a("Component x", "owner: '{% if a %}b{% endif %}'"), id="a condition"),
        pytest.param(a("Component x", "dependsOn: [component:y, '{{ z }}']"), id="one of several references"),
        pytest.param(a("Component x").replace("kind: Component", "kind: '{{ kind }}'"), id="a kind"),
        pytest.param(a("Component x").replace("{name: x}", "name: {{ name }}"), id="what is no YAML as it stands"),
        pytest.param(a("Component x", "owner: {{ owner }}"), id="an owner that is no YAML"),
        pytest.param(a("Component x", "{% if owner %}", "owner: y", "{% endif %}"), id="lines that are no YAML"),
        pytest.param(
            a("Component x").replace("{name: x}", "name: {{cookiecutter.name}}\n  title: 'open"),
            id="what is no YAML anyway",
        ),
    ],
)
def test_sets_templates_aside(text):
    """A placeholder in a name or reference makes the document a template."""
    found = read(text)

    assert not found.entities
    assert "\n".join(str(problem) for problem in found.problems) == (
        "c.yaml:1:1: notice: The document is a template with placeholders in its name or references. "
        "Nothing to do; it is set aside. [template-skeleton]"
    )
    assert [(file.state, file.reason) for file in found.files] == [("set-aside", "")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(a("Component x", "owner: y", "own: '{{ z }}'"), [], id="a placeholder elsewhere"),
        pytest.param(
            a("Component x").replace("name: x", "name: x, description: 'Use {{ x }}'"), [], id="in a description"
        ),
        pytest.param(a("Component x", "owner: {group: }"), ["schema"], id="a map is no placeholder"),
        pytest.param(a("Component x", "owner: '{y}'"), [], id="one brace is none"),
        pytest.param(
            "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: x}\n"
            "spec: {steps: [{action: a, input: {name: '${{ parameters.name }}'}}]}\n",
            [],
            id="a Template is an entity",
        ),
    ],
)
def test_keeps_what_only_speaks_of_placeholders(text, codes):
    """Placeholders elsewhere are text like any other."""
    assert [problem.code for problem in read(text).problems] == codes
    assert len(read(text).entities) == 1


def test_a_broken_text_stays_broken():
    """A placeholder does not excuse a fault of another sort."""
    assert [each.code for each in read("name: {{ x }}\nb: !!python/name:x y\n").problems] == [
        "key-not-string",
        "yaml-tag",
    ]
    assert [each.code for each in read("description: {{ x }}\n").problems] == ["key-not-string"]


def test_templates_and_entities_may_share_a_file():
    """A template costs only itself."""
    text = all_of(a("Component x"), a("Component y", "owner: {{ z }}"))

    assert [each.name for each in read(text).entities] == ["x"]
    assert printed(text) == (
        "c.yaml:6:1: notice: The document is a template with placeholders in its name or references. "
        "Nothing to do; it is set aside. [template-skeleton]"
    )
