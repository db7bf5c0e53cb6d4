/** A refusal of the server's: a stable code of section 4 of docs/protocol.md, and the field to blame where there is one. */
export class Refused extends Error {
    /**
     * @param {string} code
     * @param {string|null} [field]
     */
    constructor(code, field = null) {
        super(field ? `${code} (${field})` : code);
        this.name = 'Refused';
        this.code = code;
        this.field = field;
    }
}
