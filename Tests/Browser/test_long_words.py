"""Names, addresses and numbers without a place to break a line, on the narrowest phone: every button stays on the screen."""

import secrets

import pytest

import faces
from bureau import Bureau, Officer
from officer import OfficerAtDesk
from party import PartyAtLink
from person import until

NAME = "MUHAMMADABDULRAHMANALFARSIIBNKHALI"
OTHER = "WILHELMINAKONSTANTINOPOLSKAJAROVNA"
HOST = Officer("T00000000000000000000009", "CHRISTOPHERALEXANDERMONTGOMERYSMIT", "senior_officer", "a long one of the tests")
WORD = "x" * 110
ADMINISTRATOR = Officer("S00000000000000000000008", "A" * 60, "administrator", "another long one of the tests", "U" * 200)
PHONE = "+86-100-0000-2046-转-8001-100000002047"
WIDTH = 360

# What reaches over the edge of the screen and can't be scrolled to in a box of its own.
OVER = """() => {
    const over = [];
    for (const element of document.body.querySelectorAll('*')) {
        const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own && !element.matches('button, input, select, textarea, a[href], img, video')) continue;
        if (!element.checkVisibility({ checkVisibilityCSS: true }) || element.closest('.vh, .grow__twin, svg, select')) continue;
        const box = element.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        let scrolls = false;
        for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
            if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) scrolls = true;
        }
        if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) over.push(`${element.tagName}.${element.className} ${Math.round(box.left)}..${Math.round(box.right)} ${element.textContent.slice(0, 30)}`);
    }
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return wide > 0 ? [`the page is ${wide} px too wide`, ...over] : over;
}"""


@pytest.fixture(scope="module")
def bureau(tmp_path_factory, relay, certificates):
    made = Bureau(tmp_path_factory.mktemp("long-words"), relay, certificates, "--office", "A" * 40)
    made.employ(HOST)
    made.employ(ADMINISTRATOR)
    made.start()
    yield made
    assert made.stop() == 0


def check(person, out, name: str, ready, page=None) -> list[str]:
    """In both languages and both sizes of type; `ready` waits until the page stands."""
    page = page or person.page
    found = []
    for locale in ("zh-CN", "en"):
        page.evaluate("locale => localStorage.setItem('trialogue.locale', locale)", locale)
        page.reload()
        ready()
        for size in ("standard", "large"):
            # As the page's own button does it.
            page.evaluate("size => { document.documentElement.dataset.size = size; }", size)
            over = page.evaluate(OVER)
            if over:
                page.screenshot(path=str(out / f"long-{name}-{locale}-{size}.png"))
            found += [f"{name} {locale} {size}: {each}" for each in over]
    page.screenshot(path=str(out / f"long-{name}.png"))
    return found


def seen(page, selector: str):
    return lambda: page.locator(selector).first.wait_for()


def registered(desk) -> dict:
    def person(role: str, name: str, **more) -> dict:
        return {"role": role, "name": name, "phone": PHONE, "address": WORD, "accessNeeds": WORD, "idType": "resident_id", "idNo": "X" * 40, **more}
    return desk.ask("POST", "/api/cases", {
        "request": secrets.token_hex(16), "title": WORD, "channel": "visit", "contentClass": "appeal_request", "claims": WORD * 3, "facts": WORD * 3,
        "issueLocation": WORD, "concernedUnit": WORD, "headCount": 10000,
        "parties": [person("petitioner", NAME), person("respondent", OTHER),
                    person("lawyer", NAME[::-1], actsFor="neutral", firm=WORD, licenceNo="L" * 60, conflictDeclared=True)]})


def test_nothing_without_a_break_pushes_anything_off_a_phone(people, bureau, out):
    desk = bureau.signed_in(HOST)
    case = registered(desk)
    found = []
    clerk = people(faces.OFFICER)
    page = clerk.page
    page.set_viewport_size({"width": WIDTH, "height": 740})
    page.goto(bureau.origin + "/")
    found += check(clerk, out, "sign-in", seen(page, "#staff-no"))
    officer = OfficerAtDesk(clerk, bureau, HOST)
    officer.sign_in()
    found += check(clerk, out, "desk", seen(page, ".row__title a"))
    page.goto(bureau.origin + "/month")
    found += check(clerk, out, "month-not-permitted", seen(page, ".card.empty"))
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    found += check(clerk, out, "case", seen(page, "#launch"))

    def adding():
        page.locator("#launch").wait_for()
        page.locator("[aria-labelledby='who-h'] button").first.click()
        page.locator("#a-name").wait_for()
    found += check(clerk, out, "add-person", adding)
    session = desk.launch(case)
    page.goto(f"{bureau.origin}/case?id={case['id']}&session={session['id']}")
    found += check(clerk, out, "invite", seen(page, ".invites .invite"))

    guest = people(faces.PETITIONER)
    party = PartyAtLink(guest)
    guest.page.set_viewport_size({"width": WIDTH, "height": 740})
    party.open(next(each["link"] for each in session["invites"] if each["role"] == "petitioner"))
    party.wait_for("join")

    def at_the_consent():
        party.wait_for("join")
        until(lambda: guest.page.locator("[data-act='consent']").count() or guest.page.mouse.wheel(0, 900), "the end of the notice")
    found += check(guest, out, "consent", at_the_consent)
    party.agree()
    found += check(guest, out, "check", lambda: party.wait_for("check"))
    party.check_devices()
    found += check(guest, out, "waiting", lambda: party.wait_for("waiting"))

    page.goto(f"{bureau.origin}/live?session={session['id']}")
    found += check(clerk, out, "lobby", seen(page, "[data-open='petitioner']"))
    page.locator("[data-act='admit']").first.click()
    party.wait_for("call")
    found += check(guest, out, "call", lambda: party.wait_for("call"))
    found += check(clerk, out, "room", seen(page, "[data-open='petitioner']"))
    officer.section("petitioner").fill(WORD * 3)
    officer.end("agreement")
    party.wait_for("end")
    found += check(guest, out, "end", lambda: until(lambda: party.step in ("end", "problem"), "the end"))
    found += check(clerk, out, "over", seen(page, "main h1"))
    page.goto(f"{bureau.origin}/minutes?session={session['id']}")
    found += check(clerk, out, "minutes", seen(page, ".attendees"))
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    found += check(clerk, out, "case-after", seen(page, ".grid--talks"))
    page.goto(bureau.origin + "/lawyers")
    found += check(clerk, out, "lawyers", seen(page, ".lawyers__filter"))
    clerk.context.clear_cookies()
    OfficerAtDesk(clerk, bureau, ADMINISTRATOR).sign_in()
    page.goto(bureau.origin + "/people")
    found += check(clerk, out, "people", seen(page, f"[data-staff='{HOST.staff_no}']"))
    stray = PartyAtLink(guest, guest.new_page())
    stray.page.set_viewport_size({"width": WIDTH, "height": 740})
    stray.open(f"{bureau.origin}/j#nothing")
    found += check(guest, out, "problem", lambda: stray.wait_for("problem"), stray.page)
    assert not found, "\n".join(found)
