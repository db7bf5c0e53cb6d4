import Coordinator
import Mediation
import TestKit
package import Transport

/// What became of one history.
package struct Verdict: Sendable {
    package let seed: UInt64
    /// The first rule that was broken, in words; nil when none was.
    package let broken: String?
    /// Everything that was said, as one number.
    package let trace: UInt64
    /// The steps that were taken.
    package let steps: [Int]
    package let lines: [String]
    package let kills: Int
    /// Milliseconds that passed in it.
    package let length: Int64
    package let isEnded: Bool
}

/// One history of the whole server, of a seed: people come, talk and go, somebody is hostile, lines break, the disk wears, the server
/// is killed. Every step has a chance of its own, so that the others are the same where some are left out.
@LoopActor
package final class History {
    private let seed: UInt64
    private let house: House
    private let world: World
    private let session: SessionID
    private let steps: [Int]
    private var people: [(page: Page, play: Honest)] = []
    private var hostile: [(page: Page, play: Hostile)] = []
    private var generations: [Int: Int] = [:]
    private var nextRequest = 0

    /// - Parameter steps: those that are taken; nil: all that the seed has.
    package init(_ stage: Stage, seed: UInt64, steps: [Int]? = nil, isTold: Bool = false) throws {
        self.seed = seed
        SeededRandomness.begin(seed)
        house = try House(stage.loop, stage.founding, isTold: isTold)
        world = house.world
        session = stage.founding.sessions[0]
        var chance = SeededGenerator(seed: seed)
        let count = Int.random(in: 12...48, using: &chance)
        self.steps = steps ?? Array(0..<count)
    }

    package func play() -> Verdict {
        begin(-1)
        house.start()
        world.run(for: 20)
        comeTogether()
        for step in steps where world.broken == nil {
            begin(step)
            world.trace.note("-- step \(step)")
            take()
            world.run(for: pause())
            house.judgeAll()
        }
        begin(1_000_000)
        let ending = Ending(house, people.map(\.page), session)
        if world.broken == nil { ending.play() }
        house.end()
        world.settle()
        return Verdict(
            seed: seed, broken: world.broken, trace: world.trace.hash, steps: steps, lines: world.trace.lines,
            kills: house.kills, length: world.now, isEnded: ending.isOver)
    }

    private func begin(_ step: Int) {
        world.chance = SeededGenerator(
            seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64(step)) &* 0xD1B5_4A32_D192_ED03)
    }

    private func pause() -> Int64 {
        switch world.draw(0...99) {
        case 0..<50: world.draw(0...400)
        case 50..<85: world.draw(400...3000)
        case 85..<96: world.draw(3000...20_000)
        case 96..<99: world.draw(20_000...150_000)
        default: world.draw(150_000...800_000)
        }
    }

    // MARK: Who there is

    private func comeTogether() {
        let cookies = house.founding.cookies
        let isThirdHostile = world.happens(400)
        add("host", Right(credential: nil, cookie: cookies[0], session: session, seat: 1))
        for seat in 2...(isThirdHostile ? 3 : 4) { add("guest\(seat)", right(seat, 1)) }
        let elsewhere = house.founding.sessions[1]
        let ways: [[Right]] = [
            [], [Right(credential: nil, cookie: cookies[1], session: elsewhere, seat: 1)],
            [Right(credential: credential(elsewhere, 2, 1), session: elsewhere, seat: 2)],
            [
                Right(credential: credential(elsewhere, 2, 1), session: elsewhere, seat: 2),
                Right(credential: credential(elsewhere, 3, 1), session: elsewhere, seat: 3),
            ],
        ]
        var own = world.one(of: ways) ?? []
        if isThirdHostile { own.append(right(4, 1)) }
        let nothing = Right(credential: nil, session: session, seat: 0)
        for number in 0..<(world.happens(800) ? 1 : 2) {
            let cookie = own.first { !$0.cookie.isEmpty }
            let page = Page(
                "hostile\(number)", house, cookie ?? own.first ?? nothing, device: "d-h\(number)",
                isHostile: true)
            for right in own { page.right = right }
            if let cookie { page.right = cookie }
            let play = Hostile(house, owning: own)
            page.play = play
            house.add(page)
            hostile.append((page, play))
        }
        let isAtOnce = world.happens(700)
        for (page, _) in people where isAtOnce || world.happens(400) {
            world.after(world.draw(0...4000)) { if page.line == nil { page.connect() } }
        }
        world.run(for: isAtOnce ? 9000 : 3000)
    }

    private func add(_ name: String, _ right: Right) {
        let page = Page(name, house, right, device: "d-\(name)")
        let play = Honest(world)
        page.play = play
        house.add(page)
        people.append((page, play))
    }

    private func credential(_ session: SessionID, _ seat: Int, _ generation: Int) -> String {
        let number = SeatNumber(seat) ?? .bureau
        return house.premises?.assembly.credential(session: session, seat: number, generation: generation)
            ?? ""
    }

    private func right(_ seat: Int, _ generation: Int) -> Right {
        Right(
            credential: credential(session, seat, generation), session: session, seat: seat,
            generation: generation)
    }

    // MARK: Steps

    private func take() {
        switch world.draw(0...99) {
        case 0..<52:
            if let one = world.one(of: people) { one.play.act(one.page, in: house.room(of: session)) }
        case 52..<70: if let one = world.one(of: hostile) { one.play.act(one.page) }
        case 70..<82: network()
        case 82..<89: disk()
        case 89..<91: house.kill()
        case 91..<92: world.clock.set(by: world.draw(-900_000...900_000))
        case 92..<95: links()
        case 95..<97: if let one = world.one(of: people) { one.page.repeatAnswered() }
        case 97..<98: signOut()
        default: if let one = world.one(of: people) { one.page.load() }
        }
    }

    private func network() {
        let all = people.map(\.page) + hostile.map(\.page)
        guard let page = world.one(of: all), let line = page.line else { return }
        switch world.draw(0...9) {
        case 0..<4: house.cut(line)
        case 4..<6:
            line.isHalfOpen = true
            // The page gives the line up after 25 s of silence, as the server does.
            world.after(world.draw(10_000...25_000)) { page.isClosed(line, 1006) }
        case 6..<8:
            line.isStalled = true
            world.after(world.draw(500...40_000)) { self.house.readOn(line) }
        default:
            // Another socket of the same page, while the first one stands.
            if !page.isHostile { page.connect() }
        }
    }

    private func disk() {
        switch world.draw(0...9) {
        case 0..<3: house.mood.slow = 0; house.mood.failing = 0
        case 3..<6:
            house.mood.slow = world.draw(100...1000)
            house.mood.longest = world.draw(20...1500)
        case 6: house.mood.failing = world.draw(50...500)
        case 7: house.mood.killsBeforeCommit = true
        default: house.mood.killsAfterCommit = true
        }
    }

    /// The host takes a link away, or makes it anew: its holder gets the new one, now and then.
    private func links() {
        guard let host = people.first?.page else { return }
        let seat = world.draw(2...4)
        let isReissued = world.happens(600)
        nextRequest += 1
        let (before, after) = (generations[seat] ?? 1, (generations[seat] ?? 1) + 1)
        house.ask(
            "/api/sessions/\(session)/seats/\(seat)/\(isReissued ? "reissue" : "revoke")",
            cookie: host.right.cookie,
            #"{"request":"q-\#(nextRequest)"}"#
        ) { status, _ in
            guard status == 200 else { return }
            for generation in 1...before {
                self.house.judge.takenAway.append((self.right(seat, generation), self.world.now))
            }
            self.world.after(self.world.draw(100...9000)) { self.open(seat) }
            guard isReissued else { return }
            self.generations[seat] = after
            guard let holder = self.people.first(where: { $0.page.right.seat == seat })?.page else { return }
            holder.right = self.right(seat, after)
            holder.load()
        }
    }

    /// Somebody shows the first link of a seat, whatever became of it.
    private func open(_ seat: Int) {
        guard let links = house.founding.links.first, links.indices.contains(seat - 2) else { return }
        let (first, now) = (right(seat, 1), world.now)
        house.ask("/api/invites/\(session)/open", #"{"link":"\#(links[seat - 2])"}"#) { status, _ in
            self.house.judge.opened(first, shownAt: now, status)
        }
    }

    /// The host signs out, and in again.
    private func signOut() {
        guard let host = people.first?.page, let store = house.premises?.store else { return }
        let gone = host.right
        house.ask("/api/sign-out", cookie: gone.cookie, "{}") { status, _ in
            guard status == 204 else { return }
            self.house.judge.takenAway.append((gone, self.world.now))
            Task { @LoopActor in
                let account = AccountID("a-G003")
                guard let cookie = try? await Founding.signIn(account, in: store, at: self.world.clock.now)
                else {
                    return
                }
                host.right = Right(credential: nil, cookie: cookie, session: self.session, seat: 1)
                host.load()
            }
        }
    }
}

/// What all histories of a process stand on: made once.
@LoopActor
package final class Stage {
    let loop: LoopByHand
    let founding: Founding

    /// Nil where the process can't be taken over, or the server did not do what it was asked.
    package init?() throws {
        guard ReadyJobs.takeOver(), SeededRandomness.takeOver() else { return nil }
        loop = LoopByHand()
        guard let founding = try Founding(loop) else { return nil }
        self.founding = founding
    }
}
