package struct WallView: Sendable, Hashable, Encodable {
    package let number: Int
    package let phase: Wall.Phase
    package let members: [SeatNumber]
    package let confirmed: [SeatNumber]
    package let raisedAt: Instant?
    package let until: Instant?
    /// Since when this reader waits outside; nil inside.
    package var outsideSince: Instant?
    /// The bureau's own: its private notes, and the lines that people outside left.
    package var note: PrivateNote?
    package var words: [Wall.Word]?
}

// MARK: What of the wall and of shields a reader may see

extension Room {
    func wallView(for reader: SeatNumber) -> WallView {
        guard visible(.wall, to: reader) else {
            return WallView(number: 0, phase: .open, members: [], confirmed: [], raisedAt: nil, until: nil)
        }
        var view = WallView(
            number: wall.number, phase: wall.phase, members: wall.members.sorted(),
            confirmed: visible(.confirmations, to: reader) ? wall.confirmed.sorted() : [],
            raisedAt: wall.caucus?.raisedAt, until: wall.until,
            outsideSince: wall.caucus?.outsideSince[reader])
        if visible(.privateNotes, to: reader) { view.note = paper.note }
        if visible(.wordsFromOutside, to: reader) { view.words = wall.words }
        return view
    }

    func shieldViews(for reader: SeatNumber) -> [Shield] {
        wall.shields.filter { visible(.shield($0), to: reader) }
            .sorted {
                ($0.subject, $0.reader, $0.medium.rawValue) < ($1.subject, $1.reader, $1.medium.rawValue)
            }
    }
}
