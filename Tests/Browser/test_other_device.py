"""A seat on another device, a link made anew at the table, and a room that isn't the officer's: each page says what is so."""

import faces
from bureau import HOST, OTHER
from officer import OfficerAtDesk
from party import PartyAtLink
from person import Person, until
from test_pages import look, nothing_was_stopped
from test_story import NAMES
from words import words

PHONE = {"width": 360, "height": 740}


def on_a_phone(person: Person) -> PartyAtLink:
    """A device of its own: another browser profile."""
    return PartyAtLink(person, person.new_page(person.new_context(viewport=PHONE)))


def test_another_device_is_refused_or_begins_at_nothing_and_a_new_link_is_no_removal(people, bureau_for, out):
    bureau = bureau_for("other-device")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    link = next(invite["link"] for invite in session["invites"] if invite["role"] == "petitioner")
    officer, person = OfficerAtDesk(people(faces.OFFICER), bureau), people(faces.PETITIONER)
    name = NAMES[person.name]
    first, second = on_a_phone(person), on_a_phone(person)
    officer.sign_in()
    officer.go_to_room(session["id"])
    first.open(link)
    first.agree()
    first.check_devices()

    def asks(party: PartyAtLink) -> None:
        party.open(link)
        party.wait_for_problem("open_on_other_device")
        party.page.click("[data-act='take-over']")
        party.wait_for_problem("waiting_for_officer")

    asks(second)
    officer.page.get_by_text(words("live.claim.ask_by_phone")).wait_for()
    look(officer.person, "claim-in-the-waiting-room", out, sizes=((768, 1024), (1440, 900)))
    officer.page.click("[data-act='claim-refuse']")
    second.wait_for_problem("not_permitted")
    assert first.step == "waiting"

    # Allowed, that device begins at the first page, and the one before stands still.
    second.page.reload()
    second.wait_for_problem("open_on_other_device")
    second.page.click("[data-act='take-over']")
    officer.page.click("[data-act='claim-allow']")
    second.wait_for("join")
    first.wait_for_problem("taken_over")
    look(person, "taken-over", out, page=first.page, sizes=((360, 740),))
    second.agree()
    second.check_devices()
    officer.admit(name)
    second.wait_for("call")

    # More devices than the officer is asked about: told so, and not to look for another link.
    waiting = [on_a_phone(person) for _ in range(3)]
    for party in waiting:
        asks(party)
    officer.page.get_by_text(words("live.claim.ask_here")).first.wait_for()
    first.open("about:blank")
    first.open(link)
    first.wait_for_problem("open_on_other_device")
    first.page.click("[data-act='take-over']")
    first.wait_for_problem("many_devices")
    look(person, "many-devices", out, page=first.page, sizes=((360, 740),))

    # Made anew while its holder is at the table: no removal.
    desk.ask("POST", f"/api/sessions/{session['id']}/seats/2/reissue", {})
    second.wait_for_problem("link_revoked")
    nothing_was_stopped(officer.person, person)


def test_a_room_that_is_not_there_or_another_officers_asks_nobody_to_sign_in(people, bureau_for, out):
    bureau = bureau_for("not-my-room")
    other = bureau.signed_in(OTHER)
    theirs = other.launch(other.register(lawyer=False))["id"]
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    for session, problem in (("s-nothing", "not_found"), (theirs, "not_permitted")):
        officer.go_to_room(session)
        until(lambda: officer.page.evaluate("document.body?.dataset.problem") == problem, f"{problem} of {session}")
        look(officer.person, f"live-{problem}", out)
        assert officer.page.locator("main a[href='/desk']").count() == 1

    # Signed out elsewhere in this browser's name: one press leads back to the room.
    mine = bureau.signed_in()
    session = mine.launch(mine.register(title="夜间噪声", lawyer=False))["id"]
    officer.go_to_room(session)
    until(lambda: officer.page.evaluate("document.body?.dataset.step") == "call", "the room")
    officer.page.evaluate("""async () => { await fetch('/api/sign-out',
        { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }); }""")
    until(lambda: officer.page.evaluate("document.body?.dataset.problem") == "not_signed_in", "the sign-in's end told")
    look(officer.person, "live-signed-out", out)
    officer.page.get_by_role("button", name=words("live.problem.not_signed_in.act"), exact=True).click()
    officer.page.fill("#staff-no", HOST.staff_no)
    officer.page.fill("#password", HOST.password)
    officer.page.click("#submit")
    until(lambda: officer.person.is_at("/live") and officer.page.evaluate("document.body?.dataset.step") == "call", "the room again")
