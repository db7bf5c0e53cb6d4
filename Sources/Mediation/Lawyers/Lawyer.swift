/// A lawyer of the bureau's registry (律师名册): whom its cases may draw in.
package struct Lawyer: Hashable, Sendable {
    package let id: LawyerID
    package let bureau: BureauID
    /// 执业证号 as it was typed; no other lawyer of the bureau has it in any spelling (`CounselConflict.spelled`).
    package var licenceNo: String
    package var name: String
    package var firm: String
    package var capacity: Capacity
    /// The unit whose 驻所律师 this is; empty for another capacity.
    package var station: String
    package var phone: String
    /// When the lawyer left the registry: from then on nobody draws them in.
    package var endedAt: Instant?

    /// In which capacity the lawyer comes; how one acts in a case is said there (`Party.actsFor`).
    package enum Capacity: String, Hashable, Sendable, CaseIterable, Codable {
        /// 值班律师.
        case duty
        /// 驻所律师.
        case station
        /// A party's own.
        case agent
        /// 中立.
        case neutral
    }

    package init(
        id: LawyerID, bureau: BureauID, licenceNo: String, name: String, firm: String, capacity: Capacity,
        station: String = "", phone: String = "", endedAt: Instant? = nil
    ) {
        self.id = id
        self.bureau = bureau
        self.licenceNo = licenceNo
        self.name = name
        self.firm = firm
        self.capacity = capacity
        self.station = station
        self.phone = phone
        self.endedAt = endedAt
    }

    /// As `AccountState.version`.
    package var version: String {
        SeenVersion.of([
            licenceNo, name, firm, capacity.rawValue, station, phone,
            endedAt.map { "\($0.milliseconds)" } ?? "",
        ])
    }
}

/// What is typed of a lawyer: one check for all ways in.
package struct LawyerForm: Hashable, Sendable {
    package let licenceNo: String
    package let name: String
    package let firm: String
    package let capacity: Lawyer.Capacity
    package let station: String
    package let phone: String

    /// Refusals, each with the field: `missing_field` for licence, name or firm, and for the station of a 驻所律师; `bad_field`,
    /// `too_large`.
    package init(
        licenceNo: String, name: String, firm: String, capacity: Lawyer.Capacity, station: String = "",
        phone: String = ""
    ) throws(Refusal) {
        self.licenceNo = try StaffText.line(licenceNo, "licenceNo", atMost: CaseText.name)
        guard !CounselConflict.spelled(self.licenceNo).isEmpty else {
            throw Refusal(.badField, field: "licenceNo")
        }
        self.name = try StaffText.line(name, "name", atMost: CaseText.name)
        self.firm = try StaffText.line(firm, "firm", atMost: CaseText.short)
        self.capacity = capacity
        self.station =
            capacity == .station
            ? try StaffText.line(station, "station", atMost: BureauUnit.longestName) : ""
        self.phone = try StaffText.phone(phone)
    }
}

/// What can be done to the registry.
package enum LawyerOrder: Hashable, Sendable {
    case add(LawyerID, LawyerForm)
    case change(LawyerID, LawyerForm)
    case retire(LawyerID)
    case resume(LawyerID)

    /// How messages name it.
    package enum Name: String, Hashable, Sendable, CaseIterable, Codable {
        case add
        case change
        case retire
        case resume
    }
}

/// The registry of one bureau, and its units.
package struct LawyerRoll: Hashable, Sendable {
    package let bureau: BureauID
    package private(set) var lawyers: [LawyerID: Lawyer]
    private let units: [BureauUnit]

    package init(of bureau: BureauID, lawyers: [Lawyer], units: [BureauUnit]) {
        self.bureau = bureau
        self.lawyers = Dictionary(lawyers.map { ($0.id, $0) }) { first, _ in first }
        self.units = units
    }

    /// By capacity, then by station and name; who left comes last.
    package var inOrder: [Lawyer] {
        let capacities = Lawyer.Capacity.allCases
        func place(_ lawyer: Lawyer) -> (Int, Int, String, String) {
            (
                lawyer.endedAt == nil ? 0 : 1, capacities.firstIndex(of: lawyer.capacity) ?? 0,
                lawyer.station,
                lawyer.name
            )
        }
        return lawyers.values.sorted { place($0) < place($1) }
    }

    /// Judges an order and tells how the lawyer stands after it; nil, where it asks for what is so already.
    ///
    /// - Parameter version: of the lawyer as whoever asks has seen them; nil where nobody looked.
    ///
    /// Refusals: `not_found`, `staff_changed`, `taken` for a licence that another of the registry has, `unknown_unit` for a
    /// station that the bureau's list has not or that is closed.
    package func decide(
        _ order: LawyerOrder, seen version: String? = nil, at now: Instant
    ) throws(Refusal) -> Lawyer? {
        switch order {
        case .add(let id, let form):
            guard lawyers[id] == nil else { throw Refusal(.taken, field: "id") }
            let lawyer = Lawyer(
                id: id, bureau: bureau, licenceNo: form.licenceNo, name: form.name, firm: form.firm,
                capacity: form.capacity, station: form.station, phone: form.phone)
            try check(lawyer)
            return lawyer
        case .change(let id, let form):
            let known = try known(id, version)
            var lawyer = known
            lawyer.licenceNo = form.licenceNo
            lawyer.name = form.name
            lawyer.firm = form.firm
            lawyer.capacity = form.capacity
            lawyer.station = form.station
            lawyer.phone = form.phone
            try check(lawyer)
            return lawyer == known ? nil : lawyer
        case .retire(let id):
            var lawyer = try known(id, version)
            guard lawyer.endedAt == nil else { return nil }
            lawyer.endedAt = now
            return lawyer
        case .resume(let id):
            var lawyer = try known(id, version)
            guard lawyer.endedAt != nil else { return nil }
            lawyer.endedAt = nil
            try check(lawyer)
            return lawyer
        }
    }

    private func known(_ id: LawyerID, _ version: String?) throws(Refusal) -> Lawyer {
        guard let lawyer = lawyers[id] else { throw Refusal(.notFound) }
        guard version == nil || version == lawyer.version else { throw Refusal(.staffChanged) }
        return lawyer
    }

    private func check(_ lawyer: Lawyer) throws(Refusal) {
        let licence = CounselConflict.spelled(lawyer.licenceNo)
        let isTaken = lawyers.values.contains {
            $0.id != lawyer.id && CounselConflict.spelled($0.licenceNo) == licence
        }
        guard !isTaken else { throw Refusal(.taken, field: "licenceNo") }
        // A bureau that wrote down no list yet takes any name.
        guard lawyer.capacity == .station, !units.isEmpty else { return }
        guard units.contains(where: { $0.name == lawyer.station && $0.closedAt == nil }) else {
            throw Refusal(.unknownUnit, field: "station")
        }
    }
}

extension LawyerRoll {
    /// The stations that a 驻所律师 can be of, by name.
    package var stations: [String] {
        units.filter { $0.kind == .station && $0.closedAt == nil }.map(\.name).sorted()
    }
}
