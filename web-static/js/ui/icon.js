// The signs, as path data on a 24 by 24 ground. They are drawn by script and not fetched as a sprite: browsers disagree on which
// directive of the Content-Security-Policy an outside <use> falls under.

import { svg } from '../lib/html.js';

/** @type {Record<string, string>} */
const PATHS = {
    alert: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.01',
    cam: 'M5 6.5h8.5a2 2 0 0 1 2 2v7a2 2 0 0 1 -2 2h-8.5a2 2 0 0 1 -2 -2v-7a2 2 0 0 1 2 -2zM15.5 10.5l5.5-3v9l-5.5-3',
    'cam-off': 'M9 6.5h4.5a2 2 0 0 1 2 2v2l5.5-3v9l-3-1.6M15.5 15.5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7c0-.8.5-1.5 1.2-1.8M3.5 3l17 18',
    caucus: 'M3.5 9a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0M2.5 18c0-2.5 1.5-4 3.5-4s3.5 1.5 3.5 4M12.5 4v16M15.5 9a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0M14.8 18c0-2.5 1.3-4 3.2-4s3.5 1.5 3.5 4',
    chat: 'M4 5h16v12h-8l-4.5 3.5V17H4zM8 11h.01M12 11h.01M16 11h.01',
    check: 'M5 12.5l4.5 4.5L19 7',
    'check-o': 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M8 12.3l2.8 2.7L16 9.5',
    clock: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M12 7v5l3.5 2',
    close: 'M6 6l12 12M18 6 6 18',
    copy: 'M10 8.5h8a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1 -1.5 1.5h-8a1.5 1.5 0 0 1 -1.5 -1.5v-8a1.5 1.5 0 0 1 1.5 -1.5zM15.5 8.5v-3A1 1 0 0 0 14.5 4.5h-9a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3',
    doc: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
    dotted: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0',
    down: 'M5 9l7 7 7-7',
    download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
    ear: 'M5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0M2.5 19.5c.4-3.7 2.7-5.5 6-5.5s5.6 1.8 6 5.5M16 6.5a4.5 4.5 0 0 1 0 5.5M18.7 4a8.5 8.5 0 0 1 0 10.5',
    'ear-off': 'M5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0M2.5 19.5c.4-3.7 2.7-5.5 6-5.5s5.6 1.8 6 5.5M16.5 6.5l5 5M21.5 6.5l-5 5',
    flag: 'M6 21V4h11l-2.5 4L17 12H6',
    folder: 'M3 6.5h6.5l2 2.5H21v10H3z',
    info: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M12 11v5.5M12 7.7v.01',
    leave: 'M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10.5 12H21m-3.5-3.5L21 12l-3.5 3.5',
    left: 'M15 5l-7 7 7 7',
    link: 'M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1.3-1.3',
    lock: 'M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1 -1.5 1.5h-11a1.5 1.5 0 0 1 -1.5 -1.5v-6a1.5 1.5 0 0 1 1.5 -1.5zM8 11V8a4 4 0 0 1 8 0v3',
    mic: 'M12 3h0a3 3 0 0 1 3 3v5a3 3 0 0 1 -3 3h-0a3 3 0 0 1 -3 -3v-5a3 3 0 0 1 3 -3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
    'mic-off': 'M9 9v2a3 3 0 0 0 4.6 2.5M15 11V6a3 3 0 0 0-5.7-1.3M5.5 11a6.5 6.5 0 0 0 10 5.5M18.5 11a6.5 6.5 0 0 1-.6 2.7M12 17.5V21M4 3l16 18',
    moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
    pen: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10',
    people: 'M5.8 9a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0M3 19c.4-3.6 2.8-5.5 6-5.5s5.6 1.9 6 5.5M15.5 6.2a3 3 0 0 1 0 5.6M17.5 14.2c2 .6 3.2 2.2 3.5 4.8',
    phone: 'M6 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3c0 1-.8 2-2 2C11 20 4 13 4 5.5c0-1.2 1-2 2-2z',
    plus: 'M12 5v14M5 12h14',
    print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
    'rec-off': 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M5.7 5.7l12.6 12.6',
    refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.2M20 4.5v4.7h-4.7',
    right: 'M9 5l7 7-7 7',
    search: 'M4.5 11a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0M16 16l4.5 4.5',
    shield: 'M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5',
    sms: 'M4 5h16v11H11l-4 4v-4H4zM8 9.5h8M8 12.5h5',
    speaker: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
    sun: 'M7.8 12a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0M12 3v2.2M12 18.8V21M3 12h2.2M18.8 12H21M5.6 5.6l1.6 1.6M16.8 16.8l1.6 1.6M5.6 18.4l1.6-1.6M16.8 7.2l1.6-1.6',
    table: 'M9.5 5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0M2.5 17.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0M16.5 17.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0M10.7 7.3l-4.4 7.9M13.3 7.3l4.4 7.9M7.7 17.5h8.6',
    tune: 'M4 7h9M17 7h3M13 7a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M4 17h3M11 17h9M7 17a2 2 0 1 0 4 0a2 2 0 1 0 -4 0',
    undo: 'M4 9h10a5 5 0 0 1 0 10H9M4 9l4-4M4 9l4 4',
    user: 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M4.5 20.5c.5-4.5 3.5-6.5 7.5-6.5s7 2 7.5 6.5',
    wifi: 'M3 9.5a13 13 0 0 1 18 0M6 13a8.5 8.5 0 0 1 12 0M9 16.3a4.5 4.5 0 0 1 6 0M12 19.5v.01',
    'wifi-off': 'M3 9.5a13 13 0 0 1 6-3.2M14 6.2a13 13 0 0 1 7 3.3M6 13a8.5 8.5 0 0 1 4.5-2.4M9 16.3a4.5 4.5 0 0 1 6 0M12 19.5v.01M4 3l16 18',
};

/**
 * A sign beside a word; it is hidden from screen readers, for the word says it.
 * @param {string} name
 * @param {string} [extra] further classes
 */
export function icon(name, extra) {
    return svg('svg', { class: extra ? `ico ${extra}` : 'ico', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
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
