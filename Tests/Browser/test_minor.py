"""A minor comes to the table with a guardian, or with a reason for none where the law knows one (rule 20)."""

from datetime import date

import pytest

import faces
from bureau import person as party_of
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import until
from test_pages import look
from words import words

pytestmark = pytest.mark.call


def test_a_minor_waits_for_a_guardian_and_at_16_may_come_with_a_reason(people, bureau_for, out):
    bureau = bureau_for("minor")
    desk = bureau.signed_in()
    case = desk.register("放学路上的推搡", lawyer=False, parties=[
        {**party_of("petitioner", "林小舟", "100-0000-2046"), "birthDate": f"{date.today().year - 17}-06-01"},
        party_of("respondent", "贺长风", "100-0000-2047")])
    session = desk.launch(case)
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    minor = PartyAtLink(people(faces.PETITIONER))
    officer.sign_in()
    officer.go_to_room(session["id"])
    come_to_the_waiting_room([(minor, links["petitioner"])])
    admit = officer.button("live.lobby.admit_label", name="林小舟")
    until(lambda: admit.count(), "the minor in the lobby")
    assert words("live.lobby.minor.may_be_declined") in officer.page.locator(".lobby__list").inner_text()
    look(officer.person, "live-minor", out)
    admit.click()
    officer.page.locator(".dialog").wait_for()
    assert minor.step == "waiting"
    look(officer.person, "live-minor-asked", out)
    # Without a word nothing is sent.
    officer.page.locator("[data-act='minor-confirm']").click()
    assert words("live.reason_missing") in officer.page.locator(".dialog").inner_text()
    officer.page.locator("#reason").fill("以自己的劳动收入生活，本人不愿通知")
    officer.page.locator("[data-act='minor-confirm']").click()
    minor.wait_for("call")
    record = desk.ask("GET", f"/api/sessions/{session['id']}/record")
    told = [line for line in record["events"] if line["what"] == "guardian_declined"]
    assert [line["detail"] for line in told] == ["以自己的劳动收入生活，本人不愿通知"], told
