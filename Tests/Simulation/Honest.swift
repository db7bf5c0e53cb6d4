import Mediation
import TestKit
import Transport

/// A page of ours, as docs/protocol.md has it: it says hello, follows what it is told, confirms walls, keeps its requests until they are
/// answered, and comes back when it may.
@LoopActor
final class Honest: Play {
    private let world: World
    private var standing: String?
    private var confirmed = 0
    private var heardSinceAck = 0
    private var fingerprint = ""

    init(_ world: World) { self.world = world }

    func opened(_ page: Page, _ line: Line) { page.hello(takeOver: page.takesOver) }

    func closed(_ page: Page, _ code: Int) {
        standing = nil
        switch code {
        case 1001, 1006, 1011, 4001, 4006, 4007: page.comeBack()
        default: page.isOver = true
        }
    }

    func heard(_ page: Page, _ message: JSON, _ type: String) {
        switch type {
        case "welcome":
            page.takesOver = false
            let pair = page.page.utf8.reduce(UInt8(0)) { $0 &+ $1 } | 16
            fingerprint = SampleFingerprint.print(
                of: "sha-256", 32, first: String(pair, radix: 16, uppercase: true))
            page.say(
                #"{"type":"media","microphone":"live","camera":"\#(world.happens(500) ? "live" : "muted")"}"#)
            page.sayAgain()
        case "beat": page.say(#"{"type":"beat"}"#)
        case "refused" where message["id"] == nil && !page.told.isWelcome:
            refused(page, message["code"]?.text)
        default: break
        }
        guard page.told.isWelcome else { return }
        heardSinceAck += 1
        if heardSinceAck > 8, world.happens(300) {
            heardSinceAck = 0
            page.say(#"{"type":"ack","seq":\#(page.told.sequence)}"#)
        }
        react(page)
    }

    private func refused(_ page: Page, _ code: String?) {
        // A person presses "go on here".
        guard code == "open_in_other_tab" || code == "open_on_other_device", world.happens(800) else {
            return
        }
        world.after(world.draw(100...1500)) {
            if page.line != nil, !page.told.isWelcome { page.hello(takeOver: true) }
        }
    }

    /// What a page does because of what it was told.
    private func react(_ page: Page) {
        confirm(page)
        if page.right.seat == 1 { return welcomePeople(page) }
        guard page.told.standing != standing else { return }
        standing = page.told.standing
        guard world.happens(900) else { return }
        world.after(world.draw(50...900)) {
            guard page.told.isWelcome else { return }
            switch page.told.standing {
            case "link_opened": page.ask(.table(.consent(notice: "2026-11")))
            case "consented": page.ask(.table(.ready))
            default: break
            }
        }
    }

    private func welcomePeople(_ page: Page) {
        for seat in page.told.list("seats") where seat["standing"]?.text == "waiting" {
            guard let number = seat["seat"]?.number, let number = SeatNumber(number), world.happens(500),
                !page.outbox.contains(where: { $0.command == .table(.admit(number)) })
            else { continue }
            page.ask(.table(.admit(number)))
        }
    }

    /// Once for each wall, when it holds nothing across any more; now and then its device is too slow.
    private func confirm(_ page: Page) {
        guard let number = page.told.sections["wall"]?["number"]?.number, page.told.wallPhase != "open",
            page.told.wallHas(page.told.seat, in: "members"),
            !page.told.wallHas(page.told.seat, in: "confirmed"),
            number != confirmed || world.happens(50)
        else { return }
        confirmed = number
        guard world.happens(930) else { return }
        world.after(world.draw(20...1200)) {
            if page.told.isWelcome { page.ask(.wall(.wallClosed(number))) }
        }
    }

    // MARK: What a person does

    /// Something that a person at this page may do now.
    func act(_ page: Page, in room: Room?) {
        guard page.told.isWelcome, let seat = page.told.seat.flatMap({ SeatNumber($0) }) else {
            if page.line == nil, !page.isOver { page.connect() }
            return
        }
        guard world.happens(850), let room else { return tell(page) }
        for _ in 0..<8 {
            let command = RandomCommand.said(by: seat, in: room, &world.chance)
            guard command.isHosts == (seat == .bureau) else { continue }
            // A session that is over tells little: some end, most do not.
            if case .table(.end) = command, !world.happens(150) { continue }
            return page.ask(command)
        }
    }

    /// What is no command: signals, measurements, tracks.
    private func tell(_ page: Page) {
        guard let link = world.one(of: page.told.list("links")), let peer = link["peer"]?.number,
            let epoch = link["epoch"]?.number
        else { return page.say(#"{"type":"media","microphone":"muted","camera":"live"}"#) }
        switch world.draw(0...3) {
        case 0:
            page.say(
                #"{"type":"stats","links":[{"peer":\#(peer),"epoch":\#(epoch),"state":"connected","path":"relay/udp","rttMs":34,"lossPercent":0,"audioKbps":28,"videoKbps":640}]}"#
            )
        case 1: page.say(#"{"type":"signal","to":\#(peer),"epoch":\#(epoch),"body":{"kind":"restart"}}"#)
        default:
            page.say(
                #"{"type":"signal","to":\#(peer),"epoch":\#(epoch),"body":{"kind":"description","n":1,"sdp":{"type":"offer","sdp":"v=0\r\na=fingerprint:\#(fingerprint)\r\n"}}}"#
            )
        }
    }
}
