"""What a descriptor has to show for itself, and what counts as showing it.

A link counts by its `type`; where that says nothing of the kind, a word of its title or of the host it leads to will
do, since that is what people go by. An annotation counts by a word of its key, as `acme.org/runbook-url`, or by its
whole key. `SIGNS` is the table of both.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.catalog import Catalog
from app.entities import Entity, fold
from app.policy import Policy, is_in_production
from app.problems import Finding, Severity

_WORD = re.compile(r"[a-z0-9]+")


class Sign(NamedTuple):
    """What counts as one sort of evidence, and how a finding says that there is none.

    `words` count in links and in the keys of annotations, `names` in links only, `keys` are whole keys of annotations,
    `field` is the key of `spec` that says it.
    """

    lack: str
    remedy: str
    words: frozenset[str]
    names: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    field: str = ""


SIGNS: Mapping[str, Sign] = {
    "dashboard": Sign(
        "names no dashboard",
        "Write a link of type `dashboard` under `metadata`, or an annotation as `grafana/dashboard-selector`.",
        words=frozenset(("dashboard", "dashboards")),
        names=frozenset(("datadog", "datadoghq", "dynatrace", "grafana", "newrelic")),
        keys=frozenset(
            (
                "datadoghq.com/graph-token",
                "datadoghq.com/service-name",
                "dynatrace.com/dynatrace-entity-id",
                "grafana/tag-selector",
                "prometheus.io/rule",
            )
        ),
    ),
    "alerts": Sign(
        "does not say where its alerts are",
        "Write a link of type `alerts` under `metadata`, or an annotation as `grafana/alert-label-selector`.",
        words=frozenset(
            (
                "alert",
                "alerting",
                "alerts",
                "ilert",
                "opsgenie",
                "pagerduty",
                "periskop",
                "rollbar",
                "sentry",
                "victorops",
            )
        ),
    ),
    "runbook": Sign(
        "names no runbook",
        "Write a link of type `runbook` under `metadata`.",
        words=frozenset(("playbook", "playbooks", "runbook", "runbooks")),
    ),
    "logs": Sign(
        "does not say where its logs are",
        "Write a link of type `logs` under `metadata`.",
        words=frozenset(("kibana", "logging", "logs", "loki")),
    ),
    "slo": Sign(
        "promises nothing",
        "Write what it promises under `spec`, as `slo: {availability: 99.9}`, or a link of type `slo`.",
        words=frozenset(("slo", "slos")),
        field="slo",
    ),
    "docs": Sign(
        "names no documentation",
        "Write a link of type `docs` under `metadata`, or the annotation `backstage.io/techdocs-ref`.",
        words=frozenset(("docs", "documentation", "handbook", "readme", "techdocs", "wiki")),
    ),
    "source": Sign(
        "does not say where its source is",
        "Write a link of type `repo` under `metadata`, or an annotation as `github.com/project-slug`.",
        words=frozenset(("repo", "repos", "repository")),
        names=frozenset(("bitbucket", "gitea", "github", "gitlab", "source")),
        keys=frozenset(
            (
                "backstage.io/source-location",
                "bitbucket.com/project-slug",
                "bitbucket.org/project-slug",
                "dev.azure.com/project-slug",
                "github.com/project-slug",
                "gitlab.com/project-id",
                "gitlab.com/project-slug",
            )
        ),
    ),
}
"""What counts, by the words in which a policy demands it."""

_TELLING = frozenset(word for sign in SIGNS.values() for word in sign.words | sign.names)
_OF_CODE = frozenset(("docs", "source"))
_OF_A_STORE = frozenset(("dashboard", "alerts", "runbook", "slo"))
# Its documentation is its definition, and where that is missing, reading has said so.
_OF_AN_API = frozenset(("slo",))
# Words in the types of components that are built into others: nobody looks at their dashboard.
_AT_REST = frozenset(("cli", "docs", "documentation", "library", "module", "package", "plugin", "sdk", "template"))

BARE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: billing
spec:
  type: service
  lifecycle: production
  owner: payments
  tier: 1
"""
"""An example that shows nothing."""


def linked(type_: str) -> str:
    """The example with a link of a type."""
    link = f"  links:\n    - url: https://example.org/billing\n      type: {type_}\n"
    return BARE.replace("spec:\n", f"{link}spec:\n")


def runs(entity: Entity) -> bool:
    """Whether it can fail on its own: a Resource, or a Component that is not built into another."""
    return entity.ref.kind == "resource" or (entity.ref.kind == "component" and not _is_at_rest(entity))


def asked_of(entity: Entity) -> frozenset[str]:
    """The evidence that makes sense for an entity, whatever its tier demands."""
    match entity.ref.kind:
        case "component":
            return _OF_CODE if _is_at_rest(entity) else frozenset(SIGNS)
        case "resource":
            return _OF_A_STORE
        case "api":
            return _OF_AN_API
        case _:
            return frozenset()


def shows(entity: Entity, what: str) -> bool:
    """Whether a descriptor says where a sort of evidence is."""
    sign = SIGNS[what]
    return (
        (bool(sign.field) and _says(entity.spec.get(sign.field)))
        or any(not words.isdisjoint(sign.words | sign.names) for words in _links(entity))
        or any(key in sign.keys or not words.isdisjoint(sign.words) for key, words in _annotations(entity))
    )


def lacking(catalog: Catalog, policy: Policy, what: str, rule: str, severity: Severity) -> Iterator[Finding]:
    """Find what is in production and of a tier that demands this evidence, and does not show it."""
    sign = SIGNS[what]
    for entity in catalog:
        if (
            policy.demands(what, entity.tier)
            and is_in_production(entity)
            and what in asked_of(entity)
            and not shows(entity, what)
            and not _shown_by_provider(catalog, entity, what)
        ):
            yield Finding(
                rule,
                severity,
                entity.ref,
                entity.at(f"/spec/{sign.field}" if sign.field else "/metadata/links"),
                f"{entity.name} is of tier {entity.tier} and in production, and {sign.lack}.",
                sign.remedy,
            )


def _shown_by_provider(catalog: Catalog, entity: Entity, what: str) -> bool:
    """An API holds what a service behind it promises."""
    providers = (catalog.get(ref) for ref in catalog.related(entity.ref, "apiProvidedBy"))
    return any(each is not None and shows(each, what) for each in providers)


def _is_at_rest(entity: Entity) -> bool:
    return not _AT_REST.isdisjoint(_words(entity.type))


def _links(entity: Entity) -> Iterator[frozenset[str]]:
    """The words of each link that leads anywhere: of its type, else of its title and host."""
    written = entity.metadata.get("links")
    for link in written if isinstance(written, list) else ():
        if isinstance(link, dict) and _says(link.get("url")):
            type_ = _words(link.get("type"))
            yield type_ if type_ & _TELLING else _words(link.get("title")) | _words(_host(link["url"]))


def _host(url: Any) -> str | None:
    """The host of an address, `None` for what is none: links are kept as they are written."""
    try:
        return urlsplit(str(url)).hostname
    except ValueError:
        return None


def _annotations(entity: Entity) -> Iterator[tuple[str, frozenset[str]]]:
    """The keys of the annotations that say anything, folded, and the words in each."""
    written = entity.metadata.get("annotations")
    for key, value in written.items() if isinstance(written, dict) else ():
        if _says(value):
            yield fold(key), _words(key)


def _words(text: Any) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text))) if isinstance(text, str) else frozenset()


def _says(value: Any) -> bool:
    """Whether anything is written; the number 0 is, an empty text, list or map is not."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, False, [], {})
