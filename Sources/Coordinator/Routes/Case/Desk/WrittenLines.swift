import Mediation
import Storage
import Transport

/// Lines of lists as they were written, by the sealed bytes of which they were made: a line that was shown before is neither opened
/// nor decoded nor written again. Whatever changes of a case's line changes those bytes, so that no line is ever an old one.
///
/// What was read stays in memory until as many others were: titles and names, as in the answers themselves.
@LoopActor
final class WrittenLines {
    /// A line is about 2 KB with what it was made of.
    static let keptAtMost = 4096

    /// What is shown of a page to one reader.
    struct Page {
        var lines: [[UInt8]] = []
        var unreadable: [UnreadableRow] = []
    }

    @LoopActor
    private final class Line {
        /// Empty in a row that an older program wrote, which nothing is known by.
        let sealed: SealedBytes
        let summary: CaseSummary
        private var full: [UInt8]?
        private var masked: [UInt8]?

        init(_ sealed: SealedBytes, _ summary: CaseSummary) {
            self.sealed = sealed
            self.summary = summary
        }

        /// The line's text for whoever sees so much; nil for who sees nothing.
        func text(seen sight: Sight, _ phase: @LoopActor (SessionID) -> Room.Phase?) -> [UInt8]? {
            switch sight {
            case .none:
                return nil
            case .masked:
                masked = masked ?? written(sight)
                return masked
            case .full:
                if let session = summary.session, let phase = phase(session.id), phase != .waiting {
                    return written(sight, phase)
                }
                full = full ?? written(sight)
                return full
            }
        }

        private func written(_ sight: Sight, _ phase: Room.Phase? = nil) -> [UInt8]? {
            guard var item = CaseListItem(summary, seen: sight) else { return nil }
            if let phase { item.session?.phase = phase }
            return CaseListText.line(item)
        }
    }

    private let store: any Store
    private var kept: [CaseID: Line] = [:]
    /// How many lines were opened and decoded since the start.
    private(set) var read = 0

    init(store: any Store) { self.store = store }

    /// The lines of these cases that `reader` may know of, in their order.
    /// - Parameters:
    ///   - isOpen: leaves out what the reader would see masked.
    ///   - phase: in which phase a session's room is, where it lives.
    func page(
        of cases: Listed<SealedCaseLine>, for reader: Account, isOpen: Bool = false,
        phase: @LoopActor (SessionID) -> Room.Phase?
    ) async throws -> Page {
        var page = Page(unreadable: cases.unreadable)
        var lines = cases.rows.map(known)
        if lines.contains(where: { $0 == nil }) {
            let new = zip(cases.rows, lines).filter { $0.1 == nil }.map(\.0)
            let read = try await Self.opened(new, in: store)
            page.unreadable += read.unreadable
            let made = keep(read.rows, of: new)
            for (index, row) in cases.rows.enumerated() where lines[index] == nil {
                lines[index] = made[row.id]
            }
        }
        page.lines.reserveCapacity(lines.count)
        for case let line? in lines {
            let sight = Authority.sight(of: line.summary.reach, for: reader)
            if isOpen, sight != .full { continue }
            if let text = line.text(seen: sight, phase) { page.lines.append(text) }
        }
        return page
    }

    private func known(_ row: SealedCaseLine) -> Line? {
        guard let line = kept[row.id], !row.summary.bytes.isEmpty, line.sealed == row.summary else {
            return nil
        }
        return line
    }

    private func keep(_ summaries: [CaseSummary], of rows: [SealedCaseLine]) -> [CaseID: Line] {
        read += rows.count
        let sealed = Dictionary(rows.map { ($0.id, $0.summary) }) { first, _ in first }
        if kept.count + summaries.count > Self.keptAtMost { kept.removeAll() }
        var made: [CaseID: Line] = [:]
        for summary in summaries {
            let line = Line(sealed[summary.id] ?? SealedBytes([]), summary)
            made[summary.id] = line
            kept[summary.id] = line
        }
        return made
    }

    /// Opened and decoded beside the loop.
    @concurrent
    private nonisolated static func opened(
        _ rows: [SealedCaseLine], in store: any Store
    ) async throws -> Listed<CaseSummary> {
        let opened = try await store.opened(Listed(rows: rows))
        var read = CaseCodec().summaries(of: opened.rows)
        read.unreadable.forEach(store.note)
        read.unreadable = opened.unreadable + read.unreadable
        return read
    }
}
