"""One file of the edition: the bars around a page, and what draws its charts."""

from __future__ import annotations

from components import frame
from content.files import html_file
from content.files.markdown import tag
from content.language.messages import LANGUAGES, Text
from content.tables import catalog
from content.view import View
from edition.render import Renderer
from edition.site import Site, current
from edition.states import ASSUMPTIONS, HELD, STEPS, State, first

ASSETS, CHARTS = "../assets", "../charts"


def render(site: Site, state: State) -> tuple[str, dict[str, str]]:
    """The file of a state, and the specifications of its charts by name."""
    t = Text(state["lang"])
    renderer = Renderer(t, site.link(state), site.options(state))
    main = renderer.children(site.visits[state].main)
    body = "".join(
        (
            tag("a", t("edition.skip"), class_="skip", href="#main"),
            _bars(site, state, t),
            tag("main", _steps(site, state, t), main, id="main", class_=f"page-{frame.PAGES[state.page]}"),
            tag("footer", tag("p", t("edition.about", version=catalog.dataset().version)), class_="note"),
        )
    )
    view = View.of(state.address)
    title = " · ".join((t(f"page.{frame.PAGES[state.page]}"), view.scenario_text(), t("app.name")))
    return html_file.document(t, title, _head(site, state, renderer.charts), body), renderer.charts


def _head(site: Site, state: State, charts: dict[str, str]) -> str:
    parts = [
        tag("link", rel="icon", href=f"{ASSETS}/icon.png"),
        tag("link", rel="stylesheet", href=f"{ASSETS}/edition.css"),
    ]
    parts += [
        tag("link", rel="alternate", hreflang=language, href=site.address(state, other))
        for language in LANGUAGES
        if (other := site.at(state.but(lang=language)))
    ]
    scripts = [f"{ASSETS}/{html_file.DRAWING.name}", *(f"{CHARTS}/{name}.js" for name in charts)] if charts else []
    parts += [tag("script", defer=True, src=source) for source in (*scripts, f"{ASSETS}/{html_file.SCRIPT.name}")]
    return "".join(parts)


def _bars(site: Site, state: State, t: Text) -> str:
    """Name, pages and languages."""
    assumed = {name: state[name] for name in ASSUMPTIONS}
    pages = (
        (t(f"page.{frame.PAGES[page]}"), page, site.near(first(page, state["lang"]).but(**assumed))) for page in HELD
    )
    links = (
        tag("li", tag("a", label, href=site.address(state, end), **current(page == state.page)))
        for label, page, end in pages
        if end
    )
    languages = (
        tag("a", name, href=site.address(state, end), lang=language, **current(language == state["lang"]))
        for language, name in LANGUAGES.items()
        if (end := site.at(state.but(lang=language)))
    )
    return tag(
        "header",
        tag("p", t("app.name"), class_="name"),
        tag("nav", tag("ul", *links), class_="pages", aria_label=t("edition.pages")),
        tag("nav", *languages, class_="languages", aria_label=t("control.lang")),
    )


def _steps(site: Site, state: State, t: Text) -> str:
    """Back, the menu of all steps, and on; nothing where a page has one step alone."""
    steps = site.steps(state)
    here = next((place for place, step in enumerate(steps) if _same_step(step, state)), None)
    if len(steps) < 2 or here is None:
        return ""
    own = state.page in STEPS
    title = t(f"page.{frame.PAGES[state.page]}") if own else t("assumptions.title")
    labels = [str(place + 1) if own else View.of(step.address).scenario_text() for place, step in enumerate(steps)]
    back, on = (
        tag("a", label, rel=rel, href=site.address(state, steps[place]), class_="step")
        if 0 <= place < len(steps)
        else ""
        for label, rel, place in (
            (f"← {t('slides.back')}", "prev", here - 1),
            (f"{t('slides.next')} →", "next", here + 1),
        )
    )
    menu = site.choices(state, title, zip(labels, steps, strict=True), steps[here])
    return tag("div", menu, tag("div", back, on, class_="on"), class_="steps")


def _same_step(step: State, state: State) -> bool:
    name = STEPS.get(state.page)
    return step[name] == state[name] if name else step == state
