import Mediation
import Storage

/// The answer of `GET /api/cases` as JSON text. It is written by hand: `JSONEncoder` took most of what a page of fifty cost. A test
/// compares every byte with what the encoder makes of the same values.
struct CaseListText {
    private(set) var bytes: [UInt8] = []

    /// A case that is there and can't be read.
    struct Unreadable: Encodable {
        let id: String?
        let caseNo: String?

        init(id: String?, caseNo: String?) {
            self.id = id
            self.caseNo = caseNo
        }

        /// Whose case it is can't be asked: its number is told in a list of the reader's own alone.
        init(_ row: UnreadableRow, isOwn: Bool) {
            self.init(id: row.id == "?" ? nil : row.id, caseNo: isOwn ? row.name : nil)
        }
    }

    /// - Parameter lines: each as `line(_:)` wrote it.
    init(_ lines: [[UInt8]], unreadable: [Unreadable], next: String?) {
        bytes.reserveCapacity(lines.reduce(64 + 128 * unreadable.count) { $0 + $1.count + 1 })
        put(#"{"cases":["#)
        for (index, line) in lines.enumerated() {
            if index > 0 { put(",") }
            bytes += line
        }
        put("]")
        put(#","next":""#, next)
        put(#","unreadable":["#)
        for (index, row) in unreadable.enumerated() {
            if index > 0 { put(",") }
            put("{")
            put(#""caseNo":""#, row.caseNo)
            if row.caseNo != nil, row.id != nil { put(",") }
            put(#""id":""#, row.id)
            put("}")
        }
        put("]}")
    }

    private init() {}

    /// One case as it stands in the list.
    static func line(_ item: CaseListItem) -> [UInt8] {
        var text = CaseListText()
        text.bytes.reserveCapacity(640)
        text.put(item)
        return text.bytes
    }

    /// Members by their names, as in every answer.
    private mutating func put(_ item: CaseListItem) {
        put(#"{"caseNo":""#, item.caseNo)
        put(#","channel":""#, item.channel.rawValue)
        put(#","contentClass":""#, item.contentClass.rawValue)
        if let due = item.due {
            put(#","due":{"at":"#, due.at.milliseconds)
            put(#","kind":""#, due.kind.rawValue)
            put("}")
        }
        put(#","id":""#, item.id.text)
        put(#","level":""#, item.level?.rawValue)
        put(item.masked ? #","masked":true"# : #","masked":false"#)
        if let officer = item.officer {
            put(#","officer":{"id":""#, officer.id.text)
            put(#","name":""#, officer.name)
            put(#","staffNo":""#, officer.staffNo)
            put("}")
        }
        put(#","petitioner":""#, item.petitioner)
        put(#","respondent":""#, item.respondent)
        if let session = item.session {
            put(#","session":{"createdAt":"#, session.createdAt.milliseconds)
            put(#","id":""#, session.id.text)
            put(#","number":"#, Int64(session.number))
            put(#","phase":""#, session.phase.rawValue)
            put("}")
        }
        put(#","status":""#, item.status.rawValue)
        put(#","title":""#, item.title)
        put(#","unit":""#, item.unit)
        put(#","updatedAt":"#, item.updatedAt.milliseconds)
        put("}")
    }

    private mutating func put(_ literal: StaticString) { literal.withUTF8Buffer { bytes += $0 } }

    private mutating func put(_ head: StaticString, _ number: Int64) {
        put(head)
        bytes += String(number).utf8
    }

    /// Nothing where there is no text; `head` ends with the text's opening quotation mark.
    private mutating func put(_ head: StaticString, _ value: String?) {
        guard var text = value else { return }
        put(head)
        text.withUTF8 { put($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What needs no escape goes in stretches.
    private mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
        var written = 0
        for index in text.indices where Self.isEscaped(text[index]) {
            bytes += text[written..<index]
            putEscaped(text[index])
            written = index + 1
        }
        bytes += text[written...]
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/")
    }

    private mutating func putEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        default:
            bytes += "\\u00".utf8
            bytes.append(Self.hex[Int(byte >> 4)])
            bytes.append(Self.hex[Int(byte & 15)])
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
