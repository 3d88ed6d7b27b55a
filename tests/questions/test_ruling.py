"""The policy that readers are told by is the one that the last sync judged by."""

import pytest

from app import policy_file
from app.config import Config
from app.policy import DEFAULT
from app.questions import proposal, ruling
from app.store.database import reading
from app.sync import sync
from tests.conftest import TODAY
from tests.texts import a
from tests.trees import Texts

OFF = "rules: {type-missing: off}\n"
ELSE = "rules: {owner-missing: off}\n"


def run(sessions, source, policy):
    """One sync of a source that has nothing but a policy, or not even that."""
    texts = {} if policy is None else {"policy.yaml": policy}
    sync(sessions, source, Texts(texts), config=Config(), as_of=TODAY)


@pytest.mark.parametrize(
    ("written", "rules"),
    [
        pytest.param({}, None, id="no source"),
        pytest.param({"one": None, "two": None}, None, id="none"),
        pytest.param({"one": OFF}, OFF, id="one"),
        pytest.param({"one": OFF, "two": ELSE}, OFF, id="the first"),
        pytest.param({"one": None, "two": ELSE}, ELSE, id="the first that there is"),
        pytest.param({"one": "", "two": ELSE}, "", id="an empty one"),
    ],
)
def test_the_policy_that_rules(sessions, written, rules):
    """It is that of the first source that has one, and the default where none has."""
    for source, policy in written.items():
        run(sessions, source, policy)

    with reading(sessions) as session:
        assert ruling.policy(session) == (
            DEFAULT if rules is None else policy_file.read("policy.yaml", rules.encode()).policy
        )


def test_the_next_sync_counts(sessions):
    """What was asked before is not what rules now."""
    for policy, off in (
        (OFF, {"type-missing"}),
        (ELSE, {"owner-missing"}),
        (f"{OFF}x: [", {"owner-missing"}),
        (None, set()),
    ):
        run(sessions, "one", policy)

        with reading(sessions) as session:
            assert ruling.policy(session).off == off


def test_what_is_posted_is_judged_by_it(sessions):
    """A text is judged as the next sync would, whatever its own path is."""
    text = a("Component shop", "type: service", "owner: x")
    found = []
    for policy in (None, "rules: {lifecycle-missing: off}\n"):
        run(sessions, "one", policy)
        with reading(sessions) as session:
            posted = proposal.check(session, text.encode(), "catalog-info.yaml", TODAY)
        found.append("lifecycle-missing" in {each.rule for each in posted.findings})

    assert found == [True, False]
