import json

from app.check import Report
from app.positions import Position
from app.problems import Problem
from app.reports import FORMATS
from tests.reports.reporting import report_on


def test_it_works():
    """Problems and findings with their places, and how much was read."""
    report = report_on(
        {
            "billing.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: billing\n"
            "  tags: [Loud]\nspec:\n  type: service\n  lifecycle: production\n"
        }
    )

    told = json.loads(FORMATS["json"](report))

    [problem], [finding] = told["problems"], told["findings"]
    assert (problem["code"], problem["severity"]) == ("schema", "error")
    assert (problem["file"], problem["line"], problem["column"]) == ("billing.yaml", 5, 10)
    assert (finding["rule"], finding["severity"], finding["entity"]) == (
        "owner-missing",
        "gap",
        "component:default/billing",
    )
    assert (told["files"], told["entities"]) == (1, 1)


def test_nothing_is_left_out():
    """A program gets all, however many there are."""
    problems = tuple(Problem(Position("a.yaml", line), "schema", "No.") for line in range(1, 301))

    assert len(json.loads(FORMATS["json"](Report(problems, (), 1, 0)))["problems"]) == 300
