"""The line to the room under bad input and a hard end: a stable answer each time, nothing lost, nothing leaked, server up."""

import json

import pytest

from line import BINARY, TEXT, Line, host_line, seat_line


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("line")


@pytest.fixture
def stage(bureau):
    """A desk, its session, and the links by role."""
    desk = bureau.signed_in()
    session = desk.launch(desk.register())
    return desk, session["id"], {invite["role"]: invite["link"] for invite in session["invites"]}


def admitted(desk, session, links, *roles):
    """The host's line and those of these people, all in the call."""
    host = host_line(desk, session)
    lines = {}
    for role in roles:
        line = lines[role] = seat_line(desk.bureau, links[role])
        assert line.request("consent", notice=line.opened["notice"])["type"] == "result"
        assert line.request("ready")["type"] == "result"
        assert host.request("admit", seat=line.opened["seat"])["type"] == "result"
    return host, lines


def test_a_person_who_has_not_said_hello_hears_nothing(bureau):
    line = Line(bureau)
    line.send({"type": "ready", "id": "a"})
    assert line.closed() == 4001
    assert [message["type"] for message in line.messages] in ([], ["refused"])


def test_a_credential_that_was_never_given_is_refused(bureau, stage):
    line = Line(bureau)
    answer = line.hello(seatCredential=stage[1] + ".2.1.AAAAAAAAAAAAAAAAAAAAAA")
    assert answer["type"] == "refused" and "state" not in answer
    assert line.closed() in {1000, 1008, 4002}


def test_an_officer_without_a_cookie_is_refused(bureau, stage):
    line = Line(bureau)
    answer = line.hello(session=stage[1], watch=False)
    assert answer["type"] == "refused" and answer["code"] in {"not_signed_in", "link_unknown"}


@pytest.mark.parametrize("frame, code", [
    (b"{", "malformed"), (b"[]", "malformed"), (b'{"id":"x"}', "missing_field"), (b'{"type":"dance","id":"x"}', "unknown_type"),
    (b'{"type":"admit","id":"x","seat":2,"why":"not"}', "unknown_field"), (b'{"type":"admit","id":"x","seat":"two"}', "bad_field"),
    (b'{"type":"admit","id":"x","seat":7}', "no_such_seat"),
    (b'{"type":"edit","id":"x","section":"weather","text":"","base":0}', "unknown_section"),
    (b'{"type":"edit","id":"x","section":"petitioner","text":"","base":77}', "stale_revision"),
    (b'{"type":"admit","id":"x","seat":' + b"[" * 40 + b"]" * 40 + b"}", "too_deep")])
def test_a_message_that_is_not_understood_is_refused_and_changes_nothing(stage, frame, code):
    desk, session, _ = stage
    host = host_line(desk, session)
    before = host.messages[0]["state"]
    host.send_frame(TEXT, frame)
    assert host.until(lambda message: message["type"] == "refused")["code"] == code
    again = host_line(desk, session, takeOver=True)
    assert again.messages[0]["state"]["seats"][1:] == before["seats"][1:]
    assert again.messages[0]["state"]["minutes"] == before["minutes"]


@pytest.mark.parametrize("kind, payload, code", [
    (TEXT, b'{"type":"beat"' + b" " * 65_536 + b"}", 1009), (TEXT, b"\xff\xfe", 1007), (BINARY, b"{}", 1003)])
def test_a_frame_that_may_not_be_closes_the_line_with_its_code(stage, kind, payload, code):
    desk, session, _ = stage
    host = host_line(desk, session)
    host.send_frame(kind, payload)
    assert host.closed() == code


def test_a_flood_is_closed_and_others_go_on(stage):
    desk, session, links = stage
    host, lines = admitted(desk, session, links, "petitioner", "respondent")
    try:
        for _ in range(1000):
            lines["petitioner"].send({"type": "beat"})
    except OSError:
        pass  # closed while it was still pouring
    assert lines["petitioner"].closed() in {4007, 1006}
    assert host.request("edit", section="petitioner", text="继续", base=0)["type"] == "result"


def test_a_party_may_not_do_what_the_host_may(stage):
    desk, session, links = stage
    _, lines = admitted(desk, session, links, "petitioner")
    party = lines["petitioner"]
    for kind, fields in {
            "admit": {"seat": 3}, "remove": {"seat": 1, "reason": "x"}, "present": {"on": True}, "freeze": {},
            "edit": {"section": "petitioner", "text": "x", "base": 0}, "end": {"reason": "agreement", "note": ""}}.items():
        assert party.request(kind, **fields)["code"] == "not_permitted", kind


def test_who_waits_is_told_nothing_of_the_matter_or_the_others(stage):
    desk, session, links = stage
    waiting = seat_line(desk.bureau, links["respondent"])
    told = json.dumps(waiting.welcome, ensure_ascii=False) + json.dumps(waiting.opened, ensure_ascii=False)
    for secret in ("林晚舟", "苏见微", "西苑小区", "推搡", "青信", '"c-'):
        assert secret not in told, secret
    assert waiting.welcome.get("ice") is None
    assert waiting.request("ready")["code"] in {"not_consented", "wrong_state"}


def test_a_signal_reaches_only_who_is_linked(stage):
    desk, session, links = stage
    host, lines = admitted(desk, session, links, "petitioner", "respondent")
    outside = seat_line(desk.bureau, links["lawyer"])
    body = {"kind": "restart"}
    outside.send({"type": "signal", "to": 1, "epoch": 1, "body": body})
    assert outside.until(lambda message: message["type"] == "refused")["code"] in {"not_linked", "not_consented", "wrong_state"}
    epoch = next(each["epoch"] for each in lines["respondent"].latest("links") if each["peer"] == 2)
    lines["respondent"].send({"type": "signal", "to": 2, "epoch": epoch, "body": body})
    got = lines["petitioner"].until(lambda message: message["type"] == "signal")
    assert (got["from"], got["epoch"], got["body"]) == (3, epoch, body)
    assert not any(message["type"] == "signal" for message in outside.messages + host.messages)


def test_a_candidate_that_is_not_our_relays_is_refused(stage):
    desk, session, links = stage
    host, lines = admitted(desk, session, links, "petitioner")
    link = host.latest("links")[0]
    for candidate in ("candidate:1 1 udp 2113937151 192.168.1.9 54321 typ host",
                      "candidate:1 1 udp 1677729535 8.8.8.8 54321 typ srflx raddr 0.0.0.0 rport 0",
                      "candidate:1 1 udp 41885439 10.0.0.1 61000 typ relay raddr 0.0.0.0 rport 0",
                      "candidate:1 1 udp 41885439 127.0.77.1 61000 typ relay raddr 192.168.1.9 rport 4711",
                      "candidate:1 1 udp 41885439 127.0.0.1 61000 typ relay raddr 0.0.0.0 rport 0"):
        host.send({"type": "signal", "to": 2, "epoch": link["epoch"], "body": {
            "kind": "candidates", "end": False,
            "candidates": [{"candidate": candidate, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": "abcd"}]}})
        assert host.until(lambda message: message["type"] == "refused")["code"] == "candidate_forbidden", candidate
    assert not any(message["type"] == "signal" for message in lines["petitioner"].messages)


def test_a_command_that_is_repeated_runs_once(stage):
    desk, session, _ = stage
    host = host_line(desk, session)
    edit = {"type": "edit", "id": "same-id", "section": "petitioner", "text": "问：谁推的？", "base": 0}
    host.send(edit)
    first = host.answer("same-id")
    host.send(edit)
    again = host.answer("same-id")
    assert (first["type"], first["revision"]) == (again["type"], again["revision"]) == ("result", 1)
    host.send({**edit, "text": "另一句"})
    assert host.answer("same-id")["code"] == "id_reused"


def test_revoked_and_reissued_links_are_told_apart_and_the_page_is_shown_the_door(stage):
    desk, session, links = stage
    seated = seat_line(desk.bureau, links["petitioner"])
    desk.ask("POST", f"/api/sessions/{session}/seats/2/reissue", {})
    assert seated.closed() == 4004
    old = {"link": links["petitioner"].split("#")[1]}
    assert desk.bureau.refusal("POST", "/api/invites/open", old)[1] == "link_revoked"
    fresh = next(invite for invite in desk.ask("GET", f"/api/sessions/{session}")["invites"] if invite["seat"] == 2)
    assert seat_line(desk.bureau, fresh["link"]).welcome["type"] == "welcome"


def test_an_ended_session_closes_its_links(stage):
    desk, session, links = stage
    host, lines = admitted(desk, session, links, "petitioner", "respondent")
    assert host.request("end", reason="agreement", note="")["type"] == "result"
    assert lines["petitioner"].closed() == 4005
    assert desk.bureau.refusal("POST", "/api/invites/open", {"link": links["petitioner"].split("#")[1]})[1] == "session_over"
    assert desk.ask("GET", f"/api/sessions/{session}/record")["phase"] == "ended"


def test_another_officer_may_not_read_or_enter_a_session_of_a_case_that_is_not_theirs(bureau, stage):
    import bureau as office
    _, session, _ = stage
    stranger = bureau.signed_in(office.OTHER)
    line = Line(bureau, stranger.cookie)
    answer = line.hello(session=session, watch=False)
    assert answer["type"] == "refused", answer
