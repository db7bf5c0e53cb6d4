import Cryptography
import Mediation
import Storage
import StorageSQLite
import Testing
import Transport
import Vault

@testable import Coordinator

/// Accounts, bureaus, sign-ins and settings are what the events of their stream add up to.
@Suite struct StaffingTests {
    init() { LoopActor.startThread() }

    @Test @LoopActor func `Every change of an account, a bureau, a sign-in or a setting is an event`()
        async throws
    {
        let bench = try await RouteBench.open()
        let store = bench.store
        let now = bench.time.now
        let before = try await Staff(of: store)
        #expect(before.accounts.keys.map(\.text) == ["a-G003"] && !before.hasBegun)
        #expect(before.signIns.count == 1)
        let harbour = Bureau(id: BureauID("harbour"), name: "海港分局", phone: "110", mark: "港信")
        try await store.put(harbour, at: now)
        _ = try await bench.signedIn(.clerk, "H001", unit: "信访科", of: harbour.id)
        let (first, second) = (AccountID("a-G003"), AccountID("a-H001"))
        try await store.setPassword(of: first, hash: "$another", at: now)
        try await store.disable(second, at: now)
        try await store.begin(with: [.init("link-life", "8h")], at: now)
        let staff = try await Staff(of: store)
        #expect(staff.hasBegun && staff.settings == [.init("link-life", "8h")])
        #expect(staff.bureaus == [.main: .first, harbour.id: harbour])
        #expect(Set(staff.signIns.values.map(\.account)) == [first, second])
        for record in try await store.accounts() {
            #expect(try staff.accounts[record.id] == AccountState(record))
        }
        #expect(staff.accounts[first]?.passwordDigest == Digest.sha256(Array("$another".utf8)))
        #expect(staff.accounts[second]?.disabledAt == now)
        // Once in a store's life, and when a setting is another.
        let count = try await store.bureauEvents().count
        try await store.begin(with: [.init("link-life", "8h")], at: now)
        #expect(try await store.bureauEvents().count == count)
        try await store.begin(with: [.init("link-life", "2h")], at: now)
        #expect(try await store.bureauEvents().count == count + 1)
        try await store.enable(second, at: now)
        #expect(try await Staff(of: store).accounts[second]?.disabledAt == nil)
    }

    @Test @LoopActor func `A change that is refused leaves no event`() async throws {
        let bench = try await RouteBench.open()
        let events = try await bench.store.bureauEvents()
        let twin = AccountRecord(
            Account(id: AccountID("a-2"), staffNo: "G003", name: "周砚", role: .clerk, unit: "信访科"),
            passwordHash: "x", createdAt: bench.time.now)
        await #expect(throws: StorageError(.taken)) { try await bench.store.add(twin) }
        await #expect(throws: StorageError(.notFound)) {
            try await bench.store.setPassword(of: AccountID("a-9"), hash: "x", at: bench.time.now)
        }
        await #expect(throws: StorageError(.notFound)) {
            try await bench.store.disable(AccountID("a-9"), at: bench.time.now)
        }
        let same = Bureau(id: BureauID("b"), name: "局", phone: "110", mark: Bureau.first.mark)
        await #expect(throws: StorageError(.taken)) { try await bench.store.put(same, at: bench.time.now) }
        #expect(try await bench.store.bureauEvents() == events)
    }
}
