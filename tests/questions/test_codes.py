import pytest

from app.problems import CODES
from app.questions import codes
from app.rules import RULES


@pytest.mark.parametrize("code", [*RULES, *CODES])
def test_every_rule_and_code_has_a_meaning(code):
    """What a rule or code means is one sentence; a rule's reason stands on its manual page."""
    found = codes.meaning(code)

    assert found is not None
    assert found.says.endswith(".")
    assert bool(found.why) == (code in RULES)
    assert "\n" not in found.says + found.why


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("owner-mising", "owner-missing", id="a letter left out"),
        pytest.param("OWNER-MISSING", "owner-missing", id="capitals"),
        pytest.param("zzz", "", id="nothing near"),
    ],
)
def test_the_nearest(code, expected):
    """What there is not may be meant for what there is."""
    assert codes.meaning(code) is None
    assert codes.near(code) == expected
