package import Mediation

/// The payload of an event of the bureaus' stream (`bureau.*`): one member, named after the kind. A kind is never taken away.
enum BureauEventRecord: StoredRecord, Hashable {
    case found([AccountStateRecord], [BureauRecord])
    case bureauSet(BureauRecord)
    case accountAdded(AccountStateRecord)
    case passwordSet(String, digest: String)
    case accountDisabled(String)
    case accountEnabled(String)
    case signedIn(String, digest: String)
    case configured([SettingRecord])
    case accountChanged(AccountRecordOfEvent)
    case unitSet(UnitRecord)
    case ordered(by: String, changes: Int)
    case lawyerSet(LawyerRecord)
    case calendarSet(String, days: [CalendarDayRecord])

    static let title = "an event of the bureaus"
    static let upcasts: [Upcast] = [
        // Rank, telephone and former units of an account, which may be absent.
        { _ in }
    ]
}

/// An account without password and state.
struct AccountRecordOfEvent: Codable, Hashable {
    let id: String
    let bureau: String
    let staffNo: String
    let name: String
    let role: String
    let unit: String
    let fields: String
    let rank: String
    let phone: String
    let formerUnits: [String]

    init(_ account: Account) {
        id = account.id.text
        bureau = account.bureau.text
        staffNo = account.staffNo
        name = account.name
        role = account.role.word
        unit = account.unit
        fields = account.fields
        rank = account.rank
        phone = account.phone
        formerUnits = account.formerUnits
    }

    func value() throws(RecordError) -> Account {
        Account(
            id: AccountID(id), bureau: BureauID(bureau), staffNo: staffNo, name: name,
            role: try Role(word: role), unit: unit, formerUnits: formerUnits, rank: rank, phone: phone,
            fields: fields)
    }
}

struct UnitRecord: Codable, Hashable {
    let id: String
    let bureau: String
    let name: String
    let kind: String
    let formerly: [String]
    let closedAt: Int64?

    init(_ unit: BureauUnit) {
        id = unit.id.text
        bureau = unit.bureau.text
        name = unit.name
        kind = unit.kind.word
        formerly = unit.formerly
        closedAt = unit.closedAt?.milliseconds
    }

    func value() throws(RecordError) -> BureauUnit {
        BureauUnit(
            id: UnitID(id), bureau: BureauID(bureau), name: name, kind: try BureauUnit.Kind(word: kind),
            formerly: formerly, closedAt: closedAt.map(Instant.init(milliseconds:)))
    }
}

struct BureauRecord: Codable, Hashable {
    let id: String
    let name: String
    let phone: String
    let mark: String

    init(_ bureau: Bureau) {
        id = bureau.id.text
        name = bureau.name
        phone = bureau.phone
        mark = bureau.mark
    }

    var value: Bureau { Bureau(id: BureauID(id), name: name, phone: phone, mark: mark) }
}

/// An account's row without its password.
struct AccountStateRecord: Codable, Hashable {
    let id: String
    let bureau: String
    let staffNo: String
    let name: String
    let role: String
    let unit: String
    let fields: String
    let rank: String?
    let phone: String?
    let formerUnits: [String]?
    let passwordDigest: String
    let createdAt: Int64
    let disabledAt: Int64?

    init(_ state: AccountState) {
        id = state.account.id.text
        bureau = state.account.bureau.text
        staffNo = state.account.staffNo
        name = state.account.name
        role = state.account.role.word
        unit = state.account.unit
        fields = state.account.fields
        rank = state.account.rank.isEmpty ? nil : state.account.rank
        phone = state.account.phone.isEmpty ? nil : state.account.phone
        formerUnits = state.account.formerUnits.isEmpty ? nil : state.account.formerUnits
        passwordDigest = Hexadecimal.text(state.passwordDigest)
        createdAt = state.createdAt.milliseconds
        disabledAt = state.disabledAt?.milliseconds
    }

    func value() throws(RecordError) -> AccountState {
        AccountState(
            account: Account(
                id: AccountID(id), bureau: BureauID(bureau), staffNo: staffNo, name: name,
                role: try Role(word: role), unit: unit, formerUnits: formerUnits ?? [], rank: rank ?? "",
                phone: phone ?? "", fields: fields),
            passwordDigest: try Hexadecimal.bytes(passwordDigest),
            createdAt: Instant(milliseconds: createdAt),
            disabledAt: disabledAt.map(Instant.init(milliseconds:)))
    }
}

struct CalendarDayRecord: Codable, Hashable {
    /// Days since 1970-01-01.
    let day: Int
    let kind: String
    let name: String

    init(_ day: CalendarDay) {
        self.day = day.day.serial
        kind = day.kind.word
        name = day.name
    }

    func value() throws(RecordError) -> CalendarDay {
        CalendarDay(CivilDay(serial: day), try .init(word: kind), name: name)
    }
}

extension CalendarDay.Kind: Spelled {
    package var word: String {
        switch self {
        case .holiday: "holiday"
        case .workday: "workday"
        }
    }
}

struct SettingRecord: Codable, Hashable {
    let name: String
    let value: String
}

extension BureauEvent {
    /// What the kinds of these events begin with.
    package static let storedPrefix = "bureau."

    /// The kind as it stands in the journal's clear part.
    package var storedKind: String { Self.storedPrefix + name.word }

    private static let storedKinds = Set(Name.allCases.map { storedPrefix + $0.word })

    /// The payload to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] { try BureauEventRecord(self).encoded() }

    /// Reads an event of the journal back. Throws as `RoomEvent.init(kind:payload:)` does.
    package init(kind: String, payload: [UInt8]) throws(RecordError) {
        guard Self.storedKinds.contains(kind) else {
            throw .newer("an event of the kind \(kind), which this program doesn't know")
        }
        self = try BureauEventRecord(encoded: payload).event()
        guard storedKind == kind else { throw .damaged("an event of another kind than \(kind)") }
    }
}

extension BureauEventRecord {
    init(_ event: BureauEvent) {
        switch event {
        case .found(let accounts, let bureaus):
            self = .found(accounts.map(AccountStateRecord.init), bureaus.map(BureauRecord.init))
        case .bureauSet(let bureau): self = .bureauSet(BureauRecord(bureau))
        case .accountAdded(let state): self = .accountAdded(AccountStateRecord(state))
        case .passwordSet(let id, let digest):
            self = .passwordSet(id.text, digest: Hexadecimal.text(digest))
        case .accountDisabled(let id): self = .accountDisabled(id.text)
        case .accountEnabled(let id): self = .accountEnabled(id.text)
        case .signedIn(let id, let digest): self = .signedIn(id.text, digest: Hexadecimal.text(digest))
        case .configured(let settings):
            self = .configured(settings.map { SettingRecord(name: $0.name, value: $0.value) })
        case .accountChanged(let account): self = .accountChanged(AccountRecordOfEvent(account))
        case .unitSet(let unit): self = .unitSet(UnitRecord(unit))
        case .ordered(let id, let changes): self = .ordered(by: id.text, changes: changes)
        case .lawyerSet(let lawyer): self = .lawyerSet(LawyerRecord(lawyer))
        case .calendarSet(let bureau, let days):
            self = .calendarSet(bureau.text, days: days.map(CalendarDayRecord.init))
        }
    }

    func event() throws(RecordError) -> BureauEvent {
        switch self {
        case .found(let accounts, let bureaus):
            .found(
                try accounts.map { each throws(RecordError) in try each.value() }, bureaus.map(\.value))
        case .bureauSet(let bureau): .bureauSet(bureau.value)
        case .accountAdded(let state): .accountAdded(try state.value())
        case .passwordSet(let id, let digest):
            .passwordSet(AccountID(id), digest: try Hexadecimal.bytes(digest))
        case .accountDisabled(let id): .accountDisabled(AccountID(id))
        case .accountEnabled(let id): .accountEnabled(AccountID(id))
        case .signedIn(let id, let digest): .signedIn(AccountID(id), digest: try Hexadecimal.bytes(digest))
        case .configured(let settings):
            .configured(settings.map { BureauEvent.Setting($0.name, $0.value) })
        case .accountChanged(let account): .accountChanged(try account.value())
        case .unitSet(let unit): .unitSet(try unit.value())
        case .ordered(let id, let changes): .ordered(by: AccountID(id), changes: changes)
        case .lawyerSet(let lawyer): .lawyerSet(try lawyer.value())
        case .calendarSet(let bureau, let days):
            .calendarSet(
                BureauID(bureau), try days.map { each throws(RecordError) in try each.value() })
        }
    }
}

extension BureauEvent.Name: Spelled {
    package var word: String {
        switch self {
        case .found: "found"
        case .bureauSet: "bureau_set"
        case .accountAdded: "account_added"
        case .passwordSet: "password_set"
        case .accountDisabled: "account_disabled"
        case .accountEnabled: "account_enabled"
        case .signedIn: "signed_in"
        case .configured: "configured"
        case .accountChanged: "account_changed"
        case .unitSet: "unit_set"
        case .ordered: "ordered"
        case .lawyerSet: "lawyer_set"
        case .calendarSet: "calendar_set"
        }
    }
}

extension BureauUnit.Kind: Spelled {
    package var word: String {
        switch self {
        case .station: "station"
        case .brigade: "brigade"
        case .legalSection: "legal_section"
        case .office: "office"
        }
    }
}

/// A digest as text, in lower case.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Throws `damaged` where `text` is no such text.
    static func bytes(_ text: String) throws(RecordError) -> [UInt8] {
        let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else {
            throw .damaged("a digest is no hexadecimal text")
        }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
