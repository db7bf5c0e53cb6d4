"""The instruments themselves, on a bare page: what they say of faces, voices and paths must be true before a test trusts them."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time

import pytest

import faces
from person import stops_within, until

PAGE = b"<!doctype html><meta charset=utf-8><title>bare</title><video id=v autoplay playsinline></video>"


@pytest.fixture
def bare_page():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def credentials(relay) -> dict:
    """draft-uberti-behave-turn-rest: a name that expires and its HMAC under the shared secret."""
    name = f"{int(time.time()) + 900}:bare"
    secret = relay.secret_file.read_text().strip().encode()
    password = base64.b64encode(hmac.new(secret, name.encode(), hashlib.sha1).digest()).decode()
    return {"urls": relay.urls, "username": name, "credential": password}


CONNECT = """async (server) => {
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' })
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: 640, height: 360 },
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } })
  for (const track of stream.getTracks()) connection.addTrack(track, stream)
  const shown = new MediaStream()
  document.getElementById('v').srcObject = shown
  connection.ontrack = (event) => { shown.addTrack(event.track); document.getElementById('v').play() }
  globalThis.local = stream
  globalThis.connection = connection
}"""
DESCRIBE = """async (description) => {
  const c = globalThis.connection
  if (description) await c.setRemoteDescription(description)
  if (!description || description.type === 'offer') await c.setLocalDescription()
  while (c.iceGatheringState !== 'complete') await new Promise((done) => setTimeout(done, 20))
  return JSON.parse(JSON.stringify(c.localDescription))
}"""


@pytest.mark.call
def test_faces_and_voices_are_told_apart_through_a_relayed_call(people, relay, bare_page):
    a, b = people(faces.OFFICER), people(faces.PETITIONER)
    for person in (a, b):
        person.page.goto(bare_page)
        person.page.evaluate(CONNECT, credentials(relay))
    offer = a.page.evaluate(DESCRIBE, None)
    answer = b.page.evaluate(DESCRIBE, offer)
    a.page.evaluate(DESCRIBE, answer)

    until(lambda: a.sees() == {"petitioner"} and b.sees() == {"officer"}, "each sees the other's face")
    until(lambda: a.hears() == {"petitioner"} and b.hears() == {"officer"}, "each hears the other's voice")
    # It stays so: syllables and noise suppression must not make the witness lose a voice that is there.
    for _ in range(20):
        assert (a.hears(), b.hears()) == ({"petitioner"}, {"officer"})
        time.sleep(0.1)
    assert {(path["local"], path["remote"]) for path in a.witness("paths()")} == {("relay", "relay")}

    with stops_within(2, b, "heardAt", "officer"):
        a.page.evaluate("globalThis.local.getAudioTracks()[0].enabled = false")
    assert b.sees() == {"officer"}, "a muted microphone leaves the picture"

    with stops_within(2, b, "seenAt", "officer"):
        a.page.evaluate("globalThis.local.getVideoTracks()[0].stop()")


@pytest.mark.parametrize("likeness", faces.EVERYBODY, ids=lambda each: each.name)
def test_every_face_and_voice_is_recognised(people, bare_page, likeness):
    person = people(likeness)
    person.page.goto(bare_page)
    person.page.evaluate("""async () => {
      const video = document.getElementById('v')
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true, audio: true })
      await video.play()
    }""")
    until(lambda: person.witness("seen()") == [likeness.name], f"the face of {likeness.name}")
    until(lambda: person.witness("heard()") == [likeness.name], f"the voice of {likeness.name}")
    person.page.evaluate("document.getElementById('v').muted = true")
    until(lambda: person.witness("heard()") == [], "a muted element is not heard")
    assert json.loads(json.dumps(person.witness("openConnections()"))) == 0
