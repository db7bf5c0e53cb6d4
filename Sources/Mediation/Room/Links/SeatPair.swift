/// The unordered pair of two seats; a link between two pages is named by it and by an epoch.
package struct SeatPair: Hashable, Sendable {
    package let lower: SeatNumber
    package let upper: SeatNumber

    package init(_ one: SeatNumber, _ other: SeatNumber) {
        lower = min(one, other)
        upper = max(one, other)
    }

    package func contains(_ seat: SeatNumber) -> Bool { lower == seat || upper == seat }
    /// The other end, seen from `seat`.
    package func peer(of seat: SeatNumber) -> SeatNumber { lower == seat ? upper : lower }
}
