import Mediation
import Storage
import TestKit
import Testing

/// Cases that are found by keyed digests of names, telephones and identity numbers, and counted by columns.
@Suite(.timeLimit(.minutes(10))) struct SearchConformance {
    private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
    private static let given = Array("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英晚舟见微既白砚")

    private struct Person {
        let name: String
        let phone: String
        let idNo: String
        var marks: [SearchMark] {
            SearchMark.marks(ofName: name) + SearchMark.marks(ofPhone: phone)
                + SearchMark.marks(ofIdentity: idNo)
        }
    }

    /// Two people of each of many cases, the same at each run.
    private static func people(_ count: Int) -> [(id: CaseID, people: [Person])] {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        return (0..<count).map { index in
            let people = (0..<2).map { _ in
                let letters = (0...next(2)).map { _ in given[next(given.count)] }
                return Person(
                    name: String([surnames[next(surnames.count)]] + letters),
                    phone: "1\(next(10))0-\(1000 + next(9000))-\(1000 + next(9000))",
                    idNo: "0000001965020\(10000 + next(90000))")
            }
            return (CaseID("c-\(index)"), people)
        }
    }

    private static func put(_ id: CaseID, _ people: [Person], in store: any Store) async throws {
        var record = Sample.caseRecord(
            id.text, officer: AccountID(id.text.hasSuffix("7") ? "a-7" : "a-1"))
        record.summary = Sample.bytes("line of \(id)")
        var commit = Sample.newCase(record)
        commit.caseChange?.marks = Set(people.flatMap(\.marks))
        try await store.put(commit)
    }

    private static func found(
        _ typed: String, officer: AccountID? = nil, in store: any Store
    ) async throws -> Set<CaseID> {
        let lines = try await store.cases(
            of: .main, officer: officer, matching: CaseSearch(typed: typed).alternatives, limit: 200)
        #expect(lines.unreadable.isEmpty)
        return Set(lines.map(\.id))
    }

    @Test(arguments: Engine.all)
    func `Every case is found by each of its people, and few others are`(engine: Engine) async throws {
        try await engine.withStore { store in
            let cases = Self.people(150)
            for each in cases { try await Self.put(each.id, each.people, in: store) }
            var (wanted, wrong) = (0, 0)
            for each in cases {
                for person in each.people {
                    for typed in [person.phone, person.idNo] {
                        let right = cases.filter {
                            $0.people.contains { $0.phone == typed || $0.idNo == typed }
                        }
                        #expect(try await Self.found(typed, in: store) == Set(right.map(\.id)))
                    }
                    // Whole, without the surname, the surname alone.
                    for typed in [person.name, String(person.name.suffix(2)), String(person.name.prefix(1))] {
                        let right = Set(
                            cases.filter {
                                $0.people.contains { other in
                                    typed.count == 1
                                        ? other.name.hasPrefix(typed) : other.name.contains(typed)
                                }
                            }.map(\.id))
                        let found = try await Self.found(typed, in: store)
                        #expect(found.isSuperset(of: right), "\(typed)")
                        wanted += right.count
                        wrong += found.subtracting(right).count
                    }
                }
            }
            // Pairs of two people of one case that make up a third's name.
            #expect(wrong * 100 <= wanted, "\(wrong) wrong of \(wanted) right")
        }
    }

    @Test(arguments: Engine.all)
    func `A search keeps to one officer's cases, to the first of them, and finds nothing by nothing`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let person = Person(name: "林晚舟", phone: "100-0000-2046", idNo: "X1")
            for number in [3, 7, 17, 5] { try await Self.put(CaseID("c-\(number)"), [person], in: store) }
            #expect(try await Self.found("晚舟", in: store).count == 4)
            #expect(
                try await Self.found("晚舟", officer: AccountID("a-7"), in: store)
                    == [CaseID("c-7"), CaseID("c-17")])
            let marks = SearchMark.marks(ofName: "林")
            let first = try await store.cases(of: .main, officer: nil, matching: [marks], limit: 2)
            #expect(first.map(\.id.text) == ["c-17", "c-3"])
            #expect(first.map(\.summary) == [Sample.bytes("line of c-17"), Sample.bytes("line of c-3")])
            for none in [[], [[]], [SearchMark.marks(ofPhone: "100-0000-9999")]] {
                #expect(try await store.cases(of: .main, officer: nil, matching: none, limit: 9).isEmpty)
            }
        }
    }

    @Test(arguments: Engine.all)
    func `What a case is found by changes with its people alone, and goes when it is erased`(
        engine: Engine
    ) async throws {
        try await engine.withStore { store in
            let (first, second) = (
                Person(name: "林晚舟", phone: "100-0000-2046", idNo: "X1"),
                Person(name: "苏见微", phone: "100-0000-3001", idNo: "X2")
            )
            try await Self.put(CaseID("c-1"), [first], in: store)
            try await Self.put(CaseID("c-2"), [first], in: store)
            var record = try #require(try await store.caseFile(CaseID("c-1")))
            record.status = "graded"
            try await store.put(Sample.changed(record))
            #expect(try await Self.found("晚舟", in: store).count == 2)
            var changed = Sample.changed(record, from: 2)
            changed.caseChange?.marks = Set(second.marks)
            try await store.put(changed)
            #expect(try await Self.found("晚舟", in: store) == [CaseID("c-2")])
            #expect(try await Self.found("苏见微", in: store) == [CaseID("c-1")])
            try await store.destroyKey(of: CaseID("c-1"), at: Sample.at(9))
            for typed in ["苏", "苏见微", "100-0000-3001", "X2"] {
                #expect(try await Self.found(typed, in: store).isEmpty, "\(typed)")
            }
        }
    }

    @Test(arguments: Engine.all)
    func `Cases are counted by their columns, erased ones too, and others' years are not`(engine: Engine)
        async throws
    {
        try await engine.withStore { store in
            for index in 0..<12 {
                var record = Sample.caseRecord("c-\(index)", status: index < 9 ? "accepted" : "closed")
                record.counted = CountedColumns(
                    channel: index % 2 == 0 ? "visit" : "letter", unit: index % 3 == 0 ? "西苑" : nil,
                    receivedAt: Sample.at(Int64(index)))
                try await store.put(Sample.newCase(record))
            }
            try await store.destroyKey(of: CaseID("c-3"), at: Sample.at(99))
            let counts = try await store.counts(of: .main, receivedIn: Sample.at(2)..<Sample.at(12)).whole()
            #expect(counts.reduce(0) { $0 + $1.count } == 10)
            #expect(
                counts.first {
                    $0.status == "accepted" && $0.channel == "letter" && $0.unit == "西苑"
                }?.count == 1)
            #expect(counts.filter { $0.status == "closed" }.map(\.count).reduce(0, +) == 3)
            #expect(try await store.counts(of: .main, receivedIn: Sample.at(100)..<Sample.at(200)).isEmpty)
        }
    }
}
