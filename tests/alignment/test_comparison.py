"""What a what-if changes, and that it tells nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import overlay_file
from app.alignment import estate, told
from app.alignment.comparison import compared
from app.alignment.overlay import Merge, Move, Named, Overlay, Soften, applied
from app.alignment.standing import VERDICTS
from app.alignment.survey import survey
from app.policy import DEFAULT
from app.positions import Position
from tests.alignment.estates import estate_of, example, made_up
from tests.texts import a, all_of, team

TOWN = all_of(
    a(
        "Component shop",
        "type: service",
        "owner: red",
        "slo: {availability: 99.9}",
        "dependsOn: [component:till]",
    ),
    a("Component till", "type: service", "owner: blue", "slo: {availability: 99}", "dependsOn: [component:bank]"),
    a("Component bank", "type: service", "owner: green", "dependsOn: [component:till, resource:db]"),
    a("Component audit", "type: service", "owner: red", "dependsOn: [component:book]"),
    a("Component book", "type: service", "owner: red", "dependsOn: [resource:db]").replace(
        "dependsOn: [resource:db]",
        "dependsOn: [resource:db]\n  dependencyDetails: {resource:db: {criticality: soft, access: write}}",
    ),
    a("Component clerk", "type: service", "owner: green", "dependsOn: [resource:db]").replace(
        "dependsOn: [resource:db]", "dependsOn: [resource:db]\n  dependencyDetails: {resource:db: {access: write}}"
    ),
    a("Resource db", "type: database", "owner: green", "data: {classification: internal}"),
    team("red"),
    team("blue"),
    team("green"),
)


def differs(changes, text=TOWN):
    """What these changes come to."""
    written = overlay_file.read("whatif.yaml", f"changes:\n{changes}\n".encode())
    before = estate_of(text)
    after, problems = applied(before, written.overlay)
    assert not (*written.problems, *problems)
    return compared(survey(before), survey(after))


def said(rows):
    """Rows in short: references by their names."""
    return [" ".join(_short(value) for value in row) for row in told.plain(tuple(tuple(row) for row in rows))]


def _short(value):
    if isinstance(value, list):
        return f"[{' '.join(_short(each) for each in value)}]"
    return str(value).rpartition("/")[2]


def held(rows):
    """What holds services back no more, and what does now."""
    return {
        row.ref.name: (
            [f"{hold.kind} {hold.target.name}" for hold in row.freed],
            [f"{hold.kind} {hold.target.name}" for hold in row.held],
        )
        for row in rows
    }


def verdicts(rows):
    """The verdicts of each before and after."""
    return [f"{row.ref.name}: {row.before or '-'} to {row.after or '-'}" for row in rows]


@pytest.mark.parametrize(
    ("changes", "services", "nearer"),
    [
        pytest.param(
            "- {soften: component:shop, need: component:till}",
            {"shop: blocked to degraded": (["need till"], [])},
            0,
            id="a need made soft",
        ),
        pytest.param(
            "- {soften: component:bank, need: component:till}",
            {"bank: blocked to degraded": (["need till", "circle bank"], [])},
            1,
            id="a circle opened, and one in it held back by less",
        ),
        pytest.param("- {merge: [blue, green], into: green}", {}, 2, id="a circle within one team is one still"),
        pytest.param(
            "- {remove: component:book}",
            {
                "clerk: blocked to independent": (["store db"], []),
                "audit: degraded to independent": ([], []),
                "book: blocked to -": (["store db"], []),
            },
            0,
            id="a writer gone",
        ),
        pytest.param(
            "- {move: [component:clerk, resource:db], to: red}",
            {
                "book: blocked to independent": (["store db"], []),
                "clerk: blocked to independent": (["store db"], []),
                "audit: degraded to independent": ([], []),
            },
            0,
            id="a store and who writes it with one team",
        ),
        pytest.param(
            "- {split: red, into: {new: component:book}}",
            {"audit: degraded to blocked": ([], ["need book"])},
            0,
            id="a team split where a need was inside",
        ),
    ],
)
def test_services(changes, services, nearer):
    """Each service whose verdict changes, what held it back and what does now; what gains most stands first."""
    found = differs(changes)

    assert dict(zip(verdicts(found.services), held(found.services).values(), strict=True)) == services
    assert list(services) == verdicts(found.services)
    assert found.nearer == nearer
    assert found.after.services == found.before.services - sum(name.endswith("to -") for name in services)


@pytest.mark.parametrize(
    ("changes", "section", "rows"),
    [
        pytest.param(
            "- {merge: [blue, green], into: green}", "teams", ["blue blocked  1 0"], id="a team is gone: what it was"
        ),
        pytest.param("- {split: red, into: {new: component:book}}", "teams", ["new  blocked 0 1"], id="a team is new"),
        pytest.param(
            "- {merge: [blue, green], into: green}",
            "pairs",
            ["blue green 1 0", "green blue 1 0", "red blue 1 0", "red green 0 1"],
            id="hard needs inside one team are between none",
        ),
        pytest.param(
            "- {soften: component:bank, need: component:till}", "circles", ["bank 2 0 [blue green] []"], id="opened"
        ),
        pytest.param(
            "- {merge: [blue, green], into: green}", "circles", ["bank 2 2 [blue green] [green]"], id="of one team"
        ),
        pytest.param(
            "- {soften: component:shop, need: component:till}",
            "promises",
            ["shop 99.9 99.0 None too-high no-needs"],
            id="a promise that rests on nothing now",
        ),
        pytest.param("- {remove: component:book}", "stores", ["db shared clear [shared] []"], id="shared no more"),
        pytest.param("- {remove: resource:db}", "stores", ["db shared  [shared] []"], id="a store gone"),
    ],
)
def test_sections(changes, section, rows):
    """Teams, circles, pairs, promises and stores, each before and after."""
    assert said(getattr(differs(changes), section)) == rows


def test_another_name_alone():
    """A team that only goes by another name changes no number of the whole, and is told all the same."""
    found = differs("- {merge: blue, into: new}")

    assert found.before == found.after
    assert verdicts(found.teams) == ["blue: blocked to -", "new: - to blocked"]
    assert not found.is_empty


def test_a_need_of_one_team_more():
    """What moves to another team needs its old neighbours across a boundary."""
    found = differs("- {move: component:audit, to: blue}")

    assert verdicts(found.services) == ["audit: degraded to blocked"]
    assert said(found.pairs) == ["blue red 0 1"]
    assert found.before.alone - found.after.alone == 1


NOWHERE = Position("whatif.yaml")


def named(ref):
    """A name without a place."""
    return Named(ref, NOWHERE)


ESTATES = {"example": example, "made-up": made_up}


@pytest.mark.parametrize("name", ESTATES)
def test_nothing_reports_nothing(name):
    """What changes nothing reports nothing: no change, teams merged into themselves, things moved to where they are."""
    before = estate.of(ESTATES[name](), DEFAULT)
    for changes in (
        (),
        tuple(Merge((named(each),), named(each), NOWHERE) for each in before.teams),
        tuple(
            Move((named(part.ref),), named(part.team), NOWHERE)
            for part in before.parts
            if part.team is not None and part.exists
        ),
    ):
        after, problems = applied(before, Overlay(changes))

        assert not problems
        assert compared(survey(before), survey(after)).is_empty


@given(st.data())
def test_softening_never_lowers(data):
    """A need made soft lowers no service and no team, adds no circle and no hard need, and shares no store."""
    before = estate.of(example(), DEFAULT)
    needs = sorted({(edge.source, edge.target) for edge in before.hard.edges if edge.relation != "apiProvidedBy"})
    softened = data.draw(st.lists(st.sampled_from(needs), max_size=8))
    changes = tuple(Soften(named(source), (named(target),), NOWHERE) for source, target in softened)

    found = compared(survey(before), survey(applied(before, Overlay(changes)).estate))

    assert found.after.alone >= found.before.alone
    moved = [(each.before, each.after) for each in found.services] + [(each.before, each.after) for each in found.teams]
    assert all(VERDICTS.index(was) < VERDICTS.index(now) for was, now in moved)
    assert all(each.before > each.after for each in found.pairs)
    assert sum(each.after for each in found.circles) <= sum(each.before for each in found.circles)
    assert found.stores == ()
    assert all(each.after is None or (each.before is not None and each.after > each.before) for each in found.promises)


@given(st.data())
def test_there_and_back(data):
    """Whatever is moved and moved back has changed nothing."""
    before = estate.of(example(), DEFAULT)
    parts = data.draw(st.lists(st.sampled_from([part for part in before.parts if part.team is not None]), max_size=8))
    teams = data.draw(st.lists(st.sampled_from(before.teams), min_size=len(parts), max_size=len(parts)))
    there = [Move((named(part.ref),), named(team), NOWHERE) for part, team in zip(parts, teams, strict=True)]
    back = [Move((named(part.ref),), named(part.team), NOWHERE) for part in parts]

    assert applied(before, Overlay((*there, *back))).estate is before
