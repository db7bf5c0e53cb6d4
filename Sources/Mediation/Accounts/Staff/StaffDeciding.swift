extension StaffRoll {
    /// Judges a command and tells what follows of it; nothing, where it asks for what is so already.
    ///
    /// - Parameter version: of the person or unit as whoever asks has seen them; nil where nobody looked.
    ///
    /// Refusals: `not_found`, `staff_changed` when it was changed since it was seen, `taken` for a staff number or a unit's
    /// name that another has, `unknown_unit` for one that the bureau's list has not or that is closed, `unit_in_use` for one
    /// with people who may sign in, `last_administrator` when nobody could administer the bureau any more.
    package func decide(
        _ command: StaffCommand, seen version: String? = nil, at now: Instant
    ) throws(Refusal) -> [BureauEvent] {
        if let id = command.account {
            guard let person = people[id] else { throw Refusal(.notFound) }
            guard version == nil || version == person.version else { throw Refusal(.staffChanged) }
            return try decide(command, on: person)
        }
        if let id = command.unit {
            guard let unit = units[id] else { throw Refusal(.notFound) }
            guard version == nil || version == unit.version else { throw Refusal(.staffChanged) }
            return try decide(command, on: unit, at: now)
        }
        switch command {
        case .addPerson(let number, let form, let password):
            return [.accountAdded(try added(number, form, password, at: now))]
        case .addUnit(let id, let form):
            try requireFree(form.name, besides: nil)
            guard units[id] == nil else { throw Refusal(.taken, field: "id") }
            return [.unitSet(BureauUnit(id: id, bureau: bureau, name: form.name, kind: form.kind))]
        case .changePerson, .setPassword, .lock, .unlock, .changeUnit, .closeUnit, .reopenUnit: return []
        }
    }

    private func added(
        _ number: StaffNumber, _ form: PersonForm, _ password: NewPassword, at now: Instant
    ) throws(Refusal) -> AccountState {
        let isTaken =
            takenElsewhere.contains(number.text) || people[number.accountID] != nil
            || people.values.contains { $0.account.staffNo == number.text }
        guard !isTaken else { throw Refusal(.taken, field: "staffNo") }
        let formerUnits = try formerNames(ofUnit: form.unit)
        return AccountState(
            account: Account(
                id: number.accountID, bureau: bureau, staffNo: number.text, name: form.name, role: form.role,
                unit: form.unit, formerUnits: formerUnits, rank: form.rank, phone: form.phone,
                fields: form.fields),
            passwordDigest: password.digest, createdAt: now)
    }

    private func decide(_ command: StaffCommand, on person: AccountState) throws(Refusal) -> [BureauEvent] {
        let id = person.account.id
        switch command {
        case .changePerson(_, let form):
            var account = person.account
            if form.unit != account.unit { account.formerUnits = try formerNames(ofUnit: form.unit) }
            if form.role != .administrator { try requireAnotherAdministrator(than: person) }
            account.name = form.name
            account.role = form.role
            account.unit = form.unit
            account.rank = form.rank
            account.phone = form.phone
            account.fields = form.fields
            return account == person.account ? [] : [.accountChanged(account)]
        case .setPassword(_, let password): return [.passwordSet(id, digest: password.digest)]
        case .lock:
            guard person.disabledAt == nil else { return [] }
            try requireAnotherAdministrator(than: person)
            return [.accountDisabled(id)]
        case .unlock:
            guard person.disabledAt != nil else { return [] }
            if let unit = unit(called: person.account.unit), unit.closedAt != nil {
                throw Refusal(.unknownUnit, field: "unit")
            }
            return [.accountEnabled(id)]
        case .addPerson, .addUnit, .changeUnit, .closeUnit, .reopenUnit: return []
        }
    }

    private func decide(
        _ command: StaffCommand, on unit: BureauUnit, at now: Instant
    ) throws(Refusal) -> [BureauEvent] {
        var changed = unit
        switch command {
        case .changeUnit(_, let form):
            try requireFree(form.name, besides: unit.id)
            changed.kind = form.kind
            if form.name != unit.name {
                changed.name = form.name
                changed.formerly = (unit.formerly + [unit.name]).filter { $0 != form.name }
            }
        case .closeUnit:
            guard !members(of: unit).contains(where: { $0.disabledAt == nil }) else {
                throw Refusal(.unitInUse)
            }
            changed.closedAt = unit.closedAt ?? now
        case .reopenUnit: changed.closedAt = nil
        case .addPerson, .changePerson, .setPassword, .lock, .unlock, .addUnit: break
        }
        guard changed != unit else { return [] }
        return [.unitSet(changed)] + (changed.name == unit.name ? [] : moved(from: unit, to: changed))
    }

    /// Its people are of the unit by its new name, and see the cases of its former ones.
    private func moved(from unit: BureauUnit, to renamed: BureauUnit) -> [BureauEvent] {
        members(of: unit).map(\.account).sorted { $0.id < $1.id }.map { account in
            var moved = account
            moved.unit = renamed.name
            moved.formerUnits = renamed.formerly
            return .accountChanged(moved)
        }
    }

    /// A person's unit is one of the bureau's list; a bureau that wrote down no list yet takes any name.
    private func formerNames(ofUnit name: String) throws(Refusal) -> [String] {
        guard !units.isEmpty else { return [] }
        guard let unit = units.values.first(where: { $0.name == name }), unit.closedAt == nil else {
            throw Refusal(.unknownUnit, field: "unit")
        }
        return unit.formerly
    }

    private func requireFree(_ name: String, besides id: UnitID?) throws(Refusal) {
        guard !units.values.contains(where: { $0.id != id && $0.isCalled(name) }) else {
            throw Refusal(.taken, field: "name")
        }
    }

    private func requireAnotherAdministrator(than person: AccountState) throws(Refusal) {
        guard person.account.role == .administrator, person.disabledAt == nil else { return }
        let others = people.values.contains {
            $0.account.id != person.account.id && $0.account.role == .administrator && $0.disabledAt == nil
        }
        guard others else { throw Refusal(.lastAdministrator) }
    }
}
