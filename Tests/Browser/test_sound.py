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

# Keeps what the page makes of sound, and through which states each goes.
KEEPING = """
window.kept = [];
window.AudioContext = class extends AudioContext {
    constructor(options) {
        super(options);
        this.states = [];
        this.addEventListener('statechange', () => this.states.push(this.state));
        window.kept.push({ context: this, isMeter: options.sinkId !== undefined });
    }
};
"""
STATES = "window.kept.filter(each => !each.isMeter).flatMap(each => each.context.states)"


def test_sounds_rest_when_none_is_played_and_an_arrival_wakes_them_without_a_touch(people, bureau_for):
    bureau = bureau_for("sound-at-rest")
    desk = bureau.signed_in()
    session = desk.launch(desk.register(lawyer=False))
    officer = OfficerAtDesk(people(faces.OFFICER), bureau)
    officer.page.add_init_script(KEEPING)
    officer.sign_in()
    officer.go_to_room(session["id"])
    officer.page.locator(".stage").click()
    until(lambda: officer.page.evaluate(STATES) == ["running", "suspended"], "the sounds to rest", 20)

    petitioner = PartyAtLink(people(faces.PETITIONER))
    petitioner.open(session["invites"][0]["link"])
    petitioner.agree()
    petitioner.check_devices()
    until(lambda: officer.page.evaluate(STATES) == ["running", "suspended", "running", "suspended"], "the chime, and rest", 20)

    levels = """async () => {
        const { context } = window.kept.find(each => each.isMeter);
        return [context.state, context.sinkId.type];
    }"""
    assert officer.page.evaluate(levels) == ["running", "none"]
