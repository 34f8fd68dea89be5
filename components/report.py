"""The button that gives the present view as a file; nothing is written before it is pressed."""

from __future__ import annotations

import streamlit as st

from components import scheduling, urlstate
from content.files.report import Report
from content.page import Page
from content.tables import datasets
from content.view import View


def button(record: Page, view: View) -> None:
    """Draw the button; the page is made anew for the file, as a view is all that it depends on."""
    t, version, link = view.t, datasets.current_version(), urlstate.link()

    def write() -> bytes:
        with scheduling.place(), datasets.using(version):
            return Report(view, t(f"page.{record.name}"), link, record.parts(view)).html().encode()

    st.download_button(
        t("report.button"),
        write,
        f"model-footprint-{record.name}.html",
        "text/html",
        key=f"report.{t.language}",
        help=t("report.help"),
        on_click="ignore",
    )
