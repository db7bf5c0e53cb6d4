// A document for node, as small as the forms of the pages need it: elements, what stands in controls, events that rise,
// selectors by tag, id, attribute and class. It draws nothing and parses nothing.

/** A node and what it holds. */
class Node {
    parentNode = null;
    childNodes = [];
    get firstChild() { return this.childNodes[0] ?? null; }
    get children() { return this.childNodes.filter((each) => each instanceof Element); }
    get isConnected() {
        let root = this;
        while (root.parentNode) root = root.parentNode;
        return root === globalThis.document?.documentElement;
    }
    get textContent() { return this.childNodes.map((each) => each.textContent).join(''); }
    set textContent(words) {
        for (const each of [...this.childNodes]) each.remove();
        if (words) this.appendChild(new Text(words));
    }
    appendChild(child) {
        child.remove();
        child.parentNode = this;
        this.childNodes.push(child);
        return child;
    }
    append(...children) {
        for (const each of children) this.appendChild(typeof each === 'string' ? new Text(each) : each);
    }
    removeChild(child) {
        this.childNodes = this.childNodes.filter((each) => each !== child);
        child.parentNode = null;
        return child;
    }
    remove() { this.parentNode?.removeChild(this); }
}

class Text extends Node {
    #words;
    constructor(words) {
        super();
        this.#words = words;
    }
    get textContent() { return this.#words; }
}

const SELECTOR = /^([a-z]*\d?)((?:#[\w-]+|\.[\w-]+|\[[\w-]+(?:="[^"]*")?\]|:not\([^()]*\))*)$/;

/** Whether an element is what one selector says, of those without ancestors. */
function isSelected(element, selector) {
    const [, tag, rest] = SELECTOR.exec(selector) ?? assertKnown(selector);
    if (tag && element.localName !== tag) return false;
    return [...rest.matchAll(/#([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:="([^"]*)")?\]|:not\(([^()]*)\)/g)]
        .every(([, id, name, attribute, value, not]) => {
            if (id) return element.id === id;
            if (name) return element.classList.contains(name);
            if (not) return !isSelected(element, not);
            return value === undefined ? element.hasAttribute(attribute) : element.getAttribute(attribute) === value;
        });
}

function assertKnown(selector) {
    throw new Error(`the document of the tests has no selector ${selector}`);
}

export class Element extends Node {
    #attributes = new Map();
    #listeners = [];
    dataset = {};
    hidden = false;

    constructor(tag) {
        super();
        this.localName = tag;
    }
    get id() { return this.getAttribute('id') ?? ''; }
    get name() { return this.getAttribute('name') ?? ''; }
    get className() { return this.getAttribute('class') ?? ''; }
    set className(names) { this.setAttribute('class', names); }
    get classList() {
        const names = new Set(this.className.split(' ').filter(Boolean));
        const change = (act) => (...each) => {
            for (const one of each) names[act](one);
            this.className = [...names].join(' ');
        };
        return {
            contains: (name) => names.has(name), add: change('add'), remove: change('delete'),
            toggle: (name, on) => change(on ? 'add' : 'delete')(name),
        };
    }
    getAttribute(name) { return this.#attributes.get(name) ?? null; }
    setAttribute(name, value) { this.#attributes.set(name, String(value)); }
    hasAttribute(name) { return this.#attributes.has(name); }
    removeAttribute(name) { this.#attributes.delete(name); }

    querySelectorAll(selectors) {
        const each = selectors.split(',').map((one) => one.trim());
        return this.children.flatMap((child) => [
            ...(each.some((one) => isSelected(child, one)) ? [child] : []), ...child.querySelectorAll(selectors),
        ]);
    }
    querySelector(selectors) { return this.querySelectorAll(selectors)[0] ?? null; }

    addEventListener(type, act) { this.#listeners.push({ type, act }); }
    removeEventListener(type, act) {
        this.#listeners = this.#listeners.filter((each) => each.type !== type || each.act !== act);
    }
    /** An event rises from here to the root. */
    happen(type, more = {}) {
        let rises = true;
        const event = {
            type, target: this, preventDefault() {}, stopPropagation() { rises = false; }, ...more,
        };
        for (let at = this; at && rises; at = at.parentNode) {
            event.currentTarget = at;
            const told = at instanceof Element ? at.#listeners.filter((each) => each.type === type) : [];
            for (const { act } of told) act(event);
        }
    }
    dispatchEvent(event) { this.happen(event.type); }
    click() { this.happen('click'); }
    focus() { globalThis.document.activeElement = this; this.happen('focus'); }
    blur() { globalThis.document.activeElement = globalThis.document.body; }
    select() {}
    scrollIntoView() {}
    getClientRects() { return [{}]; }
}

class HTMLElement extends Element {}

/** What a person types into. */
class Control extends HTMLElement {
    value = '';
    validity = { badInput: false };
    get type() { return this.getAttribute('type') ?? 'text'; }
}
class HTMLTextAreaElement extends Control {}
class HTMLInputElement extends Control {
    #checked = false;
    get checked() { return this.#checked; }
    set checked(on) {
        this.#checked = on;
        if (!on || this.type !== 'radio' || !this.parentNode) return;
        const group = globalThis.document.documentElement.querySelectorAll(`input[name="${this.name}"]`);
        for (const each of group) if (each !== this) each.checked = false;
    }
}
class HTMLOptionElement extends HTMLElement { value = ''; }
class HTMLSelectElement extends HTMLElement {
    #chosen = null;
    validity = { badInput: false };
    get type() { return 'select-one'; }
    get options() { return this.querySelectorAll('option'); }
    get value() {
        const all = this.options;
        return (this.#chosen ?? all.find((each) => each.hasAttribute('selected')) ?? all[0])?.value ?? '';
    }
    set value(value) { this.#chosen = this.options.find((each) => each.value === value) ?? { value: '' }; }
}

const KINDS = {
    input: HTMLInputElement, textarea: HTMLTextAreaElement, select: HTMLSelectElement, option: HTMLOptionElement,
};
const create = (tag) => new (KINDS[tag] ?? HTMLElement)(tag);

/**
 * Makes the page that modules find around them.
 * @param {string} [html] elements with an id of this page stand in its body
 */
export function openDocument(html = '') {
    const documentElement = create('html');
    const body = documentElement.appendChild(create('body'));
    const find = (selectors) => documentElement.querySelector(selectors);
    const document = {
        documentElement, body, activeElement: body, title: '',
        createElement: create, createElementNS: (_, tag) => create(tag), createTextNode: (words) => new Text(words),
        getElementById: (id) => find(`#${id}`), querySelector: find,
        querySelectorAll: (selectors) => documentElement.querySelectorAll(selectors),
        addEventListener() {}, removeEventListener() {}, execCommand: () => false,
    };
    Object.assign(globalThis, {
        document, Node, Element, HTMLElement, HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement,
        HTMLButtonElement: HTMLElement,
        window: { addEventListener() {}, removeEventListener() {}, setTimeout, clearTimeout },
        location: {
            pathname: '/desk', search: '', hash: '', origin: 'https://127.0.0.1',
            went: [], replace(to) { this.went.push(to); }, reload() {},
        },
    });
    for (const [, tag, before, id, after] of html.matchAll(/<(\w+)([^<>]*)\bid="([\w-]+)"([^<>]*)>/g)) {
        const element = body.appendChild(create(tag));
        element.setAttribute('id', id);
        const type = /\btype="(\w+)"/.exec(before + after);
        if (type) element.setAttribute('type', type[1]);
    }
    return document;
}

/** A person types into a control, or chooses in it. */
export function fill(control, value) {
    if (control.type === 'checkbox' || control.type === 'radio') control.checked = value;
    else control.value = value;
    control.happen('input');
    control.happen('change');
}
