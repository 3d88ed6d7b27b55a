"""What a sync makes of a source's policy."""

from datetime import date

import pytest
from sqlalchemy import select

from app.config import Config
from app.policy import Policy
from app.store.database import reading
from app.store.models import FileRow, FindingRow, PolicyRow, ProblemRow, RefRow, WaiverRow
from app.sync import sync
from tests.conftest import TODAY
from tests.store import dumps
from tests.texts import a
from tests.trees import Texts

UNTYPED = a("Component shop", "lifecycle: production")
FOUND = ["owner-missing", "type-missing"]
OFF = "rules: {type-missing: off}\n"
ELSE = "rules: {owner-missing: off}\n"
BROKEN = "rules: {type-missing: off\n"


def run(sessions, written, name="here", *, as_of=TODAY, texts=UNTYPED, **more):
    """One sync of a descriptor and a policy; `None` stands for no policy."""
    files = {"catalog-info.yaml": texts} | ({} if written is None else {"policy.yaml": written})
    return sync(sessions, name, Texts(files), config=Config(), as_of=as_of, **more)


def found(sessions):
    """The rules that find something, by name."""
    with reading(sessions) as session:
        return sorted(session.scalars(select(FindingRow.rule).where(FindingRow.last_generation.is_(None))))


def texts(sessions):
    """The policies that are kept."""
    with reading(sessions) as session:
        return list(session.scalars(select(PolicyRow.text).order_by(PolicyRow.source_id)))


def waiver(until="2026-12-31", ref="component:shop", rule="owner-missing", reason="it goes"):
    """The text of a waiver in its list."""
    return f"- {{rule: {rule}, entity: '{ref}', until: {until}, reason: {reason}, by: user:jane}}\n"


def waivers(sessions):
    """Every waiver that is kept: of which rule, for what, until when, why, where, and how much it hides."""
    with reading(sessions) as session:
        rows = session.execute(select(WaiverRow, RefRow.canonical).join(RefRow, RefRow.id == WaiverRow.ref_id)).all()
        return sorted(
            (row.rule, ref, str(row.until), row.reason, row.by, f"{row.path}:{row.line}:{row.column}", row.hides)
            for row, ref in rows
        )


@pytest.mark.parametrize(
    ("policy", "left"),
    [
        pytest.param(None, FOUND, id="none"),
        pytest.param("", FOUND, id="empty"),
        pytest.param("# nothing is said yet\n", FOUND, id="a comment"),
        pytest.param(OFF, ["owner-missing"], id="a rule is off"),
        pytest.param("rules: {type-missing: {scope: {kind: [api]}}}\n", ["owner-missing"], id="a rule has a scope"),
        pytest.param(f"waivers:\n{waiver()}", ["type-missing"], id="a waiver"),
        pytest.param(BROKEN, FOUND, id="one that was never whole"),
        pytest.param(f"rulez: {{}}\n{OFF}", ["owner-missing"], id="one with a mistake"),
    ],
)
def test_the_policy_of_the_source_is_judged_by(sessions, policy, left):
    """What it says holds for what is found, and to look again changes nothing."""
    run(sessions, policy)
    before = dumps.rows(sessions)

    again = run(sessions, policy)

    assert found(sessions) == left
    assert again.unchanged
    assert dumps.rows(sessions) == before


def test_another_policy_is_another_generation(sessions):
    """Findings come and go with the policy, though no descriptor changes."""
    generations = [run(sessions, policy).generation for policy in (None, OFF, ELSE, None)]

    assert generations == [1, 2, 3, 4]
    assert found(sessions) == FOUND
    assert texts(sessions) == []


def test_the_text_is_kept_as_it_is(sessions):
    """A comment belongs to the policy, and a new one is written."""
    for text in (OFF, f"# why: it is noise\n{OFF}"):
        run(sessions, text)

        assert texts(sessions) == [text]
    assert found(sessions) == ["owner-missing"]


def test_no_secret_is_kept(sessions):
    """A secret in a policy is told, and what is kept of the policy reads as before without it."""
    key = "AKIA" + "A1B2" * 4
    outcome = run(sessions, f'{OFF}waivers:\n{waiver(reason=key)}- reason: "\\x41KIA{"A1B2" * 4}"\n')

    assert "looks-like-secret" in {problem.code for problem in outcome.problems}
    assert found(sessions) == []
    assert not [table for table, rows in dumps.rows(sessions).items() if "A1B2" in str(rows)]


@pytest.mark.parametrize(
    ("broken", "place", "says"),
    [
        pytest.param(BROKEN, "2:1", "is not closed", id="no YAML"),
        pytest.param("- rules\n", "1:1", "is a list", id="a list"),
        pytest.param(UNTYPED, "1:1", "is a descriptor", id="a descriptor"),
        pytest.param(f"{OFF}---\n{OFF}", "2:1", "more than one", id="two documents"),
        pytest.param(b"rules: \xff\n", "1:8", "Byte 7", id="no text"),
        pytest.param("#" * 2_000_000, "1:1", "has 2,000,000 bytes", id="too large"),
    ],
)
def test_a_policy_that_breaks_holds_as_it_was(sessions, broken, place, says):
    """Where it cannot be read that is told, and the last one that could goes on ruling until it can be again."""
    run(sessions, OFF)
    (told,) = run(sessions, broken).problems
    with reading(sessions) as session:
        state, reason = session.execute(
            select(FileRow.state, FileRow.reason).where(FileRow.path == "policy.yaml")
        ).one()
        message = session.scalars(select(ProblemRow.message)).one()

    assert (str(told.position), message) == (f"policy.yaml:{place}", told.message)
    assert says in message
    assert (state, reason) == ("failed", f"policy.yaml:{place}: {message}")
    assert found(sessions) == ["owner-missing"]
    assert texts(sessions) == [OFF]
    assert run(sessions, broken).unchanged

    assert run(sessions, ELSE).problems == ()
    assert found(sessions) == ["type-missing"]
    with reading(sessions) as session:
        assert session.scalars(select(ProblemRow)).all() == []


def test_mistakes_in_a_policy_are_problems_of_its_file(sessions):
    """They stand with those of descriptors; the file is read, and the rest of it holds."""
    run(sessions, f"rulez: {{}}\n{OFF}")
    with reading(sessions) as session:
        row = session.execute(
            select(FileRow.path, FileRow.state, ProblemRow.code, ProblemRow.line).join(
                ProblemRow, ProblemRow.file_id == FileRow.id
            )
        ).one()

    assert tuple(row) == ("policy.yaml", "read", "policy", 1)
    assert found(sessions) == ["owner-missing"]


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        pytest.param(OFF, None, ["owner-missing", "owner-missing"], id="the first's"),
        pytest.param(None, OFF, ["owner-missing", "owner-missing"], id="the second's, where the first has none"),
        pytest.param(OFF, ELSE, ["owner-missing", "owner-missing"], id="the first's before the second's"),
        pytest.param("", OFF, ["owner-missing", "owner-missing", "type-missing", "type-missing"], id="an empty one"),
        pytest.param(BROKEN, OFF, ["owner-missing", "owner-missing"], id="the second's, where the first's is broken"),
    ],
)
def test_the_first_source_with_a_policy_rules(sessions, first, second, left):
    """One policy holds for the whole catalog, whichever source is read last."""
    for _ in range(2):
        run(sessions, first, "one")
        run(sessions, second, "two", texts=UNTYPED.replace("shop", "till"))

        assert found(sessions) == left


def test_a_policy_that_is_handed_in_rules(sessions):
    """Whoever starts a sync may say what to judge by; the source's own is kept all the same."""
    run(sessions, OFF, policy=Policy(off=frozenset(("owner-missing",))))

    assert found(sessions) == ["type-missing"]
    assert texts(sessions) == [OFF]


def test_waivers_are_kept_with_what_they_hide(sessions):
    """Each is kept, whether it hides something, is over, or is for what the catalog does not have."""
    policy = "waivers:\n" + "".join(
        [waiver(), waiver("2026-11-22", rule="type-missing", reason="'was soon'"), waiver(ref="component:gone")]
    )
    run(sessions, policy)

    assert waivers(sessions) == [
        ("owner-missing", "component:default/gone", "2026-12-31", "it goes", "user:jane", "policy.yaml:4:3", 0),
        ("owner-missing", "component:default/shop", "2026-12-31", "it goes", "user:jane", "policy.yaml:2:3", 1),
        ("type-missing", "component:default/shop", "2026-11-22", "was soon", "user:jane", "policy.yaml:3:3", 0),
    ]
    assert found(sessions) == ["type-missing", "waiver-expired"]


def test_waivers_change_and_go(sessions):
    """A waiver keeps its row while it is for the same, and has none once it is taken out."""
    run(sessions, f"waivers:\n{waiver()}{waiver(rule='type-missing')}")
    assert found(sessions) == []
    with reading(sessions) as session:
        before = session.scalars(select(WaiverRow.id).order_by(WaiverRow.id)).all()

    run(sessions, f"waivers:\n{waiver('2027-01-31')}")
    with reading(sessions) as session:
        after = session.scalars(select(WaiverRow.id)).all()

    assert [row[2:4] for row in waivers(sessions)] == [("2027-01-31", "it goes")]
    assert after == before[:1]
    assert found(sessions) == ["type-missing"]


def test_a_waiver_ends_with_its_day(sessions):
    """The day after its last one the finding is open again, without a change in any file."""
    policy = f"waivers:\n{waiver('2026-11-23')}"
    run(sessions, policy)
    assert "owner-missing" not in found(sessions)

    outcome = run(sessions, policy, as_of=date(2026, 11, 24))

    assert not outcome.unchanged
    assert "owner-missing" in found(sessions)
    assert [row[-1] for row in waivers(sessions)] == [0]


def test_a_waiver_hides_what_comes_later(sessions):
    """How much it hides is counted anew at each sync."""
    policy = f"waivers:\n{waiver()}"
    run(sessions, policy, texts=UNTYPED.replace("lifecycle", "owner: x\n  lifecycle"))
    assert [row[-1] for row in waivers(sessions)] == [0]

    run(sessions, policy)

    assert [row[-1] for row in waivers(sessions)] == [1]
