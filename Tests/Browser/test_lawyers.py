"""The registry of lawyers: the petition office keeps it, and the form that adds a lawyer to a case is filled from it."""

import pytest

import faces
from bureau import Bureau, Officer
from officer import OfficerAtDesk
from person import until
from test_pages import look, nothing_was_stopped
from words import words

CLERK = Officer("K001", "叶知秋", "clerk", "the password of a clerk")


@pytest.fixture
def bureau(tmp_path_factory, relay, certificates):
    made = Bureau(tmp_path_factory.mktemp("lawyers"), relay, certificates)
    made.employ(CLERK)
    made.start()
    yield made
    assert made.stop() == 0


def register(page, name: str, licence: str, firm: str) -> None:
    page.get_by_role("button", name=words("lawyers.add"), exact=True).first.click()
    page.fill("#name", name)
    page.fill("#licenceNo", licence)
    page.fill("#firm", firm)
    page.locator(".dialog__foot .btn--primary").click()


def test_a_lawyer_is_registered_once_and_chosen_for_a_case(people, bureau, out):
    person = people(faces.OFFICER)
    OfficerAtDesk(person, bureau, CLERK).sign_in()
    page = person.page
    page.get_by_role("link", name=words("bureau.nav.lawyers"), exact=True).click()
    page.locator(".lawyers__filter").wait_for()
    register(page, "苏见微", "A-123", "青禾区法律援助值班站")
    page.locator("[data-lawyer='A-123']").wait_for()
    # The same licence in another spelling is the same lawyer.
    register(page, "闻笛", "Ａ 123", "远岫律师事务所")
    page.get_by_text(words("refused.taken")).wait_for()
    page.fill("#licenceNo", "Ｂ-7")
    page.locator(".dialog__foot .btn--primary").click()
    page.locator("[data-lawyer='Ｂ-7']").wait_for()
    look(person, "lawyers", out)

    case = bureau.signed_in().register("楼上楼下夜间噪声", lawyer=False)
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    page.locator("[aria-labelledby='who-h'] button").first.click()
    page.select_option("#a-role", "lawyer")
    page.locator("#a-registry").wait_for()
    page.select_option("#a-registry", label="苏见微 · 青禾区法律援助值班站")
    until(lambda: page.input_value("#a-licenceNo") == "A-123", "the licence out of the registry")
    assert page.input_value("#a-name") == "苏见微" and page.input_value("#a-actsFor") == "neutral"
    look(person, "lawyer-of-the-registry", out)
    page.select_option("#a-actsFor", "petitioner")
    page.check("#a-conflictDeclared")
    page.locator(".dialog__foot .btn--primary").click()
    until(lambda: page.locator(".dialog").count() == 0, "the lawyer to be added")

    # Rule 28: the same licence, typed otherwise, can't speak for the other side; nor can another of the firm.
    page.locator("[aria-labelledby='who-h'] button").first.click()
    page.select_option("#a-role", "lawyer")
    page.fill("#a-name", "苏 见微")
    page.fill("#a-firm", "青禾区法律援助 值班站")
    page.fill("#a-licenceNo", "Ａ 123")
    page.select_option("#a-actsFor", "respondent")
    page.check("#a-conflictDeclared")
    page.locator(".dialog__foot .btn--primary").click()
    page.locator(".field__error", has_text=words("bureau.party.conflict_actsFor")).wait_for()
    look(person, "lawyer-for-both-sides", out)
    page.fill("#a-licenceNo", "C-9")
    page.locator(".dialog__foot .btn--primary").click()
    page.locator(".field__error", has_text=words("bureau.party.conflict_firm")).wait_for()
    nothing_was_stopped(person)
