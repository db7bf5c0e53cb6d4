"""A browser that wants a touch before it lets sound play: the page asks for one and stays alive meanwhile."""

import faces
from officer import OfficerAtDesk
from party import PartyAtLink
from person import until
from test_story import NAMES

# Stands in for an autoplay policy, which headless Chromium does not have: no sound before the test lets it.
REFUSING = """
window.soundIsRefused = true;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
    if (window.soundIsRefused && !this.muted) return Promise.reject(new DOMException('a touch first', 'NotAllowedError'));
    return play.call(this);
};
"""


def test_refused_sound_asks_for_a_touch_and_plays_after_it(people, bureau_for):
    bureau = bureau_for("sound")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.sign_in()
    officer.go_to_room(session["id"])
    petitioner = PartyAtLink(people(faces.PETITIONER))
    petitioner.page.add_init_script(REFUSING)
    petitioner.open(session["invites"][0]["link"])
    petitioner.agree()
    petitioner.check_devices()
    officer.admit(NAMES[petitioner.person.name])
    petitioner.wait_for("call")

    touch = petitioner.page.locator("[data-act='sound']")
    until(lambda: touch.count() == 1, "the page to ask for a touch")
    petitioner.page.evaluate("window.soundIsRefused = false")
    touch.click()
    until(lambda: touch.count() == 0, "the question to go")
    playing = "[...document.querySelectorAll('video')].every(each => !each.paused)"
    until(lambda: petitioner.page.evaluate(playing), "every picture to play with its sound")
