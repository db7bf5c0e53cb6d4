import { h } from '../lib/html.js';

/** Officers of whom a drawn portrait is kept, by staff number. */
const DRAWN = new Set(['G001', 'G002', 'G003', 'G004', 'G005', 'G006', 'G007', 'G008']);

/**
 * A face beside a name. An officer has a portrait; everyone else a neutral disc with the first letter, equal for all
 * sides.
 * @param {{name?: string | null, staffNo?: string | null}} person
 * @param {'s' | 'l'} [size]
 */
export function face(person, size) {
    const kind = size ? `face face--${size}` : 'face';
    if (person.staffNo && DRAWN.has(person.staffNo)) {
        return h('img', {
            class: kind,
            src: `/portraits/${person.staffNo}.svg`,
            alt: '', width: '40', height: '40', loading: 'lazy',
        });
    }
    const first = Array.from((person.name || '').trim())[0] || '·';
    return h('span', { class: `${kind} face--letter`, 'aria-hidden': 'true' }, first);
}
