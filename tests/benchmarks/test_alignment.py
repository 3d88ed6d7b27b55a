"""Alignment is measured section by section, and told in a table."""

from benchmarks import alignment


def test_measures_each_section(tmp_path):
    """Every section has a multiple and its rows; what they are judged by and what is kept have a multiple as well."""
    measured = alignment.measure(tmp_path / "source", 60, 1)

    assert list(measured.multiples) == [alignment.WHOLE, alignment.ESTATE, *alignment.SECTIONS, alignment.KEPT]
    assert set(measured.rows) == {*alignment.SECTIONS, alignment.KEPT}
    assert measured.rows["pairs"] > 0


def test_tells_growth_where_the_clock_can_tell():
    """A line grows from its first multiple to its last; a multiple too small to measure has no growth."""
    small = alignment.Measured(10, 20, 1.0, {alignment.WHOLE: 0.2, "cycles": 0.0001}, {"cycles": 1})
    large = alignment.Measured(100, 200, 10.0, {alignment.WHOLE: 0.3, "cycles": 0.0002}, {"cycles": 1200})

    assert list(alignment.table([10, 100], [small, large]))[2:] == [
        "| all of it in one pass | 0.2000 | 0.3000 | 1.5 |  |",
        "| cycles | 0.0001 | 0.0002 |  | 1,200 |",
    ]
