"""A shared link says which figure its sender saw, and a page that shows another one says so and why."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from content.findings import estimate_cards
from content.language.messages import LANGUAGES, Text
from content.site import PAGES
from content.tables import changes, datasets
from content.tables.changes import Change
from content.view import View
from footprint import load
from tests.pages.test_releases import notices
from tests.pages.visit import address, headline, healthy, open_page, slide, written

OLD = "2026.11.1"  # before the first row of the table of changes
FIGURES = {"", "growth", "emissions", "model", "regions", "yours", "inference", "data", "method", "present"}
OTHER = f"emissions~1.2~1~1.4~{load.program()}"


def shared(app: AppTest) -> dict[str, str]:
    """What the link of the share panel states."""
    healthy(app.button(key=f"share.{address(app)['lang']}").click().run())
    link = next(str(code.value) for code in app.code if str(code.value).startswith("?"))
    return {name: texts[-1] for name, texts in parse_qs(urlsplit(link).query).items()}


def unfolded(app: AppTest) -> list[str]:
    """What stands in the list of corrections below the notice."""
    return [
        str(text.value) for one in app.expander if one.label.startswith("What was corrected") for text in one.markdown
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_link_that_is_opened_as_it_was_sent_says_nothing(page: str, language: str) -> None:
    sent = shared(open_page(page, lang=language, region="FRA"))
    assert ("seen" in sent) == (page in FIGURES)
    received = open_page(page, **sent)
    assert notices(received) == []
    assert written(received) == sent


def test_the_figure_is_that_of_the_headline_in_every_language() -> None:
    state = {"model": "bloom-176b", "region": "FRA"}
    english, chinese = (shared(open_page("emissions", lang=language, **state)) for language in LANGUAGES)
    assert english["seen"] == chinese["seen"]
    name, value, low, high, version = english["seen"].split("~")
    shown = estimate_cards.emissions(View.of(state).estimate, View.of(state))
    assert (name, f"{value} t", version) == (
        "emissions",
        f"{shown.value} {shown.unit}".removesuffix(" CO₂e"),
        load.program(),
    )
    assert (low, high) == (shown.low, shown.high)


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_figure_is_set_beside_the_page_s_own_with_the_reason_unknown(language: str) -> None:
    t, own = Text(language), estimate_cards.headlined(View.of({"lang": language}).estimate).text(Text(language))
    app = open_page("emissions", lang=language, seen=OTHER)
    (notice,) = notices(app)
    then = "1.2\u00a0t\u00a0CO₂e · " + t("figure.range", low="1", high="1.4 t CO₂e")
    assert t("release.seen", then=then, now=own) in notice
    assert t("release.seen.unknown", made=load.program()) in notice
    assert address(app)["seen"] == OTHER


def test_a_corrected_rule_is_named_as_the_reason() -> None:
    app = open_page("regions", seen=OTHER.replace(load.program(), OLD))
    (notice,) = notices(app)
    (change,) = (change for change in changes.since(OLD, "regions", {}) if change.visible)
    for text in (Text("en")("release.seen.rule"), f"Made with {OLD}; corrected since:", change.reason["en"]):
        assert text in notice


def test_a_data_version_that_is_not_kept_and_a_setting_that_is_not_known_are_reasons() -> None:
    gone, unknown = f"emissions~1.2~{load.program()}", Text("en")("release.seen.unknown", made=load.program())
    notice = notices(open_page("emissions", seen=gone, data="2001.1.0"))[-1]
    assert Text("en")("release.seen.data") in notice
    assert unknown not in notice
    notice = notices(open_page("emissions", seen=gone, model="gpt-9"))[-1]
    assert Text("en")("release.seen.setting") in notice


def test_the_notice_goes_with_the_first_change_and_a_new_link_has_the_new_figure() -> None:
    app = open_page("emissions", seen=OTHER)
    healthy(app.segmented_control(key="language").set_value("zh").run())
    assert len(notices(app)) == 1  # in the other language it is the same figure
    slide(app, "pue.zh", "1.50")
    assert notices(app) == []
    assert "seen" not in address(app)
    sent = shared(app)
    assert sent["pue"] == "1.50"
    assert sent["seen"] not in ("", OTHER)
    assert notices(open_page("emissions", **sent)) == []


def test_what_is_unfolded_changes_no_figure() -> None:
    app = open_page("regions", data=OLD, seen=OTHER, open="corrected")
    assert address(app)["seen"] == OTHER
    app = open_page("regions", data=OLD, open="corrected", seen=OTHER.replace(load.program(), OLD))
    assert any("corrected since" in notice for notice in notices(app))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "emissions~1~2~2026.11.2", "x" * 5000, "emissions~1e9"])
def test_what_is_no_figure_is_ignored_and_not_repeated(text: str) -> None:
    app = open_page("emissions", seen=text)
    assert notices(app) == []
    assert "seen" not in address(app)


def test_a_link_that_was_copied_out_of_markup_is_understood() -> None:
    assert len(notices(open_page("emissions", **{"amp;seen": OTHER}))) == 1


def test_a_page_without_a_figure_says_nothing() -> None:
    assert notices(open_page("teach", seen=OTHER)) == []
    assert notices(open_page("tour", seen=OTHER, step="5")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_link_says_which_rule_was_corrected_since_it_was_made(language: str) -> None:
    (notice,) = notices(open_page("regions", data=OLD, lang=language))
    small, visible = (
        [change.reason[language] for change in changes.since(OLD, "regions", {}) if change.visible == seen]
        for seen in (False, True)
    )
    assert Text(language)("release.corrected", made=OLD) in notice
    assert visible
    assert all(notice.count(reason) == 1 for reason in visible)
    assert not any(reason in notice for reason in small)


def test_what_rounding_hides_is_unfolded_alone() -> None:
    app = open_page("emissions", data=OLD)
    small = changes.since(OLD, "emissions", {})
    assert small
    assert not any(change.visible for change in small)
    assert not any("corrected since" in notice for notice in notices(app))
    (listed,) = unfolded(app)
    assert all(change.reason["en"] in listed for change in small)
    assert "0.1% at most" in listed


def test_of_the_newest_data_nothing_is_said() -> None:
    app = open_page("regions", data=datasets.newest())
    assert notices(app) == []
    assert unfolded(app) == []


def test_many_corrections_are_counted_and_listed_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tuple(
        Change(
            f"id-{number}", "2099.1.0", ("*",), ("*",), {}, float("inf"), {"en": f"Rule {number % 3}.", "zh": "规则"}
        )
        for number in range(6)
    )
    monkeypatch.setattr(changes, "changes", lambda: rows)
    app = open_page("emissions", data=OLD)
    assert any("3 rules, listed below" in notice for notice in notices(app))
    assert unfolded(app) == ["- Rule 0.\n- Rule 1.\n- Rule 2."]


def test_where_the_sender_s_figure_is_the_same_corrections_are_unfolded_alone() -> None:
    own = shared(open_page("regions"))["seen"].replace(load.program(), OLD)
    app = open_page("regions", seen=own)
    assert notices(app) == []
    assert headline(app)
    (listed,) = unfolded(app)
    assert all(change.reason["en"] in listed for change in changes.since(OLD, "regions", {}))
