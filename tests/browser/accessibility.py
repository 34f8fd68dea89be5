"""What axe-core finds wrong in a page, by the rules of WCAG 2.2 AA."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Streamlit's own markup, which no setting changes: on a phone the list of pages holds the classroom's in a `div`.
UPSTREAM = {
    ("list", '[data-testid="stSidebarNavItems"]'),
    ("listitem", '[data-testid="stSidebarNavItems"] div > li'),
}
# The style comes with the page's content, and takes a moment to hold.
STYLED = """() => [...document.querySelectorAll('[data-testid=stCaptionContainer]')]
    .every(one => getComputedStyle(one).opacity === '1')"""


def violations(page: Page) -> list[str]:
    """Rule, place and reason of each violation; empty where there is none once the page's style has come."""
    page.wait_for_function(STYLED)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not any(
            rule["id"] == known and page.locator(str(node["target"][0])).and_(page.locator(place)).count()
            for known, place in UPSTREAM
        )
    ]
