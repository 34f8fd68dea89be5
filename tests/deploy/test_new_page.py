"""`make new-page` and the page of ten lines in CONTRIBUTING.md, in a copy of the repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", ".*_cache", "__pycache__", ".hypothesis", "build", "screenshots"
)
NAME, LINES = "bert", 10
# What is asked of every page, without a browser, and in these files of this page alone.
TESTS = (
    "tests/pages/test_site.py", "tests/pages/test_every_page.py", "tests/pages/test_panels.py",
    "tests/web/test_preview.py", "tests/content/test_locales.py", "tests/test_repository.py",
)  # fmt: skip
CHOSEN = f"{NAME} or lacks or readme_says or translation_is_complete or asked_for or message_is_left"
OPENED = """
from tests.pages.visit import cards, headline, open_page
for language in ("en", "zh"):
    app = open_page("bert", lang=language, region="FRA")
    print(headline(app), *(f"{card.value} {card.about}".replace("\\n", " ") for card in cards(app)), sep="\\n")
"""


def run(folder: Path, *command: str, succeeds: bool = True) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode == 0) == succeeds, done.stdout + done.stderr
    return done.stdout if succeeds else done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with a page more."""
    folder = tmp_path_factory.mktemp("new_page") / "copy"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    written = run(folder, "deploy/new_page.py", NAME).split()
    assert {f"content/pages/{NAME}.py", f"pages/{NAME}.py"} <= set(written)
    return folder


def test_the_commands_are_those_of_the_makefile() -> None:
    assert "deploy/new_page.py $(NAME)" in (ROOT / "Makefile").read_text()


def test_a_new_page_opens_and_lacks_nothing(copy: Path) -> None:
    ran = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", CHOSEN, *TESTS)
    assert int(re.findall(r"(\d+) passed", ran)[0]) > 15
    run(copy, "-m", "ruff", "check", "--no-cache", ".")
    run(copy, "-m", "ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.parametrize("name", ["growth", "ranking", "Water", "../x", "overview"])
def test_a_name_that_is_taken_or_none_is_refused_and_nothing_is_written(copy: Path, name: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*.p[yo]")}
    assert name in run(copy, "deploy/new_page.py", name, succeeds=False)
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*.p[yo]")} == before


def test_the_page_of_ten_lines_shows_an_estimate_with_its_source(copy: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.S)
    assert f"make new-page NAME={NAME}" in text
    code = [line for line in block.splitlines() if line and '"""' not in line]
    assert len(code) == LINES
    page = copy / "content" / "pages" / f"{NAME}.py"
    page.write_text(block, encoding="utf-8")
    run(copy, "-m", "ruff", "check", "--no-cache", str(page))
    run(copy, "-m", "ruff", "format", "--no-cache", "--check", str(page))
    english, english_card, chinese, chinese_card = run(copy, "-c", OPENED).splitlines()
    assert (english, chinese) == ("What this page finds", "本页的发现")
    for card in (english_card, chinese_card):
        assert re.match(r"[\d.]+\s(t|kg)\sCO₂e ", card)
        assert "href=" in card
