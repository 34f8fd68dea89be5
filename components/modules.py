"""The page's scripts: ES modules that a browser loads as files, each under its path in this repository.

The address holds a digest of them all, so a browser may keep them for ever and never mixes two versions; below it they
find one another by relative paths.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from components import options
from components.host import words
from content.files import html_file
from content.language.messages import LANGUAGES

ROOT = Path(__file__).parents[1]
ENTRY = "components/browser/page.js"
CHART = "components/browser/chart.js"
SLIDER = "components/browser/slider.js"
LATE = ("components/browser/picture.js",)  # loaded once it is asked for
FOLDER = "app/scripts"  # below the site's address


@cache
def files() -> dict[str, str]:
    """Path -> text of each module, and the words that one of them asks for."""
    ours, host = ROOT / "components" / "browser", ROOT / "components" / "host"
    paths = (*ours.glob("*.js"), host / "streamlit.js", html_file.TEMPLATE)
    texts = {path.relative_to(ROOT).as_posix(): html_file.text_of(path) for path in sorted(paths)}
    table = {f"components/host/words/{language}.json": words.table(language) for language in LANGUAGES}
    return texts | {path: json.dumps(text, ensure_ascii=False) for path, text in table.items()}


@cache
def prefix() -> str:
    """Path below which this version of the modules lies, seen from the site's address."""
    digest = hashlib.sha256(json.dumps(files(), sort_keys=True).encode()).hexdigest()[:12]
    return f"/{FOLDER}/{digest}/"


def address(path: str) -> str:
    """Path of a module from the root of the host."""
    return options.base_path() + prefix() + path


def preloads() -> str:
    """Markup that has a browser load the modules with the page, before the first of them is asked for."""
    first = (path for path in files() if path.endswith(".js") and path not in LATE)
    return "".join(f'<link rel="modulepreload" href="{address(path)}">' for path in first)


def component(path: str) -> str:
    """Script of a component that is the default export of a module; a component's own script has no address.

    Two lines: Streamlit takes a single one for the name of a file.
    """
    module = f"await import(location.origin + {json.dumps(address(path))})"
    return f"const module = {module}\nexport default module.default\n"
