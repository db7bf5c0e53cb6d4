// Elements without strings of HTML: what a person typed can only ever become a text node.

/** @typedef {string | number | boolean | null | undefined | Node} Piece */
/** @typedef {Piece | any[]} Child an element, text, lists of them however deep, or nothing */
/**
 * @typedef {object} Special
 * @property {Record<string, (event: any) => void>} [on] listeners by event name
 * @property {Record<string, string | number | boolean | null | undefined>} [data] data-* attributes
 */
/**
 * @typedef {Record<string, any> & Special} Properties attributes by their own names; false, null and undefined leave
 *   one out
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Properties | null} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties, ...children) {
    const element = document.createElement(tag);
    dress(element, properties || {});
    append(element, children);
    return element;
}

/**
 * The same for drawings.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Properties | null} [properties]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, properties, ...children) {
    const element = document.createElementNS(SVG, tag);
    dress(element, properties || {});
    append(element, children);
    return element;
}

/**
 * Puts children in place of what an element holds.
 * @template {Element} E
 * @param {E} element
 * @param {...Child} children
 * @returns {E}
 */
export function replace(element, ...children) {
    while (element.firstChild) element.removeChild(element.firstChild);
    append(element, children);
    return element;
}

/**
 * @param {Element} parent
 * @param {Child[]} children
 */
export function append(parent, children) {
    for (const child of children) {
        if (Array.isArray(child)) append(parent, child);
        else if (child instanceof Node) parent.appendChild(child);
        else if (child !== null && child !== undefined && child !== false && child !== true) {
            parent.appendChild(document.createTextNode(String(child)));
        }
    }
}

/**
 * @param {Element} element
 * @param {Properties} properties
 */
function dress(element, properties) {
    for (const name of Object.keys(properties)) {
        const value = properties[name];
        if (value === null || value === undefined) continue;
        if (name === 'on') {
            for (const event of Object.keys(value)) element.addEventListener(event, value[event]);
        } else if (name === 'data') {
            for (const key of Object.keys(value)) {
                if (value[key] !== null && value[key] !== undefined && value[key] !== false) {
                    /** @type {HTMLElement} */ (element).dataset[key] = String(value[key]);
                }
            }
        } else if (name.startsWith('aria-')) {
            // "false" means something in ARIA, so it is written out.
            element.setAttribute(name, String(value));
        } else if (name === 'value' && 'value' in element) {
            /** @type {HTMLInputElement} */ (element).value = String(value);
        } else if (name === 'checked' && 'checked' in element) {
            /** @type {HTMLInputElement} */ (element).checked = Boolean(value);
        } else if (value !== false) {
            element.setAttribute(name, value === true ? '' : String(value));
        }
    }
}
