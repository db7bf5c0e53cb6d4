"""A petition from the counter to the archive, worked by every post through its own desk and the forms of the case page."""

import json

import pytest

import faces
from bureau import HOST, Officer
from officer import OfficerAtDesk
from person import until
from test_pages import look, nothing_was_stopped
from words import words

PASSWORD = "a password of the loop"
UNIT = "西苑派出所"
LIAISON = Officer("L001", "覃远", "liaison", PASSWORD, UNIT)
CLERK = Officer("K001", "叶知秋", "clerk", PASSWORD)
LEAD = Officer("K002", "许既明", "office_lead", PASSWORD)
LEADER = Officer("D001", "程远山", "bureau_leader", PASSWORD, "分局领导")
LEGAL = Officer("F001", "凌子衿", "legal_section", PASSWORD, "法制大队")
ARCHIVIST = Officer("A001", "白露", "archivist", PASSWORD, "档案室")
TITLE = "楼上楼下夜间噪声"


class Loop:
    """One browser, in which one post after the other sits down."""

    def __init__(self, person, bureau, case: dict, locale: str):
        self.person, self.bureau, self.case, self.locale = person, bureau, case, locale
        self.page = person.page

    def sit_down(self, officer: Officer) -> None:
        self.person.context.clear_cookies()
        OfficerAtDesk(self.person, self.bureau, officer).sign_in()

    def words(self, key: str, **filling) -> str:
        return words(key, self.locale, **filling)

    def from_the_desk(self, step: str) -> None:
        """What waits stands on the desk, and its one act opens the form."""
        row = self.page.locator(f"[data-list='waiting'] [data-id='{self.case['id']}']")
        row.locator(".row__act").click()
        self.page.locator(".dialog").wait_for()
        assert self.page.locator(".dialog h2").inner_text() == self.words(f"bureau.command.{step}.title")

    def open(self, step: str) -> None:
        self.page.goto(f"{self.bureau.origin}/case?id={self.case['id']}&do={step}")
        self.page.locator(".dialog").wait_for()

    def send(self, step: str, **typed) -> None:
        for name, value in typed.items():
            field = self.page.locator(f"#c-{name}")
            if not field.count():
                self.page.locator(f"input[name='c-{name}'][value='{value}']").check()
            elif value is True:
                field.check()
            elif field.evaluate("(element) => element.localName") == "select":
                field.select_option(value)
            else:
                field.fill(value)
        self.page.locator(".dialog__foot .btn").last.click()
        until(lambda: not self.page.locator(".dialog").count(), f"{step} to be done")

    def take(self, step: str, **typed) -> None:
        self.open(step)
        self.send(step, **typed)

    @property
    def status(self) -> str:
        return self.bureau.signed_in().ask("GET", f"/api/cases/{self.case['id']}")["status"]


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_a_case_from_the_counter_to_the_archive_by_every_post(people, bureau_for, out, locale):
    bureau = bureau_for(f"loop-{locale}")
    assert bureau.stop() == 0
    for officer in (LIAISON, CLERK, LEAD, LEADER, LEGAL, ARCHIVIST):
        bureau.employ(officer)
    bureau.start()
    case = bureau.signed_in().register(TITLE, lawyer=False)
    person = people(faces.OFFICER)
    person.context.add_init_script(f"localStorage.setItem('trialogue.locale', {json.dumps(locale)})")
    loop = Loop(person, bureau, case, locale)
    page = loop.page
    due = page.evaluate("new Date(Date.now() + 5 * 864e5).toISOString().slice(0, 10)")

    loop.sit_down(HOST)
    loop.take("accept", reason="属本局职责")
    loop.take("grade", level="level_1", reason="有人受伤")
    loop.sit_down(LEADER)
    look(person, f"loop-leader-{locale}", out)
    loop.from_the_desk("endorse")
    loop.send("endorse", reason="同意")

    loop.sit_down(HOST)
    loop.open("assign")
    page.fill("#c-unit", "")
    page.locator(".dialog__foot .btn").last.click()
    # What is lacking is said first; each line leads to its field, and what was typed is kept.
    page.fill("#c-items-0", "查明推搡经过")
    page.locator(".errors a").first.click()
    assert page.evaluate("document.activeElement.id") == "c-unit"
    look(person, f"loop-errors-{locale}", out)
    page.keyboard.press("Escape")
    loop.open("assign")
    assert page.input_value(".items-form input") == "查明推搡经过"
    loop.send("assign", unit=UNIT, due=due)

    loop.sit_down(LIAISON)
    look(person, f"loop-liaison-{locale}", out)
    loop.from_the_desk("receive")
    loop.send("receive")
    loop.sit_down(HOST)
    loop.take("supervise", due=due, reason="录像调了没有")
    loop.take("request_extension", days="20", reasonTold=True, reason="等待鉴定")
    loop.sit_down(LEADER)
    loop.from_the_desk("decide_extension")
    loop.send("decide_extension", granted="yes", reason="同意")
    loop.sit_down(LIAISON)
    loop.from_the_desk("note")
    loop.send("note", reason="录像已调取")
    loop.take("report", reason="双方达成书面协议")
    for officer in (LEGAL, LEADER):
        loop.sit_down(officer)
        loop.from_the_desk("close")
        loop.send("close", reason="答复已送达")

    loop.sit_down(CLERK)
    loop.take("follow_up", rating="satisfied", method="phone", performance="part", reason="还欠一半")
    loop.sit_down(HOST)
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    page.locator(".gates__no").first.wait_for()
    assert loop.words("bureau.checks.performed") in page.locator(".gates__no").first.inner_text()
    assert not page.locator("#do-sign_off").count()
    look(person, f"loop-checks-{locale}", out)
    loop.take("return", reason="余款付清再结")
    loop.sit_down(LIAISON)
    loop.take("report", reason="余款已付清")
    for officer in (LEGAL, LEADER):
        loop.sit_down(officer)
        loop.take("close", reason="答复已送达")
    loop.sit_down(CLERK)
    loop.take("follow_up", rating="satisfied", method="visit", performance="whole", reason="都办了")
    loop.sit_down(HOST)
    loop.take("sign_off")
    loop.sit_down(LEAD)
    loop.from_the_desk("sign_off")
    loop.send("sign_off")
    loop.sit_down(ARCHIVIST)
    loop.from_the_desk("archive")
    loop.send("archive")
    assert loop.status == "archived"

    loop.sit_down(HOST)
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    page.locator(".grid .link").first.wait_for()
    look(person, f"loop-archived-{locale}", out)
    page.locator(".grid .link").first.click()
    page.locator(".a4--order").wait_for()
    look(person, f"loop-paper-{locale}", out)
    nothing_was_stopped(person)
