"""A page of a browser that Playwright doesn't drive, in those of Playwright's words that party.py and officer.py use."""

import base64
import json
from pathlib import Path

from waits import until


class Element:
    """What a selector finds now; it is looked for anew each time."""

    def __init__(self, page: "DrivenPage", selector: str, index: int = 0):
        self.page, self.selector, self.index = page, selector, index

    def _of(self, expression: str):
        """`expression` of the element `it`, which is null when there is none."""
        found = f"document.querySelectorAll({json.dumps(self.selector)})[{self.index}]"
        return self.page.evaluate(f"((it) => {expression})({found} || null)")

    @property
    def first(self) -> "Element":
        return self

    def count(self) -> int:
        return self.page.evaluate(f"document.querySelectorAll({json.dumps(self.selector)}).length")

    def is_visible(self) -> bool:
        return self._of("it !== null && it.getClientRects().length > 0")

    def inner_text(self) -> str:
        return self._of("it.innerText")

    def get_attribute(self, name: str) -> str | None:
        return self._of(f"it.getAttribute({json.dumps(name)})")

    def click(self) -> None:
        """Once, as soon as it is there and can be pressed."""
        until(self._pressed, f"{self.selector} to be there and to be pressed", every=0.05)

    def _pressed(self) -> bool:
        if not self._of("it !== null && it.getClientRects().length > 0 && !it.disabled"):
            return False
        self._of("it.scrollIntoView({ block: 'center' })")
        self.page.press(self.selector, self.index)
        return True


class Wheel:
    def __init__(self, page: "DrivenPage"):
        self.page = page

    def wheel(self, _x: int, y: int) -> None:
        self.page.evaluate(f"(scrollBy(0, {y}), null)")


class DrivenPage:
    """A driver says how to `run` an expression, `press` and `type_into` an element, go somewhere, and take a picture."""

    mouse: Wheel

    def __init__(self):
        self.mouse = Wheel(self)

    def run(self, expression: str) -> str:
        """The value of an expression, which may be a promise, as JSON; `OnTheWay` while there is no document to ask."""
        raise NotImplementedError

    def press(self, selector: str, index: int) -> None:
        """`OnTheWay` when the element was not pressed, for it is another one by now, or something lies upon it."""
        raise NotImplementedError

    def type_into(self, selector: str, text: str) -> None:
        """In place of what stands in the field; `OnTheWay` as with `press`."""
        raise NotImplementedError

    def picture(self) -> str:
        """A screenshot, base64 of PNG."""
        raise NotImplementedError

    def evaluate(self, expression: str):
        return json.loads(self.run(f"Promise.resolve({expression}).then((value) => JSON.stringify(value === undefined ? null : value))"))

    @property
    def url(self) -> str:
        return self.evaluate("location.href")

    def locator(self, selector: str) -> Element:
        return Element(self, selector)

    def click(self, selector: str) -> None:
        self.locator(selector).click()

    def fill(self, selector: str, text: str) -> None:
        def filled() -> bool:
            self.type_into(selector, text)
            return self.evaluate(f"document.querySelector({json.dumps(selector)}).value") == text

        until(filled, f"the text to stand in {selector}")

    def screenshot(self, path: str) -> None:
        Path(path).write_bytes(base64.b64decode(self.picture()))
