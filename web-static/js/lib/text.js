// Every visible word comes from the tables in /text. A key is looked up in the loaded areas in their order; `area.key`
// names one.

import { keepPreference, preference } from './preferences.js';

const PATIENCE_MS = 15_000;

/** @typedef {'zh-CN' | 'en'} Locale */
/** @typedef {Record<string, string | number>} Filling */

/** @type {Locale} */
export let locale = preference('locale') === 'en' ? 'en' : 'zh-CN';

/** @type {string[]} */
const areas = [];
/** @type {Record<string, Record<string, unknown>>} */
let tables = {};
/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Fetches the tables of these areas in the current language.
 * @param {...string} names 'common', 'refused', 'bureau', 'arrival', 'party', 'live'
 * @returns {Promise<void>} rejects when one can't be fetched: then the page has no words
 */
export async function loadTexts(...names) {
    for (const name of names) if (!areas.includes(name)) areas.push(name);
    document.documentElement.lang = locale;
    const language = locale;
    const wanted = areas.filter((name) => !tables[name]);
    const fetched = await Promise.all(wanted.map((name) => table(name, language)));
    // A change of language meanwhile has brought every area in the new one.
    if (language === locale) wanted.forEach((name, index) => { tables[name] = fetched[index]; });
}

/** Tables under way, so that two who need one fetch it once.
 * @type {Map<string, Promise<Record<string, unknown>>>}
 */
const coming = new Map();

/**
 * @param {string} area
 * @param {Locale} language
 * @returns {Promise<Record<string, unknown>>}
 */
function table(area, language) {
    const name = `${area}.${language}`;
    const asked = coming.get(name) || fetchTable(name).finally(() => { coming.delete(name); });
    coming.set(name, asked);
    return asked;
}

/** @param {string} name */
async function fetchTable(name) {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
    try {
        const response = await fetch(`/text/${name}.json`, { credentials: 'same-origin', signal: giveUp.signal });
        if (!response.ok) throw new Error(`text table ${name}: ${response.status}`);
        return await response.json();
    } finally {
        clearTimeout(timer);
    }
}

/**
 * Changes the language, keeps the choice, and tells every listener once the new words are here. When they can't be
 * fetched the page stays as it is.
 * @param {Locale} next
 * @returns {Promise<boolean>} whether the language changed
 */
export async function setLocale(next) {
    try {
        const fetched = await Promise.all(areas.map((name) => table(name, next)));
        tables = {};
        areas.forEach((name, index) => { tables[name] = fetched[index]; });
    } catch {
        return false;
    }
    locale = next;
    keepPreference('locale', next);
    document.documentElement.lang = next;
    applyTexts(document);
    for (const listener of listeners) listener();
    return true;
}

/**
 * Calls a function after each change of language.
 * @param {() => void} listener
 * @returns {() => void} stops it
 */
export function onLocale(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/**
 * The words for a key, with each {name} filled. A break mark `|` is left out. Where words agree with a number, the
 * table has both forms: `{n} {n, minute, minutes}`.
 * @param {string} key
 * @param {Filling} [filling]
 * @returns {string} the key itself when there are no words for it
 */
export function t(key, filling) {
    return fill(raw(key), filling).replace(/\|/g, '');
}

/**
 * The same as nodes, with a place to break the line for each `|`.
 * @param {string} key
 * @param {Filling} [filling]
 * @returns {Node[]}
 */
export function tn(key, filling) {
    /** @type {Node[]} */
    const nodes = [];
    raw(key).split('|').forEach((part, index) => {
        if (index) nodes.push(document.createElement('wbr'));
        nodes.push(document.createTextNode(fill(part, filling)));
    });
    return nodes;
}

/**
 * Whether there are words for a key: codes come from the server, and a newer one may know more of them.
 * @param {string} key
 */
export function hasText(key) {
    return find(key) !== null;
}

/**
 * Words for a value that the server names, or the words for an unknown one.
 * @param {string} group the group of keys, such as 'refused'
 * @param {string | null | undefined} code
 * @param {string} [otherwise] the key when the code has no words; the code itself without it
 * @param {Filling} [filling]
 */
export function coded(group, code, otherwise, filling) {
    const key = `${group}.${code}`;
    if (code && hasText(key)) return t(key, filling);
    return otherwise ? t(otherwise, filling) : String(code || '');
}

/**
 * Fills static HTML: data-t="key" the content, data-t-aria, data-t-title, data-t-placeholder the attributes.
 * @param {ParentNode} root
 */
export function applyTexts(root) {
    root.querySelectorAll('[data-t]').forEach((element) => {
        const nodes = tn(element.getAttribute('data-t') || '');
        while (element.firstChild) element.removeChild(element.firstChild);
        nodes.forEach((node) => element.appendChild(node));
    });
    for (const [mark, attribute] of [['aria', 'aria-label'], ['title', 'title'], ['placeholder', 'placeholder']]) {
        root.querySelectorAll(`[data-t-${mark}]`).forEach((element) => {
            element.setAttribute(attribute, t(element.getAttribute(`data-t-${mark}`) || ''));
        });
    }
}

/** @param {string} key */
function raw(key) {
    const words = find(key);
    return words === null ? key : words;
}

/**
 * @param {string} key
 * @returns {string | null}
 */
function find(key) {
    const parts = key.split('.');
    if (tables[parts[0]]) {
        const words = walk(tables[parts[0]], parts.slice(1));
        if (words !== null) return words;
    }
    for (const area of areas) {
        const words = tables[area] ? walk(tables[area], parts) : null;
        if (words !== null) return words;
    }
    return null;
}

/**
 * @param {unknown} place
 * @param {string[]} parts
 * @returns {string | null}
 */
function walk(place, parts) {
    for (const part of parts) {
        if (typeof place !== 'object' || place === null) return null;
        place = /** @type {Record<string, unknown>} */ (place)[part];
    }
    return typeof place === 'string' ? place : null;
}

/**
 * @param {string} words
 * @param {Filling} [filling]
 */
function fill(words, filling) {
    return filling ? words.replace(/\{(\w+)(?:, ([^,{}]*), ([^{}]*))?\}/g, (whole, name, one, more) => {
        if (!(name in filling)) return whole;
        return one === undefined ? String(filling[name]) : Number(filling[name]) === 1 ? one : more;
    }) : words;
}
