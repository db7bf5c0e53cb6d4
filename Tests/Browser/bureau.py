"""A bureau under test: the program itself on a fresh, seeded store, on a port that the kernel picks, behind its relay."""

import http.client
import json
import os
import queue
import secrets
import signal
import ssl
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from children import end, spawn

ROOT = Path(__file__).resolve().parent.parent.parent
TRIALOGUE = os.environ.get("TRIALOGUE") or str(ROOT / ".build/debug/trialogue")


@dataclass(frozen=True)
class Officer:
    """Somebody with an account."""
    staff_no: str
    name: str
    role: str
    password: str
    unit: str = "信访科"


HOST = Officer("T001", "周砚", "senior_officer", "a password of the tests")
OTHER = Officer("T002", "沈知远", "senior_officer", "another one of the tests")
OFFICERS = [HOST, OTHER]
# One whose portrait is kept among the pages' files.
DRAWN = Officer("G003", "周砚", "senior_officer", "a third one of the tests")


class Bureau:
    """One data folder and the server that runs on it. `kill` is kill -9; `start` after it takes the same port again."""

    def __init__(self, folder: Path, relay, certificates: Path, *options: str):
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self.relay = relay
        self.certificates = certificates
        self.options = options
        self.log = folder / "server.log"
        self.port = 0
        # Of the server alone; None: this process's own.
        self.environment: dict[str, str] | None = None
        self.server: subprocess.Popen | None = None
        subprocess.run([TRIALOGUE, "init", "--data", str(self.data)], check=True, capture_output=True, timeout=60)
        for officer in OFFICERS:
            self.employ(officer)

    def employ(self, officer: Officer) -> None:
        """An account for them; before the start, while nobody else has the store."""
        subprocess.run(
            [TRIALOGUE, "account", "add", "--data", str(self.data), "--staff-no", officer.staff_no,
             "--name", officer.name, "--role", officer.role, "--unit", officer.unit],
            input=officer.password + "\n", text=True, check=True, capture_output=True, timeout=60)

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            TRIALOGUE, "serve", "--data", str(self.data), "--web", str(ROOT / "web-static"),
            "--listen", f"127.0.0.1:{self.port}",
            "--certificate", str(self.certificates / "server.pem"), "--key", str(self.certificates / "server.key"),
            "--turn-secret-file", str(self.relay.secret_file), "--turn-address", self.relay.relay_address]
        for url in self.relay.urls:
            command += ["--turn-url", url]
        command += self.options
        log = self.log.open("ab")
        self.server = spawn(command, stdout=subprocess.PIPE, stderr=log, text=True, env=self.environment)
        lines: queue.Queue[str] = queue.Queue()

        def read(server: subprocess.Popen) -> None:
            for line in server.stdout:
                lines.put(line)
                log.write(line.encode())
                log.flush()
            lines.put("")

        threading.Thread(target=read, args=(self.server,), daemon=True).start()
        while not (line := lines.get(timeout=30)).startswith("ready "):
            if not line:
                raise AssertionError(f"the server did not start:\n{self.log.read_text()[-3000:]}")
        self.port = int(line.split()[1].rstrip("/").rsplit(":", 1)[1])

    def wait_until_its_files_are_packed(self) -> None:
        """A while after its start a server has its pages in their smallest form."""
        deadline = time.monotonic() + 30
        while b"static files packed" not in self.log.read_bytes():
            assert time.monotonic() < deadline, "the static files were not packed"
            time.sleep(0.1)

    def kill(self) -> None:
        """Power off: no signal handler runs."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=60)
        self.server = None

    def stop(self) -> int:
        return end(self.server, within=15) if self.server else 0

    def ask(self, method: str, path: str, body=None, headers: dict | None = None) -> tuple[int, dict, bytes]:
        """One request as a program makes it: status, headers (lower case), body."""
        context = ssl.create_default_context(cafile=str(self.certificates / "authority.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)
        sent = {"Origin": self.origin, **(headers or {})}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            # Of several of one name the first: the sign-in's cookie comes before that of a known browser.
            told = {name.lower(): value for name, value in reversed(response.getheaders())}
            return response.status, told, response.read()
        finally:
            connection.close()

    def signed_in(self, officer: Officer = HOST) -> "Desk":
        status, headers, body = self.ask(
            "POST", "/api/sign-in", {"staffNo": officer.staff_no, "password": officer.password})
        assert status == 200, (status, body)
        return Desk(self, headers["set-cookie"].split(";")[0])

    def refusal(self, method: str, path: str, body=None, headers: dict | None = None) -> tuple[int, str]:
        status, _, said = self.ask(method, path, body, headers)
        return status, json.loads(said or b"{}").get("code", "")

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                self.ask("GET", "/api/duty")
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)


class Desk:
    """An officer's requests, as a program makes them: to set the stage quickly, and to look behind the pages."""

    def __init__(self, bureau: Bureau, cookie: str):
        self.bureau = bureau
        self.cookie = cookie

    def ask(self, method: str, path: str, body=None) -> dict:
        """A writing request gets an id of its own, unless it brings one."""
        if method == "POST":
            body = {"request": secrets.token_hex(16), **body}
        status, _, said = self.bureau.ask(method, path, body, {"Cookie": self.cookie})
        assert status < 300, (method, path, status, said.decode(errors="replace"))
        return json.loads(said or b"{}")

    def refusal(self, method: str, path: str, body=None) -> tuple[int, str]:
        return self.bureau.refusal(method, path, body, {"Cookie": self.cookie})

    def text(self, path: str) -> bytes:
        status, _, said = self.bureau.ask("GET", path, headers={"Cookie": self.cookie})
        assert status == 200, (path, status)
        return said

    def register(self, title: str = "西苑小区加装电梯施工推搡", lawyer: bool = True, **changes) -> dict:
        """A case that may have a dialogue: accepted, graded, assigned and in handling."""
        parties = [person("petitioner", "林晚舟", "100-0000-2046"), person("respondent", "贺长风", "100-0000-2047")]
        if lawyer:
            parties.append({**person("lawyer", "苏见微", "100-0000-2048"), "actsFor": "neutral", "firm": "青禾律所",
                            "licenceNo": "L-0001", "conflictDeclared": True})
        return self.ask("POST", "/api/cases", {
            "title": title, "channel": "visit", "visitKind": "first",
            "contentClass": "appeal_request", "claims": "追究推搡责任。", "facts": "2月20日上午发生推搡。",
            "issueLocation": "西苑小区", "concernedUnit": "西苑派出所", "headCount": 1, "parties": parties, **changes})

    def command(self, case: dict, command: str, **fields) -> dict:
        return self.ask("POST", f"/api/cases/{case['id']}/commands",
                        {"version": case["version"], "command": command, **fields})

    def launch(self, case: dict) -> dict:
        return self.ask("POST", f"/api/cases/{case['id']}/sessions", {
            "kind": "petition_talk", "invite": [each["id"] for each in case["parties"]]})


def person(role: str, name: str, phone: str) -> dict:
    return {"role": role, "name": name, "sex": "female", "birthDate": "1980-04-02", "idType": "resident_id",
            "idNo": "000000198004020000", "phone": phone, "address": "西苑小区", "accessNeeds": "", "isSuspect": False}
