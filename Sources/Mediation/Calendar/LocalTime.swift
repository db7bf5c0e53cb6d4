/// A moment as a clock on the wall in Asia/Shanghai shows it: UTC+8 the whole year (no summer time since 1991).
package struct LocalTime: Hashable, Sendable {
    package let day: CivilDay
    /// Milliseconds since that day's midnight.
    private let sinceMidnight: Int

    private static let offset = 8 * 3600 * 1000
    private static let dayLength = 24 * 3600 * 1000

    package init(_ moment: Instant) {
        let local = Int(moment.milliseconds) + Self.offset
        let serial = CivilDay.floored(local, by: Self.dayLength)
        day = CivilDay(serial: serial)
        sinceMidnight = local - serial * Self.dayLength
    }

    /// The moment when that day's clock shows `hour` and `minute`.
    package static func moment(_ day: CivilDay, hour: Int = 0, minute: Int = 0, second: Int = 0) -> Instant {
        let local = day.serial * dayLength + ((hour * 60 + minute) * 60 + second) * 1000
        return Instant(milliseconds: Int64(local - offset))
    }

    /// The last second of the day: until then something due on it is in time.
    package static func end(of day: CivilDay) -> Instant { moment(day, hour: 23, minute: 59, second: 59) }

    /// `10:30`.
    package var minuteOfDay: String {
        let minutes = sinceMidnight / 60_000
        return Self.twoDigits(minutes / 60) + ":" + Self.twoDigits(minutes % 60)
    }

    /// `2026年3月12日`.
    package var dayInWords: String {
        let date = day.date
        return "\(date.year)年\(date.month)月\(date.day)日"
    }

    /// `2026年3月12日 10:30`.
    package var dayAndMinute: String { dayInWords + " " + minuteOfDay }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
