"""What a descriptor says about its dependencies."""

import pytest

from app.entities import Ref
from app.graph.edges import Details, details, keys

PAYMENTS = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {{name: payments, namespace: money}}
spec:
  type: service
  lifecycle: production
  owner: group:default/payments
  consumesApis: [ledger-api]
  dependsOn: [resource:payments-db, component:default/identity]
  dependencyOf: [component:shop]
  dependencyDetails:
    {details}
"""
DB = Ref("resource", "money", "payments-db")
IDENTITY = Ref("component", "default", "identity")
LEDGER = Ref("api", "money", "ledger-api")
SHOP = Ref("component", "money", "shop")


def only(catalog):
    """The one entity of a catalog."""
    (entity,) = catalog
    return entity


@pytest.mark.parametrize(
    ("written", "target", "expected"),
    [
        pytest.param(
            "resource:payments-db: {criticality: soft, mode: async, access: read-write}",
            DB,
            Details("soft", "async", "read-write", assumed=False),
            id="all of it",
        ),
        pytest.param(
            "{}", DB, Details("hard", "sync", "unknown", assumed=True), id="nothing is hard and synchronous, assumed"
        ),
        pytest.param(
            "resource:payments-db: {criticality: soft}",
            DB,
            Details("soft", "sync", "unknown", assumed=True),
            id="mode assumed",
        ),
        pytest.param(
            "resource:payments-db: {mode: async}",
            DB,
            Details("hard", "async", "unknown", assumed=True),
            id="criticality assumed",
        ),
        pytest.param(
            "resource:payments-db: {criticality: hard, mode: sync}",
            DB,
            Details("hard", "sync", "unknown", assumed=False),
            id="said, if only what is assumed anyway",
        ),
        pytest.param(
            "resource:payments-db: {access: write}",
            DB,
            Details("hard", "sync", "write", assumed=True),
            id="access alone",
        ),
        pytest.param(
            "Resource:money/Payments-DB: {mode: async}",
            DB,
            Details(mode="async"),
            id="another spelling of the reference",
        ),
        pytest.param("ledger-api: {mode: async}", LEDGER, Details(mode="async"), id="without kind, as it is written"),
        pytest.param(
            "api:ledger-api: {mode: async}", LEDGER, Details(mode="async"), id="with the kind that was left out"
        ),
        pytest.param("payments-db: {mode: async}", DB, Details(mode="async"), id="without the kind that was written"),
        pytest.param("identity: {mode: async}", IDENTITY, Details(), id="a bare name is of the entity's namespace"),
        pytest.param(
            "default/identity: {mode: async}", IDENTITY, Details(mode="async"), id="a namespace without a kind"
        ),
        pytest.param("component:shop: {mode: async}", SHOP, Details(mode="async"), id="what depends on this"),
        pytest.param("component:other: {mode: async}", DB, Details(), id="about something else"),
        pytest.param("resource:payments-db: soft", DB, Details(), id="no map"),
        pytest.param("resource:payments-db: {criticality: rigid, mode: {}}", DB, Details(), id="no known words"),
    ],
)
def test_reads_how_something_is_needed(catalog_of, written, target, expected):
    """Written values hold, the defaults stand in for the others, and `assumed` tells which it is."""
    entity = only(catalog_of(PAYMENTS.format(details=written)))

    assert details(entity, target) == expected


@pytest.mark.parametrize(
    ("key", "target"),
    [
        pytest.param("resource:payments-db", DB, id="a dependency"),
        pytest.param("component:payments-db", None, id="the kind is wrong"),
        pytest.param("resource:default/payments-db", None, id="the namespace is wrong"),
        pytest.param("resource:nothing", None, id="nothing of that name"),
    ],
)
def test_knows_what_a_key_stands_for(catalog_of, key, target):
    """A key stands for a dependency of the entity or for nothing."""
    entity = only(catalog_of(PAYMENTS.format(details=f"{key}: {{}}")))

    assert list(keys(entity)) == [(key, target)]


def test_says_nothing_where_there_are_no_details(catalog_of):
    """Without a map of details every need is assumed."""
    entity = only(catalog_of(PAYMENTS.replace("{{", "{").replace("}}", "}").partition("  dependencyDetails")[0]))

    assert details(entity, DB) == Details()
    assert list(keys(entity)) == []
