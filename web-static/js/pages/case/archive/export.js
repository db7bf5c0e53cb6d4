// The file of a case as a text to keep: what the page shows, with identity numbers masked. It is made after the export
// was noted.

import { h } from '../../../lib/html.js';
import { coded, t } from '../../../lib/text.js';
import { moment } from '../../../lib/time.js';

/** @typedef {import('../../../protocol/http-types.js').CaseFile} CaseFile */

/**
 * @param {CaseFile} file
 * @returns {string}
 */
export function exportText(file) {
    const said = /** @type {const} */ (['claims', 'facts', 'issueLocation', 'concernedUnit', 'levelReason'])
        .filter((name) => file[name]).map((name) => `${t(`bureau.case.said.${name}`)}: ${file[name]}`);
    const parts = [
        [file.caseNo, file.title || '', coded('bureau.status', file.status)],
        said,
        file.due.map((each) => `${coded('bureau.due', each.kind)}: ${moment(each.at)}`),
        file.parties.map((each) =>
            [t(`common.role.${each.role}`), each.name, each.phone, each.idNo].filter(Boolean).join(' ')),
        file.timeline.map((each) =>
            [moment(each.at), coded('bureau.event', each.kind), each.text, each.by].filter(Boolean).join(' ')),
    ];
    return parts.map((lines) => lines.filter(Boolean).join('\n')).join('\n\n') + '\n';
}

/** @param {CaseFile} file */
export function saveExport(file) {
    const address = URL.createObjectURL(new Blob([exportText(file)], { type: 'text/plain;charset=utf-8' }));
    const link = h('a', { href: address, download: `${file.caseNo}.txt`, hidden: true });
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
}
