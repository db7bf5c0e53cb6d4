import Mediation
import Testing

/// People and units by orders: whoever gives one, the same check.
@Suite(.timeLimit(.minutes(10))) struct StaffRollTests {
    private static let now = Instant(milliseconds: 1000)
    private static let (station, office) = (UnitID("u-1"), UnitID("u-2"))

    private static func person(
        _ staffNo: String, _ role: Role = .clerk, unit: String = "信访科", disabled: Bool = false
    ) -> AccountState {
        AccountState(
            account: Account(
                id: AccountID("a-" + staffNo), staffNo: staffNo, name: "周砚", role: role, unit: unit),
            passwordDigest: [1], createdAt: now, disabledAt: disabled ? now : nil)
    }

    private static let noncharacter = String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self)

    private static func roll() -> StaffRoll {
        StaffRoll(
            of: .main,
            people: [
                person("S001", .administrator, unit: "信访科"), person("G001", .seniorOfficer),
                person("L001", .liaison, unit: "西苑派出所"),
            ],
            units: [
                BureauUnit(id: station, bureau: .main, name: "西苑派出所", kind: .station),
                BureauUnit(id: office, bureau: .main, name: "信访科", kind: .office),
            ], takenElsewhere: ["H001"])
    }

    private static func form(
        _ name: String = "谷雨", _ role: Role = .clerk, unit: String = "信访科", phone: String = ""
    ) throws -> PersonForm { try PersonForm(name: name, role: role, unit: unit, phone: phone) }

    private static func number(_ text: String) throws -> StaffNumber {
        try #require(StaffNumber(typed: text))
    }

    private func refusal(
        _ roll: StaffRoll, _ command: StaffCommand, seen: String? = nil
    ) -> Refusal? {
        do throws(Refusal) {
            _ = try roll.decide(command, seen: seen, at: Self.now)
            return nil
        } catch {
            return error
        }
    }

    /// Decides and folds.
    private func give(_ command: StaffCommand, to roll: inout StaffRoll) throws -> [BureauEvent] {
        let events = try roll.decide(command, at: Self.now)
        for event in events { roll.apply(event, at: Self.now) }
        return events
    }

    @Test func `A person is added with one number, of a unit of the list`() throws {
        var roll = Self.roll()
        let added = try give(
            .addPerson(Self.number("l002"), Self.form(unit: "西苑派出所"), .none), to: &roll)
        #expect(added.count == 1)
        let person = try #require(roll.people[AccountID("a-L002")])
        #expect(person.account.unit == "西苑派出所" && !person.hasPassword && person.disabledAt == nil)
        for taken in ["L002", "g001", "H001"] {
            #expect(
                refusal(roll, .addPerson(try Self.number(taken), try Self.form(), .none))
                    == Refusal(.taken, field: "staffNo"), "\(taken)")
        }
        #expect(
            refusal(roll, .addPerson(try Self.number("L009"), try Self.form(unit: "西苑派出纳"), .none))
                == Refusal(.unknownUnit, field: "unit"))
        // While a bureau has no list, any name is taken.
        let bare = StaffRoll(of: .main, people: [], units: [])
        #expect(refusal(bare, .addPerson(try Self.number("G1"), try Self.form(unit: "哪里"), .none)) == nil)
    }

    @Test func `What is typed of a person is checked by one rule`() throws {
        for (field, code, make) in [
            ("name", Refusal.Code.missingField, { try Self.form(" \u{200b}") }),
            ("name", .tooLarge, { try Self.form(String(repeating: "张", count: 61)) }),
            ("name", .badField, { try Self.form(Self.noncharacter) }),
            ("unit", .missingField, { try Self.form(unit: "") }),
            ("phone", .badField, { try Self.form(phone: "问隔壁") }),
        ] as [(String, Refusal.Code, () throws -> PersonForm)] {
            #expect(throws: Refusal(code, field: field)) { _ = try make() }
        }
        #expect(try Self.form(" 谷\u{200b}雨 ", phone: "１１０").name == "谷雨")
        #expect(try Self.form(phone: "１１０").phone == "110")
    }

    @Test func `Of two who change a person at once the second sees what happened`() throws {
        var roll = Self.roll()
        let id = AccountID("a-G001")
        let seen = try #require(roll.people[id]).version
        let first = try roll.decide(.changePerson(id, Self.form("周砚", .clerk)), seen: seen, at: Self.now)
        for event in first { roll.apply(event, at: Self.now) }
        let second = StaffCommand.changePerson(id, try Self.form("周大砚", .seniorOfficer))
        #expect(refusal(roll, second, seen: seen) == Refusal(.staffChanged))
        #expect(refusal(roll, second, seen: roll.people[id]?.version) == nil)
        // Who asks for what is so already changes nothing.
        #expect(try roll.decide(.changePerson(id, Self.form("周砚", .clerk)), at: Self.now).isEmpty)
        #expect(refusal(roll, .changePerson(AccountID("a-X"), try Self.form())) == Refusal(.notFound))
    }

    @Test func `Somebody can always administer the bureau`() throws {
        var roll = Self.roll()
        let id = AccountID("a-S001")
        #expect(refusal(roll, .lock(id)) == Refusal(.lastAdministrator))
        #expect(refusal(roll, .changePerson(id, try Self.form())) == Refusal(.lastAdministrator))
        #expect(refusal(roll, .changePerson(id, try Self.form("康宁", .administrator))) == nil)
        _ = try give(.addPerson(Self.number("S002"), Self.form("安", .administrator), .none), to: &roll)
        #expect(try give(.lock(id), to: &roll) == [.accountDisabled(id)])
        #expect(try give(.lock(id), to: &roll).isEmpty)
        #expect(refusal(roll, .lock(AccountID("a-S002"))) == Refusal(.lastAdministrator))
        #expect(try give(.unlock(id), to: &roll) == [.accountEnabled(id)])
    }

    @Test func `A unit that gets another name keeps its people and their cases`() throws {
        var roll = Self.roll()
        let events = try give(
            .changeUnit(Self.station, UnitForm(name: "西苑路派出所", kind: .station)), to: &roll)
        #expect(events.count == 2)
        let liaison = try #require(roll.people[AccountID("a-L001")]?.account)
        #expect(liaison.unit == "西苑路派出所" && liaison.isOf("西苑派出所") && liaison.isOf("西苑路派出所"))
        #expect(!liaison.isOf("信访科") && !liaison.isOf("") && !liaison.isOf(nil))
        // It is the same unit, so nobody is signed out; a person who comes later sees the older cases too.
        #expect(!liaison.endsSignIns(of: Self.person("L001", .liaison, unit: "西苑派出所").account))
        _ = try give(
            .addPerson(Self.number("L002"), Self.form("谷雨", .liaison, unit: "西苑路派出所"), .none), to: &roll)
        #expect(roll.people[AccountID("a-L002")]?.account.isOf("西苑派出所") == true)
        // Nobody takes its former name: cases would be another unit's.
        #expect(
            refusal(roll, .addUnit(UnitID("u-3"), try UnitForm(name: "西苑派出所", kind: .station)))
                == Refusal(.taken, field: "name"))
        // And back.
        _ = try give(.changeUnit(Self.station, UnitForm(name: "西苑派出所", kind: .station)), to: &roll)
        #expect(roll.units[Self.station]?.formerly == ["西苑路派出所"])
        // Another unit's person has to sign in anew, and leaves the former names behind.
        let before = try #require(roll.people[AccountID("a-L002")]?.account)
        _ = try give(.changePerson(before.id, Self.form("谷雨", .liaison)), to: &roll)
        let moved = try #require(roll.people[before.id]?.account)
        #expect(moved.endsSignIns(of: before) && !moved.isOf("西苑路派出所"))
    }

    /// Rule 9: the accused unit by another name is the accused unit.
    @Test func `A unit that is accused and renamed still sees nothing of the accusation, by rule 9`() {
        var account = Self.person("L001", .liaison, unit: "西苑路派出所").account
        account.formerUnits = ["西苑派出所"]
        let reach = CaseReach(
            bureau: .main, status: .accepted, level: nil, isAccusation: true, firstOfficer: nil,
            responsibleUnit: "西苑路派出所", concernedUnit: "西苑派出所")
        #expect(Authority.sight(of: reach, for: account) == .none)
    }

    @Test func `A unit closes when nobody of it may sign in, and takes nobody after that`() throws {
        var roll = Self.roll()
        #expect(refusal(roll, .closeUnit(Self.station)) == Refusal(.unitInUse))
        _ = try give(.lock(AccountID("a-L001")), to: &roll)
        #expect(try give(.closeUnit(Self.station), to: &roll).count == 1)
        #expect(
            refusal(roll, .changePerson(AccountID("a-G001"), try Self.form(unit: "西苑派出所")))
                == Refusal(.unknownUnit, field: "unit"))
        #expect(refusal(roll, .unlock(AccountID("a-L001"))) == Refusal(.unknownUnit, field: "unit"))
        _ = try give(.reopenUnit(Self.station), to: &roll)
        #expect(refusal(roll, .unlock(AccountID("a-L001"))) == nil)
    }

    @Test func `A unit without a liaison who may sign in is told`() throws {
        var roll = Self.roll()
        let station = try #require(roll.units[Self.station])
        #expect(roll.liaisons(of: station).map(\.staffNo) == ["L001"])
        _ = try give(.lock(AccountID("a-L001")), to: &roll)
        #expect(roll.liaisons(of: station).isEmpty)
    }

    // MARK: Tables

    private static func judged(_ table: StaffTable, _ rows: [[String]], into roll: StaffRoll) -> StaffImport {
        StaffImport(
            table, rows.enumerated().map { StaffTable.Row(line: $0 + 1, cells: $1) }, into: roll, at: now,
            newUnitID: { UnitID("u-n\($0)") })
    }

    @Test func `What is written of people and units changes nothing when it is read`() throws {
        var roll = Self.roll()
        _ = try give(.lock(AccountID("a-L001")), to: &roll)
        _ = try give(.closeUnit(Self.station), to: &roll)
        for table in StaffTable.allCases {
            let judged = Self.judged(table, table.rows(of: roll), into: roll)
            #expect(
                judged.faults.isEmpty && judged.events.isEmpty && judged.rows == (table == .people ? 3 : 2))
        }
    }

    @Test func `What is written fills an empty bureau with the same`() throws {
        let roll = Self.roll()
        var other = StaffRoll(of: .main, people: [], units: [])
        for table in [StaffTable.units, .people] {
            let judged = Self.judged(table, table.rows(of: roll), into: other)
            #expect(judged.faults.isEmpty && judged.added == (table == .people ? 3 : 2))
            for event in judged.events { other.apply(event, at: Self.now) }
        }
        for table in StaffTable.allCases { #expect(table.rows(of: other) == table.rows(of: roll)) }
    }

    @Test func `Every fault of a table is told with its line, and with one nothing changes`() {
        let judged = Self.judged(
            .people,
            [
                ["工号", "姓名", "角色", "单位", "电话", ""],
                ["L010", "谷雨", "信访联络员", "西苑派出所", "110"],
                ["L 011", "谷雨", "信访联络员", "西苑派出所", ""],
                ["l010", "谷雨", "liaison", "西苑派出所", ""],
                ["L012", "", "信访联络员", "西苑派出所", ""],
                ["L013", "谷雨", "联络", "西苑派出所", ""],
                ["L014", "谷雨", "信访联络员", "西苑派出纳", ""],
                ["L015", "谷雨", "信访联络员", "西苑派出所", "问隔壁"],
                ["L016", "谷雨", "信访联络员", "西苑派出所", "110", "多"],
                ["H001", "谷雨", "信访联络员", "西苑派出所"],
                ["S001", "康宁", "督察", "信访科"],
            ], into: Self.roll())
        let told = judged.faults.map { "\($0.line) \($0.column?.rawValue ?? "-") \($0.code.rawValue)" }
        #expect(
            told == [
                "3 staffNo bad", "4 staffNo twice", "5 name missing", "6 role bad", "7 unit unknown_unit",
                "8 phone bad", "9 - wrong_count", "10 staffNo taken", "11 - last_administrator",
            ])
        #expect(judged.events.isEmpty)
        for (head, told) in [
            (["工号", "姓名", "角色"], ["unit no_column"]),
            (["工号", "姓名", "角色", "单位", "单位"], ["unit column_twice"]),
            (["工号", "姓名", "角色", "单位", "血型"], ["- unknown_column"]),
            (["STAFFNO", "Name", "role", "ｕｎｉｔ"], ["- empty"]),
        ] {
            let faults = Self.judged(.people, [head], into: Self.roll()).faults
            #expect(faults.map { "\($0.column?.rawValue ?? "-") \($0.code.rawValue)" } == told)
        }
        #expect(Self.judged(.people, [], into: Self.roll()).faults.map(\.code) == [.empty])
    }

    @Test func `A table says of a person what its columns say, and nothing else`() throws {
        var roll = Self.roll()
        _ = try give(
            .changePerson(
                AccountID("a-G001"),
                PersonForm(
                    name: "周砚", role: .seniorOfficer, unit: "信访科", rank: "三级警监", phone: "110", fields: "噪声")),
            to: &roll)
        let judged = Self.judged(
            .people, [["工号", "姓名", "角色", "单位", "状态"], ["G001", "周大砚", "高级警官", "信访科", "停用"]], into: roll)
        #expect(judged.faults.isEmpty && judged.changed == 1 && judged.events.count == 2)
        for event in judged.events { roll.apply(event, at: Self.now) }
        let account = try #require(roll.people[AccountID("a-G001")])
        #expect(account.account.name == "周大砚" && account.account.rank == "三级警监" && account.disabledAt != nil)
    }
}
