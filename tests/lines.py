"""How much program there is: logical lines by package, and those at an earlier revision. `make lines` prints them.

Of Python a logical line is what the language calls one (a statement, on however many lines), docstrings left out; of
JavaScript, which is formatted one statement a line, a line with code on it. Comments, tests, catalogues and other
people's scripts (static/) do not count.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from pathlib import Path, PurePath

ROOT = Path(__file__).parents[1]
REVISION = "3643975"
# At that revision: `git archive 3643975 | tar x -C folder`, then `python -m tests.lines folder`.
BEFORE = {
    "api": 408,
    "app.py": 2,
    "bench": 792,
    "components": 6394,
    "data": 526,
    "deploy": 27,
    "edition": 444,
    "footprint": 1706,
    "pages": 123,
    "server.py": 31,
    "web": 815,
}
LEFT_OUT = {"tests", "static", "build"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def python(source: str) -> int:
    """Logical lines of Python."""
    lines = sum(token.type == tokenize.NEWLINE for token in tokenize.generate_tokens(io.StringIO(source).readline))
    nodes = ast.walk(ast.parse(source))
    return lines - sum(isinstance(node, Documented) and ast.get_docstring(node) is not None for node in nodes)


def javascript(source: str) -> int:
    """Lines of JavaScript with code on them."""
    lines = (line.strip() for line in COMMENT.sub("", source).splitlines())
    return sum(bool(line) and not line.startswith("//") for line in lines)


COUNTS = {".py": python, ".js": javascript, ".mjs": javascript}


def counted(root: Path) -> dict[str, int]:
    """Lines by package; modules outside of packages stand for themselves."""
    counts: Counter[str] = Counter()
    for path in root.rglob("*"):
        inside = PurePath(path.relative_to(root))
        hidden = any(part.startswith(".") or part in ("node_modules", "__pycache__") for part in inside.parts)
        if path.suffix in COUNTS and not hidden and not LEFT_OUT & set(inside.parts):
            counts[inside.parts[0]] += COUNTS[path.suffix](path.read_text(encoding="utf-8"))
    return dict(counts)


def table(root: Path) -> str:
    """Lines by package then and now, and the difference."""
    now = counted(root)
    rows = [(name, BEFORE.get(name, 0), now.get(name, 0)) for name in sorted({*BEFORE, *now})]
    rows.append(("all", sum(BEFORE.values()), sum(now.values())))
    lines = [f"{name:<14}{before:>8,}{count:>8,}{count - before:>+8,}" for name, before, count in rows]
    return "\n".join([f"{'logical lines':<14}{REVISION:>8}{'now':>8}", *lines, ""])


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT))
