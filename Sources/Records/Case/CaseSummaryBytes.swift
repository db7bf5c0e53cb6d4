package import Mediation

/// The summary of a case as it is stored. A list opens fifty of them at a time, and JSON would cost it most of its time, so
/// they are bytes: a version, then the values in a fixed order, texts with their length before them. What stands in it is made
/// of the case's events; a later version is made anew and needs no upcast (`trialogue rebuild`).
extension CaseSummary {
    /// The first byte. Version 2 has the units that help at its end; where there are none it is written as 1, so that what
    /// stood before stays what it was, byte for byte.
    static let storedVersion: UInt8 = 2

    /// The bytes to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] {
        var out = SummaryWriter(version: reach.coUnits.isEmpty ? 1 : Self.storedVersion)
        try out.put(id.text)
        try out.put(reach.bureau.text)
        try out.put(caseNo)
        try out.put(title)
        try out.put(channel.word)
        try out.put(contentClass.word)
        try out.put(reach.status.word)
        try out.put(reach.level?.word)
        try out.put(petitioner)
        try out.put(respondent)
        try out.put(officer?.id.text)
        try out.put(officer?.staffNo)
        try out.put(officer?.name)
        try out.put(reach.firstOfficer?.text)
        try out.put(reach.responsibleUnit)
        try out.put(reach.concernedUnit)
        try out.put(due?.kind.word)
        try out.put(due?.at.milliseconds ?? 0)
        try out.put(session?.id.text)
        try out.put(Int64(session?.number ?? 0))
        try out.put(session?.createdAt.milliseconds ?? 0)
        try out.put(updatedAt.milliseconds)
        guard !reach.coUnits.isEmpty else { return out.bytes }
        try out.put(Int64(reach.coUnits.count))
        for unit in reach.coUnits { try out.put(unit) }
        return out.bytes
    }

    /// Reads what `encoded` made. Throws `newer` and `damaged`.
    package init(encoded bytes: [UInt8]) throws(RecordError) {
        guard let version = bytes.first, version >= 1 else { throw .damaged("a case's summary is empty") }
        guard version <= Self.storedVersion else {
            throw .newer("a case's summary of version \(version); this program knows \(Self.storedVersion)")
        }
        var rest = SummaryReader(bytes)
        let (id, bureau) = (try rest.text(), try rest.text())
        let (caseNo, title) = (try rest.text(), try rest.text())
        let channel = try Channel(word: try rest.text())
        let contentClass = try ContentClass(word: try rest.text())
        let status = try CaseStatus(word: try rest.text())
        let level: CaseLevel? = try .stored(try rest.textIfAny())
        let (petitioner, respondent) = (try rest.textIfAny(), try rest.textIfAny())
        let officer = (try rest.textIfAny(), try rest.textIfAny(), try rest.textIfAny())
        let firstOfficer = try rest.textIfAny()
        let (responsible, concerned) = (try rest.textIfAny(), try rest.text())
        let due = (try Optional<DueKind>.stored(try rest.textIfAny()), try rest.number())
        let session = (try rest.textIfAny(), try rest.number(), try rest.number())
        let updatedAt = try rest.number()
        var coUnits: [String] = []
        if version >= 2 {
            // As many as its texts: a damaged count ends with them.
            for _ in 0..<max(0, try rest.number()) { coUnits.append(try rest.text()) }
        }
        try rest.end()
        self.init(
            id: CaseID(id), caseNo: caseNo, title: title, channel: channel, petitioner: petitioner,
            respondent: respondent, officer: Self.officer(officer),
            due: due.0.map { Due(kind: $0, at: Instant(milliseconds: due.1)) },
            updatedAt: Instant(milliseconds: updatedAt),
            session: session.0.map {
                OpenSession(
                    id: SessionID($0), number: Int(clamping: session.1),
                    createdAt: Instant(milliseconds: session.2))
            },
            contentClass: contentClass,
            reach: CaseReach(
                bureau: BureauID(bureau), status: status, level: level,
                isAccusation: contentClass == .accusation,
                firstOfficer: firstOfficer.map(AccountID.init(_:)), responsibleUnit: responsible,
                coUnits: coUnits, concernedUnit: concerned))
    }

    private static func officer(_ parts: (String?, String?, String?)) -> StaffReference? {
        guard let id = parts.0, let staffNo = parts.1, let name = parts.2 else { return nil }
        return StaffReference(id: AccountID(id), staffNo: staffNo, name: name)
    }
}

/// Puts values one after the other. A text's length takes two bytes; 0xFFFF stands for none.
private struct SummaryWriter {
    private(set) var bytes: [UInt8]

    init(version: UInt8) {
        bytes = [version]
        bytes.reserveCapacity(320)
    }

    mutating func put(_ text: String?) throws(RecordError) {
        guard let text else {
            bytes += [0xFF, 0xFF]
            return
        }
        let count = text.utf8.count
        // What people type is bounded far below.
        guard count < 0xFFFF else { throw .unencodable("a text is too long for a case's summary") }
        bytes += [UInt8(count >> 8), UInt8(count & 0xFF)]
        bytes += text.utf8
    }

    mutating func put(_ number: Int64) throws(RecordError) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
        }
    }
}

/// Takes them out again.
private struct SummaryReader {
    private let bytes: [UInt8]
    private var next = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static let short = RecordError.damaged("a case's summary ends too early")

    mutating func textIfAny() throws(RecordError) -> String? {
        guard bytes.count - next >= 2 else { throw Self.short }
        let count = Int(bytes[next]) << 8 | Int(bytes[next + 1])
        next += 2
        if count == 0xFFFF { return nil }
        guard bytes.count - next >= count else { throw Self.short }
        defer { next += count }
        return String(decoding: bytes[next..<next + count], as: UTF8.self)
    }

    mutating func text() throws(RecordError) -> String {
        guard let text = try textIfAny() else { throw .damaged("a case's summary lacks a text") }
        return text
    }

    mutating func number() throws(RecordError) -> Int64 {
        guard bytes.count - next >= 8 else { throw Self.short }
        defer { next += 8 }
        return Int64(bitPattern: bytes[next..<next + 8].reduce(0) { $0 << 8 | UInt64($1) })
    }

    func end() throws(RecordError) {
        guard next == bytes.count else { throw .damaged("a case's summary is too long") }
    }
}
