"""A drawing as a file of its own, with the colours and signs that a page would lend it, and without links."""

from functools import cache
from importlib import resources
from xml.etree import ElementTree as ET

from app.drawing.render import Drawing

_NAMESPACE = "http://www.w3.org/2000/svg"
_PREFIX = "ensemble-"


def svg(drawing: Drawing) -> str:
    """The drawing as an SVG document. Its links are paths of the site, which lead nowhere elsewhere, so they go."""
    drawn = ET.fromstring(drawing.svg)  # noqa: S314 - what our own renderer wrote
    for holder in list(drawn.iter()):
        if holder.tag == "a":
            holder.tag, told = "g", holder.attrib.pop("aria-label", "")
            holder.attrib.pop("href", None)
            if told:
                title = ET.Element("title")
                title.text = told
                holder.insert(0, title)
        elif holder.tag == "use":
            holder.set("href", f"#{_PREFIX}{holder.get('href', '')[1:]}")
    used = {each.get("href", "")[1:] for each in drawn.iter("use")}
    style = ET.Element("style")
    style.text = _look()
    signs = ET.Element("defs")
    for sign in ET.fromstring(f"<svg>{icons()}</svg>"):  # noqa: S314 - a file of ours
        sign.set("id", f"{_PREFIX}{sign.get('id')}")
        if sign.get("id") in used:
            signs.append(sign)
    title = ET.Element("title")
    title.text = drawn.attrib.pop("aria-label", "")
    drawn[:0] = [title, style, signs]
    drawn.set("xmlns", _NAMESPACE)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(drawn, encoding="unicode") + "\n"


@cache
def icons() -> str:
    """The signs of kinds, each a `symbol`; pages have them in their sprite."""
    return (resources.files("app.drawing") / "icons.svg").read_text()


@cache
def _look() -> str:
    return (resources.files("app.drawing") / "alone.css").read_text()
