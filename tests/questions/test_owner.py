import pytest

from app.entities import Ref
from app.errors import EntityNotFoundError
from app.questions import owner
from tests.questions import counting
from tests.questions.organisation import HEAD


def ask(session, text):
    """Who owns what a reference names."""
    return owner.of(session, Ref.parse(text))


def test_it_works(organisation):
    """The team, whom to wake, how to ask, and who is in it."""
    answer = ask(organisation, "component:shop")

    assert answer.owner is not None
    assert answer.owner.title == "Sales"
    assert answer.on_call is not None
    assert answer.on_call.value == "sales-primary"
    assert [contact.value for contact in answer.contacts] == ["#sales"]
    assert [member.title for member in answer.members] == ["Ada L."]
    assert answer.inherited_from is None
    assert answer.reachable


@pytest.mark.parametrize(
    ("asked", "expected", "inherited", "reachable"),
    [
        pytest.param("component:mail", "group:sales", "system:store", True, id="inherited from its system"),
        pytest.param("component:old", "group:gone", None, False, id="a team that is not there"),
        pytest.param("component:quiet", "group:silent", None, False, id="a team nobody can reach"),
        pytest.param("group:money", "group:money", None, True, id="a team answers for itself"),
        pytest.param("user:bob", "user:bob", None, False, id="and so do people"),
    ],
)
def test_who(organisation, asked, expected, inherited, reachable):
    """Every entity has an answer, also where it is nobody's fault or nobody."""
    answer = ask(organisation, asked)

    assert answer.owner is not None
    assert answer.owner.ref.short == expected
    assert (answer.inherited_from and answer.inherited_from.ref.short) == inherited
    assert answer.reachable is reachable


def test_nobody(look):
    """Where no owner is named near or far, there is none."""
    with look(f"{HEAD}kind: System\nmetadata: {{name: alone}}\nspec: {{}}\n") as session:
        answer = ask(session, "system:alone")

    assert (answer.owner, answer.contacts, answer.on_call, answer.members) == (None, (), None, ())


def test_domains_that_contain_each_other(look):
    """A circle of domains without an owner ends the search."""
    text = "\n---\n".join(
        f"{HEAD}kind: Domain\nmetadata: {{name: {name}}}\nspec: {{subdomainOf: {outer}}}"
        for name, outer in (("a", "b"), ("b", "a"))
    )
    with look(text) as session:
        assert ask(session, "domain:a").owner is None


def test_unknown(organisation):
    """What is not there has no owner, but neighbours."""
    with pytest.raises(EntityNotFoundError, match="Did you mean component:shop"):
        ask(organisation, "component:shp")


def test_queries(organisation):
    """Four questions: the entity, its and its owner's documents, the owner's title, its members."""
    with counting.selects(organisation) as asked:
        ask(organisation, "component:shop")

    assert len(asked) == 4
