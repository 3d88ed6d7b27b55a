import pytest

from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import neighbourhood
from tests.questions import counting
from tests.questions.organisation import HEAD


def around(session, text, **more):
    """The neighbourhood of what a reference names."""
    return neighbourhood.around(session, Ref.parse(text), **more)


def test_it_works(organisation):
    """What an entity needs and what needs it, with how; missing things are there, too."""
    found = around(organisation, "component:shop")

    assert found.centre.owner is not None
    assert found.centre.owner.title == "Sales"
    assert [each.mention.ref.short for each in found.neighbours] == [
        "api:ledger-api",
        "component:ledger",
        "component:mail",
        "resource:gone",
    ]
    assert [
        (each.source.name, each.target.name, each.criticality, each.mode, each.assumed) for each in found.needs
    ] == [
        ("ledger-api", "ledger", "hard", "sync", False),
        ("shop", "ledger-api", "hard", "sync", True),
        ("shop", "ledger", "hard", "sync", False),
        ("shop", "mail", "soft", "async", False),
        ("shop", "gone", "hard", "sync", True),
    ]
    assert found.left_out == 0


def test_from_the_other_end(organisation):
    """What needs an entity says how, in its own descriptor."""
    found = around(organisation, "component:mail")

    assert [(each.source.name, each.criticality) for each in found.needs] == [("shop", "soft")]


def test_the_needed_end_may_write_it(look):
    """A need that the needed end wrote down counts, with what it says."""
    text = (
        f"{HEAD}kind: Component\nmetadata: {{name: base}}\nspec:\n  dependencyOf: [component:user]\n"
        "  dependencyDetails:\n    component:user: {criticality: soft, mode: async}\n---\n"
        f"{HEAD}kind: Component\nmetadata: {{name: user}}\nspec: {{}}\n"
    )
    with look(text) as session:
        assert [(e.source.name, e.target.name, e.criticality) for e in around(session, "component:user").needs] == [
            ("user", "base", "soft")
        ]


def test_the_limit_keeps_what_matters(look):
    """Of too many neighbours those of the highest tier stay, and the rest is counted."""
    text = "\n---\n".join(
        f"{HEAD}kind: Component\nmetadata: {{name: c{number}}}\n"
        f"spec: {{tier: {1 if number == 7 else 3}, dependsOn: [component:hub]}}"
        for number in range(10)
    )
    with look(f"{text}\n---\n{HEAD}kind: Component\nmetadata: {{name: hub}}\nspec: {{}}\n") as session:
        found = around(session, "component:hub", limit=3)

    assert [each.mention.ref.name for each in found.neighbours] == ["c0", "c1", "c7"]
    assert (len(found.needs), found.left_out) == (3, 7)


def test_alone(look):
    """What touches nothing has no neighbours."""
    with look(f"{HEAD}kind: Component\nmetadata: {{name: a}}\nspec: {{dependsOn: [component:a]}}\n") as session:
        assert around(session, "component:a").neighbours == ()


def test_unknown(organisation):
    """What is not there has no neighbourhood."""
    with pytest.raises(EntityNotFoundError):
        around(organisation, "component:none")


def test_queries(organisation):
    """Five questions: the centre, its neighbours, how many there are, their documents, their owners."""
    with counting.selects(organisation) as asked:
        around(organisation, "component:shop")

    assert len(asked) == 5
