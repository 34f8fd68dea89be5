"""Every pattern takes time in proportion to the text: a long value of an address cannot hold a process up.

The one test of the suite that measures time: it compares processor time of one program with itself, for growth.
"""

from __future__ import annotations

import ast
import gc
import importlib
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("api", "components", "content", "footprint", "runtime", "web")
SCRIPT = ROOT / "components" / "script" / "dashboard.py"  # it runs a page where it is imported, and holds no pattern
USES = ("match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn")
SHORT, LONG = 1_000, 100_000  # characters
MOST = 300  # times the processor time; a pattern in proportion takes 100 times as much
SOON = 50  # times, at ten times the length: enough to stop there
PATIENCE = 600  # seconds of processor time, after which the child is ended
LEAST = 100e-6  # seconds; shorter times are mostly the call itself
HOSTILE = (
    " ", "0", ",", "_", "a", "A", "-", ".", "[", "(", '"', "\\", "万", "1,", "1 ", "1,000", "1e", "a ", "a.", "~",
    " (", "- ", "%", "\u00a0", "0 x",
)  # fmt: skip
STARTS = ("", "1", "a", "1e9", "sep=")


def modules() -> list[str]:
    """Names of all modules that may meet a visitor's text."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")) if path != SCRIPT]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]


def uses(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Patterns of a module as it uses them: text of the expression, pattern, name of the method."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("pattern", "regex"):
            yield ast.unparse(node.value), re.compile(_evaluated(node.value, module)), "search"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_re(node.func.value):
            use = "fullmatch" if node.func.attr == "compile" else node.func.attr
            if use in USES:
                yield ast.unparse(node), re.compile(_evaluated(node.args[0], module), *_flags(node, module)), use
        elif isinstance(node, ast.Attribute) and node.attr in USES and isinstance(node.value, ast.Name):
            pattern = getattr(module, node.value.id, None)
            if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                yield ast.unparse(node), pattern, node.attr


def _is_re(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "re"


def _evaluated(node: ast.expr, module: ModuleType) -> str:
    """Text of a pattern; it must not depend on anything but its module, or nobody could test it."""
    return str(eval(ast.unparse(node), vars(module)))


def _flags(node: ast.Call, module: ModuleType) -> list[int]:
    """Flags of `re.compile`; of the other functions they come by name."""
    compiled = node.func.attr == "compile" if isinstance(node.func, ast.Attribute) else False
    found = node.args[1:] if compiled else [word.value for word in node.keywords if word.arg == "flags"]
    return [int(eval(ast.unparse(flag), vars(module))) for flag in found]


def _call(pattern: re.Pattern[str], use: str) -> Callable[[str], object]:
    if use in ("sub", "subn"):
        return lambda text: pattern.sub("", text)
    if use == "finditer":
        return lambda text: list(pattern.finditer(text))
    found: Callable[[str], object] = getattr(pattern, use)
    return found


def _seconds(call: Callable[[str], object], text: str) -> float:
    """Processor time of a call, the least of three."""
    gc.disable()  # it would count what other objects there are
    taken = []
    for _ in range(3):
        start = time.process_time()
        call(text)
        taken.append(time.process_time() - start)
        if taken[0] > 1:  # second: no chance of the machine makes so much
            break
    return min(taken)


def slowest(call: Callable[[str], object]) -> str:
    """The hostile text on which a call's time grows faster than the text; empty where there is none."""
    for start in STARTS:
        for part in HOSTILE:
            texts = [start + part * ((size - len(start)) // len(part)) + "!" for size in (SHORT, 10 * SHORT, LONG)]
            short = max(LEAST, _seconds(call, texts[0]))
            # What grows with the square takes a hundred times as long at ten times the length: seen within a second.
            if _seconds(call, texts[1]) > SOON * short or _seconds(call, texts[2]) > MOST * short:
                return repr(start + part)
    return ""


def main() -> None:
    """In a child process: write each pattern whose time grows too fast, and how many there are."""
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    tried = set()
    for name in modules():
        for text, pattern, use in uses(importlib.import_module(name)):
            if (key := (pattern.pattern, pattern.flags, use)) not in tried:
                tried.add(key)
                if found := slowest(_call(pattern, use)):
                    sys.stdout.write(f"{name}: {text} on {found}\n")
    sys.stdout.write(f"{len(tried)} patterns\n")


def test_every_pattern_takes_time_in_proportion_to_the_text() -> None:
    child = subprocess.run([sys.executable, "-m", "tests.test_patterns"], cwd=ROOT, capture_output=True, text=True)
    assert child.returncode == 0, child.stderr[-2000:]
    *slow, count = child.stdout.splitlines()
    assert slow == []
    assert int(count.split()[0]) > 25


@pytest.mark.parametrize(
    "pattern",
    [
        # What read the numbers of addresses before: 16,000 spaces held a process for twenty seconds.
        r"([0-9][0-9,_ ]*(?:\.[0-9]+)?(?:e[+-]?[0-9]{1,3})?) *([a-z]*|万亿|万|亿)",
        r"(.+) \((.+)\)",
    ],
)
def test_a_pattern_that_takes_the_square_is_seen(pattern: str) -> None:
    assert slowest(re.compile(pattern, re.ASCII).fullmatch)


if __name__ == "__main__":
    main()
