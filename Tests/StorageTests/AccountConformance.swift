import Mediation
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct AccountConformance {
    @Test(arguments: Engine.all)
    func `An account is found by id and by staff number, and listed by staff number`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            try await store.add(Sample.account("a-2", staffNo: "G002"))
            try await store.add(Sample.account("a-1", staffNo: "G001"))
            #expect(try await store.account(AccountID("a-1")) == Sample.account())
            #expect(try await store.account(staffNo: "G002")?.id == AccountID("a-2"))
            #expect(try await store.account(staffNo: "g002") == nil)
            #expect(try await store.accounts().map(\.staffNo) == ["G001", "G002"])
        }
    }

    @Test(arguments: Engine.all)
    func `A staff number that is taken is refused, and the first account stays`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.add(Sample.account())
            await #expect(throws: StorageError(.taken)) {
                try await store.add(Sample.account("a-9", staffNo: "G001"))
            }
            #expect(try await store.accounts().rows == [Sample.account()])
        }
    }

    private static let unit = BureauUnit(
        id: UnitID("u-1"), bureau: .main, name: "西苑派出所", kind: .station, formerly: ["西苑所", "西苑治安所"])

    @Test(arguments: Engine.all)
    func `Changes of people and units are made together, and are there as they were made`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            try await store.add(Sample.account())
            try await store.add(DamagedStore.signIn(of: AccountID("a-1")))
            var changed = Sample.account()
            changed.name = "周砚"
            changed.role = "clerk"
            changed.unit = Self.unit.name
            changed.profile = [0, 1]
            changed.disabledAt = Sample.at(7)
            let answer = AnsweredRequest(
                account: AccountID("a-1"), request: CommandID("r-1"), digest: [1],
                caseID: AnsweredRequest.noCase, status: 200, at: Sample.at(5))
            try await store.change(
                [
                    .unit(Self.unit, from: nil), .add(Sample.account("a-2", staffNo: "G002")),
                    .change(changed, from: Sample.account(), signsOut: true),
                ], answering: answer)
            #expect(try await store.units().rows == [Self.unit])
            #expect(try await store.accounts().rows == [changed, Sample.account("a-2", staffNo: "G002")])
            #expect(try await store.holder(tokenDigest: Array("a-1".utf8)) == nil)
            #expect(try await store.answered(CommandID("r-1"), of: AccountID("a-1")) == answer)
            #expect(try await store.strays().isEmpty)
            await #expect(throws: StorageError(.commandRepeated)) {
                try await store.change([], answering: answer)
            }
            var closed = Self.unit
            closed.closedAt = Sample.at(9)
            try await store.change([.unit(closed, from: Self.unit)])
            #expect(try await store.units().rows == [closed])
        }
    }

    @Test(arguments: Engine.all)
    func `A licence is one lawyer's in every spelling, and a lawyer is changed from what stood there`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let (one, other) = (DamagedStore.lawyer(1), DamagedStore.lawyer(2))
            try await store.change([.lawyer(one, from: nil), .lawyer(other, from: nil)])
            #expect(try await store.lawyers().rows == [one, other])
            var twin = other
            twin.licenceNo = "ａ 1"
            await #expect(throws: StorageError(.taken)) {
                try await store.change([.lawyer(twin, from: other)])
            }
            await #expect(throws: StorageError(.conflict)) {
                try await store.change([.lawyer(other, from: twin)])
            }
            var left = one
            left.endedAt = Sample.at(5)
            try await store.change([.lawyer(left, from: one)])
            #expect(try await store.lawyers().rows == [left, other])
        }
    }

    @Test(arguments: Engine.all)
    func `Of changes one of which is refused none is made`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.add(Sample.account())
            try await store.change([.unit(Self.unit, from: nil)])
            var other = Sample.account()
            other.name = "别人"
            let twin = BureauUnit(id: UnitID("u-2"), bureau: .main, name: Self.unit.name, kind: .office)
            for (change, code) in [
                (.add(Sample.account("a-9", staffNo: "G001")), .taken),
                (.change(other, from: other, signsOut: true), .conflict),
                (.unit(Self.unit, from: nil), .conflict), (.unit(twin, from: nil), .taken),
                (.unit(twin, from: twin), .conflict),
            ] as [(StaffChange, StorageError.Code)] {
                await #expect(throws: StorageError(code), "\(change)") {
                    try await store.change([.add(Sample.account("a-3", staffNo: "G003")), change])
                }
            }
            #expect(try await store.accounts().rows == [Sample.account()])
            #expect(try await store.units().rows == [Self.unit])
        }
    }

    @Test(arguments: Engine.all)
    func `A new password and a disabled account end the sign-ins`(engine: Engine) async throws {
        try await engine.withStore { store in
            let account = Sample.account()
            let signIn = SignInRecord(
                tokenDigest: [9, 9], accountID: account.id, createdAt: Sample.at(1),
                expiresAt: Sample.at(100),
                lastSeenAt: Sample.at(1))
            try await store.add(account)
            try await store.add(signIn)
            try await store.setPassword(of: account.id, hash: "$scrypt$new")
            #expect(try await store.account(account.id)?.passwordHash == "$scrypt$new")
            #expect(try await store.holder(tokenDigest: [9, 9]) == nil)
            try await store.add(signIn)
            try await store.setDisabled(account.id, at: Sample.at(50))
            #expect(try await store.account(account.id)?.disabledAt == Sample.at(50))
            #expect(try await store.holder(tokenDigest: [9, 9]) == nil)
            try await store.setDisabled(account.id, at: nil)
            #expect(try await store.account(account.id)?.disabledAt == nil)
            await #expect(throws: StorageError(.notFound)) {
                try await store.setPassword(of: AccountID("nobody"), hash: "x")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `A sign-in is found by its digest until it is removed or expires`(engine: Engine) async throws {
        try await engine.withStore { store in
            try await store.add(Sample.account())
            for index in 1...3 {
                try await store.add(
                    SignInRecord(
                        tokenDigest: [UInt8(index)], accountID: Sample.officer, createdAt: Sample.at(1),
                        expiresAt: Sample.at(Int64(index) * 100), lastSeenAt: Sample.at(1)))
            }
            try await store.touch(tokenDigest: [2], seenAt: Sample.at(20), expiresAt: Sample.at(900))
            #expect(try await store.holder(tokenDigest: [2])?.signIn.lastSeenAt == Sample.at(20))
            #expect(try await store.removeExpiredSignIns(now: Sample.at(300)) == 2)
            #expect(try await store.holder(tokenDigest: [1]) == nil)
            #expect(try await store.holder(tokenDigest: [2])?.signIn.expiresAt == Sample.at(900))
            try await store.removeSignIn(tokenDigest: [2])
            #expect(try await store.holder(tokenDigest: [2]) == nil)
            await #expect(throws: StorageError(.notFound)) {
                try await store.add(
                    SignInRecord(
                        tokenDigest: [7], accountID: AccountID("nobody"), createdAt: Sample.at(1),
                        expiresAt: Sample.at(2), lastSeenAt: Sample.at(1)))
            }
        }
    }
}
