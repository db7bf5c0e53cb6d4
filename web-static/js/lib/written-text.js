// What people type and paste, by the one rule of docs/protocol.md, 1.5: the same as Sources/Mediation/Text, character
// by character. The table in that document is the test of both.

/** @typedef {'line' | 'text'} Form */

const KEPT = 0;
const LINE_BREAK = 1;
const IN_PLACE = 2;
const REMOVED = 3;
const NONCHARACTER = 4;
const REPLACEMENT = 0xfffd;

/** First and last of each range, and what becomes of it; the first that holds a character decides.
 * @type {[number, number, number][]}
 */
const FATES = [
    [0x09, 0x09, KEPT], [0x0a, 0x0d, LINE_BREAK], [0x85, 0x85, LINE_BREAK], [0x2028, 0x2029, LINE_BREAK],
    [0x00, 0x1f, REMOVED], [0x7f, 0x9f, REMOVED],
    [0x200c, 0x200d, IN_PLACE], [0x180b, 0x180f, IN_PLACE], [0xfe00, 0xfe0f, IN_PLACE],
    [0xad, 0xad, REMOVED], [0x34f, 0x34f, REMOVED], [0x61c, 0x61c, REMOVED], [0x115f, 0x1160, REMOVED],
    [0x17b4, 0x17b5, REMOVED],
    [0x3164, 0x3164, REMOVED], [0xffa0, 0xffa0, REMOVED],
    [0x200b, 0x200b, REMOVED], [0x200e, 0x200f, REMOVED], [0x202a, 0x202e, REMOVED], [0x2060, 0x206f, REMOVED],
    [0xfeff, 0xfeff, REMOVED], [0xfff0, 0xfffc, REMOVED], [0xfdd0, 0xfdef, NONCHARACTER],
    [0x1bca0, 0x1bca3, REMOVED], [0x1d173, 0x1d17a, REMOVED], [0xe0000, 0xe0fff, REMOVED],
];
/** @type {[number, number][]} */
const BLANKS = [
    [0x09, 0x0a], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x202f, 0x202f], [0x205f, 0x205f],
    [0x2800, 0x2800], [0x3000, 0x3000],
];
/** @type {[number, number][]} */
const SELECTORS = [[0x180b, 0x180d], [0x180f, 0x180f], [0xfe00, 0xfe0f]];
/** @type {[number, number][]} */
const MONGOLIAN = [[0x1807, 0x180a], [0x1810, 0x18af]];
/** @type {[number, number][]} */
const JOINING = [
    [0x620, 0x109f], [0x1700, 0x180a], [0x1810, 0x1cff], [0xa840, 0xa87f], [0xa8e0, 0xabff], [0xfb50, 0xfdcf],
    [0xfdf0, 0xfdff], [0xfe70, 0xfefc], [0x10a00, 0x11fff],
];
/** @type {[number, number][]} */
const PICTOGRAPHS = [
    [0xa9, 0xa9], [0xae, 0xae], [0x203c, 0x203c], [0x2049, 0x2049], [0x2122, 0x2122], [0x2139, 0x2139],
    [0x2190, 0x27ff], [0x2900, 0x2bff],
    [0x3030, 0x3030], [0x303d, 0x303d], [0x3297, 0x3297], [0x3299, 0x3299], [0x1f000, 0x1fbff],
];
/** @type {[number, number][]} */
const KEYCAPS = [[0x23, 0x23], [0x2a, 0x2a], [0x30, 0x39]];
/** The first form of a letter in 'Phags-pa and Burmese.
 * @type {[number, number][]}
 */
const FIRST_FORMS = [[0xa840, 0xa87f], [0x1000, 0x109f]];

/** @type {(value: number, ranges: [number, number][]) => boolean} */
const within = (value, ranges) => ranges.some(([first, last]) => value >= first && value <= last);
/** @type {(value: number) => boolean} */
const isNoncharacter = (value) => (value & 0xfffe) === 0xfffe || (value >= 0xfdd0 && value <= 0xfdef);

/** @param {number} value */
function fate(value) {
    // Nearly all that is written here: no range to look through.
    if ((value >= 0x20 && value <= 0x7e)
        || (value >= 0x3001 && value <= 0x3163)
        || (value >= 0x3400 && value <= 0x9fff)) {
        return KEPT;
    }
    const found = FATES.find(([first, last]) => value >= first && value <= last);
    return found ? found[2] : isNoncharacter(value) ? NONCHARACTER : KEPT;
}

/**
 * Whether what is `IN_PLACE` shapes its neighbours; 0: none.
 * @type {(value: number, before: number, isAfterSelector: boolean, next: number) => boolean}
 */
function stays(value, before, isAfterSelector, next) {
    const joins = within(before, JOINING) && within(next, JOINING);
    if (value === 0x200c) return joins;
    if (value === 0x200d) return joins || (within(before, PICTOGRAPHS) && within(next, PICTOGRAPHS));
    if (value === 0x180e) return within(before, MONGOLIAN) && within(next, MONGOLIAN);
    if (isAfterSelector) return false;
    if (value >= 0x180b && value <= 0x180f) return within(before, MONGOLIAN);
    if (value === 0xfe00) return within(before, FIRST_FORMS);
    return (value === 0xfe0e || value === 0xfe0f)
        && (within(before, PICTOGRAPHS) || (within(before, KEYCAPS) && next === 0x20e3));
}

/**
 * Line breaks made one kind, and everything taken out that never stays.
 * @type {(text: string, form: Form) => number[]}
 */
function plain(text, form) {
    /** @type {number[]} */
    const kept = [];
    let last = 0;
    for (const character of text) {
        let value = character.codePointAt(0) || 0;
        if (value >= 0xd800 && value <= 0xdfff) value = REPLACEMENT;
        const is = fate(value);
        if (is === LINE_BREAK) { if (!(last === 0x0d && value === 0x0a)) kept.push(form === 'text' ? 0x0a : 0x20); }
        else if (is === NONCHARACTER) kept.push(form === 'text' ? REPLACEMENT : value);
        else if (is !== REMOVED) kept.push(value);
        last = value;
    }
    return kept;
}

/**
 * Joiners and variation selectors stay where they shape what stands beside them, and nowhere else.
 * @param {number[]} values
 */
function joined(values) {
    /** @type {number[]} */
    const kept = [];
    values.forEach((value, index) => {
        if (fate(value) === IN_PLACE) {
            const last = kept[kept.length - 1] || 0;
            const isAfterSelector = within(last, SELECTORS);
            const before = isAfterSelector && kept.length > 1 ? kept[kept.length - 2] : last;
            if (!stays(value, before, isAfterSelector, values[index + 1] || 0)) return;
        }
        kept.push(value);
    });
    return kept;
}

/** Texts without any of these have nothing to clean: what is typed at each key is looked at once. */
const PLAIN = /^[\n\x20-\x7e\u00b7\u2014\u2018-\u201d\u2026\u3001-\u3163\u3400-\u9fff\uff01-\uff5e]*$/;

/**
 * The text as it is kept, compared and sent.
 * @param {string} text
 * @param {Form} form
 */
export function clean(text, form) {
    if (form === 'text' && PLAIN.test(text)) return text;
    const values = joined(plain(text, form));
    if (form === 'text') return values.map((value) => String.fromCodePoint(value)).join('');
    let line = '';
    let blankIsDue = false;
    for (const value of values) {
        const blank = within(value, BLANKS);
        if (!blank) line += (blankIsDue ? ' ' : '') + String.fromCodePoint(value);
        blankIsDue = blank ? line !== '' : false;
    }
    return line;
}

/**
 * Whether nothing of it can be seen.
 * @param {string} text
 */
export function isBlank(text) {
    return Array.from(text).every((character) => {
        const value = character.codePointAt(0) || 0;
        return within(value, BLANKS) || fate(value) !== KEPT;
    });
}

/**
 * Whether a line holds a character that no text can hold.
 * @param {string} text
 * @param {Form} form
 */
export function isRefused(text, form) {
    return form === 'line' && Array.from(text).some((character) => isNoncharacter(character.codePointAt(0) || 0));
}

/**
 * How long it counts: characters of the cleaned text.
 * @param {string} text
 * @param {Form} [form]
 */
export function lettersIn(text, form = 'text') {
    return Array.from(clean(text, form)).length;
}
