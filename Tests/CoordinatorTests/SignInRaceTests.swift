import Cryptography
import Logging
import Mediation
import Storage
import StorageSQLite
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

@Suite("A sign-in that is judged while its account changes", .serialized, .timeLimit(.minutes(10)))
struct SignInRaceTests {
    init() { LoopActor.startThread() }

    @Test(arguments: ["password", "disabled", "nothing"])
    @LoopActor func `What ends the sign-ins of an account ends the one that is being judged`(change: String)
        async throws
    {
        let bench = try await RoomBench.open()
        let account = AccountID("a-G003")
        try await bench.store.setPassword(
            of: account, hash: try Scrypt.hash("the older one"), at: bench.time.now)
        let queue = HashingQueue(width: 2)
        let router = Router(gate: bench.gate, logger: Logger(label: "test"))
        SignInRoutes(gate: bench.gate, store: bench.store, clock: bench.time.clock, hashing: queue)
            .add(to: router)
        // Both places are taken until the account has been changed.
        let (held, letGo) = AsyncStream.makeStream(of: Void.self)
        let others = ["192.0.2.1", "192.0.2.2"].map { text in
            Task {
                try await queue.run(for: .address(NetworkAddress(text)?.group)) {
                    for await _ in held {}
                }
            }
        }
        while await queue.load.turns < 2 { await Task.yield() }
        let reply = Task { @LoopActor in
            await withCheckedContinuation { answered in
                router.handle(
                    ListedExchange(
                        "POST", "/api/sign-in", query: [],
                        headers: ["origin": "https://127.0.0.1", "content-type": "application/json"],
                        body: #"{"staffNo":"G003","password":"the older one"}"#, answered: answered))
            }
        }
        while await queue.load.waiting == 0 { await Task.yield() }
        switch change {
        case "password":
            let hash = try Scrypt.hash("the newer one")
            let now = bench.time.now
            try await bench.elsewhere { try await $0.setPassword(of: account, hash: hash, at: now) }
        case "disabled":
            let now = bench.time.now
            try await bench.elsewhere { try await $0.disable(account, at: now) }
        default: break
        }
        letGo.finish()
        for other in others { try await other.value }
        let answer = await reply.value
        #expect(answer.status == (change == "nothing" ? 200 : 401))
        #expect((answer.headers["set-cookie"] == nil) == (change != "nothing"))
        let left = try await bench.store.removeExpiredSignIns(now: bench.time.now.adding(.days(30)))
        #expect(left == (change == "nothing" ? 1 : 0))
    }

    @Test func `Who asks all the time from ever new places fills no memory`() async throws {
        let queue = HashingQueue(width: 2)
        let (held, letGo) = AsyncStream.makeStream(of: Void.self)
        let always = Task {
            try await queue.run(for: .address(nil)) { for await _ in held {} }
        }
        while await queue.load.turns == 0 { await Task.yield() }
        for number in 0..<3000 {
            try await queue.run(for: .browser("\(number)")) {}
        }
        #expect(await queue.load.turns <= HashingQueue.turnsKept)
        letGo.finish()
        try await always.value
    }
}
