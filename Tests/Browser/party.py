"""Somebody who came by a link: what they press on the parties' page, step by step."""

from playwright.sync_api import Page

from person import Person, until


class PartyAtLink:
    """Drives the parties' page in one person's browser."""

    def __init__(self, person: Person, page: Page | None = None):
        self.person = person
        self.page = page or person.page

    @property
    def step(self) -> str:
        return self.page.evaluate("document.body?.dataset.step || ''")

    @property
    def problem(self) -> str:
        return self.page.evaluate("document.body?.dataset.problem || ''")

    def wait_for(self, step: str, within: float = 30) -> None:
        until(lambda: self.step == step, f"{self.person.name} at the step {step}", within)

    def wait_for_problem(self, *codes: str, within: float = 30) -> None:
        until(lambda: self.problem in codes, f"{self.person.name} to be told {codes}", within)

    def open(self, link: str) -> None:
        self.page.goto(link)

    def agree(self) -> None:
        """Reads the notice to its end, as the page asks for, and agrees."""
        self.wait_for("join")
        consent = self.page.locator("[data-act='consent']")

        def read_on() -> bool:
            if consent.count():
                return True
            self.page.mouse.wheel(0, 600)
            return False

        until(read_on, "the end of the notice", every=0.2)
        consent.click()
        self.wait_for("check")

    def check_devices(self) -> None:
        """Waits for camera, microphone and the way through the relay, and goes on to the waiting room."""
        for device in ("camera", "microphone", "network"):
            until(lambda: self.page.locator(f"[data-check='{device}'] .chip--ok, [data-check='{device}'] .meter").count(),
                  f"{device} to be found good by {self.person.name}")
        self.page.click("[data-act='enter']")
        self.wait_for("waiting")

    def mute(self) -> None:
        self.page.click("[data-act='mute']")

    def leave(self) -> None:
        self.page.click("[data-act='leave']")
        self.page.click("[data-act='leave-confirm']")


def come_to_the_waiting_room(parties_and_links) -> None:
    """All of them, side by side as far as their pages work by themselves."""
    coming = list(parties_and_links)
    for party, link in coming:
        party.open(link)
    for party, _ in coming:
        party.agree()
    for party, _ in coming:
        party.check_devices()
