/**
 * How much picture a link can bear: one pure step, taken for each link every few seconds.
 *
 * @typedef {'full'|'lower'|'least'|'off'} Rung
 *
 * @typedef {object} Quality
 * @property {Rung} rung
 * @property {number} badFor seconds for which the link has been worse than its rung
 * @property {number} goodFor seconds for which it has been healthy
 * @property {number} patience seconds of health before the next step up
 * @property {number} sinceRise seconds since the last step up
 *
 * @typedef {object} LinkSample
 * @property {number} seconds how long this sample lasted
 * @property {number|null} availableKbps what the browser believes can leave, sound and picture; null where it doesn't
 *   say
 * @property {number|null} lossPercent what the other side lost of ours
 * @property {boolean} cpuLimited
 */

/** @type {readonly Rung[]} from the best to none */
export const RUNGS = ['full', 'lower', 'least', 'off'];

/** Below: step down; below the second: no picture at all; kbit/s. Above this loss: step down; percent. */
const LOW_KBPS = 150;
const LEAST_KBPS = 80;
const HIGH_LOSS = 10;
/** So long must it be bad before a step down, and healthy before a step up; seconds. */
const BAD_SECONDS = 8;
const GOOD_SECONDS = 15;
const MOST_PATIENCE = 120;

/** @type {Quality} */
export const BEST = { rung: 'full', badFor: 0, goodFor: 0, patience: GOOD_SECONDS, sinceRise: Infinity };

/**
 * Under 150 kbit/s, above 10 % loss or limited by the processor for 8 s: one rung down. Under 80 kbit/s: picture off,
 * so that sound stays. After 15 s of health: one rung up. A rise that fell back at once makes the next one wait twice
 * as long.
 * @param {Quality} quality
 * @param {LinkSample} sample
 * @returns {Quality}
 */
export function step(quality, sample) {
    const { seconds } = sample;
    const starved = isStarved(quality.rung, sample);
    const bad = starved || isBad(quality.rung, sample);
    const badFor = bad ? quality.badFor + seconds : 0;
    const goodFor = !bad && isHealthy(quality.rung, sample) ? quality.goodFor + seconds : 0;
    const sinceRise = quality.sinceRise + seconds;
    const place = RUNGS.indexOf(quality.rung);
    if (badFor >= BAD_SECONDS && place < RUNGS.length - 1) {
        const fellBack = sinceRise <= 2 * GOOD_SECONDS;
        return {
            rung: starved ? 'off' : RUNGS[place + 1], badFor: 0, goodFor: 0, sinceRise: Infinity,
            patience: fellBack ? Math.min(2 * quality.patience, MOST_PATIENCE) : quality.patience,
        };
    }
    if (goodFor >= quality.patience && place > 0) {
        return { rung: RUNGS[place - 1], badFor: 0, goodFor: 0, patience: quality.patience, sinceRise: 0 };
    }
    const settled = quality.rung === 'full' && goodFor >= MOST_PATIENCE;
    return { rung: quality.rung, badFor, goodFor, sinceRise, patience: settled ? GOOD_SECONDS : quality.patience };
}

/**
 * @param {Rung} rung
 * @param {LinkSample} sample
 */
function isStarved(rung, { availableKbps }) {
    // Without a picture the estimate isn't probed any more: it would keep the picture off for ever.
    return rung !== 'off' && availableKbps !== null && availableKbps < LEAST_KBPS;
}

/**
 * @param {Rung} rung
 * @param {LinkSample} sample
 */
function isBad(rung, { availableKbps, lossPercent, cpuLimited }) {
    if (lossPercent !== null && lossPercent > HIGH_LOSS) return true;
    // The least picture fits between 80 and 150 kbit/s and costs next to nothing to encode: there it stays.
    if (rung === 'off' || rung === 'least') return false;
    return cpuLimited || (availableKbps !== null && availableKbps < LOW_KBPS);
}

/**
 * @param {Rung} rung
 * @param {LinkSample} sample
 */
function isHealthy(rung, { availableKbps, lossPercent, cpuLimited }) {
    if (lossPercent !== null && lossPercent > HIGH_LOSS / 2) return false;
    return rung === 'off' || (!cpuLimited && (availableKbps === null || availableKbps >= LOW_KBPS));
}
