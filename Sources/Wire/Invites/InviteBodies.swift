package import FoundationEssentials
package import Mediation

/// The bodies of what is asked about links (docs/protocol.md, 1.3 and 1.4). Refusals: those of `Body`.
package enum InviteBodies {
    /// `POST /api/sessions/ID/seats`: one more person of the case.
    package static func invitation(_ data: Data) throws(Refusal) -> (request: CommandID, PartyID) {
        try Body.read(data, members: ["request", "partyID"]) {
            (try $0.identifier("request"), try $0.identifier("partyID"))
        }
    }

    /// `POST /api/sessions/ID/seats/N/revoke` and `reissue`: the address says the rest.
    package static func request(_ data: Data) throws(Refusal) -> CommandID {
        try Body.read(data, members: ["request"]) { try $0.identifier("request") }
    }

    /// `POST /api/invites/SESSION/open`: the link as it was pasted.
    package static func link(_ data: Data) throws(Refusal) -> String {
        try Body.read(data, members: ["link"]) { try $0.word("link", atMost: LinkText.longestPasted) }
    }
}
