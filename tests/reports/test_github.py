"""Annotations are read back the way GitHub's runner reads them."""

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.check import Report
from app.entities import Ref
from app.positions import Position
from app.problems import Finding, Problem, Severity
from app.reports import github
from tests.reports.reporting import report_on

_COMMAND = re.compile(r"::(?P<name>[a-z-]+) ?(?P<properties>[^:]*)::(?P<message>.*)")


class Command(NamedTuple):
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    message: str


def commands(output: str) -> list[Command]:
    """Every line that the runner would obey."""
    found = []
    for line in re.split(r"\r\n|\r|\n", output):
        # The runner also obeys `##[name]` anywhere in a line; nothing of ours may look like it at the start.
        assert not line.lstrip().startswith("##[")
        match = _COMMAND.fullmatch(line.strip())
        if match is not None:
            pairs = (pair.split("=", 1) for pair in match["properties"].split(",") if pair)
            properties = {key: _decoded(value, ":%3A,%2C") for key, value in pairs}
            found.append(Command(match["name"], properties, _decoded(match["message"], "")))
    return found


def _decoded(text: str, more: str) -> str:
    for character, code in [("\r", "%0D"), ("\n", "%0A"), *zip(more[::4], re.findall("%..", more), strict=True)]:
        text = text.replace(code, character)
    return text.replace("%25", "%")


def test_it_works():
    """A note is a command with its place, its code as the title, and its sentence."""
    report = report_on(
        {
            "billing.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: billing\n"
            "spec:\n  type: service\n  lifecycle: production\n"
        }
    )

    [command] = commands(github.render(report))

    assert command.name == "warning"
    assert command.properties == {"file": "billing.yaml", "line": "5", "col": "1", "title": "owner-missing"}
    assert command.message.startswith("billing names no owner.")


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.ERROR, "error"),
        (Severity.GAP, "warning"),
        (Severity.ADVICE, "notice"),
        (Severity.NOTICE, "notice"),
    ],
)
def test_severities(severity, expected):
    """Each severity has its command."""
    assert commands(github.render(_found(severity=severity)))[0].name == expected


@pytest.mark.parametrize(
    ("path", "message", "read_path", "read_message"),
    [
        pytest.param("a%b.yaml", "100 % sure", "a%b.yaml", "100 % sure", id="per cent"),
        pytest.param("a%0Ab.yaml", "%0A::error::hi", "a%0Ab.yaml", "%0A::error::hi", id="an encoded line break"),
        pytest.param("a,title=b:c.yaml", "x: y, z", "a,title=b:c.yaml", "x: y, z", id="colon and comma"),
        pytest.param("a\nb.yaml", "one\n::error::two", "a\\nb.yaml", "one\\n::error::two", id="a line break"),
        pytest.param("a.yaml", "\r##[error]two", "a.yaml", "\\r##[error]two", id="the older form"),
        pytest.param("a.yaml", "\x1b]52;c;aGk=\x07", "a.yaml", "\\x1b]52;c;aGk=\\x07", id="an escape"),
        pytest.param(
            "::set-output name=x::y", "::add-mask::x", "::set-output name=x::y", "::add-mask::x", id="a command"
        ),
    ],
)
def test_what_authors_write_stays_text(path, message, read_path, read_message):
    """Neither a path nor a message begins a command of its own, and both arrive as they are."""
    [command] = commands(github.render(_found(path, message)))

    assert command.properties["file"] == read_path
    assert command.message == read_message


@given(st.text(), st.text(min_size=1))
def test_one_note_is_one_command(message, path):
    """Whatever a descriptor holds, the runner sees exactly our command."""
    [command] = commands(github.render(_found(path, message)))

    assert command.properties["title"] == "a-rule"


def test_too_many_notes_of_a_file():
    """What is left out is said, as a notice on the file."""
    report = Report(
        tuple(Problem(Position("a.yaml", line), "schema", "No.", "Mend it.") for line in range(1, 121)), (), 1, 0
    )

    *shown, last = commands(github.render(report))

    assert len(shown) == 100
    assert last == Command("notice", {"file": "a.yaml"}, "And 20 more in this file.")


def _found(path: str = "a.yaml", message: str = "No.", severity: Severity = Severity.GAP) -> Report:
    ref = Ref("component", "default", "a")
    return Report((), (Finding("a-rule", severity, ref, Position(path), message, ""),), 1, 1)
