"""What must survive: a reload, a killed server, a lost socket, in a call and between a keystroke and its answer."""

import pytest

import faces
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import until
from test_story import NAMES, all_see_and_hear_each_other


@pytest.fixture(scope="module")
def held(people_of_file, bureau_for):
    """An officer and two parties in a call: (bureau, officer, petitioner, counterparty, links)."""
    people, bureau = people_of_file, bureau_for("endurance")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    officer.go_to_room(session["id"])
    parties = [PartyAtLink(people(faces.PETITIONER)), PartyAtLink(people(faces.COUNTERPARTY))]
    come_to_the_waiting_room(zip(parties, (links["petitioner"], links["respondent"])))
    for party in parties:
        officer.admit(NAMES[party.person.name])
        party.wait_for("call")
    return bureau, officer, *parties, links


@pytest.fixture
def call(held, people_of_file, request):
    """The call of this file, as it should be when a test begins."""
    _, officer, petitioner, counterparty, _ = held
    all_see_and_hear_each_other([officer.person, petitioner.person, counterparty.person])
    yield held
    people_of_file.keep_what_they_saw(request.node)


@pytest.mark.call
def test_a_reload_in_the_call_brings_the_same_seat_back_and_no_ghost(call):
    _, officer, petitioner, counterparty, _ = call
    petitioner.page.reload()
    petitioner.wait_for("call")
    all_see_and_hear_each_other([officer.person, petitioner.person, counterparty.person])
    for page in (officer.page, counterparty.page):
        assert page.locator("figure.tile").count() == 3

    officer.page.reload()
    until(lambda: officer.page.locator("figure.tile").count() == 3, "the officer's tiles after a reload")
    all_see_and_hear_each_other([officer.person, petitioner.person, counterparty.person])
    assert petitioner.page.locator("figure.tile").count() == 3


@pytest.mark.call
def test_a_killed_server_stops_no_media_and_the_state_resumes(call):
    bureau, officer, petitioner, counterparty, _ = call
    officer.write("petitioner", "重启以前写的。")
    until(lambda: officer.page.locator(".saved[data-of='minutes']").get_attribute("data-state") == "saved", "the draft saved")
    everybody = [officer.person, petitioner.person, counterparty.person]
    before = {person.name: person.witness("received()") for person in everybody}
    links_before = {person.name: person.witness("connections.length") for person in everybody}

    bureau.kill()
    until(lambda: all(person.witness("received()") > before[person.name] + 20_000 for person in everybody),
          "media to flow on without a server")
    all_see_and_hear_each_other(everybody, within=5)
    bureau.start()
    # The rooms' state is there again: a command of the host runs, and everybody sees what it does.
    officer.write("petitioner", "重启以后写的。")
    officer.present()
    for party in (petitioner, counterparty):
        until(lambda: "重启以前写的。重启以后写的。" in party.page.locator("[data-shown='minutes']").inner_text(),
              f"the minutes at {party.person.name}'s after the restart")
    all_see_and_hear_each_other(everybody)
    # The same connections: nobody was cut off and joined anew.
    assert {person.name: person.witness("connections.length") for person in everybody} == links_before


def test_a_kill_between_a_keystroke_and_its_answer_keeps_every_character(people, bureau_for):
    bureau = bureau_for("keystroke")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    officer.go_to_room(session["id"])
    until(lambda: officer.page.locator("[data-open='petitioner']").count(), "the minutes")
    written = ""
    for turn in range(3):
        # No pause between the last character and the kill: its answer can't have come.
        said = f"第{turn}轮：谁推的？没看清。"
        officer.write("petitioner", said)
        bureau.kill()
        written += said
        assert officer.section("petitioner").input_value() == written
        officer.page.keyboard.type("断线时接着写。")
        written += "断线时接着写。"
        bureau.start()
        if turn == 2:
            officer.page.reload()
            until(lambda: officer.page.locator("[data-open='petitioner']").count(), "the minutes after a reload")
        until(lambda: officer.section("petitioner").input_value() == written, "every character in the page")
        until(lambda: officer.page.locator(".saved[data-of='minutes']").get_attribute("data-state") == "saved", "the draft saved")
    officer.page.reload()
    until(lambda: officer.page.locator("[data-open='petitioner']").count(), "the minutes after a reload")
    until(lambda: officer.section("petitioner").input_value() == written, "every character in the store")


# The last of the call: the petitioner's first page is gone after it.
@pytest.mark.call
def test_a_link_in_a_second_tab_is_asked_and_the_newer_takes_over(call):
    _, officer, petitioner, _, links = call
    older = petitioner.page
    second = PartyAtLink(petitioner.person, petitioner.person.new_page())
    second.open(links["petitioner"])
    second.wait_for_problem("open_in_other_tab")
    assert petitioner.step == "call"
    second.page.click("[data-act='take-over']")
    second.wait_for("call")
    PartyAtLink(petitioner.person, older).wait_for_problem("taken_over")
    until(lambda: "petitioner" in officer.person.sees(), "the petitioner's picture from the newer page")
    assert officer.page.locator("figure.tile").count() == 3


def test_links_that_do_not_open_are_told_apart(people, bureau_for):
    bureau = bureau_for("links")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    links = {invite["seat"]: invite["link"] for invite in session["invites"]}
    outsider = PartyAtLink(people(faces.LAWYER))

    outsider.open(links[2][:-6] + "AAAAAA")
    outsider.wait_for_problem("link_unknown")
    desk.ask("POST", f"/api/sessions/{session['id']}/seats/2/revoke", {})
    outsider.open(links[2])
    outsider.wait_for_problem("link_revoked")
    for secret in ("林晚舟", "贺长风", "西苑小区", "推搡"):
        assert secret not in outsider.page.locator("body").inner_text()
    assert outsider.person.witness("openConnections()") == 0
