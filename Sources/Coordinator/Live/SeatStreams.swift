import Mediation
import Transport

/// The streams of one room by their seats: a place for each seat that there can be, so that a signal finds its target by
/// an index.
@LoopActor
struct SeatStreams {
    private var places = [SeatStream?](repeating: nil, count: Int(SeatNumber.range.upperBound) + 1)

    subscript(seat: SeatNumber) -> SeatStream? {
        get { places[Int(seat.rawValue)] }
        set { places[Int(seat.rawValue)] = newValue }
    }

    var all: [SeatStream] { places.compactMap { $0 } }

    /// The stream that this socket holds now.
    func held(by peer: PeerID) -> SeatStream? { all.first { $0.peer == peer } }
}
