"""One person at one browser of their own, with a face and a voice (faces.py), and what reaches them there."""

import json
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

import faces

CHROMIUM = "/usr/bin/chromium"
WITNESS = (Path(__file__).parent / "witness.js").read_text()
PEOPLE = [{"name": each.name, "colour": each.colour, "tone": each.tone} for each in faces.EVERYBODY]


def until(condition, what: str, within: float = 30.0, every: float = 0.1):
    """Polls until `condition` gives something true, which is the answer; fails with `what` was waited for."""
    deadline = time.monotonic() + within
    while True:
        try:
            value = condition()
        except PlaywrightError as error:
            # Asked while the page was on its way to another one: asked again.
            if not any(sign in str(error) for sign in ("context was destroyed", "navigat", "__witness")):
                raise
            value = None
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within:g} s in vain for: {what}; last was {value!r}")
        time.sleep(every)


class Person:
    """A person, their browser and its pages. Pages are polled with `evaluate`, since the strict policy forbids
    Playwright's own waiting for expressions."""

    def __init__(self, playwright: Playwright, likeness: faces.Likeness, media: Path, camera: bool = True,
                 face: str = "{}.y4m", more: list[str] | None = None):
        self.likeness = likeness
        self.name = likeness.name
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

    def new_context(self, **options) -> BrowserContext:
        context = self.browser.new_context(
            ignore_https_errors=True, locale=options.pop("locale", "zh-CN"),
            viewport=options.pop("viewport", {"width": 1440, "height": 900}), **options)
        context.add_init_script(f"globalThis.__people = {json.dumps(PEOPLE)};\n{WITNESS}")
        return context

    def new_page(self, context: BrowserContext | None = None) -> Page:
        page = (context or self.context).new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.set_default_timeout(30_000)
        return page

    def witness(self, call: str, page: Page | None = None):
        return (page or self.page).evaluate(f"globalThis.__witness.{call}")

    def sees(self, page: Page | None = None) -> set[str]:
        return set(self.witness("seen()", page)) - {self.name}

    def hears(self, page: Page | None = None) -> set[str]:
        return set(self.witness("heard()", page)) - {self.name}

    def is_at(self, path: str) -> bool:
        return self.page.evaluate("location.pathname").startswith(path)

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
