// The signs, as path data on a 24 by 24 ground. They are drawn by script and not fetched as a sprite: browsers disagree
// on which directive of the Content-Security-Policy an outside <use> falls under.

import { svg } from '../lib/html.js';

/**
 * Those that any page needs with its first picture; signs.js adds the rest.
 * @type {Record<string, string>}
 */
const PATHS = {
    alert: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.01',
    check: 'M5 12.5l4.5 4.5L19 7',
    clock: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M12 7v5l3.5 2',
    close: 'M6 6l12 12M18 6 6 18',
    down: 'M5 9l7 7 7-7',
    info: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M12 11v5.5M12 7.7v.01',
    moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
    phone: 'M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-.8 2-2 2C11 20 4 13 4 5.5c0-1.2 1-2 2-2z',
    shield: 'M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5',
    sun: 'M7.8 12a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0M12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6'
        + 'M16.8 16.8l1.6 1.6M5.6 18.4l1.6-1.6M16.8 7.2l1.6-1.6',
    user: 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M4.5 20.5c.5-4.5 3.5-6.5 7.5-6.5s7 2 7.5 6.5',
};

/** @param {Record<string, string>} paths */
export function addSigns(paths) {
    Object.assign(PATHS, paths);
}

/**
 * A sign beside a word; it is hidden from screen readers, for the word says it.
 * @param {string} name
 * @param {string} [extra] further classes
 */
export function icon(name, extra) {
    return svg('svg', {
        class: extra ? `ico ${extra}` : 'ico',
        viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false',
    },
        svg('path', { d: PATHS[name] || '', 'stroke-dasharray': name === 'dotted' ? '3 3.3' : null }));
}

/** The mark of the product: three seats round a table. */
export function brandMark() {
    return svg('svg', { class: 'brand__mark', viewBox: '0 0 30 30', 'aria-hidden': 'true', focusable: 'false' },
        svg('circle', { cx: '15', cy: '16.2', r: '8.6', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8' }),
        svg('g', { fill: 'currentColor' },
            svg('circle', { cx: '15', cy: '6', r: '4.2' }),
            svg('circle', { cx: '6.3', cy: '21.3', r: '4.2' }),
            svg('circle', { cx: '23.7', cy: '21.3', r: '4.2' })));
}
