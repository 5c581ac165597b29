"""How soon a large network is seen in a browser: ``python benchmarks/first_paint.py http://127.0.0.1:8000``.

A running `kg serve` gives the page; its data are replaced by a made-up network of ``--actors`` and ``--ties``. Told are
seconds from asking for the page to when its scripts have drawn the actors, and to the frame after that, ties and all.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil

from playwright.sync_api import sync_playwright

SEED = 20240306
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--enable-unsafe-swiftshader"]  # fmt: skip
WATCH = """
new MutationObserver(() => {
  if (!document.body?.dataset.ready || window.drawn !== undefined) return;
  window.drawn = 0;
  requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = performance.now(); }));
}).observe(document, { subtree: true, attributes: true, childList: true });
"""


def make_network(actors: int, ties: int) -> str:
    draw = random.Random(SEED)
    kinds = ["state", "person", "government", "igo", "nonstate"]
    told = [[f"https://example.org/{n}", f"Actor {n}", f"فاعل {n}", draw.choice(kinds), n] for n in range(actors)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        one, other = sorted((int(actors * draw.random() ** 2.5), draw.randrange(actors)))
        if one != other:
            pairs.add((one, other))
    events = []
    for number, (one, other) in enumerate(sorted(pairs)):
        day = f"20{10 + draw.randrange(15)}-{1 + draw.randrange(12):02}-{1 + draw.randrange(28):02}"
        events.append([one, other, 0, draw.randrange(5), "actual", "Asserted", 1, day, day, number])
    return json.dumps({"actors": told, "acts": ["meet"], "ties": events, "cut": False}, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("--actors", type=int, default=2_000)
    parser.add_argument("--ties", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    body = make_network(given.actors, given.ties)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(given.times):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(120_000)
            page.add_init_script(WATCH)
            page.route("**/network.json", lambda route: route.fulfill(body=body, content_type="application/json"))
            page.goto(f"{given.server.rstrip('/')}/network", wait_until="commit")
            page.wait_for_function("() => window.drawn > 0")
            ready, drawn = page.evaluate("() => [Number(document.body.dataset.ready), window.drawn]")
            print(f"actors {ready / 1000:.2f} s, whole {drawn / 1000:.2f} s, load {os.getloadavg()[0]:.0f}", flush=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
