#!/usr/bin/env python3
"""The first page of somebody invited by a link, on a telephone: what it costs to load, and when it can be used.

Headless Chromium, 360 by 740, a fresh profile each time (nothing cached, no connection open), the processor throttled to a quarter.
The page is ready in the first frame that shows its first control with the script's thread free to answer it; then it is pressed.
"""

from statistics import median

import stage

options = stage.arguments(__doc__)

from playwright.sync_api import sync_playwright  # noqa: E402

from bureau import DRAWN  # noqa: E402
from page_load import PageLoad  # noqa: E402
from person import CHROMIUM, until  # noqa: E402

CONTROL = "[data-act='read-on'], [data-act='consent']"
SLOWER = 4
# How long this many turns of a loop take tells whether the throttle holds.
TURNS = "(() => { const from = performance.now(); let sum = 0; for (let n = 0; n < 3e7; n += 1) sum += n % 7; return performance.now() - from + sum * 0; })()"


def visit(browser, office, slower: int) -> dict:
    desk = office.signed_in(DRAWN)
    link = next(each["link"] for each in desk.launch(desk.register())["invites"] if each["role"] == "petitioner")
    context = browser.new_context(ignore_https_errors=True, locale="zh-CN", viewport={"width": 360, "height": 740},
                                  device_scale_factor=2, is_mobile=True, has_touch=True)
    try:
        page = context.new_page()
        load = PageLoad.watching(page, CONTROL, slower)
        page.goto(link)
        load.wait_until_ready_and_quiet()
        seen = {"ready": load.ready, "bytes": load.bytes, "requests": len(load.requests), "shifted": load.shifted,
                "twice": load.twice(), "elsewhere": load.elsewhere(office.origin), "shifts": load.shifts,
                "turns": page.evaluate(TURNS),
                "all": sorted((size, url) for url, size in load.sizes())}
        before = page.evaluate("scrollY")
        page.locator(CONTROL).first.click()
        until(lambda: page.evaluate("scrollY") > before or page.evaluate("document.body.dataset.step") != "join",
              "the pressed control to act")
        return seen
    finally:
        context.close()


def main() -> None:
    rounds = 3 if options.short else 9
    with stage.bureau() as office, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True,
                                             args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            plain = visit(browser, office, 1)
            seen = [visit(browser, office, SLOWER) for _ in range(rounds)]
        finally:
            browser.close()
    times = sorted(each["ready"] for each in seen)
    last = seen[-1]
    for size, url in last["all"]:
        stage.say(f"{size:8} {url.removeprefix(office.origin)}")
    stage.say(f"ready, ms: {' '.join(f'{each:.0f}' for each in times)}; without the throttle {plain['ready']:.0f}")
    for name in ("twice", "elsewhere", "shifts"):
        if last[name]:
            stage.say(f"{name}: {last[name]}")
    slowed = median(each["turns"] for each in seen) / plain["turns"]
    most = max(each["bytes"] for each in seen)
    stage.tell([
        stage.figure("first page, transferred", most / 1024, "KiB", 60, "heads, bodies and the socket's messages"),
        stage.figure("first page, requests", max(each["requests"] for each in seen), "requests"),
        stage.figure("first page, layout shift", max(each["shifted"] for each in seen), "score", 0),
        stage.figure("first page, ready on a processor slowed to a quarter", median(times), "ms", 1000,
                     f"median of {rounds}, {times[0]:.0f} to {times[-1]:.0f}; a loop took {slowed:.1f} times as long"),
        stage.figure("first page, addresses fetched twice", max(len(each["twice"]) for each in seen), "addresses", 0),
        stage.figure("first page, requests to other hosts", max(len(each["elsewhere"]) for each in seen), "requests", 0),
    ])


main()
