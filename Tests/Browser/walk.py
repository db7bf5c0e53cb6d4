"""Every page in every state that can be reached without a call, in a browser that Playwright doesn't drive: looked at by people later
(out/), and judged here for what a program can see."""

import json
import re
from pathlib import Path

import bureau as office
from driven import DrivenPage
from line import host_line, seat_line
from officer import OfficerAtDesk
from party import PartyAtLink
from person import Somebody
from waits import until
from words import words

LAYOUT = (Path(__file__).parent / "layout_witness.js").read_text()
KEY = re.compile(r"\b(?:common|bureau|party|live|arrival|refused)\.[a-z_]+(?:\.\w+)*\b")
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


class Walk:
    """One visitor's way through a bureau's pages."""

    def __init__(self, visitor: Somebody, bureau: office.Bureau, out: Path, called: str, sizes: list[tuple[int, int]]):
        self.visitor, self.bureau, self.out, self.called, self.sizes = visitor, bureau, out, called, sizes
        self.locale = "zh-CN"
        self.page: DrivenPage = visitor.page
        self.faults: list[str] = []
        self.seen: list[str] = []

    def wait(self, selector: str) -> None:
        until(lambda: self.page.locator(selector).is_visible(), f"{selector} in {self.called}", every=0.05)

    def go(self, path: str, selector: str, name: str) -> None:
        self.page.goto(self.bureau.origin + path)
        self.wait(selector)
        self.look(name)

    def press(self, selector: str, then: str, name: str) -> None:
        self.page.click(selector)
        self.wait(then)
        self.look(name)

    def look(self, name: str) -> None:
        self.seen.append(name)
        for width, height in self.sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            until(lambda: self.page.evaluate(PAINTED), f"{name} to be painted")
            self.page.screenshot(str(self.out / f"{self.called}-{name}-{self.locale}-{width}x{height}.png"))
            self.faults += [f"{name} at {width}: {fault}" for fault in self.page.evaluate(LAYOUT)]
        text = self.page.locator("body").inner_text()
        if KEY.search(text) or re.search(r"undefined|\[object|NaN", text):
            self.faults.append(f"{name}: no words in {text[:200]!r}")

    def sign_in(self) -> None:
        OfficerAtDesk(self.visitor, self.bureau).sign_in()

    def speak(self, locale: str) -> None:
        """From here on in this language, as the switch keeps it; on any page of the bureau's."""
        self.locale = locale
        self.page.goto(self.bureau.origin + "/no-such-page")
        self.page.evaluate(f"(localStorage.setItem('trialogue.locale', {json.dumps(locale)}), null)")

    def is_clean(self) -> None:
        """Nothing on any page was in another's way, and no script failed or was stopped."""
        assert self.faults == [], "\n".join(self.faults)
        bad = [said for said in self.visitor.said if said.startswith("error: ") and "Failed to load resource" not in said]
        assert bad == [], bad


def hold_a_hearing(bureau: office.Bureau, desk: office.Desk) -> tuple[dict, dict]:
    """A session with a caucus and minutes, held by programs, and ended: the case and the session."""
    case = desk.register("西苑小区3号楼加装电梯施工推搡")
    session = desk.launch(case)
    host = host_line(desk, session["id"])
    lines = [seat_line(bureau, invite["link"]) for invite in session["invites"]]
    for line in lines:
        assert line.request("consent", notice=line.opened["notice"])["type"] == "result"
        assert line.request("ready")["type"] == "result"
        assert host.request("admit", seat=line.opened["seat"])["type"] == "result"
    assert host.request("edit", section="petitioner", text="问：2月20日上午是谁先推的？\n答：没看清。", base=0)["type"] == "result"
    assert host.request("caucus", members=[lines[0].opened["seat"]], minutes=10)["type"] == "result"
    number = host.latest("wall")["number"]
    for line in (host, lines[0]):
        assert line.request("wall_closed", wall=number)["type"] == "result"
    assert host.request("end_caucus")["type"] == "result"
    assert host.request("end", reason="agreement", note="")["type"] == "result"
    for line in (host, *lines):
        line.drop()
    return case, session


def through_the_bureau(walk: Walk, case: dict, session: dict, held: tuple[dict, dict]) -> None:
    """From the sign-in to a record on file. `session` of `case` is open; `held` is a case and its ended session."""
    page = walk.page
    walk.go("/", "#submit:not([disabled])", "sign-in")
    page.fill("#staff-no", office.HOST.staff_no)
    page.fill("#password", "not this one")
    page.click("#submit")
    until(lambda: page.locator("#failure").inner_text(), "the word that it was the wrong one")
    walk.look("sign-in-refused")
    walk.sign_in()
    walk.wait(".row__title a")
    walk.look("desk")
    walk.press("[data-tab='others']", ".ledger__body .empty", "desk-nothing")
    walk.press("[data-tab='all']", ".row__title a", "desk-all")
    page.click(".ledger__head .btn")
    walk.wait("#r-title")
    walk.look("register")
    walk.press(".dialog .btn--primary", ".field__error", "register-refused")
    walk.go(f"/case?id={case['id']}", "#launch", "case")
    walk.press("#launch", ".invites .invite", "invite")
    walk.go(f"/case?id={held[0]['id']}", "[data-hearing='1'] summary", "case-held")
    walk.press("[data-hearing='1'] summary", "[data-hearing='1'] .hearing__chart", "case-hearing")
    walk.go("/case?id=c-none", ".card.empty", "case-none")
    walk.go(f"/minutes?session={session['id']}", "main h1", "minutes-open")
    walk.go(f"/minutes?session={held[1]['id']}", ".hash--digest", "minutes")
    walk.go("/minutes?session=s-none", ".card.empty", "minutes-none")
    walk.go("/live?session=s-none", "[data-problem]", "live-none")
    walk.go("/people", "main .note", "people-of-others")
    walk.go("/lawyers", ".lawyers__filter", "lawyers")
    walk.go("/month", ".card.empty", "month-not-permitted")
    walk.go("/no-such-page", "h1", "not-found")
    page.goto(walk.bureau.origin + "/desk")
    page.click(".tool--out")
    walk.wait("#submit:not([disabled])")


def as_a_party_who_cannot_call(walk: Walk, link: str) -> None:
    """The browser has no calls: the first page says so at once, and takes no seat."""
    walk.page.goto(link)
    walk.wait("[data-act='phone']")
    walk.look("join-cannot")
    text = walk.page.locator("main").inner_text()
    assert words("arrival.join.cannot", walk.locale) in text and words("arrival.join.cannot_says", walk.locale) in text
    assert not walk.page.locator("[data-act='consent'], [data-act='read-on']").count()
    walk.press(".notice summary", ".notice__text", "join-notice")


def as_a_party(walk: Walk, link: str) -> None:
    """From the link to the waiting room, and out again."""
    party = PartyAtLink(walk.visitor)
    party.open(link)
    party.wait_for("join")
    walk.look("join")
    walk.press(".notice summary", ".notice__text", "join-notice")
    party.agree()
    walk.look("check")
    party.check_devices()
    walk.look("waiting")
    party.leave()
    party.wait_for("end")
    walk.look("left")


def to_links_that_lead_nowhere(walk: Walk, over: str) -> None:
    party = PartyAtLink(walk.visitor)
    for name, address, problem in (
            ("link-unknown", walk.bureau.origin + "/j#s-1.2.1.AAAAAAAAAAAAAAAAAAAAAA", "link_unknown"),
            ("link-over", over, "session_over")):
        walk.page.goto("about:blank")  # else only the fragment changes
        party.open(address)
        party.wait_for_problem(problem)
        walk.look(name)
    # What stands in the page for browsers that can't run its modules, brought out as its own script does it.
    walk.page.evaluate("(document.getElementById('page').hidden = true, document.getElementById('too-old').hidden = false, null)")
    walk.look("too-old")
