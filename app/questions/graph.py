"""What hangs together: a part of the landscape as boxes and arrows, few enough to be read, and said in words.

Pure: a landscape and a wish go in, values come out. What edges draw, list and write is all of one answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from app.drawing import dot
from app.entities import Ref
from app.graph import exploring, folding
from app.graph.edges import NEEDS, Edge
from app.graph.exploring import SORTS, Direction, Part, Path, View
from app.graph.folding import BYS, By
from app.graph.landscape import Landscape, Thing
from app.graph.network import Network
from app.questions import names, tally
from app.questions.landscape import Held
from app.questions.tally import Tally
from app.store import queries

READABLE = 24
"""How many boxes are drawn where nobody asked for more, or for less."""
MOST_ARROWS = 60
"""How many arrows a folded drawing keeps, the heaviest."""
BUDGET = 2_000
"""How many things are looked at around others."""
DEEPEST = 3
_SUGGESTED = 8
_PROVIDED = "apiProvidedBy"
AT_ONCE = 20
"""From how many things a graph may start."""

COLOURS = ("owner", "tier", "lifecycle", "gap")
HOLDERS = {"group": "team", "system": "system", "domain": "domain"}
"""The kinds that hold things, in the words of `BYS`."""
NOT = "none"
"""What turns frames or folding off; empty is as fits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see. Without `starts` it is everything there is.

    `to` are the ends of a path. `sorts` are those of `SORTS`, empty for what fits: APIs only where asked for
    one. `group` and `fold` are one of `BYS`, `NOT`, or empty for what fits.
    """

    starts: tuple[Ref, ...] = ()
    to: tuple[Ref, ...] = ()
    depth: int = 1
    direction: Direction = "both"
    relations: frozenset[str] = frozenset(NEEDS)
    sorts: frozenset[str] = frozenset()
    across: bool = False
    group: str = ""
    colour: str = "owner"
    fold: str = ""

    @property
    def shown(self) -> frozenset[str]:
        """The sorts that are seen."""
        if self.sorts:
            return self.sorts
        apis = any(ref.kind == "api" for ref in (*self.starts, *self.to))
        return frozenset(each for each in SORTS if apis or each != "apis")


@dataclass(frozen=True, slots=True)
class Box:
    """A thing, or folded what holds several: `size` counts these, 0 for a thing by itself.

    `thing` is `None` for those that nothing holds. `frame` is what it stands in.
    """

    key: str
    thing: Thing | None
    size: int = 0
    start: bool = False
    frame: Thing | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """All needs that lead from one box to another, by the keys of these."""

    source: str
    target: str
    needs: tuple[Edge, ...]

    @property
    def hard(self) -> bool:
        """Whether any of them is hard."""
        return any(edge.criticality == "hard" for edge in self.needs)

    @property
    def sync(self) -> bool:
        """Whether any of them is synchronous."""
        return any(edge.mode == "sync" for edge in self.needs)

    @property
    def assumed(self) -> bool:
        """Whether any of them rests on what nobody wrote."""
        return any(edge.assumed for edge in self.needs)


@dataclass(frozen=True, slots=True)
class Line:
    """One need as a row of a table."""

    source: Thing
    source_owner: Thing | None
    target: Thing
    target_owner: Thing | None
    need: Edge


@dataclass(frozen=True, slots=True)
class Explored:
    """What was found, and how it is shown.

    `folded` says by what boxes stand for several things, `framed` by what frames hold boxes; empty for not at all.
    `left_out` counts boxes that are not shown, `arrows_left_out` arrows between those that are. `how` and
    `through` are about a path: as in `exploring.Path`, and what lies between its ends.
    """

    wanted: Wanted
    starts: tuple[Thing, ...]
    to: tuple[Thing, ...]
    things: int
    owners: int
    edges: tuple[Edge, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    folded: By | Literal[""] = ""
    framed: By | Literal[""] = ""
    left_out: int = 0
    arrows_left_out: int = 0
    complete: bool = True
    how: Literal["needs", "needed", "shared", ""] = ""
    through: tuple[Thing, ...] = ()

    @property
    def too_large(self) -> bool:
        """Whether the boxes and arrows are still too many to draw."""
        return dot.too_large(self.boxes, self.arrows)

    @property
    def title(self) -> str:
        """The answer in one line."""
        if self.to:
            return _joined_how(self)
        if not self.starts:
            return f"{_many(self.things, 'thing')} of {_many(self.owners, 'owner')}"
        others = self.things - sum(thing.ref.kind not in HOLDERS for thing in self.starts)
        many = _many(others, "thing") if others else "Nothing"
        return _AROUND[self.wanted.direction].format(many, _named(self.starts), "" if others > 1 else "s")

    @property
    def told(self) -> str:
        """What was found and what was done to show it, in sentences."""
        return " ".join(_told(self))


def resolved(session: Session, written: Iterable[str]) -> tuple[Ref, ...]:
    """The entities that names stand for, as `names.resolve` finds them and as it raises.

    A team often has the name of its service; then the service is meant.
    """
    return tuple(dict.fromkeys(names.resolve(session, name, names.NEEDY) for name in written))


def of(held: Held, wanted: Wanted) -> Explored:
    """As `explored`; who looks at a graph asks for it again, as a file or in another colour."""
    return held.remembered(wanted, lambda: explored(held.landscape, wanted))


def explored(landscape: Landscape, wanted: Wanted) -> Explored:
    """What was asked for, folded where it would be too much to read."""
    view = View(wanted.relations, wanted.shown, wanted.across)
    path = _path(landscape, wanted, view)
    part = path.part if path else _part(landscape, wanted, view)
    by = _folding(landscape, part, wanted)
    boxes, arrows, left_out, unseen = _folded(landscape, part, wanted, by) if by else _single(landscape, part, wanted)
    owners = {landscape[ref].owner for ref in part.refs} - {None}
    return Explored(
        wanted=wanted,
        starts=tuple(landscape[ref] for ref in wanted.starts),
        to=tuple(landscape[ref] for ref in wanted.to),
        things=len(part.refs),
        owners=len(owners),
        edges=part.edges,
        boxes=boxes,
        arrows=arrows,
        folded=by,
        framed="" if by else _framing(wanted),
        left_out=left_out,
        arrows_left_out=unseen,
        complete=part.complete,
        how=path.how if path else "",
        through=_through(landscape, wanted, path.part) if path else (),
    )


def lines(landscape: Landscape, edges: Iterable[Edge]) -> Iterator[Line]:
    """Needs as rows, with who owns either end."""
    for edge in edges:
        source, target = landscape[edge.source], landscape[edge.target]
        yield Line(source, owner_of(landscape, source), target, owner_of(landscape, target), edge)


def owner_of(landscape: Landscape, thing: Thing) -> Thing | None:
    """Who a thing's descriptor says owns it."""
    return landscape[thing.owner] if thing.owner else None


def most_needed(held: Held) -> list[tuple[Thing, int]]:
    """What most others need, of what there is, each with how many do; consumers of its APIs need it, too."""

    def find() -> list[tuple[Thing, int]]:
        needy = _needy(held.landscape.network)
        most = sorted(needy, key=lambda ref: (-len(needy[ref]), ref))
        things = ((held.landscape[ref], len(needy[ref])) for ref in most)
        return list(islice((each for each in things if each[0].exists), _SUGGESTED))

    return held.remembered("most needed", find)


def _needy(network: Network) -> Mapping[Ref, set[Ref]]:
    """Who needs what, a step far or through an API; that an API needs its provider is no such need."""
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for edge in network.edges:
        if edge.relation != _PROVIDED:
            found[edge.target].add(edge.source)
    through = [
        (edge.target, found[edge.source])
        for edge in network.edges
        if edge.relation == _PROVIDED and edge.source in found
    ]
    for provider, consumers in through:
        found[provider] |= consumers - {provider}
    return {ref: others for ref, others in found.items() if others}


def gaps(session: Session, boxes: Iterable[Box]) -> Mapping[Ref, Tally]:
    """How many gaps there are about each thing that stands for itself."""
    refs = [box.thing.ref for box in boxes if box.thing and not box.size]
    return tally.by_ref(session.execute(queries.gap_tallies(refs)))


def _path(landscape: Landscape, wanted: Wanted, view: View) -> Path | None:
    if not (wanted.starts and wanted.to):
        return None
    return exploring.between(landscape, _meant(landscape, wanted.starts), _meant(landscape, wanted.to), view)


def _part(landscape: Landscape, wanted: Wanted, view: View) -> Part:
    if not wanted.starts:
        everything = [ref for ref in landscape.network.refs if exploring.sort(landscape[ref]) in wanted.shown]
        return _joined(exploring.around(landscape, everything, depth=0, view=view), wanted)
    part = exploring.around(
        landscape,
        _starting(landscape, wanted),
        depth=wanted.depth,
        direction=wanted.direction,
        view=view,
        budget=BUDGET,
    )
    return _joined(part, wanted)


def _starting(landscape: Landscape, wanted: Wanted) -> list[Ref]:
    """What is named, and of what a holder holds only the sorts that are shown."""
    return [
        ref
        for ref in _meant(landscape, wanted.starts)
        if ref in wanted.starts or exploring.sort(landscape[ref]) in wanted.shown
    ]


def _meant(landscape: Landscape, refs: Iterable[Ref]) -> list[Ref]:
    return [held for ref in refs for held in landscape.meant(ref)]


def _joined(part: Part, wanted: Wanted) -> Part:
    """Across owners only, what has no such need says nothing; what was asked for stays."""
    if not wanted.across:
        return part
    ends = {end for edge in part.edges for end in (edge.source, edge.target)} | set(wanted.starts)
    return part._replace(refs=tuple(ref for ref in part.refs if ref in ends))


def _folding(landscape: Landscape, part: Part, wanted: Wanted) -> By | Literal[""]:
    """By what a part is folded: as asked, else by the first that makes few enough groups, else by team."""
    if wanted.fold in BYS:
        return next(by for by in BYS if by == wanted.fold)
    readable = len(part.refs) <= READABLE or wanted.fold == NOT
    if readable and not dot.too_large(part.refs, part.edges):
        return ""
    fitting = (by for by in BYS if 1 < len({landscape[ref].group(by) for ref in part.refs}) <= READABLE)
    return next(fitting, "team")


def _framing(wanted: Wanted) -> By | Literal[""]:
    """By what frames are drawn: as asked, else by team around what holds several things."""
    if wanted.group in BYS:
        return next(by for by in BYS if by == wanted.group)
    whole = any(ref.kind in HOLDERS for ref in wanted.starts) and not wanted.to
    return "team" if whole and not wanted.group else ""


_Shown: TypeAlias = tuple[tuple[Box, ...], tuple[Arrow, ...], int, int]
"""Boxes and arrows, and how many of either are left out."""


def _single(landscape: Landscape, part: Part, wanted: Wanted) -> _Shown:
    by = _framing(wanted)
    starts = {*wanted.starts, *wanted.to}

    def frame(ref: Ref) -> Thing | None:
        holder = landscape[ref].group(by) if by else None
        return landscape[holder] if holder else None

    boxes = (Box(str(ref), landscape[ref], 0, ref in starts, frame(ref)) for ref in part.refs)
    together: dict[tuple[str, str], list[Edge]] = {}
    for edge in part.edges:
        together.setdefault((str(edge.source), str(edge.target)), []).append(edge)
    return tuple(boxes), tuple(Arrow(*ends, tuple(needs)) for ends, needs in together.items()), 0, 0


def _folded(landscape: Landscape, part: Part, wanted: Wanted, by: By) -> _Shown:
    asked = {*wanted.starts, *wanted.to}
    folded = folding.folded(landscape, part, by, READABLE, asked)
    boxes = (
        Box(
            _key(group.ref),
            landscape[group.ref] if group.ref else None,
            0 if group.ref in asked and group.members == (group.ref,) else len(group.members),
            group.ref in asked,
        )
        for group in folded.groups
    )
    links = folding.heaviest(folded.links, MOST_ARROWS)
    arrows = (Arrow(_key(link.source), _key(link.target), link.edges) for link in links)
    return tuple(boxes), tuple(arrows), folded.left_out, len(folded.links) - len(links)


def _key(ref: Ref | None) -> str:
    return str(ref) if ref else ""


def _through(landscape: Landscape, wanted: Wanted, part: Part) -> tuple[Thing, ...]:
    """What lies between the ends of a path, from one end on; what both need, where that joins them, comes first."""
    ends = {*_meant(landscape, wanted.starts), *_meant(landscape, wanted.to)}
    needy = {edge.source for edge in part.edges}
    found = dict.fromkeys(sorted({edge.target for edge in part.edges} - needy - ends))
    layer = set(part.refs) & ends - {edge.target for edge in part.edges}
    seen = set(layer)
    while layer:
        layer = {edge.target for edge in part.edges if edge.source in layer} - seen
        seen |= layer
        found.update(dict.fromkeys(sorted(layer - ends)))
    return tuple(landscape[ref] for ref in found)


_AROUND: Mapping[Direction, str] = {
    "both": "{0} around {1}",
    "needs": "{0} that {1} needs",
    "needed": "{0} that need{2} {1}",
}
_MOST_NAMED = 3


def _named(things: Sequence[Thing]) -> str:
    """The first few by name, with what they hold things as."""
    said = [f"{HOLDERS.get(each.ref.kind, '')} {each.ref.declared}".strip() for each in things[:_MOST_NAMED]]
    if len(things) > _MOST_NAMED:
        said.append(f"{len(things) - _MOST_NAMED:,} more")
    return " and ".join(part for part in (", ".join(said[:-1]), said[-1]) if part)


def _joined_how(found: Explored) -> str:
    start, end = _named(found.starts), _named(found.to)
    if found.starts == found.to:
        return f"{start} is where it begins and where it ends"
    if found.how == "shared" and not found.through:
        return f"{start} and {end} have something in common"
    if found.how == "shared":
        return f"{start} and {end} do not need each other, both need {_named(found.through[:1])}"
    if not found.how:
        return f"Nothing joins {start} and {end}"
    one, other = (start, end) if found.how == "needs" else (end, start)
    return f"{one} needs {other}" + (f", through {_named(found.through)}" if found.through else "")


def _told(found: Explored) -> Iterator[str]:
    if found.edges:
        soft = sum(edge.criticality == "soft" for edge in found.edges)
        later = sum(edge.mode == "async" for edge in found.edges)
        kinds = [f", {soft:,} soft" if soft else "", f", {later:,} asynchronous" if later else ""]
        yield f"{_many(len(found.edges), 'need')} among them{''.join(kinds)}."
    elif found.things:
        yield "Nothing among them needs another."
    if found.owners > 1 and found.starts:
        yield f"They have {found.owners:,} owners."
    if found.folded:
        groups = _many(len(found.boxes) + found.left_out, found.folded)
        left_out = f"; the {found.left_out:,} that are joined least are left out" if found.left_out else ""
        yield f"Folded into {groups}{left_out}."
    if found.arrows_left_out:
        yield f"Of the arrows the {MOST_ARROWS} heaviest are drawn."
    if not found.complete:
        yield f"The walk ended at {BUDGET:,} things: ask for less depth to see all there is."


def _many(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
