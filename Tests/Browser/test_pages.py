"""Every page at every width, looked at by people later (Tests/Browser/out) and judged here for what a program can see: no word
missing from the tables, nothing wider than the screen, nothing that the strict policy stopped."""

import json
import re

import pytest

import faces
from accessibility import findings
from bureau import OFFICERS
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import until
from test_story import NAMES
from words import raw

SIZES = [(360, 740), (768, 1024), (1440, 900)]
KEY = re.compile(r"\b(?:common|bureau|party|live)\.[a-z_]+(?:\.\w+)*\b")


def look(person, name: str, out, page=None, sizes=SIZES) -> None:
    page = page or person.page
    held = page.viewport_size
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=str(out / f"{name}-{width}x{height}.png"))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px wider than {width}"
        text = page.locator("body").inner_text()
        assert not KEY.search(text), f"{name}: no words for {KEY.search(text).group(0)}"
        assert "undefined" not in text and "[object" not in text and "NaN" not in text, name
        # At the first size alone, which is a phone's: a second of each screen.
        broken = findings(page) if (width, height) == sizes[0] else []
        assert broken == [], f"{name} at {width}: " + "\n".join(broken)
    page.set_viewport_size(held)


def nothing_was_stopped(*people) -> None:
    for person in people:
        bad = [said for said in person.said if "Content Security Policy" in said or said.startswith("error: ")
               and "Failed to load resource" not in said and "WebSocket connection" not in said]
        assert bad == [], bad


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_the_bureaus_pages(people, bureau_for, out, locale):
    bureau = bureau_for(f"pages-{locale}")
    desk = bureau.signed_in()
    case = desk.register("楼上楼下夜间噪声")
    desk.register("加装电梯", lawyer=False, contentClass="accusation")
    person = people(faces.OFFICER)
    officer = OfficerAtDesk(person, bureau)
    person.context.add_init_script(f"localStorage.setItem('trialogue.locale', {json.dumps(locale)})")
    person.page.goto(bureau.origin + "/")
    until(lambda: raw("bureau.sign_in.heading", locale) in person.page.locator("main").inner_text(), "the sign-in page")
    look(person, f"sign-in-{locale}", out)
    language = person.page.evaluate("(root) => { const was = root.lang; root.lang = ''; return was; }", person.page.locator("html").element_handle())
    assert any(line.startswith("html-has-lang") for line in findings(person.page)), "what breaks a rule is found"
    person.page.evaluate("(was) => { document.documentElement.lang = was; }", language)
    officer.sign_in()
    person.page.get_by_role("link", name=case["title"]).first.wait_for()
    look(person, f"desk-{locale}", out)
    officer.open_case(case["title"])
    look(person, f"case-{locale}", out)
    session = officer.launch()
    look(person, f"invite-{locale}", out)
    officer.go_to_room(session)
    until(lambda: person.page.locator("[data-open='petitioner']").count(), "the room")
    look(person, f"live-empty-{locale}", out)
    person.page.goto(f"{bureau.origin}/minutes?session={session}")
    until(lambda: person.page.locator("main h1").count(), "the minutes")
    look(person, f"minutes-open-{locale}", out)
    person.page.goto(bureau.origin + "/no-such-page")
    look(person, f"not-found-{locale}", out)
    nothing_was_stopped(person)


def test_without_its_script_the_sign_in_page_sends_no_password_anywhere(people, bureau_for):
    """The script is late or lost; Enter, a click, and even a form that is sent by force must not put it into an address."""
    bureau = bureau_for("pages-bare")
    page = people(faces.OFFICER).page
    page.route("**/js/pages/accounts/sign-in.js", lambda route: route.abort())
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data or "")))
    page.goto(bureau.origin + "/")
    page.fill("#staff-no", OFFICERS[0].staff_no)
    page.fill("#password", OFFICERS[0].password)
    page.press("#password", "Enter")
    page.click("#submit", force=True)
    page.evaluate("HTMLFormElement.prototype.submit.call(document.getElementById('form'))")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.url == bureau.origin + "/"
    assert page.input_value("#password") == OFFICERS[0].password
    assert not [each for each in asked if "password=" in each[1] or "password" in each[2]], asked


@pytest.mark.call
def test_the_parties_pages_and_the_room(people, bureau_for, out):
    bureau = bureau_for("pages-party")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    petitioner, counterparty = PartyAtLink(people(faces.PETITIONER)), PartyAtLink(people(faces.COUNTERPARTY))
    officer.sign_in()
    officer.go_to_room(session["id"])

    phone = petitioner.person
    petitioner.open(links["petitioner"])
    petitioner.wait_for("join")
    look(phone, "join", out)
    petitioner.agree()
    look(phone, "check", out)
    petitioner.check_devices()
    look(phone, "waiting", out)
    until(lambda: officer.button("live.lobby.admit_label", name=NAMES["petitioner"]).count(), "the petitioner in the lobby")
    look(officer.person, "live-waiting", out)
    come_to_the_waiting_room([(counterparty, links["respondent"])])
    for party in (petitioner, counterparty):
        officer.admit(NAMES[party.person.name])
        party.wait_for("call")
    until(lambda: len(phone.sees()) == len(officer.person.sees()) == 2, "everybody's pictures", 90)
    officer.write("petitioner", "问：谁先推的？\n答：没看清。")
    look(officer.person, "live", out)
    look(phone, "call", out, sizes=[*SIZES, (740, 360)])
    officer.present()
    until(lambda: phone.page.locator("[data-shown='minutes']").is_visible(), "the minutes shown")
    look(phone, "call-minutes", out)
    bureau.kill()
    until(lambda: raw("party.call.line_away") in phone.page.locator("body").inner_text(), "the word that the line is away")
    look(phone, "call-line-away", out, sizes=SIZES[:1])
    bureau.start()
    petitioner.leave()
    petitioner.wait_for("end")
    look(phone, "left", out)
    until(lambda: officer.page.locator(".saved[data-of='minutes']").get_attribute("data-state") == "saved", "the line back")
    officer.end("agreement")
    counterparty.wait_for("end")
    look(counterparty.person, "end", out)
    look(officer.person, "live-over", out)
    officer.page.goto(f"{bureau.origin}/minutes?session={session['id']}")
    until(lambda: officer.page.locator(".hash--digest").count(), "the minutes on file")
    look(officer.person, "minutes", out)
    petitioner.open(links["petitioner"])
    petitioner.wait_for_problem("session_over")
    look(phone, "link-over", out)
    petitioner.open(bureau.origin + "/j#s-1.2.1.AAAAAAAAAAAAAAAAAAAAAA")
    petitioner.wait_for_problem("link_unknown")
    look(phone, "link-unknown", out)
    nothing_was_stopped(officer.person, phone, counterparty.person)


def test_the_page_of_who_is_cut_off_and_comes_back(people, bureau_for, out):
    bureau = bureau_for("pages-cut-off")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    officer, party = OfficerAtDesk(people(faces.OFFICER), bureau), PartyAtLink(people(faces.PETITIONER))
    officer.sign_in()
    officer.go_to_room(session["id"])
    come_to_the_waiting_room([(party, session["invites"][0]["link"])])
    officer.admit(NAMES["petitioner"])
    party.wait_for("call")
    until(lambda: party.person.sees() == {"officer"}, "the officer's picture", 90)
    # The line and everybody's picture are gone: the page says so once, and that nothing is to be done.
    bureau.kill()
    officer.page.close()
    panel = party.page.locator(".back")
    until(lambda: panel.is_visible(), "the page to say that it is cut off")
    until(lambda: raw("party.back.nothing_lost") in panel.inner_text(), "what is kept")
    assert party.page.locator("[data-act='retry']").is_visible() and party.page.locator("[data-act='phone']").is_visible()
    look(party.person, "reconnecting", out, sizes=[*SIZES, (740, 360)])
    bureau.start()
    until(lambda: not panel.is_visible(), "the line back")
    nothing_was_stopped(party.person)
