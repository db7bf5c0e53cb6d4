"""Somebody at a browser, and what reaches them there; and one person at a Chromium of their own, with a face and a voice (faces.py)."""

import json
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

import faces
from waits import until

CHROMIUM = "/usr/bin/chromium"
WITNESS = (Path(__file__).parent / "witness.js").read_text()
PEOPLE = [{"name": each.name, "colour": each.colour, "tone": each.tone} for each in faces.EVERYBODY]
# Runs before the scripts of each page.
INIT = f"globalThis.__people = {json.dumps(PEOPLE)};\n{WITNESS}"


class Somebody:
    """Who sits at a browser, whichever it is: `page` is what they look at, `said` what its console said."""

    page: Page
    said: list[str]

    def __init__(self, name: str):
        self.name = name

    def witness(self, call: str, page: Page | None = None):
        return (page or self.page).evaluate(f"globalThis.__witness.{call}")

    def sees(self, page: Page | None = None) -> set[str]:
        return set(self.witness("seen()", page)) - {self.name}

    def hears(self, page: Page | None = None) -> set[str]:
        return set(self.witness("heard()", page)) - {self.name}

    def is_at(self, path: str) -> bool:
        return self.page.evaluate("location.pathname").startswith(path)


class Person(Somebody):
    """A person, their browser and its pages. Pages are polled with `evaluate`, since the strict policy forbids
    Playwright's own waiting for expressions."""

    def __init__(self, playwright: Playwright, likeness: faces.Likeness, media: Path, camera: bool = True,
                 face: str = "{}.y4m", more: list[str] | None = None):
        super().__init__(likeness.name)
        self.likeness = likeness
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream", *(more or [])]
        if camera:
            arguments += [
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={media / face.format(likeness.name)}",
                f"--use-file-for-fake-audio-capture={media / (likeness.name + '.wav')}",
            ]
        self.browser: Browser = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=arguments)
        self.said: list[str] = []
        self.context: BrowserContext = self.new_context()
        self.page: Page = self.new_page()

    def before_every_page(self, script: str) -> None:
        self.context.add_init_script(script)

    def new_context(self, **options) -> BrowserContext:
        context = self.browser.new_context(
            ignore_https_errors=True, locale=options.pop("locale", "zh-CN"),
            viewport=options.pop("viewport", {"width": 1440, "height": 900}), **options)
        context.add_init_script(INIT)
        return context

    def new_page(self, context: BrowserContext | None = None) -> Page:
        page = (context or self.context).new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.set_default_timeout(30_000)
        return page

    def close(self) -> None:
        self.browser.close()


@contextmanager
def stops_within(seconds: float, listener: Person, table: str, name: str):
    """What happens inside must end `name`'s sound (table `heardAt`) or picture (`seenAt`) at `listener`'s end in time."""
    yield
    asked = time.time() * 1000
    until(lambda: time.time() * 1000 - listener.witness(f"{table}({json.dumps(name)})") > 1200,
          f"{table} of {name} to stop at {listener.name}'s end", within=seconds + 10)
    last = listener.witness(f"{table}({json.dumps(name)})")
    assert last - asked <= seconds * 1000, \
        f"{name} still came to {listener.name} {last - asked:.0f} ms after it was to stop"
