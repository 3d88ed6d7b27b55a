"""Schemathesis asks what the schemas of every operation allow and what they forbid, and holds answers to the document.

`ENSEMBLE_TEST_EXAMPLES` says how many requests it makes up for each operation; those of its other phases do not depend
on it. Every check is on. What a schema cannot tell has its reason here: `JUDGES`, `UNTOLD` and `CURSORS`.
"""

import base64
import os
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import pytest
import schemathesis
from hypothesis import strategies
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from tests.api.halden import halden

__all__ = ["halden"]

EXAMPLES = int(os.environ.get("ENSEMBLE_TEST_EXAMPLES", "10"))
PHASES = ("examples", "coverage", "fuzzing", "stateful")

JUDGES = {"check": 422, "validateEntity": 400}
"""Operations that are asked whether something is good, and answer with this status where it is not."""

UNTOLD = {
    "Invalid query: more than 20 predicates stand inside one another.": "A schema that holds itself has no depth.",
    "`to` is where a path ends. Write where it begins in `from`.": "No schema tells what two parameters need together.",
    "A reference holds no control character.": "`from` and `to` hold many, and a pattern of those nobody could read.",
    "The given location.target is not a URL": "No pattern tells every address of a repository from others.",
    "request/query/order must NOT have more than 10 items": "What is empty is not counted, and no schema can say so.",
    "request/query/orderField must NOT have more than 10 items": "As above.",
    "Error: Unable to read url,": "With `dryRun` an address is read, and no made-up host may be.",
}
"""How refusals begin of what the schemas allow, each with why they cannot forbid it."""

_ORDERED = [{"field": "metadata.name", "order": "desc"}]
CURSORS: Mapping[str, Sequence[Any]] = {
    "cursor": [
        {"orderFields": [], "position": ["component:default/m"], "isPrevious": False, "totalItems": 3},
        {"orderFields": _ORDERED, "position": ["m", 3], "isPrevious": True, "totalItems": 3},
        {
            "query": {"kind": "component"},
            "fullTextFilter": {"term": "pay", "fields": ["metadata.name"]},
            "orderFields": _ORDERED,
            "position": [None, 3],
            "isPrevious": False,
            "totalItems": 3,
        },
    ],
    "after": [{"limit": 2, "offset": 2}, {"offset": 1}, {}],
    "location-cursor": [{"query": {"type": "file"}, "limit": 1, "after": "2"}],
}
"""What stands in cursors, which no schema tells."""


def written(value):
    """A cursor as text."""
    return base64.b64encode(orjson.dumps(value)).decode()


for name, values in CURSORS.items():
    schemathesis.openapi.format(name, strategies.sampled_from([written(value) for value in values]))


def settings(phase):
    """What is set for one phase: everything is tried, in good and in bad requests."""
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "continue-on-failure": True,
            "generation": {"max-examples": EXAMPLES, "mode": "all", "deterministic": True, "database": "none"},
            "phases": {each: {"enabled": each == phase} for each in PHASES},
            "operations": [
                {
                    "include-operation-id": name,
                    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", status]}},
                }
                for name, status in JUDGES.items()
            ],
        }
    )


def untold(check, answer):
    """Whether an answer refuses what no schema can tell."""
    refused = check == "positive_data_acceptance" and answer.startswith("{") and orjson.loads(answer).get("detail", "")
    return bool(refused) and refused.startswith(tuple(UNTOLD))


def found(application, phase):
    """What is wrong, each as the operation, the check and what it says; and how often each check was made."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application, config=settings(phase))
    wrong: list[str] = []
    made: Counter[str] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.info.format()}")
        elif isinstance(event, events.FatalError):
            raise event.exception
        elif isinstance(event, events.ScenarioFinished):
            for case, checks in event.recorder.checks.items():
                made.update(check.name for check in checks)
                response = event.recorder.interactions[case].response
                answer = response.text if response else ""
                wrong += [
                    f"{check.name}: {check.failure_info.failure.message}\n{check.failure_info.code_sample}\n{answer}"
                    for check in checks
                    if check.status is Status.FAILURE and check.failure_info and not untold(check.name, answer)
                ]
    return wrong, made


@pytest.mark.parametrize("phase", PHASES)
def test_the_api_is_as_it_is_described(halden, phase):
    """No request that anybody makes up is answered otherwise than the document tells, on both databases."""
    with warnings.catch_warnings():
        # It tells of itself what is no fault of ours.
        warnings.simplefilter("ignore")
        wrong, made = found(halden, phase)

    assert not wrong, "\n\n".join(wrong)
    assert made["not_a_server_error"] > 0
