"""A desk that several officers use: who signed out leaves nothing on the screen, nothing to go back to, and is told when it did not work."""

import pytest

import faces
from officer import OfficerAtDesk
from person import until
from words import words


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("shared-desk")


def shown(page) -> str:
    """What can be read; asked again while a page on its way has no body yet."""
    until(lambda: page.evaluate("document.body !== null"), "a page that stands")
    return page.evaluate("document.documentElement.classList.contains('left') || !document.body ? '' : document.body.innerText")


def test_nothing_comes_back_after_signing_out(people, bureau):
    case = bureau.signed_in().register("不给别人看的事项")
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    page = officer.page
    officer.sign_in()
    officer.open_case(case["title"])
    other = officer.person.new_page()
    other.goto(f"{bureau.origin}/case?id={case['id']}")
    other.get_by_role("heading", name=case["title"]).wait_for()
    page.get_by_role("button", name=words("bureau.sign_out")).click()
    page.locator("#staff-no").wait_for()
    for _ in range(3):
        page.go_back()
        until(lambda: page.evaluate("location.pathname") in ("/", "blank"), "the sign-in page instead of what was there")
        assert case["title"] not in shown(page) and "林晚舟" not in page.content()
    # The other tab of this browser is empty too.
    until(lambda: other.evaluate("location.pathname") == "/", "the other tab to be left")
    assert case["title"] not in other.content()


def test_a_page_that_is_gone_back_to_asks_anew_who_is_there(people, bureau):
    """Out of the back-forward cache a page comes whole: it shows nothing before it has asked."""
    case = bureau.signed_in().register("另一件不给别人看的事项")
    officer = OfficerAtDesk(people(faces.OFFICER, more=["--enable-features=BackForwardCache"]), bureau)
    page = officer.page
    officer.sign_in()
    officer.open_case(case["title"])
    page.goto(bureau.origin + "/404.html")
    # The sign-in ended meanwhile, as by its time or from elsewhere.
    officer.person.context.clear_cookies()
    page.go_back()
    until(lambda: page.evaluate("location.pathname") == "/", "the sign-in page")
    assert case["title"] not in page.content()


def test_signing_out_without_a_network_is_told_and_goes_on(people, bureau, out):
    case = bureau.signed_in().register("断网时的事项")
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    page = officer.page
    officer.sign_in()
    officer.open_case(case["title"])
    officer.person.context.set_offline(True)
    page.get_by_role("button", name=words("bureau.sign_out")).click()
    page.get_by_role("heading", name=words("bureau.signing_out.title")).wait_for()
    assert words("bureau.signing_out.do") in page.locator("main").inner_text()
    assert case["title"] not in page.content()
    page.screenshot(path=str(out / "signing-out-offline.png"))
    officer.person.context.set_offline(False)
    until(lambda: page.evaluate("location.pathname") == "/", "the sign-in page")
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    until(lambda: page.evaluate("location.pathname") == "/", "the sign-in page instead of the case")


def test_a_page_opened_before_the_server_has_heard_of_it_shows_nothing(people, bureau):
    case = bureau.signed_in().register("还没退出的事项")
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    page = officer.page
    officer.sign_in()
    page.route("**/api/sign-out", lambda route: route.abort())
    page.get_by_role("button", name=words("bureau.sign_out")).click()
    page.get_by_role("heading", name=words("bureau.signing_out.title")).wait_for()
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    page.get_by_role("heading", name=words("bureau.signing_out.title")).wait_for()
    assert case["title"] not in page.content()
    page.unroute("**/api/sign-out")
    page.get_by_role("button", name=words("bureau.signing_out.again")).click()
    until(lambda: page.evaluate("location.pathname") == "/", "the sign-in page")
