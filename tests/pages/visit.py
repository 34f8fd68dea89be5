"""A visitor of the dashboard, without a browser."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from components.frame import PAGES

ROOT = Path(__file__).parents[2]
TIMEOUT = 30  # seconds; only a hang reaches it


def open_page(address: str, **parameters: str) -> AppTest:
    """The page at an address with parameters, as a first visit."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)
    app.run()
    if address:
        app.switch_page(f"pages/{PAGES[address]}.py")
    for name, value in parameters.items():
        app.query_params[name] = value
    return healthy(app.run())


def healthy(app: AppTest) -> AppTest:
    """The same page, having shown no exception and no error box."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def headline(app: AppTest) -> str:
    """The finding at the top of the page."""
    return str(app.title[0].value)


def metrics(app: AppTest) -> dict[str, str]:
    """Cards by label."""
    return {metric.label: metric.value for metric in app.metric}


def address(app: AppTest) -> dict[str, str]:
    """What stands in the address."""
    return {name: values if isinstance(values, str) else values[-1] for name, values in app.query_params.items()}
