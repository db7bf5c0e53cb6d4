/// Names one scheduled closure. A stale one is harmless: places are used again with a new generation.
package struct TimerID: Hashable, Sendable {
    let place: Int32
    let generation: UInt32
}

/// A hashed timing wheel (Varghese and Lauck, scheme 6): schedule and cancel are O(1), where lws keeps one sorted list
/// with O(n) an insert. Pure: time is given to it, in milliseconds of a monotonic clock.
struct TimerWheel<Action> {
    /// No closure runs before its time and at most one tick after it.
    static var tick: UInt64 { 16 }
    private static var buckets: Int { 1024 }

    private struct Entry {
        var deadline: UInt64 = 0
        var sequence: UInt64 = 0
        var generation: UInt32 = 0
        var bucket: Int32 = -1
        var next: Int32 = -1
        var previous: Int32 = -1
        var action: Action?
    }

    private var entries: [Entry] = []
    private var heads = [Int32](repeating: -1, count: Self.buckets)
    private var vacant: [Int32] = []
    private var sequence: UInt64 = 0
    private var lastTick: UInt64 = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func schedule(at deadline: UInt64, now: UInt64, _ action: Action) -> TimerID {
        if count == 0 { lastTick = now / Self.tick }
        let place: Int32
        if let free = vacant.popLast() {
            place = free
        } else {
            place = Int32(entries.count)
            entries.append(Entry())
        }
        sequence += 1
        // Rounded up, so that nothing is early, and never into the tick that is already past.
        let tick = max((deadline + Self.tick - 1) / Self.tick, lastTick + 1)
        let bucket = Int(tick % UInt64(Self.buckets))
        let head = heads[bucket]
        entries[Int(place)].deadline = deadline
        entries[Int(place)].sequence = sequence
        entries[Int(place)].bucket = Int32(bucket)
        entries[Int(place)].next = head
        entries[Int(place)].previous = -1
        entries[Int(place)].action = action
        if head >= 0 { entries[Int(head)].previous = place }
        heads[bucket] = place
        count += 1
        return TimerID(place: place, generation: entries[Int(place)].generation)
    }

    /// Takes the action out, once; nil when it ran or was cancelled before.
    @discardableResult
    mutating func take(_ id: TimerID) -> Action? {
        let place = Int(id.place)
        guard place < entries.count, entries[place].generation == id.generation else { return nil }
        let entry = entries[place]
        if entry.previous >= 0 {
            entries[Int(entry.previous)].next = entry.next
        } else {
            heads[Int(entry.bucket)] = entry.next
        }
        if entry.next >= 0 { entries[Int(entry.next)].previous = entry.previous }
        entries[place].action = nil
        entries[place].generation &+= 1
        vacant.append(id.place)
        count -= 1
        return entry.action
    }

    /// What is due, by deadline and then by the order of scheduling. The caller takes each just before running it, so
    /// that one that runs may still cancel another of the same moment.
    mutating func due(at now: UInt64) -> [TimerID] {
        let tick = now / Self.tick
        guard tick > lastTick else { return [] }
        var found: [(deadline: UInt64, sequence: UInt64, id: TimerID)] = []
        let turns = min(tick - lastTick, UInt64(Self.buckets))
        for step in 0..<turns {
            var place = heads[Int((tick - step) % UInt64(Self.buckets))]
            while place >= 0 {
                let entry = entries[Int(place)]
                if entry.deadline <= now {
                    let id = TimerID(place: place, generation: entry.generation)
                    found.append((entry.deadline, entry.sequence, id))
                }
                place = entry.next
            }
        }
        lastTick = tick
        found.sort { ($0.deadline, $0.sequence) < ($1.deadline, $1.sequence) }
        return found.map(\.id)
    }
}
