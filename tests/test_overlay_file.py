"""A file of changes to an overlay, and everything that is wrong with it."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import overlay_file
from app.alignment import estate
from app.alignment.overlay import Change, Merge, Move, Named, Offshoot, Overlay, Remove, Soften, Split, applied
from app.entities import Ref
from app.policy import DEFAULT
from app.positions import Position
from tests.alignment.estates import example as example_organisation
from tests.trees import Texts

DOCS = Path(__file__).parents[1] / "docs" / "whatif.md"

EVERY = """\
changes:
  - merge: [cards, group:abroad/fraud]
    into: payments
  - split: platform
    into:
      platform-data: [resource:customers-db]
  - move: [component:a, System:b]
    to: ledger
  - soften: component:card-controls
    need: component:disputes
  - remove: component:core-monolith
"""


def read(text):
    """What this text comes to."""
    return overlay_file.read("whatif.yaml", text.encode() if isinstance(text, str) else text)


def told(text):
    """What is wrong with this text, by line and column; where the code is another than the overlay's, with that."""
    return [
        f"{problem.position.line}:{problem.position.column}: {problem.text}"
        + ("" if problem.code == "overlay" else f" [{problem.code}]")
        for problem in read(text).problems
    ]


def at(line, column):
    """A place in the file."""
    return Position("whatif.yaml", line, column)


def named(text, line, column):
    """A name and its place."""
    return Named(Ref.parse(text, "group"), at(line, column))


def test_every_change():
    """Each change has what it names, and where; bare names are teams."""
    assert read(EVERY) == (
        Overlay(
            (
                Merge((named("cards", 2, 13), named("abroad/fraud", 2, 20)), named("payments", 3, 5), at(2, 5)),
                Split(
                    named("platform", 4, 5),
                    (Offshoot(named("platform-data", 6, 7), (named("resource:customers-db", 6, 23),)),),
                    at(4, 5),
                ),
                Move((named("component:a", 7, 12), named("system:b", 7, 25)), named("ledger", 8, 5), at(7, 5)),
                Soften(named("component:card-controls", 9, 5), (named("component:disputes", 10, 5),), at(9, 5)),
                Remove((named("component:core-monolith", 11, 5),), at(11, 5)),
            )
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "# yet to come\n", "changes: []\n"])
def test_nothing(text):
    """A file may say nothing yet."""
    assert read(text) == (Overlay(), ())


KINDS = "`component`, `resource`, `api`, `system`, `domain`"


@pytest.mark.parametrize(
    ("text", "says", "left"),
    [
        pytest.param(
            "[]",
            "1:1: The document is a list; a what-if is a map. Begin it with `changes:`, and a list below that."
            " [document-not-mapping]",
            0,
            id="a list",
        ),
        pytest.param("{}", "1:1: `changes` is missing. Write it, and a list of changes below it.", 0, id="no changes"),
        pytest.param("chnges: []", "1:1: `chnges` is unknown. Did you mean `changes`?", 0, id="a slip at the root"),
        pytest.param(
            "changes: {merge: a}",
            "1:1: `changes` is a map; it takes a list. Begin each change with a `-`, on a line below `changes:`.",
            0,
            id="no list",
        ),
        pytest.param("changes: [a]", "1:11: `changes[0]` is a text; it takes a map.", 0, id="no map"),
        pytest.param(
            "changes:\n- {mrege: [a], into: b}",
            "2:4: `changes[0].mrege` is unknown. Did you mean `merge`?",
            0,
            id="a slip in what is to be done",
        ),
        pytest.param(
            "changes:\n- {xyz: 1}\n- {remove: component:a}",
            "2:3: `changes[0]` says no change. Write one of `merge`, `split`, `move`, `soften`, `remove`.",
            1,
            id="nothing to be done",
        ),
        pytest.param(
            "changes:\n- {merge: [a], into: b, remove: component:x}",
            "2:3: `changes[0]` is several changes at once: `merge`, `remove`. Begin each with a `-` of its own.",
            0,
            id="several",
        ),
        pytest.param(
            "changes:\n- {move: component:x, two: b}",
            "2:23: `changes[0].two` is unknown. Did you mean `to`?",
            0,
            id="a slip in what is needed",
        ),
        pytest.param(
            "changes:\n- {move: component:x, to: b, because: c}",
            "2:30: `changes[0].because` is unknown. Write one of `move`, `to`.",
            1,
            id="what is not known is left out",
        ),
        pytest.param("changes:\n- {move: component:x}", "2:3: `changes[0].to` is missing. Write it.", 0, id="missing"),
        pytest.param(
            "changes:\n- {merge: [a], into: component:b}",
            "2:16: `changes[0].into` is `component:b`, which is no team."
            " Name a team, as in `payments` or `group:payments`.",
            0,
            id="no team",
        ),
        pytest.param(
            "changes:\n- {merge: [a, 7], into: b}",
            '2:15: `changes[0].merge[1]` is a number; it takes a text. Write "7" in quotes.',
            1,
            id="a bad one of several",
        ),
        pytest.param(
            "changes:\n- remove: [componnt:x, component:y]",
            f"2:12: `changes[0].remove[0]` is `componnt:x`, which is none of {KINDS}. Did you mean `component:x`?",
            1,
            id="a slip in a kind",
        ),
        pytest.param(
            "changes:\n- remove: group:x",
            f"2:3: `changes[0].remove` is `group:x`, which is none of {KINDS}."
            " Name a thing, or a system or domain for all its parts.",
            0,
            id="a team where a thing is wanted",
        ),
        pytest.param(
            "changes:\n- remove: x",
            "2:3: `changes[0].remove` is `x`, which names no kind. Write it as in `component:billing`.",
            0,
            id="no kind",
        ),
        pytest.param(
            "changes:\n- {soften: component:a, need: system:b}",
            "2:25: `changes[0].need` is `system:b`, which is none of `component`, `resource`, `api`."
            " Name what needs or is needed.",
            0,
            id="no need",
        ),
        pytest.param(
            "changes:\n- {split: a, into: b}",
            "2:14: `changes[0].into` names no team with what it gets. Write it as in"
            " `into: {billing: [component:invoices]}`.",
            0,
            id="no offshoots",
        ),
        pytest.param(
            "changes:\n- {split: a, into: {b: component:x, c: }}",
            "2:37: `changes[0].into.c` is empty; it takes a text. Give it a value or leave the key out.",
            1,
            id="an offshoot with nothing",
        ),
        pytest.param(
            "changes:\n- {remove: []}",
            "2:4: `changes[0].remove` is an empty list. Name at least one.",
            0,
            id="an empty list",
        ),
        pytest.param(
            "changes:\n- remove: [component:x\n",
            "3:1: YAML cannot be read here: a bracket or brace is not closed."
            " Close it; put a text that begins with `{` or `[` in quotes. [yaml-syntax]",
            0,
            id="no YAML",
        ),
    ],
)
def test_mistakes(text, says, left):
    """Every mistake is told with its place and what to write, and all else is done."""
    (problem,) = told(text)

    assert problem == says
    assert len(read(text).overlay.changes) == left


@pytest.mark.parametrize(
    ("tree", "codes"),
    [
        pytest.param(Texts({"w.yaml": EVERY}), [], id="a file"),
        pytest.param(Texts({}), None, id="none"),
    ],
)
def test_of_a_source(tree, codes):
    """A file of a source is read; where there is none, there is nothing."""
    written = overlay_file.of(tree, "w.yaml", "shown.yaml")

    assert (None if written is None else [each.code for each in written.problems]) == codes


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda text: f"changes: [{text}]".encode())))
@example(b"changes: [{merge: {}, into: []}]")
@example(b"changes: [{split: [a], into: {'': x, 1: [component:a]}}]")
@example(b"changes: [{soften: [], need: []}, {to: x}, {}, null, [[]]]")
def test_nothing_is_raised(raw):
    """Whatever a file holds, an overlay and problems come of it."""
    overlay, problems = read(raw)

    assert isinstance(overlay, Overlay)
    assert all(problem.position.path == "whatif.yaml" for problem in problems)


def test_the_manual():
    """The example of the manual says every change there is, and all that it names is in the example organisation."""
    written = read(DOCS.read_text().partition("```yaml\n")[2].partition("```")[0])

    assert written.problems == ()
    assert {type(change) for change in written.overlay.changes} == set(get_args(Change))
    assert applied(estate.of(example_organisation(), DEFAULT), written.overlay).problems == ()
