internal import Mediation

/// The commands of the part.
enum ArchiveBodies {
    static let members: Set<String> = []

    /// Nil for a step that no page says by this route.
    static func reader(of step: CaseArchive.Step) -> BodyReader<CaseArchive.Command>? {
        switch step {
        case .signOff: { _ in .signOff }
        case .archive: { _ in .archive }
        case .export: nil
        }
    }
}
