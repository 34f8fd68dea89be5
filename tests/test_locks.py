"""Locks and caches stand in runtime/: read from the sources, as a deadlock shows only on a bad day."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

from tests.test_layers import MAY_IMPORT, ROOT, modules, shown, tree

LOCKS = {"Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore", "cached_property"}
FROM = {"threading", "multiprocessing", "functools", "asyncio", "anyio"}
# Where one of these may stand, and why.
MAY_LOCK = {"runtime/locks.py": "the one lock that all others are"}
CACHES = {"cache", "lru_cache"}
# Modules whose functions keep what they compute, or ask others that do.
KEEPERS = ("content.tables.catalog", "content.tables.datasets", "content.view", "runtime.caches")
SERVED = MAY_IMPORT.keys() - {"bench"}  # what may run in a server
SOURCES = [path for folder in sorted(SERVED) for path in modules(folder)] + [ROOT / "app.py"]


@dataclass
class Function:
    """A function of the project as its source has it."""

    name: str  # with its module
    cached: bool = False
    names: set[str] = field(default_factory=set)  # functions and modules that it names, each with its module


def module_name(path: Path) -> str:
    return shown(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def meanings(source: ast.Module) -> dict[str, str]:
    """Names that a module imports -> what they mean."""
    found: dict[str, str] = {}
    for node in ast.walk(source):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
    return found


def called(node: ast.AST, known: dict[str, str], module: str) -> set[str]:
    """What an expression or a function names, each with its module."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found.add(known.get(part.id, f"{module}.{part.id}"))
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in known:
            found.add(f"{known[part.value.id]}.{part.attr}")
    return found


def functions(module: str, source: ast.Module) -> list[Function]:
    """All functions of a module; methods under the name of their class."""
    known, found = meanings(source), []
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef):
            decorators = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
            cached = any(ast.unparse(one).split(".")[-1] in CACHES for one in decorators)
            found.append(Function(f"{module}.{node.name}", cached, called(node, known, module)))
        elif isinstance(node, ast.ClassDef):
            found.append(Function(f"{module}.{node.name}", False, called(node, known, module)))
    return found


def reaching(sources: dict[str, ast.Module]) -> dict[str, str]:
    """Functions in a cache of functools that come, in whatever steps, to one that keeps values -> the last step."""
    known: dict[str, Function] = {}
    for module, source in sources.items():
        for function in functions(module, source):
            known.setdefault(function.name, function).names |= function.names
    found = {}
    for function in known.values():
        seen, waiting = set(), [function.name] if function.cached else []
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name.startswith(KEEPERS) and name != function.name:
                found[function.name] = name
                break
            waiting += known[name].names if name in known else ()
    return found


def locks(source: ast.Module) -> set[str]:
    """Locks and locked caches that a module makes itself."""
    known = meanings(source)
    used = {name for node in ast.walk(source) for name in called(node, known, "") if name.rpartition(".")[2] in LOCKS}
    return {name for name in used if name.split(".")[0] in FROM}


def test_there_is_one_kind_of_lock() -> None:
    assert len(SOURCES) > 150
    found = {shown(path): names for path in SOURCES if (names := locks(tree(path)))}
    assert set(found) == set(MAY_LOCK), found


def test_no_cache_of_functools_computes_from_another_cache() -> None:
    sources = {module_name(path): tree(path) for path in SOURCES}
    assert sum(function.cached for name, source in sources.items() for function in functions(name, source)) > 10
    assert reaching(sources) == {}


def test_a_lock_and_a_cache_of_caches_would_be_seen() -> None:
    lock = "import threading\nlock = threading.RLock()"
    assert locks(ast.parse(lock)) == {"threading.RLock"}
    lines = ("from functools import cached_property", "class View:", "  @cached_property", "  def rows(self): ...")
    assert locks(ast.parse("\n".join(lines)))
    direct = "from functools import cache\nfrom content.tables import catalog\n@cache\ndef f(): return catalog.facts()"
    assert set(reaching({"a": ast.parse(direct)})) == {"a.f"}
    first = "from functools import lru_cache\nfrom b import g\n@lru_cache(maxsize=3)\ndef f(): return g()"
    second = "from content.view import View\ndef g(): return View.of({})"
    assert set(reaching({"a": ast.parse(first), "b": ast.parse(second)})) == {"a.f"}
