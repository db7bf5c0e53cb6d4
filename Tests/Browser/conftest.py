"""What the tests in real browsers share: faces and voices, browsers, and a bureau (relay and server) on ports of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

import faces  # noqa: E402
from bureau import Bureau  # noqa: E402
from person import Person  # noqa: E402

OUT = Path(__file__).parent / "out"


def pytest_addoption(parser):
    group = parser.getgroup("browsers")
    group.addoption("--with-browser", action="store_true", help="only the tests that drive a browser")
    group.addoption("--without-browser", action="store_true", help="only the tests that ask the program without one")


def pytest_collection_modifyitems(config, items):
    """A test drives a browser when a fixture of it starts Chromium, or when its file says so."""
    with_browser, without = config.getoption("with_browser"), config.getoption("without_browser")
    if with_browser == without:
        return
    picked, others = [], []
    for item in items:
        drives = "playwright" in item.fixturenames or item.get_closest_marker("browser") is not None
        (picked if drives == with_browser else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = picked


@pytest.fixture(scope="session")
def media(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    for likeness in faces.EVERYBODY:
        faces.face(likeness, folder)
        faces.voice(likeness, folder)
    return folder


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


class People:
    """Makes people on demand, each with a browser."""

    def __init__(self, playwright, media: Path):
        self.playwright, self.media = playwright, media
        self.made: list[Person] = []

    def __call__(self, likeness: faces.Likeness, **options) -> Person:
        person = Person(self.playwright, likeness, self.media, **options)
        self.made.append(person)
        return person

    def keep_what_they_saw(self, test) -> None:
        """Of a test that failed."""
        for person in self.made if getattr(test, "failed", False) else []:
            OUT.mkdir(exist_ok=True)
            try:
                person.page.screenshot(path=str(OUT / f"failed-{test.name[:60]}-{person.name}.png"))
            except PlaywrightError as error:
                print(f"{person.name}: no screenshot: {error}")
            print(f"{person.name} was at {person.page.url.split('#')[0]}; the page said: {person.said[-20:]}")

    def close(self) -> None:
        for person in self.made:
            person.close()


@pytest.fixture
def people(playwright, media, request):
    """People who are gone after the test."""
    people = People(playwright, media)
    yield people
    people.keep_what_they_saw(request.node)
    people.close()


@pytest.fixture(scope="module")
def people_of_file(playwright, media):
    """People who are gone after the last test of the file: whoever uses them says what they saw."""
    people = People(playwright, media)
    yield people
    people.close()


@pytest.fixture(scope="session")
def relay(tmp_path_factory):
    from relay import Relay
    running = Relay(tmp_path_factory.mktemp("relay"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def certificates(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    subprocess.run([str(ROOT / "certs/make-certificates"), str(folder)], check=True, timeout=60)
    return folder


@pytest.fixture(scope="session")
def bureau_for(tmp_path_factory, relay, certificates):
    """Makes a bureau with invented data on a folder of its own; all are stopped in good order at the end."""
    made: list[Bureau] = []

    def make(name: str, *options: str) -> Bureau:
        bureau = Bureau(tmp_path_factory.mktemp(name), relay, certificates, *options)
        bureau.start()
        made.append(bureau)
        return bureau

    yield make
    statuses = [(bureau.stop(), bureau.log.read_text()[-3000:]) for bureau in made]
    assert all(status == 0 for status, _ in statuses), statuses


@pytest.fixture(scope="session")
def out() -> Path:
    """Where screenshots are kept."""
    OUT.mkdir(exist_ok=True)
    return OUT
