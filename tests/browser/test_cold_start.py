"""A link to any page works as the first request of a freshly started server."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from content.site import PAGES
from tests.browser.conftest import TROUBLE, start_server
from tests.browser.visitor import visit


@pytest.mark.browser
@pytest.mark.parametrize(("base", "address"), [*(("", page) for page in PAGES), ("/carbon", ""), ("/carbon", "growth")])
def test_first_request_of_a_fresh_server(browser: Browser, base: str, address: str) -> None:
    server = start_server(STREAMLIT_SERVER_BASE_URL_PATH=base)
    try:
        with visit(browser, f"{server.url}{base}/{address}?region=FRA&lang=en") as found:
            assert found.headline
            assert found.page.get_by_test_id("stException").count() == 0
            assert found.address["region"] == "FRA"
            shown = address
            if address == "present":  # nothing but the chart, until one leaves
                expect(found.page.get_by_test_id("stHeader")).to_be_hidden()
                found.page.get_by_role("link", name="Leave").click()
                shown = ""
            links = found.page.get_by_test_id("stTopNavLink")
            expect(links).to_have_count(sum(not page.classroom for page in PAGES.values()))
            if not PAGES[shown].stated:
                expect(found.page.get_by_test_id("stSidebar").get_by_role("slider")).to_have_count(3)
            assert found.page.get_by_text("Page not found").count() == 0
            if PAGES[shown].classroom:
                found.page.get_by_test_id("stTopNavSection").click()
            current = found.page.locator("[data-testid^=stTopNav][aria-current=page]")
            assert urlsplit(current.get_attribute("href") or "").path == f"{base}/{shown}"
            assert found.trouble == []
        assert not TROUBLE.search(server.said()), server.said()
    finally:
        server.stop()
