import Journal
import Logging
import Mediation
import Storage
import Synchronization
import TestKit
import Testing
import Transport
import Vault

@testable import Coordinator

/// Counts how often it is asked, and fails when told to.
private final class CountingDuty: Duty {
    struct Failed: Error {}

    let name = "counting"
    let pause = Span.hours(1)
    private let state = Mutex((asked: [Instant](), failures: 0))

    var asked: [Instant] { state.withLock { $0.asked } }
    func fail(times: Int) { state.withLock { $0.failures = times } }

    func perform(at now: Instant) async throws {
        let fails = state.withLock { state in
            state.asked.append(now)
            state.failures -= 1
            return state.failures >= 0
        }
        if fails { throw Failed() }
    }
}

@Suite(.timeLimit(.minutes(10))) struct SchedulerTests {
    init() { LoopActor.startThread() }

    @LoopActor
    private final class Play {
        let time = TestTime()
        let sockets = ListedSockets()
        let duty = CountingDuty()
        let scheduler: Scheduler

        init() {
            scheduler = Scheduler(
                [duty], sockets: sockets, clock: time.clock, logger: Logger(label: "test"))
            scheduler.start()
        }

        /// Minutes pass, and at each the scheduler looks.
        func minutes(_ count: Int) async {
            for _ in 0..<count {
                time.wait(.minutes(1))
                sockets.ring(within: Scheduler.look.milliseconds)
                await scheduler.running?.value
            }
        }
    }

    @Test @LoopActor func `A duty is asked a minute after the start and then after each pause`() async {
        let play = Play()
        #expect(play.duty.asked.isEmpty)
        await play.minutes(1)
        #expect(play.duty.asked.count == 1)
        await play.minutes(59)
        #expect(play.duty.asked.count == 1)
        await play.minutes(61)
        #expect(play.duty.asked.count == 3)
    }

    @Test @LoopActor func `A duty that fails is asked again, later each time`() async {
        let play = Play()
        play.duty.fail(times: 4)
        let start = play.time.now
        await play.minutes(40)
        #expect(play.duty.asked.map { $0.since(start).milliseconds / 60_000 } == [1, 2, 4, 8, 16])
    }

    @Test @LoopActor func `A clock that is set delays a duty by no more than its pause`() async {
        let play = Play()
        await play.minutes(1)
        play.time.set(by: .hours(-48))
        await play.minutes(1)
        #expect(play.duty.asked.count == 2)
        play.time.set(by: .hours(48))
        await play.minutes(1)
        #expect(play.duty.asked.count == 3)
    }

    @Test @LoopActor func `Nothing is asked after the stop`() async {
        let play = Play()
        play.scheduler.stop()
        await play.minutes(3)
        #expect(play.duty.asked.isEmpty)
    }
}

@Suite(.timeLimit(.minutes(10))) struct DutyTests {
    init() { LoopActor.startThread() }

    @LoopActor
    private static func lines(
        _ bench: RoomBench, _ kind: CaseSupervision.Event.Name
    ) async throws -> [TimelineEntry] {
        let record = try #require(try await bench.store.caseFile(CaseID("c-1")))
        return try CaseCodec().open(record).file.timeline.filter { $0.kind == .supervision(kind) }
    }

    @LoopActor
    private static func misses(_ bench: RoomBench) async throws -> [TimelineEntry] {
        try await lines(bench, .deadlineMissed)
    }

    @Test @LoopActor
    func `A term that draws near is noted once, by whoever looks first and after a kill`() async throws {
        let bench = try await RoomBench.open()
        let cases = CaseDesk(store: bench.store, clock: bench.time.clock)
        let duty = NotedTerms(store: bench.store, cases: cases)
        let due = try #require(try await cases.open(CaseID("c-1")).file.course.nextDue?.at)
        // Noon of the day before its last: nobody has looked since it drew near.
        bench.time.wait(due.since(bench.time.now))
        let now = due.adding(Span(milliseconds: -Span.hours(36).milliseconds))
        async let first: Void = duty.perform(at: now)
        async let second: Void = duty.perform(at: now)
        _ = try await (first, second)
        // What was noted is seen in the store: one who knows nothing of it finds nothing left.
        let other = CaseDesk(store: bench.store, clock: bench.time.clock)
        try await NotedTerms(store: bench.store, cases: other).perform(at: now)
        #expect(try await Self.lines(bench, .deadlineNear).map(\.due) == [.notice])
        #expect(try await Self.misses(bench).isEmpty)
        let check = try await StoreCheck(of: bench.store)
        #expect(check.fault == nil)
    }

    @Test @LoopActor func `A term that has passed is noted once, whoever asks how often`() async throws {
        let bench = try await RoomBench.open()
        let duty = NotedTerms(
            store: bench.store, cases: CaseDesk(store: bench.store, clock: bench.time.clock))
        try await duty.perform(at: bench.time.now)
        #expect(try await Self.misses(bench).isEmpty)
        bench.time.wait(.days(40))
        // Two at once, as two servers of one store would: one of them finds the case changed, and nothing left to note.
        let now = bench.time.now
        async let first: Void = duty.perform(at: now)
        async let second: Void = duty.perform(at: now)
        _ = try await (first, second)
        try await duty.perform(at: bench.time.now)
        let misses = try await Self.misses(bench)
        #expect(misses.map(\.due) == [.notice])
        #expect(misses.map(\.by) == [nil])
        // What the rows say is what the history gives.
        let check = try await StoreCheck(of: bench.store)
        #expect(check.fault == nil)
    }

    @Test @LoopActor func `What has expired is removed, and what holds stays`() async throws {
        let bench = try await RoomBench.open()
        let duty = Retention(store: bench.store)
        try await duty.perform(at: bench.time.now)
        #expect(try await bench.store.signIns().rows.count == 1)
        bench.time.wait(.hours(2))
        try await duty.perform(at: bench.time.now)
        #expect(try await bench.store.signIns().rows.isEmpty)
    }
}
