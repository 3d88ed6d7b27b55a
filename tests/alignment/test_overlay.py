"""What an estate would be with changes laid over it."""

import pytest

from app import overlay_file
from app.alignment.overlay import Overlay, applied
from tests.alignment.estates import estate_of
from tests.texts import a, all_of, team

TOWN = all_of(
    a("Domain wide", "owner: red"),
    a("System one", "owner: red", "domain: wide"),
    a("System empty", "owner: red", "domain: wide"),
    a("Component shop", "type: service", "owner: red", "system: one", "dependsOn: [component:till, resource:db]"),
    a("Component till", "type: service", "owner: blue", "consumesApis: [mail]", "dependsOn: [component:nowhere]"),
    a("Component post", "type: service", "owner: blue", "system: one", "providesApis: [mail]"),
    a("API mail", "owner: blue"),
    a("Resource db", "type: database", "owner: green"),
    team("red", "interaction: stream-aligned"),
    team("blue", "interaction: stream-aligned"),
    team("green", "interaction: platform"),
)


def laid(changes, text=TOWN):
    """The estate of this text with these changes laid over it."""
    written = overlay_file.read("whatif.yaml", f"changes:\n{changes}\n".encode())
    assert not written.problems
    return applied(estate_of(text), written.overlay)


def owners(estate):
    """Who answers for each component, API and resource."""
    parts = (part for part in estate.parts if part.ref.kind in ("component", "api", "resource"))
    return {part.ref.name: part.team and part.team.name for part in parts}


OWNERS = {"mail": "blue", "nowhere": None, "post": "blue", "shop": "red", "till": "blue", "db": "green"}


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        pytest.param("- {merge: [red, blue], into: blue}", {"shop": "blue"}, id="into one of them"),
        pytest.param(
            "- {merge: [red, group:blue], into: new}",
            {"shop": "new", "till": "new", "post": "new", "mail": "new"},
            id="into a new one",
        ),
        pytest.param("- {merge: green, into: red}", {"db": "red"}, id="into another"),
        pytest.param("- {split: blue, into: {sky: [component:till]}}", {"till": "sky"}, id="a thing split off"),
        pytest.param("- {split: blue, into: {sky: system:one}}", {"post": "sky"}, id="of a system only its own"),
        pytest.param(
            "- {split: blue, into: {sky: component:till, sea: [api:mail, component:post]}}",
            {"till": "sky", "mail": "sea", "post": "sea"},
            id="into two",
        ),
        pytest.param("- {move: component:till, to: red}", {"till": "red"}, id="a thing moved"),
        pytest.param("- {move: system:one, to: new}", {"shop": "new", "post": "new"}, id="a system moved"),
        pytest.param("- {move: domain:wide, to: new}", {"shop": "new", "post": "new"}, id="a domain moved"),
        pytest.param("- {move: system:empty, to: new}", {}, id="a system without parts"),
        pytest.param(
            "- {merge: [red, blue], into: new}\n- {move: component:till, to: green}\n- {merge: new, into: red}",
            {"till": "green", "post": "red", "mail": "red"},
            id="one after the other",
        ),
    ],
)
def test_who_answers(changes, differs):
    """Things go to other teams; all others stay where they are."""
    after, problems = laid(changes)

    assert not problems
    assert owners(after) == OWNERS | differs


@pytest.mark.parametrize(
    ("changes", "types"),
    [
        pytest.param("- {merge: [red, blue], into: new}", {"new": "stream-aligned", "green": "platform"}, id="alike"),
        pytest.param("- {merge: [red, green], into: new}", {"blue": "stream-aligned"}, id="of two types"),
        pytest.param(
            "- {merge: [red, green], into: green}", {"blue": "stream-aligned", "green": "platform"}, id="as it was"
        ),
        pytest.param(
            "- {split: green, into: {new: resource:db}}",
            {"red": "stream-aligned", "blue": "stream-aligned", "green": "platform"},
            id="split off",
        ),
    ],
)
def test_how_they_work(changes, types):
    """A merged team works as all of those say, where they say the same; one that is split off says nothing."""
    after, _ = laid(changes)

    assert {ref.name: how for ref, how in after.interactions.items()} == types


def needs(estate):
    """The needs of an estate, those that stop with `!`."""
    return [f"{edge.source.name} {edge.target.name}{'!' if edge.stops else ''}" for edge in estate.network.edges]


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        pytest.param(
            "- {soften: component:shop, need: component:till}",
            ["mail post!", "shop till", "shop db!", "till mail!", "till nowhere!"],
            id="a soft need",
        ),
        pytest.param(
            "- {soften: component:shop, need: [component:till, resource:db]}\n"
            "- {soften: component:till, need: component:nowhere}",
            ["mail post!", "shop till", "shop db", "till mail!", "till nowhere"],
            id="several, and one of what nobody declares",
        ),
        pytest.param("- {remove: component:till}", ["mail post!", "shop db!"], id="a thing gone"),
        pytest.param("- {remove: component:post}", ["shop till!", "shop db!", "till mail!", "till nowhere!"], id="api"),
        pytest.param("- {remove: system:one}", ["till mail!", "till nowhere!"], id="all parts of a system"),
    ],
)
def test_needs(changes, left):
    """Needs become soft, or go with what has them or is needed; those that stay are as they were."""
    after, problems = laid(changes)

    assert not problems
    assert needs(after) == left
    assert len(after.parts) == len(after.network.refs)
    assert all(part.ref == ref for part, ref in zip(after.parts, after.network.refs, strict=True))
    assert not any(edge.assumed for edge in after.network.edges if not edge.stops)


def test_what_an_api_needs_stays():
    """Where an API needs what provides it in another way, too, only that way becomes soft."""
    text = all_of(
        a("Component post", "owner: blue", "providesApis: [mail]", "dependencyOf: [api:mail]"),
        a("API mail", "owner: blue"),
    )

    after, problems = laid("- {soften: api:mail, need: component:post}", text)

    assert not problems
    assert {edge.relation: edge.stops for edge in after.network.edges} == {"apiProvidedBy": True, "dependsOn": False}


def test_what_goes_takes_names_along():
    """A name that nobody declares goes with the last need that leads to it; what is declared stays."""
    after, _ = laid("- {remove: [component:till, component:shop]}")

    assert {ref.name for ref in after.network.refs if ref.kind in ("component", "resource", "api")} == {
        "db",
        "mail",
        "post",
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param(
            "- {merge: [redd, blue], into: red}",
            ["2:12: `group:redd` answers for nothing here. Did you mean `group:red`?"],
            id="no such team",
        ),
        pytest.param(
            "- {split: purple, into: {x: component:till}}",
            ["2:4: `group:purple` answers for nothing here. Name one that is there."],
            id="no such team to split",
        ),
        pytest.param(
            "- {split: blue, into: {x: [component:shop, component:till]}}",
            ["2:28: `component:shop` is not `group:blue`'s to give. `group:red` answers for it: write a `move`."],
            id="not its own",
        ),
        pytest.param(
            "- {move: [component:tills, component:till], to: blue}",
            ["2:11: `component:tills` is not in the catalog. Did you mean `component:till`?"],
            id="a slip",
        ),
        pytest.param(
            "- {move: component:mail, to: blue}",
            ["2:4: `component:mail` is not in the catalog. Did you mean `api:mail`?"],
            id="of another kind",
        ),
        pytest.param(
            "- {remove: component:nowhere}",
            ["2:4: `component:nowhere` is not in the catalog. Name one that is there."],
            id="what nobody declares",
        ),
        pytest.param(
            "- {soften: component:till, need: component:post}",
            ["2:28: `component:post` is nothing that `component:till` needs. Name what it needs, such as `api:mail`."],
            id="needed through an API",
        ),
        pytest.param(
            "- {soften: component:post, need: component:shop}",
            ["2:28: `component:shop` is nothing that `component:post` needs. `component:post` needs nothing."],
            id="no needs",
        ),
        pytest.param(
            "- {soften: api:mail, need: component:post}",
            ["2:22: `component:post` provides `api:mail`, which cannot go on without it. Leave this out."],
            id="what provides an API",
        ),
        pytest.param(
            "- {remove: component:till}\n- {move: component:till, to: red}",
            ["3:4: `component:till` is gone already. Take this out, or the change above that removes it."],
            id="gone",
        ),
        pytest.param(
            "- {merge: blue, into: red}\n- {merge: blue, into: green}",
            ["3:4: `group:blue` answers for nothing here. Name one that is there."],
            id="merged before",
        ),
    ],
)
def test_what_is_not_there(changes, told):
    """What the estate does not have is told with its place and what may be meant."""
    _, problems = laid(changes)

    assert [f"{each.position.line}:{each.position.column}: {each.text}" for each in problems] == told
    assert {each.code for each in problems} == {"overlay"}


def test_the_rest_is_done():
    """A name that is wrong costs only itself."""
    after, problems = laid("- {move: [component:no, component:till], to: red}\n- {remove: component:gone}")

    assert len(problems) == 2
    assert owners(after) == OWNERS | {"till": "red"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param("- {move: [], to: red}", id="none"),
        pytest.param("- {merge: red, into: red}", id="a team into itself"),
        pytest.param("- {move: [component:till, resource:db], to: blue}\n- {move: resource:db, to: green}", id="back"),
        pytest.param("- {split: blue, into: {blue: component:till}}", id="split into itself"),
        pytest.param("- {move: system:empty, to: red}", id="a system without parts"),
        pytest.param("- {remove: component:no}\n- {soften: component:no, need: component:till}", id="only mistakes"),
    ],
)
def test_no_change(changes):
    """What changes nothing gives back the same estate."""
    before = estate_of(TOWN)
    written = overlay_file.read("whatif.yaml", f"changes:\n{changes}\n".encode())

    assert applied(before, written.overlay).estate is before


def test_the_estate_stays_as_it_is():
    """Nothing is changed in place."""
    before = estate_of(TOWN)
    written = overlay_file.read("whatif.yaml", b"changes: [{remove: component:till}, {merge: [red, blue], into: x}]")

    assert applied(before, written.overlay).estate != before
    assert before == estate_of(TOWN)
    assert applied(before, Overlay()).estate is before
