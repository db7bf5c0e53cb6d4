"""The wall and the shields at the line to the room, where a program can say what no page would."""

import json
import subprocess

import pytest

from bureau import TRIALOGUE
from line import Line, host_line, seat_line
from test_line import admitted

ROLES = ("petitioner", "respondent", "lawyer")


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("wall-line")


@pytest.fixture
def room(bureau):
    """Desk, session, links, the host's line and three people's, all in the call."""
    desk = bureau.signed_in()
    session = desk.launch(desk.register())
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    host, lines = admitted(desk, session["id"], links, *ROLES)
    for line in lines.values():
        line.bureau = bureau
    return desk, session["id"], links, host, lines


def latest_wall(line: Line) -> dict:
    return line.latest("wall")


def sealed(host, *members) -> int:
    """Raises a wall around these lines and confirms for each; gives its number."""
    assert host.request("caucus", members=[line.opened["seat"] for line in members], minutes=10)["type"] == "result"
    number = latest_wall(host)["number"]
    for line in (*members, host):
        assert line.request("wall_closed", wall=number)["type"] == "result"
    assert latest_wall(host)["phase"] == "sealed"
    return number


def back_again(before: Line, **more) -> Line:
    """The same browser comes back on another socket: the same page, unless `more` names another."""
    line = Line(before.bureau)
    line.bureau, line.opened = before.bureau, before.opened
    line.welcome = line.hello(**{**before.said, "run": None, "seq": 0, **more})
    assert line.welcome["type"] == "welcome", line.welcome
    return line


def synchronous(line: Line) -> list[dict]:
    """Everything that was sent to this line up to now."""
    line.request("renew_link", peer=1, epoch=0)
    return line.messages


def test_a_dead_socket_is_never_a_member(room):
    _, _, _, host, lines = room
    lines["petitioner"].drop()
    host.until(lambda message: any(seat["seat"] == 2 and seat["presence"] == "lost" for seat in message.get("seats", [])))
    answer = host.request("caucus", members=[2], minutes=None)
    assert (answer["code"], answer["field"]) == ("wrong_state", "members")
    assert host.request("caucus", members=[4], minutes=None)["type"] == "result"


def test_a_hello_with_more_links_than_allowed_closes_first_and_has_none_before_it_confirms(room):
    desk, session, _, host, lines = room
    one = lines["petitioner"]
    number = sealed(host, one)
    one.drop()
    host.until(lambda message: any(seat["seat"] == 2 and seat["presence"] == "lost" for seat in message.get("seats", [])))
    again = back_again(one, links=[{"peer": 1, "epoch": 2}, {"peer": 3, "epoch": 1}])
    assert again.welcome["state"]["links"] == []
    assert again.welcome["state"]["wall"]["confirmed"] == [1]
    again.send({"type": "signal", "to": 1, "epoch": 2, "body": {"kind": "restart"}})
    assert again.until(lambda message: message["type"] == "refused")["code"] == "not_linked"
    assert again.request("wall_closed", wall=number)["type"] == "result"
    assert [link["peer"] for link in again.latest("links")] == [1]
    record = desk.ask("GET", f"/api/sessions/{session}/record")
    assert "wall_doubted" in [event["what"] for event in record["events"]]


@pytest.mark.parametrize("phase", ["sealing", "sealed"])
def test_no_signal_passes_the_wall_in_either_direction(room, phase):
    _, _, _, host, lines = room
    one, other, lawyer = (lines[role] for role in ROLES)
    epochs = {link["peer"]: link["epoch"] for link in other.latest("links")}
    if phase == "sealed":
        sealed(host, one)
    else:
        host.request("caucus", members=[2], minutes=None)
    for sender, to in ((other, 1), (other, 2), (other, 4), (one, 3), (one, 4), (host, 3)):
        for epoch in {epochs.get(to, 1), 2, 3}:
            sender.send({"type": "signal", "to": to, "epoch": epoch, "body": {"kind": "restart"}})
            assert sender.until(lambda message: message["type"] == "refused" and "id" not in message)["code"] == "not_linked"
    for line in (one, other, lawyer):
        assert not any(message["type"] == "signal" for message in synchronous(line))
    assert other.request("wall_closed", wall=latest_wall(host)["number"])["code"] == "not_permitted"
    assert one.request("wall_closed", wall=77)["code"] == "wall_moved"
    assert other.request("renew_link", peer=1, epoch=2)["code"] == "not_linked"


def test_nothing_that_is_done_inside_is_told_outside_nor_the_other_way_round(room):
    _, _, _, host, lines = room
    one, other, lawyer = (lines[role] for role in ROLES)
    assert host.request("present", on=True)["type"] == "result"
    sealed(host, one)
    told = {line: len(synchronous(line)) for line in (one, other, lawyer)}
    for line in (host, one):
        line.send({"type": "media", "microphone": "live", "camera": "muted"})
    epoch = one.latest("links")[0]["epoch"]
    one.send({"type": "stats", "links": [{"peer": 1, "epoch": epoch, "state": "connected", "path": "relay/udp", "rttMs": 34, "jitterMs": 4, "lossPercent": 0.4,
                                          "audioKbps": 28, "videoKbps": 640, "framesDecoded": 41, "framesPerSecond": 15, "freezes": 0, "concealedPercent": 0.1}]})
    assert host.request("edit", section="petitioner", text="needle-edit", base=0)["type"] == "result"
    assert host.request("private_note", text="needle-note", base=0)["type"] == "result"
    assert host.request("present", on=True)["code"] == host.request("freeze")["code"] == "wrong_state"
    other.send({"type": "media", "microphone": "live", "camera": "live"})
    assert other.request("word", text="needle-word")["type"] == "result"
    assert one.request("word", text="x")["code"] == "wrong_state"
    host.until(lambda message: any(word["text"] == "needle-word" for word in (message.get("wall") or {}).get("words") or []))
    assert {message["type"] for message in synchronous(lawyer)[told[lawyer]:]} <= {"refused", "beat"}
    for message in synchronous(other)[told[other]:]:
        assert message["type"] in {"refused", "result", "beat"} or set(message) == {"seq", "type", "seats"}, message
        assert all(seat["media"] == {"microphone": "off", "camera": "off"} for seat in message.get("seats", []) if seat["seat"] != 3)
    for message in synchronous(one)[told[one]:]:
        for seat in message.get("seats", []):
            if seat["seat"] in (3, 4):
                assert seat["media"] == {"microphone": "off", "camera": "off"}
    for line in (one, other, lawyer):
        assert "needle" not in json.dumps(line.messages), line.opened["role"]


def test_who_is_let_in_during_a_caucus_stands_outside_and_who_waits_feels_nothing(bureau):
    desk = bureau.signed_in()
    session = desk.launch(desk.register())
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    host, lines = admitted(desk, session["id"], links, "petitioner", "respondent")
    late = seat_line(bureau, links["lawyer"])
    for kind, fields in (("consent", {"notice": late.opened["notice"]}), ("ready", {})):
        assert late.request(kind, **fields)["type"] == "result"
    waited = len(synchronous(late))
    sealed(host, lines["petitioner"])
    host.send({"type": "media", "microphone": "live", "camera": "live"})
    assert {message["type"] for message in synchronous(late)[waited:]} <= {"refused", "beat"}
    assert host.request("admit", seat=late.opened["seat"])["type"] == "result"
    wall = late.until(lambda message: message.get("wall"))["wall"]
    assert wall["phase"] == "sealed" and wall["members"] == [1, 2] and wall["outsideSince"] and not wall.get("confirmed")
    assert synchronous(late) and all(not message.get("links") for message in late.messages)


@pytest.mark.parametrize("phase", ["sealing", "sealed"])
def test_a_killed_server_comes_back_with_the_wall_up(room, phase):
    desk, session, links, host, lines = room
    if phase == "sealed":
        number = sealed(host, lines["petitioner"])
    else:
        host.request("caucus", members=[2], minutes=None)
        number = latest_wall(host)["number"]
        assert host.request("wall_closed", wall=number)["type"] == "result"
    desk.bureau.kill()
    desk.bureau.start()
    again = host_line(desk, session)
    assert again.messages[0]["state"]["wall"]["phase"] == phase and again.messages[0]["state"]["wall"]["number"] == number
    # Another page: it has confirmed nothing. Behind a sealed wall it has no link before it does, in one that goes up none across.
    assert [link["peer"] for link in again.messages[0]["state"]["links"]] == ([] if phase == "sealed" else [2])
    for role in ROLES:
        line = lines[role] = back_again(lines[role], page="reloaded-" + role)
        assert line.welcome["state"]["wall"]["phase"] == phase
        assert all(role == "petitioner" and link["peer"] == 1 for link in line.welcome["state"]["links"])
    assert again.request("wall_closed", wall=number)["type"] == "result"
    assert lines["petitioner"].request("wall_closed", wall=number)["type"] == "result"
    assert [link["peer"] for link in again.latest("links")] == [2]
    for role in ("respondent", "lawyer"):
        assert all(not message.get("links") for message in synchronous(lines[role]))


def test_the_journal_tells_who_could_hear_whom(room):
    desk, session, _, host, lines = room
    sealed(host, lines["petitioner"])
    assert host.request("end_caucus")["type"] == "result"
    assert host.request("end", reason="agreement", note="")["type"] == "result"
    desk.bureau.stop()
    told = subprocess.run([TRIALOGUE, "wall", "--data", str(desk.bureau.data), session], stdout=subprocess.PIPE, text=True, check=True,
                          timeout=60).stdout
    caucus = next(line for line in told.splitlines() if line.startswith("caucus"))
    assert "sealed 20" in caucus and "周砚" in caucus and "林晚舟" in caucus and "贺长风" not in caucus
    assert told.count("confirmed by the page of") == 2
    assert "1 周砚 → 3 贺长风" in told
    desk.bureau.start()
