/// A month of the civil calendar, as Shanghai counts it. Years 1 to 9998.
package struct CivilMonth: Hashable, Comparable, Sendable {
    /// Months since January of the year 0.
    package let serial: Int

    /// The serials of the months that there are.
    package static let serials = 12...(9998 * 12 + 11)

    /// The month of that serial; nil outside `serials`.
    package init?(serial: Int) {
        guard Self.serials.contains(serial) else { return nil }
        self.serial = serial
    }

    private init(known serial: Int) {
        self.serial = min(max(serial, Self.serials.lowerBound), Self.serials.upperBound)
    }

    package init(_ day: CivilDay) {
        let date = day.date
        self.init(known: date.year * 12 + date.month - 1)
    }

    package init(_ moment: Instant) { self.init(LocalTime(moment).day) }

    /// Reads `YYYY-MM`.
    package init?(text: String) {
        guard text.utf8.count == 7, let day = CivilDay(text: text + "-01") else { return nil }
        let date = day.date
        self.init(serial: date.year * 12 + date.month - 1)
    }

    package var year: Int { serial / 12 }
    /// 1 to 12.
    package var number: Int { serial % 12 + 1 }

    /// `YYYY-MM`.
    package var text: String {
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + (number < 10 ? "-0" : "-") + String(number)
    }

    /// Ends at the first and the last month that there is.
    package func adding(months: Int) -> CivilMonth { CivilMonth(known: serial + months) }

    /// January of the same year.
    package var january: CivilMonth { CivilMonth(known: year * 12) }

    /// Its first moment.
    package var start: Instant {
        LocalTime.moment(CivilDay(year: year, month: number, day: 1) ?? CivilDay(serial: 0))
    }

    /// Its last moment.
    package var end: Instant { Instant(milliseconds: adding(months: 1).start.milliseconds - 1) }

    package static func < (left: Self, right: Self) -> Bool { left.serial < right.serial }
}
