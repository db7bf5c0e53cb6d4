/// Everything that can reach a room. Who it comes from is settled before: the Gate has said which seat speaks.
package enum RoomInput: Sendable, Hashable {
    /// A page says hello for a seat.
    case hello(RoomHello)
    /// The socket of a seat's present page is gone. Older sockets of a seat are dropped by the host of the room.
    case disconnected(seat: SeatNumber, page: PageID)
    case command(seat: SeatNumber, RoomCommand)
    case media(seat: SeatNumber, MediaState)
    case statistics(seat: SeatNumber, [LinkReport])
    /// The first or another DTLS fingerprint of a page.
    case fingerprint(seat: SeatNumber, String)
    case timer(RoomTimer)
    /// The machine's clock was set by so many seconds, back when negative; the room's own time was not.
    case clockStepped(seconds: Int)
    /// The server has started again and no page is connected yet: grace runs anew for whoever was there.
    case restarted
    case invite(SeatInvitation)
    case revoke(seat: SeatNumber)
    case reissue(seat: SeatNumber)
    /// A socket that waited for the officer's answer is gone.
    case claimWithdrawn(seat: SeatNumber, device: DeviceID)
}

/// What a page says of itself when it takes a seat.
package struct RoomHello: Sendable, Hashable {
    package let seat: SeatNumber
    /// The generation of the link that the page came by; the bureau's seat has the first one for ever. Judged in the step
    /// that gives the seat, so that a link which dies between the question and the answer opens nothing.
    package let generation: Int
    package let page: PageID
    package let device: DeviceID
    package let browser: String
    /// A person pressed "go on here".
    package let takeOver: Bool
    /// The officer has allowed this device.
    package let approved: Bool
    /// The seats to which this page says that it holds a connection.
    package let holds: [SeatNumber]

    package init(
        seat: SeatNumber, generation: Int = 1, page: PageID, device: DeviceID, browser: String,
        takeOver: Bool,
        approved: Bool = false, holds: [SeatNumber] = []
    ) {
        self.seat = seat
        self.generation = generation
        self.page = page
        self.device = device
        self.browser = browser
        self.takeOver = takeOver
        self.approved = approved
        self.holds = holds
    }
}

/// What a person asks of the room, by the part that judges it.
package enum RoomCommand: Sendable, Hashable {
    case table(Table.Command)
    case wall(Wall.Command)
    case links(Links.Command)
    case paper(Paper.Command)

    /// Whether only the bureau's seat may say it.
    package var isHosts: Bool {
        switch self {
        case .table(let command): command.isHosts
        case .wall(let command): command.isHosts
        case .links(let command): command.isHosts
        case .paper(let command): command.isHosts
        }
    }
}

/// The clocks that a room can set.
package enum RoomTimer: Sendable, Hashable {
    case grace(SeatNumber)
    case pause
    case expiry
    /// Members have not all confirmed the wall.
    case seal
}

/// What the room is told besides the input: values that a pure core can't make.
package struct RoomContext: Sendable {
    package let now: Instant
    /// The version of the notice in force.
    package let notice: String
    /// SHA-256 of bytes as lower-case hexadecimal.
    package let digest: @Sendable ([UInt8]) -> String

    package init(now: Instant, notice: String, digest: @escaping @Sendable ([UInt8]) -> String) {
        self.now = now
        self.notice = notice
        self.digest = digest
    }
}
