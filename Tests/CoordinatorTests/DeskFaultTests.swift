import Mediation
import Storage
import StorageMemory
import Synchronization
import Testing
import Transport

@testable import Coordinator

/// A list that could not be read is no empty list.
@Suite(.timeLimit(.minutes(10))) struct DeskFaultTests {
    init() { LoopActor.startThread() }

    /// Fails from a reading on.
    private final class FailingDisk: SimulatedDisk {
        private let readings = Mutex<Int?>(nil)

        /// So many readings more are answered; nil: all.
        func fail(after count: Int?) { readings.withLock { $0 = count } }

        func begins(_ work: DiskWork) async throws {
            guard work == .reading else { return }
            let isOver = readings.withLock { readings in
                guard let left = readings else { return false }
                readings = left - 1
                return left <= 0
            }
            if isOver { throw StorageError(.failed, "the disk fails") }
        }

        func ended(_ work: DiskWork) async throws {}
    }

    @Test(arguments: ["/api/cases", "/api/desk"]) @LoopActor
    func `At whichever reading the disk fails, a list is whole or says so`(path: String) async throws {
        let disk = FailingDisk()
        let bench = try await RouteBench.inMemory(disk: disk)
        for number in 0..<3 { _ = await bench.registered("r-\(number)") }
        let query = [("list", "waiting")]
        let whole = await bench.ask("GET", path, query: query)
        #expect(whole.status == 200 && whole.text.contains("青信"))
        var failed = 0
        for count in 0..<8 {
            disk.fail(after: count)
            let reply = await bench.ask("GET", path, query: query)
            disk.fail(after: nil)
            if reply.status == 200 {
                #expect(reply.text == whole.text)
            } else {
                #expect(reply.status == 503 && reply.code == "store_failed")
                failed += 1
            }
        }
        // Who asks, the page, and of a desk the file of each case.
        #expect(failed == (path == "/api/desk" ? 5 : 2))
    }
}
