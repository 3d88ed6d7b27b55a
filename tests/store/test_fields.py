"""An entity's fields, as the catalog protocol reads them."""

import pytest

from app.store import fields
from app.store.fields import BARE, GREATEST, LEAST, VALUE, Field

ONLY = VALUE + LEAST + GREATEST
ALWAYS = {"kind", "apiversion", "metadata.name", "metadata.namespace", "metadata.uid"}


def served(**more):
    """An entity as it is served."""
    metadata = {"name": "Ledger", "namespace": "default", "uid": "1", "etag": "x", **more.pop("metadata", {})}
    return {"apiVersion": "v1", "kind": "Component", "metadata": metadata, **more}


def shown(found):
    """Fields less what every entity has."""
    return sorted((field.key, field.value if field.ends else None) for field in found if field.key not in ALWAYS)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, [], id="nothing more"),
        pytest.param({"spec": {"type": "Service"}}, [("spec.type", "service")], id="a text in small letters"),
        pytest.param({"spec": {"type": ""}}, [("spec.type", "")], id="an empty text is a value"),
        pytest.param({"spec": {"Type": "a"}}, [("spec.type", "a")], id="a key in small letters"),
        pytest.param({"spec": {"on": True}}, [("spec.on", "true")], id="a truth value"),
        pytest.param({"spec": {"tier": 1}}, [("spec.tier", "1")], id="a number"),
        pytest.param({"spec": {"share": 0.5}}, [("spec.share", "0.5")], id="a fraction"),
        pytest.param({"spec": {"tier": None}}, [("spec.tier", None)], id="nothing is there, and has no value"),
        pytest.param({"spec": {}}, [], id="an object has no row"),
        pytest.param({"spec": {"a": {"b": {"c": "d"}}}}, [("spec.a.b.c", "d")], id="nor has one further in"),
        pytest.param({"spec": {"a": []}}, [], id="an empty list has none either"),
        pytest.param(
            {"metadata": {"tags": ["java", "Go"]}},
            [
                ("metadata.tags", "go"),
                ("metadata.tags", "java"),
                ("metadata.tags.go", "true"),
                ("metadata.tags.java", "true"),
            ],
            id="each text of a list, and a key of its own",
        ),
        pytest.param(
            {"metadata": {"tags": ["Java", "java"]}},
            [("metadata.tags", "java"), ("metadata.tags.java", "true")],
            id="a value counts once",
        ),
        pytest.param({"spec": {"a": [1, True]}}, [("spec.a", "1"), ("spec.a", "true")], id="only texts have a key"),
        pytest.param({"spec": {"a": [None, "x"]}}, [("spec.a", "x"), ("spec.a.x", "true")], id="a value goes first"),
        pytest.param({"spec": {"a": [None, None]}}, [("spec.a", None)], id="nothing, twice"),
        pytest.param(
            {"metadata": {"links": [{"url": "https://a"}, {"url": "https://b", "title": "B"}]}},
            [("metadata.links.title", "b"), ("metadata.links.url", "https://a"), ("metadata.links.url", "https://b")],
            id="objects of a list have its path",
        ),
        pytest.param({"spec": {"a": [["x"]]}}, [("spec.a", "x"), ("spec.a.x", "true")], id="a list in a list"),
        pytest.param(
            {"metadata": {"annotations": {"backstage.io/Kind-Of.id": "X"}}},
            [("metadata.annotations.backstage.io/kind-of.id", "x")],
            id="a key keeps its dots and slashes",
        ),
        pytest.param(
            {"relations": [{"type": "ownedBy", "targetRef": "group:default/a"}]},
            [("relations.ownedby", "group:default/a")],
            id="a relation under its type",
        ),
        pytest.param({"relations": []}, [], id="no relation"),
        pytest.param({"status": {"items": [{"type": "x"}]}}, [], id="status is never looked at"),
        pytest.param({"attachments": {"a": "x"}}, [], id="nor are attachments"),
        pytest.param({"spec": {"status": "up"}}, [("spec.status", "up")], id="but what has their name elsewhere is"),
        pytest.param({"spec": {"a": "x" * 200}}, [("spec.a", "x" * 200)], id="a long value"),
        pytest.param({"spec": {"a": "x" * 201}}, [("spec.a", None)], id="a longer one is only there"),
        pytest.param({"spec": {"x" * 195: "a"}}, [(f"spec.{'x' * 195}", "a")], id="a long key"),
        pytest.param({"spec": {"x" * 196: "a"}}, [], id="a longer one has no row"),
    ],
)
def test_what_an_entity_has_fields_of(more, expected):
    """What an author writes on the left, what can be asked about it on the right."""
    assert shown(fields.of(served(**more))) == expected


def test_what_every_entity_has():
    """Name, namespace and uid are fields however they are served; an etag is none."""
    found = {field.key: field for field in fields.of(served())}

    assert found.keys() == ALWAYS == fields.EVERYWHERE
    assert found["metadata.name"] == Field("metadata.name", "ledger", ONLY, "Ledger")
    assert found["metadata.uid"] == Field("metadata.uid", "1", ONLY, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["b"], [("b", ONLY)], id="one is first and last"),
        pytest.param(["c", "a", "b"], [("a", VALUE + LEAST), ("b", VALUE), ("c", VALUE + GREATEST)], id="three"),
        pytest.param([None], [("", BARE)], id="none"),
        pytest.param(["", "a"], [("", VALUE + LEAST), ("a", VALUE + GREATEST)], id="an empty text is a value"),
    ],
)
def test_ends(values, expected):
    """Sorting finds the first or last value of an entity in one row."""
    assert sorted((field.value, field.ends) for field in fields.rows(("k", value) for value in values)) == expected


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("service", None, id="in small letters"),
        pytest.param("Service", "Service", id="otherwise"),
        pytest.param("ÄRZTE", "ÄRZTE", id="beyond ASCII"),
    ],
)
def test_what_is_written_is_kept_where_it_differs(written, kept):
    """Counts show a value as its author wrote it."""
    [field] = fields.rows([("k", written)])

    assert field == Field("k", written.lower(), ONLY, kept)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-2.5, "-2.5"),
        (0.1, "0.1"),
        (100, "100"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (123456789012345678901234, "1.2345678901234569e+23"),
        (12345678901234567890, "12345678901234567000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (-2.25e-9, "-2.25e-9"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_numbers_are_written_as_clients_write_them(number, text):
    """JavaScript's own text of a number: what a client compares with."""
    assert fields.scalar(number) == text


def test_signs():
    """What the catalog knows beyond the protocol has keys that no author can write."""
    signs = fields.signs(
        stale=True,
        findings=["owner-missing"],
        problems=["yaml-syntax"],
        severities=["error", "gap"],
        missing=["group:default/nobody"],
    )

    assert shown(fields.of_signs(signs)) == [
        ("ensemble.finding", "owner-missing"),
        ("ensemble.finding.owner-missing", "true"),
        ("ensemble.missing", "group:default/nobody"),
        ("ensemble.missing.group:default/nobody", "true"),
        ("ensemble.problem", "yaml-syntax"),
        ("ensemble.problem.yaml-syntax", "true"),
        ("ensemble.severity", "error"),
        ("ensemble.severity", "gap"),
        ("ensemble.severity.error", "true"),
        ("ensemble.severity.gap", "true"),
        ("ensemble.stale", "true"),
    ]


def test_nothing_to_say():
    """What is as it should be has no signs."""
    assert fields.signs(stale=False, findings=(), problems=(), severities=(), missing=()) == frozenset()
