"""Several cameras, headsets and loudspeakers: what a person chooses is in use at once, is kept by the browser, and gives way
when it is unplugged."""

import faces
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import Person, until
from test_pages import look, nothing_was_stopped
from test_story import NAMES
from words import words

# Three of each kind, with pictures and sounds of Chromium's own.
THREE = ["--use-fake-device-for-media-stream=device-count=3"]

# Stands in for a plug that is pulled and put back, which Chromium's invented devices don't have.
PLUG = """
(() => {
    const media = navigator.mediaDevices, list = media.enumerateDevices.bind(media), ask = media.getUserMedia.bind(media);
    let gone = '';
    media.enumerateDevices = async () => (await list()).filter(({ label }) => label !== gone);
    media.getUserMedia = async (wanted) => {
        const devices = await list();
        const named = [wanted.video, wanted.audio].map((each) => each && each.deviceId && each.deviceId.exact);
        if (devices.some(({ label, deviceId }) => label === gone && named.includes(deviceId))) throw new DOMException('', 'NotFoundError');
        return ask(wanted);
    };
    const given = [];
    const get = media.getUserMedia;
    media.getUserMedia = async (wanted) => {
        const stream = await get(wanted);
        given.push(...stream.getTracks());
        return stream;
    };
    window.plug = (label) => {
        gone = label;
        for (const track of given) if (track.label === label && track.readyState === 'live') { track.stop(); track.dispatchEvent(new Event('ended')); }
        media.dispatchEvent(new Event('devicechange'));
    };
})();
"""


def sent(person: Person) -> list[set[str]]:
    """The devices that each open connection sends from."""
    return [set(labels) for labels in person.page.evaluate("""globalThis.__witness.connections
        .filter((each) => each.connectionState === 'connected')
        .map((each) => each.getSenders().filter(({ track }) => track && track.readyState === 'live').map(({ track }) => track.label))""")]


def sinks(person: Person) -> set[str]:
    return set(person.page.evaluate("[...document.querySelectorAll('video')].filter((each) => !each.muted).map((each) => each.sinkId)"))


def ids(person: Person, kind: str) -> dict[str, str]:
    return dict(person.page.evaluate(
        "async (kind) => (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === kind).map(({ label, deviceId }) => [label, deviceId])",
        kind))


def choose(person: Person, kind: str, label: str) -> None:
    person.page.locator(f"select[data-device='{kind}']").select_option(label=label)


def test_devices_are_chosen_at_the_check_and_in_the_call_and_kept(people, bureau_for, out):
    bureau = bureau_for("devices")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    links = {invite["role"]: invite["link"] for invite in session["invites"]}
    officer = OfficerAtDesk(people(faces.OFFICER, camera=False, more=THREE), bureau)
    petitioner, counterparty = PartyAtLink(people(faces.PETITIONER, camera=False, more=THREE)), PartyAtLink(people(faces.COUNTERPARTY))
    phone = petitioner.person
    phone.context.add_init_script(PLUG)
    officer.sign_in()
    officer.go_to_room(session["id"])

    # At the check: the picture is another one, and the choice outlives the page.
    petitioner.open(links["petitioner"])
    petitioner.agree()
    choices = phone.page.locator(".checks__choice select")
    until(lambda: choices.count() == 3 and all(choices.nth(index).is_visible() for index in range(3)), "three choices")
    # The picture is there a moment after its place.
    shown = "(document.querySelector('.selfview video')?.srcObject?.getTracks() ?? []).map(({ label }) => label)"
    choose(phone, "camera", "fake_device_1")
    choose(phone, "microphone", "Fake Audio Input 2")
    choose(phone, "speaker", "Fake Audio Output 1")
    until(lambda: set(phone.page.evaluate(shown)) == {"fake_device_1", "Fake Audio Input 2"}, "the chosen devices in the preview")
    look(phone, "check-devices", out)
    phone.page.reload()
    petitioner.wait_for("check")
    until(lambda: set(phone.page.evaluate(shown)) == {"fake_device_1", "Fake Audio Input 2"}, "the kept devices after a reload")
    petitioner.check_devices()
    come_to_the_waiting_room([(counterparty, links["respondent"])])
    for party in (petitioner, counterparty):
        officer.admit(NAMES[party.person.name])
        party.wait_for("call")

    # In the call: what was chosen is what everybody gets, and where everybody is heard.
    until(lambda: sent(phone) == [{"fake_device_1", "Fake Audio Input 2"}] * 2, "the chosen devices sent to both")
    first = ids(phone, "audiooutput")["Fake Audio Output 1"]
    until(lambda: sinks(phone) == {first}, "voices from the chosen loudspeaker")

    # Another one in the middle of the call: at once, without a new connection, muted as it was.
    made = phone.page.evaluate("globalThis.__witness.connections.length")
    petitioner.mute()
    phone.page.click("[data-act='devices']")
    look(phone, "call-devices", out)
    choose(phone, "camera", "fake_device_2")
    choose(phone, "microphone", "Fake Audio Input 1")
    choose(phone, "speaker", "Fake Audio Output 2")
    until(lambda: sent(phone) == [{"fake_device_2", "Fake Audio Input 1"}] * 2, "the other devices sent to both")
    second = ids(phone, "audiooutput")["Fake Audio Output 2"]
    until(lambda: sinks(phone) == {second}, "voices from the other loudspeaker")
    phone.page.keyboard.press("Escape")
    assert phone.page.locator(".dialog").count() == 0
    assert phone.page.evaluate("document.activeElement.dataset.act") == "devices"
    assert phone.page.evaluate("globalThis.__witness.connections.length") == made
    enabled = "globalThis.__witness.connections.flatMap((each) => each.getSenders()).filter(({ track }) => track && track.kind === 'audio' && track.readyState === 'live').map(({ track }) => track.enabled)"
    assert set(phone.page.evaluate(enabled)) == {False}
    petitioner.mute()
    frames = "async () => { let n = 0; for (const c of globalThis.__witness.connections) for (const s of (await c.getStats()).values()) if (s.type === 'inbound-rtp' && s.kind === 'video') n += s.framesDecoded || 0; return n; }"
    before = counterparty.page.evaluate(frames)
    until(lambda: counterparty.page.evaluate(frames) > before + 10, "pictures to go on at the other end")

    # Unplugged: another one takes its place, in words too; plugged in again: it is back.
    phone.page.evaluate("window.plug('fake_device_2')")
    until(lambda: all("fake_device_2" not in labels and len(labels) == 2 for labels in sent(phone)), "another camera in its place")
    phone.page.evaluate("window.plug('Fake Audio Output 2')")
    until(lambda: sinks(phone) == {""}, "voices from the system's own loudspeaker")
    until(lambda: sent(phone) == [{"fake_device_2", "Fake Audio Input 1"}] * 2, "the chosen camera again")
    phone.page.evaluate("window.plug('')")
    until(lambda: sinks(phone) == {second}, "voices from the chosen loudspeaker again")

    # The officer's desk has the same.
    until(lambda: len(sent(officer.person)) == 2, "the officer's connections")
    officer.page.click("[data-act='devices']")
    choose(officer.person, "camera", "fake_device_1")
    until(lambda: all("fake_device_1" in labels for labels in sent(officer.person)), "the officer's other camera")
    look(officer.person, "live-devices", out)
    officer.page.get_by_role("button", name=words("live.devices.done"), exact=True).click()
    officer.page.reload()
    until(lambda: [labels & {"fake_device_1"} for labels in sent(officer.person)] == [{"fake_device_1"}] * 2, "the kept camera after a reload", 60)

    # One camera: nothing to choose, and no list that pretends there is.
    counterparty.page.click("[data-act='devices']")
    assert counterparty.page.locator("select[data-device='microphone']").is_visible()
    assert not counterparty.page.locator("select[data-device='camera']").is_visible()
    nothing_was_stopped(officer.person, phone, counterparty.person)
