/// What stands between an engine and its memory in a simulation, where a disk would: it may take its time, fail, or end the
/// server before, in and after a transaction.
package protocol SimulatedDisk: Sendable {
    /// Before a transaction. What it throws is the verb's error, and nothing was done.
    func begins(_ work: DiskWork) async throws
    /// After it. What was done stays done, whatever this throws: so ends a server that is killed before it could answer.
    func ended(_ work: DiskWork) async throws
}

/// What a transaction is for.
package enum DiskWork: Sendable {
    case reading
    /// Of a case, a session or both, with their entries.
    case committing
    /// Any other writing.
    case writing
}
