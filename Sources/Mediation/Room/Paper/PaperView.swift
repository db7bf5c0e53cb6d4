package struct MinutesView: Sendable, Hashable, Encodable {
    package struct Section: Sendable, Hashable, Encodable {
        package let key: MinutesSection
        package let text: String
        package let revision: Int
    }

    package let presenting: Bool
    package let version: Int
    package let frozen: Paper.FrozenVersion?
    package let sections: [Section]
}

// MARK: What of the paper a reader may see

extension Room {
    /// A section's text as `reader` may read it: a name that is kept from them stands as its role.
    package func minutesText(of section: MinutesSection, for reader: SeatNumber) -> String {
        var text = paper.draft.text(of: section)
        for seat in seats where !visible(.name(seat.number), to: reader) {
            text = text.replacing(seat.name, with: MinutesWords.role(seat.role))
        }
        return text
    }

    func minutesView(for reader: SeatNumber) -> MinutesView {
        // The same for everybody in front of the table, whatever goes on behind it.
        guard visible(.minutes, to: reader) else {
            return MinutesView(presenting: false, version: 1, frozen: nil, sections: [])
        }
        let shown = visible(.draft, to: reader) ? MinutesSection.allCases : []
        return MinutesView(
            presenting: paper.presenting, version: paper.version, frozen: paper.frozen,
            sections: shown.map {
                MinutesView.Section(
                    key: $0, text: minutesText(of: $0, for: reader), revision: paper.draft.revision(of: $0))
            })
    }
}
