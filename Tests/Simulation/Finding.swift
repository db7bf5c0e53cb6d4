import Glibc

extension [UInt8] {
    /// How often these words stand in it.
    func count(of words: String) -> Int {
        let words = Array(words.utf8)
        return withUnsafeBytes { all in
            words.withUnsafeBytes { part in
                guard let base = all.baseAddress, let wanted = part.baseAddress, part.count > 0 else {
                    return 0
                }
                var (found, at) = (0, 0)
                while at + part.count <= all.count,
                    let next = memchr(base + at, Int32(part[0]), all.count - part.count - at + 1)
                {
                    if memcmp(next, wanted, part.count) == 0 { found += 1 }
                    at = UnsafeRawPointer(next) - base + 1
                }
                return found
            }
        }
    }
}
