import Cryptography

/// The tree as RFC 6962, 2.1, writes it: recursive, from the entries, without tiles and edges. What the product computes is
/// compared with it.
final class ReferenceTree {
    private let leaves: [[UInt8]]
    private var known: [Range<Int>: [UInt8]] = [:]

    init(_ entries: [[UInt8]]) { leaves = entries.map { Digest.sha256([0] + $0) } }

    var count: Int { leaves.count }

    func root(_ size: Int) -> [UInt8] { size == 0 ? Digest.sha256([]) : head(0..<size) }

    /// MTH(D[range]).
    private func head(_ range: Range<Int>) -> [UInt8] {
        if range.count == 1 { return leaves[range.lowerBound] }
        if let head = known[range] { return head }
        let middle = range.lowerBound + division(range.count)
        let head = Digest.sha256(
            [1] + self.head(range.lowerBound..<middle) + self.head(middle..<range.upperBound))
        known[range] = head
        return head
    }

    /// The largest power of two below `count`.
    private func division(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }

    /// PATH(m, D[n]).
    func path(_ index: Int, _ size: Int) -> [[UInt8]] { path(index, 0..<size) }

    private func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
        if range.count == 1 { return [] }
        let middle = range.lowerBound + division(range.count)
        return index < middle
            ? path(index, range.lowerBound..<middle) + [head(middle..<range.upperBound)]
            : path(index, middle..<range.upperBound) + [head(range.lowerBound..<middle)]
    }

    /// PROOF(m, D[n]), 0 < m < n.
    func proof(_ older: Int, _ newer: Int) -> [[UInt8]] { proof(older, 0..<newer, true) }

    private func proof(_ older: Int, _ range: Range<Int>, _ isWhole: Bool) -> [[UInt8]] {
        if older == range.upperBound { return isWhole ? [] : [head(range)] }
        let middle = range.lowerBound + division(range.count)
        return older <= middle
            ? proof(older, range.lowerBound..<middle, isWhole) + [head(middle..<range.upperBound)]
            : proof(older, middle..<range.upperBound, false) + [head(range.lowerBound..<middle)]
    }
}
