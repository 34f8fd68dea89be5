"""SVG elements as text: numbers in few digits, every text escaped."""

from __future__ import annotations

from html import escape


def number(value: float) -> str:
    """A length or place to a tenth of a pixel."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if abs(value) < 1 else text


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """An element; `content` is markup, attributes are text or numbers, `stroke_width` is written `stroke-width`."""
    written = "".join(
        f' {key.replace("_", "-")}="{number(value) if isinstance(value, int | float) else escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def path(steps: str, **attributes: str | float | None) -> str:
    """A path; nothing where it has no steps."""
    return element("path", d=steps, **attributes) if steps else ""


def group(*content: str, **attributes: str | float | None) -> str:
    """Elements with attributes in common; nothing where there are no elements."""
    return element("g", *content, **attributes) if any(content) else ""


def clipped(content: str, left: float, top: float, width: float, height: float) -> str:
    """Markup cut off at a rectangle: a nested picture in the same units, which needs no name as a clip path does."""
    box = " ".join(map(number, (left, top, width, height)))
    return element("svg", content, x=left, y=top, width=width, height=height, viewBox=box) if content else ""
