"""Clients that hold acknowledgements: what a server said it has done, and what they asked and heard nothing of. After a crash they hold
it to both."""

import json
import secrets
import ssl
import threading
import time

from bureau import Bureau, Desk, person
from line import Closed, Line, host_line, seat_line

# The server is gone, in one of the ways in which a client sees it.
LOST = (OSError, Closed, ssl.SSLError, AssertionError, ValueError, EOFError)
SECTIONS = ["identity", "petitioner", "respondent", "proposals"]


def form(title: str) -> dict:
    """A case's registration, whose request can be given again."""
    return {"request": secrets.token_hex(16), "title": title, "channel": "visit", "visitKind": "first", "contentClass": "appeal_request",
            "claims": "追究推搡责任。", "facts": "2月20日上午发生推搡。", "issueLocation": "西苑小区", "concernedUnit": "西苑派出所", "headCount": 1,
            "parties": [person("petitioner", "林晚舟", "100-0000-2046"), person("respondent", "贺长风", "100-0000-2047")]}


def told(bureau: Bureau, cookie: str, method: str, path: str, body=None) -> dict | None:
    """The answer when it says done; None when it says not now (a refusal keeps nothing, and the request may be given again)."""
    status, _, said = bureau.ask(method, path, body, {"Cookie": cookie})
    if status in (429, 500, 503, 507):
        return None
    assert status < 300, (method, path, status, said)
    return json.loads(said or b"{}")


class Registrar:
    """Registers one case after another."""

    def __init__(self, bureau: Bureau, cookie: str, name: str):
        self.bureau, self.cookie, self.name = bureau, cookie, name
        self.done: dict[str, tuple[dict, str]] = {}
        self.open: dict | None = None

    def step(self) -> None:
        self.open = self.open or form(f"{self.name} {len(self.done)}")
        case = told(self.bureau, self.cookie, "POST", "/api/cases", self.open)
        if case:
            self.done[self.open["title"]] = (self.open, case["id"])
            self.open = None

    def judge(self) -> None:
        # The request that nobody answered, once more: it is done now, once.
        self.step()
        assert self.open is None, "a request that was cut off is refused"
        for body, case in list(self.done.values())[-5:]:
            again = told(self.bureau, self.cookie, "POST", "/api/cases", body)
            assert again and again["id"] == case, ("another case for the same request", body["title"])

    def close(self) -> None:
        pass


class Writer:
    """Holds the officer's line of a talk and types its minutes, section after section."""

    def __init__(self, bureau: Bureau, cookie: str, name: str):
        self.bureau, self.cookie, self.name = bureau, cookie, name
        desk = Desk(bureau, cookie)
        self.session = desk.launch(desk.ask("POST", "/api/cases", form(name)))["id"]
        self.kept = {section: (0, "") for section in SECTIONS}
        self.asked: dict[str, str] = {}
        self.line: Line | None = None
        self.turn = 0

    def step(self) -> None:
        if self.line is None:
            self.enter()
        self.turn += 1
        section = SECTIONS[self.turn % len(SECTIONS)]
        self.asked[section] = f"第{self.turn}次：谁推的？" * (1 + self.turn % 40)
        answer = self.line.request("edit", section=section, text=self.asked[section], base=self.kept[section][0])
        if answer["type"] == "result":
            self.kept[section] = (answer["revision"], self.asked.pop(section))
        else:
            assert answer["code"] in ("store_failed", "slow_down", "busy"), answer
            del self.asked[section]

    def enter(self) -> None:
        self.line = host_line(Desk(self.bureau, self.cookie), self.session, takeOver=True)
        for shown in self.line.messages[0]["state"]["minutes"]["sections"]:
            if shown["key"] not in self.kept:
                continue
            revision, text = self.kept[shown["key"]]
            asked = self.asked.pop(shown["key"], None)
            # What was answered stands; what was asked and not answered stands whole or not at all.
            allowed = [(revision, text)] + ([(revision + 1, asked)] if asked is not None else [])
            assert (shown["revision"], shown["text"]) in allowed, (self.name, shown, allowed)
            self.kept[shown["key"]] = (shown["revision"], shown["text"])

    def judge(self) -> None:
        self.close()
        self.enter()

    def close(self) -> None:
        if self.line:
            self.line.drop()
        self.line = None


class Mediator:
    """Holds whole talks: launches, lets the petitioner in, ends. Each step that was answered has to stand in the record."""

    def __init__(self, bureau: Bureau, cookie: str, name: str):
        self.bureau, self.cookie, self.name = bureau, cookie, name
        self.talks: list[dict] = []
        self.lines: list[Line] = []
        self.desk = Desk(bureau, cookie)

    def step(self) -> None:
        self.close()
        talk = {"answered": "nothing"}
        case = self.desk.ask("POST", "/api/cases", form(f"{self.name} {len(self.talks)}"))
        session = self.desk.launch(case)
        talk |= {"session": session["id"], "answered": "launched"}
        self.talks.append(talk)
        host = host_line(self.desk, session["id"])
        self.lines.append(host)
        guest = seat_line(self.bureau, session["invites"][0]["link"])
        self.lines.append(guest)
        for line, answered, kind, fields in (
                (guest, "consented", "consent", {"notice": guest.opened["notice"]}), (guest, "ready", "ready", {}),
                (host, "admitted", "admit", {"seat": 2}), (host, "ended", "end", {"reason": "agreement", "note": ""})):
            assert line.request(kind, **fields)["type"] == "result"
            talk["answered"] = answered

    def judge(self) -> None:
        self.close()
        for talk in self.talks[-5:]:
            record = told(self.bureau, self.cookie, "GET", f"/api/sessions/{talk['session']}/record")
            steps = ["launched", "consented", "ready", "admitted", "ended"]
            reached = steps.index(talk["answered"])
            guest = next((each for each in record["attendees"] if each["seat"] == 2), None)
            assert reached < 1 or guest and guest["consentedAt"], (talk, record)
            assert reached < 3 or guest["admittedAt"], (talk, record)
            assert reached < 4 or record["phase"] == "ended" and record["minutes"] and record["reason"] == "agreement", (talk, record)
            # Nothing stands of what was not even asked: the step behind the last answer is the only open one.
            assert reached >= 2 or not guest or not guest["admittedAt"], (talk, record)
            assert reached >= 3 or record["phase"] != "ended", (talk, record)

    def close(self) -> None:
        for line in self.lines:
            line.drop()
        self.lines = []


class Load:
    """All clients at once, each in a thread of its own, until their server is gone."""

    def __init__(self, bureau: Bureau):
        cookie = bureau.signed_in().cookie
        self.bureau, self.cookie = bureau, cookie
        self.clients = [Registrar(bureau, cookie, "甲"), Registrar(bureau, cookie, "乙"), Writer(bureau, cookie, "丙"), Writer(bureau, cookie, "丁"),
                        Mediator(bureau, cookie, "戊")]
        self.steps = 0
        self.wrong: list[str] = []

    def run(self, is_over, within: float = 30) -> None:
        """Until `is_over` or the time is up; whoever is cut off rests."""
        deadline = time.monotonic() + within

        def work(client) -> None:
            try:
                while not is_over() and time.monotonic() < deadline:
                    client.step()
                    self.steps += 1
            except LOST as error:
                # Only a server that is gone may cut somebody off; the judge asks of that.
                self.wrong.append(f"{type(client).__name__}: {error!r}")

        self.wrong = []
        threads = [threading.Thread(target=work, args=(client,), daemon=True) for client in self.clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=within + 30)
            assert not thread.is_alive(), "a client waits for ever"

    def judge(self) -> None:
        """The server is up again: everybody holds it to what it said, and what was left open is asked once more."""
        for client in self.clients:
            client.judge()

    def promised(self) -> int:
        """Answers that somebody holds."""
        return sum(len(client.done) if isinstance(client, Registrar) else sum(revision for revision, _ in client.kept.values())
                   if isinstance(client, Writer) else len(client.talks) for client in self.clients)

    def judge_all(self) -> None:
        """Of all cases that were registered each is there, and once."""
        registrars = [client for client in self.clients if isinstance(client, Registrar)]
        registered = {title for client in registrars for title in client.done}
        found: list[str] = []
        path = "/api/cases?scope=mine"
        while path:
            page = told(self.bureau, self.cookie, "GET", path)
            assert page["unreadable"] == [], page["unreadable"]
            found += [case["title"] for case in page["cases"] if case["title"].split()[0] in [client.name for client in registrars]]
            path = f"/api/cases?scope=mine&after={page['next']}" if page.get("next") else None
        assert len(found) == len(set(found)), "a case is there twice"
        assert registered == set(found), registered ^ set(found)

    def close(self) -> None:
        for client in self.clients:
            client.close()
