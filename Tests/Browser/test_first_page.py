"""What an invited person's first page costs, held: bytes, addresses, hosts, nothing that moves. No times: those are the bench's."""

import pytest

from bureau import DRAWN, Bureau
from page_load import PageLoad
from party import PartyAtLink
from person import CHROMIUM, until

CONTROL = "[data-act='read-on'], [data-act='consent']"
MOST = 60 * 1024
TELEPHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def office(tmp_path_factory, relay, certificates):
    bureau = Bureau(tmp_path_factory.mktemp("first-page"), relay, certificates)
    bureau.employ(DRAWN)
    bureau.start()
    bureau.wait_until_its_files_are_packed()
    yield bureau
    assert bureau.stop() == 0


@pytest.fixture
def visitor(playwright):
    """Makes pages in fresh profiles: nothing cached, no connection open."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, headless=True,
        args=["--no-sandbox", "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"])

    def make(**options):
        context = browser.new_context(ignore_https_errors=True, **{"locale": "zh-CN", **TELEPHONE, **options})
        return context.new_page()

    yield make
    browser.close()


def invited(office: Bureau) -> str:
    desk = office.signed_in(DRAWN)
    return next(each["link"] for each in desk.launch(desk.register())["invites"] if each["role"] == "petitioner")


def kept(page, **preferences: str) -> None:
    """What somebody chose at an earlier visit."""
    for name, value in preferences.items():
        page.add_init_script(f"localStorage.setItem('trialogue.{name}', '{value}')")


@pytest.mark.parametrize("choice", [{}, {"locale": "en"}, {"size": "large"}], ids=["as it is", "in English", "large"])
def test_the_first_page_is_small_and_stands_still(office, visitor, choice):
    page = visitor()
    kept(page, **choice)
    load = PageLoad.watching(page, CONTROL)
    page.goto(invited(office))
    load.wait_until_ready_and_quiet()
    costs = "\n".join(f"{size:7} {url}" for url, size in sorted(load.sizes(), key=lambda each: each[1]))
    assert load.bytes <= MOST, f"{load.bytes} bytes, {MOST} are the most:\n{costs}"
    assert not load.twice(), load.twice()
    assert not load.elsewhere(office.origin), load.elsewhere(office.origin)
    assert not load.shifts, load.shifts
    # The other language and what belongs to later steps weren't fetched.
    texts = {url.rsplit("/", 1)[1] for url, _ in load.sizes() if "/text/" in url}
    language = choice.get("locale", "zh-CN")
    assert texts == {f"common.{language}.json", f"arrival.{language}.json"}


def test_nothing_is_fetched_twice_or_from_elsewhere_up_to_the_waiting_room(office, visitor):
    page = visitor()
    load = PageLoad.watching(page, CONTROL)
    party = PartyAtLink(Named("林晚舟"), page)
    party.open(invited(office))
    party.agree()
    party.check_devices()
    assert not load.twice(), load.twice()
    assert not load.elsewhere(office.origin), load.elsewhere(office.origin)


def test_a_first_page_whose_next_step_can_not_be_fetched_says_so(office, visitor):
    page = visitor()
    page.route("**/js/pages/room/party/onward.js", lambda route: route.abort())
    page.goto(invited(office))
    party = PartyAtLink(Named("林晚舟"), page)
    party.wait_for("join")
    page.locator("[data-act='read-on']").click()
    consent = page.locator("[data-act='consent']")

    def read_on() -> bool:
        page.mouse.wheel(0, 600)
        return consent.count() > 0

    until(read_on, "the end of the notice", every=0.2)
    consent.click()
    page.locator("#boot").wait_for(state="visible")
    page.unroute("**/js/pages/room/party/onward.js")
    page.reload()
    party.wait_for("check")


class Named:
    """Somebody without a browser of their own."""

    def __init__(self, name: str):
        self.name = name
