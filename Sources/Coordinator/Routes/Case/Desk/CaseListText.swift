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

    init(_ cases: [CaseListItem], unreadable: [Unreadable], next: String?) {
        bytes.reserveCapacity(64 + cases.count * 512)
        bytes += "{\"cases\":[".utf8
        for (index, item) in cases.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            put(item)
        }
        bytes.append(UInt8(ascii: "]"))
        put("next", next)
        bytes += ",\"unreadable\":[".utf8
        for (index, row) in unreadable.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            object {
                $0.put("caseNo", row.caseNo)
                $0.put("id", row.id)
            }
        }
        bytes += "]}".utf8
    }

    /// Members by their names, as in every answer.
    private mutating func put(_ item: CaseListItem) {
        object { text in
            text.put("caseNo", item.caseNo)
            text.put("channel", item.channel.rawValue)
            text.put("contentClass", item.contentClass.rawValue)
            if let due = item.due {
                text.member("due")
                text.object {
                    $0.put("at", due.at.milliseconds)
                    $0.put("kind", due.kind.rawValue)
                }
            }
            text.put("id", item.id.text)
            text.put("level", item.level?.rawValue)
            text.member("masked")
            text.bytes += (item.masked ? "true" : "false").utf8
            if let officer = item.officer {
                text.member("officer")
                text.object {
                    $0.put("id", officer.id.text)
                    $0.put("name", officer.name)
                    $0.put("staffNo", officer.staffNo)
                }
            }
            text.put("petitioner", item.petitioner)
            text.put("respondent", item.respondent)
            if let session = item.session {
                text.member("session")
                text.object {
                    $0.put("createdAt", session.createdAt.milliseconds)
                    $0.put("id", session.id.text)
                    $0.put("number", Int64(session.number))
                    $0.put("phase", session.phase.rawValue)
                }
            }
            text.put("status", item.status.rawValue)
            text.put("title", item.title)
            text.put("unit", item.unit)
            text.put("updatedAt", item.updatedAt.milliseconds)
        }
    }

    private mutating func object(_ fill: (inout CaseListText) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        fill(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func member(_ name: StaticString) {
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes += "\":".utf8
    }

    private mutating func put(_ name: StaticString, _ number: Int64) {
        member(name)
        bytes += String(number).utf8
    }

    /// Nothing where there is no text.
    private mutating func put(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        member(name)
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 { put(byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func put(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0..<0x20:
            bytes += "\\u00".utf8
            bytes.append(Self.hex[Int(byte >> 4)])
            bytes.append(Self.hex[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)
}
