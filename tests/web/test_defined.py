import pytest

from app.definitions import Fault, Field, Group, Message, Operation, Outline, Piece, Type
from app.web import defined


def outline(*sizes, types=0):
    """Groups of as many operations, and as many types."""
    return Outline(
        groups=tuple(
            Group(f"g{place}", tuple(Operation("GET", f"{place}.{number}") for number in range(size)))
            for place, size in enumerate(sizes)
        ),
        types=tuple(Type(f"t{number}", f"T{number}", "object") for number in range(types)),
    )


@pytest.mark.parametrize(
    ("sizes", "page", "expected"),
    [
        pytest.param((), 1, [], id="none"),
        pytest.param((2, 1), 1, [("g0", 2), ("g1", 1)], id="all of few"),
        pytest.param((0, 3), 1, [("g1", 3)], id="a group without any"),
        pytest.param((60, 60, 60), 1, [("g0", 60), ("g1", 40)], id="the first of many"),
        pytest.param((60, 60, 60), 2, [("g1", 20), ("g2", 60)], id="the others"),
        pytest.param((60, 60, 60), 9, [("g1", 20), ("g2", 60)], id="behind the last sheet stands the last"),
        pytest.param((300,), 2, [("g0", 100)], id="one group on several sheets"),
    ],
)
def test_a_sheet_of_operations(sizes, page, expected):
    """A hundred operations stand on a sheet, under the groups they belong to."""
    shown = defined.of("x", outline(*sizes), page)

    assert [(group.title, len(group.operations)) for group in shown.groups] == expected
    assert shown.operations.total == sum(sizes)


def test_each_type_has_a_place():
    """Every type is found, on whichever sheet it stands."""
    shown = defined.of("x", outline(types=2 * defined.TYPES + 1), types_page=3)

    assert [each.name for each in shown.types] == ["T120"]
    assert shown.places["t120"] == (120, 3)
    assert shown.places["t0"] == (0, 1)
    assert (shown.types_sheet.pages, shown.types_sheet.first, shown.types_sheet.last) == (3, 120, 121)


TEXT = "".join(f"line {number}\n" for number in range(1, 2_001))


@pytest.mark.parametrize(
    ("line", "first", "last", "marked"),
    [
        pytest.param(0, 1, 600, 0, id="the beginning"),
        pytest.param(60, 1, 600, 60, id="a line of the beginning"),
        pytest.param(1_000, 988, 1_587, 1_000, id="around a line"),
        pytest.param(2_000, 1_401, 2_000, 2_000, id="the end"),
        pytest.param(9_999, 1_401, 2_000, 0, id="behind the end"),
    ],
)
def test_lines_around_one(line, first, last, marked):
    """Some hundred lines are shown, around the one that is asked for."""
    shown = defined.of(TEXT, Outline(), line=line)

    assert (shown.rows[0].number, shown.rows[-1].number, shown.line) == (first, last, marked)
    assert (shown.lines, shown.cut) == (2_000, True)
    assert (shown.has(first), shown.has(last), shown.has(first - 1), shown.has(last + 1)) == (True, True, False, False)
    assert shown.above == max(1, first - 588)


def test_faults_stand_at_their_line():
    """A fault is seen at its line; one behind the end at the last."""
    shown = defined.of("a\nb\n", Outline(faults=(Fault(2, "No.", ""), Fault(9, "Nor this.", ""))))

    assert [[fault.message for fault in row.faults] for row in shown.rows] == [[], ["No.", "Nor this."]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\tb", "a\tb", id="a tab"),
        pytest.param("grün \U0001f469\u200d\U0001f680", "grün \U0001f469\u200d\U0001f680", id="letters"),
        pytest.param("a\u202eb", "a\\u202eb", id="what turns the line"),
        pytest.param("a\u200bb", "a\\u200bb", id="what has no width"),
        pytest.param("a\x00\x1b[1m", "a\\u0000\\u001b[1m", id="controls"),
        pytest.param("x" * 500, "x" * 400, id="a long line"),
    ],
)
def test_a_line_hides_nothing(text, expected):
    """What would not be seen in the source is written out; long lines are cut."""
    [row] = defined.of(text, Outline()).rows

    assert row.text == expected
    assert row.cut is (len(text) > 400)


def test_no_text():
    """Without a text there are no lines."""
    shown = defined.of("", Outline())

    assert (shown.rows, shown.lines, shown.has(1), shown.cut, shown.above) == ((), 0, False, False, 1)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param(Message("", (Piece("A", "a"),)), ["x"], id="a small type"),
        pytest.param(Message("", (Piece("B", "b"),)), [], id="a large type"),
        pytest.param(Message("", (Piece("list of "), Piece("A", "a"))), [], id="many of a type"),
        pytest.param(Message("", (Piece("object"),), fields=(Field("y"),)), ["y"], id="fields of its own"),
    ],
)
def test_fields_of_what_is_sent(message, expected):
    """A small type shows its fields where it is sent; others are only named."""
    small, large = Type("a", "A", "object", fields=(Field("x"),)), Type("b", "B", "object", fields=(Field("x"),) * 13)
    shown = defined.of("x", Outline(types=(small, large)))

    assert [field.name for field in shown.fields(message)] == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("200", "ok"),
        ("2XX", "ok"),
        ("302", "ok"),
        ("404", "gap"),
        ("500", "error"),
        ("default", ""),
        ("", ""),
        ("a/b", ""),
    ],
)
def test_what_an_answer_means(label, expected):
    """Statuses tell whose fault it is."""
    assert defined.answer(label) == expected


def test_signs_of_verbs():
    """What changes something stands out; what is unknown is neutral."""
    assert [defined.sign(verb) for verb in ("GET", "POST", "DELETE", "rpc")] == [
        "sev-info",
        "sev-ok",
        "sev-error",
        "sev-info",
    ]
