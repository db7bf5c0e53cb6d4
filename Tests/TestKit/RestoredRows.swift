package import Mediation

extension Room {
    /// What has rows of its own, out of the same room before it was folded anew, as a start reads it.
    package mutating func restoreRows(of room: Room) {
        for section in MinutesSection.allCases where room.paper.draft.revision(of: section) > 0 {
            restore(
                section, text: room.paper.draft.text(of: section),
                revision: room.paper.draft.revision(of: section))
        }
        restore(room.paper.note)
        restore(room.links.tallies.all, revision: room.links.tallies.revision)
    }
}
