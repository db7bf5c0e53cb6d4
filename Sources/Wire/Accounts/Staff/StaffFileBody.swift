package import FoundationEssentials
package import Mediation

/// `POST /api/staff/import`: a file of people or units, to be tried or taken (docs/protocol.md, 1.5a).
package struct StaffFileBody: Sendable {
    package let request: CommandID
    package let table: StaffTable
    /// The file's, as it came: each of its cells is cleaned by itself.
    package let text: String
    /// Only told what it would do.
    package let isTrial: Bool

    /// Refusals: those of `Body`, and `too_large`.
    package init(_ data: Data) throws(Refusal) {
        self = try Body.read(data, members: ["request", "table", "text", "trial"]) {
            let text = try $0.word("text")
            guard text.utf8.count <= WireLimits.staffFile else { throw Refusal(.tooLarge, field: "text") }
            return Self(
                request: try $0.identifier("request"), table: try $0.value("table"), text: text,
                isTrial: try $0.value("trial"))
        }
    }

    private init(request: CommandID, table: StaffTable, text: String, isTrial: Bool) {
        self.request = request
        self.table = table
        self.text = text
        self.isTrial = isTrial
    }
}
