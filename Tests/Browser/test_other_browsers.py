"""Every page in every state that can be reached without a call, in WebKit, which has no calls, and in Firefox: no script fails, nothing
lies upon another thing, nothing is wider than the window, and there are words for everything."""

import pytest

import faces
from firefox import FirefoxPerson
from pixels import groups_of_ink
from walk import Walk, as_a_party, as_a_party_who_cannot_call, hold_a_hearing, through_the_bureau, to_links_that_lead_nowhere
from webkit import WebKitVisitor
from words import words

PHONE, TABLET, DESKTOP = (360, 740), (768, 1024), (1440, 900)


pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(bureau_for):
    """A bureau, a case whose session is open, and another with its session held and ended."""
    bureau = bureau_for("other-browsers")
    desk = bureau.signed_in()
    held = hold_a_hearing(bureau, desk)
    case = desk.register("楼上楼下夜间噪声")
    return bureau, case, desk.launch(case), held


@pytest.fixture(scope="module")
def webkit(tmp_path_factory):
    visitor = WebKitVisitor(tmp_path_factory.mktemp("webkit"))
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    visitor = FirefoxPerson(faces.PETITIONER, tmp_path_factory.mktemp("firefox"))
    yield visitor
    visitor.close()


@pytest.mark.parametrize("locale, sizes", [("zh-CN", [PHONE, DESKTOP]), ("en", [PHONE, TABLET])])
@pytest.mark.parametrize("engine", ["webkit", "firefox"])
def test_the_bureaus_pages(request, stage, out, engine, locale, sizes):
    bureau, case, session, held = stage
    walk = Walk(request.getfixturevalue(engine), bureau, out, engine, sizes)
    walk.speak(locale)
    through_the_bureau(walk, case, session, held)
    walk.is_clean()


def test_the_room_says_that_webkit_has_no_calls(stage, out, webkit):
    bureau, _, session, _ = stage
    walk = Walk(webkit, bureau, out, "webkit", [PHONE, DESKTOP])
    walk.speak("zh-CN")
    walk.sign_in()
    walk.go(f"/live?session={session['id']}", "[data-problem='no_webrtc']", "live-cannot")
    assert words("live.problem.no_webrtc.title") in walk.page.locator("body").inner_text()
    walk.is_clean()


@pytest.mark.parametrize("locale, sizes", [("zh-CN", [PHONE, DESKTOP]), ("en", [PHONE, TABLET])])
def test_a_party_in_a_browser_without_calls_is_told_so_at_once_and_takes_no_seat(stage, out, webkit, locale, sizes):
    bureau, _, session, held = stage
    walk = Walk(webkit, bureau, out, "webkit", sizes)
    walk.speak(locale)
    as_a_party_who_cannot_call(walk, session["invites"][0]["link"])
    to_links_that_lead_nowhere(walk, held[1]["invites"][0]["link"])
    walk.is_clean()


def test_a_party_in_firefox_comes_to_the_waiting_room_and_leaves(stage, out, firefox):
    bureau, _, session, held = stage
    walk = Walk(firefox, bureau, out, "firefox", [PHONE, DESKTOP])
    walk.speak("zh-CN")
    as_a_party(walk, session["invites"][1]["link"])
    to_links_that_lead_nowhere(walk, held[1]["invites"][0]["link"])
    walk.is_clean()


@pytest.mark.parametrize("engine", ["webkit", "firefox"])
def test_the_characters_of_a_date_are_drawn_side_by_side(request, stage, engine):
    """As they are painted, since WebKit measures them rightly while it draws the second digit of 29日 upon the first: with as much
    letter spacing that each character stands apart, there are as many marks as characters."""
    page = request.getfixturevalue(engine).page
    page.goto(stage[0].origin + "/no-such-page")
    page.set_viewport_size({"width": 768, "height": 200})
    date = "2月29日"
    page.evaluate(f"""(() => {{
        const line = document.createElement('time')
        line.className = 'nb'
        line.textContent = '{date}'
        Object.assign(line.style, {{ font: '48px var(--hei)', color: '#000', background: '#fff', position: 'fixed', inset: '0', zIndex: 99 }})
        document.body.replaceChildren(line)
    }})()""")
    assert groups_of_ink(page) == len(date)
