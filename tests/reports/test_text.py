from app.check import Report
from app.entities import Ref
from app.positions import Position
from app.problems import Finding, Problem, Severity
from app.reports import text
from tests.reports.reporting import report_on


def test_it_works():
    """A line a note, by place, and a sentence that sums up."""
    ref = Ref("component", "default", "billing")
    finding = Finding("a-rule", Severity.GAP, ref, Position("b.yaml", 2), "It has no owner.", "Write `owner`.")
    problem = Problem(Position("b.yaml", 1, 9), "bad-ref", "It has an empty part.")

    assert text.render(Report((problem,), (finding,), 1, 1)).splitlines() == [
        "b.yaml:1:9: error: It has an empty part. [bad-ref]",
        "b.yaml:2:1: gap: It has no owner. Write `owner`. [a-rule]",
        "1 error, 1 gap in 1 file with 1 entity.",
    ]


def test_nothing_to_say():
    """A clean report says so."""
    assert text.render(report_on({})) == "Nothing to say in 0 files with 0 entities."


def test_controls_are_written_out():
    """A path cannot move the cursor, whatever it is made of."""
    assert "\x1b" not in text.render(report_on({"\x1b]0;gotcha\x07.yaml": "{"}))


def test_a_file_gets_a_hundred_lines():
    """Of too many notes of one file the worst stay, and the rest is counted."""
    keys = "".join(f"key{number}: x\n" for number in range(75))
    text_of = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: {}\n{}spec:\n  type: service\n"
    report = report_on({"many.yaml": f"{text_of.format('one', keys)}---\n{text_of.format('two', keys)}"})

    lines = text.render(report).splitlines()

    assert len(report.problems) == 150
    assert lines[100] == "many.yaml: and 54 more."
    assert all(": error: " in line for line in lines[:100])
    assert lines[-1] == "150 errors, 2 gaps, 2 pieces of advice in 1 file with 2 entities."
