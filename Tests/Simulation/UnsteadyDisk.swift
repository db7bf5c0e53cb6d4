import Mediation
import Storage
import StorageMemory
import Transport

/// The disk of one run of the server: steady, slow, failing, or the end of the server before or after its next commit.
final class UnsteadyDisk: SimulatedDisk, @unchecked Sendable {
    // Read and written by the one thread of the program.
    var mood = Mood()
    private(set) var isDead = false
    private let world: World
    private let killed: @LoopActor () -> Void

    struct Mood {
        /// So many of a thousand transactions take up to `longest` milliseconds.
        var slow = 0
        var longest: Int64 = 50
        /// So many of a thousand fail.
        var failing = 0
        var killsBeforeCommit = false
        var killsAfterCommit = false

        var isSteady: Bool { slow == 0 && failing == 0 && !killsBeforeCommit && !killsAfterCommit }
    }

    init(_ world: World, killed: @escaping @LoopActor () -> Void) {
        self.world = world
        self.killed = killed
    }

    func die() { isDead = true }

    func begins(_ work: DiskWork) async throws {
        if isDead { throw StorageError(.closed) }
        if !mood.isSteady { try await wear(work) }
    }

    @LoopActor private func wear(_ work: DiskWork) async throws {
        if work != .reading, mood.killsBeforeCommit {
            mood.killsBeforeCommit = false
            world.trace.note("\(world.now) killed before a commit")
            killed()
            throw StorageError(.closed)
        }
        if mood.slow > 0, world.happens(mood.slow) {
            let takes = world.draw(1...mood.longest)
            await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
                world.after(takes) { done.resume() }
            }
            if isDead { throw StorageError(.closed) }
        }
        if mood.failing > 0, world.happens(work == .reading ? mood.failing / 4 : mood.failing) {
            world.trace.note("\(world.now) the store fails")
            throw StorageError(.failed, "the disk of a simulation")
        }
    }

    func ended(_ work: DiskWork) async throws {
        guard work != .reading, !mood.isSteady else { return }
        try await afterCommit()
    }

    @LoopActor private func afterCommit() async throws {
        guard mood.killsAfterCommit else {
            // Durable, and its answer is late: what else happens meanwhile comes between.
            guard mood.slow > 0, world.happens(mood.slow) else { return }
            let takes = world.draw(1...mood.longest)
            await withUnsafeContinuation { (done: UnsafeContinuation<Void, Never>) in
                world.after(takes) { done.resume() }
            }
            if isDead { throw StorageError(.closed) }
            return
        }
        mood.killsAfterCommit = false
        world.trace.note("\(world.now) killed after a commit")
        killed()
        throw StorageError(.closed)
    }
}
