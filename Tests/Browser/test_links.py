"""The life of a link: it opens until it expires or is revoked, reveals nothing after that, and takes no seat from who is inside."""

import json
import subprocess

import pytest

import faces
from bureau import TRIALOGUE
from line import Closed, Line, host_line, open_link, seat_line
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import until
from test_pages import look
from test_story import NAMES
from words import like, raw, words

# Long enough to open a link on a busy machine, short enough to be waited for.
LIFE = "20s"


def said_of(bureau, link: str) -> tuple[int, dict]:
    status, headers, body = open_link(bureau, link)
    assert "set-cookie" not in headers
    return status, json.loads(body)


def reveals_nothing(text: str, case: dict, links: dict[str, str]) -> None:
    for word in (*NAMES.values(), case["title"], case["caseNo"], "林*舟", "贺*风", *(link.split(".")[-1] for link in links.values())):
        assert word not in text, word


def test_a_room_has_its_own_address_and_another_rooms_opens_nothing(bureau_for):
    bureau = bureau_for("address")
    desk = bureau.signed_in()
    session, other = desk.launch(desk.register()), desk.launch(desk.register())
    link = session["invites"][0]["link"]
    text = link.split("#")[1]
    # A link opens at its session's address, and for one release at the former one, with the same answer.
    status, _, body = open_link(bureau, link)
    assert (status, bureau.ask("POST", "/api/invites/open", {"link": text})[2]) == (200, body)
    for wrong in (other["id"], "s-none", "a.b"):
        status, said = bureau.refusal("POST", f"/api/invites/{wrong}/open", {"link": text})
        assert said in {"other_session", "not_found"} and 400 <= status < 500, wrong
    # Nor is that a try at a secret: the next one is judged at once.
    assert open_link(bureau, link)[0] == 200
    credential = json.loads(body)["seatCredential"]
    for who, cookie in (({"seatCredential": credential}, None), ({"session": session["id"], "watch": True}, desk.cookie)):
        for at in (session["id"], None):
            assert Line(bureau, cookie, at).hello(**who)["type"] == "welcome", (who, at)
        for at in (other["id"], "s-none"):
            line = Line(bureau, cookie, at)
            assert line.hello(**who) == {"type": "refused", "code": "other_session"}, (who, at)
            assert line.closed() == 4002
    for at in ("a.b", "x" * 65, "s-1/x", "s-1/", "%73-1", "天"):
        with pytest.raises((AssertionError, Closed)):
            Line(bureau, desk.cookie, at)


ELSEWHERE = """
    const Real = WebSocket;
    window.WebSocket = class extends Real {
        constructor(url, protocol) { super(url.replace(/[^/]+$/, 's-elsewhere'), protocol); }
    };
"""


def test_a_page_that_comes_to_another_rooms_address_says_so(people, bureau_for, out):
    """As a proxy would do it that mixes rooms up: the words are of this, and offer a way."""
    bureau = bureau_for("elsewhere")
    desk = bureau.signed_in()
    session = desk.launch(desk.register())
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    officer.person.before_every_page(ELSEWHERE)
    officer.go_to_room(session["id"])
    until(lambda: officer.page.locator("body").get_attribute("data-problem") == "other_session", "the room's page to say so")
    assert raw("live.problem.other_session.title") in officer.page.locator("body").inner_text()
    look(officer.person, "live-other-session", out)

    party = PartyAtLink(people(faces.PETITIONER))
    party.person.before_every_page(ELSEWHERE)
    party.open(session["invites"][0]["link"])
    party.wait_for_problem("other_session")
    assert raw("party.problem.other_session.title") in party.page.locator("body").inner_text()
    look(party.person, "join-other-session", out)


def test_an_expired_link_gets_nothing_and_who_came_in_time_keeps_the_seat(people, bureau_for, out):
    bureau = bureau_for("expiry", "--link-life", LIFE)
    desk = bureau.signed_in()
    case = desk.register()
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    early, late = PartyAtLink(people(faces.PETITIONER)), PartyAtLink(people(faces.COUNTERPARTY))
    session = desk.launch(case)
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    early.open(links["petitioner"])
    early.wait_for("join")
    line = seat_line(bureau, links["lawyer"])
    assert line.welcome["type"] == "welcome"

    # Over HTTP: a code, the number to call, and nothing else.
    until(lambda: said_of(bureau, links["respondent"])[0] >= 400, "the link to expire", every=0.5)
    status, said = said_of(bureau, links["respondent"])
    assert (status, said["code"], set(said)) == (410, "link_expired", {"code", "phone"})
    assert said_of(bureau, links["petitioner"])[1]["code"] == "link_expired", "another copy of a link that was opened in time"

    # In a browser: what happened and what to do, in the link's own words, and nothing of the matter.
    late.open(links["respondent"])
    late.wait_for_problem("link_expired")
    shown = late.page.locator("body").inner_text()
    for key in ("title", "lead", "do1", "do2"):
        assert raw(f"party.problem.link_expired.{key}") in shown
    reveals_nothing(shown + late.page.content() + late.page.evaluate("JSON.stringify({...sessionStorage})"), case, links)
    assert late.page.get_by_role("link", name=words("party.problem.call")).get_attribute("href").startswith("tel:")
    look(late.person, "link-expired", out)
    late.page.reload()
    late.wait_for_problem("no_link")

    # Who is inside stays there: through a reload, a restarted server, and up to the table.
    early.page.reload()
    early.agree()
    bureau.stop()
    bureau.start()
    officer.go_to_room(session["id"])
    early.check_devices()
    line.drop()
    again = seat_line_again(bureau, line)
    assert again["type"] == "welcome"
    officer.admit(NAMES["petitioner"])
    early.wait_for("call")
    until(lambda: early.person.sees() == {"officer"}, "the officer's picture", 90)

    # A begun session lets in who was invited to it.
    late.open(links["respondent"])
    late.wait_for("join")


def seat_line_again(bureau, line) -> dict:
    from line import Line
    return Line(bureau).hello(seatCredential=line.opened["seatCredential"])


def test_a_new_link_has_a_life_of_its_own_and_the_old_one_is_told_apart(people, bureau_for, out):
    bureau = bureau_for("reissue", "--link-life", LIFE)
    desk = bureau.signed_in()
    case = desk.register(lawyer=False)
    session = desk.launch(case)
    host = host_line(desk, session["id"])
    old = session["invites"][0]["link"]
    holding = seat_line(bureau, session["invites"][1]["link"])
    until(lambda: said_of(bureau, old)[1].get("code") == "link_expired", "the link to expire", every=0.5)

    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    officer.page.goto(f"{bureau.origin}/case?id={case['id']}&session={session['id']}")
    until(lambda: officer.page.get_by_text(like("bureau.invite.expired")).count() == 1, "the invitation told as expired")
    cards = officer.page.locator(".invite")
    assert [cards.nth(index).locator(".invite__btns").is_visible() for index in (0, 1)] == [False, True]
    look(officer.person, "invite-expired", out)

    renewed = desk.ask("POST", f"/api/sessions/{session['id']}/seats/2/reissue", {})["invites"][0]
    assert renewed["expiresAt"] > session["expiresAt"]
    assert said_of(bureau, old)[1]["code"] == "link_revoked"
    assert said_of(bureau, renewed["link"])[0] == 200
    desk.ask("POST", f"/api/sessions/{session['id']}/seats/2/revoke", {})
    assert said_of(bureau, renewed["link"])[1]["code"] == "link_revoked"
    outsider = PartyAtLink(people(faces.PETITIONER))
    outsider.open(renewed["link"])
    outsider.wait_for_problem("link_revoked")
    reveals_nothing(outsider.page.locator("body").inner_text() + outsider.page.content(), case, {"petitioner": renewed["link"]})
    look(outsider.person, "link-revoked", out)
    holding.drop()
    host.drop()


def test_a_session_that_ends_takes_its_open_dialogs_along(people, bureau_for):
    bureau = bureau_for("dialogs")
    desk = bureau.signed_in()
    case = desk.register(lawyer=False)
    session = desk.launch(case)
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    officer.go_to_room(session["id"])
    at_case = officer.person.new_page()
    at_case.goto(f"{bureau.origin}/case?id={case['id']}&session={session['id']}")
    at_case.locator(".invite").first.wait_for()
    party = PartyAtLink(people(faces.PETITIONER))
    come_to_the_waiting_room([(party, session["invites"][0]["link"])])
    officer.admit(NAMES["petitioner"])
    party.wait_for("call")
    party.page.click("[data-act='leave']")
    party.page.get_by_role("dialog").or_(party.page.get_by_role("alertdialog")).wait_for()
    officer.page.click("[data-act='invite']")
    officer.page.locator(".invite").first.wait_for()
    officer.page.get_by_role("button", name=words("bureau.invite.revoke_for", name=NAMES["counterparty"])).click()
    officer.page.get_by_role("alertdialog").wait_for()

    # The officer goes on somewhere else, and ends it there.
    line = host_line(desk, session["id"], takeOver=True)
    until(lambda: officer.page.evaluate("document.body.dataset.problem") == "taken_over", "the older page to be told")
    assert line.request("end", reason="agreement", note="")["type"] == "result"
    party.wait_for("end")
    until(lambda: at_case.get_by_text(raw("bureau.invite.over")).is_visible(), "the links on the case's page to be told as dead")
    for page in (officer.page, party.page):
        assert page.locator(".dialog").count() == 0
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert page.locator("[inert]").count() == 0
    assert at_case.locator(".invite").count() == 0
    at_case.keyboard.press("Escape")
    until(lambda: at_case.locator(".dialog").count() == 0, "the dialog to close")
    line.drop()


@pytest.mark.parametrize("life", ["", "8", "h", "14s", "31d", "-1h", "1.5h", "8 h", "99999999999999999999d"])
def test_a_life_of_links_out_of_bounds_is_refused_at_the_start(tmp_path, life):
    refused = subprocess.run([TRIALOGUE, "serve", "--data", str(tmp_path / "data"), "--plain-http", f"--link-life={life}"],
                             capture_output=True, text=True, timeout=20)
    assert refused.returncode != 0 and "link-life" in refused.stderr
    assert not (tmp_path / "data").exists()
