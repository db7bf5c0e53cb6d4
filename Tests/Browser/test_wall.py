"""The wall (背对背) from every seat: what is said inside reaches nobody outside, and the green word comes only when that is so."""

import json

import pytest

from person import until
from wall_table import DESK, a_table, heap, show_failure
from words import words

pytestmark = pytest.mark.call

SAID = "inner-word-7Q4: 愿意补偿一半"
WRITTEN = "inner-draft-5K2: 先别告诉对方"
PLAIN_NEEDLES = ["inner-word-7Q4", "inner-draft-5K2"]
NEEDLES = [*PLAIN_NEEDLES, "愿意补偿", "先别告诉"]


@pytest.fixture(scope="module")
def shared(playwright, media, bureau_for, out):
    """The officer, the petitioner and the counterparty in one call; the lawyer has a link and comes late."""
    with a_table(playwright, media, bureau_for("wall"), out, late=("lawyer",)) as table:
        yield table


@pytest.fixture
def table(shared, request):
    """Everybody together and heard, whatever the test before left behind."""
    shared.all_together()
    shared.film.begin(request.node.name.removeprefix("test_")[:28])
    yield shared
    if getattr(request.node, "failed", False):
        show_failure(shared, request.node.name)


def shield(table, subject, *kept: tuple) -> None:
    """Sets or takes away (subject, from, medium) in the officer's dialog of `subject`."""
    page = table.host.page
    page.locator(f"[data-act='shield'][aria-label='{words('live.shield.open_label', name=subject.called)}']").click()
    for who, reader, medium in kept:
        box = page.locator(f"#shield-{who.seat}-{reader.seat}-{medium}")
        box.click()


def done(table) -> None:
    table.host.page.get_by_role("button", name=words("live.shield.done"), exact=True).click()


def test_nothing_of_a_caucus_reaches_whoever_is_outside(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    excluded = [other]
    table.officer.section("petitioner")  # opened before the minutes close
    table.film.take("open", host, one, other)
    table.ask_for_caucus(one)
    says = host.page.locator("#caucus-says").inner_text()
    assert "贺长风" in says
    table.film.take("asked", host)
    before = {guest: len(guest.frames) for guest in excluded}
    pressed = host.ask("now()")
    host.page.locator("[data-act='caucus-start']").click()
    green = table.wait_until_sealed(one, since=pressed)
    table.inside_hear_each_other(one)
    table.film.take("sealed", host, one, other)
    sealed = {guest: len(guest.frames) for guest in excluded}

    # Said, shown, written, muted, measured inside.
    host.page.locator("[data-act='private-notes']").press_sequentially(SAID, delay=5)
    until(lambda: host.page.locator(".notes .saved").get_attribute("data-state") == "saved", "the notes to be saved")
    assert not host.page.locator("textarea[data-section='petitioner']").is_visible()
    assert host.page.locator("[data-act='present']").is_hidden()
    host.page.evaluate("""(text) => { const area = document.querySelector("textarea[data-section='petitioner']")
        area.value += text; area.dispatchEvent(new Event('input', { bubbles: true })) }""", WRITTEN)
    one.page.click("[data-act='mute']")
    until(lambda: host.hears() == set(), "the petitioner to be muted inside")
    one.page.click("[data-act='camera']")
    until(lambda: host.sees() == set(), "the petitioner's camera to be off inside")
    one.page.click("[data-act='mute']")
    one.page.click("[data-act='camera']")
    table.inside_hear_each_other(one)
    table.talk_goes_on(one)
    until(lambda: any('"type":"result"' in text and '"revision"' in text for text in host.frames[-40:]), "the draft to be kept")
    table.film.take("inside", host, one, other)

    # All that the server sent them since, and all that their pages hold: nothing of it.
    for guest in excluded:
        kinds = {message["type"] for message in table.frames_since(guest, sealed[guest])}
        assert kinds <= {"beat", "ice"}, (guest.name, guest.frames[sealed[guest]:])
        sent = table.frames_since(guest, before[guest])
        assert all(set(message) <= {"seq", "type", "wall", "links", "seats", "minutes", "ice"} for message in sent), sent
        for seat in (each for message in sent for each in message.get("seats", []) if each["seat"] != guest.seat):
            assert seat["media"] == {"microphone": "off", "camera": "off"}, seat
        assert not any(message.get("minutes", {}).get("sections") for message in sent)
        held = guest.frames + guest.ask("told()") + guest.ask("kept()")
        assert not any(needle in text for needle in NEEDLES for text in held), guest.name
        table.nothing_arrives(guest, since=green)
        heard, seen = (guest.person.witness(f"{table_of}('petitioner')", guest.page) for table_of in ("heardAt", "seenAt"))
        assert heard < green and seen < green, (guest.name, heard - green, seen - green)
    assert not any(needle in text for needle in NEEDLES for text in one.frames + one.ask("kept()"))
    # The same search finds them where they are; so it would have found them elsewhere.
    held = heap(host.page)
    assert all(needle in held for needle in PLAIN_NEEDLES)
    for guest in (*excluded, one):
        held = heap(guest.page)
        assert guest.called in held or "__wall" in held, "no snapshot"
        assert not any(needle in held for needle in PLAIN_NEEDLES), guest.name

    # Whoever is outside leaves a line: it reaches the officer alone.
    other.page.click("[data-act='word']")
    other.page.fill("#word", "还要多久？")
    table.film.take("word", other)
    other.page.click("[data-act='word-send']")
    until(lambda: "还要多久？" in host.page.locator(".walltile__words").inner_text(), "the line at the officer's")
    assert not any("还要多久？" in text for text in one.frames)
    assert all(message["type"] in {"beat", "ice", "result"} for message in table.frames_since(other, sealed[other]))
    table.film.take("line", host)
    host.page.set_viewport_size({"width": 768, "height": 1024})
    table.film.take("768", host)
    host.page.set_viewport_size(DESK)
    table.all_return()
    table.film.take("back", *table.seated)

    # The record tells who was inside and when each page confirmed, not what was said.
    record = table.desk.text(f"/api/sessions/{table.session}/record").decode()
    caucus = json.loads(record)["hearing"]["caucuses"][-1]
    assert caucus["members"] == [1, 2] and {each["seat"] for each in caucus["confirmations"]} == {1, 2} and caucus["sealedAt"] <= caucus["until"]
    assert not any(needle in record for needle in NEEDLES) and "还要多久" not in record


def test_a_shield_holds_for_who_comes_late_reloads_and_takes_over(table):
    host, one, other, lawyer = table.host, table.petitioner, table.counterparty, table.lawyer
    # Before the lawyer has come: the petitioner's face and name are kept from the lawyer, not the other way round.
    shield(table, lawyer, (one, lawyer, "face"), (one, lawyer, "name"))
    until(lambda: host.page.locator("#shield-2-4-name").is_checked(), "the shield to be set")
    table.film.take("asked", host)
    done(table)
    until(lambda: words("live.shield.me_name", **{"from": words("live.shield.someone")}) in one.page.locator(".room__say").inner_text(),
          "the petitioner to be told of it before the lawyer is there")
    before = len(lawyer.frames)
    table.bring([lawyer])
    # There was a caucus before; the lawyer was not in it, and comes in as anybody does.
    until(lambda: not lawyer.muted(), "the lawyer to come in with an open microphone")
    until(lambda: lawyer.hears() == {"officer", "petitioner", "counterparty"}, "the lawyer to hear all three")
    until(lambda: lawyer.sees() == {"officer", "counterparty"}, "the lawyer to see all but the petitioner", 90)
    until(lambda: "lawyer" in one.sees(), "the petitioner to see the lawyer", 90)

    # In words: to both, and to the officer.
    role = words("common.role.petitioner")
    until(lambda: words("live.shield.from_face", subject=role) in lawyer.page.locator(".room__say").inner_text(), "the lawyer to be told")
    until(lambda: words("live.shield.me_face", **{"from": "苏见微"}) in one.page.locator(".room__say").inner_text(), "the petitioner to be told by name")
    assert words("live.shield.is_name", **{"from": "苏见微"}) in host.page.locator(".seat[data-seat='2']").inner_text()
    table.film.take("late", host, one, lawyer)

    # The name stands nowhere in all that the lawyer was sent, nor in their page; its role does. Not in the minutes either.
    table.officer.present()
    table.officer.write("petitioner", "问林晚舟：谁推的？")
    until(lambda: f"问{role}：谁推的？" in lawyer.page.locator("[data-shown='minutes']").inner_text(), "the minutes without the name")
    until(lambda: "问林晚舟" in other.page.locator("[data-shown='minutes']").inner_text(), "the minutes with the name at the counterparty's")
    assert not any("林晚舟" in text for text in lawyer.frames[before:])
    assert not any("林晚舟" in text for text in lawyer.ask("kept()") + lawyer.ask("told()"))
    assert role in lawyer.page.locator(".room__stage").inner_text()
    table.film.take("name", lawyer, other)
    table.officer.present()

    # Neither a reload nor a take-over lifts it, at either end.
    one.page.reload()
    until(lambda: {"officer", "lawyer"} <= one.sees(), "the petitioner back", 90)
    until(lambda: "petitioner" in lawyer.hears() and lawyer.sees() == {"officer", "counterparty"}, "the shield to outlive the subject's reload", 90)
    older, lawyer.page = lawyer.page, lawyer.second_page()
    lawyer.party.open(table.links["lawyer"])
    lawyer.party.wait_for_problem("open_in_other_tab")
    lawyer.page.click("[data-act='take-over']")
    lawyer.party.wait_for("call")
    older.close()
    until(lambda: "petitioner" in lawyer.hears() and lawyer.sees() == {"officer", "counterparty"}, "the shield to outlive the reader's take-over", 90)
    assert lawyer.open() == 3 and not any("林晚舟" in text for text in lawyer.frames[before:])

    # Each medium by itself, and when nothing may pass either way there is no link.
    shield(table, lawyer, (one, lawyer, "voice"), (lawyer, one, "voice"), (lawyer, one, "face"))
    until(lambda: lawyer.open() == one.open() == 2, "no connection between the two")
    done(table)
    until(lambda: lawyer.hears() == lawyer.sees() == {"officer", "counterparty"} == one.hears() == one.sees(), "the two to be apart", 90)
    assert other.hears() == {"officer", "petitioner", "lawyer"}
    table.film.take("apart", host, one, lawyer)
    shield(table, lawyer, (one, lawyer, "voice"), (lawyer, one, "voice"), (lawyer, one, "face"), (one, lawyer, "face"), (one, lawyer, "name"))
    done(table)
    until(lambda: lawyer.sees() == {"officer", "petitioner", "counterparty"}, "the shields to be taken away", 90)
    until(lambda: "林晚舟" in lawyer.page.locator(".room__stage").inner_text(), "the name to be told again")


def test_from_one_side_to_the_other_to_the_lawyer_alone_and_over_time(table):
    host, one, other, lawyer = table.host, table.petitioner, table.counterparty, table.lawyer
    table.seat_lawyer()
    table.seal(one, lawyer)
    table.inside_hear_each_other(one, lawyer)
    table.film.take("with-lawyer", *table.everybody)

    # To the other side: the petitioner goes out as the counterparty comes in, muted until they speak up.
    green = table.seal(other)
    until(other.muted, "the counterparty to come in with a closed microphone")
    other.unmute()
    table.inside_hear_each_other(other)
    until(lambda: words("party.outside.title", host=words("live.officer", name="周砚"), names="贺长风") in one.page.locator(".outside").inner_text(),
          "the petitioner to be told with whom")
    assert one.page.locator(".outside__waited b").inner_text().startswith("0:")
    table.never_more_links_than_inside(host, since=green, most=1)
    table.film.take("moved", *table.everybody)

    # The lawyer alone.
    table.seal(lawyer)
    lawyer.unmute()
    table.inside_hear_each_other(lawyer)
    table.film.take("lawyer-alone", *table.everybody)

    # The agreed time is over: a question at the officer's, a word outside, and nothing by force.
    for guest in (host, one):
        guest.page.evaluate("globalThis.__ahead = 11 * 60 * 1000")
    question = host.page.get_by_role("heading", name=words("live.caucus.over_title"))
    question.wait_for()
    until(lambda: words("party.outside.late", host=words("live.officer", name="周砚")) in one.page.locator(".outside").inner_text(),
          "the petitioner to be told that it takes longer")
    assert {guest.hear() for guest in (host, lawyer)} == {"sealed"} and one.hear() == "outside"
    table.film.take("over", host, one)
    host.page.get_by_role("button", name=words("live.caucus.extend"), exact=True).last.click()
    until(lambda: words("party.outside.late", host=words("live.officer", name="周砚")) not in one.page.locator(".outside").inner_text(),
          "the petitioner to be told the new time")
    table.film.take("extended", host, one)
    assert {guest.hear() for guest in (host, lawyer)} == {"sealed"}
    table.inside_hear_each_other(lawyer)
    for guest in (host, one):
        guest.page.evaluate("globalThis.__ahead = 0")
    table.all_return()
    table.film.take("back", *table.everybody)


def test_the_record_draws_who_could_hear_whom(table, out):
    """The last one at this table: what the tests before it left in the journal."""
    host = table.host
    table.officer.end("agreement")
    until(lambda: table.petitioner.party.step == "end", "the end")
    host.page.goto(f"{table.bureau.origin}/minutes?session={table.session}")
    host.page.locator(".hearing__chart").wait_for()
    host.page.locator(".hearing__table summary").click()
    table.film.take("record", host)
    host.page.locator(".hearing").screenshot(path=str(out / "wall-time-line.png"))
    rows = host.page.locator(".hearing__grid").last.inner_text()
    assert "周砚" in rows and "林晚舟" in rows
    # The case itself draws it too.
    host.page.goto(f"{table.bureau.origin}/case?id={table.case['id']}")
    host.page.locator("[data-hearing='1'] summary").first.click()
    host.page.locator("[data-hearing='1'] .hearing__chart").wait_for()
    host.page.locator("[data-hearing='1']").screenshot(path=str(out / "wall-time-line-on-the-case.png"))
