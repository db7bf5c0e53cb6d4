package import FoundationEssentials
package import Mediation

/// The bodies of the registry of lawyers (docs/protocol.md, 1.5b).
package enum LawyerBodies {
    /// What is ordered, and by which request.
    package struct Asked: Sendable {
        package let request: CommandID
        /// Of the lawyer, as the page saw it.
        package let version: String?
        package let order: LawyerOrder
    }

    private static let members: Set<String> = [
        "request", "version", "order", "id", "licenceNo", "name", "firm", "capacity", "station", "phone",
    ]

    /// Characters of a version.
    private static let longestVersion = 16

    /// `POST /api/lawyers`. Refusals: those of `Body` and of `LawyerForm`.
    ///
    /// - Parameter newID: of a lawyer that it adds.
    package static func order(_ data: Data, newID: LawyerID) throws(Refusal) -> Asked {
        try Body.read(data, members: members) { body in
            let name: LawyerOrder.Name = try body.value("order")
            let request: CommandID = try body.identifier("request")
            guard name != .add else {
                return Asked(request: request, version: nil, order: .add(newID, try form(body)))
            }
            let id: LawyerID = try body.identifier("id")
            let version = try body.word("version", atMost: longestVersion)
            let order: LawyerOrder =
                switch name {
                case .add, .change: .change(id, try form(body))
                case .retire: .retire(id)
                case .resume: .resume(id)
                }
            return Asked(request: request, version: version, order: order)
        }
    }

    private static func form(_ body: Body) throws -> LawyerForm {
        try LawyerForm(
            licenceNo: try body.text("licenceNo", .line), name: try body.text("name", .line),
            firm: try body.text("firm", .line), capacity: try body.value("capacity"),
            station: try body.optionalText("station", .line) ?? "",
            phone: try body.optionalText("phone", .line) ?? "")
    }
}
