"""An officer at the bureau's pages: what a hand would press, in the order of the day."""

from playwright.sync_api import Page

import bureau as office
from person import Person, until
from words import words


class OfficerAtDesk:
    """Drives the bureau's pages in one person's browser."""

    def __init__(self, person: Person, bureau: office.Bureau, officer: office.Officer = office.HOST):
        self.person = person
        self.bureau = bureau
        self.officer = officer

    @property
    def page(self) -> Page:
        return self.person.page

    def sign_in(self) -> None:
        self.page.goto(self.bureau.origin + "/")
        self.page.fill("#staff-no", self.officer.staff_no)
        self.page.fill("#password", self.officer.password)
        self.page.click("#submit")
        home = "/people" if self.officer.role == "administrator" else "/desk"
        until(lambda: self.person.is_at(home), "the first page after signing in")

    def open_case(self, title: str) -> None:
        self.page.get_by_role("link", name=title).first.click()
        until(lambda: self.person.is_at("/case"), "the case's page")
        self.page.get_by_role("heading", name=title).wait_for()

    def launch(self) -> str:
        """Presses 发起三方对话, and gives the session's id when the links are there."""
        self.page.click("#launch")
        self.page.locator(".invites .invite").first.wait_for()
        address = self.page.locator("[role=dialog] a[href^='/live'], dialog a[href^='/live']").first.get_attribute("href")
        return address.split("session=")[1]

    def links(self, session: str) -> dict[str, str]:
        """The links by role, as the server gives them to the officer's page."""
        found = self.page.evaluate(
            "async (id) => (await fetch('/api/sessions/' + id)).json()", session)
        return {invite["role"]: invite["link"] for invite in found["invites"]}

    def enter_room(self) -> None:
        self.page.get_by_role("link", name=words("bureau.enter_room")).last.click()
        until(lambda: self.person.is_at("/live"), "the room's page")

    def go_to_room(self, session: str) -> None:
        self.page.goto(f"{self.bureau.origin}/live?session={session}")

    def button(self, key: str, **filling):
        return self.page.get_by_role("button", name=words(key, **filling), exact=True)

    def admit(self, name: str) -> None:
        self.button("live.lobby.admit_label", name=name).click()

    def remove(self, name: str, reason: str) -> None:
        self.button("live.people.remove_label", name=name).click()
        self.page.locator('#reason').fill(reason)
        self.page.click("[data-act='remove-confirm']")

    def mute(self) -> None:
        self.page.click("[data-act='mute']")

    def section(self, key: str):
        """Where a section of the minutes is written; opened when it is closed."""
        head = self.page.locator(f"[data-open='{key}']")
        if head.get_attribute("aria-expanded") != "true":
            head.click()
        return self.page.locator(f"textarea[data-section='{key}']")

    def write(self, key: str, text: str) -> None:
        self.section(key).press_sequentially(text, delay=5)

    def present(self) -> None:
        self.page.click("[data-act='present']")

    def end(self, reason: str) -> None:
        self.page.click("[data-act='end']")
        self.page.locator(f"input[value='{reason}']").check()
        self.page.click("[data-act='end-confirm']")
