from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.entities import Ref
from app.errors import AmbiguousNameError, BadReferenceError, EnsembleError, EntityNotFoundError
from app.questions import names
from tests.questions.organisation import TEXT

TWINS = """\
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: shop, namespace: other}
spec: {owner: sales}
---
apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {name: shop, namespace: third}
spec: {owner: sales}
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("component:shop", "component:default/shop", id="kind and name"),
        pytest.param("COMPONENT:default/SHOP", "component:default/shop", id="in any case"),
        pytest.param("ledger-db", "resource:default/ledger-db", id="a name that one entity has"),
        pytest.param("default/mail", "component:default/mail", id="a name in a namespace"),
    ],
)
def test_resolve(organisation, written, expected):
    """A text names the one entity it can mean."""
    assert str(names.resolve(organisation, written)) == expected


def test_several_are_listed(look):
    """A bare name of several entities is answered with all of them."""
    with look({"a.yaml": TEXT, "b.yaml": TWINS}) as session:
        with pytest.raises(AmbiguousNameError) as caught:
            names.resolve(session, "shop")

        assert caught.value.candidates == ("component:shop", "domain:third/shop", "system:other/shop")
        assert names.resolve(session, "third/shop") == Ref("domain", "third", "shop")


@pytest.mark.parametrize(
    ("written", "near"),
    [
        pytest.param("component:legder", ("component:ledger",), id="a slip"),
        pytest.param("api:shop", ("component:shop",), id="another kind"),
        pytest.param("component:elsewhere/shop", ("component:shop",), id="another namespace"),
        pytest.param("ledgre", ("component:ledger",), id="a slip in a bare name"),
        pytest.param("zzz", (), id="like nothing"),
        pytest.param("resource:gone", (), id="only named, not declared"),
        pytest.param("100%_x", (), id="what a pattern would read"),
    ],
)
def test_unknown_names_have_neighbours(organisation, written, near):
    """A name that nothing answers to comes with what may have been meant, from the database."""
    with pytest.raises(EntityNotFoundError) as caught:
        names.resolve(organisation, written)

    assert caught.value.near[: len(near) or None] == near


@pytest.mark.parametrize("written", ["", ":", "component:", "/x", "a\nb", "\x1b"])
def test_no_reference(organisation, written):
    """What is no reference is told apart from what is not there."""
    with pytest.raises(BadReferenceError):
        names.resolve(organisation, written)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(written=st.text(st.characters(), max_size=80))
def test_any_text_is_answered(organisation, written):
    """Whatever somebody types, the answer is an entity or an error of ours."""
    with suppress(EnsembleError):
        names.resolve(organisation, written)


@pytest.mark.parametrize("name", ["\x00", "\ud800", "a\x00b", "x" * 5_000, "%", "'"])
def test_no_database_is_asked_for_what_it_cannot_hold(organisation, name):
    """A reference made of parts, as addresses make them, finds nothing and breaks nothing."""
    with pytest.raises(EntityNotFoundError):
        names.listed(organisation, Ref("component", "default", name))


def test_of_a_service_and_its_team_the_wanted_one_is_meant(look):
    """Where only things that need are asked about, a bare name that a team has, too, is none of two."""
    twins = "---\n".join(
        f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: pay}}\nspec: {{type: x, children: []}}\n"
        for kind in ("Component", "Group")
    )
    with look(twins) as session:
        assert names.resolve(session, "pay", names.NEEDY) == Ref("component", "default", "pay")
        assert names.resolve(session, "group:pay", names.NEEDY) == Ref("group", "default", "pay")
        with pytest.raises(AmbiguousNameError):
            names.resolve(session, "pay")
