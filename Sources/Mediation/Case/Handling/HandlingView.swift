extension CaseHandling {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        package let level: CaseLevel?
        package let levelReason: String?
        package let responsibleUnit: String?
        /// 交办单 and 督办单, oldest first.
        package let orders: [CaseOrder]

        init(_ file: CaseFile, isFull: Bool) {
            level = file.handling.level
            levelReason = isFull ? file.handling.grade?.reason ?? "" : nil
            responsibleUnit = isFull ? file.responsibleUnit : nil
            orders = isFull ? file.orders : []
        }
    }
}
