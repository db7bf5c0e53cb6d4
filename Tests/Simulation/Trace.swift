/// What was said in a history, folded into one number, and kept as lines where somebody wants to read it.
struct Trace {
    /// FNV-1a, 64 bits: two runs of a seed are compared by it.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var lines: [String] = []
    let isTold: Bool

    init(isTold: Bool) { self.isTold = isTold }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    mutating func add(_ number: Int64) {
        hash = (hash ^ UInt64(bitPattern: number)) &* 0x100_0000_01B3
    }

    mutating func note(_ line: @autoclosure () -> String) {
        if isTold { lines.append(line()) }
    }
}
