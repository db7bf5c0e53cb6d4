extension CaseHandling {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package let level: CaseLevel?
        package let levelReason: String?
        package let responsibleUnit: String?

        init(_ file: CaseFile, isFull: Bool) {
            level = file.handling.level
            levelReason = isFull ? file.handling.grade?.reason ?? "" : nil
            responsibleUnit = isFull ? file.responsibleUnit : nil
        }
    }
}
