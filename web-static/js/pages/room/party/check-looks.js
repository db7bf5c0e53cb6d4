// What a line of the device check says at each result, and the way on.

import { t } from '../../../lib/text.js';
import { chip } from '../../../ui/badge.js';
import { button } from '../../../ui/button.js';

/** @typedef {import('./check-row.js').RowLook} RowLook */
/** @typedef {import('../../../protocol/types.js').MediaStatus} MediaStatus */

/** @returns {RowLook} while the browser asks the person */
export function unansweredLook() {
    return { says: t('party.check.asking'), act: chip('now', t('party.check.running')), actKey: 'off', more: null };
}

/** @returns {RowLook} */
export function liveLook() {
    return { says: t('party.check.camera_ok'), act: chip('ok', t('party.check.ok')), actKey: 'live', more: null };
}

/**
 * A device that does not work: why, and what to do.
 * @param {'camera' | 'microphone'} device
 * @param {MediaStatus} status
 * @param {boolean} supported whether this browser gives devices at all
 * @param {HTMLElement} again
 * @returns {RowLook}
 */
export function resultLook(device, status, supported, again) {
    if (status === 'off') {
        return {
            says: t('party.check.asking'),
            act: again, actKey: 'unanswered',
            more: { words: t(`party.help.${device}.denied`) },
        };
    }
    return {
        says: t(`live.${device}.${status}`),
        act: again, actKey: status,
        more: { words: supported ? t(`party.help.${device}.${status}`) : t('party.help.no_devices') },
    };
}

/**
 * @param {import('./check.js').SpeakerTest} speaker
 * @param {() => void} play
 * @param {(heard: 'ok' | 'failed') => void} answer
 * @returns {RowLook}
 */
export function speakerLook(speaker, play, answer) {
    if (speaker === 'ok') {
        return {
            says: t('party.check.speaker_ok'),
            act: chip('ok', t('party.check.ok')),
            actKey: 'ok', more: null,
        };
    }
    if (speaker === 'played') {
        return {
            says: t('party.check.did_you_hear'),
            actKey: 'played', more: null,
            act: [
                button(t('party.check.did'), { press: () => answer('ok') }),
                button(t('party.check.did_not'), { press: () => answer('failed') }),
            ],
        };
    }
    return {
        says: t(speaker === 'failed' ? 'party.check.speaker_bad' : 'party.check.speaker_says'),
        act: button(t(speaker === 'untested' ? 'party.check.play' : 'party.check.play_again'), { press: play }),
        actKey: speaker,
        more: speaker === 'failed' ? { words: t('party.help.speaker') } : null,
    };
}

/**
 * What the officer is told of a device.
 * @param {MediaStatus} status
 * @returns {import('../../../protocol/types.js').CheckResult}
 */
export function deviceVerdict(status) {
    if (status === 'live') return 'ok';
    if (status === 'off' || status === 'muted') return 'skipped';
    return status === 'denied' || status === 'missing' || status === 'busy' ? status : 'failed';
}
