#!/usr/bin/env python3
"""Records the signals of one call's set-up as three real Chromiums of this project's pages send them, through the relay.

Writes recorded-call.json beside itself: a list of {"from", "to", "body"} in the order in which they left, `body` being the
text of the signal's body byte for byte. `trialogue-bench` replays it in scenario (d).
Usage: .venv/bin/python Tests/Bench/record_call.py [--program .build/release/trialogue]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "Tests/Browser"), str(ROOT / ".ci")]

# What a page sends, with the moment of its leaving: all pages share the machine's clock.
HOOK = """
globalThis.__sent = [];
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (text) {
    globalThis.__sent.push({ at: performance.timeOrigin + performance.now(), text });
    return send.call(this, text);
};
"""
EDGES = [(one, other) for one in (1, 2, 3) for other in (1, 2, 3) if one != other]


def signals(pages: dict) -> list[dict]:
    """By the moment at which they left."""
    sent = [(said["at"], seat, said["text"]) for seat, page in pages.items()
            for said in page.evaluate("globalThis.__sent")]
    found = []
    for _, seat, text in sorted(sent):
        message = json.loads(text)
        if message["type"] != "signal":
            continue
        body = text[text.index('"body":') + len('"body":'):-1]
        assert json.loads(body) == message["body"], text
        found.append({"from": seat, "to": message["to"], "body": body})
    return found


def is_whole(found: list[dict]) -> bool:
    """A description and the last candidate along every edge."""
    bodies = [(each["from"], each["to"], json.loads(each["body"])) for each in found]
    described = {(one, other) for one, other, body in bodies if body["kind"] == "description"}
    ended = {(one, other) for one, other, body in bodies if body["kind"] == "candidates" and body["end"]}
    return described == ended == set(EDGES)


def record(folder: Path) -> list[dict]:
    # These read TRIALOGUE when they are imported.
    import faces
    from bureau import Bureau
    from officer import OfficerAtDesk
    from party import PartyAtLink, come_to_the_waiting_room
    from person import Person, until
    from playwright.sync_api import sync_playwright
    from relay import Relay

    media = folder / "media"
    media.mkdir()
    for likeness in faces.EVERYBODY:
        faces.face(likeness, media)
        faces.voice(likeness, media)
    subprocess.run([str(ROOT / "certs/make-certificates"), str(folder / "certificates")], check=True, timeout=60,
                   stdout=subprocess.DEVNULL)
    relay = Relay(folder / "relay")
    bureau = Bureau(folder / "bureau", relay, folder / "certificates")
    people: list[Person] = []
    with sync_playwright() as playwright:
        relay.start()
        try:
            bureau.start()
            for likeness in (faces.OFFICER, faces.PETITIONER, faces.COUNTERPARTY):
                person = Person(playwright, likeness, media)
                person.context.add_init_script(HOOK)
                people.append(person)
            case = bureau.signed_in().register(lawyer=False)
            officer = OfficerAtDesk(people[0], bureau)
            officer.sign_in()
            officer.open_case(case["title"])
            links = officer.links(officer.launch())
            officer.enter_room()
            parties = [PartyAtLink(person) for person in people[1:]]
            come_to_the_waiting_room(zip(parties, (links["petitioner"], links["respondent"])))
            for party, name in zip(parties, ("林晚舟", "贺长风")):
                officer.admit(name)
                party.wait_for("call")
            for person in people:
                others = {other.name for other in people} - {person.name}
                until(lambda: person.sees() == others, f"{person.name} to see {sorted(others)}", 60)
            pages = {seat: person.page for seat, person in enumerate(people, start=1)}
            until(lambda: is_whole(signals(pages)), "every candidate", 30)
            return signals(pages)
        finally:
            for person in people:
                person.close()
            bureau.stop()
            relay.stop()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / ".build/release/trialogue"))
    os.environ["TRIALOGUE"] = str(Path(parser.parse_args().program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        found = record(Path(folder))
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in found)
    (Path(__file__).parent / "recorded-call.json").write_text(f"[\n{lines}\n]\n")
    print(f"{len(found)} signals, {sum(len(each['body']) for each in found)} bytes")


main()
