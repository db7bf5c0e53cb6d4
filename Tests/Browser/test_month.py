"""The month's page on the invented data: the figures of docs/rules.md, what stands behind them, last year, paper, a spreadsheet."""

import csv
import io
import json
import subprocess
from datetime import date

import pytest

import faces
from bureau import TRIALOGUE, Bureau, Officer
from officer import OfficerAtDesk
from person import until
from test_pages import look, nothing_was_stopped
from words import raw, words

LEAD = Officer("K002", "许既明", "office_lead", "a password of the tests")
# What the bureau's figures are said to be, by the lines of the page.
SHARES = {"first_resolved": "100%", "satisfied": "98.6%", "rated": "93.5%"}
CHANGES = {"hotline": ("112", "92", "−17.9%"), "letters_and_visits": ("50", "30", "−40.0%"), "bypass": ("9", "3", "−66.7%")}
COUNTS = {"consulted": "46", "discussed": "19", "joint": "12"}


class SeededBureau(Bureau):
    """One whose store holds the invented data, with two years of months."""

    def employ(self, officer: Officer) -> None:
        """Everybody is among the invented people."""


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, relay, certificates):
    folder = tmp_path_factory.mktemp("month")
    bureau = SeededBureau(folder, relay, certificates)
    password = folder / "password"
    password.write_text(LEAD.password + "\n")
    password.chmod(0o600)
    said = subprocess.run(
        [TRIALOGUE, "seed", "--data", bureau.data, "--months", "--direct", "--password-file", password],
        check=True, capture_output=True, text=True, timeout=120).stdout
    bureau.month = said.split("/month?month=")[1][:7]
    bureau.start()
    yield bureau
    assert bureau.stop() == 0


def lead_at_the_month(people, bureau, locale="zh-CN"):
    person = people(faces.OFFICER)
    officer = OfficerAtDesk(person, bureau, LEAD)
    officer.sign_in()
    person.page.evaluate(f"localStorage.setItem('trialogue.locale', {json.dumps(locale)})")
    person.page.goto(f"{bureau.origin}/month?month={bureau.month}")
    person.page.locator(".lead__n").first.wait_for()
    return person


def test_the_month_shows_the_figures_and_the_matters_behind_them(people, seeded, out):
    person = lead_at_the_month(people, seeded)
    page = person.page
    shown = lambda figure: page.locator(f"[data-figure='{figure}']")  # noqa: E731
    for figure, share in SHARES.items():
        assert shown(figure).inner_text().replace("\n", "") == share, figure
    for figure, (before, now, change) in CHANGES.items():
        assert [each for each in shown(figure).locator("td").all_inner_texts() if each][:3] == [before, now, change], figure
    for figure, count in COUNTS.items():
        assert shown(figure).locator("b").inner_text() == count, figure
    assert shown("returned").locator("b").inner_text() != "—" and shown("talk_agreed").locator("b").inner_text() == "—"
    look(person, "month-zh-CN", out)

    # How it is reckoned, by the keyboard, and the one matter that is not among the satisfied.
    page.locator("[data-open='satisfied']").press("Enter")
    page.locator("#behind-satisfied").wait_for()
    assert page.evaluate("document.activeElement.dataset.open") == "satisfied"
    assert raw("month.figure_says.satisfied") in page.locator("#behind-satisfied").inner_text()
    page.locator("#behind-satisfied .fraction__rest button").click()
    page.locator(".behind__list li").first.wait_for()
    assert page.locator(".behind__list li").count() == 1
    look(person, "month-behind", out)
    page.locator("#behind-satisfied dl button").first.click()
    until(lambda: page.locator(".behind__list li").count() == 50, "the first fifty")
    page.get_by_role("button", name=words("month.more")).click()
    until(lambda: page.locator(".behind__list li").count() == 71, "all of them")
    title = page.locator(".behind__list a").first.inner_text()
    page.locator(".behind__list a").first.click()
    until(lambda: person.is_at("/case"), "the case")
    page.get_by_role("heading", name=title).wait_for()
    nothing_was_stopped(person)


def test_the_month_is_handed_over_as_a_spreadsheet_and_on_paper(people, seeded, out):
    person = lead_at_the_month(people, seeded)
    page = person.page
    with page.expect_download() as download:
        page.get_by_role("button", name=words("month.csv")).click()
    raw_bytes = download.value.path().read_bytes()
    assert raw_bytes.startswith(b"\xef\xbb\xbf") and raw_bytes.count(b"\n") == raw_bytes.count(b"\r\n")
    rows = list(csv.reader(io.StringIO(raw_bytes.decode("utf-8-sig"))))
    line = next(row for row in rows if row[:2] == [raw("month.figure_name.hotline"), raw("month.span_year")])
    assert line[2:6] == ["92", "", "−17.9%", "112"]
    assert not [each for row in rows for each in row if each[:1] in "=+-@" and each]
    page.emulate_media(media="print")
    page.screenshot(path=str(out / "month-print.png"), full_page=True)
    text = page.locator("body").inner_text()
    assert raw("month.paper_title") in text and "98.6%" in text and "−66.7%" in text
    assert raw("month.csv") not in text and raw("bureau.nav.desk") not in text
    page.emulate_media(media="screen")
    # The month alone, the month before, and the running one, by the keys.
    page.locator("[data-span='month']").click()
    assert page.locator("[data-figure='first_resolved']").inner_text() != ""
    page.keyboard.press("[")
    until(lambda: page.evaluate("location.search").endswith(before(seeded.month)), "the month before")
    today = date.today().isoformat()[:7]
    page.goto(f"{seeded.origin}/month?month={today}")
    page.locator(".month .note").wait_for()
    assert raw("month.running") in page.locator(".month").inner_text()


def before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def test_the_month_in_english(people, seeded, out):
    person = lead_at_the_month(people, seeded, "en")
    assert raw("month.compare", "en") in person.page.locator("main").inner_text()
    look(person, "month-en", out)
    nothing_was_stopped(person)
