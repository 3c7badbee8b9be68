"""The preview in a real browser: files are edited on disk, and what a writer sees of it is looked at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from briefgen.stock import stock_templates
from tests.preview.running import Running, previewing
from tests.projects import FACTS, write_project
from tests.shipped import lend_fonts

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
PATIENCE = 60_000
MINISTER, PUBLIC = "summit-minister-en", "summit-public-en"
TEMPLATE, STYLE, TEXT = "templates/audiences/minister.html.j2", "templates/styles/tokens.css", "data/texts/summit/minister.md"
WORDS = "## bottom_line\n\nThe words of the minister's editor: {{ fact('money')|value }}.\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def folder(tmp_path: Path, font_cache: Path) -> Path:
    lend_fonts(font_cache, tmp_path)
    write_project(tmp_path, {TEXT: WORDS})
    for path in (TEMPLATE, STYLE):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(stock_templates() / path.removeprefix("templates/"), tmp_path / path)
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Running]:
    with previewing(folder) as running:
        yield running


@pytest.fixture
def page(browser: Browser, preview: Running) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{preview.address}#/{MINISTER}")
    expect(page.locator("#title")).to_have_text("The summit")
    yield page
    context.close()
    assert said == [], "the browser has something to complain of"
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(preview.address).netloc}


def phone(page: Page) -> FrameLocator:
    return page.frame_locator("#phone iframe:not(.coming)")


def paper_is_new(page: Page, before: str | None = "") -> str:
    """Wait until the PDF of the page on screen is to be seen, and is another than before; give its version."""
    page.wait_for_function(
        """before => { const now = document.getElementById("panes").dataset.sheets;
        const leaf = document.querySelector("#paper figure");
        return now && now !== before && leaf?.dataset.version === now }""",
        arg=before,
    )
    return str(page.get_attribute("#panes", "data-sheets"))


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_fact_a_text_a_template_and_a_style_are_seen_as_soon_as_they_are_saved(page: Page, folder: Path) -> None:
    value = phone(page).locator("[data-fact=money]").get_by_text("€109 billion").first
    expect(value).to_be_visible()
    paper = paper_is_new(page)

    edit(folder, "data/facts/first.yaml", "109_000_000_000", "112_000_000_000")
    expect(phone(page).get_by_text("€112 billion").first).to_be_visible()
    paper = paper_is_new(page, paper)

    edit(folder, TEXT, "The words of", "Other words of")
    expect(phone(page).get_by_text("Other words of")).to_be_visible()
    paper = paper_is_new(page, paper)

    edit(folder, TEMPLATE, "{% block main %}", "{% block main %}<p>A line of the template.</p>")
    expect(phone(page).get_by_text("A line of the template.")).to_be_visible()
    paper = paper_is_new(page, paper)

    edit(folder, STYLE, "--accent: #0b4f6c", "--accent: #7a1f5c")
    expect(phone(page).locator("h1")).to_have_css("color", "rgb(122, 31, 92)")
    paper_is_new(page, paper)
    expect(page.locator("#status")).to_have_text("up to date")


def test_the_place_that_was_read_stays_when_a_page_changes(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 1600, "height": 500})
    top = phone(page).locator("html").evaluate("() => { scrollTo(0, 100); return scrollY }")
    assert top > 50
    page.wait_for_timeout(300)
    edit(folder, TEXT, "The words of", "Other words of")
    expect(phone(page).get_by_text("Other words of")).to_be_attached()
    assert phone(page).locator("html").evaluate("() => scrollY") == top


def test_a_broken_template_leaves_the_last_good_page_with_the_error_and_its_line_over_it(page: Page, folder: Path) -> None:
    expect(phone(page).get_by_text("€109 billion").first).to_be_visible()
    paper_is_new(page)
    edit(folder, TEMPLATE, "{% block main %}", "{% block main %}\n{{ fact('munny')|value }}\n")
    number = (folder / TEMPLATE).read_text(encoding="utf-8").split("\n").index("{{ fact('munny')|value }}") + 1
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This document cannot be made as it is")
    expect(alert).to_contain_text(f"{TEMPLATE}:{number}")
    expect(alert).to_contain_text("money")
    expect(phone(page).get_by_text("€109 billion").first).to_be_visible()
    expect(page.locator("#paper img").first).to_be_visible()
    expect(page.locator(f"[data-document={MINISTER}] .badge")).to_have_text("broken")
    edit(folder, TEMPLATE, "{{ fact('munny')|value }}", "<p>Mended.</p>")
    expect(alert).to_be_hidden()
    expect(phone(page).get_by_text("Mended.")).to_be_visible()


def test_an_invalid_dataset_lists_what_is_wrong_over_the_last_valid_state_and_recovers(page: Page, folder: Path) -> None:
    expect(phone(page).get_by_text("€109 billion").first).to_be_visible()
    (folder / "data/facts/first.yaml").write_text(FACTS.replace("topic: investment", "topic: nothing").replace("EUR", "XYZ"))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The project cannot be read as it is")
    assert alert.locator("li").count() >= 2
    expect(alert).to_contain_text("data/facts/first.yaml:3")
    expect(phone(page).get_by_text("€109 billion").first).to_be_visible()
    (folder / "data/facts/first.yaml").write_text(FACTS.replace("109_000", "113_000"))
    expect(alert).to_be_hidden()
    expect(phone(page).get_by_text("€113 billion").first).to_be_visible()


def test_pointing_at_a_value_shows_its_fact_source_and_quotation_also_by_keyboard(page: Page) -> None:
    paper_is_new(page)
    value = phone(page).locator("data[data-fact=money] > a").first
    value.hover()
    card = page.locator("#card")
    for words in ("€109 billion", "Overview of the summit", "paragraph 18", "109 billion", "money", f"{TEXT}:3"):
        expect(card).to_contain_text(words)
    page.mouse.move(800, 20)
    expect(card).to_be_hidden()
    value.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("#paper .spot:not(.statement)[data-fact=money]").first.hover()
    expect(card).to_contain_text("Overview of the summit")


def test_choosing_a_fact_shows_every_place_where_it_stands_and_each_leads_there(page: Page) -> None:
    paper_is_new(page)
    phone(page).locator("data[data-fact=money] > a").first.click()
    chosen = page.locator("#chosen")
    expect(chosen.locator("blockquote").first).to_have_text("109 billion")
    places = chosen.locator(".places")
    expect(places).to_contain_text("this document")
    expect(places.locator(f"a[href^='#/{PUBLIC}/']").first).to_be_visible()
    expect(places).to_contain_text(f"{TEXT}:3")
    expect(page.locator("#paper .spot.main")).to_have_count(1)
    places.locator(f"a[href^='#/{PUBLIC}/']").first.click()
    expect(page.locator(f"#list [data-document={PUBLIC}]")).to_have_attribute("aria-current", "page")
    anchor = page.url.rpartition("/")[2]
    target = phone(page).locator(f"#{anchor}")
    expect(target).to_be_in_viewport()
    assert "solid" in target.evaluate("element => element.style.outline")
    paper_is_new(page)
    expect(page.locator(f"#paper .spot.main[data-anchor={anchor}]")).to_be_visible()


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    paper_is_new(page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "document"
    page.keyboard.press("j")
    expect(page.locator(f"#list [data-document={PUBLIC}]")).to_have_attribute("aria-current", "page")
    page.keyboard.press("k")
    expect(page.locator(f"#list [data-document={MINISTER}]")).to_have_attribute("aria-current", "page")
    expect(phone(page).get_by_text("€109 billion").first).to_be_visible()
    expect(page.locator("#facts button").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("#chosen blockquote").first).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator("#tab-findings")).to_be_focused()
    expect(page.locator("#panel-findings")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#panel-facts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("public")
    expect(page.locator("#list a")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(f"#list [data-document={PUBLIC}]")).to_have_attribute("aria-current", "page")
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    assert page.evaluate("document.activeElement.localName") == "iframe"
    page.keyboard.press("2")
    expect(page.locator("#paper")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert found["passes"], "axe checked nothing"
    return [
        f"{rule['id']}: {rule['help']}: {[(node['target'], node.get('failureSummary', '')[:200]) for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_say_at_any_width(page: Page, folder: Path, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    paper_is_new(page)
    told: list[str] = []
    phone(page).locator("data[data-fact=money] > a").first.click()
    expect(page.locator("#chosen blockquote").first).to_be_visible()
    told += violations(page)
    page.keyboard.press("d")
    edit(folder, TEMPLATE, "{% block main %}", "{% block main %}{{ nothing }}")
    expect(page.get_by_role("alert")).to_be_visible()
    for width in (1600, 1024, 390):
        page.set_viewport_size({"width": width, "height": 900})
        told += violations(page)
        inside, shown = page.evaluate("[document.scrollingElement.scrollWidth, document.scrollingElement.clientWidth]")
        assert inside <= shown, f"it is too wide at {width}"
    page.click("#open-documents")
    expect(page.locator("#documents")).to_be_visible()
    told += violations(page)
    assert told == []


def test_the_preview_is_set_in_the_documents_fonts_and_is_dark_where_the_reader_asks_for_it(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded' && font.family.includes('Brief Sans'))")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(230, 233, 237)"


def test_a_site_elsewhere_can_neither_read_nor_embed_the_preview(browser: Browser, preview: Running) -> None:
    context = browser.new_context()
    page = context.new_page()

    def answer(route: Any) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html><title>elsewhere</title>")

    page.route("http://elsewhere.example/**", answer)
    page.goto("http://elsewhere.example/")
    reached = page.evaluate(
        """async address => {
        const tried = [];
        for (const mode of ["cors", "no-cors"]) {
            try {
                const said = await fetch(address + "facts/money", { mode });
                tried.push(await said.text());
            } catch { tried.push("") }
        }
        const picture = new Image();
        const loaded = await new Promise(done => {
            picture.onload = () => done(true); picture.onerror = () => done(false);
            picture.src = address + "documents/summit-minister-en/pages/1";
        });
        const frame = document.createElement("iframe");
        frame.src = address;
        document.body.append(frame);
        await new Promise(done => { frame.onload = done; setTimeout(done, 3000) });
        return { tried, loaded };
        }""",
        preview.address,
    )
    assert reached == {"tried": ["", ""], "loaded": False}
    embedded = [frame for frame in page.frames if frame.parent_frame]
    assert all("Documents" not in (frame.content() if frame.url.startswith("http") else "") for frame in embedded)
    context.close()
