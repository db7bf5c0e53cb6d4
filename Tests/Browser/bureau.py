"""A bureau under test: the program itself on a fresh, seeded store, on a port that the kernel picks, behind its relay."""

import http.client
import json
import os
import queue
import signal
import ssl
import subprocess
import threading
import time
from pathlib import Path

from children import end, spawn

ROOT = Path(__file__).resolve().parent.parent.parent
TRIALOGUE = os.environ.get("TRIALOGUE") or str(ROOT / ".build/debug/trialogue")


class Bureau:
    """One data folder and the server that runs on it. `kill` is kill -9; `start` after it takes the same port again."""

    def __init__(self, folder: Path, relay, certificates: Path):
        self.data = folder / "data"
        self.data.mkdir(parents=True)
        self.relay = relay
        self.certificates = certificates
        self.log = folder / "server.log"
        self.port = 0
        self.server: subprocess.Popen | None = None
        self.seeded = subprocess.run(
            [TRIALOGUE, "seed", "--data", str(self.data)], check=True, stdout=subprocess.PIPE, text=True).stdout

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            TRIALOGUE, "serve", "--data", str(self.data), "--web", str(ROOT / "web-static"),
            "--listen", f"127.0.0.1:{self.port}",
            "--certificate", str(self.certificates / "server.pem"), "--key", str(self.certificates / "server.key"),
            "--turn-secret-file", str(self.relay.secret_file)]
        for url in self.relay.urls:
            command += ["--turn-url", url]
        log = self.log.open("ab")
        self.server = spawn(command, stdout=subprocess.PIPE, stderr=log, text=True)
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

    def kill(self) -> None:
        """Power off: no signal handler runs."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

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
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

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
