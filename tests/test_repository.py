"""The files around the code: versions agree, dependencies are pinned and explained, links lead somewhere."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from content.language.messages import LANGUAGES, Text
from content.site import PAGES
from footprint.load import load

ROOT = Path(__file__).parents[1]
IN_TURN = "# What these need in turn:"
PIN = re.compile(r'^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([0-9][0-9A-Za-z.]*)(?:; sys_platform != "win32")?(\s+#.*)?$')
TEXT_FILES = {".py", ".md", ".toml", ".txt", ".cff", ".sh", ".csv", ".po", ".css", ""}
# A home folder, a temporary folder or a drive letter: paths of somebody's machine. `/srv` stands in an example.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])(?:/home/\w|/root\b|/Users/\w|/work/|/tmp/|[A-Z]:\\\w)")
# Addresses may hold `/home/` or `/work/`; they are no paths of a machine.
WEB_ADDRESS = re.compile(r"https?://[^\s,)\"'>]+")


def tracked() -> list[Path]:
    """Every file of the repository, or, outside of git, every file that is no cache."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
    skipped = {".venv", ".git", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & {*path.parts}]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def requirements(part: str) -> dict[str, tuple[str, str]]:
    """Package -> version and reason."""
    found = {}
    for line in part.splitlines():
        if line.strip() and not line.startswith(("#", "-r ")):
            pin = PIN.match(line)
            assert pin, f"not pinned: {line}"
            found[pin[1].lower()] = (pin[2], (pin[3] or "").strip(" #"))
    return found


def direct() -> dict[str, tuple[str, str]]:
    """The dependencies that the project itself asks for."""
    return requirements(text("requirements.txt").split(IN_TURN)[0])


def test_one_version_everywhere() -> None:
    versions = {
        "pyproject.toml": tomllib.loads(text("pyproject.toml"))["project"]["version"],
        "CITATION.cff": re.findall(r"^version: (\S+)$", text("CITATION.cff"), re.M)[0],
        "CHANGELOG.md": re.findall(r"^## (\S+)", text("CHANGELOG.md"), re.M)[0],
        "data": load().version,
    }
    assert len(set(versions.values())) == 1, versions


def test_the_citation_has_the_date_of_the_release() -> None:
    date = re.findall(r"^date-released: (\S+)$", text("CITATION.cff"), re.M)[0]
    assert re.findall(r"^## \S+ - (\S+)", text("CHANGELOG.md"), re.M)[0] == date


def test_the_readme_says_what_each_page_answers() -> None:
    rows = re.findall(r"^\| (.+?) \| .+\? \|$", text("README.md"), re.M)
    assert rows == [Text("en")(f"page.{page.name}") for page in PAGES.values()]


def test_every_direct_dependency_has_its_reason_here_and_in_the_readme() -> None:
    readme = text("README.md")
    for package, (_, reason) in direct().items():
        assert reason, package
        assert f"| {package} |" in readme, package
    assert set(re.findall(r"^\| ([a-z0-9-]+) \|", readme.split("## Dependencies")[1], re.M)) == set(direct())


def test_tools_are_pinned_with_their_reason_and_named_in_the_readme() -> None:
    tools = requirements(text("requirements-dev.txt"))
    assert tools
    for package, (_, reason) in tools.items():
        assert reason, package
        assert package in text("README.md"), package


def test_whatever_the_program_imports_is_a_direct_dependency() -> None:
    distributions = packages_distributions()
    wanted = set()
    for path in (
        ROOT / "app.py",
        *(
            p
            for d in ("pages", "components", "content", "web", "footprint", "runtime")
            for p in (ROOT / d).rglob("*.py")
        ),
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wanted |= {name.split(".")[0] for name in names}
    outside = wanted - set(sys.stdlib_module_names) - {"components", "content", "footprint", "web", "runtime"}
    assert {distributions[name][0].lower() for name in outside} <= set(direct())


def test_all_that_is_needed_in_turn_is_pinned() -> None:
    pinned = requirements(text("requirements.txt"))
    needed, waiting = set[str](), set(direct())
    while waiting:
        package = waiting.pop()
        needed.add(package)
        assert version(package) == pinned[package][0], package
        wanted = [Requirement(line) for line in requires(package) or ()]
        names = {one.name.lower().replace("_", "-") for one in wanted if not one.marker or one.marker.evaluate()}
        waiting |= {name.replace("typing-extensions", "typing_extensions") for name in names} - needed
    # Elsewhere some of them are not needed: watchdog on macOS, typing_extensions on newer Pythons.
    if sys.platform == "linux" and sys.version_info[:2] == (3, 11):
        assert needed == set(pinned)


def test_no_path_of_somebody_s_machine() -> None:
    found = {}
    for path in tracked():
        if path.suffix in TEXT_FILES and path != Path(__file__):
            lines = WEB_ADDRESS.sub("", path.read_text(encoding="utf-8"))
            if hits := MACHINE_PATH.findall(lines):
                found[path.relative_to(ROOT).as_posix()] = hits
    assert found == {}


@pytest.mark.parametrize("line", ["see /home/ada/x", "open('/tmp/x')", r"C:\data", "/work/main", "cd /root"])
def test_a_path_of_a_machine_would_be_found(line: str) -> None:
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "page",
    [
        *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md")),
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/LICENSE.md"),
    ],
)
def test_links_between_files_lead_somewhere(page: str) -> None:
    assert [target for target in linked_files(page) if not ((ROOT / page).parent / target).exists()] == []


def linked_files(page: str) -> list[str]:
    """What a page's links lead to, but for addresses of the web."""
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text(page))
    return [target for target in targets if not target.startswith(("http:", "https:"))]


def test_links_between_files_are_seen() -> None:
    assert "docs/deployment.md" in linked_files("README.md")


def test_the_readme_names_every_folder_and_every_command() -> None:
    readme = text("README.md")
    for folder in ("pages", "components", "content", "web", "footprint", "data", "tests", "docs"):
        assert (ROOT / folder).is_dir()
        assert re.search(rf"^{folder}/ ", readme, re.M), folder
    commands = re.findall(r"^([a-z]+):.*##", text("Makefile"), re.M)
    assert commands
    for command in set(commands) - {"chromium"}:
        assert f"make {command}" in readme, command


def test_decisions_are_numbered_and_complete() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        body = path.read_text(encoding="utf-8")
        assert body.startswith(f"# {int(path.name[:4])}. "), path.name
        for part in ("Status: ", "## Context", "## Decision", "## Consequences"):
            assert part in body, f"{path.name}: {part}"


def test_the_example_in_the_readme_runs() -> None:
    example = re.findall(r"```python\n(.*?)```", text("README.md"), re.S)[0]
    *lines, last = example.strip().splitlines()
    namespace: dict[str, object] = {}
    exec("\n".join([*lines, f"shown = {last}"]), namespace)
    shown = namespace["shown"]
    assert list(shown) == sorted(shown)  # type: ignore[call-overload]
    assert len(shown) == 3  # type: ignore[arg-type]


def test_ci_runs_the_readme_s_test_command() -> None:
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    assert "make test" in ci.read_text()
    for recipe in re.findall(r"^\t(.*)$", text("Makefile"), re.M):
        assert "|| true" not in recipe
        assert not recipe.startswith("-")


def test_the_readme_names_every_language() -> None:
    names = {"en": "English", "zh": "Simplified Chinese"}
    assert set(names) == set(LANGUAGES)
    for name in names.values():
        assert name in text("README.md")
