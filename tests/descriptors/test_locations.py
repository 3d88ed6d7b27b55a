"""A Location leads to files of its own source, by path or pattern, and to nothing else."""

import pytest

from app import reading
from tests.descriptors.reads import printed, read
from tests.texts import a
from tests.trees import Texts


def component(name: str) -> str:
    """A descriptor that only a Location leads to: it names no version of Backstage's."""
    return f"apiVersion: v1\nkind: Thing\nmetadata: {{name: {name}}}\n"


FILES = {
    "one.yaml": component("one"),
    "two.yml": component("two"),
    "services/a/info.yaml": component("a"),
    "services/b/info.yaml": component("b"),
    "services/b/deep/er/info.yaml": component("deep"),
    "README.md": component("readme"),
}


@pytest.mark.parametrize(
    ("spec", "names"),
    [
        pytest.param(["target: ./one.yaml"], ["one"], id="target"),
        pytest.param(["target: one.yaml"], ["one"], id="without a dot"),
        pytest.param(["targets: [./one.yaml, ./two.yml]"], ["one", "two"], id="targets"),
        pytest.param(["target: ./one.yaml", "targets: [./two.yml]"], ["one", "two"], id="both"),
        pytest.param(["target: ./one.yaml", "targets: [./one.yaml, one.yaml]"], ["one"], id="the same again"),
        pytest.param(["target: ./services/x/../a/info.yaml"], ["a"], id="to and fro"),
        pytest.param(["target: ./services/*/info.yaml"], ["a", "b"], id="a star"),
        pytest.param(["target: ./services/**/info.yaml"], ["a", "b", "deep"], id="two stars"),
        pytest.param(["target: ./services/?/info.yaml"], ["a", "b"], id="a question mark"),
        pytest.param(["target: ./*.y*ml"], ["one", "two"], id="a pattern of files"),
        pytest.param(["target: ./README.md"], ["readme"], id="any name will do"),
        pytest.param(["type: url", "target: ./one.yaml"], ["one"], id="whatever its type"),
        pytest.param(["type: file", "target: ./one.yaml", "presence: required"], ["one"], id="required"),
        pytest.param(["target: ./gone.yaml", "presence: optional"], [], id="optional"),
        pytest.param(["target: ./gone/*.yaml", "presence: optional"], [], id="an optional pattern"),
        pytest.param(["targets: []"], [], id="none"),
        pytest.param(["target: ./c.yaml"], [], id="itself"),
        pytest.param(["target: ./c*.yaml"], [], id="itself by a pattern"),
    ],
)
def test_leads_to_files(spec, names):
    """What a Location names is read, once, whatever it is called."""
    found = read(a("Location x", *spec), FILES)

    assert [each.name for each in found.entities if each.kind == "Thing"] == sorted(names)
    assert {problem.code for problem in found.problems} <= {"kind-unknown"}


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        pytest.param(
            ["target: ./gone.yaml"],
            "c.yaml:6:3: error: The target `./gone.yaml` matches no file. "
            "Correct the path, or write `presence: optional`. [target-missing]",
            id="missing",
        ),
        pytest.param(
            ["targets:", "  - ./one.yaml", "  - ./gone/**/*.yaml"],
            "c.yaml:8:7: error: The target `./gone/**/*.yaml` matches no file. "
            "Correct the path, or write `presence: optional`. [target-missing]",
            id="a pattern that matches nothing",
        ),
        pytest.param(
            ["target: ./services/"],
            "c.yaml:6:3: error: The target `./services/` matches no file. "
            "Correct the path, or write `presence: optional`. [target-missing]",
            id="a folder",
        ),
        pytest.param(
            ["target: https://example.org/catalog-info.yaml", "type: url"],
            "c.yaml:6:3: notice: The target `https://example.org/catalog-info.yaml` is an address; "
            "Ensemble reads only files of this source. "
            "Write a file of this source by its relative path; add another place as a source. [target-elsewhere]",
            id="an address",
        ),
        pytest.param(
            ["targets: ['javascript:alert(1)', '//x/y']", "presence: optional"],
            "c.yaml:6:13: notice: The target `javascript:alert(1)` is an address; "
            "Ensemble reads only files of this source. "
            "Write a file of this source by its relative path; add another place as a source. [target-elsewhere]\n"
            "c.yaml:6:36: notice: The target `//x/y` is an address; "
            "Ensemble reads only files of this source. "
            "Write a file of this source by its relative path; add another place as a source. [target-elsewhere]",
            id="other addresses",
        ),
        pytest.param(
            ["targets: [../x.yaml, /etc/passwd, a/../../b, 'C:\\x.yaml', ../*.yaml]"],
            "c.yaml:6:13: error: The target `../x.yaml` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]\n"
            "c.yaml:6:24: error: The target `/etc/passwd` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]\n"
            "c.yaml:6:37: error: The target `a/../../b` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]\n"
            "c.yaml:6:48: error: The target `C:\\x.yaml` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]\n"
            "c.yaml:6:61: error: The target `../*.yaml` leads out of the source. "
            "Name a file of the same source by a relative path. [outside-source]",
            id="outside",
        ),
        pytest.param(
            ["target: 5", "targets: [./one.yaml, ~, ./gone.yaml]"],
            'c.yaml:6:3: error: `spec.target` is a number; it takes a text. Write "5" in quotes. [schema]\n'
            "c.yaml:7:25: error: `spec.targets[1]` is empty; it takes a text. "
            "Give it a value or leave the key out. [schema]\n"
            "c.yaml:7:28: error: The target `./gone.yaml` matches no file. "
            "Correct the path, or write `presence: optional`. [target-missing]",
            id="targets that are none",
        ),
    ],
)
def test_says_where_it_does_not_lead(spec, said):
    """Each target that leads to nothing is a problem at its own place."""
    (problems,) = {
        "\n".join(line for line in printed(a("Location x", *spec), FILES).split("\n") if "kind-unknown" not in line)
    }

    assert problems == said


def test_follows_from_file_to_file():
    """Locations may lead to Locations, each path seen from its own file, in a ring or not."""
    files = {
        "c.yaml": a("Location top", "target: ./sub/all.yaml"),
        "sub/all.yaml": a("Location sub", "targets: [./leaf.yaml, ../c.yaml, ./all.yaml]"),
        "sub/leaf.yaml": component("leaf"),
    }

    found = reading.read(Texts(files), roots=["c.yaml"])

    assert [str(each.ref) for each in found.entities] == [
        "location:default/sub",
        "location:default/top",
        "thing:default/leaf",
    ]
    assert [file.path for file in found.files] == ["c.yaml", "sub/all.yaml", "sub/leaf.yaml"]


def test_a_file_that_a_location_leads_to_counts():
    """What a Location names is a descriptor, and so its faults are told."""
    assert printed(a("Location x", "target: ./y"), {"y": "- a\n"}) == (
        "y:1:1: error: The document is a list; a descriptor is a map. "
        "Begin it with `apiVersion:` and `kind:`. [document-not-mapping]"
    )


def test_other_kinds_lead_nowhere():
    """Only a Location's targets are followed."""
    assert [str(each.ref) for each in read(a("Component x", "target: ./one.yaml"), FILES).entities] == [
        "component:default/x"
    ]
