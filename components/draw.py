"""Parts of a page as elements of Streamlit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from components import figure, frame, report, share, upload, urlstate
from components.controls import bound
from components.panel import panel
from content import controls, parts, site
from content.controls import Control
from content.page import Page
from content.parts import Part
from content.view import View

BOXES = {"info": st.info, "warning": st.warning}


def page(record: Page) -> None:
    """Draw a page in the state of its address; what its file in pages/ does."""
    view, figures = urlstate.view(), False
    for part in record.parts(view):
        figures = figures or isinstance(part, parts.Cards | parts.Chart | parts.Projected)
        _draw(part, view)
    st.divider()
    if figures:
        report.button(record, view)


def draw(several: Iterable[Part], view: View) -> None:
    """Draw parts one below the other."""
    for part in several:
        _draw(part, view)


def _draw(part: Part, view: View) -> None:
    match part:
        case parts.Finding():
            figure.finding(part)
        case parts.Cards():
            figure.cards(part.figures, view.t)
        case parts.Chart():
            figure.draw_chart(part, view.t)
        case parts.Table():
            _table(part)
        case parts.Upload():
            upload.section()
        case parts.Share(name):
            share.button(view, site.PAGES[name])
        case _ if isinstance(part, parts.Holder):
            _holder(part, view)
        case _ if isinstance(part, Control):
            _control(part, view)
        case _:
            _text(part, view)


def _text(part: Part, view: View) -> None:
    """Words and links."""
    match part:
        case parts.Section(title):
            figure.section(title)
        case parts.Words(markdown, align):
            st.markdown(markdown, text_alignment=align)
        case parts.Note(markdown):
            st.caption(markdown)
        case parts.Notice(markdown, kind):
            BOXES[kind](markdown)
        case parts.Formula(latex):
            st.latex(latex)
        case parts.Code(text, language):
            st.code(text(urlstate.link()), language=language or None, wrap_lines=True)
        case parts.Markup(html):
            st.html(html)
        case parts.PageLink(page, label, address):
            st.page_link(frame.page(page, view.t), label=label, query_params=dict(address), width="stretch")
        case parts.Download():
            st.download_button(
                part.label,
                part.write,
                part.name,
                key=f"{part.key}.{view.t.language}",
                on_click="ignore",
                width="stretch",
            )
        case _:
            raise TypeError(f"no way to draw {type(part).__name__}")


def _control(part: Control, view: View) -> None:
    match part:
        case controls.Menu(name, label, options):
            bound.menu(view, name, label, options)
        case controls.Slider(name, label, key, title):
            bound.slider(view, name, label, key, title)
        case controls.Switch(name, label):
            bound.switch(view, name, label)
        case controls.Amount(name):
            bound.amount(view, name)
        case controls.Several(name, label, options):
            bound.several(view, name, label, options)
        case controls.Button():
            bound.draw_button(part, view)


def _holder(part: parts.Holder, view: View) -> None:
    """Parts that hold others."""
    match part:
        case parts.Beside(columns, widths, align, boxed):
            drawn = st.columns(list(widths or [1] * len(columns)), vertical_alignment=align, border=boxed)
            for place, column in zip(drawn, columns, strict=True):
                with place:
                    draw(column, view)
        case parts.Line(held, key, align):
            with st.container(horizontal=True, horizontal_alignment=align, gap="small", key=key or None):
                draw(held, view)
        case parts.Box(held, key, border):
            with st.container(border=border, key=key or None):
                draw(held, view)
        case parts.Panel(name, label, made, needed, small):
            with panel(label, name, needed) as opened:
                if opened or small:
                    draw(made(), view)
        case parts.Projected(chart):
            with st.container(key="presenter"):
                for projected in chart:
                    if isinstance(projected, parts.Chart):
                        figure.draw_chart(projected, view.t, "h1")
                    else:
                        _draw(projected, view)


def _table(table: parts.Table) -> None:
    st.dataframe(
        pd.DataFrame(table.columns),
        hide_index=True,
        height=table.height or "auto",
        alt=table.title,
        placeholder="–",
        column_config={name: _column(form) for name, form in table.forms.items()},
    )


def _column(form: parts.Column) -> Any:
    if form.compact or form.digits:
        return st.column_config.NumberColumn(format="compact" if form.compact else f"%.{form.digits}g")
    return st.column_config.Column(width=form.width, pinned=form.pinned)
