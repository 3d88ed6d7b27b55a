"""The look: files of our own, nothing from elsewhere, nothing inline."""

import re
from pathlib import Path

import pytest

from app.drawing import alone
from app.questions import signs
from app.web import words

WEB = Path(__file__).parents[2] / "app" / "web"
SHEET = (WEB / "static" / "ensemble.css").read_text()
TEMPLATES = sorted((WEB / "templates").iterdir())


def test_colours_have_a_plain_fallback():
    """Where light-dark() is missing, every token has the same two values, and no other place holds a colour."""
    tokens = re.findall(r"(--[\w-]+):\s*light-dark\((#\w+), (#\w+)\);", SHEET)
    fallback = SHEET[SHEET.index("@supports not (color: light-dark") :]
    light, dark = re.findall(r"\{((?:\s*--[\w-]+: #\w+;)+)\s*\}", fallback)[:2]

    assert len(tokens) == SHEET.count("light-dark(#") - 1
    assert re.findall(r"(--[\w-]+): (#\w+);", light) == [(name, value) for name, value, _ in tokens]
    assert re.findall(r"(--[\w-]+): (#\w+);", dark) == [(name, value) for name, _, value in tokens]


@pytest.mark.parametrize("path", [*TEMPLATES, *sorted((WEB / "static").iterdir())], ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path):
    """No file loads anything from another host."""
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")

    assert not re.findall(r"https?://(?!\*)[a-z]|url\(|@import", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_inline(path):
    """No template holds a style, a script or a handler, which the policy would refuse, nor marks text as safe."""
    text = path.read_text()

    assert not re.findall(r"\sstyle=|\son[a-z]+=|<style", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert [line for line in re.findall(r".*\|\s*safe.*", text) if "drawing.svg" not in line] == []


def test_every_sign_is_in_the_sprite():
    """Icons that templates, words and drawings name are drawn."""
    sprite = (WEB / "templates" / "icons.svg").read_text() + alone.icons()
    drawn = set(re.findall(r'id="i-([a-z]+)"', sprite))
    named = {icon for path in TEMPLATES for icon in re.findall(r'icon\("([a-z]+)"|#i-([a-z]+)"', path.read_text())}
    told = {
        *signs.ICONS.values(),
        *signs.TYPE_ICONS.values(),
        *words._CONTACT_ICONS.values(),
        *words._LINK_ICONS.values(),
    }

    assert {name for pair in named for name in pair if name} | told | {"store", "file", "right"} <= drawn


def test_classes_of_drawings_are_styled():
    """What DOT says in classes, the style sheet shows."""
    for name in ("is-root", "is-missing", "hard", "soft", "async", "tier-1", "life-deprecated", "node-icon"):
        assert f".{name}" in SHEET
