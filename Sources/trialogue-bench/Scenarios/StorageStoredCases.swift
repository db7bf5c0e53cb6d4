import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// A store full of cases that look random and are the same in each run.
struct StoredCases: Sendable {
    let store: SQLiteStore
    let count: Int

    private static let officers: UInt64 = 10
    private static let began: Int64 = 1_767_225_600_000

    init(_ store: SQLiteStore, count: Int) {
        self.store = store
        self.count = count
    }

    /// Fills a new store by the commits that registering cases makes, each with its own key and its entry of the
    /// journal.
    static func fill(_ directory: String, count: Int) async throws {
        let store = try await SQLiteStore.open(directory: directory, creating: true)
        let atOnce = 2048
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<atOnce {
                group.addTask {
                    for index in stride(from: first, to: count, by: atOnce) {
                        var commit = newCase(id(index, of: count), number: index, of: count)
                        commit.caseChange?.months = months(index)
                        try await store.commit(commit)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()
    }

    /// The id of a case. Ids come in 4 runs that each ascend: neighbours in a list lie 4 rows apart in the table, so that
    /// each row of a list is on a page of the disk of its own as with random ids, while the filling, which is not what is
    /// measured, writes 4 places of an index and not a million.
    private static func id(_ index: Int, of count: Int) -> CaseID {
        let share = (Double(index % 4) + Double(index / 4) * 4 / Double(count)) / 4
        return CaseID(
            "c-" + hexadecimal(UInt64(share * 0x1p63) * 2) + name(UInt64(index), salt: 3).prefix(10))
    }

    /// Reads the store's file through, so that the system's memory holds it: what is left of it there after the filling
    /// depends on what else the machine did.
    static func warm(_ directory: String) throws {
        let descriptor = Foundation.open("\(directory)/trialogue.sqlite", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BenchFault("no store in \(directory)") }
        defer { close(descriptor) }
        var block = [UInt8](repeating: 0, count: 1 << 20)
        while read(descriptor, &block, block.count) > 0 { continue }
    }

    static func newCase(_ id: CaseID, number index: Int, of count: Int = 1) -> Commit {
        let random = mixed(UInt64(index))
        let isOpen = random % 3 == 0
        let now = Instant(milliseconds: began)
        let record = CaseRecord(
            id: id, caseNo: number(index), status: isOpen ? "in_handling" : "archived", level: "normal",
            officerID: officer(random >> 32), contentClass: "appeal_request",
            dueAt: isOpen ? Instant(milliseconds: began + Int64(index * 365 / count) * 86_400_000) : nil,
            updatedAt: now, body: [UInt8](repeating: 0x63, count: 1024))
        return Commit(
            caseID: id, at: now,
            caseChange: CaseChange(
                record: record, expectedVersion: 0,
                events: [
                    EventRecord(kind: "case.registered", payload: [UInt8](repeating: 0x64, count: 600))
                ]))
    }

    /// As many cases a month in a small store as in a large one, which has years before them: a million are ten years.
    private static let aMonth = 8333
    static let lastMonth = CivilMonth(Instant(milliseconds: began))

    /// What such a case counts as: in the month in which it came, and in the next, in which it was closed and rated.
    private static func months(_ index: Int) -> [MonthRow] {
        let month = lastMonth.adding(months: -1 - index / aMonth)
        let unit = "unit \(mixed(UInt64(index)) % 20)"
        let isRevisit = index >= 2 * aMonth && index.isMultiple(of: 20)
        return [
            MonthRow(
                month: month, facts: TallySet(.received, .counted, .lettersAndVisits, .appealRequest),
                numbers: [1, 0, 0, 0, 0], unit: unit, prior: isRevisit ? CaseID("c-\(index)") : nil),
            MonthRow(
                month: month.adding(months: 1),
                facts: TallySet(
                    .noticeDue, .noticeInTime, .handlingDue, .handlingInTime, .closed, .closedRated, .rated,
                    .satisfied, .first, .firstResolved), unit: unit),
        ]
    }

    static func number(_ index: Int) -> String { "青信〔2026〕\(index)" }

    static func officer(_ random: UInt64) -> AccountID { AccountID("a-\(random % officers)") }

    /// The place before which the share `share` of the cases without a due date stands. Their order is that of their
    /// ids, and those are spread evenly.
    static func cursor(intoUndated share: Double) -> CaseCursor? {
        CaseCursor(text: "\(Int64.max)~c-" + hexadecimal(UInt64(share * 0x1p63) * 2))
    }

    /// Twenty-six hexadecimal digits, spread evenly.
    static func name(_ index: UInt64, salt: UInt64) -> String {
        String(
            (hexadecimal(mixed(index &+ salt << 40)) + hexadecimal(mixed(~index &+ salt << 40))).prefix(26))
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// SplitMix64: far apart for neighbours.
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &* 0x9E37_79B9_7F4A_7C15 &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
