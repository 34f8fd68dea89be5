"""All pages of the dashboard, in the order of its navigation."""

from __future__ import annotations

from content.page import Page
from content.pages import (
    data,
    emissions,
    growth,
    inference,
    method,
    model,
    regions,
    yours,
)

PAGES: dict[str, Page] = {
    page.address: page
    for page in (
        growth.PAGE,
        emissions.PAGE,
        model.PAGE,
        regions.PAGE,
        yours.PAGE,
        inference.PAGE,
        data.PAGE,
        method.PAGE,
    )
}
