"""Numbers as Prometheus reads them: its text exposition format, version 0.0.4.

Its client library keeps what a process counts as it runs; here everything is in the database already, and all that is
left is a few lines of text. That library's parser reads them back in the tests.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.measures import MEASURES, Measure
from app.questions.state import State
from app.questions.trend import Value

TYPE = "text/plain; version=0.0.4; charset=utf-8"

MOST_TEAMS = 500
"""How many teams have numbers of their own, those that answer for most; the others' are summed."""

OTHERS = "(others)"
"""What the teams beyond are called together, which is no name that a team can have."""

_ANSWERED_FOR = "need_owner_by_team"


class Family(NamedTuple):
    """A gauge: its name and meaning, and a number for each set of labels."""

    name: str
    meaning: str
    samples: Sequence[tuple[Mapping[str, str], float]]


def families(state: State, values: Iterable[Value]) -> Iterator[Family]:
    """What is told: the state of the catalog and its sources, then every measure, those by team for so many at most."""
    yield Family(
        "ensemble_generation",
        "The state of the catalog; grows by one with each that differs.",
        [({}, state.generation)],
    )
    if state.at is not None:
        meaning = "When this state came, in seconds since 1970."
        yield Family("ensemble_generation_timestamp_seconds", meaning, [({}, state.at.timestamp())])
    read = [({"source": each.name}, each.read_at.timestamp()) for each in state.sources]
    yield Family("ensemble_source_read_timestamp_seconds", "When a source was last read, in seconds since 1970.", read)
    stale = [({"source": each.name}, float(each.stale)) for each in state.sources]
    yield Family("ensemble_source_stale", "Whether a source could not be read the last time: 1, else 0.", stale)
    meaning = "Entities that are shown as they were, since their files cannot be read."
    yield Family("ensemble_stale_entities", meaning, [({}, state.stale_entities)])
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for each in values:
        found[each.name][each.scope] = each.value
    kept = _kept(found[_ANSWERED_FOR])
    teams = {scope for name, by in found.items() if MEASURES[name].by == "team" for scope in by}
    for measure in MEASURES.values():
        scopes = _by_team(found[measure.name], teams, kept) if measure.by == "team" else found[measure.name]
        yield Family(f"ensemble_{measure.name}", measure.meaning, [_sample(measure, *each) for each in scopes.items()])


def render(told: Iterable[Family]) -> str:
    """The text of these; what has no number is left out."""
    return "".join(_family(each) for each in told if each.samples)


def _kept(answered_for: Mapping[str, float]) -> frozenset[str]:
    """The teams that have numbers of their own; what no team answers for always has."""
    largest = sorted((scope for scope in answered_for if scope), key=lambda scope: (-answered_for[scope], scope))
    return frozenset(("", *largest[:MOST_TEAMS]))


def _by_team(numbers: Mapping[str, float], teams: Iterable[str], kept: frozenset[str]) -> Mapping[str, float]:
    """A number for each team, also where that is 0, so that no line of a graph breaks off."""
    found: dict[str, float] = defaultdict(float)
    for team in sorted(teams):
        found[team if team in kept else OTHERS] += numbers.get(team, 0)
    return found


def _sample(measure: Measure, scope: str, value: float) -> tuple[Mapping[str, str], float]:
    return ({measure.by: scope} if measure.by else {}), value


def _family(family: Family) -> str:
    head = f"# HELP {family.name} {_escaped(family.meaning)}\n# TYPE {family.name} gauge\n"
    return head + "".join(f"{family.name}{_labels(labels)} {_number(value)}\n" for labels, value in family.samples)


def _labels(labels: Mapping[str, str]) -> str:
    told = ",".join(f'{name}="{_quoted(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', '\\"')


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
