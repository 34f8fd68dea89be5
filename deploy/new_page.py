"""Start of a page, and a row of it wherever pages are listed: `make new-page NAME=water`.

The page opens at once and says nothing yet; tests/pages/test_site.py names what a page lacks.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = re.compile(r"[a-z][a-z_]*")
LOCALES = "content/language/locales"
MODULE = '''"""{title}: what it answers, in a sentence."""

from __future__ import annotations

from content.page import Page
from content.parts import Finding, Parts
from content.view import View


def parts(view: View) -> Parts:
    """The page."""
    yield finding(view)


def finding(view: View) -> Finding:
    """What it finds, in the state of its address."""
    return Finding(view.t("{name}.title"), (view.t("{name}.text"),))


PAGE = Page("{name}", parts, finding)
'''
FILE = '''"""{title}: what it answers, in a sentence."""

from components import draw
from content.pages import {name}

draw.page({name}.PAGE)
'''
# Language -> what stands in its catalogue until somebody writes it; `{title}` is the name in English.
TEXTS = {
    "en": {"page.{name}": "{title}", "{name}.title": "What this page finds", "{name}.text": "What that rests on."},
    "zh": {"page.{name}": "新页面", "{name}.title": "本页的发现", "{name}.text": "这一发现的依据。"},
}


@dataclass(frozen=True)
class Listed:
    """A list of all pages in a file: patterns of its first and last line, and the row that a page has in it."""

    first: str
    last: str
    row: str
    ordered: bool = False  # by the alphabet; else a new page comes last


LISTS = {
    "content/site.py": (
        Listed(r"from content\.pages import \(\n", r"\)\n", "    {name},\n", ordered=True),
        Listed(r"    for page in \(\n", r"    \)\n", "        {name}.PAGE,\n"),
    ),
    "content/state/parameters.py": (Listed(r"PAGE_PARAMETERS: [^\n]+\n", r"\}\n", '    "{name}": (),\n'),),
    "README.md": (Listed(r"\| Page \| [^\n]+\n", r"\n", "| {title} | What does this page answer? |\n"),),
}


def files(name: str, root: Path) -> dict[Path, str]:
    """All files that a new page adds or changes, with their text.

    Raises
    ------
    ValueError for a name that no page can have.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name}: a page is called by small letters and underscores, as it stands in addresses")
    words = {"name": name, "title": name.replace("_", " ").capitalize()}
    made = {root / "content" / "pages" / f"{name}.py": MODULE, root / "pages" / f"{name}.py": FILE}
    if any(path.exists() or path.with_suffix("").exists() for path in made):
        raise ValueError(f"{name}: there is such a page")
    changed = {
        root / file: _listed((root / file).read_text(encoding="utf-8"), lists, words) for file, lists in LISTS.items()
    }
    catalogues = {root / LOCALES / f"{language}.po": texts for language, texts in TEXTS.items()}
    return {
        **{path: text.format(**words) for path, text in made.items()},
        **changed,
        **{path: _with_texts(path, texts, words) for path, texts in catalogues.items()},
    }


def _listed(text: str, lists: Iterable[Listed], words: dict[str, str]) -> str:
    """A file with a row more in each of its lists."""
    for known in lists:
        match = re.search(f"^{known.first}(.*?)^{known.last}", text, re.M | re.S)
        if not match:
            raise ValueError(f"no list begins with {known.first}")
        rows = [*match[1].splitlines(keepends=True), known.row.format(**words)]
        text = text[: match.start(1)] + "".join(sorted(rows) if known.ordered else rows) + text[match.end(1) :]
    return text


def _with_texts(path: Path, texts: dict[str, str], words: dict[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for key, value in texts.items():
        entry = f'msgid "{key.format(**words)}"\n'
        if entry in text:
            raise ValueError(
                f"{words['name']}: {path.name} has a text {key.format(**words)} already; choose another name"
            )
        text += f'\n{entry}msgstr "{value.format(**words)}"\n'
    return text


def main() -> None:
    """Write the page that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="as it stands in its address, such as water_use")
    name = parser.parse_args().name
    try:
        written = files(name, ROOT)
    except ValueError as error:
        parser.error(str(error))
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
    sys.stdout.writelines(f"{path.relative_to(ROOT)}\n" for path in written)


if __name__ == "__main__":
    main()
