import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../../../docs/protocol.md', import.meta.url);

/** The text of docs/protocol.md. */
export const protocol = readFileSync(DOCUMENT, 'utf8');

/**
 * Every fixture of docs/protocol.md: the fenced blocks marked `json KIND NAME`, in the order of the document.
 * @type {{kind: 'c2s'|'s2c'|'http', name: string, message: any}[]}
 */
export const fixtures = [...protocol.matchAll(/^```json (c2s|s2c|http) (\S+)\n([\s\S]*?)\n```$/gm)]
    .map(([, kind, name, text]) => ({ kind, name, message: JSON.parse(text) }));

/** @param {string} name */
export function fixture(name) {
    const found = fixtures.find((each) => each.name === name);
    if (!found) throw new Error(`docs/protocol.md has no fixture ${name}`);
    return JSON.parse(JSON.stringify(found.message));
}
