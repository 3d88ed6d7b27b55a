import os
import pty
import subprocess

import pytest

from app.cli import output
from tests.cli import processes
from tests.questions.organisation import HEAD


def on_a_terminal(*arguments, **settings):
    """What somebody at a terminal sees of a command."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [processes.COMMAND, *arguments],
        env=processes.environment(TERM="xterm-256color", COLUMNS="120", **settings),
        stdout=theirs,
        stderr=theirs,
    ) as child:
        os.close(theirs)
        seen = b""
        while True:
            try:
                chunk = os.read(ours, 65_536)
            except OSError:  # what Linux says when nobody writes any more
                break
            seen += chunk
        child.wait(60)
    os.close(ours)
    return seen.decode()


def test_a_terminal_gets_titles_and_colour(held_url):
    """At a terminal a list has titles, columns and colours."""
    seen = on_a_terminal("gaps", DATABASE_URL=held_url)

    assert "Severity" in seen
    assert "\x1b[33mgap" in seen
    assert "\t" not in seen


def test_colour_can_be_left_out(held_url):
    """Whoever sets NO_COLOR sees none."""
    assert "\x1b[33m" not in on_a_terminal("gaps", DATABASE_URL=held_url, NO_COLOR="1")


def test_a_terminal_sees_progress(tmp_path):
    """At a terminal long work shows how far it is, and cleans up after itself."""
    for number in range(200):
        (tmp_path / f"c{number}.yaml").write_text(
            f"{HEAD}kind: Component\nmetadata: {{name: c{number}}}\nspec: {{type: x, lifecycle: y, owner: z}}\n"
        )

    seen = on_a_terminal("check", str(tmp_path))

    assert "Reading" in seen
    assert "200 files with 200 entities." in seen.splitlines()[-1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("a\tb", r"a\tb", id="a tab cannot make a column"),
        pytest.param("a\nb", r"a\nb", id="nor a line break a row"),
        pytest.param("\x1b[2Jgone", r"\x1b[2Jgone", id="nor an escape a blank screen"),
        pytest.param("[bold]x[/bold]", "[bold]x[/bold]", id="nor brackets a style"),
    ],
)
def test_values_stay_values(capsys, value, expected):
    """Whatever authors wrote, a row is one line with its columns."""
    output.table(("One", "Two"), [(value, "end")])

    assert capsys.readouterr().out == f"{expected}\tend\n"
