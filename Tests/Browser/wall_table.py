"""A table at which a wall can be put up: officer, petitioner, counterparty and lawyer, each with a network of their own and watched
from the first moment on."""

import json
from contextlib import contextmanager
from pathlib import Path

import faces
from network import Network, Unbroken
from officer import OfficerAtDesk
from party import PartyAtLink, come_to_the_waiting_room
from person import Person, Somebody, until
from words import words

WITNESS = (Path(__file__).parent / "wall_witness.js").read_text()
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
HEAR = "(document.querySelector('.hear') || {dataset: {}}).dataset.hear || ''"


class Film:
    """Screenshots from every seat, in order, kept in out/."""

    def __init__(self, out: Path):
        self.out, self.name, self.scene = out, "wall", 0

    def begin(self, name: str) -> None:
        self.name, self.scene = name, 0

    def take(self, what: str, *guests: "Guest") -> None:
        self.scene += 1
        for guest in guests:
            guest.page.screenshot(path=str(self.out / f"{self.name}-{self.scene:02d}-{what}-{guest.name}.png"))


class Guest:
    """One person at the table: browser, network, and all that the server ever sent to any of their pages."""

    def __init__(self, person: Somebody, network: Network | Unbroken, seat: int, called: str, role: str):
        self.seat, self.called, self.role = seat, called, role
        self.network = network
        self.person = person
        self.name = person.name
        self.person.before_every_page(WITNESS)
        self.frames: list[str] = []
        self.page = self.person.page
        self.watch(self.page)
        self.page.set_viewport_size(DESK if seat == 1 else PHONE)

    def watch(self, page) -> None:
        """The browser's own word of what its sockets bring, where it gives it; the page has no part in it."""
        if isinstance(self.person, Person):
            page.on("websocket", lambda socket: socket.on("framereceived", lambda payload: self.frames.append(str(payload))))

    def second_page(self):
        page = self.person.new_page()
        self.watch(page)
        page.set_viewport_size(DESK if self.seat == 1 else PHONE)
        return page

    @property
    def party(self) -> PartyAtLink:
        return PartyAtLink(self.person, self.page)

    def ask(self, what: str):
        return self.page.evaluate(f"globalThis.__wall.{what}")

    def hear(self) -> str:
        return self.page.evaluate(HEAR)

    def hears(self) -> set[str]:
        return self.person.hears(self.page)

    def sees(self) -> set[str]:
        """Within the last two seconds: a busy machine shows few pictures a second."""
        return set(self.person.witness("seen(2000)", self.page)) - {self.name}

    def open(self) -> int:
        return self.person.witness("openConnections()", self.page)

    def muted(self) -> bool:
        return self.page.locator("[data-act='mute']").get_attribute("aria-pressed") == "true"

    def unmute(self) -> None:
        if self.muted():
            self.page.click("[data-act='mute']")
        until(lambda: not self.muted(), f"{self.name}'s microphone to be open")

    def said_at(self, what: str, since: float) -> float | None:
        """When the hear bar began to say it after `since`; None while it has not."""
        return next((at for at, says in self.ask("hear()") if at > since and says == what), None)

    def close(self) -> None:
        self.person.close()
        self.network.close()


class Table:
    """The people of one session, all in the call but who is still to come."""

    def __init__(self, playwright, media: Path, bureau, out: Path, late: tuple[str, ...] = (),
                 absent: tuple[str, ...] = (), at_firefox: tuple[str, ...] = ()):
        self.bureau, self.film = bureau, Film(out)
        desk = self.desk = bureau.signed_in()
        case = self.case = desk.register("楼上楼下夜间噪声")
        self.session = desk.launch(case)["id"]

        def make(likeness: faces.Likeness, seat: int, called: str, role: str) -> Guest | None:
            if role in absent:
                return None
            if role in at_firefox:
                from firefox import FirefoxPerson
                return Guest(FirefoxPerson(likeness, bureau.log.parent), Unbroken(), seat, called, role)
            network = Network()
            return Guest(Person(playwright, likeness, media, more=network.arguments), network, seat, called, role)

        self.host = make(faces.OFFICER, 1, "周砚", "host")
        self.petitioner = make(faces.PETITIONER, 2, "林晚舟", "petitioner")
        self.counterparty = make(faces.COUNTERPARTY, 3, "贺长风", "respondent")
        self.lawyer = make(faces.LAWYER, 4, "苏见微", "lawyer")
        self.guests = [each for each in (self.petitioner, self.counterparty, self.lawyer) if each]
        self.everybody = [self.host, *self.guests]
        self.officer = OfficerAtDesk(self.host.person, bureau)
        self.officer.sign_in()
        self.officer.go_to_room(self.session)
        self.links = self.officer.links(self.session)
        self.seated = [self.host]
        self.bring([each for each in self.guests if each.role not in late])

    def bring(self, guests: list[Guest]) -> None:
        """From their links to the table."""
        come_to_the_waiting_room([(each.party, self.links[each.role]) for each in guests])
        for guest in guests:
            self.officer.admit(guest.called)
            guest.party.wait_for("call")
            self.seated.append(guest)

    def seat_lawyer(self) -> None:
        if self.lawyer not in self.seated:
            self.bring([self.lawyer])
            self.all_together()

    def all_together(self, within: float = 90) -> None:
        """No wall, every microphone open, everybody hears everybody. (Pictures are left out by the pages themselves where a machine is
        too busy for them.)"""
        for guest in self.seated:
            guest.network.mend()
        if self.host.page.locator(".dialog").count():
            self.host.page.keyboard.press("Escape")
        if self.host.hear() not in ("open", "apart", "alone"):
            self.bring_back()
        until(lambda: not self.host.page.locator(".seat").get_by_text(words("live.people.lost")).count(), "everybody's line to be back", within)
        for guest in self.seated:
            until(lambda: guest.hear() == "open", f"{guest.name} to be told that everybody hears", within)
            guest.unmute()
        for guest in self.seated:
            others = {each.name for each in self.seated if each is not guest}
            until(lambda: guest.hears() == others, f"{guest.name} to hear {sorted(others)}", within)

    # What the officer presses.

    def ask_for_caucus(self, *inside: Guest) -> None:
        """Opens the question by its key or its button, and ticks who shall be inside."""
        if self.host.hear() == "sealed":
            self.host.page.click("[data-act='caucus-move']")
        else:
            self.host.page.keyboard.press("Alt+B")
        self.host.page.locator("[data-act='caucus-start']").wait_for()
        for guest in self.guests:
            box = self.host.page.locator(f"#member-{guest.seat}")
            if box.count() and box.is_checked() != (guest in inside):
                box.set_checked(guest in inside)

    def raise_wall(self, *inside: Guest) -> float:
        """Presses 开始单独谈, and tells when."""
        self.ask_for_caucus(*inside)
        pressed = self.host.ask("now()")
        self.host.page.locator("[data-act='caucus-start']").click()
        return pressed

    def seal(self, *inside: Guest) -> float:
        """Raises the wall and waits until it is sealed. A machine that is too slow to confirm in five seconds leaves members outside,
        as it must; the officer then presses once more."""
        for _ in range(4):
            pressed = self.raise_wall(*inside)
            until(lambda: self.host.said_at("sealed", pressed) or self.host.said_at("open", pressed), "the wall to be up, or to be given up", 60)
            if self.host.said_at("sealed", pressed) and self.host.open() == len(inside):
                return self.wait_until_sealed(*inside, since=pressed)
        raise AssertionError("the wall was given up four times")

    def going_up(self, member: Guest, *inside: Guest) -> float:
        """Raises the wall while nothing passes to `member`, so that it is not sealed; back when all others know, and when it was pressed."""
        for _ in range(4):
            member.network.die()
            pressed = self.raise_wall(*inside)
            until(lambda: self.host.said_at("sealing", pressed), "the wall to go up", every=0.05)
            if self.host.hear() == "sealing":
                return pressed
            member.network.mend()
            self.all_together()
        raise AssertionError("no wall was seen going up")

    def bring_back(self) -> None:
        self.host.page.click("[data-act='caucus-end']")

    # What must be so.

    def wait_until_sealed(self, *inside: Guest, since: float) -> float:
        """The green word at everyone inside, the waiting card at everyone outside; gives when the officer's page said it. At that
        moment nothing arrives at anyone outside any more, and nothing does from then on."""
        inside = {self.host, *inside}
        outside = [each for each in self.seated if each not in inside]
        green = until(lambda: self.host.said_at("sealed", since), "the green word at the officer's", every=0.05)
        assert self.host.page.locator(".hear__green").inner_text().strip() == words("live.caucus.green")
        for guest in inside:
            until(lambda: guest.hear() == "sealed", f"the green word at {guest.name}'s", 60)
            until(lambda: guest.open() == len(inside) - 1, f"{guest.name} to hold links inside alone", 60)
        for guest in outside:
            until(lambda: guest.hear() == "outside", f"the waiting card at {guest.name}'s")
            assert guest.page.locator(".outside").is_visible()
        for guest in outside:
            self.nothing_arrives(guest, since=green)
        return green

    def inside_hear_each_other(self, *inside: Guest) -> None:
        for guest in {self.host, *inside}:
            others = {each.name for each in (self.host, *inside) if each is not guest}
            until(lambda: guest.hears() == others and guest.sees() <= others, f"{guest.name} to hear and see {sorted(others)} alone", 90)

    def nothing_arrives(self, guest: Guest, since: float) -> None:
        """Neither a byte nor any energy of sound came after `since`, and there is nothing by which any could."""
        now = guest.ask("now()")
        until(lambda: guest.ask("lookedAt()") >= now, f"a look at what arrives at {guest.name}'s", within=20)
        flow = guest.ask("flow()")
        for (_, _, bytes_before, energy_before, _), (at, asked_before, received, energy, _) in zip(flow, flow[1:]):
            # What came before that moment may be counted by the first look after it.
            if asked_before >= since:
                assert (received, energy) == (bytes_before, energy_before), \
                    f"{guest.name} received {received - bytes_before} bytes, {energy - energy_before} of energy, {at - since:.0f} ms after"
        assert guest.open() == 0 and guest.ask("arriving()") == []
        until(lambda: guest.hears() == guest.sees() == set(), f"{guest.name} to hear and see nobody", within=10)

    def never_more_links_than_inside(self, guest: Guest, since: float, most: int) -> None:
        """At no look after `since` did this page hold more connections than that."""
        rows = [row for row in guest.ask("flow()") if row[0] >= since]
        assert all(row[4] <= most for row in rows), (guest.name, most, rows)

    def all_return(self) -> None:
        """The officer brings everybody back: links come, every microphone is closed, and each page says why and who will hear."""
        self.bring_back()
        for guest in self.seated:
            until(lambda: guest.hear() == "open", f"{guest.name} back with everybody", 90)
            until(guest.muted, f"{guest.name}'s microphone to be closed")
            note = guest.page.locator(".wall-voice .note")
            others = [each.called for each in self.seated if each is not guest]
            until(lambda: all(name in note.inner_text() for name in others), f"{guest.name} to be told who will hear", 60)
        for guest in self.seated:
            until(lambda: guest.open() == len(self.seated) - 1, f"{guest.name} to have a link with everybody again")
            try:
                until(lambda: guest.hears() == set(), f"silence at {guest.name}'s", within=15)
            except AssertionError as error:
                raise AssertionError(f"{error}; heard {guest.hears()}: {guest.person.witness('ears()', guest.page)}") from error

    def talk_goes_on(self, *inside: Guest) -> None:
        """What may not happen is given time in which it could: until those inside have received a good deal more from each other."""
        talkers = [self.host, *inside]
        before = {each: each.person.witness("received()", each.page) for each in talkers}
        until(lambda: all(each.person.witness("received()", each.page) > before[each] + 40_000 for each in talkers),
              "the talk inside to go on", 90)

    def frames_since(self, guest: Guest, first: int) -> list[dict]:
        return [json.loads(text) for text in guest.frames[first:]]

    def close(self) -> None:
        for guest in self.everybody:
            guest.close()


@contextmanager
def a_table(playwright, media: Path, bureau, out: Path, **options):
    table = Table(playwright, media, bureau, out, **options)
    try:
        yield table
    finally:
        table.close()


def show_failure(table: Table, name: str) -> None:
    """What everybody saw when a test failed."""
    for guest in table.everybody:
        guest.page.screenshot(path=str(table.film.out / f"failed-{name[:60]}-{guest.name}.png"))
        print(f"{guest.name}: {guest.hear()}; the page said: {guest.person.said[-12:]}; last frames: {[text[:120] for text in guest.frames[-4:]]}")


def heap(page) -> str:
    """All that the page's scripts can reach: a snapshot of the whole heap, as text."""
    session = page.context.new_cdp_session(page)
    chunks: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    session.detach()
    return "".join(chunks)
