"""The assumptions that all pages share: hardware, effective MFU, PUE, region and year."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import urlstate
from components.controls import bound
from content.language.messages import LANGUAGES
from content.state.parameters import ASSUMPTIONS
from content.tables import catalog
from content.view import View


def language(view: View) -> None:
    """The language switch; its labels are the languages' own names and the same in every language."""
    chosen = view.state.lang
    bound.show(
        st.segmented_control,
        "language",
        chosen,
        _set_language,
        {"default": chosen},
        label=view.t("control.lang"),
        options=list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        label_visibility="collapsed",
        required=True,
    )


def _set_language() -> None:
    urlstate.set_value("lang", st.session_state["language"])


def panel(view: View) -> None:
    """The sidebar's panel; every control starts at `as published`."""
    t = view.t
    regions = catalog.region_names(t.language)
    chips = {chip_id: str(chip["name"]) for chip_id, chip in catalog.accelerators().items()}

    def named(names: dict[str, str]) -> Callable[[str | None], str]:
        return lambda value: t("control.published") if value is None else names[value]

    def plain(value: float | None) -> str:
        return t("control.published") if value is None else f"{value:.2f}"

    st.subheader(t("assumptions.title"))
    st.caption(t("assumptions.intro"))
    bound.menu(view, "hardware", named(chips))
    bound.slider(view, "mfu", plain)
    bound.slider(view, "pue", plain)
    bound.menu(view, "region", named(regions), (None, *regions))
    bound.slider(view, "year", lambda year: t("control.published") if year is None else str(year))
    bound.button(view, "control.reset", dict.fromkeys(ASSUMPTIONS), wide=True)
    st.caption(t("assumptions.address"))
