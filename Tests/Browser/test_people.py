"""The administrator's page: people and units, by forms and by files. A file with a fault changes nothing and tells each line."""

import json

import pytest

import faces
from bureau import HOST, Bureau, Officer
from officer import OfficerAtDesk
from person import until
from test_pages import look, nothing_was_stopped
from words import raw, words

ADMINISTRATOR = Officer("S001", "康宁", "administrator", "the password of an administrator", "科信科")
NEW_PASSWORD = "a new one of the tests"
HEAD = "工号,姓名,角色,单位,电话\r\n"
GOOD = HEAD + "L010,谷雨,信访联络员,西苑派出所,100-0000-4110\r\nL011,=立夏,信访联络员,东陌派出所,\r\n"
BAD = HEAD + "L010,谷雨,信访联络员,西苑派出所,\r\nL 011,立夏,联络,西苑派出所,\r\nL012,芒种,登记员,西苑派出纳,\r\n"


@pytest.fixture
def bureau(tmp_path_factory, relay, certificates):
    made = Bureau(tmp_path_factory.mktemp("people"), relay, certificates)
    made.employ(ADMINISTRATOR)
    made.start()
    yield made
    assert made.stop() == 0


def choose(page, name: str, content: bytes) -> None:
    page.set_input_files("#staff-file", {"name": name, "mimeType": "text/csv", "buffer": content})


def told(page) -> str:
    return page.locator(".staff__told").inner_text()


def add_unit(page, name: str) -> None:
    page.get_by_role("button", name=words("staff.unit.add"), exact=True).click()
    page.fill("#name", name)
    page.locator(".dialog__foot .btn--primary").click()
    page.locator(f"[data-unit='{name}']").wait_for()


def test_people_and_units_by_forms_and_by_files(people, bureau, out):
    person = people(faces.OFFICER)
    desk = OfficerAtDesk(person, bureau, ADMINISTRATOR)
    desk.sign_in()
    page = person.page
    page.locator(f"[data-staff='{HOST.staff_no}']").wait_for()
    for name in ("科信科", "信访科", "西苑派出所", "东陌派出所"):
        add_unit(page, name)
    assert words("staff.unit.no_liaison") in page.locator("[data-unit='西苑派出所']").inner_text()

    # A file with faults: each is told with its line, and nothing is changed.
    choose(page, "坏.csv", BAD.encode("gb18030"))
    page.locator(".staff__faults").wait_for()
    rows = [row.split("\t")[0] for row in page.locator(".staff__faults tbody tr").all_inner_texts()]
    assert rows == ["3", "4"], rows
    assert words("staff.file.read_as.gb18030") in told(page)
    look(person, "people-bad-file", out)
    assert page.locator("[data-staff='L010']").count() == 0
    choose(page, "picture.csv", bytes([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe]))
    until(lambda: words("staff.fault.not_text") in told(page), "the word that it is no text")

    choose(page, "好.csv", ("\ufeff" + GOOD).encode())
    until(lambda: words("staff.file.good", rows=2, added=2, changed=0) in told(page), "the trial of the good one")
    page.get_by_role("button", name=words("staff.file.take", n=2), exact=True).click()
    page.locator("[data-staff='L011']").wait_for()
    assert words("staff.no_password") in page.locator("[data-staff='L010']").inner_text()
    assert "谷雨" in page.locator("[data-unit='西苑派出所']").inner_text()

    # What is downloaded begins no formula, and reading it changes nothing.
    file = page.request.get(bureau.origin + "/api/staff/people.csv").body()
    assert file.startswith(b"\xef\xbb\xbf") and "'=立夏".encode() in file
    choose(page, "people.csv", file)
    until(lambda: words("staff.file.same", rows=5) in told(page), "that there is nothing to change")
    look(person, "people-zh-CN", out)
    nothing_was_stopped(person)


def test_a_person_is_changed_locked_and_gets_a_password(people, bureau, out):
    person = people(faces.OFFICER)
    OfficerAtDesk(person, bureau, ADMINISTRATOR).sign_in()
    page = person.page
    row = page.locator("[data-staff='T002']")
    row.get_by_role("button").click()
    page.fill("#phone", "问隔壁")
    page.locator(".dialog__foot .btn--primary").click()
    page.get_by_text(words("staff.form.bad_phone")).wait_for()
    look(person, "people-form-refused", out)
    page.fill("#phone", "１１０")
    page.fill("#rank", "三级警监")
    page.locator(".dialog__foot .btn--primary").click()
    until(lambda: "三级警监" in row.inner_text() and "110" in row.inner_text(), "the change in the list")

    row.get_by_role("button").click()
    page.get_by_role("button", name=words("staff.password.title"), exact=True).click()
    page.fill("#password", NEW_PASSWORD)
    page.locator(".dialog__foot .btn--primary").click()
    until(lambda: page.locator(".dialog").count() == 0, "the password to be set")
    bureau.signed_in(Officer("T002", "", "", NEW_PASSWORD))

    row.get_by_role("button").click()
    page.get_by_role("button", name=words("staff.lock.title"), exact=True).click()
    page.get_by_role("button", name=words("staff.lock.act"), exact=True).last.click()
    until(lambda: words("staff.locked") in row.inner_text(), "the lock")
    sign_in = {"staffNo": "T002", "password": NEW_PASSWORD}
    assert bureau.refusal("POST", "/api/sign-in", sign_in) == (401, "wrong_credentials")

    # The last administrator can't lock the door behind everybody.
    page.locator("[data-staff='S001']").get_by_role("button").click()
    page.get_by_role("button", name=words("staff.lock.title"), exact=True).click()
    page.get_by_role("button", name=words("staff.lock.act"), exact=True).last.click()
    page.get_by_text(words("refused.last_administrator")).wait_for()
    page.keyboard.press("Escape")

    page.evaluate(f"localStorage.setItem('trialogue.locale', {json.dumps('en')})")
    page.reload()
    until(lambda: raw("staff.people", "en") in page.locator("main").inner_text(), "the page in English")
    look(person, "people-en", out)
    nothing_was_stopped(person)
