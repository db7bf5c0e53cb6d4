/// A holiday table as an operator hands it in: lines of `date,kind,name`, as `2026-10-01,holiday,国庆节`. It is taken whole or not
/// at all.
package struct HolidayTable: Hashable, Sendable {
    /// What keeps a line from being one of the table.
    package enum Fault: Hashable, Sendable {
        case fields(Int)
        /// No day of the civil calendar, as YYYY-MM-DD.
        case date(String)
        /// Neither `holiday` nor `workday`.
        case kind(String)
        case nameless
        /// More than `CalendarDay.longestName` characters, or ones that break a line of a record.
        case name
        /// Its day stands in an earlier line, which is told.
        case twice(line: Int)
        /// A workday that is one without the table: only a Saturday or Sunday is worked in exchange.
        case worked
    }

    package struct Finding: Hashable, Sendable {
        /// From 1.
        package let line: Int
        package let fault: Fault
    }

    /// In the order of the file.
    package private(set) var days: [CalendarDay] = []
    /// By line; a table with any is not taken.
    package private(set) var findings: [Finding] = []

    /// Reads a file's text. Empty lines, a first line of headings, a byte order mark and carriage returns are no faults.
    package init(reading text: String) {
        var lines: [CivilDay: Int] = [:]
        let scalars = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
        let rows = scalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, row) in rows.enumerated() {
            let line = WrittenText.clean(String(String.UnicodeScalarView(row)), as: .line)
            if line.isEmpty || (index == 0 && line == "date,kind,name") { continue }
            read(line, number: index + 1, &lines)
        }
    }

    private mutating func read(_ line: String, number: Int, _ lines: inout [CivilDay: Int]) {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
            WrittenText.clean(String($0), as: .line)
        }
        func fault(_ fault: Fault) { findings.append(Finding(line: number, fault: fault)) }
        guard fields.count == 3 else { return fault(.fields(fields.count)) }
        let day = CivilDay(text: fields[0])
        let kind = CalendarDay.Kind(rawValue: fields[1])
        if day == nil { fault(.date(fields[0])) }
        if kind == nil { fault(.kind(fields[1])) }
        if WrittenText.isBlank(fields[2]) {
            fault(.nameless)
        } else if fields[2].unicodeScalars.count > CalendarDay.longestName
            || WrittenText.isRefused(fields[2], as: .line)
        {
            fault(.name)
        }
        guard let day, let kind else { return }
        if let earlier = lines[day] { return fault(.twice(line: earlier)) }
        lines[day] = number
        if kind == .workday && !day.isWeekend { fault(.worked) }
        days.append(CalendarDay(day, kind, name: fields[2]))
    }

    /// The years that the table speaks of: it replaces what is known of them, and nothing of others.
    package var years: Set<Int> { Set(days.map { $0.day.date.year }) }

    /// A bureau's table with this one taken into it, by day.
    package func joined(to known: [CalendarDay]) -> [CalendarDay] {
        (known.filter { !years.contains($0.day.date.year) } + days).sorted { $0.day < $1.day }
    }
}
