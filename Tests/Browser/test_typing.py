"""What people type and paste, with a real clipboard and a real input method: nothing is cut, lost, sent half or sent for ever."""

import json

import pytest

import faces
from officer import OfficerAtDesk
from person import until
from words import like, words


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("typing")


class Writer:
    """An officer with a keyboard, and every message that their page sends."""

    def __init__(self, person, bureau):
        self.person, self.page = person, person.page
        self.officer = OfficerAtDesk(person, bureau)
        self.sent: list[dict] = []
        self.page.on("websocket", lambda socket: socket.on("framesent", lambda data: self.sent.append(json.loads(data))))
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.officer.sign_in()

    def paste(self, text: str) -> None:
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")

    def edits(self, kind: str = "edit") -> list[str]:
        """What was sent of the minutes so far; the question to the page lets what it did meanwhile come in."""
        self.page.evaluate("0")
        return [each["text"] for each in self.sent if each["type"] == kind]

    def saved(self) -> bool:
        return self.page.locator("[data-of='minutes']").get_attribute("data-state") == "saved"


@pytest.fixture
def writer(people, bureau):
    return Writer(people(faces.OFFICER), bureau)


def at_the_minutes(writer, bureau):
    desk = bureau.signed_in()
    session = desk.launch(desk.register())["id"]
    writer.officer.go_to_room(session)
    area = writer.officer.section("petitioner")
    area.click()
    return area


def shown_of_the_caret(area) -> dict:
    """Where the line that is written in stands, within the pane that scrolls; px."""
    return area.evaluate("""(area) => {
        const pane = area.closest('.minutes__text').getBoundingClientRect();
        const caret = area.parentElement.querySelector('.grow__caret').getBoundingClientRect();
        return { above: caret.top - pane.top, below: pane.bottom - caret.bottom, top: area.closest('.minutes__text').scrollTop };
    }""")


def test_minutes_take_what_is_typed_pasted_and_composed(writer, bureau):
    area = at_the_minutes(writer, bureau)

    # Breaks of word processors become lines, marks of direction go, half of an emoji never leaves.
    writer.paste("一\u000b二\u000c三\u2028四\u0085五\u202d六\u202c")
    assert area.input_value() == "一\n二\n三\n四\n五六"
    until(writer.saved, "what was pasted to be saved")
    area.evaluate("(area) => { document.execCommand('insertText', false, '\\ud83d'); }")
    area.press_sequentially("七")
    until(lambda: writer.saved() and area.input_value()[-1] == "七", "what came after half of an emoji to be saved")
    assert writer.edits()[-1] == "一\n二\n三\n四\n五六\ufffd七"

    # A time that the page puts in is undone like anything that was typed, and so is what stood before it.
    area.fill("")
    area.press_sequentially("甲乙")
    writer.page.click("[data-act='insert-time']")
    assert area.input_value() != "甲乙"
    writer.page.keyboard.press("Control+z")
    assert area.input_value() == "甲乙"
    for _ in range(3):
        writer.page.keyboard.press("Control+z")
    assert area.input_value() != "甲乙"
    writer.page.keyboard.press("Control+Shift+z")

    # What an input method has not finished is nobody's text: the save that falls due meanwhile goes without it.
    area.fill("")
    until(writer.saved, "an empty section")
    writer.sent.clear()
    area.press_sequentially("甲")
    typing = writer.page.context.new_cdp_session(writer.page)
    for pinyin in ("n", "ni", "ni'h", "ni'hao"):
        typing.send("Input.imeSetComposition", {"text": pinyin, "selectionStart": len(pinyin), "selectionEnd": len(pinyin)})
    until(lambda: writer.edits(), "what was typed before to be saved")
    assert area.input_value() == "甲ni'hao" and writer.edits() == ["甲"]
    typing.send("Input.insertText", {"text": "你好"})
    until(lambda: writer.edits() == ["甲", "甲你好"] and writer.saved(), "the finished words to be saved")

    # The line that is written in stays in view, and the pane does not jump.
    area.fill("")
    tops = []
    for line in range(40):
        area.press_sequentially(f"第{line}行")
        area.press("Enter")
        at = shown_of_the_caret(area)
        assert at["above"] >= 0 and at["below"] >= 0, (line, at)
        tops.append(at["top"])
    assert tops == sorted(tops) and tops[-1] > tops[0], tops
    area.press("Control+Home")
    area.press_sequentially("最前")
    assert shown_of_the_caret(area)["above"] >= 0

    # Too long: said in words, nothing sent, nothing lost; the other sections go on being saved.
    long = "长" * 8001
    area.fill("")
    until(writer.saved, "an empty section again")
    writer.paste(long)
    status = writer.page.locator("[data-of='minutes']")
    until(lambda: status.get_attribute("data-state") == "refused", "the refusal to be told")
    assert status.inner_text().strip() == words("live.minutes.refused")
    assert writer.page.get_by_text(words("live.minutes.too_long", n=1)).is_visible()
    writer.officer.section("result").press_sequentially("另一节")
    until(lambda: writer.edits()[-1] == "另一节", "the other section to be saved")
    assert writer.officer.section("petitioner").input_value() == long
    writer.page.keyboard.press("Control+End")
    writer.page.keyboard.press("Backspace")
    until(writer.saved, "the section that fits now to be saved")


def test_a_form_cuts_nothing_and_changes_nothing_by_itself(writer, bureau, out):
    page = writer.page
    page.get_by_role("button", name=words("bureau.register.open")).first.click()
    facts, heads, name = page.locator("#r-facts"), page.locator("#r-headCount"), page.locator("#r-p0-name")

    # The wheel turns the page and not the number; Enter ends a line and sends nothing.
    heads.fill("12")
    heads.hover()
    page.mouse.wheel(0, -400)
    heads.press("ArrowUp")
    assert heads.input_value() == "12"
    page.locator("#r-title").press("Enter")
    assert page.locator("[role=dialog]").count() == 1 and not page.locator(".field__error").count()

    facts.click()
    writer.paste("事" * 4500)
    assert len(facts.input_value()) == 4500
    over = words("refused.field.over", letters=4500, n=500, limit=4000)
    assert page.locator("#r-facts-below .field__count").inner_text() == over
    page.fill("#r-title", "一件事")
    page.fill("#r-claims", "\u200b\u2800 ")
    name.fill("\u200b\u3164")
    heads.fill("十二")
    page.get_by_role("button", name=words("bureau.register.send"), exact=True).click()
    said = page.locator("form.register").inner_text()
    for expected in (words("refused.field.too_long", n=500, limit=4000), words("bureau.party.name_missing"), words("bureau.matter.headCount_wrong", most=100000)):
        assert expected in said, expected
    assert page.locator("#r-claims").get_attribute("aria-invalid") == "true"
    page.screenshot(path=str(out / "register-too-long.png"))

    # Mended, it is registered, and the name is the name that anybody else would type.
    page.fill("#r-claims", "请对方停工。")
    facts.fill("事\u000b情")
    heads.fill("１２")
    name.click()
    writer.paste("")
    name.fill("林\u200b晚舟")
    page.locator("#r-p1-name").fill("贺长风")
    page.get_by_role("button", name=words("bureau.register.send"), exact=True).click()
    until(lambda: page.locator("[role=dialog]").count() == 0, "the matter to be registered")
    desk = bureau.signed_in()
    case = next(each for each in desk.ask("GET", "/api/cases?scope=mine")["cases"] if each["title"] == "一件事")
    file = desk.ask("GET", f"/api/cases/{case['id']}")
    assert (file["parties"][0]["name"], file["facts"], file["headCount"]) == ("林晚舟", "事\n情", 12)


def test_a_line_answers_what_it_can_not_decode_with_its_id(bureau):
    from line import host_line
    desk = bureau.signed_in()
    line = host_line(desk, desk.launch(desk.register())["id"])
    line.send_frame(1, b'{"type":"edit","id":"e-1","section":"result","text":"\xe7\x94\xb2\\ud83d","base":0}')
    answer = line.until(lambda message: message.get("type") == "refused")
    assert (answer["id"], answer["code"], answer["field"]) == ("e-1", "bad_field", "text")
    line.send_frame(1, b'{"type":"edit","id":"e-2","section":"result","text":"\\u202e\xe7\x94\xb2\\u000b\xe4\xb9\x99","base":0}')
    assert line.until(lambda message: message.get("id") == "e-2")["revision"] == 1
    assert like("refused.bad_field")
    line.drop()
