"""The explorer in a real browser (Chromium): a reader's way through it, and what assistive technology finds."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import SCRIPT
from lxml import etree
from test_explorer import find_article, find_event

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--enable-unsafe-swiftshader"]  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


def is_blocked(told):
    """Whether a message of the console tells of something that the policy blocked.

    YASGUI's sanitiser parses what it cleans in a document that runs nothing; newer Chromium tells of handlers in it.
    """
    cleaning = told.location.get("url", "").endswith("/vendor/yasgui.js") and "inline event handler" in told.text
    return "Security Policy" in told.text and not cleaning


@pytest.fixture
def open_page(browser, server):
    """Opens pages; at the end nothing must have gone elsewhere, failed in a script, or been blocked by the policy."""
    contexts, problems = [], []

    def run(path, *, width=1280, lang="en", theme="light", wait="load"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="ar" if lang == "ar" else "en-GB", color_scheme=theme
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: note(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda told: problems.append(told.text) if is_blocked(told) else None)
        page.goto(server + path, wait_until=wait)
        return page

    def note(url):
        if not url.startswith((server, "data:", "blob:")):
            problems.append(f"asked {url}")

    yield run
    for context in contexts:
        context.close()
    assert not problems


def test_a_reader_s_way(open_page, client, tmp_path, shared):
    page = open_page("/")
    page.fill("main input[type=search]", "الولايات المتحده")
    page.keyboard.press("Enter")
    page.click(".hits a >> nth=0")
    assert page.inner_text("h1") == "United States"
    page.click("table.ties a >> text=Qatar")
    assert "Qatar" in page.inner_text("h1") and page.locator("ol.events li").count() >= 4
    page.click("a.event-link >> text=amends >> nth=0")
    assert page.inner_text("mark.m-act >> nth=0") in ("تعديلات", "amended")
    page.click(".switches a[hreflang=ar]")
    assert page.get_attribute("html", "dir") == "rtl"
    assert "اتفاقية التعاون الدفاعي" in page.inner_text("h1")
    page.goto(page.url.partition("/id/")[0] + "/network")
    assert page.get_attribute("html", "lang") == "ar"  # the choice is kept


def test_the_network_is_filtered_drawn_and_downloaded(open_page, tmp_path, shared):
    page = open_page("/network")
    page.wait_for_selector("body[data-ready]")
    shown = page.inner_text("#shown")
    rows = page.locator("#tie-list tr").count()
    assert rows >= 3 and "Actors" in shown
    page.eval_on_selector("#from", "x => { x.value = x.max; x.dispatchEvent(new Event('input', {bubbles: true})) }")
    page.wait_for_function("old => document.getElementById('shown').textContent !== old", arg=shown)
    assert page.locator("#tie-list tr").count() < rows
    last = page.inner_text("#to-shown")
    assert page.inner_text("#from-shown") == last
    with page.expect_download() as download:
        page.click("#get-gexf")
    path = tmp_path / "network.gexf"
    download.value.save_as(path)
    check_gexf(path, shared)
    assert f"from={last}" in page.get_attribute("#get-gexf", "href")
    with page.expect_download() as download:
        page.click("#get-png")
    download.value.save_as(tmp_path / "network.png")
    assert (tmp_path / "network.png").read_bytes().startswith(b"\x89PNG")
    page.click("#reset")
    page.fill("#find-node", "Qatar")
    page.wait_for_selector("#chosen:not([hidden])")
    page.click("#chosen li a >> nth=0")
    assert page.url.partition("?")[0].endswith("/pair")


def check_gexf(path, shared):
    document = etree.parse(str(path))
    space = "{http://gexf.net/1.3}"
    assert document.getroot().tag == f"{space}gexf"
    assert document.findall(f".//{space}node") and document.findall(f".//{space}edge")
    if not shared.is_dir():
        return
    for element in list(document.iter("{http://gexf.net/1.3/viz}*")):
        element.getparent().remove(element)
    schema = etree.XMLSchema(etree.parse(str(next((shared / "specs" / "gexf-1.3").glob("**/gexf.xsd")))))
    schema.assertValid(document)


def test_something_is_drawn(open_page):
    page = open_page("/network")
    page.wait_for_selector("body[data-ready]")
    page.wait_for_timeout(500)
    colours = page.evaluate("""async () => {
      const { Drawing } = await import("/static/drawing.js");
      const layers = [...document.querySelectorAll("#network canvas")];
      return [layers.length, layers.filter((x) => x.width > 100).length];
    }""")
    assert colours[0] >= 4 and colours[1] >= 4


def test_a_click_on_a_tie_tells_which_it_is(open_page):
    page = open_page("/network")
    page.wait_for_selector("body[data-ready]")
    found = page.evaluate("""async () => {
      const { Drawing, gather } = await import("/static/drawing.js");
      const box = document.body.appendChild(document.createElement("div"));
      Object.assign(box.style, { width: "600px", height: "400px" });
      const actors = ["a", "b", "c"].map((name, index) => [name, name, name, "state", index]);
      const ties = [[0, 1, 0, 1, "actual", "Asserted", 1, "", "", 7], [1, 2, 0, 3, "actual", "Asserted", 1, "", "", 8]];
      const told = [];
      const onTie = (pair) => told.push([pair.a, pair.b]), onStage = () => told.push("stage");
      const drawing = new Drawing(box, { onTie, onStage });
      drawing.show(actors, gather(actors, ties).pairs);
      clearTimeout(drawing.timer);
      drawing.renderer.refresh();
      const at = (node) => drawing.renderer.graphToViewport(drawing.graph.getNodeAttributes(node));
      const middle = (one, other) => ({ x: (at(one).x + at(other).x) / 2, y: (at(one).y + at(other).y) / 2 });
      const points = [middle("0", "1"), middle("1", "2"), { x: -50, y: -50 }];
      for (const event of points) drawing.renderer.emit("clickStage", { event });
      return told;
    }""")
    assert found == [[0, 1], [1, 2], "stage"]


def test_a_named_question_is_one_click_away(open_page):
    page = open_page("/ask")
    page.wait_for_selector("body[data-ready]")
    page.click(".questions a[data-name=ties]")
    page.wait_for_selector("#results table.dataTable td")
    assert "Qatar" in page.inner_text("#results")
    page.click("#results .select_chart")
    assert page.locator("#results .bars tr").count() >= 3
    page.click("#results .select_network")
    page.wait_for_selector("#results canvas")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_query_in_the_address_is_run_and_an_error_is_told(open_page):
    page = open_page("/sparql?query=SELECT%20%3Fx%20%7B%20BIND(%22%D9%82%D8%B7%D8%B1%22%20AS%20%3Fx)%20%7D")
    page.wait_for_selector("#results table.dataTable td")
    assert "قطر" in page.inner_text("#results")
    page.goto(page.url.partition("/ask")[0] + "/ask?query=SELECT%20%7B")
    page.wait_for_selector("#results .errorResult, #results .yasr_results >> text=SPARQL")


def test_a_pasted_text_is_marked_and_drawn(open_page):
    page = open_page("/text")
    page.fill("textarea", "وقعت مصر والسودان يوم الأحد اتفاقية النقل البري بحضور وفدي البلدين.")
    page.click("form.textbox button")
    page.wait_for_selector(".read-text mark.m-act", timeout=90_000)
    page.wait_for_selector("#network canvas")


def test_hostile_data_does_nothing(open_page, client):
    condemned = find_event(client, "?e kg:act kg:Condemn ; kg:actor wd:Q794")
    for path in ("/", condemned, find_article(client, "hostile.txt"), "/wd/Q794", "/network?focus=" + SCRIPT,
                 "/ask?query=SELECT%20*%20%7B%20%3Fs%20rdfs%3Alabel%20%3Fo%20%7D"):  # fmt: skip
        page = open_page(path, wait="networkidle")
        assert page.evaluate("window.hacked") is None


READ = ["/", "/search?q=Katar", "/wd/Q846", "/network", "/map", "/ask", "/text", "/iri?iri=urn:x",
        "/pair?a=http://www.wikidata.org/entity/Q846&b=http://www.wikidata.org/entity/Q30", "event"]  # fmt: skip


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm ci --prefix tests/server/node")
@pytest.mark.parametrize("lang, width, theme", [("en", 1280, "light"), ("ar", 390, "dark")])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(open_page, client, lang, width, theme):
    found = {}
    for path in READ:
        address = find_event(client, "?e kg:act kg:Amend") if path == "event" else path
        page = open_page(address, lang=lang, width=width, theme=theme, wait="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        serious = [
            (x["id"], [node["html"][:160] for node in x["nodes"]][:3])
            for x in result["violations"]
            if x["impact"] in ("serious", "critical")
        ]
        if serious:
            found[path] = serious
    assert not found, json.dumps(found, ensure_ascii=False, indent=1)


def test_everything_can_be_done_by_keyboard(open_page):
    page = open_page("/wd/Q846")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert {"A", "SELECT"} <= reached


def test_the_scripts_of_all_pages_are_small(open_page, server):
    folder = Path(__file__).resolve().parents[2] / "kg" / "server" / "static"
    assert sum(path.stat().st_size for path in folder.rglob("*.js")) < 1_500_000
