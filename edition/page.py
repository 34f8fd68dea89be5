"""One file of the edition: the bars around a page, and what draws its charts."""

from __future__ import annotations

from markupsafe import Markup

from content.files import html_file
from content.language.messages import LANGUAGES, Text
from content.page import page_name
from content.state.parameters import ASSUMPTIONS
from content.tables import catalog
from content.view import View
from edition.site import TEMPLATES, Site
from edition.states import HELD, STEPS, State, first

ASSETS, CHARTS = "../assets", "../charts"


def render(site: Site, state: State) -> tuple[str, dict[str, str]]:
    """The file of a state, and the specifications of its charts by name."""
    t, still = Text(state["lang"]), site.still(state)
    main = still.html(site.parts[state])
    menu, back, on = _steps(site, state, t)
    title = " · ".join((_title(state.page, t), state.view.scenario_text(), t("app.name")))
    written = html_file.template("edition.html", TEMPLATES).render(
        t=t,
        language=html_file.language_of(t),
        title=title,
        name=page_name(state.page),
        alternates={code: address for _, code, address, _ in _languages(site, state)},
        scripts=_scripts(still.charts),
        pages=_pages(site, state, t),
        languages=_languages(site, state),
        steps=menu,
        back=back,
        on=on,
        main=main,
        version=catalog.dataset().version,
    )
    return written, still.charts


def _title(page: str, t: Text) -> str:
    return t(f"page.{page_name(page)}")


def _scripts(charts: dict[str, str]) -> list[str]:
    drawing = [f"{ASSETS}/{html_file.DRAWING.name}", *(f"{CHARTS}/{name}.js" for name in charts)] if charts else []
    return [*drawing, f"{ASSETS}/{html_file.SCRIPT.name}"]


def _pages(site: Site, state: State, t: Text) -> list[tuple[str, str, bool]]:
    """Title and address of each page under the same assumptions, and whether it is this one."""
    assumed = {name: state[name] for name in ASSUMPTIONS}
    ends = ((page, site.near(first(page, state["lang"]).but(**assumed))) for page in HELD)
    return [(_title(page, t), site.address(state, end), page == state.page) for page, end in ends if end]


def _languages(site: Site, state: State) -> list[tuple[str, str, str, bool]]:
    """Name, code and address of the state in each language, and whether it is this one's."""
    ends = ((code, name, site.at(state.but(lang=code))) for code, name in LANGUAGES.items())
    return [(name, code, site.address(state, end), code == state["lang"]) for code, name, end in ends if end]


def _steps(site: Site, state: State, t: Text) -> tuple[Markup | None, str, str]:
    """The menu of all steps, and the addresses of those before and after; nothing where a page has one step alone."""
    steps = site.steps(state)
    here = next((place for place, step in enumerate(steps) if _same_step(step, state)), None)
    if len(steps) < 2 or here is None:
        return None, "", ""
    own = state.page in STEPS
    title = _title(state.page, t) if own else t("assumptions.title")
    labels = [str(place + 1) if own else View.of(step.address).scenario_text() for place, step in enumerate(steps)]
    back, on = (site.address(state, steps[place]) if 0 <= place < len(steps) else "" for place in (here - 1, here + 1))
    return site.choices(state, title, zip(labels, steps, strict=True), steps[here]), back, on


def _same_step(step: State, state: State) -> bool:
    name = STEPS.get(state.page)
    return step[name] == state[name] if name else step == state
