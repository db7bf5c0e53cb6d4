"""One person at Debian's Firefox. Its own Marionette presses and types; the session's second line, WebDriver BiDi, hears what the
console says and puts the witness into every page before the page's own scripts."""

import json
from pathlib import Path

import websocket
from marionette_driver import By, errors
from marionette_driver.marionette import Marionette

import faces
from children import end, spawn
from driven import DrivenPage
from person import INIT, Somebody
from waits import OnTheWay, until

FIREFOX = "/usr/bin/firefox-esr"
NOT_THERE = (IndexError, errors.NoSuchElementException, errors.StaleElementException, errors.ElementNotInteractableException,
             errors.ElementClickInterceptedException)
# The fake camera is a moving picture, the fake microphone a steady tone. Port 0: the kernel picks, and the profile tells.
PREFERENCES = {
    "marionette.port": 0,
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.autoplay.default": 0,
    "intl.accept_languages": "zh-CN, zh",
}


class Bidi:
    """The session's second line."""

    def __init__(self, address: str, said: list[str]):
        self.socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        self.said = said
        self.last = 0

    def ask(self, method: str, **parameters) -> dict:
        self.last += 1
        self.socket.send(json.dumps({"id": self.last, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "log.entryAdded":
                entry = message["params"]
                kind = "error" if entry["type"] == "javascript" and entry["level"] == "error" else entry["level"]
                self.said.append(f"{kind}: {entry['text']}")
            if message.get("id") == self.last:
                if message["type"] == "error":
                    raise OnTheWay(f"{method}: {message['error']}: {message['message']}")
                return message["result"]


class FirefoxPage(DrivenPage):
    def __init__(self, marionette: Marionette, bidi: Bidi):
        super().__init__()
        self.marionette, self.bidi = marionette, bidi
        self.context = bidi.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.viewport_size = {"width": 1440, "height": 900}
        self.set_viewport_size(self.viewport_size)

    def run(self, expression: str) -> str:
        answer = self.bidi.ask("script.evaluate", expression=expression, target={"context": self.context}, awaitPromise=True)
        if answer["type"] == "exception":
            raise OnTheWay(answer["exceptionDetails"]["text"])
        return answer["result"]["value"]

    def press(self, selector: str, index: int) -> None:
        try:
            self.marionette.find_elements(By.CSS_SELECTOR, selector)[index].click()
        except NOT_THERE as error:
            raise OnTheWay(str(error)) from error

    def type_into(self, selector: str, text: str) -> None:
        try:
            field = self.marionette.find_element(By.CSS_SELECTOR, selector)
            field.clear()
            field.send_keys(text)
        except NOT_THERE as error:
            raise OnTheWay(str(error)) from error

    def goto(self, address: str) -> None:
        self.bidi.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def reload(self) -> None:
        self.bidi.ask("browsingContext.reload", context=self.context, wait="complete")

    def picture(self) -> str:
        return self.bidi.ask("browsingContext.captureScreenshot", context=self.context)["data"]

    def set_viewport_size(self, size: dict) -> None:
        self.viewport_size = size
        self.bidi.ask("browsingContext.setViewport", context=self.context, viewport=size)


class FirefoxPerson(Somebody):
    """A person with the voice of their likeness, as one steady tone, and Firefox's own moving picture in place of a face."""

    def __init__(self, likeness: faces.Likeness, folder: Path):
        super().__init__(likeness.name)
        self.said: list[str] = []
        profile = folder / f"firefox-{self.name}"
        profile.mkdir(parents=True)
        preferences = {**PREFERENCES, "media.navigator.audio.fake_frequency": likeness.tone}
        (profile / "user.js").write_text("".join(
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in preferences.items()))
        self.log = (folder / f"firefox-{self.name}.log").open("wb")
        self.process = spawn(
            [FIREFOX, "--headless", "--marionette", "--remote-debugging-port", "0", "--no-remote", "--profile", str(profile)],
            stdout=self.log, stderr=self.log)
        port = profile / "MarionetteActivePort"
        try:
            until(lambda: port.exists() and port.read_text().strip(), "Firefox to say its port", within=60)
            self.marionette = Marionette(host="127.0.0.1", port=int(port.read_text()))
            self.marionette.start_session({"acceptInsecureCerts": True, "webSocketUrl": True})
            self.bidi = Bidi(self.marionette.session_capabilities["webSocketUrl"], self.said)
            self.bidi.ask("session.subscribe", events=["log.entryAdded"])
            self.bidi.ask("script.addPreloadScript", functionDeclaration=f"() => {{ {INIT} }}")
            self.page = FirefoxPage(self.marionette, self.bidi)
        except BaseException:
            self.close()
            raise

    def before_every_page(self, script: str) -> None:
        self.bidi.ask("script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}")

    def close(self) -> None:
        end(self.process, within=10)
        self.log.close()
