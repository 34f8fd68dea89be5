"""What stands in a picture, read from its markup."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from content.files import lettering

ASCENT, DESCENT = 0.75, 0.22  # of letters, of their size [1]
NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Word:
    """A line of text with the rectangle that it covers [px]."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Word) -> bool:
        """Whether two lie on each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 1 and min(self.bottom, other.bottom) - max(self.top, other.top) > 1


def parse(markup: str) -> ET.Element:
    """Root of a picture."""
    return ET.fromstring(markup)


def elements(root: ET.Element, name: str) -> list[ET.Element]:
    """All elements of a name."""
    return list(root.iter(NAMESPACE + name))


def places(root: ET.Element, name: str, *attributes: str) -> list[tuple[float, ...]]:
    """Numbers of all elements of a name."""
    return [tuple(float(element.get(attribute, "0")) for attribute in attributes) for element in elements(root, name)]


def words(root: ET.Element) -> list[Word]:
    """All lines of all texts that stand upright."""
    return list(_words(root, {}))


def text(root: ET.Element) -> str:
    """All texts of a picture."""
    return " ".join("".join(element.itertext()) for element in elements(root, "text"))


def _words(element: ET.Element, inherited: dict[str, str]) -> Iterator[Word]:
    if "rotate" in element.get("transform", ""):
        return
    style = inherited | {name: element.attrib[name] for name in ("font-size", "text-anchor") if name in element.attrib}
    if element.tag == NAMESPACE + "text":
        yield from _lines(element, style)
    for child in element:
        yield from _words(child, style)


def _lines(element: ET.Element, style: dict[str, str]) -> Iterator[Word]:
    """Lines of a text: the first, and each part that begins below the one before."""
    size, anchor = float(style.get("font-size", 12)), style.get("text-anchor", "start")
    below = [child for child in element if child.get("dy")]
    first = ET.Element("tspan")
    first.text = element.text
    first.extend(child for child in element if not child.get("dy"))
    y = float(element.get("y", "0"))
    for line in (first, *below):
        y += float(line.get("dy", "0"))
        x, wide = float(line.get("x", element.get("x", "0"))), _width(line, size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        if wide:
            yield Word("".join(line.itertext()), left, y - ASCENT * size, left + wide, y + DESCENT * size)


def _width(element: ET.Element, size: float, weight: lettering.Weight = "regular") -> float:
    """Width of a part of a line with all that stands in it."""
    size = float(element.get("font-size", size))
    weight = "bold" if element.get("font-weight") == "700" else weight
    texts = (element.text or "", *(child.tail or "" for child in element))
    inside = sum(_width(child, size, weight) for child in element)
    return inside + sum(lettering.width(text, weight, size) for text in texts)


def harmless(markup: str) -> bool:
    """Whether nothing in a picture runs, or comes from elsewhere."""
    root = parse(markup)
    names = {element.tag.removeprefix(NAMESPACE) for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}
    return (
        names <= {"svg", "g", "title", "desc", "path", "rect", "circle", "text", "tspan"}
        and not {name for name in attributes if name.startswith("on") or "href" in name or name in ("style", "id")}
        and not re.search(r"url\(|javascript:", markup)
    )
