"""A call of Firefox and Chromium, each in both roles of the offer; a caucus with Firefox on either side of the wall; a reload."""

import pytest

from person import until
from test_pages import nothing_was_stopped
from wall_table import a_table, show_failure


pytestmark = pytest.mark.call


@pytest.fixture(scope="module")
def shared(playwright, media, bureau_for, out):
    """The officer in Chromium, the petitioner in Firefox, the counterparty in Chromium: seats 1, 2 and 3, and the lower one offers."""
    with a_table(playwright, media, bureau_for("firefox"), out, absent=("lawyer",), at_firefox=("petitioner",)) as table:
        yield table


@pytest.fixture
def table(shared, request):
    shared.all_together()
    shared.film.begin("firefox-" + request.node.name.removeprefix("test_")[:28])
    yield shared
    if getattr(request.node, "failed", False):
        show_failure(shared, request.node.name)


def flows_from_firefox(guest) -> dict:
    [flow] = [each for each in guest.person.witness("flows()", guest.page) if each["toFirefox"]]
    return flow


def pictures_and_sound_grow(table) -> None:
    """At each end of each link, by the receiver's own count: pictures decoded, bytes, and energy of sound."""
    for guest in table.seated:
        before = {}

        def grown() -> bool:
            flows = guest.person.witness("flows()", guest.page)
            if len(flows) != len(table.seated) - 1:
                return False
            for index, flow in enumerate(flows):
                first = before.setdefault(index, flow)
                if not (flow["frames"] > first["frames"] + 5 and flow["energy"] > first["energy"] and flow["bytes"] > first["bytes"] + 2_000):
                    return False
            return True

        until(grown, f"pictures and sound from everybody to arrive at {guest.name}'s", 60)


def test_each_engine_offers_to_the_other_and_every_picture_and_every_voice_arrives(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    assert flows_from_firefox(host)["offered"] and not flows_from_firefox(other)["offered"]
    pictures_and_sound_grow(table)
    # Whose they are: voices by their tones at all three, faces at Firefox's.
    until(lambda: one.sees() == {"officer", "counterparty"}, "the petitioner to see both faces", 60)
    table.film.take("call", host, one, other)
    nothing_was_stopped(*(guest.person for guest in table.seated))


def test_firefox_is_inside_a_caucus_and_nothing_crosses_the_wall(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    green = table.seal(one)
    table.inside_hear_each_other(one)
    table.never_more_links_than_inside(host, since=green, most=1)
    table.never_more_links_than_inside(one, since=green, most=1)
    until(lambda: one.sees() == {"officer"}, "the petitioner to see the officer alone", 90)
    table.film.take("inside", host, one, other)
    table.nothing_arrives(other, since=green)
    table.all_return()


def test_firefox_is_outside_a_caucus_and_receives_nothing(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    green = table.seal(other)
    table.inside_hear_each_other(other)
    table.talk_goes_on(other)
    table.film.take("outside", host, one, other)
    table.nothing_arrives(one, since=green)
    table.all_return()


def test_firefox_reloads_and_is_back_in_the_call(table):
    host, one, other = table.host, table.petitioner, table.counterparty
    one.page.reload()
    until(lambda: one.open() == 2, "the petitioner's links to be back", 60)
    table.all_together()
    until(lambda: flows_from_firefox(other)["frames"] > 5 and flows_from_firefox(host)["frames"] > 5, "Firefox's picture at both", 60)
    pictures_and_sound_grow(table)
    assert flows_from_firefox(host)["offered"] and not flows_from_firefox(other)["offered"]
    nothing_was_stopped(*(guest.person for guest in table.seated))
