#!/usr/bin/env python3
"""From the officer's press to the first picture: the product, and a bare page beside it that signals inside the browser.

One headless Chromium, its own invented camera, the same relay and nothing but the relay for both, taken in turn. First the
petitioner is admitted (two people), then the counterparty (the third, with two pictures to come). A time ends with the last
picture that the admitted person waits for, drawn.
"""

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import stage

options = stage.arguments(__doc__)

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from officer import OfficerAtDesk  # noqa: E402
from party import PartyAtLink, come_to_the_waiting_room  # noqa: E402
from person import CHROMIUM, until  # noqa: E402

HERE = Path(__file__).parent
FIRST_FRAMES = (HERE / "first_frames.js").read_text()
BARE = (HERE / "bare_call.js").read_text()
BARE_ORIGIN = "https://bare.test/"
PEOPLE = [("officer", 960, 540), ("petitioner", 640, 360), ("counterparty", 640, 360)]


@dataclass
class Somebody:
    """A page in a context of its own, without the witness of the tests: it would take a share of the processor."""
    name: str
    page: Page

    def is_at(self, path: str) -> bool:
        return self.page.evaluate("location.pathname").startswith(path)


def newcomer(browser, name: str, width: int, height: int) -> Somebody:
    context = browser.new_context(ignore_https_errors=True, locale="zh-CN", viewport={"width": width, "height": height})
    context.add_init_script(FIRST_FRAMES)
    page = context.new_page()
    page.set_default_timeout(30_000)
    return Somebody(name, page)


def frames(page: Page, of: str, wanted: set[str]) -> float:
    """When the last of them came; ms since the epoch."""
    found = until(lambda: (lambda all: all if wanted <= set(all) else None)(page.evaluate(f"{of}.frames")),
                  f"the pictures of {wanted}")
    return max(found[each] for each in wanted)


def in_the_product(browser, office) -> dict[str, float]:
    desk = office.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    links = {each["role"]: each["link"] for each in session["invites"]}
    officer = OfficerAtDesk(newcomer(browser, "officer", 1440, 900), office)
    parties = {role: PartyAtLink(newcomer(browser, role, 360, 740)) for role in ("petitioner", "respondent")}
    try:
        officer.sign_in()
        officer.go_to_room(session["id"])
        come_to_the_waiting_room((party, links[role]) for role, party in parties.items())
        names = {each["role"]: each["name"] for each in session["invites"]}
        taken = {}
        for what, role, others in (("two", "petitioner", {"1"}), ("third", "respondent", {"1", "2"})):
            officer.button("live.lobby.admit_label", name=names[role]).wait_for()
            rest()
            officer.admit(names[role])
            last = frames(parties[role].page, "globalThis.__first", others)
            taken[what] = last - officer.page.evaluate("globalThis.__first.pressed")
        return taken
    finally:
        for each in (officer, *parties.values()):
            each.page.context.close()


def bare_pages(browser, relay) -> list[Page]:
    name = f"{int(time.time()) + 3600}:bare"
    secret = relay.secret_file.read_text().strip().encode()
    servers = [{"urls": relay.urls, "username": name,
                "credential": base64.b64encode(hmac.new(secret, name.encode(), hashlib.sha1).digest()).decode()}]
    context = browser.new_context()
    context.route(BARE_ORIGIN, lambda route: route.fulfill(body="<!doctype html><body>", content_type="text/html"))
    pages = []
    for who, width, height in PEOPLE:
        page = context.new_page()
        page.goto(BARE_ORIGIN)
        page.evaluate(BARE)
        page.evaluate("([me, servers, width, height]) => __bare.prepare(me, servers, width, height)",
                      [who, servers, width, height])
        pages.append(page)
    return pages


def in_the_bare_page(pages: list[Page]) -> dict[str, float]:
    officer, petitioner, counterparty = pages
    taken = {}
    for what, page, pairs in (
            ("two", petitioner, [["officer", "petitioner"]]),
            ("third", counterparty, [["officer", "counterparty"], ["petitioner", "counterparty"]])):
        rest()
        officer.evaluate("(pairs) => __bare.begin(pairs)", pairs)
        last = frames(page, "globalThis.__bare", {each for each, _ in pairs})
        taken[what] = last - officer.evaluate("__bare.began")
    for page in pages:
        page.evaluate("__bare.end()")
    return taken


def rest() -> None:
    """What went before has used the processor until this moment: both sides begin from the same calm."""
    time.sleep(0.8)


def main() -> None:
    rounds = 3 if options.short else 9
    ours, bare = [], []
    with stage.bureau() as office, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream",
                  "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required"])
        try:
            for _ in range(rounds):
                ours.append(in_the_product(browser, office))
                pages = bare_pages(browser, office.relay)
                bare.append(in_the_bare_page(pages))
                pages[0].context.close()
        finally:
            browser.close()
    figures = []
    for what, title in (("two", "two people"), ("third", "the third person, both pictures")):
        mine, other = ([each[what] for each in side] for side in (ours, bare))
        stage.say(f"{title}, ms: ours {' '.join(f'{each:.0f}' for each in sorted(mine))}; "
                  f"bare {' '.join(f'{each:.0f}' for each in sorted(other))}")
        note = f"median of {rounds} in turn; {min(mine):.0f} to {max(mine):.0f}"
        figures += [
            stage.figure(f"first picture, {title}", median(mine), "ms", note=note),
            stage.figure(f"first picture, {title}, bare page", median(other), "ms",
                         note=f"{min(other):.0f} to {max(other):.0f}"),
            stage.figure(f"first picture, {title}, of the bare page", median(mine) / median(other), "times", 1.15),
        ]
    stage.tell(figures)


main()
