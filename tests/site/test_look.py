"""The look in a real browser: every component in both languages, light and dark, wide and narrow."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from playwright.sync_api import Page

from academy.urls import urlpatterns as academy_urls
from tests.browsing import ROOT, assert_accessible, assert_fits, screenshot, signed_in
from tests.factories.people import PersonFactory

PUBLIC = ["", "about/", "privacy/", "accessibility/", "accounts/login/", "accounts/password/reset/", "none/"]
MARKS = "ปู่ ที่ น้ำ ญู ฐู ฎู กำ ปั๊ ฝื"
SHEETS = ("tokens", "dark", "base", "components", "print")
CSS = {name: (ROOT / "static" / "site" / f"{name}.css").read_text() for name in SHEETS}


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=f"ชื่อ {MARKS}", help_text="ตามบัตรประจำตัว")
    office = forms.ChoiceField(label="หน่วยงาน", choices=[("", MARKS), ("a", "กรม")], required=False)
    reason = forms.CharField(label="เหตุผล", widget=forms.Textarea, required=False)
    level = forms.ChoiceField(label="ระดับ", choices=[("1", MARKS), ("2", "สูง")], widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(
        label="ด้าน", choices=[("1", MARKS), ("2", "ข้อมูล")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label=f"รับทราบ {MARKS}", help_text="อ่านก่อน")
    file = forms.FileField(label="แฟ้ม", required=False)


def components(request: HttpRequest) -> HttpResponse:
    """All components on one page; a form that was sent empty."""
    page = Paginator(range(300), 10).get_page(request.GET.get("page", 7))
    return render(request, "tests/components.html", {"form": Sample({}), "page_of_list": page, "marks": MARKS})


urlpatterns = [path("th/components/", components), path("en/components/", components), *academy_urls]


@pytest.fixture
def gallery(settings: Any) -> None:
    """The page of components, which only these tests have."""
    settings.ROOT_URLCONF = __name__
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]


def declarations(block: str) -> dict[str, str]:
    """The custom properties of one rule."""
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def test_the_dark_recolours_every_coloured_token_and_nothing_else() -> None:
    coloured = {name for name, value in declarations(CSS["tokens"]).items() if re.search(r"#|rgb", value)}
    assert set(declarations(CSS["dark"])) == coloured


@pytest.mark.browser
@pytest.mark.parametrize(
    ("device", "chosen", "seen"),
    [
        ("light", "", "light"),
        ("dark", "", "dark"),
        ("light", "dark", "dark"),
        ("dark", "light", "light"),
    ],
)
def test_the_choice_of_the_reader_goes_before_the_device(page: Page, device: Any, chosen: str, seen: str) -> None:
    page.emulate_media(color_scheme=device)
    if chosen:
        page.context.add_cookies([{"name": "look", "value": chosen, "domain": "localhost", "path": "/"}])
    page.goto("/th/about/")
    sheet = CSS["dark" if seen == "dark" else "tokens"]
    paper = page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper')")
    assert paper == declarations(sheet)["--paper"]
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == seen


def test_every_token_that_is_used_is_defined() -> None:
    defined = {name for sheet in CSS.values() for name in declarations(sheet)}
    used = {name for sheet in CSS.values() for name in re.findall(r"var\((--[\w-]+)", sheet)}
    optional = {"--cluster-gap", "--grid-least", "--cloth"}
    assert used - defined <= optional


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_words_and_borders_stand_out_on_every_ground(look: str) -> None:
    light = declarations(CSS["tokens"])
    token = light if look == "light" else {**light, **declarations(CSS["dark"])}
    grounds = ["--paper", "--surface"]
    inks = ("--ink", "--ink-soft", "--accent", "--good", "--warn", "--bad")
    words = [(ink, ground) for ink in inks for ground in grounds]
    words += [(f"--{kind}", f"--{kind}-soft") for kind in ("accent", "good", "warn", "bad", "gold")]
    words += [("--ink", f"--{kind}-soft") for kind in ("accent", "good", "warn", "bad", "gold")]
    words += [("--accent-ink", "--accent"), ("--accent-ink", "--accent-strong"), ("--ink-soft", "--line")]
    words += [(ink, ground) for ink in ("--deep-ink", "--deep-soft") for ground in ("--deep", "--thread")]
    faint = {pair: round(contrast(token[pair[0]], token[pair[1]]), 2) for pair in words}
    assert not {pair: ratio for pair, ratio in faint.items() if ratio < 4.5}
    edges = [("--line-strong", ground) for ground in grounds] + [("--focus", ground) for ground in grounds]
    assert all(contrast(token[edge], token[ground]) >= 3 for edge, ground in edges)


@pytest.mark.browser
@pytest.mark.usefixtures("gallery")
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_component_is_accessible_and_fits(page: Page, language: str, look: str) -> None:
    signed_in(page, PersonFactory.create())
    page.context.add_cookies([{"name": "look", "value": look, "domain": "localhost", "path": "/"}])
    page.goto(f"/{language}/components/")
    assert_accessible(page)
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert_fits(page)
        screenshot(page, f"components-{language}-{look}-{width}")


@pytest.mark.browser
@pytest.mark.usefixtures("gallery")
def test_buttons_and_fields_are_large_enough_to_hit(page: Page) -> None:
    page.goto("/th/components/")
    small = page.evaluate(
        """(targets) => [...document.querySelectorAll(targets)]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
        .map((e) => e.outerHTML.slice(0, 80))""",
        ".button, .choice, summary, .pagination a, .tabs a, .site-search button",
    )
    assert small == []


@pytest.mark.browser
@pytest.mark.usefixtures("gallery")
def test_no_thai_mark_is_cut_off(page: Page) -> None:
    signed_in(page, PersonFactory.create())
    page.goto("/th/components/")
    page.evaluate("document.fonts.ready")
    # A control cuts off what leaves its line, so the line has room for the highest mark and the deepest vowel, each
    # on its own side of the baseline. Elsewhere lines only must not run into each other: a tone mark meets a vowel.
    cut = page.evaluate(
        """(controls) => [...document.querySelectorAll("[data-marks], .menu__name, " + controls)].flatMap((e) => {
        const style = getComputedStyle(e);
        const measure = document.createElement("canvas").getContext("2d");
        measure.font = `${style.fontWeight} ${style.fontSize} Sarabun`;
        const cuts = e.matches(controls) || style.overflowX === "hidden";
        const ink = measure.measureText(cuts ? "ปั๊ฎู" : "ที่ญู");
        const above = ink.actualBoundingBoxAscent, below = ink.actualBoundingBoxDescent;
        const leading = (parseFloat(style.lineHeight) - ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent) / 2;
        const room = [leading + ink.fontBoundingBoxAscent, leading + ink.fontBoundingBoxDescent];
        const fits = cuts ? room[0] >= above && room[1] >= below : room[0] + room[1] >= above + below;
        return fits ? [] : [`${e.outerHTML.slice(0, 60)}: ${room} < ${above}, ${below}`];
    })""",
        "input:not([type=checkbox],[type=radio],[type=file],[type=hidden]), select",
    )
    assert page.locator("[data-marks]").count() > 5
    assert cut == []


@pytest.mark.browser
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_accessible_and_fits_a_small_screen(page: Page, language: str, address: str) -> None:
    answer = page.goto(f"/{language}/{address}")
    assert answer is not None
    assert answer.status == (404 if address == "none/" else 200)
    assert_accessible(page)
    name = f"{language}-{address.strip('/').replace('/', '-') or 'home'}"
    screenshot(page, f"{name}-1280")
    page.set_viewport_size({"width": 320, "height": 640})
    assert_fits(page)
    assert_accessible(page)
    screenshot(page, f"{name}-320")


@pytest.mark.browser
def test_the_keyboard_reaches_the_text_first_and_a_menu_closes_with_escape(page: Page) -> None:
    signed_in(page, PersonFactory.create())
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    summary = page.locator(".site-nav .menu > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".site-nav .menu").get_attribute("open") is not None
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert page.locator(".site-nav .menu").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.browser
def test_the_fonts_come_once_each_and_the_page_is_light(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/th/", wait_until="networkidle")
    fonts = [address for address in asked if address.endswith(".woff2")]
    assert len(fonts) == len(set(fonts))
    assert any("thai-400" in address for address in fonts)
    assert page.evaluate("document.fonts.check('18px Sarabun', 'ก')")
    host = page.url.split("/th/")[0]
    assert [address for address in asked if not address.startswith((host, "data:"))] == []


@pytest.mark.browser
def test_headings_of_a_page_go_down_one_level_at_a_time(page: Page) -> None:
    page.goto("/th/privacy/")
    levels = [int(name[1]) for name in page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(e => e.tagName)")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.browser
def test_a_printed_page_is_its_text_alone(page: Page) -> None:
    page.goto("/th/privacy/")
    page.emulate_media(media="print")
    assert not page.locator(".site-footer").is_visible()
    assert not page.locator(".site-nav").is_visible()
    assert page.locator(".prose").is_visible()
    screenshot(page, "print-privacy")
