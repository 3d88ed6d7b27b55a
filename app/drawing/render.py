"""DOT to SVG or PNG by Graphviz in a limited child process, and of its SVG only what the pages know.

A drawing is a convenience: each has its table, so a missing, slow or failing Graphviz costs the
picture and nothing else.
"""

import hashlib
import logging
import re
import shutil
import sysconfig
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from app import processes
from app.drawing.dot import shown

log = logging.getLogger(__name__)

LIMITS = processes.Limits(seconds=5, memory=1 << 30, output=5 << 20)
AT_ONCE = 2
_WAIT_SECONDS = 5.0
_FORGET_SECONDS = 60.0
_MOST_KEPT = 32 << 20
_MOST_FAILED = 1_000

_PNG = ("-Tpng", "-Gdpi=144", "-Gbgcolor=white")
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_ATTRIBUTES = {
    "g": ("class", "transform"),
    "path": ("d",),
    "polygon": ("points",),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "text": ("x", "y", "text-anchor", "font-size", "font-weight"),
}
"""What is taken over of Graphviz's output; colours and fonts come from the style sheet."""

_GEOMETRY = re.compile(r"[A-Za-z0-9 .,()+-]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ICON = re.compile(r"\bkind-([a-z]+)\b")
_ICON_SIZE = 16
_ICON_ROOM = 22


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid out graph as SVG to stand inside a page, and its size in pixels."""

    svg: str
    width: int
    height: int


def command() -> tuple[str, ...] | None:
    """The Graphviz of this machine: the system's `dot`, else the one installed beside us, else `None`."""
    ours = Path(sysconfig.get_path("scripts")) / "graphviz-pure"
    found = shutil.which("dot") or (str(ours) if ours.is_file() else None)
    return (found,) if found else None


class Renderer:
    """Draws with one Graphviz, two at a time, remembering what it drew and, for a minute, what failed."""

    def __init__(
        self,
        graphviz: Sequence[str] | None,
        limits: processes.Limits = LIMITS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command = graphviz
        self._limits = limits
        self._clock = clock
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._guard = threading.Lock()
        self._made: OrderedDict[str, Drawing | bytes] = OrderedDict()
        self._failed: OrderedDict[str, float] = OrderedDict()
        if graphviz is None:
            log.warning("No Graphviz here: pages show tables only. Install the graphviz package of this system.")

    def draw(self, source: str, title: str) -> Drawing | None:
        """The drawing of a DOT source; `None` where Graphviz is missing, too busy, too slow or failing."""
        title = shown(title)
        made = self._once(f"svg\0{title}\0{source}", lambda: self._drawing(source, title))
        return made if isinstance(made, Drawing) else None

    def picture(self, source: str) -> bytes | None:
        """A DOT source as PNG, black on white; `None` as for `draw`."""
        made = self._once(f"png\0{source}", lambda: self._laid_out(source, *_PNG))
        return made if isinstance(made, bytes) else None

    def _once(self, asked: str, make: Callable[[], Drawing | bytes | None]) -> Drawing | bytes | None:
        """What was made before for the same question, else what is made now, in turn."""
        if self._command is None:
            return None
        key = hashlib.sha256(asked.encode()).hexdigest()
        known, made = self._recall(key)
        if known:
            return made
        if not self._turn.acquire(timeout=_WAIT_SECONDS):
            log.warning("A drawing was left out: %d are being drawn.", AT_ONCE)
            return None
        try:
            known, made = self._recall(key)  # another thread may have made it while this one waited
            if not known:
                made = make()
                self._keep(key, made)
        finally:
            self._turn.release()
        return made

    def _drawing(self, source: str, title: str) -> Drawing | None:
        written = self._laid_out(source, "-Tsvg")
        if written is None:
            return None
        try:
            return inline(written.decode(), title)
        except (UnicodeDecodeError, ET.ParseError, ValueError) as error:
            log.warning("A drawing could not be read: %s", error)
            return None

    def _laid_out(self, source: str, *options: str) -> bytes | None:
        """What Graphviz makes of a source, in its own words."""
        assert self._command is not None  # noqa: S101 - the caller has looked
        # With SERVER_NAME set Graphviz refuses to open image files.
        finished = processes.run(
            [*self._command, *options], source.encode(), environment={"SERVER_NAME": "ensemble"}, limits=self._limits
        )
        if finished.outcome is not processes.Outcome.DONE:
            log.warning("A drawing failed: %s", finished.reason)
            return None
        return finished.output

    def _recall(self, key: str) -> tuple[bool, Drawing | bytes | None]:
        with self._guard:
            if key in self._made:
                self._made.move_to_end(key)
                return True, self._made[key]
            if self._failed.get(key, -_FORGET_SECONDS) + _FORGET_SECONDS > self._clock():
                return True, None
            return False, None

    def _keep(self, key: str, made: Drawing | bytes | None) -> None:
        with self._guard:
            if made is None:
                self._failed[key] = self._clock()
                self._failed.move_to_end(key)
                while len(self._failed) > _MOST_FAILED:
                    self._failed.popitem(last=False)
                return
            self._failed.pop(key, None)
            self._made[key] = made
            while sum(map(_size, self._made.values())) > _MOST_KEPT:
                self._made.popitem(last=False)


def _size(made: Drawing | bytes) -> int:
    return len(made.svg if isinstance(made, Drawing) else made)


def inline(svg: str, title: str) -> Drawing:
    """Graphviz's SVG rebuilt from what the pages know, as one element without prolog, ids or colours.

    Raises `ParseError` or `ValueError` for what is no drawing.
    """
    # From `<svg` on there is no document type, so no entity can be declared.
    given = ET.fromstring(svg[max(svg.find("<svg"), 0) :])  # noqa: S314
    _, _, width, height = (float(each) for each in given.get("viewBox", "").split())
    drawn = ET.Element(
        "svg",
        {
            "class": "graph",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "viewBox": f"0 0 {width:g} {height:g}",
            "role": "group",
            "aria-label": title,
        },
    )
    for child in given:
        drawn.extend(_taken(child))
    return Drawing(ET.tostring(drawn, encoding="unicode"), round(width), round(height))


def _taken(given: ET.Element) -> Iterator[ET.Element]:
    """What is taken over of an element: itself with what it may hold, only its children, or nothing."""
    tag = given.tag.removeprefix(_SVG)
    if tag == "a":
        yield _link(given)
    elif tag in _ATTRIBUTES:
        attributes = {
            name: given.get(name, "") for name in _ATTRIBUTES[tag] if _GEOMETRY.fullmatch(given.get(name, ""))
        }
        taken = ET.Element(tag, {name: value for name, value in attributes.items() if value})
        if tag == "text":
            # Lines of a label are read one after the other, never as one word.
            taken.text, taken.tail = given.text, " "
        for child in given:
            taken.extend(_taken(child))
        _set_icon(taken)
        # Only groups with a meaning stay; Graphviz wraps each link in one more.
        if tag != "g" or taken.attrib:
            yield taken
        else:
            yield from taken


def _link(given: ET.Element) -> ET.Element:
    """A link to a page of ours, named by its tooltip; without an address a group with that tooltip."""
    address, told = given.get(f"{_XLINK}href", ""), given.get(f"{_XLINK}title", "")
    own = address.startswith("/") and not address.startswith("//")
    taken = ET.Element("a", {"href": address, "aria-label": told}) if own else ET.Element("g")
    if told and not own:
        ET.SubElement(taken, "title").text = told
    for child in given:
        taken.extend(_taken(child))
    return taken


def _set_icon(node: ET.Element) -> None:
    """Put the icon of a node's kind where its label left room."""
    kind = _ICON.search(node.get("class", ""))
    outline = next((shape for shape in node.iter() if shape.tag in ("path", "polygon")), None)
    holder = next((each for each in node.iter() if each.find("text") is not None), None)
    if kind is None or outline is None or holder is None:
        return
    numbers = [float(each) for each in _NUMBER.findall(outline.get("d", "") or outline.get("points", ""))]
    heights = numbers[1::2]
    text = holder.find("text")
    assert text is not None  # noqa: S101 - the holder was chosen by it
    icon = ET.Element(
        "use",
        {
            "href": f"#i-{kind[1]}",
            "class": "node-icon",
            "x": f"{float(text.get('x', '0')) - _ICON_ROOM:.1f}",
            "y": f"{(min(heights) + max(heights) - _ICON_SIZE) / 2:.1f}",
            "width": str(_ICON_SIZE),
            "height": str(_ICON_SIZE),
        },
    )
    holder.insert(list(holder).index(text), icon)
