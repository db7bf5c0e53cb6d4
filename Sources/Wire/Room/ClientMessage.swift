internal import FoundationEssentials
package import Mediation

/// Everything that a page can say over its socket, closed and checked (docs/protocol.md, section 2). A signal does
/// not stand here: it is relayed from its envelope.
package enum ClientMessage: Sendable, Hashable {
    case hello(Hello)
    case command(CommandID, RoomCommand)
    case media(MediaState)
    case statistics([LinkReport])
    case ack(Int)
    case beat

    /// The first message of every socket.
    package struct Hello: Sendable, Hashable {
        /// An invited person's; exactly one of this and `session` stands.
        package let seatCredential: String?
        /// An officer's: which session's host seat, or which lobby to watch.
        package let session: SessionID?
        package let page: PageID
        package let device: DeviceID
        package let run: String?
        package let sequence: Int
        package let links: [HeldLink]
        package let takeOver: Bool
        package let watch: Bool
    }

    /// A link that the page holds when it says hello.
    package struct HeldLink: Sendable, Hashable, Decodable {
        package let peer: SeatNumber
        package let epoch: Int
    }
}

extension ClientMessage {
    /// Decodes a message whose envelope has been read. `type` is the envelope's. Refusals: `unknown_type`,
    /// `unknown_field`, `missing_field`, `bad_field`.
    package init(_ bytes: UnsafeRawBufferPointer, type: String) throws(Refusal) {
        guard let shape = MessageShape.all[type] else { throw Refusal(.unknownType, field: "type") }
        self = try shape.decode(bytes)
    }
}

/// One kind of message: the members that it may have, and how it is made from them.
private struct MessageShape: Sendable {
    let members: Set<String>
    let isRequest: Bool
    let make: @Sendable (Body) throws -> ClientMessage

    init(
        _ members: String..., isRequest: Bool = true, make: @escaping @Sendable (Body) throws -> ClientMessage
    ) {
        self.members = Set(members).union(isRequest ? ["type", "id"] : ["type"])
        self.isRequest = isRequest
        self.make = make
    }

    static func command(
        _ members: String..., make: @escaping @Sendable (Body) throws -> RoomCommand
    ) -> MessageShape {
        MessageShape(members: members) { body in .command(try body.commandID(), try make(body)) }
    }

    private init(members: [String], make: @escaping @Sendable (Body) throws -> ClientMessage) {
        self.members = Set(members).union(["type", "id"])
        isRequest = true
        self.make = make
    }

    func decode(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> ClientMessage {
        try Body.read(Data(bytes), members: members, make)
    }

    static let all: [String: MessageShape] = [
        "hello": MessageShape(
            "seatCredential", "session", "page", "device", "run", "seq", "links", "takeOver", "watch",
            isRequest: false
        ) { .hello(try $0.hello()) },
        "consent": .command("notice") { .table(.consent(notice: try $0.word("notice", atMost: 32))) },
        "check": .command("camera", "microphone", "speaker", "network") { .table(.check(try $0.check())) },
        "ready": .command { _ in .table(.ready) },
        "leave": .command { _ in .table(.leave) },
        "renew_link": .command("peer", "epoch") {
            .links(.renewLink(peer: try $0.value("peer"), epoch: try $0.value("epoch")))
        },
        "admit": .command("seat", "guardianDeclined") {
            .table(
                .admit(
                    try $0.value("seat"), guardianDeclined: try $0.optionalText("guardianDeclined", .text)))
        },
        "ask_to_wait": .command("seat", "minutes") {
            .table(.askToWait(try $0.value("seat"), minutes: try $0.value("minutes")))
        },
        "decline": .command("seat", "reason") {
            .table(.decline(try $0.value("seat"), reason: try $0.text("reason", .text)))
        },
        "remove": .command("seat", "reason") {
            .table(.remove(try $0.value("seat"), reason: try $0.text("reason", .text)))
        },
        "identify": .command("seat", "method", "note") {
            .table(.identify(try $0.value("seat"), try $0.value("method"), note: try $0.text("note", .text)))
        },
        "decide_claim": .command("seat", "device", "allow") {
            .table(
                .decideClaim(try $0.value("seat"), try $0.identifier("device"), allow: try $0.value("allow")))
        },
        "edit": .command("section", "text", "base") {
            guard let section = MinutesSection(rawValue: try $0.word("section")) else {
                throw Refusal(.unknownSection, field: "section")
            }
            return .paper(
                .edit(section: section, text: try $0.text("text", .text), base: try $0.value("base")))
        },
        "present": .command("on") { .paper(.present(try $0.value("on"))) },
        "freeze": .command { _ in .paper(.freeze) },
        "reopen": .command { _ in .paper(.reopen) },
        "end": .command("reason", "note") {
            .table(.end(try $0.value("reason"), note: try $0.text("note", .text)))
        },
        "caucus": .command("members", "minutes") {
            let members: [SeatNumber] = try $0.value("members")
            guard members.count < RoomLimits.seats else { throw Refusal(.tooLarge, field: "members") }
            return .wall(.caucus(members: members, minutes: try $0.optional("minutes")))
        },
        "wall_closed": .command("wall") { .wall(.wallClosed(try $0.value("wall"))) },
        "extend_caucus": .command("minutes") { .wall(.extendCaucus(minutes: try $0.value("minutes"))) },
        "end_caucus": .command { _ in .wall(.endCaucus) },
        "word": .command("text") { .wall(.word(try $0.text("text", .text))) },
        "private_note": .command("text", "base") {
            .paper(.privateNote(text: try $0.text("text", .text), base: try $0.value("base")))
        },
        "shield": .command("subject", "from", "medium", "on") {
            let shield = Shield(
                try $0.value("subject"), from: try $0.value("from"), by: try $0.value("medium"))
            return .wall(.shield(shield, on: try $0.value("on")))
        },
        "media": MessageShape("microphone", "camera", isRequest: false) {
            .media(MediaState(microphone: try $0.value("microphone"), camera: try $0.value("camera")))
        },
        "stats": MessageShape("links", isRequest: false) { .statistics(try $0.reports()) },
        "ack": MessageShape("seq", isRequest: false) { .ack(try $0.value("seq")) },
        "beat": MessageShape(isRequest: false) { _ in .beat },
    ]
}

extension Body {
    fileprivate func commandID() throws -> CommandID { try identifier("id") }

    fileprivate func hello() throws -> ClientMessage.Hello {
        let credential = try optionalWord("seatCredential")
        let session = try optionalWord("session")
        guard (credential == nil) != (session == nil) else {
            throw Refusal(.missingField, field: "seatCredential")
        }
        guard (credential?.utf8.count ?? 0) <= 256 else { throw Refusal(.tooLarge, field: "seatCredential") }
        let links: [ClientMessage.HeldLink] = try optional("links") ?? []
        let sequence: Int = try optional("seq") ?? 0
        guard links.count <= RoomLimits.seats, sequence >= 0 else { throw Refusal(.badField, field: "links") }
        return ClientMessage.Hello(
            seatCredential: credential, session: try session.map { try Self.checked($0, "session") },
            page: try identifier("page"), device: try identifier("device"), run: try optionalWord("run"),
            sequence: sequence, links: links, takeOver: try optional("takeOver") ?? false,
            watch: try optional("watch") ?? false)
    }

    fileprivate func check() throws -> DeviceCheck {
        let network: DeviceCheck.Network? = try optional("network")
        if let network {
            let isSane =
                (0...600_000).contains(network.ms) && (0...100).contains(network.lossPercent)
                && (0...10_000_000).contains(network.kbps)
            guard isSane else { throw Refusal(.badField, field: "network") }
        }
        return DeviceCheck(
            camera: try value("camera"), microphone: try value("microphone"), speaker: try value("speaker"),
            network: network)
    }

    fileprivate func reports() throws -> [LinkReport] {
        let reports: [LinkReport] = try value("links")
        guard reports.count < RoomLimits.seats else { throw Refusal(.tooLarge, field: "links") }
        for report in reports {
            if let field = report.impossibleField { throw Refusal(.badField, field: field) }
        }
        return reports
    }
}
