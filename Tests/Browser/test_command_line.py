"""The command line, as an operator types it: what is wrong is told in words and by exit code 64, and nothing is created; what pages
take is taken here too (docs/protocol.md, section 6)."""

import json
import os
import re
import stat
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bureau import ROOT, TRIALOGUE
from children import end, spawn

WRONG = 64
ADD = ["account", "add", "--data", "{data}", "--staff-no", "G001", "--name", "张三", "--role", "clerk", "--unit", "信访科",
       "--password-file", "{password}"]
SERVE = ["serve", "--data", "{data}", "--web", str(ROOT / "web-static"), "--listen", "127.0.0.1:0", "--plain-http"]
TLS = ["serve", "--data", "{data}", "--web", str(ROOT / "web-static"), "--listen", "127.0.0.1:0"]


@pytest.fixture
def place(tmp_path, certificates):
    """Files that options name, and a folder for the store that does not exist yet."""
    (tmp_path / "password").write_text("a password of the tests\n")
    (tmp_path / "short").write_text("1234567\n")
    (tmp_path / "long").write_text("x" * 1025)
    (tmp_path / "blank").write_text("\r\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x01 no text of ours")
    (tmp_path / "secret").write_text("0123456789abcdef\r\n")
    (tmp_path / "empty").mkdir()
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
                    tmp_path / "other.key"], check=True, capture_output=True, timeout=60)
    names = {name: tmp_path / name for name in
             ["data", "password", "short", "long", "blank", "binary", "secret", "empty", "other.key", "missing"]}
    return {**names, "file": tmp_path / "password", "certificate": certificates / "server.pem", "key": certificates / "server.key"}


def run(place: dict, *words: str, said: str = "") -> subprocess.CompletedProcess:
    filled = [re.sub(r"\{([\w.]+)\}", lambda found: str(place[found[1]]), word) for word in words]
    return subprocess.run([TRIALOGUE, *filled], input=said, capture_output=True, text=True, timeout=20)


def instead(command: list[str], option: str, value: str) -> list[str]:
    """The command with that option's value, or with the option added."""
    changed = list(command)
    if option in changed:
        changed[changed.index(option) + 1] = value
    else:
        changed += [option, value]
    return changed


ACCOUNT = [(option, value) for option, values in {
    "--staff-no": ["", " ", "G 001", "工001", "G001/1", "G" * 33, "G001;"],
    "--name": ["", "   ", "\u200b", "张" * 61],
    "--role": ["", "officer", "senior officer"],
    "--unit": ["", "\u3000", "信" * 201],
    "--fields": ["x" * 201, "\ufdd0"],
    "--password-file": ["{short}", "{long}", "{blank}", "{binary}", "{empty}", "{missing}", ""],
    "--data": ["", " ", "{file}"],
}.items() for value in values]

SERVING = [(option, value) for option, values in {
    "--listen": ["", "8443", "localhost:8443", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "::1:8443", "[::1]", "[127.0.0.1]:1",
                 "192.0.2.7:0", "1.2.3:80"],
    "--origin": ["", "host.example", "https://host.example/path", "https://host.example?x", "https://me@host.example", "https://",
                 "https://host.example:0", "https://主机.example", "ftp://host.example"],
    "--phone": ["", "无", "12", "请拨110", "110,120,119", "010-12345678转", "1" * 16],
    "--office": ["", "  ", "\u200b", "局" * 61],
    "--link-life": ["", "8", "8x", "1.5h", "+8h", "-8h", "14s", "31d", "99999999999999999999h"],
    "--connections": ["", "15", "60001", "1e3", "+64", "4096.0", "x"],
    "--messages-per-second": ["9", "1000001", "0x50"],
    "--web": ["", "{empty}", "{missing}", "{file}"],
    "--data": ["", "{file}"],
}.items() for value in values]

RELAY = ["--turn-url", "turn:127.0.0.1:3478?transport=udp", "--turn-secret-file", "{secret}"]
RELAYS = [(option, value) for option, values in {
    "--turn-url": ["", "turn:", "stun:127.0.0.1", "turn:127.0.0.1:0", "turn:127.0.0.1:x", "turn:127.0.0.1?transport=sctp",
                   "turn:relay.example", "turn://127.0.0.1", "https://127.0.0.1"],
    "--turn-secret-file": ["{short}", "{missing}", "{empty}", "{long}", "{binary}"],
    "--turn-address": ["", "relay.example", "127.0.0.1:3478"],
}.items() for value in values]

CERTIFICATES = [("--certificate", "{missing}"), ("--certificate", "{empty}"), ("--certificate", "{password}"), ("--key", "{missing}"),
                ("--key", "{password}"), ("--key", "{other.key}"), ("--key", "{certificate}")]

OTHERS = [
    ["verify", "--data", "{data}", "--head", "abc"], ["verify", "--data", "{data}", "--head", "g" * 64], ["verify", "--data", "{file}"],
    ["wall", "--data", "{data}", "s/1"], ["wall", "--data", "", "s-1"], ["erase", "--data", "{data}", "青信〔2026〕0001", "--confirm", "x"],
    ["account", "password", "--data", "{data}", "--staff-no", "G 1", "--password-file", "{password}"],
    ["account", "password", "--data", "{data}", "--staff-no", "G001", "--password-file", "{short}"],
    ["account", "disable", "--data", "{data}", "--staff-no", ""], ["account", "list", "--data", " "],
    ["bureau", "add", "--data", "{data}", "--id", "a b", "--name", "局", "--phone", "110", "--mark", "港信"],
    ["bureau", "add", "--data", "{data}", "--id", "b", "--name", " ", "--phone", "110", "--mark", "港信"],
    ["bureau", "add", "--data", "{data}", "--id", "b", "--name", "局", "--phone", "无", "--mark", "港信"],
    ["bureau", "add", "--data", "{data}", "--id", "b", "--name", "局", "--phone", "110", "--mark", "港〔"],
    ["bureau", "add", "--data", "{data}", "--id", "b", "--name", "局", "--phone", "110", "--mark", ""],
    ["bureau", "add", "--data", "{data}", "--id", "b", "--name", "局", "--phone", "110", "--mark", "信" * 9],
    ["bureau", "change", "--data", "{data}"],
    ["bureau", "list", "--data", " "],
    ["seed", "--data", "{data}", "--password-file", "{short}"], ["seed", "--data", "{file}"], ["seed", "--data", "{data}", "--password-file", "{missing}"],
    ["init", "--data", "{file}"], ["backup", "--data", "{data}", "--to", "{file}"], ["restore", "--from", "", "--data", "{data}"],
    ["key", "make", "--file", "{data}", "--name", ""], ["key", "make", "--file", "{data}", "--name", "a log"],
    ["key", "make", "--file", "{data}", "--name", "a+b"], ["key", "make", "--file", "{data}", "--name", "x" * 201],
    ["key", "make", "--file", "{empty}", "--name", "log"], ["key", "make", "--file", " ", "--name", "log"], ["key", "make", "--name", "log"],
    ["key", "show", "--file", "{missing}"], ["key", "show", "--file", "{empty}"], ["key", "show", "--file", "{password}"],
    ["key", "check", "--file", "{binary}"], ["key", "check", "--file", "{password}", "--noted", "log+1+x"],
    ["checkpoint", "--data", "{data}", "--key", "{missing}", "--to", "{missing}"], ["checkpoint", "--data", "{data}", "--key", "{password}", "--to", "{empty}"],
    ["checkpoint", "--data", "{data}", "--key", "{password}", "--to", "{missing}", "--request", "{missing}"],
    ["verify", "--data", "{data}", "--checkpoint", "{password}"], ["verify", "--data", "{data}", "--log-key", "log+1+x"],
    [*SERVE[:-1]], [*SERVE, "--turn-url", "turn:127.0.0.1"], [*SERVE, "--turn-secret-file", "{secret}"], [*SERVE, "--log-key", "{password}"], [*SERVE, "--checkpoint", "{missing}"],
    [*SERVE, "--log-key", "{password}", "--checkpoint", "{missing}"], [*SERVE, "--turn-address", "127.0.0.1"],
]


def refused(place: dict, command: list[str]) -> None:
    done = run(place, *command)
    shown = (command, done.returncode, done.stderr[:300])
    assert done.returncode == WRONG, shown
    assert re.search(r"^Error: \S.{8,}", done.stderr, re.M), shown
    assert "Fatal" not in done.stderr and "0x0" not in done.stderr, shown
    assert not place["data"].exists(), shown


@pytest.mark.parametrize("option,value", ACCOUNT)
def test_a_wrong_option_of_account_add_creates_nothing(place, option, value):
    refused(place, instead(ADD, option, value))


@pytest.mark.parametrize("option,value", SERVING)
def test_a_wrong_option_of_serve_creates_nothing(place, option, value):
    refused(place, instead(SERVE, option, value))


@pytest.mark.parametrize("option,value", RELAYS)
def test_a_wrong_relay_creates_nothing(place, option, value):
    refused(place, instead(SERVE + RELAY, option, value))


@pytest.mark.parametrize("option,value", CERTIFICATES)
def test_a_wrong_certificate_creates_nothing(place, option, value):
    refused(place, instead(TLS + ["--certificate", "{certificate}", "--key", "{key}"], option, value))


@pytest.mark.parametrize("command", OTHERS, ids=lambda command: " ".join(command)[:60])
def test_a_wrong_command_creates_nothing(place, command):
    refused(place, command)


@pytest.mark.parametrize("typed", ["G009", "g009", "Ｇ００９", " g００9 "])
@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\r\nsecond line\r\n"])
def test_an_account_is_the_same_however_its_number_and_its_password_were_written(place, typed, ending):
    (place["password"]).write_bytes(("\ufeff" * (ending == "\r\n") + "x" * 300 + ending).encode())
    make_store(place)
    assert run(place, *instead(ADD, "--staff-no", typed)).stdout == "added G009\n"
    assert run(place, *instead(ADD, "--staff-no", "g009")).returncode != 0
    with serving(place, *SERVE) as (origin, _):
        # Plain HTTP without a certificate of its own: the answer alone is looked at.
        assert signs_in(origin, "Ｇ００９", "x" * 300) == 200
        assert signs_in(origin, "g009", "x" * 299) == 401


def test_secrets_that_everybody_can_read_are_told_of(place):
    make_store(place)
    os.chmod(place["password"], 0o644)
    assert f"chmod 600 {place['password']}" in run(place, *ADD).stderr
    os.chmod(place["password"], 0o640)
    assert "chmod" not in run(place, *instead(ADD, "--staff-no", "G002")).stderr


@pytest.mark.parametrize("typed,origin", [
    ("HTTPS://Host.Example:443/", "https://host.example"), ("https://host.example:8443/", "https://host.example:8443"),
    ("https://[2001:DB8:0::1]:9", "https://[2001:db8::1]:9")])
def test_an_origin_is_the_one_that_browsers_send(place, typed, origin):
    with serving(place, *SERVE, "--origin", typed) as (ready, port):
        assert ready == origin
        assert asked(f"http://127.0.0.1:{port}", "/api/sign-out", origin) == 204
        assert asked(f"http://127.0.0.1:{port}", "/api/sign-out", "https://elsewhere.example") == 403


def test_ipv6_is_listened_on(place):
    if not Path("/proc/net/if_inet6").exists() or " lo" not in Path("/proc/net/if_inet6").read_text():
        pytest.skip("this machine has no IPv6")
    with serving(place, *instead(SERVE, "--listen", "[::1]:0")) as (origin, _):
        assert re.fullmatch(r"http://\[::1\]:\d+", origin)
        assert asked(origin, "/api/sign-out", origin) == 204


def test_the_telephone_is_told_as_it_is_read(place):
    with serving(place, *SERVE, "--phone", "０１０－１２３４５６７８ 转 801、110") as (origin, _):
        with urllib.request.urlopen(origin + "/api/duty", timeout=10) as answer:
            assert json.load(answer)["phone"] == "010-12345678 转 801、110"


def test_bureaus_of_one_store_are_added_changed_and_told_apart(place):
    make_store(place)
    add = ["bureau", "add", "--data", "{data}", "--id", "harbour", "--name", "海港分局", "--phone", "110", "--mark", "港信"]
    assert run(place, *instead(ADD, "--staff-no", "H001"), "--bureau", "harbour").returncode == WRONG
    assert run(place, *add).stdout == "added harbour\n"
    for wrong in (add, instead(add, "--id", "main"), instead(add, "--id", "other"),
                  instead(instead(add, "--id", "other"), "--mark", "青信"),
                  ["bureau", "change", "--data", "{data}", "--id", "none", "--name", "局"],
                  ["bureau", "change", "--data", "{data}", "--mark", "港信"]):
        done = run(place, *wrong)
        assert done.returncode not in (0, WRONG) and done.stderr.startswith("trialogue: "), (wrong, done)
    assert run(place, *instead(ADD, "--staff-no", "H001"), "--bureau", "harbour").stdout == "added H001\n"
    assert run(place, "bureau", "change", "--data", "{data}", "--name", "青禾分局", "--mark", "禾信").stdout == "changed main\n"
    assert run(place, "bureau", "list", "--data", "{data}").stdout.splitlines() == [
        "harbour\t海港分局\t110\t港信", "main\t青禾分局\t100-0000-0110\t禾信"]
    assert "H001\tclerk\t张三\t信访科\tharbour" in run(place, "account", "list", "--data", "{data}").stdout


def test_a_holiday_table_is_taken_whole_or_not_at_all(place, tmp_path):
    make_store(place)
    place["table"] = tmp_path / "table.csv"
    ask = ["holidays", "import", "{table}", "--data", "{data}"]
    listing = ["holidays", "list", "--data", "{data}"]
    before = run(place, *listing).stdout
    assert "2026-10-01,holiday,国庆节\n" in before
    place["table"].write_text("date,kind,name\n2027-01-01,holiday,元旦\n2027-01-04,workday,元旦\n2027-13-01,off,\n")
    for words in (ask, [*ask, "--dry-run"]):
        done = run(place, *words)
        assert done.returncode == WRONG and "nothing was imported" in done.stderr
        assert [line.split(":")[1].strip() for line in done.stderr.splitlines() if "line " in line] == [
            "line 3", "line 4", "line 4", "line 4"], done.stderr
    assert run(place, *listing).stdout == before
    place["table"].write_text("2027-01-01,holiday,元旦\r\n2027-01-02,workday,元旦\r\n", encoding="utf-8-sig")
    assert run(place, *ask, "--dry-run").stdout == "2 days of 2027 would be imported, 0 terms would move\n"
    assert run(place, *listing).stdout == before
    for _ in range(2):
        assert run(place, *ask).stdout == "2 days of 2027 imported, 0 terms moved\n"
    assert run(place, *listing).stdout == before + "2027-01-01,holiday,元旦\n2027-01-02,workday,元旦\n"
    assert run(place, *ask, "--bureau", "none").returncode not in (0, WRONG)
    assert run(place, "verify", "--data", "{data}").returncode == 0


def test_a_log_key_is_made_once_shown_and_checked(place, tmp_path):
    place["log.key"] = tmp_path / "log.key"
    made = run(place, "key", "make", "--file", "{log.key}", "--name", "ｂureau.example/log-2026")
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"bureau\.example/log-2026\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\n", made.stdout)
    assert stat.S_IMODE(place["log.key"].stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.glob("log.key*")] == ["log.key"]
    written = place["log.key"].read_bytes()
    again = run(place, "key", "make", "--file", "{log.key}", "--name", "other")
    assert again.returncode == 73 and "never written over" in again.stderr
    assert place["log.key"].read_bytes() == written
    assert run(place, "key", "show", "--file", "{log.key}").stdout == made.stdout
    assert run(place, "key", "check", "--file", "{log.key}", "--noted", made.stdout).stdout == made.stdout + "it signs\n"

    place["other.log"] = tmp_path / "other.log"
    other = run(place, "key", "make", "--file", "{other.log}", "--name", "bureau.example/log-2026")
    wrong = run(place, "key", "check", "--file", "{log.key}", "--noted", other.stdout)
    assert wrong.returncode == 65 and "another key" in wrong.stderr
    # A key of which a letter is another is none.
    place["log.key"].write_bytes(written[:-10] + (b"B" if written[-10:-9] == b"A" else b"A") + written[-9:])
    assert run(place, "key", "show", "--file", "{log.key}").returncode == WRONG


def test_a_log_key_does_not_lie_in_a_store(place):
    make_store(place)
    inside = run(place, "key", "make", "--file", str(place["data"] / "log.key"), "--name", "log")
    assert inside.returncode == 73 and "folder of a store" in inside.stderr
    assert not (place["data"] / "log.key").exists()
    nowhere = run(place, "key", "make", "--file", str(place["missing"] / "log.key"), "--name", "log")
    assert nowhere.returncode == 74 and "No such file" in nowhere.stderr


def make_store(place: dict) -> None:
    assert run(place, "init", "--data", "{data}").returncode == 0


class serving:
    """The program, serving until the block ends: its origin, and its port."""

    def __init__(self, place: dict, *command: str):
        filled = [re.sub(r"\{([\w.]+)\}", lambda found: str(place[found[1]]), word) for word in command]
        self.process = spawn([TRIALOGUE, *filled, "--create"], stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> tuple[str, int]:
        line = self.process.stdout.readline()
        assert line.startswith("ready "), line
        origin = line.split()[1].rstrip("/")
        return origin, self.port()

    def port(self) -> int:
        """Of the listening socket of the process."""
        sockets = {os.readlink(each) for each in Path(f"/proc/{self.process.pid}/fd").iterdir() if each.is_symlink()}
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                parts = line.split()
                if parts[3] == "0A" and f"socket:[{parts[9]}]" in sockets:
                    return int(parts[1].rsplit(":", 1)[1], 16)
        raise AssertionError("it listens on no port")

    def __exit__(self, *_) -> None:
        assert end(self.process, within=15) == 0


def asked(base: str, path: str, origin: str, body: bytes = b"{}") -> int:
    request = urllib.request.Request(base + path, data=body, headers={"Origin": origin, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def signs_in(origin: str, staff_no: str, password: str) -> int:
    return asked(origin, "/api/sign-in", origin, json.dumps({"staffNo": staff_no, "password": password}).encode())
