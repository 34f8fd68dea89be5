"""Layers point down only: pages, components, content, footprint, runtime, data files. Read from imports and calls."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What each package may import of the project itself, besides its own modules.
MAY_IMPORT = {
    "pages": {"components", "content"},
    "components": {"content", "footprint", "runtime"},
    "content": {"footprint", "runtime"},
    "footprint": set[str](),
    "runtime": set[str](),
    "data": set[str](),
    "web": {"components", "content", "footprint", "runtime"},
    "bench": {"components", "content", "footprint"},
    "edition": {"components", "content", "footprint"},
}
ENTRIES = {"app.py": {"web"}}
PROJECT = {*MAY_IMPORT, "tests", "app"}
READS_FILES = {"open", "read_text", "read_bytes", "read_csv", "read_parquet", "read_table", "read_po", "ParquetFile"}
FORBIDDEN = {
    "content": {"streamlit"},
    "footprint": {"streamlit", "plotly", "pandera", "babel", "requests", "urllib", "http", "socket", "sqlite3"},
    "data": {"streamlit", "plotly"},
    "runtime": {"streamlit", "starlette", "fastapi", "pandas", "numpy", "plotly"},
    "web": {"streamlit"},
}
WITHOUT_STREAMLIT = ("content", "footprint", "runtime", "web/api")
FLOORS = 8  # of the house, and of each package in it
LINES = 300


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """Top-level names of all imports of a module, wherever they stand in it."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path)}: relative import"
            names.add((node.module or "").split(".")[0])
    return names


def attributes(path: Path) -> Iterator[str]:
    """Attribute accesses such as `st.query_params`, and names imported from Streamlit under another name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def users(folders: tuple[str, ...], prefix: str) -> set[str]:
    """Modules that use an attribute beginning with `prefix`."""
    return {
        shown(path)
        for folder in folders
        for path in modules(folder)
        if any(name.startswith(prefix) for name in attributes(path))
    }


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    assert modules(package)
    up = {
        shown(path): above
        for path in modules(package)
        if (above := imported(path) & PROJECT - MAY_IMPORT[package] - {package})
    }
    assert up == {}


def module_name(path: Path) -> str:
    return shown(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def arrows(paths: list[Path]) -> dict[str, set[str]]:
    """Module of the project -> those that it imports."""
    names = {module_name(path) for path in paths}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for path in paths:
        for node in ast.walk(tree(path)):
            wanted: list[str] = []
            if isinstance(node, ast.Import):
                wanted = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                wanted = [f"{node.module}.{alias.name}" for alias in node.names]
                wanted = [name if name in names else str(node.module) for name in wanted]
            graph[module_name(path)] |= {name for name in wanted if name in names}
    return graph


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Circles of a graph, each as the modules on it."""
    try:
        list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        return [error.args[1]]
    return []


def test_no_module_imports_itself_through_others() -> None:
    graph = arrows([path for folder in MAY_IMPORT for path in modules(folder)])
    assert len(graph) > 100
    assert circles(graph) == []


def contracted(graph: dict[str, set[str]], depth: int) -> dict[str, set[str]]:
    """The graph of boxes: packages for depth 1, for depth 2 the folders and single modules in them."""
    boxes: dict[str, set[str]] = {}
    for module, others in graph.items():
        box = ".".join(module.split(".")[:depth])
        boxes.setdefault(box, set()).update({".".join(other.split(".")[:depth]) for other in others} - {box})
    return boxes


def floors(graph: dict[str, set[str]]) -> int:
    """Boxes on the longest way down."""
    height: dict[str, int] = {}
    for box in graphlib.TopologicalSorter(graph).static_order():
        height[box] = 1 + max((height[below] for below in graph[box]), default=0)
    return max(height.values(), default=0)


def test_the_house_and_each_package_have_eight_floors_at_most_and_no_circle_of_folders() -> None:
    graph = arrows([*(path for folder in MAY_IMPORT for path in modules(folder)), *(ROOT / name for name in ENTRIES)])
    boxes = contracted(graph, 2)
    assert circles(boxes) == []
    heights = {"the house": floors(contracted(graph, 1))}
    for package in MAY_IMPORT:
        inside = {box for box in boxes if box.split(".")[0] == package}
        heights[package] = floors({box: boxes[box] & inside for box in inside})
    assert heights["content"] > 3
    assert {name: height for name, height in heights.items() if height > FLOORS} == {}


@pytest.mark.parametrize("folder", WITHOUT_STREAMLIT)
def test_what_needs_no_streamlit_does_not_load_it_through_others(folder: str) -> None:
    paths = {module_name(path): path for package in MAY_IMPORT for path in modules(package)}
    graph = arrows(list(paths.values()))
    reached, waiting = set[str](), [module_name(path) for path in modules(folder)]
    assert waiting
    while waiting:
        module = waiting.pop()
        reached.add(module)
        waiting += graph[module] - reached
    assert [module for module in sorted(reached) if "streamlit" in imported(paths[module])] == []


def test_a_circle_would_be_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []
    assert circles(contracted({"p.a.x": {"p.b.y"}, "p.b.y": set(), "p.b.z": {"p.a.x"}}, 2)) != []


def test_floors_are_counted_on_the_longest_way() -> None:
    assert floors({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == 3


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_imports_only_what_it_starts(entry: str) -> None:
    assert imported(ROOT / entry) & PROJECT <= ENTRIES[entry]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_libraries_that_do_not_belong_there(folder: str) -> None:
    used = {shown(path): wrong for path in modules(folder) if (wrong := imported(path) & FORBIDDEN[folder])}
    assert used == {}


def touches_the_address(path: Path) -> bool:
    """Whether a module reads or writes `st.query_params`; those of a request are another thing of the same name."""
    return any(
        isinstance(node, ast.Attribute) and ast.unparse(node) in ("st.query_params", "streamlit.query_params")
        for node in ast.walk(tree(path))
    )


def test_one_module_touches_the_address() -> None:
    touching = {shown(path) for folder in MAY_IMPORT for path in modules(folder) if touches_the_address(path)}
    assert touching == {"components/urlstate.py"}


def test_nobody_uses_streamlit_s_caches() -> None:
    assert users(("pages", "components", "content"), "cache_") == set()


def test_the_estimator_reads_files_in_one_module() -> None:
    """Readers of visitors' tables get bytes: what they call is given no path."""

    def reads(path: Path) -> bool:
        return any(
            isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in READS_FILES
            for node in ast.walk(tree(path))
        )

    readers = {"footprint/readers/parquet.py"}
    assert {shown(path) for path in modules("footprint") if reads(path)} == {"footprint/load.py", *readers}


def test_the_dashboard_does_not_load_what_only_the_build_needs() -> None:
    used = {path for package in ("pages", "components", "content", "footprint") for path in modules(package)}
    assert not {shown(path) for path in used if imported(path) & {"pandera", "data"}}


def test_streamlit_s_script_lies_alone() -> None:
    """Else its old discovery of `pages/` starts, and what lies there becomes importable."""
    folder = ROOT / "components" / "script"
    assert [path.name for path in folder.iterdir() if path.name != "__pycache__"] == ["dashboard.py"]


def test_pages_hold_no_arithmetic_and_no_texts() -> None:
    for path in modules("pages"):
        for node in tree(path).body[1:]:
            for inner in ast.walk(node):
                assert not isinstance(inner, ast.BinOp | ast.Constant), f"{shown(path)}: {ast.unparse(inner)}"


def test_no_module_is_longer_than_a_reader_s_patience() -> None:
    folders = ("pages", "components", "content", "web", "edition", "footprint", "runtime", "data", "tests")
    lengths = {shown(path): len(path.read_text().splitlines()) for folder in folders for path in modules(folder)}
    assert not {path for path, length in lengths.items() if length > LINES}


def test_no_drawers() -> None:
    drawers = {"utils", "helpers", "misc", "common"}
    folders = (*MAY_IMPORT, "tests")
    assert not {shown(path) for folder in folders for path in modules(folder) if path.stem in drawers}
