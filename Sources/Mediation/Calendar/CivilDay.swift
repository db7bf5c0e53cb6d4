/// A day of the civil calendar, without a time. Arithmetic is done here because the core has no library for it;
/// the calendar is the proleptic Gregorian one, counted from 1970-01-01 (Howard Hinnant's "days from civil").
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let serial: Int

    package init(serial: Int) { self.serial = serial }

    /// 1900-01-01, before which nobody alive was born.
    package static let firstBirth = CivilDay(serial: -25_567)

    /// The day with that date; nil when there is none, as for 30 February. Years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(of: month, in: year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = Self.floored(shifted, by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        serial = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `YYYY-MM-DD`.
    package init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func floored(_ value: Int, by divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }

    /// Year, month 1 to 12, day 1 to 31.
    package var date: (year: Int, month: Int, day: Int) {
        let shifted = serial + 719_468
        let era = Self.floored(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// `YYYY-MM-DD`.
    package var text: String {
        let (year, month, day) = date
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package func adding(days: Int) -> CivilDay { CivilDay(serial: serial + days) }

    /// Saturday or Sunday. 1970-01-01 was a Thursday.
    package var isWeekend: Bool {
        let weekday = serial + 3 - Self.floored(serial + 3, by: 7) * 7
        return weekday >= 5
    }

    /// Whole years from this day to `later`: an age. Who was born on 29 February is a year older on 1 March.
    package func years(until later: CivilDay) -> Int {
        let born = date
        let then = later.date
        let hadBirthday = (then.month, then.day) >= (born.month, born.day)
        return then.year - born.year - (hadBirthday ? 0 : 1)
    }

    package static func < (left: Self, right: Self) -> Bool { left.serial < right.serial }
}
