// The text of a table as office programs save it: UTF-8, UTF-16 with its mark, or GB18030.

/**
 * @param {Uint8Array} bytes
 * @returns {{text: string, encoding: 'utf-8' | 'utf-16' | 'gb18030'} | null} null where it is none of them
 */
export function textOf(bytes) {
    const mark = bytes.length > 1 ? bytes[0] * 256 + bytes[1] : 0;
    if (mark === 0xfffe || mark === 0xfeff) {
        const text = decoded(bytes, mark === 0xfffe ? 'utf-16le' : 'utf-16be');
        return text === null ? null : { text, encoding: 'utf-16' };
    }
    const text = decoded(bytes, 'utf-8');
    if (text !== null) return text.includes('\0') ? null : { text, encoding: 'utf-8' };
    const chinese = decoded(bytes, 'gb18030');
    return chinese === null || chinese.includes('\0') ? null : { text: chinese, encoding: 'gb18030' };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 */
function decoded(bytes, encoding) {
    try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
        return null;
    }
}
