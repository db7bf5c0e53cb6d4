"""An order for two units and a letter outside, from the dispatch to the close, each unit at its own desk."""

import json

import faces
from bureau import HOST, Officer
from person import until
from test_loop import LEADER, LIAISON, Loop, PASSWORD, UNIT
from test_pages import look, nothing_was_stopped

HELPER = Officer("L005", "管仲平", "liaison", PASSWORD, "治安大队")


def test_an_order_of_two_units_from_dispatch_to_close(people, bureau_for, out):
    bureau = bureau_for("dispatch")
    assert bureau.stop() == 0
    for officer in (LIAISON, HELPER, LEADER):
        bureau.employ(officer)
    bureau.start()
    case = bureau.signed_in().register("修车欠款引发的堵门", lawyer=False)
    person = people(faces.OFFICER)
    person.context.add_init_script(f"localStorage.setItem('trialogue.locale', {json.dumps('zh-CN')})")
    loop = Loop(person, bureau, case, "zh-CN")
    page = loop.page
    day = page.evaluate("(days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10)", 9)
    soon = page.evaluate("(days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10)", 4)

    loop.sit_down(HOST)
    loop.take("accept", reason="属本局职责")
    loop.take("grade", level="level_3", reason="几个单位一起办")
    loop.open("assign")
    page.fill("#c-unit", UNIT)
    page.fill("#c-due", day)
    page.fill("#c-items-0", "约双方当面谈一次")
    page.get_by_role("button", name=loop.words("bureau.command.add_item"), exact=True).click()
    page.fill("#c-items-1", "查被扣车辆的登记")
    page.fill("#c-items-1-unit", HELPER.unit)
    page.fill("#c-items-1-due", soon)
    page.fill("#c-reason", "每项办好当天记进展。")
    # The paper beside the form says what is typed.
    paper = page.locator(".dispatch__paper")
    for words in (UNIT, HELPER.unit, "查被扣车辆的登记", "每项办好当天记进展。"):
        until(lambda: words in paper.inner_text(), f"the paper to say {words}")
    look(person, "dispatch-form", out)
    page.locator(".dialog__foot .btn").last.click()
    until(lambda: not page.locator(".dialog").count(), "the order to be issued")
    look(person, "dispatch-issued", out)

    loop.sit_down(LIAISON)
    loop.from_the_desk("receive")
    loop.send("receive")
    assert loop.status == "assigned"
    loop.sit_down(HELPER)
    loop.from_the_desk("receive")
    loop.send("receive")
    assert loop.status == "in_handling"
    assert not page.locator("#do-report").count()
    look(person, "dispatch-helper", out)
    page.locator(".joint__acts .btn", has_text=loop.words("bureau.orders.progress")).click()
    loop.send("progress", reason="登记查到了")
    assert "登记查到了" in page.locator(".joint").inner_text()
    page.goto(f"{bureau.origin}/desk")
    loop.from_the_desk("answer")
    loop.send("answer", reason="车主已确认，附件 1")

    loop.sit_down(HOST)
    loop.take("send_letter", unit="区市场监督管理局", due=day, reason="请书面告知该铺的登记情况。")
    page.locator(".joint").wait_for()
    assert loop.words("bureau.orders.letter_open", unit="区市场监督管理局") in page.locator(".joint").inner_text()
    look(person, "dispatch-joint", out)
    page.locator(".joint .btn", has_text=loop.words("bureau.orders.file_reply", unit="区市场监督管理局")).click()
    loop.send("file_reply", reason="登记齐全，收费公示缺一项。")
    page.locator(".grid .link").last.click()
    page.locator(".a4__letter").wait_for()
    look(person, "dispatch-letter", out)
    page.keyboard.press("Escape")

    loop.sit_down(LIAISON)
    # Nothing is reported while an item lacks its answer: what waits is the answer.
    loop.from_the_desk("answer")
    loop.send("answer", reason="谈成了，附协议")
    loop.take("report", reason="两项都办好，双方达成协议")
    loop.sit_down(HOST)
    loop.open("return")
    page.locator("#c-lacking-2").check()
    look(person, "dispatch-return", out)
    loop.send("return", reason="第二项没有原件")
    loop.sit_down(HELPER)
    loop.from_the_desk("answer")
    loop.send("answer", reason="原件已附")
    loop.sit_down(LIAISON)
    loop.from_the_desk("report")
    loop.send("report", reason="都办好了")
    loop.sit_down(HOST)
    loop.take("close", reason="答复已送达")
    assert loop.status == "closed"
    page.goto(f"{bureau.origin}/case?id={case['id']}")
    page.locator(".grid .link").first.click()
    page.locator(".a4--order").wait_for()
    look(person, "dispatch-paper", out)
    nothing_was_stopped(person)
