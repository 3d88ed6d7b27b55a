"""Of several stores of the same data, one is the source of truth."""

import pytest

from app.policy import DEFAULT
from app.rules import store_without_authority
from tests.texts import a, all_of, printed

SYSTEM = a("System profiles")


def store(name: str, authoritative: str, classification: str = "internal", system: str = "profiles") -> str:
    """A data store of a system."""
    said = f", authoritative: {authoritative}" if authoritative else ""
    return a(
        f"Resource {name}", "type: database", f"system: {system}", f"data: {{classification: {classification}{said}}}"
    )


def writing(name: str, access: str, *needs: str) -> str:
    """A service that needs the store `a` so, and other things."""
    details = f"dependencyDetails: {{resource:a: {{access: {access}}}}}" if access else "lifecycle: production"
    return a(f"Component {name}", f"dependsOn: [{', '.join(('resource:a', *needs))}]", details)


COPIES = all_of(store("a", "false"), store("b", "false"))
FOUND = (
    "x.yaml:8:36: gap: a and b of profiles hold internal data, and each says that it is not the source of truth. Write "
    "`authoritative: true` under `data` of the one that is right when they differ, or what fills them, and from where, "
    "in `dependsOn`. [store-without-authority]"
)
TRUTH = store("truth", "true", system="ledger")


@pytest.mark.parametrize(
    ("stores", "fires"),
    [
        pytest.param([store("a", "false"), store("b", "false")], True, id="two copies"),
        pytest.param([store("a", "false"), store("b", "true")], False, id="one is the source"),
        pytest.param([store("a", "false"), store("b", "")], False, id="one leaves it open"),
        pytest.param([store("a", "false")], False, id="one alone"),
        pytest.param([store("a", "false"), store("b", "false", "public")], False, id="of other data"),
        pytest.param([store("a", "false"), store("b", "false", system="x"), a("System x")], False, id="elsewhere"),
        pytest.param([store(name, "false", system="gone") for name in "ab"], False, id="of a system that is not there"),
        pytest.param(
            [store(name, "false").replace("database", "partner") for name in "ab"], False, id="what stores nothing"
        ),
    ],
)
def test_finds_systems_whose_stores_are_all_copies(catalog_of, stores, fires):
    """Stores of one system and classification that all say they are no source of truth are a gap of the system."""
    found = printed(store_without_authority, catalog_of({"x.yaml": all_of(*stores), "y.yaml": SYSTEM}))

    assert found == ([FOUND] if fires else [])


@pytest.mark.parametrize(
    ("others", "fires"),
    [
        pytest.param([writing("w", "write", "resource:truth"), TRUTH], False, id="filled from the source"),
        pytest.param([writing("w", "", "resource:truth"), TRUTH], False, id="perhaps filled from it"),
        pytest.param(
            [
                writing("w", "write", "component:ledger"),
                a("Component ledger", "dependsOn: [resource:truth]"),
                TRUTH,
            ],
            False,
            id="by way of its service",
        ),
        pytest.param(
            [
                writing("w", "write").replace("dependsOn", "consumesApis: [ledger-api]\n  dependsOn"),
                a("API ledger-api", "definition: x"),
                a("Component ledger", "providesApis: [ledger-api]", "dependsOn: [resource:truth]"),
                TRUTH,
            ],
            False,
            id="by way of its API",
        ),
        pytest.param([writing("w", "read", "resource:truth"), TRUTH], True, id="read together with it"),
        pytest.param([writing("w", "write"), TRUTH], True, id="filled from nothing"),
        pytest.param(
            [writing("w", "write", "resource:truth"), TRUTH.replace("authoritative: true", "retention: none")],
            True,
            id="filled from what is no source",
        ),
    ],
)
def test_leaves_copies_of_a_truth_elsewhere(catalog_of, others, fires):
    """Where whatever writes to them rests on a source of truth, however far away, the truth is there."""
    found = printed(store_without_authority, catalog_of(all_of(SYSTEM, COPIES, *others)))

    assert bool(found) is fires


def test_is_about_the_system(catalog_of):
    """Each system has one finding for each classification, however many stores there are."""
    texts = [SYSTEM, *(store(f"{level[0]}{n}", "false", level) for level in ("public", "internal") for n in range(3))]
    found = list(store_without_authority.check(catalog_of(all_of(*texts)), DEFAULT))

    assert sorted((each.ref.name, each.target) for each in found) == [("profiles", "internal"), ("profiles", "public")]
