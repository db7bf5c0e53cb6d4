package import Mediation

/// A lawyer of the registry.
struct LawyerRecord: Codable, Hashable {
    let id: String
    let bureau: String
    let licenceNo: String
    let name: String
    let firm: String
    let capacity: String
    let station: String
    let phone: String
    let endedAt: Int64?

    init(_ lawyer: Lawyer) {
        id = lawyer.id.text
        bureau = lawyer.bureau.text
        licenceNo = lawyer.licenceNo
        name = lawyer.name
        firm = lawyer.firm
        capacity = lawyer.capacity.word
        station = lawyer.station
        phone = lawyer.phone
        endedAt = lawyer.endedAt?.milliseconds
    }

    func value() throws(RecordError) -> Lawyer {
        Lawyer(
            id: LawyerID(id), bureau: BureauID(bureau), licenceNo: licenceNo, name: name, firm: firm,
            capacity: try Lawyer.Capacity(word: capacity), station: station, phone: phone,
            endedAt: endedAt.map(Instant.init(milliseconds:)))
    }
}

extension Lawyer.Capacity: Spelled {
    package var word: String {
        switch self {
        case .duty: "duty"
        case .station: "station"
        case .agent: "agent"
        case .neutral: "neutral"
        }
    }
}
