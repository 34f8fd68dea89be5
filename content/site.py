"""All pages of the dashboard, in the order of its navigation."""

from __future__ import annotations

from content.page import Page
from content.pages import (
    claims,
    data,
    emissions,
    growth,
    inference,
    method,
    model,
    overview,
    present,
    regions,
    teach,
    tour,
    yours,
)

PAGES: dict[str, Page] = {
    page.address: page
    for page in (
        overview.PAGE,
        growth.PAGE,
        emissions.PAGE,
        model.PAGE,
        regions.PAGE,
        yours.PAGE,
        inference.PAGE,
        claims.PAGE,
        data.PAGE,
        method.PAGE,
        tour.PAGE,
        present.PAGE,
        teach.PAGE,
    )
}
