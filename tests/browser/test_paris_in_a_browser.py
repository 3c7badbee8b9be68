"""The shipped project's pages in a real browser: alone, narrow and wide, light and dark, with and without JavaScript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.shipped import Document, Shipped
from tests.words import html_words

Scheme = Literal["light", "dark"]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
)
WIDTHS = (320, 360, 1280)
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
RULES: dict[Scheme, dict[str, object]] = {"light": {}, "dark": {"runOnly": COLOURS}}
"""All of axe's rules in light; in dark those that look at colours."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def opened(context: BrowserContext, document: Document) -> Page:
    page = context.new_page()
    page.goto(document.path(".html").as_uri())
    return page


def test_a_page_asks_for_nothing_but_itself_and_the_browser_has_nothing_to_complain_of(
    reader: BrowserContext, shipped: Shipped
) -> None:
    for document in shipped.documents:
        address = document.path(".html").as_uri()
        page = reader.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'error').length)") == 0
        assert {url for url in asked if not url.startswith("data:")} == {address}, document.stem
        assert said == [], document.stem
        page.close()


def test_a_page_is_set_in_its_own_fonts(reader: BrowserContext, shipped: Shipped) -> None:
    page = opened(reader, shipped.document("minister"))
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].filter(font => font.status == 'loaded').map(font => font.family).sort()[0]")


def test_a_page_scrolls_in_one_direction_only_on_a_phone_and_on_a_large_screen(reader: BrowserContext, shipped: Shipped) -> None:
    wide = []
    for document in shipped.documents:
        page = opened(reader, document)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            inside, shown = page.evaluate("[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]")
            if inside > shown:
                wide.append(f"{document.stem} at {width}: {inside - shown} px too wide")
        page.close()
    assert wide == []


def letters(text: str) -> Counter[str]:
    """Count letters and digits: what styles put around words, and how they part them, is left out."""
    return Counter(character for character in text.casefold() if character.isalnum())


def test_every_word_of_a_page_is_to_be_seen_without_javascript(browser: Browser, shipped: Shipped) -> None:
    context = browser.new_context(java_script_enabled=False)
    for document in shipped.documents:
        page = opened(context, document)
        written = letters(" ".join(html_words(document.html).elements()))
        unseen = written - letters(page.locator("main").inner_text())
        assert not unseen, f"{document.stem}: {unseen}"
        page.close()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_say(browser: Browser, shipped: Shipped, scheme: Scheme) -> None:
    context = browser.new_context(color_scheme=scheme)
    axe, told = Axe(), []
    for document in shipped.documents:
        page = opened(context, document)
        found = axe.run(page, options={**RULES[scheme], "resultTypes": ["violations"]}).response
        assert found["passes"], "axe checked nothing"
        for rule in found["violations"]:
            where = "; ".join(f"{node['target']} {node.get('failureSummary', '')[:160]!r}" for node in rule["nodes"][:3])
            told.append(f"{document.stem}: {rule['id']}: {rule['help']} ({len(rule['nodes'])}): {where}")
        page.close()
    context.close()
    assert told == [], "\n" + "\n".join(told)


def test_the_page_is_dark_where_the_reader_asks_for_it(browser: Browser, shipped: Shipped) -> None:
    paper = {}
    for scheme in RULES:
        context = browser.new_context(color_scheme=scheme)
        corner = opened(context, shipped.document("public")).screenshot(clip={"x": 1, "y": 300, "width": 1, "height": 1})
        paper[scheme] = sum(Image.open(BytesIO(corner)).convert("RGB").getpixel((0, 0))) / 3
        context.close()
    assert paper["light"] > 200
    assert paper["dark"] < 80


def test_the_first_tab_leads_past_the_masthead_to_the_text(reader: BrowserContext, shipped: Shipped) -> None:
    page = opened(reader, shipped.document("policymaker"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")


def test_following_a_value_shows_its_evidence(reader: BrowserContext, shipped: Shipped) -> None:
    page = opened(reader, shipped.document("analyst"))
    link = page.locator("main data > a").first
    target = str(link.get_attribute("href"))
    link.click()
    assert page.evaluate("location.hash") == target
    assert page.locator(f"[id='{target[1:]}']").evaluate(
        "element => { const box = element.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0 }"
    )
