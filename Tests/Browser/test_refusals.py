"""What an outsider gets: a stable code, nothing else, and a server that goes on. docs/protocol.md, sections 1 and 4."""

import json
import socket
import ssl
import warnings

import pytest


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("refusals")


@pytest.mark.parametrize("link", [
    "", "s-1", "s-1.2.1.AAAAAAAAAAAAAAAAAAAAAA", "s-1.2.1." + "A" * 4000, "../../etc/passwd", "s-1.2.1.\u0000"])
def test_a_guessed_link_is_unknown_and_reveals_nothing(bureau, link):
    status, headers, body = bureau.ask("POST", "/api/invites/open", {"link": link})
    assert 400 <= status < 500
    said = json.loads(body)
    assert said["code"] in {"link_unknown", "slow_down", "bad_field", "too_large"}
    assert set(said) <= {"code", "field", "phone"}
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", [
    "/api/me", "/api/cases?scope=all", "/api/cases/c-1", "/api/sessions/s-1", "/api/sessions/s-1/record",
    "/api/sessions/s-1/minutes", "/api/sessions/s-1/minutes.txt", "/api/sessions/s-1/seats/2/qr.svg"])
def test_nothing_of_the_bureau_is_read_without_signing_in(bureau, path):
    assert bureau.refusal("GET", path) == (401, "not_signed_in")


@pytest.mark.parametrize("path", ["/api/cases", "/api/cases/c-1/sessions", "/api/sessions/s-1/seats",
                                  "/api/sessions/s-1/seats/2/revoke", "/api/cases/c-1/commands"])
def test_nothing_of_the_bureau_is_written_without_signing_in(bureau, path):
    assert bureau.refusal("POST", path, {})[1] in {"not_signed_in", "missing_field", "unknown_field"}
    assert bureau.refusal("POST", path, {})[0] in {400, 401}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", ""])
def test_a_foreign_origin_is_refused(bureau, origin):
    body = {"staffNo": "G001", "password": "x"}
    assert bureau.refusal("POST", "/api/sign-in", body, {"Origin": origin}) == (403, "foreign_origin")


@pytest.mark.parametrize("path", ["/ws", "/ws/s-1"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_socket_from_a_foreign_origin_is_refused_before_the_upgrade(bureau, origin, path):
    status, _, _ = bureau.ask("GET", path, headers={
        "Origin": origin, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "trialogue.v1"})
    assert status == 403


@pytest.mark.parametrize("body, code", [
    (b"{", "malformed"), (b"[]", "malformed"), (b'"a"', "malformed"), (b"", "malformed"), (b"\xff\xfe{}", "malformed"),
    (b'{"staffNo":"G001"}', "missing_field"), (b'{"staffNo":1,"password":"x"}', "bad_field"),
    (b'{"staffNo":"G001","password":"x","more":1}', "unknown_field"),
    (b'{"staffNo":"G001","password":"' + b"x" * 70_000 + b'"}', "too_large")])
def test_a_malformed_body_is_refused_with_its_code(bureau, body, code):
    status, said = bureau.refusal("POST", "/api/sign-in", body)
    assert 400 <= status < 500
    assert said == code


def test_another_content_type_verb_or_path_is_refused(bureau):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert bureau.refusal("POST", "/api/sign-in", b"a=b", form) == (415, "not_json")
    assert bureau.refusal("DELETE", "/api/sign-in", {}) == (405, "method_not_allowed")
    assert bureau.refusal("GET", "/api/no-such-thing") == (404, "not_found")


def test_a_wrong_password_and_an_unknown_officer_look_the_same(bureau):
    answers = {bureau.refusal("POST", "/api/sign-in", {"staffNo": staff, "password": "wrong"})
               for staff in ("G003", "X999")}
    assert answers <= {(401, "wrong_credentials"), (429, "slow_down")}


@pytest.mark.parametrize("path", [
    "/../Package.swift", "/%2e%2e/Package.swift", "/..%2fPackage.swift", "/js/../../Package.swift", "/.git/config",
    "//etc/passwd", "/js/", "/text/", "/js/lib/early.js%20"])
def test_nothing_outside_the_pages_is_served(bureau, path):
    status, _, body = bureau.ask("GET", path)
    assert status in {400, 403, 404}
    assert b"PackageDescription" not in body and b"root:" not in body and b"[core]" not in body


@pytest.mark.parametrize("path", ["/", "/j", "/desk", "/no-such-page"])
def test_every_page_comes_with_the_strict_policy(bureau, path):
    status, headers, _ = bureau.ask("GET", path)
    assert status == (404 if "no-such" in path else 200)
    policy = headers["content-security-policy"]
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy and "*" not in policy
    assert "max-age=" in headers["strict-transport-security"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    for ability in ("camera=(self)", "microphone=(self)", "display-capture=(self)"):
        assert ability in headers["permissions-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/js/lib/early.js", "/css/base.css", "/text/common.en.json", "/favicon.svg",
                                  "/portraits/G003.svg", "/api/duty"])
def test_a_part_of_a_page_may_do_nothing_by_itself(bureau, path):
    status, headers, _ = bureau.ask("GET", path)
    assert status == 200
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "max-age=" in headers["strict-transport-security"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["permissions-policy"] == "camera=(self), microphone=(self), display-capture=(self)"
    assert "server" not in headers


def test_an_unchanged_file_is_not_sent_twice(bureau):
    _, headers, body = bureau.ask("GET", "/js/lib/early.js")
    assert body and headers["content-type"].startswith("text/javascript")
    status, _, again = bureau.ask("GET", "/js/lib/early.js", headers={"If-None-Match": headers["etag"]})
    assert (status, again) == (304, b"")


def test_old_tls_is_refused(bureau):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", bureau.port), timeout=10) as plain:
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            context.wrap_socket(plain)


def test_the_server_still_serves_after_all_that(bureau):
    status, _, body = bureau.ask("GET", "/api/duty")
    assert status == 200 and json.loads(body)["phone"]
