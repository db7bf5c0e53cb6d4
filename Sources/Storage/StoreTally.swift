/// What an engine has done, in numbers. Totals are since it was opened.
package struct StoreTally: Sendable, Equatable {
    package var commits: Int64 = 0
    /// Commits that were not kept: conflicts, and faults.
    package var refused: Int64 = 0
    package var transactions: Int64 = 0
    /// Time in these transactions, in microseconds, with the sync of the disk; and the longest since the last tally.
    package var writing: Int64 = 0
    package var longest: Int64 = 0
    /// Commits that wait for a transaction at this moment.
    package var waiting: Int64 = 0
    package var reads: Int64 = 0
    /// Reads that are under way at this moment.
    package var readers: Int64 = 0

    package init() {}
}

extension StorageEngine {
    /// An engine without a disk counts nothing.
    package func takeTally() -> StoreTally? { nil }
}
