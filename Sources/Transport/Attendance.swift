/// How many connections each address has, from accept on: who holds many must not keep others out.
@LoopActor
struct Attendance {
    private struct Count {
        var all = 0
        /// Those that are no WebSocket.
        var requests = 0
    }

    private var counts: [NetworkAddress.Group: Count] = [:]
    /// All that ever came in.
    private(set) var accepted: Int64 = 0

    func all(of group: NetworkAddress.Group) -> Int { counts[group]?.all ?? 0 }
    func requests(of group: NetworkAddress.Group) -> Int { counts[group]?.requests ?? 0 }

    mutating func entered(
        _ connection: UnsafeMutablePointer<Connection>, _ group: NetworkAddress.Group?
    ) {
        accepted += 1
        connection.pointee.address = group
        guard let group else { return }
        counts[group, default: Count()].all += 1
        counts[group]?.requests += 1
    }

    mutating func upgraded(_ connection: UnsafeMutablePointer<Connection>) {
        if let group = connection.pointee.address { counts[group]?.requests -= 1 }
    }

    /// Its WebSocket is over; the connection goes next.
    mutating func downgraded(_ connection: UnsafeMutablePointer<Connection>) {
        if let group = connection.pointee.address { counts[group]?.requests += 1 }
    }

    mutating func left(_ connection: UnsafeMutablePointer<Connection>) {
        guard let group = connection.pointee.address else { return }
        counts[group]?.all -= 1
        counts[group]?.requests -= 1
        if counts[group]?.all == 0 { counts[group] = nil }
    }
}

extension LoopServer {
    /// Whether a connection that has just been accepted may stay. Nobody is kept out for another address's sake: when all places
    /// are taken, one that waits for nothing makes way, of the address that has the most of them.
    func admits(descriptor: Int32) -> Bool {
        let stays = hasPlace(descriptor: descriptor)
        if !stays { counted.pointee.turnedAway += 1 }
        return stays
    }

    private func hasPlace(descriptor: Int32) -> Bool {
        guard !isStopping, !connections.isFull else { return false }
        let group = NetworkAddress(peerOf: descriptor)?.group
        if let group {
            guard attendance.requests(of: group) < options.requestsPerAddress,
                attendance.all(of: group) < options.connectionsPerAddress
            else { return false }
        }
        guard connections.count >= options.maximumConnections else { return true }
        return makeWay(for: group)
    }

    /// Drops an idle connection. A WebSocket never makes way, nor does a request that is being answered.
    private func makeWay(for group: NetworkAddress.Group?) -> Bool {
        let own = group.map { attendance.all(of: $0) } ?? 0
        var victim: UnsafeMutablePointer<Connection>?
        var most = 0
        for slot in connections.all {
            let connection = connections[slot]
            guard connection.pointee.kind == .http, !connection.pointee.isDead, exchanges[slot] == nil,
                let address = connection.pointee.address
            else { continue }
            let count = attendance.all(of: address)
            if count > most { (victim, most) = (connection, count) }
        }
        guard let victim, most > own else { return false }
        kill(victim)
        return true
    }
}
