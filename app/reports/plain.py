"""Answers as plain data: maps, lists, texts and numbers, which is what JSON holds."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import singledispatch
from typing import Any

from app.check import Report
from app.entities import Entity, Ref
from app.positions import Position
from app.problems import Finding, Problem


@singledispatch
def of(value: Any) -> Any:
    """Any frozen answer as plain data: references and times as text, an entity with its document and place."""
    if is_dataclass(value):
        return {field.name: of(getattr(value, field.name)) for field in fields(value)}
    return value


@of.register
def _(value: Ref) -> str:
    return str(value)


@of.register
def _(value: datetime) -> str:
    return value.isoformat()


@of.register
def _(value: Entity) -> dict[str, Any]:
    return {"ref": str(value.ref), **place(value.position), "document": value.document}


@of.register(Mapping)
def _(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): of(item) for key, item in value.items()}


@of.register(list | tuple | set | frozenset)
def _(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return of(value._asdict())
    return [of(item) for item in value]


@of.register
def problem(value: Problem) -> dict[str, Any]:
    """A problem with its place spread out."""
    return {
        "code": value.code,
        "severity": value.severity.value,
        **place(value.position),
        "pointer": value.pointer,
        "entity": str(value.ref) if value.ref else None,
        "message": value.message,
        "remedy": value.remedy,
    }


@of.register
def finding(value: Finding) -> dict[str, Any]:
    """A finding with its place spread out."""
    return {
        "rule": value.rule,
        "severity": value.severity.value,
        **place(value.position),
        "entity": str(value.ref),
        "target": value.target,
        "message": value.message,
        "remedy": value.remedy,
        "write": value.write,
        "evidence": list(value.evidence),
    }


def report(value: Report) -> dict[str, Any]:
    """A report as `check` gives it, on the command line and through the API."""
    return {
        "problems": [problem(each) for each in value.problems],
        "findings": [finding(each) for each in value.findings],
        "files": value.files,
        "entities": value.entities,
        "waived": value.waived,
    }


@of.register
def place(position: Position) -> dict[str, Any]:
    """A place as its three parts."""
    return {"file": position.path, "line": position.line, "column": position.column}
