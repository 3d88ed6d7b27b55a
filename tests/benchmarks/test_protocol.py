"""The protocol is asked for what is there, by several at once, and the table says how quick it was."""

import pytest

from benchmarks import measurements
from benchmarks.callers import LEAST, Heard, Question, callers
from benchmarks.databases import sqlite
from benchmarks.founding import name_of
from benchmarks.inquiries import Inquiry, WrongAnswerError, inquiries, settled, subjects
from benchmarks.lived_in import UNOWNED, lived_in
from benchmarks.measurements import Place
from benchmarks.organisation import write_descriptors
from benchmarks.protocol import Compared, Limits, Measured, growth, measure, table
from benchmarks.serving import PLAIN, served

SERVICES = 60


@pytest.fixture(scope="module")
def organisation():
    """A small organisation after some years."""
    return lived_in(SERVICES)


@pytest.fixture
def url(organisation, tmp_path):
    """A database that holds it."""
    write_descriptors(organisation, tmp_path / "source")
    with sqlite(tmp_path) as empty:
        place = Place(tmp_path / "source", empty())
        measurements.afresh(place)()
        yield place.url


@pytest.fixture
def nothing(tmp_path):
    """A server that does nothing."""
    with sqlite(tmp_path) as empty, served(empty(), PLAIN) as reader:
        yield reader


def test_subjects_are_of_the_organisation(organisation):
    """What stands for the others is there, and everything is counted."""
    known = subjects(organisation)

    names = [name_of(each) for each in organisation.components]
    owned = [each for each in organisation.components if each["spec"].get("owner") == known.team]
    assert known.service in names
    assert known.first == min(names)
    assert len(known.refs) == 50
    assert len(owned) == known.owned > 0
    assert known.worded >= 1
    assert (known.components, known.entities) == (SERVICES, sum(organisation.counts().values()))
    assert known.facets["relations.ownedBy"] == (
        known.entities - SERVICES // UNOWNED - len(organisation.users) - len(organisation.groups)
    )


def test_every_inquiry_is_answered_as_expected(organisation, url):
    """Each answer holds what the organisation holds, and a page in the middle has others on both sides."""
    with served(url) as reader:
        sizes = {each.name: settled(each, reader).check(reader) for each in inquiries(subjects(organisation))}

    assert len(sizes) == 10
    assert all(sizes.values())


@pytest.mark.parametrize(
    ("address", "expected", "message"),
    [
        pytest.param("/nowhere", {}, "404 instead of 200", id="no answer"),
        pytest.param("/", {"kind": "API"}, "instead of {'kind': 'API'}", id="another answer"),
    ],
)
def test_a_wrong_answer_is_not_timed(nothing, address, expected, message):
    """What is not answered as expected is told with its name."""
    with pytest.raises(WrongAnswerError, match=f"something: .*{message}"):
        Inquiry("something", Question(address), dict, expected).check(nothing)


def test_callers_ask_as_often_as_must_be(nothing):
    """However short the time, some answers count; those that are none are counted, the first ones too."""
    with callers(3) as three:
        right, wrong = (three.ask(nothing.port, Question(address), seconds=0) for address in ("/", "/nowhere"))

    assert LEAST <= len(right.seconds) < LEAST + 3
    assert all(each > 0 for each in right.seconds)
    assert (right.failed, wrong.failed) == (0, wrong.answers)


def test_times_come_to_figures():
    """Of a hundred times the middle counts, and the 99th; the rate is that of all callers together."""
    heard = Heard(8, [0.001 * number for number in range(1, 51)], 1) + Heard(8, [0.051] * 50, 0)

    assert heard.p50 == pytest.approx(0.0505)
    assert heard.p99 == 0.051
    assert heard.rate == pytest.approx(8 / 0.03825)
    assert (heard.answers, heard.failed) == (108, 1)


def test_a_server_is_measured_beside_one_that_does_nothing(organisation, url):
    """One request is asked by several and by one, and so is nothing."""
    by_name = next(each for each in inquiries(subjects(organisation)) if each.name == "by name")

    [measured] = measure(url, [by_name], Limits(connections=2, seconds=0))

    assert measured.size > 500
    assert (measured.together.heard.callers, measured.alone.heard.callers) == (2, 1)
    assert len(measured.together.nothing.seconds) == 2 * LEAST
    assert measured.alone.ratio > 1


def compared(connections, milliseconds):
    """What came of asking, beside a server that needs one millisecond for nothing."""
    return Compared(Heard(connections, [milliseconds / 1_000], 0), Heard(connections, [0.001], 0))


def measured(name="by name", alone=2.0, work=0.0015, together=10.0):
    """A request of which so much was measured."""
    return Measured(name, 2_300, compared(8, together), compared(1, alone), work)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(measured(), "| by name | 2.3 | 10.0 | 10.0 | 10.0 | 800 | 2.0 | 2.0 | 2.0 | 1.5 |", id="quick"),
        pytest.param(
            measured(together=1_234.5),
            "| by name | 2.3 | 1234.5 | 1234 | 1234 | 6 | 2.0 | 2.0 | 2.0 | 1.5 |",
            id="slow",
        ),
        pytest.param(
            Measured("by name", 10, Compared(Heard(8, [0.01], 3), Heard(8, [0.001], 0)), compared(1, 2), 0.001),
            "| by name (3 failed) | 0.0 | 10.0 | 10.0 | 10.0 | 800 | 2.0 | 2.0 | 2.0 | 1.0 |",
            id="with failures",
        ),
    ],
)
def test_a_row_says_what_was_measured(row, expected):
    """Ratios are to an empty answer's; answers that were none are behind the name."""
    lines = list(table("Few", [row], 8))

    assert lines[1] == "At 8 connections 1 is 1.0 ms, 8000 a second; at one connection 1.0 ms.\n"
    assert lines[-2] == expected


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param(0.003, "2.0", id="more work"),
        pytest.param(0.0, "0.0", id="the system tells no work"),
    ],
)
def test_growth_compares_what_was_asked_everywhere(work, expected):
    """A request that only the small organisation was asked has no row; the last columns are of last to first."""
    small = [measured(), measured("by owner")]
    large = [measured(alone=6, work=work)]

    rows = [line for line in growth("Grown", {10: small, 1_000: large}) if line.startswith("| by")]

    assert rows == [f"| by name | 2.0 | 2.0 | 1.5 | 6.0 | 6.0 | {work * 1_000:.1f} | 3.0 | {expected} |"]
