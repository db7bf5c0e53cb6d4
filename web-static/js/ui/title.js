// Titles that people typed: they break between words, and a number stays with what it counts.

/**
 * @param {string} text
 * @returns {Node[]}
 */
export function titleNodes(text) {
    const bound = text.replace(/(\d) (?=\S)/g, '$1\u00a0');
    // floor: Firefox before 125 has no segmenter; there the title breaks where it must.
    const Words = /** @type {any} */ (Intl)['Segmenter'];
    if (!Words) return [document.createTextNode(bound)];
    /** @type {Node[]} */
    const nodes = [];
    for (const { segment, isWordLike } of new Words('zh', { granularity: 'word' }).segment(bound)) {
        if (nodes.length && isWordLike && !/[\u00a0\d]$/.test(nodes[nodes.length - 1].textContent || '')) {
            nodes.push(document.createElement('wbr'));
        }
        nodes.push(document.createTextNode(segment));
    }
    return nodes;
}
