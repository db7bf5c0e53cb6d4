/// 协商函: a letter to a department outside the bureau, which can be asked and not told.
package struct Letter: Hashable, Sendable {
    package let addressee: String
    package let text: String
    /// Until when an answer is wanted.
    package let due: Instant
    /// What was answered, and who put it on file; nil until then.
    package var answer: Assignment.Remark?

    package init(addressee: String, text: String, due: Instant, answer: Assignment.Remark? = nil) {
        self.addressee = addressee
        self.text = text
        self.due = due
        self.answer = answer
    }
}
