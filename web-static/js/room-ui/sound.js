// Sounds that the page makes itself: no file, no request. Browsers give sound only after a touch.

/** Frequency in Hz, start and length in seconds. */
/** @type {Record<'test' | 'arrival' | 'entry', [number, number, number][]>} */
const MELODIES = {
    test: [[523, 0, 0.35], [659, 0.3, 0.35], [784, 0.6, 0.6]],
    arrival: [[880, 0, 0.16], [1175, 0.14, 0.3]],
    entry: [[659, 0, 0.3], [784, 0.25, 0.3], [1047, 0.5, 0.6], [659, 1.4, 0.3], [784, 1.65, 0.3], [1047, 1.9, 0.6]],
};

/**
 * So long after a touch or the beginning of a melody the context rests: running, it takes processor and battery all
 * through a call; ms.
 */
const REST_MS = 5000;

/** @type {AudioContext | null} */
let context = null;
/** Whether it was put to rest here: then it wakes without a touch. */
let rests = false;
let restTimer = 0;
/** @type {import('../media/audio-output.js').AudioOutput | null} */
let output = null;
/** @type {MediaStreamAudioDestinationNode | null} */
let outlet = null;

/**
 * The page's sounds come out where people's voices do.
 * @param {import('../media/audio-output.js').AudioOutput} chosen
 */
export function soundThrough(chosen) {
    output = chosen;
    outlet = null;
}

/**
 * Where a sound goes: straight to the system's own device, or by way of an element, since only those can be given
 * another one everywhere.
 * @param {AudioContext} made
 * @returns {AudioNode}
 */
function end(made) {
    if (!output || (!outlet && output.device === '')) return made.destination;
    if (!outlet) {
        outlet = made.createMediaStreamDestination();
        const element = new Audio();
        element.srcObject = outlet.stream;
        output.attach(element);
        element.play().catch(() => {});
    }
    return outlet;
}

function audio() {
    const Context = window.AudioContext || /** @type {any} */ (window).webkitAudioContext;
    if (!context && Context) context = /** @type {AudioContext} */ (new Context({ latencyHint: 'playback' }));
    return context;
}

/** Call it in a touch: from then on the page may sound. */
export function unlockSound() {
    const made = audio();
    if (made && !(rests && made.state === 'suspended')) made.resume().then(() => restSoon(made), () => {});
}

/** @param {AudioContext} made */
function restSoon(made) {
    clearTimeout(restTimer);
    restTimer = window.setTimeout(() => {
        if (made.state !== 'running') return;
        rests = true;
        made.suspend().catch(() => {});
    }, REST_MS);
}

/**
 * @param {'test' | 'arrival' | 'entry'} name
 * @returns {boolean} whether the browser lets it sound
 */
export function playSound(name) {
    const made = audio();
    if (!made) return false;
    const sounds = rests || made.state === 'running';
    rests = false;
    made.resume().catch(() => {});
    restSoon(made);
    const begin = made.currentTime + 0.05;
    for (const [frequency, at, length] of MELODIES[name]) note(made, frequency, begin + at, length);
    return sounds;
}

/**
 * @param {AudioContext} made
 * @param {number} frequency
 * @param {number} at
 * @param {number} length
 */
function note(made, frequency, at, length) {
    const tone = made.createOscillator();
    const loudness = made.createGain();
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.22, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(loudness);
    loudness.connect(end(made));
    tone.start(at);
    tone.stop(at + length + 0.05);
}
