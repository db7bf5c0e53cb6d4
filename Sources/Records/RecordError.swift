/// Why stored bytes are no record that this program can read. The detail names the place and never what stands there.
package enum RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A newer program wrote it: a version, a kind of event or a word that this one doesn't know. Nothing is wrong with it.
    case newer(String)
    /// They are no such record: a member is missing, of another type or out of its bounds, or they are no JSON at all.
    case damaged(String)
    /// A value can't be put into bytes, as a number that is none. Nothing of it was stored.
    case unencodable(String)

    package var description: String {
        switch self {
        case .newer(let detail), .damaged(let detail), .unencodable(let detail): detail
        }
    }
}
