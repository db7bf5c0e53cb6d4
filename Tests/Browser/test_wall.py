"""The wall (背对背) from every seat: what is said inside reaches nobody outside, and the green word comes only when that is so."""

import time

import pytest

import faces
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import Person, until

NEEDLE = "只有里面知道的一句话-7Q4"
HEAR = "(document.querySelector('.hear') || {dataset: {}}).dataset.hear || ''"

# Every text that a WebSocket brings, and when the hear bar said what: installed before the page's own scripts.
KEEP = """(() => {
  const Native = globalThis.WebSocket
  globalThis.__texts = []
  globalThis.WebSocket = class extends Native {
    constructor(...given) {
      super(...given)
      this.addEventListener('message', (event) => globalThis.__texts.push(String(event.data)))
    }
  }
})()"""
ENERGY = """async () => {
  let bytes = 0, energy = 0, open = 0
  for (const each of globalThis.__witness.connections) {
    if (each.connectionState === 'closed') continue
    open += 1
    for (const row of (await each.getStats()).values()) {
      if (row.type !== 'inbound-rtp') continue
      bytes += row.bytesReceived
      energy += row.totalAudioEnergy || 0
    }
  }
  return { bytes, energy, open }
}"""


class Film:
    """Screenshots from every seat, in order, kept in out/."""

    def __init__(self, out, name: str):
        self.out, self.name, self.scene = out, name, 0

    def take(self, what: str, *seats: Person) -> None:
        self.scene += 1
        for seat in seats:
            seat.page.screenshot(path=str(self.out / f"{self.name}-{self.scene:02d}-{what}-{seat.name}.png"))


def hear(person: Person) -> str:
    return person.page.evaluate(HEAR)


@pytest.fixture
def table(people, bureau_for, out):
    """The officer, the petitioner and the counterparty in one call."""
    bureau = bureau_for("wall")
    desk = bureau.signed_in()
    case = desk.register(lawyer=False)
    session = desk.launch(case)["id"]
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    one, other = people(faces.PETITIONER), people(faces.COUNTERPARTY)
    for person in (officer.person, one, other):
        person.context.add_init_script(KEEP)
    for person in (one, other):
        person.page.set_viewport_size({"width": 360, "height": 740})
    officer.sign_in()
    officer.go_to_room(session)
    links = officer.links(session)
    come_to_the_waiting_room([(PartyAtLink(one), links["petitioner"]), (PartyAtLink(other), links["respondent"])])
    for name in ("林晚舟", "贺长风"):
        officer.admit(name)
    for person in (officer.person, one, other):
        until(lambda: hear(person) == "open", f"everyone to be heard at {person.name}'s")
        until(lambda: len(person.hears()) == 2 and len(person.sees()) == 2, f"two people at {person.name}'s end")
    return officer, one, other, Film(out, "wall")


def received(person: Person) -> dict:
    return person.page.evaluate(ENERGY)


def speak_alone(officer: OfficerAtDesk) -> None:
    """Alt+B asks, the first guest is chosen; the consequence is read; the wall goes up."""
    officer.page.keyboard.press("Alt+B")
    officer.page.locator("[data-act='caucus-start']").click()


def muted(person: Person) -> bool:
    return person.page.locator("[data-act='mute']").get_attribute("aria-pressed") == "true"


def test_a_caucus_is_closed_to_whoever_is_outside_and_all_return_muted(table):
    officer, one, other, film = table
    host = officer.person
    film.take("open", host, one, other)

    officer.page.keyboard.press("Alt+B")
    officer.page.locator("[data-act='caucus-start']").wait_for()
    assert "贺长风" in officer.page.locator("#caucus-says").inner_text()
    film.take("asked", host)
    officer.page.locator("[data-act='caucus-start']").click()
    # The green word at the officer's page: at that moment the counterparty's page receives from nobody.
    until(lambda: hear(host) == "sealed", "the green word at the officer's", every=0.02)
    silent = received(other)
    assert silent["open"] == 0, silent
    assert officer.page.locator(".hear__green").inner_text().strip()
    until(lambda: hear(one) == "sealed", "the green word at the petitioner's")
    until(lambda: hear(other) == "outside", "the waiting card")
    film.take("sealed", host, one, other)
    # Those inside hear each other again, and nobody else.
    until(lambda: one.hears() == {"officer"} and host.hears() == {"petitioner"}, "the two inside to hear each other")
    assert one.witness("openConnections()") == host.witness("openConnections()") == 1

    # What is said and written inside reaches nothing of the outside.
    before = other.page.evaluate("globalThis.__texts.length")
    officer.page.locator("[data-act='private-notes']").press_sequentially(NEEDLE, delay=5)
    until(lambda: officer.page.locator(".notes .saved").get_attribute("data-state") == "saved", "the notes to be saved")
    time.sleep(2)
    assert received(other) == {"bytes": 0, "energy": 0, "open": 0}
    assert other.hears() == other.sees() == set()
    film.take("inside", host, one, other)
    for person in (one, other):
        assert not any(NEEDLE in text for text in person.page.evaluate("globalThis.__texts")), person.name
        assert NEEDLE not in person.page.content(), person.name
    told = other.page.evaluate("(from) => globalThis.__texts.slice(from).map((text) => JSON.parse(text).type)", before)
    assert set(told) <= {"beat", "ice", "result"}, told

    # Whoever is outside leaves a line; it reaches the officer and not the other side.
    other.page.click("[data-act='word']")
    other.page.fill("#word", "还要多久？")
    film.take("word", other)
    other.page.click("[data-act='word-send']")
    until(lambda: "还要多久？" in officer.page.locator(".walltile__words").inner_text(), "the line at the officer's")
    assert not any("还要多久？" in text for text in one.page.evaluate("globalThis.__texts"))
    officer.page.click("[data-act='caucus-extend']")
    film.take("extended", host, other)

    # A reload inside never opens a link across, and is inside again.
    one.page.reload()
    until(lambda: hear(one) == "sealed", "the petitioner back inside")
    until(lambda: one.hears() == {"officer"}, "the petitioner to hear the officer again")
    assert one.witness("openConnections()") == 1
    assert received(other)["open"] == 0
    film.take("reloaded", host, one, other)

    # The end: links come back, every microphone is closed, and the page says who hears.
    officer.page.click("[data-act='caucus-end']")
    for person in (host, one, other):
        until(lambda: hear(person) == "open", f"{person.name} back with everybody")
        until(lambda: muted(person), f"{person.name}'s microphone to be closed")
        until(lambda: person.page.locator(".wall-voice .note").count(), f"{person.name} to be told why it is quiet")
    until(lambda: all(len(person.sees()) == 2 for person in (host, one, other)), "everybody's picture to be back")
    assert host.hears() == one.hears() == other.hears() == set()
    film.take("back", host, one, other)
    for person in (host, one, other):
        person.page.click("[data-act='mute']")
    for person in (host, one, other):
        until(lambda: len(person.hears()) == 2, f"{person.name} to hear both again")


def test_a_shield_keeps_voice_and_picture_from_one_person_alone(table):
    officer, one, other, film = table
    officer.page.locator(".seat[data-seat='2'] [data-act='shield']").click()
    officer.page.locator("#shield-2-3-face").check()
    officer.page.locator("#shield-2-3-voice").check()
    film.take("shield-asked", officer.person)
    officer.page.keyboard.press("Escape")
    until(lambda: other.hears() == {"officer"} and other.sees() == {"officer"}, "the counterparty to lose the petitioner alone")
    until(lambda: one.hears() == {"officer", "counterparty"} and one.sees() == {"officer", "counterparty"},
          "the petitioner to hear and see both")
    assert officer.person.hears() == {"petitioner", "counterparty"}
    film.take("shielded", officer.person, one, other)
    other.page.reload()
    until(lambda: other.hears() == {"officer"} and other.sees() == {"officer"}, "the shield to outlive a reload")
