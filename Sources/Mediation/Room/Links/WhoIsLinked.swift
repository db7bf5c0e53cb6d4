/// Who is linked with whom. The answer is derived from the state alone and is what pages close and make their
/// connections by, what the route tables are written from and what a relayed signal is judged by.
extension Room {
    /// One link as one of its ends sees it.
    package struct Link: Sendable, Hashable {
        package let peer: SeatNumber
        package let epoch: Int
        /// The lower seat number offers: no glare, no rollback.
        package let isOfferer: Bool

        package init(peer: SeatNumber, epoch: Int, isOfferer: Bool) {
            self.peer = peer
            self.epoch = epoch
            self.isOfferer = isOfferer
        }
    }

    /// All pairs that have a link now.
    package var linkedPairs: Set<SeatPair> {
        var pairs: Set<SeatPair> = []
        guard phase == .inSession else { return pairs }
        for (index, one) in seats.enumerated() {
            for other in seats[(index + 1)...] where allowed(one.number, other.number) {
                pairs.insert(SeatPair(one.number, other.number))
            }
        }
        return pairs
    }

    /// The links of one seat, by the peer's number.
    package func links(of number: SeatNumber) -> [Link] {
        seats.filter { allowed(number, $0.number) }
            .map {
                Link(
                    peer: $0.number, epoch: epoch(SeatPair(number, $0.number)), isOfferer: number < $0.number)
            }
            .sorted { $0.peer < $1.peer }
    }

    /// The present epoch of a pair; 1 before its first link.
    package func epoch(_ pair: SeatPair) -> Int { links.epoch(pair) }
}
