"""HTTP/1.1 as RFC 9112 and 9110 mean it, asked of the program itself, over TLS and plain: where two readers could find two requests
in the same bytes, it finds none. Behind each request follows another; who was misunderstood would answer it."""

import pytest

from raw import Raw

BODY = b'{"link":"x"}'
HOST, POST_HEADS = "Host: HERE", "Host: HERE\r\nOrigin: ORIGIN\r\nContent-Type: application/json"


def get(*lines: str, first: str = "GET /api/duty HTTP/1.1", host: str = HOST) -> bytes:
    return "\r\n".join([first, *([host] if host else []), *lines, "", ""]).encode("latin-1")


def post(*lines: str, body: bytes = BODY, first: str = "POST /api/invites/open HTTP/1.1") -> bytes:
    return "\r\n".join([first, POST_HEADS, *lines, "", ""]).encode("latin-1") + body


def chunked(body: bytes, coding: str = "Transfer-Encoding: chunked") -> bytes:
    return post(coding, body=body)


WHOLE, LAST = b"c\r\n" + BODY + b"\r\n", b"0\r\n\r\n"
LENGTH = f"Content-Length: {len(BODY)}"
# Section, what is tried, the bytes, and the statuses of all answers before that to the request behind.
TAKEN = [
    ("9112 2.2", "an empty line before a request", b"\r\n" + get(), [200]),
    ("9112 3", "two requests in one piece", get() + get(), [200, 200]),
    ("9112 3.2.2", "a target in absolute form", get(first="GET https://HERE/api/duty HTTP/1.1"), [200]),
    ("9112 3.2.2", "of which the authority counts, not Host", get(first="GET https://HERE/api/duty HTTP/1.1", host="Host: elsewhere"), [200]),
    ("9112 3.2.4", "the whole server's options", get(first="OPTIONS * HTTP/1.1"), [404]),
    ("9110 5.1", "a name in other letters", get(host="hOsT: HERE"), [200]),
    ("9112 5", "blanks and tabs around a value", get(host="Host:\t HERE \t"), [200]),
    ("9110 5.5", "a value of other letters than ASCII", get("User-Agent: \xe4\xb8\xad"), [200]),
    ("9110 5.3", "an unknown header twice", get("X-A: 1", "X-A: 2"), [200]),
    ("9112 6.2", "a body by its length", post(LENGTH), [404]),
    ("9110 8.6", "a length with leading zeros", post(f"Content-Length: 000{len(BODY)}"), [404]),
    ("9112 7.1", "a body in one chunk", chunked(WHOLE + LAST), [404]),
    ("9112 7.1", "a size in capitals and with zeros", chunked(b"000C\r\n" + BODY + b"\r\n000\r\n\r\n"), [404]),
    ("9112 7.1", "a chunk of each byte", chunked(b"".join(b"1\r\n%c\r\n" % byte for byte in BODY) + LAST), [404]),
    ("9112 7.1.1", "extensions of chunks", chunked(b'c;a;b=1;c="\\"x"\r\n' + BODY + b"\r\n0;z\r\n\r\n"), [404]),
    ("9112 7.1.2", "trailers, of which none counts", chunked(WHOLE + b"0\r\nContent-Length: 5\r\nHost: x\r\n\r\n"), [404]),
    ("9110 9.3.1", "a GET with a body", get("Content-Length: 21") + b"GET /nowhere HTTP/1.1", [200]),
    ("9110 10.1.1", "a body that waits for nothing though it says so", post(LENGTH, "Expect: 100-continue"), [404]),
]
REFUSED = [
    # The line of the request (RFC 9112, 3).
    (400, "9112 2.2", "an empty line that LF ends", b"\n" + get()),
    (400, "9112 2.2", "lines that LF ends", get().replace(b"\r\n", b"\n")),
    (400, "9112 2.2", "one line that LF ends", b"GET /api/duty HTTP/1.1\nHost: HERE\r\n\r\n"),
    (400, "9112 2.2", "a head that LF LF ends", b"GET /api/duty HTTP/1.1\r\nHost: HERE\n\n"),
    (400, "9112 2.2", "a CR by itself in the request's line", b"GET /api/duty\rX HTTP/1.1\r\nHost: HERE\r\n\r\n"),
    (400, "9112 2.2", "a CR by itself that would end a line", b"GET /api/duty HTTP/1.1\rHost: HERE\r\n\r\n"),
    (400, "9112 2.2", "a blank before the first header", b"GET /api/duty HTTP/1.1\r\n Host: HERE\r\n\r\n"),
    (400, "9112 3", "two blanks in the request's line", get(first="GET  /api/duty HTTP/1.1")),
    (400, "9112 3", "a tab in the request's line", get(first="GET\t/api/duty HTTP/1.1")),
    (400, "9112 3", "a blank behind the version", get(first="GET /api/duty HTTP/1.1 ")),
    (400, "9112 3", "a blank before the method", get(first=" GET /api/duty HTTP/1.1")),
    (400, "9112 3", "a request of HTTP/0.9", b"GET /api/duty\r\n\r\n"),
    (501, "9110 9.1", "a method in small letters", get(first="get /api/duty HTTP/1.1")),
    (400, "9110 9.1", "a method that is no token", get(first="GE/T /api/duty HTTP/1.1")),
    (501, "9110 9.3.6", "a tunnel", get(first="CONNECT HERE HTTP/1.1")),
    (505, "9112 2.3", "another version", get(first="GET /api/duty HTTP/1.2")),
    (505, "9112 2.3", "two digits of a version", get(first="GET /api/duty HTTP/1.10")),
    (505, "9113 3.4", "the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    (400, "9112 2.3", "a version in small letters", get(first="GET /api/duty http/1.1")),
    # Its target (3.2).
    (400, "9112 3.2", "a target that is a name", get(first="GET api/duty HTTP/1.1")),
    (400, "9112 3.2", "a target with a fragment", get(first="GET /api/duty#x HTTP/1.1")),
    (400, "9112 3.2", "a target with a byte above ASCII", get(first="GET /api/duty\xe9 HTTP/1.1")),
    (400, "9112 3.2", "a target with a control character", get(first="GET /api/duty\x01 HTTP/1.1")),
    (400, "9112 3.2.2", "an absolute target of another scheme", get(first="GET ftp://HERE/api/duty HTTP/1.1")),
    (400, "9112 3.2.2", "an absolute target without an authority", get(first="GET https:///api/duty HTTP/1.1")),
    (400, "9110 4.2.4", "an absolute target with user information", get(first="GET https://u@HERE/api/duty HTTP/1.1")),
    (400, "9112 3.2.2", "an absolute target and no Host", get(first="GET https://HERE/api/duty HTTP/1.1", host="")),
    (400, "9112 3.2.4", "an asterisk for something else than OPTIONS", get(first="GET * HTTP/1.1")),
    (414, "9112 3", "a target that is too long", get(first=f"GET /{'a' * 4096} HTTP/1.1")),
    # Host (3.2).
    (400, "9112 3.2", "no Host", get(host="")),
    (400, "9112 3.2", "two of them", get("Host: HERE")),
    (400, "9112 3.2", "two of them that differ", get("Host: elsewhere")),
    (400, "9112 3.2", "two in one", get(host="Host: HERE, elsewhere x")),
    (400, "9112 3.2", "an empty one", get(host="Host:")),
    (400, "9112 3.2", "one with a path", get(host="Host: HERE/x")),
    (400, "9112 3.2", "one with user information", get(host="Host: u@HERE")),
    # Headers (5).
    (400, "9112 5.1", "a blank before the colon", get(host="Host : HERE")),
    (400, "9112 5.1", "a tab before the colon", get("X-A\t: 1")),
    (400, "9112 5.1", "a blank before the colon of a length", post(f"Content-Length : {len(BODY)}")),
    (400, "9112 5.1", "a blank before the colon of a coding", chunked(LAST, "Transfer-Encoding : chunked")),
    (400, "9112 5.2", "a folded line", get("X-A: 1", " 2")),
    (400, "9112 5.2", "a line folded by a tab", get("X-A: 1", "\t2")),
    (400, "9112 5.2", "a coding on a folded line", chunked(LAST, "Transfer-Encoding:\r\n chunked")),
    (400, "9112 5.2", "a line of blanks before the end", get("X-A: 1", " ")),
    (400, "9112 5", "a line without a colon", get("X-A")),
    (400, "9112 5", "a line without a name", get(": 1")),
    (400, "9110 5.1", "a name that is no token", get("X(A): 1")),
    (400, "9110 5.1", "a name with a byte above ASCII", get("X\xa0: 1")),
    (400, "9110 5.1", "a name with a NUL", get("X\0A: 1")),
    (400, "9110 5.5", "a value with a NUL", get("X-A: 1\x002")),
    (400, "9110 5.5", "a value with a CR", get("X-A: 1\r2")),
    (400, "9110 5.5", "a value with a DEL", get("X-A: \x7f")),
    (400, "9110 5.5", "a value with an escape", get("X-A: \x1b[0m")),
    (431, "6585 5", "a head that is too long", get(f"X-A: {'a' * 16_384}")),
    (431, "6585 5", "too many lines", get(*["X-A: 1"] * 101)),
    # How long the body is (6).
    (400, "9112 6.3", "a length and a coding", post(LENGTH, "Transfer-Encoding: chunked", body=LAST)),
    (400, "9112 6.3", "a coding and a length", post("Transfer-Encoding: chunked", LENGTH, body=LAST)),
    (400, "9112 6.3", "a length of nothing and a coding", post("Content-Length: 0", "Transfer-Encoding: chunked", body=LAST)),
    (400, "9112 6.3", "a coding of nothing and a length", post("Transfer-Encoding:", LENGTH)),
    (400, "9110 8.6", "two lengths that are the same", post(LENGTH, LENGTH)),
    (400, "9110 8.6", "two lengths that differ", post("Content-Length: 0", LENGTH)),
    (400, "9110 8.6", "two lengths in one", post(f"Content-Length: {len(BODY)}, {len(BODY)}")),
    (400, "9110 8.6", "a length with a sign", post(f"Content-Length: +{len(BODY)}")),
    (400, "9110 8.6", "a negative length", post("Content-Length: -1")),
    (400, "9110 8.6", "a length in hexadecimal", post("Content-Length: 0xc")),
    (400, "9110 8.6", "a length with a point", post(f"Content-Length: {len(BODY)}.0")),
    (400, "9110 8.6", "a length with a blank in it", post("Content-Length: 1 2")),
    (400, "9110 8.6", "a length in other digits", post("Content-Length: \xef\xbc\x91\xef\xbc\x92")),
    (400, "9110 8.6", "an empty length", post("Content-Length:")),
    (400, "9110 8.6", "a length that no number holds", post("Content-Length: 18446744073709551628")),
    (413, "9110 15.5.14", "a length beyond the bound", post("Content-Length: 65537")),
    (411, "9110 15.5.12", "a POST that tells nothing", post(body=b"")),
    (501, "9112 6.1", "a coding that is not known", chunked(LAST, "Transfer-Encoding: gzip")),
    (501, "9112 6.1", "identity, which is none any more", chunked(LAST, "Transfer-Encoding: identity")),
    (501, "9112 6.1", "a coding before chunks", chunked(LAST, "Transfer-Encoding: gzip, chunked")),
    (501, "9112 6.1", "a coding behind chunks", chunked(LAST, "Transfer-Encoding: chunked, identity")),
    (501, "9112 6.1", "chunks of chunks", chunked(LAST, "Transfer-Encoding: chunked, chunked")),
    (501, "9112 7", "chunks with a parameter", chunked(LAST, "Transfer-Encoding: chunked;q=1")),
    (501, "9112 7", "chunks in quotation marks", chunked(LAST, 'Transfer-Encoding: "chunked"')),
    (501, "9112 7", "a word that chunks begin", chunked(LAST, "Transfer-Encoding: chunkedx")),
    (501, "9112 7", "a byte above ASCII before chunks", chunked(LAST, "Transfer-Encoding: \xa0chunked")),
    (400, "9112 7", "a vertical tab before chunks", chunked(LAST, "Transfer-Encoding: \x0bchunked")),
    (400, "9112 6.1", "two codings", chunked(LAST, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")),
    (400, "9112 6.1", "a coding to HTTP/1.0", post("Transfer-Encoding: chunked", body=LAST, first="POST /api/invites/open HTTP/1.0")),
    # Chunks (7.1).
    (400, "9112 7.1", "a size with 0x", chunked(b"0xc\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a size with a sign", chunked(b"+c\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a negative size", chunked(b"-c\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a blank before a size", chunked(b" c\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a size that is none", chunked(b"g\r\n" + LAST)),
    (400, "9112 7.1", "an empty size", chunked(b"\r\n" + LAST)),
    (400, "9112 7.1", "an extension without a size", chunked(b";a\r\n" + LAST)),
    (400, "9112 7.1", "a size that no number holds", chunked(b"1000000000000000c\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a size that LF ends", chunked(b"c\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a size that CR CR LF ends", chunked(b"c\r\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a chunk that is longer than its size", chunked(b"b\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a chunk that is shorter than its size", chunked(b"d\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1", "a chunk that LF ends", chunked(b"c\r\n" + BODY + b"\n" + LAST)),
    (400, "9112 7.1", "a last chunk that LF ends", chunked(WHOLE + b"0\n\r\n")),
    (400, "9112 7.1.1", "an extension that LF ends", chunked(b"c;a\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1.1", "an extension with a CR", chunked(b"c;a\rb\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1.1", "an extension with a NUL", chunked(b"c;a\0b\r\n" + BODY + b"\r\n" + LAST)),
    (400, "9112 7.1.2", "trailers that LF ends", chunked(WHOLE + b"0\r\nX: 1\n\r\n")),
    (400, "9112 7.1.2", "a trailer that is no header", chunked(WHOLE + b"0\r\nX Y\r\n\r\n")),
    (400, "9112 7.1.2", "a trailer with a blank before its colon", chunked(WHOLE + b"0\r\nX : 1\r\n\r\n")),
    (400, "9112 7.1.2", "a folded trailer", chunked(WHOLE + b"0\r\nX: 1\r\n 2\r\n\r\n")),
    (400, "9112 7.1.2", "a trailer with a NUL", chunked(WHOLE + b"0\r\nX: \0\r\n\r\n")),
    # What acts has one spelling (docs/protocol.md, 1).
    (400, "3986 6.2", "a write to a path with an escape", post(LENGTH, first="POST /api/invites/%6fpen HTTP/1.1")),
    (400, "3986 6.2", "a write to a path with an empty segment", post(LENGTH, first="POST /api//invites/open HTTP/1.1")),
    (400, "3986 6.2", "a write to a path with dots", post(LENGTH, first="POST /api/x/../invites/open HTTP/1.1")),
    (400, "9110 7.8", "another protocol with a body before it", post(LENGTH, "Connection: upgrade", "Upgrade: websocket")),
    (400, "9113 3.2", "HTTP/2 without TLS", get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__")),
]


@pytest.fixture(scope="module", params=["tls", "plain"])
def server(request, bureau_for):
    is_plain = request.param == "plain"
    bureau = bureau_for("http-" + request.param, *(["--plain-http"] if is_plain else []))
    return bureau, is_plain


def heard(server, request: bytes) -> list[tuple[int, str]]:
    bureau, is_plain = server
    with Raw(bureau, is_plain) as raw:
        behind = get("Connection: close")
        whole = (request + behind).replace(b"HERE", raw.host.encode()).replace(b"ORIGIN", raw.origin.encode())
        # Plain, it comes byte by byte, when it is short enough for that.
        raw.send(whole, cut=1 if is_plain and len(whole) < 2000 else None)
        return raw.answers()


def test_what_the_standard_allows_is_answered_and_the_request_behind_it_too(server):
    wrong = []
    for section, what, request, statuses in TAKEN:
        found = heard(server, request)
        if [status for status, _ in found if status != 100] != [*statuses, 200]:
            wrong.append((section, what, found))
        # The body was found as it was: it is a link's, and none.
        elif request.startswith(b"POST") and found[-2][1] != "link_unknown":
            wrong.append((section, what, found))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_can_be_read_in_two_ways_is_refused_once_and_the_connection_ends(server):
    wrong = []
    for status, section, what, request in REFUSED:
        found = heard(server, request)
        if [each for each, _ in found] != [status]:
            wrong.append((status, section, what, found))
    assert not wrong, "\n".join(map(str, wrong))
