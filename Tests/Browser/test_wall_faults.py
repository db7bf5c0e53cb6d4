"""The wall when something breaks: a member that is silent, a killed server, a lost network, a second tab, in each phase. Never a link
across; whoever is outside receives nothing; all return muted and are told who hears."""

import pytest

from person import until
from wall_table import a_table, show_failure
from words import words


pytestmark = pytest.mark.call


@pytest.fixture(scope="module")
def shared(playwright, media, bureau_for, out):
    with a_table(playwright, media, bureau_for("wall-faults"), out, late=("lawyer",)) as table:
        yield table


@pytest.fixture
def table(shared, request):
    shared.all_together()
    shared.film.begin(request.node.name.removeprefix("test_")[:28])
    yield shared
    for guest in shared.everybody:
        guest.network.mend()
    if getattr(request.node, "failed", False):
        show_failure(shared, request.node.name)


def test_a_server_killed_while_the_wall_goes_up_asks_again(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    pressed = table.going_up(one, one)
    table.bureau.kill()
    table.film.take("killed", host, one, other)
    one.network.mend()
    table.bureau.start()
    green = table.wait_until_sealed(one, since=pressed)
    table.inside_hear_each_other(one)
    table.never_more_links_than_inside(host, since=green, most=1)
    table.film.take("sealed", host, one, other)
    table.all_return()


def test_a_server_killed_behind_the_wall_finds_it_standing(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    green = table.seal(one)
    table.inside_hear_each_other(one)
    made = host.person.witness("connections.length", host.page)
    table.bureau.kill()
    table.talk_goes_on(one)
    # What a page says of the wall it says of its own connections; those are as they were.
    assert host.hear() == one.hear() == "sealed"
    table.film.take("killed", host, one, other)
    table.bureau.start()
    until(lambda: other.hear() == "outside", "the waiting card back", 60)
    until(lambda: host.page.locator("[data-act='caucus-extend']").is_visible(), "the officer's tile of those outside")
    before = host.page.locator(".walltile__time").inner_text()
    host.page.click("[data-act='caucus-extend']")
    until(lambda: host.page.locator(".walltile__time").inner_text() != before, "a command to run again")
    assert host.hear() == one.hear() == "sealed"
    assert host.person.witness("connections.length", host.page) == made, "the talk inside went on over the same connection"
    # Pages that are loaded anew after it stand where they stood.
    for guest in (other, one):
        guest.page.reload()
    table.wait_until_sealed(one, since=green - 1)
    table.inside_hear_each_other(one)
    table.all_return()


def test_a_member_whose_browser_never_lets_go_of_a_track_confirms_the_wall(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    one.page.evaluate("void (RTCRtpSender.prototype.replaceTrack = () => new Promise(() => {}))")
    green = table.seal(one)
    table.never_more_links_than_inside(one, since=green, most=1)
    table.nothing_arrives(other, since=green)
    # The reload gives the page its browser's own functions back.
    one.page.reload()
    table.wait_until_sealed(one, since=green - 1)
    table.all_return()


def test_a_second_tab_takes_over_on_its_own_side_of_the_wall(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    green = table.seal(one)
    for guest in (one, other):
        older, guest.page = guest.page, guest.second_page()
        guest.party.open(table.links[guest.role])
        guest.party.wait_for_problem("open_in_other_tab")
        assert guest.open() == 0
        guest.page.click("[data-act='take-over']")
        guest.party.wait_for("call")
        until(lambda: older.evaluate("document.body.dataset.problem") == "taken_over", "the older page to be told")
        assert guest.person.witness("openConnections()", older) == 0
        older.close()
    until(lambda: one.hear() == "sealed" and other.hear() == "outside", "each on its side")
    table.inside_hear_each_other(one)
    assert one.open() == host.open() == 1 and other.open() == 0
    table.never_more_links_than_inside(one, since=0, most=1)
    table.never_more_links_than_inside(other, since=0, most=0)
    table.nothing_arrives(other, since=0)
    assert host.hear() == "sealed"
    table.film.take("taken-over", host, one, other)
    table.all_return()


def test_a_network_that_goes_and_comes_opens_no_link_across(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    # An outsider's socket is gone when the wall goes up: nobody waits for it, and its page closes what it holds when it is back.
    other.network.cut()
    until(lambda: host.page.locator(".seat[data-seat='3']").get_by_text(words("live.people.lost")).count(), "the officer to see it lost")
    pressed = table.raise_wall(one)
    until(lambda: host.said_at("sealed", pressed), "the green word without it", 60)
    until(lambda: one.hear() == "sealed" and one.open() == host.open() == 1, "both inside")
    received = other.person.witness("received()", other.page)
    table.talk_goes_on(one)
    assert other.person.witness("received()", other.page) - received < 20_000
    other.network.mend()
    other.page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: other.hear() == "outside" and other.open() == 0, "the counterparty to find itself outside")

    # A member's network changes behind the wall: the talk goes on, and what comes back is inside as before.
    since = host.ask("now()")
    for guest in (one, other):
        guest.network.cut()
    until(lambda: host.page.locator(".seat[data-seat='2']").get_by_text(words("live.people.lost")).count(), "the officer to see the petitioner lost")
    table.film.take("lost", host, one, other)
    for guest in (one, other):
        guest.network.mend()
        guest.page.evaluate("dispatchEvent(new Event('online'))")
    until(lambda: host.page.locator(".seat[data-seat='2']").get_by_text(words("live.people.lost")).count() == 0, "the petitioner back")
    until(lambda: other.hear() == "outside", "the counterparty back outside")
    table.inside_hear_each_other(one)
    assert one.hear() == host.hear() == "sealed"
    for guest in (host, one):
        table.never_more_links_than_inside(guest, since=since, most=1)
    table.never_more_links_than_inside(other, since=since, most=0)
    table.nothing_arrives(other, since=since)

    table.all_return()


def test_a_member_whose_network_fails_while_the_wall_goes_up_is_inside_when_it_is_back_in_time(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    for _ in range(4):
        table.all_together()
        pressed = table.going_up(one, one)
        one.network.mend()
        until(lambda: host.hear() != "sealing", "the wall to be sealed, or given up")
        if host.hear() == "sealed":
            break
    table.wait_until_sealed(one, since=pressed)
    table.inside_hear_each_other(one)
    table.film.take("in-time", host, one, other)
    table.all_return()


def test_a_member_who_does_not_confirm_is_left_outside_and_the_rest_is_sealed(table):
    table.seat_lawyer()
    host, one, other, lawyer = table.host, table.petitioner, table.counterparty, table.lawyer
    # The petitioner's phone is in a dead spot: its sockets are open, and nothing passes.
    pressed = table.going_up(one, one, lawyer)
    says = host.page.locator(".hear").inner_text()
    assert words("live.caucus.sealing") in says and host.page.locator(".hear__green").count() == 0
    until(lambda: "林晚舟" in host.page.locator(".hear").inner_text(), "the officer to be told whose device is waited for")
    table.film.take("sealing", host, other)
    told = words("live.caucus.left_outside", name="林晚舟")
    until(lambda: told in host.page.locator(".live__say").inner_text(), "the officer to be told that it was left outside")
    green = until(lambda: host.said_at("sealed", pressed), "the rest to be sealed")
    until(lambda: lawyer.hear() == "sealed" and lawyer.open() == host.open() == 1, "the lawyer inside")
    table.film.take("left-outside", host, lawyer)
    # Its page knows of nothing yet and holds what it held; but nobody holds the other ends any more.
    assert one.hear() != "outside" and one.open() > 0
    before = one.person.witness("received()", one.page)
    table.talk_goes_on(lawyer)
    assert one.person.witness("received()", one.page) - before < 20_000, "media went on to whoever was left outside"
    table.nothing_arrives(other, since=green)
    one.network.mend()
    until(lambda: one.hear() == "outside" and one.open() == 0, "the waiting card at the petitioner's once the network is back")
    assert host.hear() == lawyer.hear() == "sealed"
    table.nothing_arrives(other, since=green)
    table.film.take("outside", one)
    table.all_return()
