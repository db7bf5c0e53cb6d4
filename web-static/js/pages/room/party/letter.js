import { svg } from '../../../lib/html.js';

/**
 * An envelope with a sign at its corner.
 * @param {'clock' | 'ok' | 'cross'} sign
 */
export function letterArt(sign) {
    const marks = { clock: 'M90 58v12l8 6', ok: 'm81 70 7 7 12-13', cross: 'm83 63 14 14M97 63 83 77' };
    const line = {
        fill: 'none', stroke: 'currentColor', 'stroke-width': '2.5', 'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
    };
    return svg('svg', { class: 'lost__art', viewBox: '0 0 120 96', 'aria-hidden': 'true', focusable: 'false' },
        svg('path', { d: 'M12 26h74v56H12zM12 28l37 30 37-30', ...line }),
        svg('circle', {
            class: sign === 'ok' ? 'lost__disc lost__disc--ok' : 'lost__disc',
            cx: '90', cy: '70', r: '22',
        }),
        svg('path', { d: marks[sign], ...line }));
}
