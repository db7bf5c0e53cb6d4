"""A link as messengers leave it: it opens, its secret leaves the address bar, and nobody is slowed down for what stood around it."""

import pytest

import faces
from party import PartyAtLink
from person import until
from words import raw


@pytest.fixture(scope="module")
def bureau(bureau_for):
    return bureau_for("changed-links")


def link_of(bureau) -> str:
    desk = bureau.signed_in()
    return next(each["link"] for each in desk.launch(desk.register())["invites"] if each["role"] == "petitioner")


def test_a_link_opens_whatever_a_messenger_made_of_it(people, bureau):
    link = link_of(bureau)
    host, secret = link.split("/j#")
    person = people(faces.PETITIONER)
    asked = []
    person.context.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    changed = [f"{link}。", f"{link}，请点开", f"{link}）", f"{link}.", f"{link}%20", f"{link}\u200b", f"{link}&from=singlemessage", f"{link}?from=timeline",
               f"{host}/j?from=timeline#{secret}", f"{host}/j%23{secret}", f"{host}/j%23{secret}?from=timeline", f"{host}/j/#{secret}", f"{host}/J%23{secret}",
               f"{host}/%23{secret}"]
    for address in changed:
        page = person.new_page()
        page.goto(address)
        until(lambda: page.evaluate("document.body?.dataset.step || ''") == "join", f"{address} to open", within=15)
        assert page.evaluate("location.href") == f"{host}/j", address
        assert page.evaluate("history.length") <= 2, address
        page.close()
    tail = secret.split(".")[-1]
    assert not [url for url in asked if tail in url], "the secret stood in the address of a request that the page made"


def test_what_holds_no_link_is_told_without_a_try(people, bureau):
    link = link_of(bureau)
    party = PartyAtLink(people(faces.PETITIONER))
    asked = []
    party.page.on("request", lambda request: asked.append(request.url) if "/api/invites" in request.url else None)
    party.open(link[:-3])
    party.wait_for_problem("link_unknown")
    assert raw("party.problem.link_unknown.title") in party.page.locator("body").inner_text()
    assert party.page.evaluate("location.hash") == "" and asked == []
    # Over HTTP, where nothing cleans before: no link, no failed try, and the right one opens after any number of them.
    for _ in range(30):
        assert bureau.refusal("POST", "/api/invites/open", {"link": "请点开链接。"}) == (404, "link_unknown")
    for text in (link.split("#")[1] + "。", link, f"点这里 {link}，请点开"):
        status, _, _ = bureau.ask("POST", "/api/invites/open", {"link": text})
        assert status == 200, text


def test_no_log_holds_a_link_that_came_in_a_path(bureau):
    link = link_of(bureau)
    host, secret = link.split("/j#")
    for path in (f"/j%23{secret}", f"/api/%23{secret}", f"/nowhere/{secret}"):
        bureau.ask("GET", path)
    assert secret.split(".")[-1] not in bureau.log.read_text()
