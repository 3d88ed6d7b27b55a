from app.entities import Ref
from app.problems import Severity
from app.questions import tally
from app.questions.tally import Tally


def test_of():
    """Pairs add up by severity."""
    found = Tally.of([("gap", 2), ("error", 1), ("gap", 3)])

    assert found == Tally(error=1, gap=5)
    assert (found.total, found.open, found.worst) == (6, 6, Severity.ERROR)


def test_nothing():
    """Of nothing there is no worst."""
    assert (Tally().total, Tally().worst) == (0, None)


def test_by_ref():
    """Rows add up by reference, too; what has none is not there."""
    rows = [("component:default/a", "gap", 1), ("component:default/a", "notice", 2)]

    assert tally.by_ref(rows) == {Ref("component", "default", "a"): Tally(gap=1, notice=2)}
