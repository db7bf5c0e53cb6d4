/// A moment as a value: milliseconds since 1970-01-01T00:00:00Z. The core never reads a clock; whoever calls it
/// says what time it is.
package struct Instant: Hashable, Comparable, Sendable, Encodable {
    /// Milliseconds since the epoch.
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment `span` later.
    package func adding(_ span: Span) -> Instant { Instant(milliseconds: milliseconds + span.milliseconds) }

    /// The span from `earlier` to this moment; negative when `earlier` is later.
    package func since(_ earlier: Instant) -> Span {
        Span(milliseconds: milliseconds - earlier.milliseconds)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// A length of time in milliseconds.
package struct Span: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1000) }
    package static func minutes(_ count: Int64) -> Span { .seconds(count * 60) }
    package static func hours(_ count: Int64) -> Span { .minutes(count * 60) }
    package static func days(_ count: Int64) -> Span { .hours(count * 24) }

    /// To the nearest second.
    package var wholeSeconds: Int { Int((milliseconds + (milliseconds < 0 ? -500 : 500)) / 1000) }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
