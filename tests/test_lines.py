"""What `make lines` counts."""

from __future__ import annotations

from pathlib import Path

from tests.lines import ROOT, counted, javascript, python, table


def test_a_statement_is_one_line_however_long_and_a_docstring_is_none() -> None:
    source = '''"""About the module."""

import math  # for the root

ROOTS = (
    1,
    2,
)


def root(value: float) -> float:
    """About the function."""
    # A comment.
    return math.sqrt(
        value
    )
'''
    assert python(source) == 4


def test_javascript_counts_where_code_stands() -> None:
    assert javascript("/* about\n it */\n// more\nconst a = 1\n\nrun(a) // now\n") == 2


def test_tests_catalogues_and_other_people_s_scripts_do_not_count(tmp_path: Path) -> None:
    for name, text in {
        "web/page.py": "x = 1\ny = 2\n",
        "web/page.js": "const x = 1\n",
        "web/static/plotly.js": "const x = 1\n",
        "content/language/locales/en.po": "",
        "tests/test_page.py": "x = 1\n",
        ".venv/lib/other.py": "x = 1\n",
        "app.py": "x = 1\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert counted(tmp_path) == {"web": 3, "app.py": 1}


def test_the_table_names_every_package_and_the_sum() -> None:
    rows = {line.split()[0]: [int(cell.replace(",", "")) for cell in line.split()[1:]] for line in lines_of_table()}
    total = rows.pop("all")
    assert {"content", "footprint", "runtime", "web", "app.py"} <= set(rows)
    assert total[0] == 11_268
    assert total == [sum(column) for column in zip(*rows.values(), strict=True)]


def lines_of_table() -> list[str]:
    return table(ROOT).splitlines()[1:]
