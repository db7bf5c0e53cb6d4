// Tables as CSV (RFC 4180) for spreadsheets: UTF-8 with its mark, lines that end with CR LF, and no cell that a program
// would run.

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * One cell. A text that would begin a formula gets an apostrophe before it; a negative number gets a minus sign that
 * begins nothing.
 * @param {string | number | null} value
 */
export function cell(value) {
    if (value === null) return '';
    const text = String(value).replace(/^-(?=\d)/, '\u2212');
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /["\r\n,;]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * @param {(string | number | null)[][]} rows
 */
export function csv(rows) {
    return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/**
 * Hands a table over as a file.
 * @param {string} name
 * @param {(string | number | null)[][]} rows
 */
export function downloadCSV(name, rows) {
    const address = URL.createObjectURL(new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    // The browser reads it after the click.
    setTimeout(() => URL.revokeObjectURL(address), 60000);
}
