import COpenSSL
import Glibc
import TestKit

/// OpenSSL's randomness by the seed: keys, nonces and names are then the same in every run of a history, and so is its trace.
enum SeededRandomness {
    // One thread asks: that of the program.
    nonisolated(unsafe) private static var generator = SeededGenerator(seed: 0)
    // OpenSSL keeps its address: it lives as long as the program.
    nonisolated(unsafe) private static let method = UnsafeMutablePointer<RAND_METHOD>.allocate(capacity: 1)

    /// False of a library without it.
    static func takeOver() -> Bool {
        var own = RAND_METHOD()
        own.bytes = { SeededRandomness.fill($0, $1) }
        own.pseudorand = { SeededRandomness.fill($0, $1) }
        own.status = { 1 }
        method.initialize(to: own)
        // By its name: its header calls it old, and OpenSSL has no other way for a program's own.
        guard let place = dlsym(dlopen(nil, RTLD_LAZY), "RAND_set_rand_method") else { return false }
        typealias Setter = @convention(c) (UnsafePointer<RAND_METHOD>?) -> Int32
        return unsafeBitCast(place, to: Setter.self)(method) == 1
    }

    static func begin(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static func fill(_ out: UnsafeMutablePointer<UInt8>?, _ count: Int32) -> Int32 {
        guard let out else { return 1 }
        var word: UInt64 = 0
        for index in 0..<Int(count) {
            if index % 8 == 0 { word = generator.next() }
            out[index] = UInt8(truncatingIfNeeded: word)
            word >>= 8
        }
        return 1
    }
}
