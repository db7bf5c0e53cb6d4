package import FoundationEssentials
package import Mediation

/// The bodies of the part.
package enum DialogueBodies {
    /// A session that is asked for: the page's own random id, and whom to invite, in order.
    package struct Launch: Sendable {
        package let request: CommandID
        package let kind: RoomFounding.Kind
        package let invite: [PartyID]
    }

    /// `POST /api/cases/ID/sessions`. Refusals: those of `Body`, and `seats_full` where a room doesn't seat so many.
    package static func launch(_ data: Data) throws(Refusal) -> Launch {
        try Body.read(data, members: ["request", "kind", "invite"]) {
            let parties: [PartyID] = try $0.identifiers("invite")
            guard parties.count < RoomLimits.seats else { throw Refusal(.seatsFull, field: "invite") }
            return Launch(request: try $0.identifier("request"), kind: try $0.value("kind"), invite: parties)
        }
    }
}
