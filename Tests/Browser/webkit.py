"""A visitor at Debian's WebKitGTK, which has neither RTCPeerConnection nor a headless mode: every page without a call, on a screen of
its own that nobody sees."""

import os
import re
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException, ElementNotInteractableException, JavascriptException, NoSuchElementException, NoSuchFrameException,
    StaleElementReferenceException, TimeoutException, WebDriverException)
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from children import end, spawn
from driven import DrivenPage
from person import Somebody
from waits import OnTheWay, until

# In the folder of this machine's kind.
BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"))
DRIVER = "/usr/bin/WebKitWebDriver"
NOT_THERE = (IndexError, NoSuchElementException, StaleElementReferenceException, ElementNotInteractableException,
             ElementClickInterceptedException)
# The browser's own bar must not keep the window wider than a telephone.
SMALL = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }\n"


class Screen:
    """An X server on a display that it picks itself."""

    def __init__(self):
        reading, writing = os.pipe()
        self.server = spawn(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1400x24", "-nolisten", "tcp"],
                            pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = ":" + told.readline().strip()

    def close(self) -> None:
        end(self.server, within=5)


class WebKitPage(DrivenPage):
    def __init__(self, driver):
        super().__init__()
        self.driver = driver
        self.bars: tuple[int, int] | None = None
        self.set_viewport_size({"width": 1440, "height": 900})

    def run(self, expression: str) -> str:
        try:
            value, failed = self.driver.execute_async_script(
                "const done = arguments[arguments.length - 1];"
                f"Promise.resolve().then(() => {expression}).then((value) => done([value, null]), (error) => done([null, String(error)]))")
        except (JavascriptException, NoSuchFrameException, StaleElementReferenceException, TimeoutException) as error:
            # No such frame: the document was left while it was asked.
            raise OnTheWay(str(error)) from error
        if failed:
            raise OnTheWay(failed)
        return value

    def press(self, selector: str, index: int) -> None:
        try:
            self.driver.find_elements(By.CSS_SELECTOR, selector)[index].click()
        except NOT_THERE as error:
            raise OnTheWay(str(error)) from error

    def type_into(self, selector: str, text: str) -> None:
        try:
            field = self.driver.find_element(By.CSS_SELECTOR, selector)
            field.clear()
            field.send_keys(text)
        except NOT_THERE as error:
            raise OnTheWay(str(error)) from error

    def goto(self, address: str) -> None:
        self.driver.get(address)

    def reload(self) -> None:
        self.driver.refresh()

    def picture(self) -> str:
        return self.driver.get_screenshot_as_base64()

    def set_viewport_size(self, size: dict) -> None:
        """The window is made as much larger as the browser's own bars take; they are measured once, on the first page."""
        width, height = size["width"], size["height"]
        if self.bars is None:
            self.resize(width, height)
            inner = self.driver.execute_script("return [innerWidth, innerHeight]")
            self.bars = (width - inner[0], height - inner[1])
        self.resize(width + self.bars[0], height + self.bars[1])
        until(lambda: self.driver.execute_script("return [innerWidth, innerHeight]") == [width, height], f"a window of {width} by {height}", every=0.02)
        self.viewport_size = size

    def resize(self, width: int, height: int) -> None:
        self.driver.set_window_rect(0, 0, width, height)


class WebKitVisitor(Somebody):
    def __init__(self, folder: Path):
        super().__init__("webkit")
        home = folder / "webkit-home"
        (home / "gtk-3.0").mkdir(parents=True)
        (home / "gtk-3.0" / "gtk.css").write_text(SMALL)
        self.log = folder / "webkit.log"
        self.screen = Screen()
        options = Options()
        options.binary_location = str(BROWSERS[0])
        for argument in ("--automation", "--enable-write-console-messages-to-stdout=true"):
            options.add_argument(argument)
        options.accept_insecure_certs = True
        environment = {**os.environ, "DISPLAY": self.screen.name, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "LANG": "C.UTF-8"}
        try:
            self.driver = webdriver.WebKitGTK(
                options=options, service=Service(executable_path=DRIVER, log_output=str(self.log), env=environment))
            # A document that goes away takes the answer with it.
            self.driver.set_script_timeout(10)
            self.page = WebKitPage(self.driver)
        except BaseException:
            self.screen.close()
            raise

    @property
    def said(self) -> list[str]:
        """What the console said, as the browser writes it to its output: CONSOLE JS ERROR, CONSOLE SECURITY ERROR ..."""
        lines = re.findall(r"^(?:file|https?)?\S*.*CONSOLE .*$", self.log.read_text(errors="replace"), re.M)
        return [("error: " if " ERROR " in line else "") + line for line in lines]

    def close(self) -> None:
        try:
            self.driver.quit()
        except WebDriverException as error:
            print(f"{self.name} did not close in good order: {error}")
        finally:
            self.screen.close()
