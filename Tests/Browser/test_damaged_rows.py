"""A store that a disk has damaged, behind a running server: one row that can't be read is one row. No browser but for the desk's page."""

import os
import sqlite3

import faces
from bureau import HOST, OTHER
from officer import OfficerAtDesk
from words import words

VALUES = [None, "fremd \u202e", -(2 ** 63), 2 ** 63 - 1, b"\xff\x00\x80\x07"]


def loosen(path):
    """Takes types and guards off the tables, as a damaged page knows none."""
    store = sqlite3.connect(path, isolation_level=None, timeout=20)
    for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        store.execute(f"DROP TRIGGER {name}")
    store.executescript("""
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(replace(replace(replace(sql,
            ') STRICT, WITHOUT ROWID', ') WITHOUT ROWID'), ') STRICT', ')'), ' NOT NULL', ''), ' TEXT', '')
        WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%';
        PRAGMA writable_schema = RESET;
    """)
    return store


class Row:
    """The first row of a table, altered column by column and put back."""

    def __init__(self, store, table, where, *given):
        self.store = store
        self.table = table
        columns = [(name, key) for _, name, _, _, _, key in store.execute(f"PRAGMA table_info({table})")]
        self.columns = [name for name, _ in columns]
        self.keys = [name for name, key in columns if key]
        self.values = dict(zip(self.columns, store.execute(
            f"SELECT {', '.join(self.columns)} FROM {table} WHERE {where}", given).fetchone()))

    def put(self, column, value, instead_of) -> bool:
        keys = {key: self.values[key] for key in self.keys}
        if column in keys:
            keys[column] = instead_of
        where = " AND ".join(f"{key} IS ?" for key in keys)
        try:
            return self.store.execute(
                f"UPDATE {self.table} SET {column} = ? WHERE {where}", [value, *keys.values()]).rowcount == 1
        except sqlite3.Error:
            return False


def made(bureau):
    """Two officers, each with a case."""
    desks = [bureau.signed_in(officer) for officer in (HOST, OTHER)]
    return [(desk, desk.register(title=f"事项 {number}")) for number, desk in enumerate(desks)]


def test_no_damaged_value_takes_a_list_or_the_server_down(bureau_for):
    bureau = bureau_for("damaged")
    (first, case), (second, other) = made(bureau)
    session, kept = first.launch(case)["id"], second.launch(other)["id"]
    store = loosen(bureau.data / "trialogue.sqlite")
    account = store.execute("SELECT id FROM account WHERE staff_no = ?", [HOST.staff_no]).fetchone()[0]
    rows = [
        Row(store, "account", "id = ?", account), Row(store, "sign_in", "account_id = ?", account),
        Row(store, "case_key", "case_id = ?", case["id"]), Row(store, "case_file", "id = ?", case["id"]),
        Row(store, "case_number", "1"), Row(store, "session", "id = ?", session),
        Row(store, "answered_request", "account_id = ?", account), Row(store, "journal", "session_id = ?", session),
        Row(store, "store_value", "1"),
    ]
    tried = 0
    for row in rows:
        for column in row.columns:
            for value in VALUES:
                before = row.values[column]
                if (row.table, column) == ("journal", "sequence") or not row.put(column, value, before):
                    continue
                tried += 1
                what = (row.table, column, value)
                # Who is damaged may be refused; the server answers.
                for path in ("/api/cases?scope=mine", f"/api/cases/{case['id']}", f"/api/sessions/{session}",
                             f"/api/sessions/{session}/record"):
                    status, _, _ = bureau.ask("GET", path, headers={"Cookie": first.cookie})
                    assert status in (200, 401, 403, 404, 503), (what, path, status)
                # A neighbour's lists come, and hold what is the neighbour's.
                for scope in ("mine", "all"):
                    listed = second.ask("GET", f"/api/cases?scope={scope}")
                    assert other["id"] in [each["id"] for each in listed["cases"]], (what, scope)
                assert second.ask("GET", f"/api/cases/{other['id']}")["id"] == other["id"], what
                assert second.ask("GET", f"/api/sessions/{kept}/record")["id"] == kept, what
                assert row.put(column, before, value), what
    store.close()
    assert tried > 150
    assert bureau.server.poll() is None
    log = bureau.log.read_text()
    assert "can't be read" in log
    # Never a value: not a name, not a password's hash, not what was put there.
    for secret in ("周砚", "scrypt", "fremd"):
        assert secret not in log, secret


def test_a_case_that_cannot_be_read_is_a_quiet_line_of_the_desk(people, bureau_for, out):
    bureau = bureau_for("lost-case")
    (first, case), _ = made(bureau)
    store = sqlite3.connect(bureau.data / "trialogue.sqlite", timeout=20)
    store.execute("UPDATE case_file SET body = ?, summary = ? WHERE id = ?", (os.urandom(300), os.urandom(300), case["id"]))
    store.commit()
    store.close()
    listed = first.ask("GET", "/api/cases?scope=mine")
    assert listed["cases"] == [] and listed["unreadable"] == [{"id": case["id"], "caseNo": case["caseNo"]}]
    # In everybody's list nobody can say who may know of it: the number is left out.
    assert [(each["id"], each.get("caseNo")) for each in first.ask("GET", "/api/cases?scope=all")["unreadable"]] == [(case["id"], None)]
    desk = OfficerAtDesk(people(faces.OFFICER), bureau)
    desk.sign_in()
    line = desk.page.locator(".row--lost")
    line.wait_for(timeout=10000)
    assert case["caseNo"] in line.inner_text() and words("bureau.desk.lost_says") in line.inner_text()
    for width, height in ((360, 740), (768, 1024), (1440, 900)):
        desk.page.set_viewport_size({"width": width, "height": height})
        desk.page.screenshot(path=str(out / f"lost-case-{width}.png"), full_page=True)
