"""Whether Backstage would take an entity: the reading of the catalog, and what it leaves to the rules besides."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import orjson
from sqlalchemy.orm import Session

from app.problems import Problem, Severity
from app.questions import proposal
from app.rules import lifecycle_missing, owner_inherited_only, owner_missing, type_missing

_PATH = "catalog-info.yaml"

_WANTED: Mapping[str, str] = {
    owner_missing.ID: "/spec/owner",
    owner_inherited_only.ID: "/spec/owner",
    lifecycle_missing.ID: "/spec/lifecycle",
    type_missing.ID: "/spec/type",
}
"""The rules about fields without which an entity is kept here and refused there, and where these fields stand."""

_UNKNOWN: Mapping[str, str] = {
    "kind-unknown": "Backstage knows no such kind and apiVersion.",
    "template-skeleton": "The entity is a template with placeholders.",
}
"""What is a notice here, and refused there."""


class Fault(NamedTuple):
    """Why an entity would be refused: the problem's code or the rule, the part at fault, and what to do."""

    code: str
    pointer: str
    message: str


_TOO_DEEP = Fault("yaml-depth", "", "The entity nests too deep. Move what is inside to an entity of its own.")


def faults(session: Session, entity: Mapping[str, Any], as_of: date) -> tuple[Fault, ...]:
    """Everything for which an entity would be refused; raises `TooManyNamesError`."""
    if "apiVersion" not in entity and "kind" not in entity:
        return (Fault("envelope", "/apiVersion", "The entity has neither `apiVersion` nor `kind`. Write both."),)
    try:
        # JSON is YAML, and so meets the same limits and judges as any file.
        raw = orjson.dumps(entity)
    except orjson.JSONEncodeError:
        # What was JSON before is no JSON again only where it nests deeper than anybody writes.
        return (_TOO_DEEP,)
    found = proposal.check(session, raw, _PATH, as_of)
    problems = (
        Fault(problem.code, problem.pointer, _told(problem))
        for problem in found.problems
        if problem.severity is Severity.ERROR or problem.code in _UNKNOWN
    )
    findings = (
        Fault(finding.rule, _WANTED[finding.rule], finding.text)
        for finding in found.findings
        if finding.rule in _WANTED
    )
    return (*problems, *findings)


def _told(problem: Problem) -> str:
    return f"{_UNKNOWN[problem.code]} {problem.remedy}" if problem.code in _UNKNOWN else problem.text
